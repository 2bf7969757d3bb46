"""book.yaml, words.yaml and parameters/: what the book is called, what its codes are called, its dated numbers."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from nuanxin.core.policy import words
from nuanxin.core.policy.book import Chapter, Parameter, ParameterValue, Place, Text
from nuanxin.core.policy.loading.reader import Reader
from nuanxin.core.policy.loading.strict_yaml import Node, Table
from nuanxin.core.policy.loading.vocabulary import CLOSED, DECLARED, OPEN, SINGULAR

FAMILIES = (*CLOSED, *DECLARED, *OPEN)
SORTS = ("aid", "material", "alternative")


@dataclass(frozen=True)
class Cover:
    """What book.yaml says."""

    id: str
    edition: str
    title: Text
    notice: Text
    since: datetime.date
    until: datetime.date | None
    chapters: tuple[Chapter, ...]


@dataclass
class Names:
    """What words.yaml says: names by family, the sort of each offer, the ways around each limit."""

    words: dict[str, dict[str, Text]] = field(default_factory=dict)
    places: dict[tuple[str, str], Place] = field(default_factory=dict)
    sorts: dict[str, str] = field(default_factory=dict)
    limit_alternatives: dict[str, tuple[str, ...]] = field(default_factory=dict)


def cover(reader: Reader, node: Node) -> Cover:
    """Return what book.yaml says."""
    keys = ("id", "edition", "title", "notice", "from", "chapters")
    entries = reader.fields(node, "book.yaml", keys, ("until",))
    since = reader.day(entries.get("from"))
    until = reader.day(entries["until"]) if "until" in entries else None
    if until is not None and until <= since:
        reader.faults.add(entries["until"].place, f"'until' {until} (exclusive) is not after 'from' {since}")
    return Cover(
        id=reader.text(entries.get("id")),
        edition=reader.text(entries.get("edition")),
        title=reader.both(entries.get("title"), "'title'"),
        notice=reader.both(entries.get("notice"), "'notice'"),
        since=since,
        until=until,
        chapters=_chapters(reader, entries.get("chapters")),
    )


def _chapters(reader: Reader, node: Node | None) -> tuple[Chapter, ...]:
    found: list[Chapter] = []
    for item in reader.items(node, "'chapters'"):
        entries = reader.fields(item, "a chapter", ("title", "from"))
        chapter = Chapter(reader.both(entries.get("title"), "'title'"), reader.whole(entries.get("from")))
        if found and chapter.first <= found[-1].first:
            reader.faults.add(item.place, f"chapters rise: article {chapter.first} is not after {found[-1].first}")
        found.append(chapter)
    return tuple(found)


def names(reader: Reader, node: Node) -> Names:
    """Return the names of all codes, and make those of the open families known."""
    entries = reader.fields(node, "words.yaml", FAMILIES)
    families = {family: reader.table(body, f"'{family}'") for family, body in entries.items()}
    for family in OPEN:
        reader.vocabulary.families[family] = tuple(families[family].entries) if family in families else ()
    found = Names()
    for family, table in families.items():
        found.words[family] = {}
        for code, body in table.entries.items():
            found.places[family, code] = table.places[code]
            found.words[family][code] = _name(reader, found, family, code, body)
    return found


def _name(reader: Reader, found: Names, family: str, code: str, node: Node) -> Text:
    required = ("zh", "en", "sort") if family == "offers" else ("zh", "en")
    optional = ("alternatives",) if family == "limits" else ()
    entries = reader.fields(node, f"the {SINGULAR[family]} '{code}'", required, optional)
    if "sort" in entries:
        found.sorts[code] = reader.one_of(entries["sort"], "sort", SORTS)
    if "alternatives" in entries:
        found.limit_alternatives[code] = reader.codes(entries["alternatives"], "alternatives")
    said = {key: value for key, value in entries.items() if key in ("zh", "en")}
    places = node.places if isinstance(node, Table) else {}
    return reader.both(Table(said, places, node.place), f"'{code}'") if len(said) == 2 else Text("", "")


def check_names(reader: Reader, found: Names, methods: Mapping[str, tuple[str, ...]]) -> None:
    """Every code of a closed or declared family has a name, and no name is for a code that does not exist."""
    declared = tuple(f"{kind}.{method}" for kind, own in methods.items() for method in own)
    reader.vocabulary.families["methods"] = declared
    for family in (*CLOSED, *DECLARED):
        known = reader.vocabulary.known(family)
        named = found.words.get(family, {})
        may_be_named = [*known, *_bare_values(reader)] if family == "controls" else known
        for code in named:
            if code not in may_be_named:
                reader.faults.add_unknown(found.places[family, code], SINGULAR[family], code, may_be_named)
        missing = [code for code in known if code not in named]
        if family in found.words and missing:
            place = Place("words.yaml", _line(found, family))
            reader.faults.add(place, f"'{family}' lacks names for: {', '.join(missing)}")


def _bare_values(reader: Reader) -> list[str]:
    """Return the values of controls that have no family of their own: named as `witness.staff`."""
    own = reader.vocabulary.controls.values()
    return [f"{kind.name}.{value}" for kind in own if kind.name not in words.VALUE_FAMILIES for value in kind.values]


def _line(found: Names, family: str) -> int:
    return min((place.line for (own, _), place in found.places.items() if own == family), default=1)


def parameters(reader: Reader, node: Node) -> None:
    """Read one file of dated numbers; whether they begin with the book is checked when all is read."""
    table = reader.table(node, "a file of parameters")
    known = reader.vocabulary.parameters
    for name, body in table.entries.items():
        place = table.places[name]
        if name in known:
            reader.faults.add(place, f"the parameter '{name}' stands also in {known[name].place}")
        known[name] = _parameter(reader, name, body, place)
    reader.vocabulary.families["parameters"] = tuple(known)


def _parameter(reader: Reader, name: str, node: Node, place: Place) -> Parameter:
    entries = reader.fields(node, f"the parameter '{name}'", ("text", "unit", "values"), ("legal",))
    legal = _legal(reader, entries.get("legal"))
    values: list[ParameterValue] = []
    for item in reader.items(entries.get("values"), "'values'"):
        values.append(_dated(reader, item, values[-1] if values else None))
        _check_lawful(reader, values[-1].value, legal, item.place)
    if "values" in entries and not values:
        reader.faults.add(place, f"the parameter '{name}' has no value")
    return Parameter(
        name=name,
        text=reader.both(entries.get("text"), "'text'"),
        unit=reader.text(entries.get("unit")),
        values=tuple(values),
        legal=legal,
        place=place,
    )


def _dated(reader: Reader, node: Node, before: ParameterValue | None) -> ParameterValue:
    entries = reader.fields(node, "a value", ("from", "value", "source"), ("guess",))
    dated = ParameterValue(
        since=reader.day(entries.get("from")),
        value=reader.whole(entries.get("value")),
        source=reader.text(entries.get("source")),
        guess=reader.flag(entries.get("guess")),
    )
    if before is not None and dated.since <= before.since:
        reader.faults.add(node.place, f"values stand in the order of days: {dated.since} is not after {before.since}")
    return dated


def _legal(reader: Reader, node: Node | None) -> dict[str, int | str]:
    if node is None:
        return {}
    entries = reader.fields(node, "'legal'", ("source",), ("at_most", "at_least"))
    bounds: dict[str, int | str] = {
        key: reader.whole(entries[key]) for key in ("at_most", "at_least") if key in entries
    }
    if not bounds:
        reader.faults.add(node.place, "'legal' says at_most or at_least")
    return {**bounds, "source": reader.text(entries.get("source"))}


def _check_lawful(reader: Reader, value: int, legal: Mapping[str, int | str], place: Place) -> None:
    most, least = legal.get("at_most"), legal.get("at_least")
    if isinstance(most, int) and value > most:
        reader.faults.add(place, f"{value} is beyond the law: at most {most} ({legal['source']})")
    if isinstance(least, int) and value < least:
        reader.faults.add(place, f"{value} is beyond the law: at least {least} ({legal['source']})")
