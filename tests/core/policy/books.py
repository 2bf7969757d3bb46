"""Tiny books for tests: a whole rulebook of which each test writes only the few lines that it is about.

The tables stand in `tables`. Facts, terms and numbers are written into a book only if something in it speaks of them,
because a book that declares something in vain does not load.
"""

from __future__ import annotations

import copy
import datetime
import functools
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

import yaml

from nuanxin.core.policy import loading, words
from nuanxin.core.policy.book import Book
from nuanxin.core.policy.conditions import Value
from nuanxin.core.policy.planner import Plan, plan
from nuanxin.core.policy.planner.plans import PlannedStep
from nuanxin.core.policy.situation import Situation
from tests.core.policy import tables

DAY = datetime.date(2024, 11, 13)


def _named(codes: Any) -> dict[str, Any]:
    return {code: {"zh": "测试", "en": code.replace("_", " ")} for code in codes}


class TinyBook:
    """A rulebook that a test completes by a few rules, lines and numbers."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._facts, self._kinds = _table(tables.FACTS), _table(tables.KINDS)
        self._controls, self._terms = _table(tables.CONTROLS), _table(tables.TERMS)
        self._numbers: dict[str, dict[str, int]] = {name: dict(values) for name, values in tables.NUMBERS.items()}
        self._chains = dict(tables.CHAINS)
        self._implies: dict[str, Any] = {}
        self._world: dict[str, Any] = {"derived": {}, "implies": [], "impossible": []}
        self._limits: dict[str, list[str]] = dict(tables.LIMIT_ALTERNATIVES)
        self._rules: list[str] = []
        self._invariants: list[str] = []
        self._scenarios: list[Any] = []
        self._signed: list[Any] | None = None
        self._book: Book | None = None

    def rule(
        self,
        name: str,
        when: str,
        *then: str,
        basis: str = "practice",
        since: str = "2024-01-01",
        until: str = "",
        overrides: str = "",
    ) -> Self:
        """Add a rule; its condition, its effects and ``overrides`` are YAML."""
        lines = [f"id: {name}", f"from: {since}", f"basis: {basis}", f"when: {when}", "then:"]
        lines += [f"  - {effect}" for effect in then]
        lines += [f"until: {until}"] if until else []
        lines += [f"overrides: {overrides}"] if overrides else []
        self._rules.append("\n".join(lines))
        return self._changed()

    def shuffle(self, order: list[int]) -> Self:
        """Put the rules into another order."""
        self._rules = [self._rules[place] for place in order]
        return self._changed()

    def chain(self, service: str, steps: str, implies: str = "{}") -> Self:
        """Replace a service's ordinary steps."""
        self._chains[service], self._implies[service] = steps, yaml.safe_load(implies)
        return self._changed()

    def fact(self, name: str, text: str) -> Self:
        """Declare a fact, or change keys of one."""
        self._facts[name] = {**self._facts.pop(name, {}), **yaml.safe_load(text)}
        return self._changed()

    def kind(self, name: str, text: str) -> Self:
        """Change keys of a step kind."""
        self._kinds[name] |= yaml.safe_load(text)
        return self._changed()

    def control(self, name: str, text: str) -> Self:
        """Change keys of a control."""
        self._controls[name] = {**self._controls.get(name, {}), **yaml.safe_load(text)}
        return self._changed()

    def term(self, name: str, when: str) -> Self:
        """Name a condition."""
        self._terms[name] = {"when": yaml.safe_load(when)}
        return self._changed()

    def number(self, name: str, **values: int) -> Self:
        """Give a parameter its dated values: ``d2024_01_01=5``."""
        self._numbers[name] = {day.removeprefix("d").replace("_", "-"): value for day, value in values.items()}
        return self._changed()

    def derived(self, need: str, when: str) -> Self:
        """Let a need follow from facts, exactly."""
        self._world["derived"][need] = yaml.safe_load(when)
        return self._changed()

    def implied(self, need: str, when: str) -> Self:
        """Let a condition bring a need with it."""
        self._world["implies"].append({"when": yaml.safe_load(when), "need": need})
        return self._changed()

    def impossible(self, when: str, because: str = "it cannot be") -> Self:
        """Exclude a situation."""
        line = {"when": yaml.safe_load(when), "because": {"zh": "不可能", "en": because}}
        self._world["impossible"].append(line)
        return self._changed()

    def never_served(self, text: str) -> Self:
        """Sign lines of what is never served: ``{vision: [deposit]}`` by family, written as YAML."""
        families: dict[str, dict[str, list[str]]] = yaml.safe_load(text)
        self._signed = [
            {"with": {family: code}, "services": services, "because": _named("x")["x"]}
            for family, codes in families.items()
            for code, services in codes.items()
        ]
        return self._changed()

    def limit_without_alternative(self, name: str) -> Self:
        """Take away what else may be done above a limit."""
        self._limits.pop(name, None)
        return self._changed()

    def invariant(self, text: str) -> Self:
        """Add an invariant, written as YAML."""
        self._invariants.append(text)
        return self._changed()

    def scenario(self, text: str) -> Self:
        """Add a scenario, written as YAML; it is played on the tests' day."""
        self._scenarios.append({"name": _named(["x"])["x"], "on": DAY, "scene": "counter", **yaml.safe_load(text)})
        return self._changed()

    def _changed(self) -> Self:
        self._book = None
        return self

    @property
    def book(self) -> Book:
        """The book as it stands."""
        if self._book is None:
            self.write()
            self._book = loading.load(self._path)
        return self._book

    def plan(
        self,
        *services: str,
        need: str = "",
        scene: str = "counter",
        at: str = "counter",
        done: str = "",
        on: datetime.date = DAY,
        facts: Mapping[str, Value] | None = None,
        **more: Value,
    ) -> Plan:
        """Plan a visit; a dot in the name of a fact that stands by itself is written as two underlines."""
        told = situation(*services, need=need, scene=scene, at=at, done=done, facts=facts, **more)
        return plan(self.book, told, on=on)

    def write(self) -> Path:
        """Write the folder and return it."""
        for folder in ("articles", "parameters", "scenarios"):
            (self._path / folder).mkdir(parents=True, exist_ok=True)
        others = (self._world, [own.get("cannot") for own in self._kinds.values()])
        spoken = "\n".join([*self._rules, *self._invariants, *map(str, others)])
        terms = _spoken_of(self._terms, spoken, rf"\bis'?: *'?{NAME}\b")
        facts = _spoken_of(self._facts, spoken + str(terms), rf"(?<![\w.]){NAME}'?:|unless: {NAME}\b")
        numbers = _spoken_of(self._numbers, spoken + str(terms) + str(facts), rf"\${NAME}\b")
        self._write_yaml("book.yaml", _cover())
        self._write_yaml("facts.yaml", {name: {"text": _named("x")["x"], **_names(own)} for name, own in facts.items()})
        self._write_yaml("kinds.yaml", self._kinds)
        self._write_yaml("controls.yaml", self._controls)
        self._write_yaml("terms.yaml", {name: {"zh": "测试", "en": name, **own} for name, own in terms.items()})
        self._write_text("world.yaml", json.dumps(self._world, ensure_ascii=False, indent=1))  # a place for each line
        self._write_yaml("words.yaml", self._words())
        self._write_yaml("parameters/numbers.yaml", {name: _dated(numbers[name]) for name in numbers})
        self._write_yaml("scenarios/all.yaml", self._scenarios)
        if self._signed is not None:
            signed = {"signed_by": "测试", "signed_on": DAY, "lines": self._signed}
            self._write_yaml("never-served.yaml", signed)
        self._write_text("invariants.md", "\n\n".join(["# 不变式", *map(_invariant, self._invariants)]))
        self._write_text("articles/001.md", _article(1, map(self._service, words.SERVICES)))
        rules = [f"```rule\n{rule}\ncites: 第二条第一款\n```" for rule in self._rules]
        self._write_text("articles/002.md", _article(2, rules or [NO_RULE]))
        return self._path

    def _service(self, service: str) -> str:
        steps = self._chains.get(service, tables.USUAL)
        lines = [f"id: {service}", "from: 2024-01-01", "basis: practice", f"steps: [{steps}]", "cites: 第一条第一款"]
        implied = self._implies.get(service)
        lines += [f"implies: {yaml.safe_dump(implied, default_flow_style=True).strip()}"] if implied else []
        return "\n".join(["```service", *lines, "```"])

    def _words(self) -> dict[str, Any]:
        opened = _table(tables.OPEN)
        found = {family: _named(codes) for family, codes in opened.items()}
        for family in ("needs", "services", "scenes", "kinds", "ranks", "applicants", "referrals"):
            found[family] = _named(getattr(words, family.upper()))
        found["lanes"], found["windows"] = _named(["green", "ordinary"]), _named(["love", "any"])
        found["methods"] = _named(
            f"{kind}.{method}" for kind, own in self._kinds.items() for method in own.get("methods", ())
        )
        found["controls"] = _named(self._controls)
        found["offers"] = {code: {**name, "sort": tables.OFFERS[code]} for code, name in _named(tables.OFFERS).items()}
        found["alternatives_to_face"] = _named(["documents"])
        for name, alternatives in self._limits.items():
            found["limits"][name]["alternatives"] = alternatives
        return found

    def _write_yaml(self, name: str, value: Any) -> None:
        self._write_text(name, json.dumps(value, ensure_ascii=False, default=str))  # JSON is YAML, and quick

    def _write_text(self, name: str, text: str) -> None:
        (self._path / name).write_text(text, encoding="utf-8")


NAME = "NAME"


def _spoken_of(table: dict[str, Any], text: str, pattern: str) -> dict[str, Any]:
    """Return the entries whose names stand in the text, or in an entry that is kept."""
    kept: dict[str, Any] = {}
    while True:
        found = {
            name: own
            for name, own in table.items()
            if name not in kept and re.search(pattern.replace(NAME, re.escape(name)), text + str(kept))
        }
        if not found:
            return {name: own for name, own in table.items() if name in kept}
        kept |= found


NO_RULE = "```no-rule\nreason: {zh: 无, en: nothing}\ncites: 第二条第一款\n```"


@functools.cache
def _parsed(text: str) -> dict[str, Any]:
    parsed: dict[str, Any] = yaml.safe_load(text)
    return parsed


def _table(text: str) -> dict[str, Any]:
    return copy.deepcopy(_parsed(text))


def situation(
    *services: str,
    need: str = "",
    scene: str = "counter",
    at: str = "counter",
    done: str = "",
    facts: Mapping[str, Value] | None = None,
    **more: Value,
) -> Situation:
    """Return a situation; needs are words in a row, a dot in a fact's name is written as two underlines."""
    return Situation(
        services=services,
        needs=frozenset(need.split()),
        scene=scene,
        facts={**(facts or {}), **{name.replace("__", "."): value for name, value in more.items()}},
        at=at,
        done=frozenset(done.split()),
    )


def _cover() -> dict[str, Any]:
    texts = {"title": {"zh": "小书", "en": "A tiny book"}, "notice": {"zh": "样例", "en": "A sample"}}
    days = {"from": datetime.date(2024, 1, 1), "until": datetime.date(2026, 1, 1)}
    return {"id": "tiny", "edition": "1", **texts, **days, "chapters": []}


def _names(fact: dict[str, Any]) -> dict[str, Any]:
    return {**fact, "values": _named(fact["values"])} if "values" in fact else fact


def _dated(values: dict[str, int]) -> dict[str, Any]:
    days = {datetime.date.fromisoformat(day): value for day, value in values.items()}
    dated = [{"from": day, "value": value, "source": "测试"} for day, value in days.items()]
    return {"text": {"zh": "测试", "en": "a number"}, "unit": "yuan", "values": dated}


def _invariant(text: str) -> str:
    return f"The reason.\n\n```invariant\n{text}\n```"


def _article(number: int, blocks: Any) -> str:
    numeral = {1: "一", 2: "二"}[number]
    return "\n\n".join([f"# 第{numeral}条 测试 · Test", "> 条文。\n> A paragraph.", *blocks, ""])


def ids(made: Plan) -> list[str]:
    """Return the ids of the steps, in their order."""
    return [step.id for step in made.steps]


def the(made: Plan, name: str) -> PlannedStep:
    """Return a step that the plan has."""
    step = made.step(name)
    assert step is not None, f"no {name} among {ids(made)}"
    return step


def decisions(made: Plan) -> dict[str, str]:
    """Return the decision on each service."""
    return {key: one.decision for key, one in made.services.items()}


def asked(made: Plan) -> list[str]:
    """Return the facts that are asked, in their order."""
    return [question.name for question in made.questions]
