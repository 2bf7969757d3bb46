"""Articles: the law's words and the blocks beside them, each key with its line in the .md file."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from nuanxin.core.policy import words
from nuanxin.core.policy.book import Article, Clause, NoRule, Place, Rule, Service, Text
from nuanxin.core.policy.effects import Effect, Target
from nuanxin.core.policy.loading import conditions_of, effects_of, markdown, numerals, strict_yaml
from nuanxin.core.policy.loading.markdown import Part
from nuanxin.core.policy.loading.reader import CHINESE, Reader
from nuanxin.core.policy.loading.steps import step_names
from nuanxin.core.policy.loading.strict_yaml import Node, Table

_TITLE = re.compile(rf"({numerals.ARTICLE.pattern})\s+(.*\S)\s*·\s*(\S.*)")
_RULE_ID = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)*")
BLOCKS = ("rule", "service", "no-rule")


@dataclass(frozen=True)
class Block:
    """A block with the places that cross checks name: of its keys, and of each effect and override of a rule."""

    value: Rule | Service | NoRule
    places: dict[str, Place]
    effect_places: tuple[Place, ...] = ()
    override_places: tuple[Place, ...] = ()

    def at(self, key: str) -> Place:
        """Return the place of a key, or of the block."""
        return self.places.get(key, self.value.place)


@dataclass
class Page:
    """An article while it is read."""

    article: Article
    blocks: list[Block] = field(default_factory=list)
    clause_places: dict[str, Place] = field(default_factory=dict)


def read_page(reader: Reader, text: str, file: str) -> Page | None:
    """Return the article of one file, or None if it has no readable title."""
    parts = markdown.parts(text, file, reader.faults)
    title = _title(reader, parts, file)
    if title is None:
        return None
    number, numeral, name = title
    clauses, places = _clauses(reader, parts, numeral)
    blocks = [block for part in parts[1:] if (block := _block(reader, part)) is not None]
    article = Article(
        number=number,
        numeral=numeral,
        title=name,
        clauses=clauses,
        blocks=tuple(block.value for block in blocks),
        prose=tuple(part.text for part in parts[1:] if part.kind in ("prose", "heading")),
        place=parts[0].place,
    )
    return Page(article, blocks, places)


def _title(reader: Reader, parts: Sequence[Part], file: str) -> tuple[int, str, Text] | None:
    if not parts or parts[0].kind != "title":
        place = parts[0].place if parts else Place(file, 1)
        reader.faults.add(place, "an article begins with its title: # 第十四条 书写障碍 · Writing")
        return None
    found = _TITLE.fullmatch(parts[0].text)
    number = numerals.number_of(found[2]) if found else None
    if not found or number is None:
        reader.faults.add(parts[0].place, "a title is written # 第十四条 书写障碍 · Writing")
        return None
    for part in parts[1:]:
        if part.kind == "title":
            reader.faults.add(part.place, "a file holds one article: this is its second title")
    return number, found[1], Text(found[3], found[4])


def _clauses(reader: Reader, parts: Sequence[Part], numeral: str) -> tuple[tuple[Clause, ...], dict[str, Place]]:
    clauses: list[Clause] = []
    places = {}
    for part in parts:
        if part.kind == "quotation":
            number = numerals.clause_number(numeral, len(clauses) + 1)
            clauses.append(Clause(number, _both_languages(reader, part)))
            places[number] = part.place
    return tuple(clauses), places


def _both_languages(reader: Reader, part: Part) -> Text:
    lines = [line for line in part.text.splitlines() if line]
    chinese = "".join(line for line in lines if CHINESE.search(line))
    english = " ".join(line for line in lines if not CHINESE.search(line))
    if not chinese:
        reader.faults.add(part.place, "the paragraph has no Chinese text, which governs")
    if not english:
        reader.faults.add(part.place, "the paragraph has no English translation (lines without Chinese characters)")
    return Text(chinese, english)


def _block(reader: Reader, part: Part) -> Block | None:
    if part.kind in ("title", "heading", "quotation", "prose"):
        return None
    if part.kind not in BLOCKS:
        reader.faults.add_unknown(part.place, "kind of block", part.kind, BLOCKS)
        return None
    node = strict_yaml.read(part.text, part.place.file, part.first_line, reader.faults)
    if node is None:
        return None
    return {"rule": _rule, "service": _service, "no-rule": _no_rule}[part.kind](reader, node)


def _rule(reader: Reader, node: Node) -> Block:
    keys = ("id", "from", "basis", "when", "then", "cites")
    entries = reader.fields(node, "a rule", keys, ("until", "overrides"))
    when = conditions_of.condition(reader, entries.get("when"), conditions_of.RULE)
    found, effect_places = _effects(reader, entries)
    since, until = reader.day(entries.get("from")), entries.get("until")
    last = reader.day(until) if until else None
    if until and last and last <= since:
        reader.faults.add(until.place, f"'until' {last} (exclusive) is not after 'from' {since}")
    rule = Rule(
        id=_rule_id(reader, entries.get("id")),
        since=since,
        until=last,
        basis=reader.one_of(entries.get("basis"), "basis", words.BASES),
        when=when,
        effects=found,
        overrides=effects_of.overrides(reader, entries.get("overrides")),
        cites=_cites(reader, entries.get("cites")),
        place=node.place,
    )
    silencing = reader.items(entries.get("overrides"), "'overrides'")
    return Block(rule, _places(node), effect_places, tuple(item.place for item in silencing))


def _rule_id(reader: Reader, node: Node | None) -> str:
    name = reader.text(node)
    if node is not None and name and not _RULE_ID.fullmatch(name):
        reader.faults.add(node.place, f"the id '{name}' is not made of small letters, digits, _ and dots")
    return name


def _effects(reader: Reader, entries: dict[str, Node]) -> tuple[tuple[Effect, ...], tuple[Place, ...]]:
    when = entries.get("when")
    selected = Target(
        names=conditions_of.selected(reader, when, "step"),
        methods=conditions_of.selected(reader, when, "method"),
        controls=conditions_of.selected(reader, when, "control"),
    )
    items = reader.items(entries.get("then"), "'then'")
    if "then" in entries and not items:
        reader.faults.add(entries["then"].place, "'then' has no effect")
    read = [(effects_of.effect(reader, item, selected), item.place) for item in items]
    kept = [(value, place) for value, place in read if value is not None]
    return tuple(value for value, _ in kept), tuple(place for _, place in kept)


def _service(reader: Reader, node: Node) -> Block:
    entries = reader.fields(node, "a service", ("id", "from", "basis", "steps", "cites"), ("implies",))
    steps = step_names(reader, entries.get("steps"))
    for name in sorted({name for name in steps if steps.count(name) > 1}):
        reader.faults.add(entries["steps"].place, f"the step '{name}' stands twice in the chain")
    service = Service(
        id=reader.code(entries.get("id"), "services"),
        steps=steps,
        implies=_implied(reader, entries.get("implies")),
        since=reader.day(entries.get("from")),
        basis=reader.one_of(entries.get("basis"), "basis", words.BASES),
        cites=_cites(reader, entries.get("cites")),
        place=node.place,
    )
    return Block(service, _places(node))


def _implied(reader: Reader, node: Node | None) -> dict[str, bool | int | str]:
    if node is None:
        return {}
    table = reader.table(node, "'implies'")
    found = {}
    for name, value in table.entries.items():
        fact = reader.vocabulary.facts.get(name)
        if fact is None:
            reader.faults.add_unknown(table.places[name], "fact", name, reader.vocabulary.facts)
        else:
            found[name] = reader.fact_value(value, fact)
    return found


def _no_rule(reader: Reader, node: Node) -> Block:
    entries = reader.fields(node, "a no-rule", ("reason", "cites"))
    reason = reader.both(entries.get("reason"), "'reason'")
    return Block(NoRule(reason, _cites(reader, entries.get("cites")), node.place), _places(node))


def _cites(reader: Reader, node: Node | None) -> tuple[str, ...]:
    return tuple(reader.text(item) for item in reader.one_or_many(node))


def _places(node: Node) -> dict[str, Place]:
    return node.places if isinstance(node, Table) else {}
