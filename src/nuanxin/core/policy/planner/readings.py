"""One service read by the rules: which steps, by which methods, under which controls, or why not.

A reading sees only its own service; `merging` unites the readings of a visit. Four passes, each feeding only later
ones: the situation (to the least fixpoint over added steps), methods, rules about methods, rules about controls.
"""

import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping

from nuanxin.core.policy import effects
from nuanxin.core.policy.book import Kind
from nuanxin.core.policy.conditions import Param
from nuanxin.core.policy.effects import ControlValue, Target
from nuanxin.core.policy.planner import combining
from nuanxin.core.policy.planner.drafts import Basis, Draft, Reading
from nuanxin.core.policy.planner.scripts import (
    OVER_LIMIT,
    Entry,
    Script,
    base_of,
    identity_of,
    kind_of,
    names_of,
)
from nuanxin.core.policy.situation import View


def read(script: Script, view: View, key: str, basis: Basis | None = None) -> Reading:
    """Read one service in one view; a completion of a view may be read on the basis of that view's reading."""
    reading = Reading(key=key)
    basis = basis or Basis((), script.situational_for(view.needs), script.by_method, script.by_control)
    fired = _situational(script, view, reading, basis)
    silenced = frozenset().union(*(entry.silences for entry in fired)) & script.overridden
    _decide(reading, fired, silenced)
    _lay_steps(script, reading, fired)
    for entry in fired:
        _apply_situation(reading, entry, silenced)
    if reading.decision == "serve":
        _choose_methods(script, view, reading)
    _require_all(script, view, reading, fired, silenced, basis)
    return reading


class _Everything:
    """Contains whatever is asked for."""

    def __contains__(self, _: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def basis_of(script: Script, view: View, reading: Reading) -> Basis:
    """Return what completions of a view rest on: what holds, and what not even further steps would rule out.

    No condition denies a step, a method or a control: what fails where they all stand fails in every completion.
    """
    wide = View(view.needs, view.scene, view.facts)
    wide.kinds = wide.methods = wide.controls = _Everything()
    passes = (reading.waiting, script.by_method, script.by_control)
    pending = [tuple(entry for entry in entries if entry.test(wide) is not False) for entries in passes]
    return Basis(tuple(reading.held), *pending)


def _situational(script: Script, view: View, reading: Reading, basis: Basis) -> list[Entry]:
    """First pass: the rules that hold, to the least fixpoint over added steps."""
    kinds = set(script.chain_names)
    view.kinds, view.maybe_kinds = kinds, ()
    fired = list(basis.held)
    for entry in fired:
        if entry.adds:
            _note_added(entry, kinds)
    pending: Iterable[Entry] = basis.pending
    grown = True
    while grown:
        waiting: list[Entry] = []
        grown, reading.maybe = False, []
        for entry in pending:
            verdict = entry.test(view)
            if verdict:
                fired.append(entry)
                if entry.adds:
                    grown = _note_added(entry, kinds) or grown
            elif verdict is None:
                waiting.append(entry)
                reading.maybe.append(entry)
            elif entry.looks_at_steps:
                waiting.append(entry)
        pending = waiting
    reading.held, reading.waiting = fired, waiting
    _find_more_maybe(view, reading)
    reading.fired.update(entry.rule.id for entry in fired)
    return fired


def _note_added(entry: Entry, kinds: set[str]) -> bool:
    before = len(kinds)
    for effect in entry.adds:
        kinds.update(names_of(effect.step))
    return len(kinds) > before


def _find_more_maybe(view: View, reading: Reading) -> None:
    """Add to the rules that are unknown those that hang on a step which one of them may add."""
    maybe_kinds: set[str] = set()
    view.maybe_kinds = maybe_kinds
    while any(_note_added(entry, maybe_kinds) for entry in reading.maybe):
        reading.maybe = [entry for entry in reading.waiting if entry.test(view) is None]


def _decide(reading: Reading, fired: list[Entry], silenced: frozenset[tuple[str, str]]) -> None:
    """Refuse beats refer beats serve."""
    refusals: list[tuple[str, effects.Refuse]] = []
    referrals: list[tuple[str, effects.Refer]] = []
    for entry in fired:
        for effect in entry.ends:
            if isinstance(effect, effects.Refuse):
                if (entry.rule.id, "limit" if effect.reason == OVER_LIMIT else "refuse") not in silenced:
                    refusals.append((entry.rule.id, effect))
            elif (entry.rule.id, "refer") not in silenced:
                referrals.append((entry.rule.id, effect))
    if refusals:
        reading.decision = "refuse"
        reading.refused_by_rule = True
        for rule, refusal in refusals:
            _give_reason(reading, rule, refusal.reason, refusal.alternatives)
    elif referrals:
        reading.decision = "refer"
        for rule, referral in referrals:
            _give_reason(reading, rule, referral.reason, ())
            reading.refer_to.add(referral.to)


def _give_reason(reading: Reading, rule: str, reason: str, alternatives: Collection[str]) -> None:
    reading.reasons.setdefault(reason, []).append(rule)
    reading.because.add(rule)
    reading.alternatives.update(alternatives)


def _lay_steps(script: Script, reading: Reading, fired: list[Entry]) -> None:
    """Lay out the ordinary chain and the added steps with their edges; a referral keeps only what may go on."""
    kinds = script.kinds
    if reading.decision == "serve":
        chain = [identity_of(name, reading.key, kinds) for name in script.chain]
        for identity in chain:
            reading.steps.setdefault(identity, Draft(identity))
        reading.edges.update(itertools.pairwise(chain))
    added = [(entry.rule.id, effect) for entry in fired for effect in entry.adds]
    for rule, effect in added:
        if reading.decision == "serve" or (reading.decision == "refer" and kinds[kind_of(effect.step)].referred):
            identity = identity_of(effect.step, reading.key, kinds)
            draft = reading.steps.setdefault(identity, Draft(identity, added=True))
            draft.because.add(rule)
    for identity, draft in reading.steps.items():
        for name in names_of(identity):
            reading.called.setdefault(name, []).append(draft)
    for _, effect in added:
        identity = identity_of(effect.step, reading.key, kinds)
        if identity in reading.steps:
            before, after = (reading.called.get(name or "", ()) for name in (effect.before, effect.after))
            reading.edges.update((identity, other.identity) for other in before)
            reading.edges.update((other.identity, identity) for other in after)


def targets(reading: Reading, target: Target) -> Collection[Draft]:
    """Return the steps that an effect is about."""
    found: Collection[Draft] = reading.steps.values()
    if len(target.names) == 1:
        found = reading.called.get(target.names[0], ())
    elif target.names:
        found = {one.identity: one for name in target.names for one in reading.called.get(name, ())}.values()
    if target.methods:
        found = [draft for draft in found if not set(target.methods).isdisjoint(draft.methods)]
    if target.controls:
        found = [draft for draft in found if not draft.controls.keys().isdisjoint(target.controls)]
    return found


def _apply_situation(reading: Reading, entry: Entry, silenced: frozenset[tuple[str, str]]) -> None:
    """Apply what a rule about the situation says, controls and added steps apart."""
    for effect in entry.others:
        if not silenced or (entry.rule.id, effects.WORDS[type(effect)]) not in silenced:
            _apply(reading, entry.rule.id, effect)


def _apply(reading: Reading, rule: str, effect: effects.Effect) -> None:
    match effect:
        case effects.Use(target, method):
            for draft in targets(reading, target):
                draft.uses.setdefault(method, []).append(rule)
        case effects.Forbid(step, method):
            reading.forbidden.setdefault((step, method), []).append((rule, effect))
        case effects.Assign():
            _assign(reading, rule, effect)
        case effects.Order(first, then):
            reading.orders.add((first, then))
        case effects.Offer(codes):
            reading.offers.update(codes)
        case effects.Limit(values):
            combining.lower(reading.limits, values)
        case effects.Route():
            combining.quicken(reading.route, effect)
        case effects.Within(minutes) if isinstance(minutes, int):
            reading.target_minutes = min(minutes, reading.target_minutes or minutes)


def _assign(reading: Reading, rule: str, effect: effects.Assign) -> None:
    reading.roles.update(filter(None, [effect.role]))
    reading.qualifications.update(filter(None, [effect.qualification]))
    reading.languages.update(filter(None, [effect.language]))
    if effect.target is None:
        return
    for draft in targets(reading, effect.target):
        draft.because.add(rule)
        draft.place = max(filter(None, [effect.place, draft.place]), default=None)
        if effect.actor:
            draft.actors_clash = draft.actors_clash or draft.actor not in (None, effect.actor)
            draft.actor = max(effect.actor, draft.actor or "")


def _choose_methods(script: Script, view: View, reading: Reading) -> None:
    """Second pass: a method for each step; where none is left the service is refused, with a reason or as a gap."""
    for draft in reading.steps.values():
        kind = script.kinds[kind_of(draft.identity)]
        if kind.choice is not None:
            _choose(script, view, reading, draft, kind)


def _choose(script: Script, view: View, reading: Reading, draft: Draft, kind: Kind) -> None:
    left = [method for method in draft.uses if _open(script, view, reading, draft, method)]
    if not left and kind.ordinary is not None and _open(script, view, reading, draft, kind.ordinary):
        left = [kind.ordinary]
    if not left:
        _no_way(reading, draft, kind)
        return
    if kind.choice == "several":
        draft.methods = tuple(sorted(left, key=kind.methods.index))
    else:
        draft.methods = (min(left, key=lambda method: (_precedence(kind, method), method)),)
        if len(left) > 1 and not set(left) <= set(kind.precedence):
            contradict(reading, draft.identity)
    for method in draft.methods:
        draft.because.update(draft.uses.get(method, ()))
        if _verdict(script, view, kind.name, method) is None:
            reading.unsure.append((kind.name, method))


def contradict(reading: Reading, identity: str) -> None:
    """Refuse the service: the book wants two exclusive ways of one step, and neither may be guessed."""
    reading.decision = "refuse"
    reading.conflict += (identity,)


def _precedence(kind: Kind, method: str) -> int:
    return kind.precedence.index(method) if method in kind.precedence else len(kind.precedence)


def _open(script: Script, view: View, reading: Reading, draft: Draft, method: str) -> bool:
    """Say whether a method is neither forbidden nor beyond this person."""
    return (
        not _forbidding(reading, draft, method) and _verdict(script, view, kind_of(draft.identity), method) is not True
    )


def _forbidding(reading: Reading, draft: Draft, method: str) -> list[tuple[str, effects.Forbid]]:
    if not reading.forbidden:
        return []
    names = (kind_of(draft.identity), base_of(draft.identity))
    return [found for name in dict.fromkeys(names) for found in reading.forbidden.get((name, method), ())]


def _verdict(script: Script, view: View, kind: str, method: str) -> bool | None:
    """Say whether this person cannot use the method (None: not known)."""
    known = script.cannot.get((kind, method))
    return False if known is None else known[1](view)


def _no_way(reading: Reading, draft: Draft, kind: Kind) -> None:
    """No method is left: the reasons of those that were forbidden refuse the service; without any it is a gap."""
    if any(_may_bring_a_method(entry, draft) for entry in reading.maybe):
        reading.hoping.add(draft.identity)
        return
    wanted = [*draft.uses, *filter(None, [kind.ordinary])]
    forbidding = [found for method in wanted for found in _forbidding(reading, draft, method)]
    reading.decision = "refuse"
    for rule, forbid in forbidding:
        _give_reason(reading, rule, forbid.reason, forbid.alternatives)
    if not forbidding:
        reading.gap += (draft.identity,)


def _may_bring_a_method(entry: Entry, draft: Draft) -> bool:
    names = names_of(draft.identity)
    return any(
        isinstance(effect, effects.Use) and (not effect.target.names or not set(effect.target.names).isdisjoint(names))
        for effect in entry.effects
    )


def _require_all(
    script: Script,
    view: View,
    reading: Reading,
    fired: list[Entry],
    silenced: frozenset[tuple[str, str]],
    basis: Basis,
) -> None:
    """Third and fourth pass: the controls of all rules that hold, to the least fixpoint."""
    if reading.decision == "refuse":
        reading.steps.clear()
        reading.called.clear()
        return
    for entry in fired:
        require(script, view, reading, entry, silenced)
    view.methods = {method for draft in reading.steps.values() for method in draft.methods}
    for entry in basis.by_method:
        _require_if(script, view, reading, entry)
    standing = -1
    while standing != (standing := sum(len(draft.controls) for draft in reading.steps.values())):
        view.controls = {control for draft in reading.steps.values() for control in draft.controls}
        for entry in basis.by_control:
            _require_if(script, view, reading, entry)


def _require_if(script: Script, view: View, reading: Reading, entry: Entry) -> None:
    verdict = entry.test(view)
    if verdict:
        require(script, view, reading, entry, frozenset())
        reading.fired.add(entry.rule.id)
    elif verdict is None and entry not in reading.maybe:
        reading.maybe.append(entry)


def require(script: Script, view: View, reading: Reading, entry: Entry, silenced: frozenset[tuple[str, str]]) -> None:
    """Put a rule's controls on its steps, or on the case."""
    rule = entry.rule.id
    if (rule, "require") in silenced:
        return
    for effect in entry.requires:
        if effect.method in entry.uses and (rule, "use") in silenced:
            continue
        controls = _plain(effect.controls, view)
        if effect.target is None:
            combining.unite(reading.case, controls, script.book.controls)
            continue
        for draft in targets(reading, effect.target):
            if effect.method is None or effect.method in draft.methods:
                draft.because.add(rule)
                combining.unite(draft.controls, controls, script.book.controls)


def _plain(controls: Mapping[str, effects.RawControl], view: View) -> dict[str, ControlValue]:
    """Replace attempts by a lasting reason where one is confirmed."""
    plain: dict[str, ControlValue] = {}
    for name, value in controls.items():
        if isinstance(value, effects.Attempts):
            if value.unless is not None and view.fact(value.unless) is True:
                plain["lasting"] = True
            else:
                plain[name] = int(value.least)  # type: ignore[arg-type]
        elif not isinstance(value, Param):
            plain[name] = value
    return plain
