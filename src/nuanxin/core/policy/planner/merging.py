"""From the readings of the wanted services to one set of steps: shared, split, and made by controls."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from nuanxin.core.policy.book import Book, Kind
from nuanxin.core.policy.effects import ControlValue
from nuanxin.core.policy.planner import combining
from nuanxin.core.policy.planner.drafts import Draft, Reading
from nuanxin.core.policy.planner.readings import contradict
from nuanxin.core.policy.planner.scripts import kind_of, names_of

VISIT_APPROVAL = "approve.visit"

MADE_ORDER = {"attempt": 0, "relation_check": 1, "consent": 2, "approve": 3, "callback": 4}
"""In which order the steps made for one step come."""


@dataclass
class Merged:
    """A step of the whole visit."""

    identity: str
    services: list[str]
    methods: tuple[str, ...]
    actor: str | None
    place: str | None
    controls: dict[str, ControlValue]
    because: set[str]
    made_for: list[str] = field(default_factory=list)
    added: bool = False


@dataclass
class Visit:
    """The steps and edges of the served (or referred) services together."""

    steps: dict[str, Merged] = field(default_factory=dict)
    edges: set[tuple[str, str]] = field(default_factory=set)
    orders: list[tuple[str, str, str]] = field(default_factory=list)
    """Service key, and the two steps by the names that a rule of it uses."""
    case: dict[str, ControlValue] = field(default_factory=dict)
    referred: dict[str, dict[str, ControlValue]] = field(default_factory=dict)
    """Referred service → what makes steps of its case alone, where other services are served."""
    conflicts: set[str] = field(default_factory=set)


def merge_without_conflicts(book: Book, readings: list[Reading]) -> Visit:
    """Unite the readings; services that contradict one another on a step which they share are refused."""
    while True:
        visit = merge(book, readings)
        clashing = [reading for reading in readings if reading.decision != "refuse"]
        clashing = [reading for reading in clashing if not visit.conflicts.isdisjoint(reading.steps)]
        if not clashing:
            return visit
        for reading in clashing:
            for identity in sorted(visit.conflicts & reading.steps.keys()):
                contradict(reading, identity)


def merge(book: Book, readings: list[Reading]) -> Visit:
    """Unite the readings; those that refuse leave nothing."""
    visit = Visit()
    live = [reading for reading in readings if reading.decision != "refuse"]
    renamed = _split(book, live, visit)
    for reading in live:
        names = {identity: renamed.get((reading.key, identity), identity) for identity in reading.steps}
        for identity, draft in reading.steps.items():
            _merge_step(book, visit, reading.key, names[identity], draft)
        visit.edges.update((names[first], names[then]) for first, then in reading.edges)
    _unite_cases(book, live, visit)
    visit.orders = [(reading.key, *order) for reading in live for order in sorted(reading.orders)]
    place_orders(visit)
    return visit


def place_orders(visit: Visit) -> None:
    """Lay the edges that rules say by name; those of made steps can be laid only once these are there."""
    for key, first, then in visit.orders:
        visit.edges.update(
            (one, other) for one in _called(visit, first, key) for other in _called(visit, then, key) if one != other
        )


def _unite_cases(book: Book, live: list[Reading], visit: Visit) -> None:
    """Unite what is asked of the whole case; a referral beside served services keeps to itself what makes steps."""
    some_served = any(reading.decision == "serve" for reading in live)
    for reading in live:
        own = {}
        if some_served and reading.decision == "refer":
            own = {name: value for name, value in reading.case.items() if _makes(book, name)}
            visit.referred[reading.key] = own
        shared = {name: value for name, value in reading.case.items() if name not in own}
        combining.unite(visit.case, shared, book.controls)


def _makes(book: Book, control: str) -> str | None:
    kind = book.controls.get(control)
    return kind.makes if kind else None


def _split(book: Book, live: list[Reading], visit: Visit) -> dict[tuple[str, str], str]:
    """Give a bundled step its own identity in each service where methods or actors differ."""
    renamed: dict[tuple[str, str], str] = {}
    shared: dict[str, list[Reading]] = {}
    for reading in live:
        for identity in reading.steps:
            shared.setdefault(identity, []).append(reading)
    for identity, sharing in shared.items():
        kind = book.kinds[kind_of(identity)]
        drafts = [reading.steps[identity] for reading in sharing]
        ways = {(draft.methods, draft.actor) for draft in drafts if draft.methods or kind.choice is None}
        if len(ways) < 2:
            continue
        if "@" in identity:
            renamed.update({(reading.key, identity): f"{identity}:{reading.key}" for reading in sharing})
        elif _clash(kind, drafts):
            visit.conflicts.add(identity)
    return renamed


def _clash(kind: Kind, drafts: list[Draft]) -> bool:
    """Say whether a step that cannot be split is to be done in two ways; who says nothing of the actor agrees."""
    methods = {draft.methods for draft in drafts if draft.methods}
    actors = {draft.actor for draft in drafts if draft.actor}
    return (kind.choice == "one" and len(methods) > 1) or len(actors) > 1


def _merge_step(book: Book, visit: Visit, key: str, identity: str, draft: Draft) -> None:
    known = visit.steps.get(identity)
    if known is None:
        visit.steps[identity] = Merged(
            identity, [key], draft.methods, draft.actor, draft.place, dict(draft.controls), set(draft.because),
            added=draft.added,
        )  # fmt: skip
    else:
        kind = book.kinds[kind_of(identity)]
        known.services.append(key)
        known.methods = _united(kind, known.methods, draft.methods)
        known.actor = known.actor or draft.actor
        known.place = known.place or draft.place
        known.because |= draft.because
        known.added = known.added and draft.added
        combining.unite(known.controls, draft.controls, book.controls)
    if draft.actors_clash:
        visit.conflicts.add(identity)


def _united(kind: Kind, one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """Return the methods of a shared step; where one service's way is still open, so is that of the step."""
    if kind.choice == "one" and not (one and other):
        return ()
    return tuple(sorted({*one, *other}, key=kind.methods.index))


def _called(visit: Visit, name: str, own: str) -> list[str]:
    """Return the steps meant by 'step' (of a service's own) or 'service/step'."""
    service, _, step = name.rpartition("/")
    return [
        identity
        for identity, merged in visit.steps.items()
        if step in names_of(identity)
        and (any(key.partition("#")[0] == service for key in merged.services) if service else own in merged.services)
    ]


def make_steps(book: Book, visit: Visit) -> None:
    """Add the steps that controls make, each before the step that needs it (a call-back after it)."""
    for identity, step in list(visit.steps.items()):
        for control, value in step.controls.items():
            makes = _makes(book, control)
            if makes is not None:
                for name, part in _made_names(makes, identity, control, value):
                    _make(book, visit, makes, name, part, [step])
    everyone = list(visit.steps.values())
    _make_for_case(book, visit, visit.case, everyone, "")
    for key, controls in visit.referred.items():
        own = [step for step in everyone if key in step.services and set(step.services) <= visit.referred.keys()]
        _make_for_case(book, visit, controls, own, f":{key}")
    _approve_before_booking(visit)
    place_orders(visit)


def _made_names(
    makes: str, identity: str, control: str, value: ControlValue
) -> list[tuple[str, Mapping[str, ControlValue]]]:
    """Return identity and controls of each step that one control makes."""
    if makes == "consent":
        purposes = value if isinstance(value, frozenset) else frozenset({str(value)})
        return [(f"consent.{purpose}", {control: frozenset({purpose})}) for purpose in sorted(purposes)]
    if makes == "approve":
        return [(f"approve.{identity}", {control: value})]
    if makes == "attempt":
        return [(f"attempt.{kind_of(identity)}", {control: value})]
    return [(makes, {control: value})]


def _make(
    book: Book,
    visit: Visit,
    makes: str,
    identity: str,
    controls: Mapping[str, ControlValue],
    served: list[Merged],
) -> None:
    made = visit.steps.get(identity)
    if made is None:
        actor = str(controls.get("approval", "")) or None
        made = visit.steps[identity] = Merged(identity, [], (), actor, None, {}, set(), added=True)
    combining.unite(made.controls, controls, book.controls)
    if "approval" in controls:
        made.actor = str(made.controls["approval"]) if made.identity.startswith("approve") else made.actor
    for step in served:
        made.made_for.append(step.identity)
        made.because |= step.because
        made.services += [key for key in step.services if key not in made.services]
        visit.edges.add((step.identity, identity) if makes == "callback" else (identity, step.identity))


def _make_for_case(
    book: Book, visit: Visit, controls: Mapping[str, ControlValue], steps: list[Merged], suffix: str
) -> None:
    """Make the steps of what is asked of the whole case, or of a referral's part of it (``suffix``)."""
    if not steps:
        return
    for control, value in controls.items():
        makes = _makes(book, control)
        if makes == "approve":
            _approve_case(book, visit, {control: value}, steps, VISIT_APPROVAL + suffix)
        elif makes is not None:
            first = min(steps, key=lambda step: (book.kinds[kind_of(step.identity)].rank, step.identity))
            for name, part in _made_names(makes, "case", control, value):
                _make(book, visit, makes, name, part, steps if makes == "callback" else [first])


def _approve_case(
    book: Book, visit: Visit, controls: Mapping[str, ControlValue], steps: list[Merged], identity: str
) -> None:
    """An approval of the case comes before everything but hearing the wish."""
    later = [step for step in steps if kind_of(step.identity) not in ("intake", "interview", "callback")]
    early = [step for step in steps if kind_of(step.identity) in ("intake", "interview")]
    _make(book, visit, "approve", identity, controls, later)
    visit.edges.update((step.identity, identity) for step in early if not _waits_for(visit, step, later))
    visit.steps[identity].services = sorted({key for step in steps for key in step.services}, key=str)


def _waits_for(visit: Visit, step: Merged, others: list[Merged]) -> bool:
    """Say whether a step comes after one of the others, so that an edge from it would close a circle."""
    identities = {other.identity for other in others}
    waiting, seen = [step.identity], {step.identity}
    while waiting:
        then = waiting.pop()
        for first, later in visit.edges:
            if later == then and first not in seen:
                if first in identities:
                    return True
                seen.add(first)
                waiting.append(first)
    return False


def _approve_before_booking(visit: Visit) -> None:
    """Let every approval come before the first booking of its services."""
    bookings = [step for step in visit.steps.values() if kind_of(step.identity) == "execute"]
    for step in list(visit.steps.values()):
        if kind_of(step.identity) == "approve":
            visit.edges.update(
                (step.identity, booking.identity)
                for booking in bookings
                if not set(step.services).isdisjoint(booking.services)
            )
