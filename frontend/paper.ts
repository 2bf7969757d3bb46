// The print page: a button where there are scripts; without them the browser's own menu prints.

const button = document.getElementById("print");
if (button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
