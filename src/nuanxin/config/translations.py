"""The message catalogues, kept without GNU gettext. `./run translations`.

Messages are written in English in the sources: `gettext(...)` in Python, `{% translate %}` in templates
(scripts get their texts from the page that loads them). They are translated in
web/locale/LANGUAGE/LC_MESSAGES/django.po. Compiled catalogues are made at set-up and not committed.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polib
from babel.messages.extract import extract as extract_messages
from django.conf import settings
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parents[1]
CATALOGUES = SOURCE / "web" / "locale"
PLURAL_FORMS = {"zh_Hans": "nplurals=1; plural=0;"}
# Which argument of a call holds what; "c" marks the context, as Babel wants it.
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "_": None,
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
Key = tuple[str | None, str]


@dataclass
class Message:
    """A message as the sources hold it: its plural, and the files that it is in."""

    plural: str | None
    files: set[str] = field(default_factory=set)
    comments: list[str] = field(default_factory=list)


def read_sources(folder: Path = SOURCE) -> dict[Key, Message]:
    """Return every message below `folder` by context and English text."""
    messages: dict[Key, Message] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".py", ".html", ".txt"}:
            for key, plural, comments in read_source(path):
                message = messages.setdefault(key, Message(plural))
                message.plural = message.plural or plural
                message.files.add(path.relative_to(folder).as_posix())
                message.comments.extend(comments)
    return messages


def read_source(path: Path) -> Iterator[tuple[Key, str | None, list[str]]]:
    """Yield the messages of one file: key, plural, comments for translators."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        if not settings.configured:
            settings.configure()
        text = templatize(text, origin=str(path))
    found = extract_messages(
        "python",
        io.BytesIO(text.encode()),
        keywords=KEYWORDS,
        comment_tags=["Translators:"],
        options={"encoding": "utf-8"},
    )
    for _line, texts, comments, context in found:
        forms = [texts] if isinstance(texts, str) else list(texts)
        yield (context, forms[0]), forms[1] if len(forms) > 1 else None, list(comments)


def catalogue_files(folder: Path = CATALOGUES) -> list[Path]:
    """Return the catalogues that there are, one a language."""
    return sorted(folder.glob("*/LC_MESSAGES/django.po"))


def update_catalogue(path: Path, messages: dict[Key, Message]) -> None:
    """Write a catalogue anew: translations are kept, new messages come empty, gone ones leave."""
    kept: dict[Key, polib.POEntry] = {}
    if path.exists():
        kept = {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(path))}
    language = path.parents[1].name
    catalogue = polib.POFile(wrapwidth=100)
    catalogue.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURAL_FORMS.get(language, "nplurals=2; plural=(n != 1);"),
    }
    for key, message in sorted(messages.items(), key=lambda item: (item[0][1], item[0][0] or "")):
        catalogue.append(_entry(key, message, kept.get(key)))
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))


def _entry(key: Key, message: Message, old: polib.POEntry | None) -> polib.POEntry:
    entry = polib.POEntry(
        msgctxt=key[0],
        msgid=key[1],
        comment="\n".join(dict.fromkeys(message.comments)),
        occurrences=[(file, "") for file in sorted(message.files)],
    )
    if message.plural:
        entry.msgid_plural = message.plural
        entry.msgstr_plural = (old.msgstr_plural if old else None) or {0: ""}
    elif old:
        entry.msgstr = old.msgstr
    return entry


def compile_catalogue(path: Path) -> None:
    """Write the compiled catalogue beside the readable one."""
    polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))


def find_faults(path: Path, messages: dict[Key, Message]) -> Iterator[str]:
    """Say what is wrong with a catalogue: missing, left over, untranslated, doubtful, other placeholders."""
    entries = {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(path)) if not entry.obsolete}
    for _context, text in sorted(messages.keys() - entries.keys(), key=str):
        yield f"missing: {text!r} (./run translations brings it in)"
    for _context, text in sorted(entries.keys() - messages.keys(), key=str):
        yield f"left over: {text!r} (./run translations takes it out)"
    for (_context, text), entry in entries.items():
        translations = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        if entry.fuzzy:
            yield f"doubtful (fuzzy): {text!r}"
        if not all(translations):
            yield f"untranslated: {text!r}"
            continue
        allowed = set(PLACEHOLDER.findall(text)) | set(PLACEHOLDER.findall(entry.msgid_plural or ""))
        needed = set(PLACEHOLDER.findall(entry.msgid_plural or text))
        for translation in translations:
            found = set(PLACEHOLDER.findall(translation))
            if not needed <= found <= allowed:
                yield f"other placeholders: {text!r} became {translation!r}"


def main(arguments: list[str]) -> int:
    """Carry out extract, compile or check over all catalogues and return an exit status."""
    command, files = "".join(arguments), catalogue_files()
    if command == "compile":
        for path in files:
            compile_catalogue(path)
        return 0
    messages = read_sources()
    if command == "extract":
        for path in files:
            update_catalogue(path, messages)
    faults = [f"{path.relative_to(SOURCE)}: {fault}" for path in files for fault in find_faults(path, messages)]
    print("\n".join(faults) or f"{len(messages)} messages, all translated into {len(files)} languages")
    return 1 if faults and command == "check" else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
