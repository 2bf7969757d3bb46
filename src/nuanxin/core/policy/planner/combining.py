"""How effects combine, by the book's table, so that the order of rules cannot matter."""

from collections.abc import Mapping

from nuanxin.core.policy import words
from nuanxin.core.policy.book import ControlKind
from nuanxin.core.policy.conditions import Number
from nuanxin.core.policy.effects import ControlValue, Route


def rank(code: object) -> int:
    """Return an approver's rank, 0 for nobody."""
    return words.RANKS.index(str(code)) + 1 if code in words.RANKS else 0


def combined(name: str, old: ControlValue | None, new: ControlValue, kinds: Mapping[str, ControlKind]) -> ControlValue:
    """Return the stricter of two values of a control, or their union."""
    if old is None:
        return new
    kind = kinds.get(name)
    way = kind.combine if kind else "any"
    if way == "rank":
        return old if rank(old) >= rank(new) else new
    if way == "set":
        return _as_set(old) | _as_set(new)
    if way == "max":
        return max(int(old), int(new))  # type: ignore[arg-type]
    if way == "min":
        return min(int(old), int(new))  # type: ignore[arg-type]
    return old if new in (old, True) else new if old is True else _as_set(old) | _as_set(new)


def unite(controls: dict[str, ControlValue], new: Mapping[str, ControlValue], kinds: Mapping[str, ControlKind]) -> None:
    """Add controls to those of a step."""
    for name, value in new.items():
        controls[name] = combined(name, controls.get(name), value, kinds)


def covers(name: str, has: ControlValue | None, wanted: object, kinds: Mapping[str, ControlKind]) -> bool:
    """Say whether a control is at least as strict as wanted; ``True`` asks only that it stands, a list for all."""
    if has is None or has is False:
        return False
    if wanted is True:
        return True
    kind = kinds.get(name)
    way = kind.combine if kind else "any"
    if way == "rank":
        return rank(has) >= rank(wanted)
    if way == "max":
        return int(has) >= int(wanted)  # type: ignore[arg-type, call-overload, no-any-return]
    if way == "min":
        return int(has) <= int(wanted)  # type: ignore[arg-type, call-overload, no-any-return]
    return _as_set(wanted) <= _as_set(has)


def lower(limits: dict[str, int], new: Mapping[str, Number]) -> None:
    """Keep the lowest of each named limit."""
    for name, value in new.items():
        if isinstance(value, int):
            limits[name] = min(value, limits.get(name, value))


def quicken(route: dict[str, str | int], new: Route) -> None:
    """Keep the better lane and window, the first priority and the shortest wait."""
    if new.lane and route.get("lane") != "green":
        route["lane"] = new.lane
    if new.window and route.get("window") != "love":
        route["window"] = new.window
    for name, value in (("priority", new.priority), ("max_wait_minutes", new.max_wait_minutes)):
        if isinstance(value, int):
            route[name] = min(value, int(route.get(name, value)))


def _as_set(value: object) -> frozenset[str]:
    return frozenset(value) if isinstance(value, frozenset | list | tuple) else frozenset({str(value)})
