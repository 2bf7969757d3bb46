// /plan/ made lively: each tap fetches the answer for the new address and puts it in place. Without this file the same
// form sends itself; nothing here decides anything.

const PARTS = ["strip", "answer"];
const NEXT_ANSWER = ".question:not(.question--quiet) :is(button, input)";
const TYPING_PAUSE = 350; // milliseconds without a key before the words are sent

const form = document.getElementById("situation") as HTMLFormElement;
const said = document.getElementById("said") as HTMLElement;
const words = document.querySelector<HTMLInputElement>("input[name=words]");
let running: AbortController | undefined;

document.documentElement.classList.add("is-live");

// What the address asks: the form's fields without those that go without saying, as the server writes it too.
function query(submitter?: HTMLElement | null): URLSearchParams {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form, submitter ?? null)) {
    if (typeof value === "string" && value !== "" && name !== "was") fields.append(name, value);
  }
  for (const name of fields.getAll("drop")) fields.delete(`fact.${name}`);
  fields.delete("drop");
  for (const input of form.querySelectorAll<HTMLInputElement>("[data-default]")) {
    if (fields.get(input.name) === input.dataset.default) fields.delete(input.name);
  }
  return fields;
}

function currentQuery(): string {
  return document.getElementById("answer")?.dataset.query ?? "";
}

function addressOf(fields: string): string {
  return fields ? `${form.action}?${fields}` : form.action;
}

// A tap has its place in the history at once, so that quick taps can each be stepped back; the answer follows.
function ask(fields: URLSearchParams): void {
  history.pushState(null, "", addressOf(fields.toString()));
  void answer(fields);
}

async function answer(fields: URLSearchParams): Promise<void> {
  running?.abort();
  const mine = (running = new AbortController());
  const asked = new URLSearchParams(fields);
  asked.set("part", "answer");
  asked.set("was", currentQuery());
  document.body.classList.add("is-asking");
  try {
    const response = await fetch(`${form.action}?${asked}`, { signal: mine.signal, cache: "no-store" });
    if (!response.ok && response.status !== 400) throw new Error(String(response.status));
    place(new DOMParser().parseFromString(await response.text(), "text/html"));
    history.replaceState(null, "", addressOf(currentQuery()));
  } catch (error) {
    if (mine.signal.aborted) return;
    location.assign(addressOf(fields.toString())); // let the browser say what is wrong
    throw error;
  } finally {
    if (running === mine) document.body.classList.remove("is-asking");
  }
}

function place(answer: Document): void {
  const within = document.activeElement?.closest(PARTS.map((id) => `#${id}`).join(","));
  const unfolded = [...document.querySelectorAll("#answer details[open]")].map((fold) => fold.id);
  for (const id of PARTS) {
    const fresh = answer.getElementById(id);
    if (fresh) document.getElementById(id)?.replaceWith(fresh);
  }
  for (const id of unfolded) document.getElementById(id)?.setAttribute("open", "");
  const shown = document.getElementById("answer");
  said.textContent = shown?.dataset.said ?? "";
  document.title = shown?.dataset.title ?? document.title;
  for (const field of document.querySelectorAll<HTMLInputElement>("input[name=next]")) field.value = pathOf(addressOf(currentQuery()));
  const was = form.querySelector<HTMLInputElement>("input[name=was]");
  if (was) was.value = currentQuery();
  if (within) focusOn(document.querySelector<HTMLElement>(NEXT_ANSWER) ?? document.getElementById("answer-title"));
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url, location.href);
  return pathname + search;
}

function focusOn(element: HTMLElement | null): void {
  element?.focus({ preventScroll: true });
  document.getElementById("answer-title")?.scrollIntoView({ block: "nearest" });
}

function showChosen(fields: URLSearchParams): void {
  for (const input of form.querySelectorAll<HTMLInputElement>(".choices input[type=checkbox], .choices input[type=radio]")) {
    const given = fields.getAll(input.name);
    input.checked = given.length ? given.includes(input.value) : input.value === "" || "default" in input.dataset;
  }
  const day = form.querySelector<HTMLInputElement>("input[name=on]");
  if (day) day.value = fields.get("on") ?? day.dataset.default ?? "";
}

form.addEventListener("change", (event) => {
  const input = event.target as HTMLInputElement;
  if (input.closest(".choices") && input.name !== "words") {
    ask(query());
    markSuggestions();
  }
});

form.addEventListener("submit", (event) => {
  if (event.submitter?.getAttribute("form") === "heard") return;
  event.preventDefault();
  ask(query(event.submitter));
});

window.addEventListener("popstate", () => {
  const fields = new URLSearchParams(location.search);
  showChosen(fields);
  void answer(fields);
  markSuggestions();
});

// The customer's own words: sent while typing pauses, answered, forgotten.

const heard = document.getElementById("heard") as HTMLFormElement;
let pause: number | undefined;
let hearing: AbortController | undefined;

async function listen(): Promise<void> {
  const shown = document.getElementById("suggested");
  if (!words || !shown) return;
  hearing?.abort();
  if (words.value.trim().length < 2) {
    shown.replaceChildren();
    return;
  }
  const mine = (hearing = new AbortController());
  const target = new URL(heard.action);
  target.search = currentQuery();
  try {
    const response = await fetch(target, { method: "POST", body: new FormData(heard), signal: mine.signal });
    const answer = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = answer.getElementById("suggested");
    if (response.ok && fresh) shown.replaceChildren(...fresh.childNodes);
    said.textContent = shown.querySelector(".heard__list") ? (shown.textContent ?? "").replace(/\s+/g, " ") : "";
  } catch (error) {
    if (!mine.signal.aborted) throw error;
  }
}

function markSuggestions(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("#suggested [data-code]")) {
    button.setAttribute("aria-pressed", String(tileOf(button)?.checked ?? false));
  }
}

function tileOf(button: HTMLButtonElement): HTMLInputElement | null {
  const { family, code } = button.dataset;
  return form.querySelector<HTMLInputElement>(`.choices input[name="${family}"][value="${code}"]`);
}

words?.addEventListener("input", () => {
  clearTimeout(pause);
  pause = window.setTimeout(() => void listen(), TYPING_PAUSE);
});

heard.addEventListener("submit", (event) => {
  event.preventDefault();
  const button = event.submitter as HTMLButtonElement | null;
  const tile = button?.dataset.code ? tileOf(button) : null;
  if (!tile) {
    clearTimeout(pause);
    void listen();
    return;
  }
  tile.checked = tile.type === "radio" ? true : !tile.checked;
  const fold = tile.closest("details");
  if (fold && tile.checked) fold.open = true;
  tile.dispatchEvent(new Event("change", { bubbles: true }));
});
