"""Markdown as a book uses it: headings, quotations, prose and fenced blocks, each with its line."""

from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from nuanxin.core.policy.book import Place
from nuanxin.core.policy.loading.faults import Faults

_PARSER = MarkdownIt("commonmark").disable("inline")
"""Blocks only: what stands inside a line is shown as it is."""


@dataclass(frozen=True)
class Part:
    """A piece of a page: ``kind`` is ``title``, ``heading``, ``quotation``, ``prose`` or the word of a fenced block.

    ``text`` is without the marks; ``first_line`` is the line of its first character, ``place`` that of the piece.
    """

    kind: str
    text: str
    place: Place
    first_line: int


def parts(text: str, file: str, faults: Faults) -> list[Part]:
    """Return the pieces of a page in their order."""
    lines = text.splitlines()
    found = []
    for token in _PARSER.parse(text):
        if token.level == 0 and token.map is not None and token.nesting >= 0:
            found.append(_part(token, lines, file, faults))
    return found


def _part(token: Token, lines: list[str], file: str, faults: Faults) -> Part:
    assert token.map is not None
    first, end = token.map
    place = Place(file, first + 1)
    raw = lines[first:end]
    if token.type == "fence":
        _check_closed(token, raw, place, faults)
        return Part(token.info.strip() or "nameless", token.content, place, first + 2)
    if token.type == "heading_open":
        kind = "title" if token.tag == "h1" else "heading"
        return Part(kind, "\n".join(raw).strip("# \n="), place, first + 1)
    if token.type == "blockquote_open":
        return Part("quotation", "\n".join(_unquoted(raw, place, faults)), place, first + 1)
    return Part("prose", "\n".join(raw).strip(), place, first + 1)


def _check_closed(token: Token, raw: list[str], place: Place, faults: Faults) -> None:
    if len(raw) < 2 or not raw[-1].strip().startswith(token.markup):
        faults.add(place, f"the block is not closed by {token.markup}")


def _unquoted(raw: list[str], place: Place, faults: Faults) -> list[str]:
    """Take the marks off a quotation; a line without one belongs to it by accident."""
    found = []
    for offset, line in enumerate(raw):
        if not line.lstrip().startswith(">"):
            if line.strip():
                at = Place(place.file, place.line + offset)
                faults.add(at, "a line of a quotation begins with '>'; before other text leave a line empty")
            continue
        found.append(line.lstrip().removeprefix(">").strip())
    return found
