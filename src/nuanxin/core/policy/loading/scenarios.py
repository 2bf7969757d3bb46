"""Scenarios: a situation with the plan that people expect of it."""

import re
from typing import Any

from nuanxin.core.policy import situation, words
from nuanxin.core.policy.book import Scenario
from nuanxin.core.policy.loading import expectations
from nuanxin.core.policy.loading.reader import Reader, plain
from nuanxin.core.policy.loading.strict_yaml import Node, Scalar

_KEY = re.compile(r"([a-z_]+)(#[1-9]\d*)?")


def scenarios(reader: Reader, node: Node) -> list[Scenario]:
    """Return the scenarios of one file."""
    return [_scenario(reader, item) for item in reader.items(node, "a file of scenarios")]


def _scenario(reader: Reader, node: Node) -> Scenario:
    required = ("name", "on", "services", "scene", "expect")
    entries = reader.fields(node, "a scenario", required, ("story", "at", "needs", "facts"))
    keys = service_keys(reader, entries.get("services"))
    return Scenario(
        name=reader.both(entries.get("name"), "'name'"),
        story=reader.whole(entries["story"]) if "story" in entries else None,
        on=reader.day(entries.get("on")),
        situation={
            "at": reader.one_of(entries.get("at"), "moment", ("door", "counter")) or "counter",
            "services": keys,
            "needs": list(reader.codes(entries["needs"], "needs")) if "needs" in entries and _some(entries) else [],
            "scene": reader.code(entries.get("scene"), "scenes"),
            "facts": _facts(reader, entries.get("facts"), keys),
        },
        expect=expectations.expected(reader, entries.get("expect"), keys),
        place=node.place,
    )


def _some(entries: dict[str, Node]) -> bool:
    return plain(entries["needs"]) != []


def service_keys(reader: Reader, node: Node | None) -> list[str]:
    """Return the keys of wanted services: `transfer`, `transfer#2`."""
    found = []
    for item in reader.one_or_many(node):
        text = reader.text(item)
        matched = _KEY.fullmatch(text)
        if text and (matched is None or matched[1] not in words.SERVICES):
            reader.faults.add_unknown(item.place, "service", text.partition("#")[0], words.SERVICES)
        if text in found:
            reader.faults.add(item.place, f"'{text}' stands twice: a second one of its kind is {text}#2")
        found.append(text)
    return found


def _facts(reader: Reader, node: Node | None, keys: list[str]) -> dict[str, Any]:
    if node is None:
        return {}
    table = reader.table(node, "'facts'")
    found: dict[str, Any] = {}
    for name, value in table.entries.items():
        key, bare = situation.split_name(name, reader.vocabulary.facts)
        fact = reader.vocabulary.facts.get(bare)
        place = table.places[name]
        if fact is None:
            reader.faults.add_unknown(place, "fact", bare, reader.vocabulary.facts)
            continue
        if key is not None and key not in keys:
            reader.faults.add(place, f"'{key}' is not among the services of this scenario")
        owners = [key] if key else keys
        services = fact.services
        if services is not None and not any(situation.service_of(owner) in services for owner in owners):
            reader.faults.add(place, f"none of these services has the fact '{bare}'")
        if isinstance(value, Scalar) and value.text == words.CANNOT_BE_ANSWERED:
            found[name] = value.text
        else:
            found[name] = reader.fact_value(value, fact)
    return found
