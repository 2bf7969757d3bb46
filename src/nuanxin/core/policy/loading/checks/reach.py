"""That every rule can work: its condition can hold, its steps exist, and what it asks can still be met.

A rule is read once for each service; what no service can have is dead text, and dead text misleads its reader.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from nuanxin.core.policy import conditions, effects, words
from nuanxin.core.policy.book import Place, Rule
from nuanxin.core.policy.conditions import FALSE, All, Any, Compare, Condition
from nuanxin.core.policy.loading.articles import Block
from nuanxin.core.policy.loading.checks.possibility import Reading, Space, can_hold, looks_ahead, parts_under
from nuanxin.core.policy.loading.draft import Draft
from nuanxin.core.policy.loading.faults import Faults
from nuanxin.core.policy.loading.steps import called, kind_of


@dataclass
class Ground:
    """What the checks of single rules look at, made once for a book."""

    draft: Draft
    faults: Faults
    space: Space
    names: dict[str, set[str]] = field(default_factory=dict)
    """Service → every name of a step that its plan may have."""
    methods: dict[str, set[str]] = field(default_factory=dict)
    """Service → every method that a step of it may have."""

    def holds(self, when: Condition, service: str) -> bool:
        """Say whether a condition can hold for a service with the steps that it may have."""
        return can_hold(self.space, Reading(service, self.names[service], self.methods[service]), when)

    def services_of(self, when: Condition) -> Iterator[str]:
        """Yield the services for which a condition can hold."""
        return (service for service in words.SERVICES if self.holds(when, service))


def check(draft: Draft, faults: Faults) -> None:
    """Note every rule, or part of one, that can never work."""
    space = Space(draft.vocabulary.facts, draft.terms, draft.world.derived, draft.parameters)
    ground = Ground(draft, faults, space)
    _lay_ground(ground)
    for rule, block in draft.rules():
        _check_rule(ground, rule, block)
    _check_tables(ground)


def _lay_ground(ground: Ground) -> None:
    """Find the steps that each service may have: its chain, and what rules add, to the least fixpoint."""
    adding = [
        (rule.when, effect.step)
        for rule, _ in ground.draft.rules()
        for effect in rule.effects
        if isinstance(effect, effects.Add)
    ]
    for service, _ in ground.draft.services():
        ground.names[service.id] = {name for step in service.steps for name in called(step)}
        _note_methods(ground, service.id)
    for service_id, names in ground.names.items():
        waiting = adding
        while True:
            held = [pair for pair in waiting if ground.holds(pair[0], service_id)]
            names.update(name for _, step in held for name in called(step))
            _note_methods(ground, service_id)
            left = [pair for pair in waiting if pair not in held]
            if not held or not left:
                break
            waiting = left


def _note_methods(ground: Ground, service: str) -> None:
    kinds = ground.draft.vocabulary.kinds
    ground.methods[service] = {
        method for name in ground.names[service] if name in kinds for method in kinds[name].methods
    }


def _check_rule(ground: Ground, rule: Rule, block: Block) -> None:
    place = block.at("when")
    if not any(ground.services_of(rule.when)):
        ground.faults.add(place, f"the condition of '{rule.id}' can never hold for any service")
        return
    _check_branches(ground, rule, place)
    _check_named_services(ground, rule, place)
    _check_negations(ground, rule.when, place)
    for effect, at in zip(rule.effects, block.effect_places, strict=True):
        _check_pass(ground, rule, effect, at)
        _check_steps(ground, rule, effect, at)
        _check_in_time(ground, rule, effect, at)
    if rule.overrides and looks_ahead(rule.when):
        message = "a rule that looks at 'method' or 'control' comes too late to override anything"
        ground.faults.add(block.at("overrides"), message)


def _check_branches(ground: Ground, rule: Rule, place: Place) -> None:
    """Each way in which the condition may hold can hold with the rest of it."""
    for branch in _branches(rule.when):
        if not any(ground.services_of(conditions.conjunction([rule.when, branch]))):
            ground.faults.add(place, f"one of the alternatives in the condition of '{rule.id}' can never hold")


def _branches(condition: Condition) -> Iterator[Condition]:
    match condition:
        case All(parts):
            for part in parts:
                yield from _branches(part)
        case Any(parts):
            for part in parts:
                if isinstance(part, All | Compare):
                    yield part
                yield from _branches(part)


def _check_named_services(ground: Ground, rule: Rule, place: Place) -> None:
    """A service that a rule names has the facts that the rule compares."""
    for service in _named_services(rule.when):
        if not can_hold(ground.space, Reading(service), rule.when):
            message = f"the condition of '{rule.id}' never holds for {service}, which it names"
            ground.faults.add(place, message)


def _named_services(when: Condition) -> list[str]:
    parts = when.parts if isinstance(when, All) else (when,)
    found: list[str] = []
    for part in parts:
        options = part.parts if isinstance(part, Any) else (part,)
        if all(isinstance(option, conditions.Service) for option in options):
            found += [option.code for option in options if isinstance(option, conditions.Service)]
    return found


def _check_negations(ground: Ground, when: Condition, place: Place) -> None:
    """`not` over a fact that a service does not have would hold for it: surely not what was meant."""
    if not _denied_facts(ground, when):
        return
    for service in ground.services_of(when):
        for name in _denied_facts(ground, _read_for(ground, when, service)):
            if service not in (ground.space.facts[name].services or ()):
                message = f"'not' over {name} holds for {service}, which has no {name}: name the services"
                ground.faults.add(place, message)
                return


def _denied_facts(ground: Ground, when: Condition) -> list[str]:
    """Return the facts under a `not` that only some services have."""
    found = []
    for atom, holds in parts_under(when, ground.space.terms):
        if not holds and isinstance(atom, Compare) and ground.space.facts[atom.fact].services is not None:
            found.append(atom.fact)
    return found


def _read_for(ground: Ground, when: Condition, service: str) -> Condition:
    terms = {name: term.when for name, term in ground.space.terms.items()}
    numbers = {name: own.values[-1].value for name, own in ground.space.parameters.items()}
    return conditions.Reading(terms=terms, numbers=numbers, service=service, lacking=()).of(when)


def _check_pass(ground: Ground, rule: Rule, effect: effects.Effect, place: Place) -> None:
    if looks_ahead(rule.when) and not isinstance(effect, effects.Require):
        word = effects.WORDS[type(effect)]
        message = f"a rule that looks at 'method' or 'control' may only 'require': '{word}' would feed an earlier pass"
        ground.faults.add(place, message)


def _check_steps(ground: Ground, rule: Rule, effect: effects.Effect, place: Place) -> None:
    for name in _named_steps(effect):
        service, slash, step = name.partition("/")
        owners = iter([service]) if slash else ground.services_of(rule.when)
        if isinstance(effect, effects.Order) and kind_of(step or name) in _made_kinds(ground):
            continue
        if not any((step or name) in ground.names[owner] for owner in owners):
            whose = f"the service {service}" if slash else "any service of this rule"
            ground.faults.add(place, f"the step '{step or name}' is in no plan of {whose}")


def _made_kinds(ground: Ground) -> set[str | None]:
    """Return the kinds of steps that controls make: the merged plan has them, a rule does not see them."""
    return {control.makes for control in ground.draft.vocabulary.controls.values()}


def _named_steps(effect: effects.Effect) -> tuple[str, ...]:
    match effect:
        case (
            effects.Use(target)
            | effects.Require(effects.Target() as target)
            | effects.Assign(target=effects.Target() as target)
        ):
            return target.names
        case effects.Forbid(step):
            return (step,)
        case effects.Add(_, before, after):
            return tuple(name for name in (before, after) if name)
        case effects.Order(first, then):
            return first, then
    return ()


def _check_in_time(ground: Ground, rule: Rule, effect: effects.Effect, place: Place) -> None:
    """What a step finds out comes too late for a control that covers the step itself."""
    if not isinstance(effect, effects.Require) or effect.target is None:
        return
    kinds = {kind_of(name) for name in effect.target.names}
    early = [name for name in effect.controls if not ground.draft.vocabulary.controls[name].late]
    for atom, _ in parts_under(rule.when, ground.space.terms):
        found_by = ground.space.facts[atom.fact].found_by if isinstance(atom, Compare) else None
        if isinstance(atom, Compare) and found_by in kinds and early:
            message = (
                f"{atom.fact} is found by '{found_by}': {', '.join(early)} on '{found_by}' itself comes too late;"
                " require it on a later step"
            )
            ground.faults.add(place, message)
            return


def _check_tables(ground: Ground) -> None:
    draft = ground.draft
    named = [(f"the term '{term.name}'", term.when, term.place) for term in draft.terms.values()]
    named += [("this line", line.when, line.place) for line in draft.world.impossible]
    for fact in draft.vocabulary.facts.values():
        if fact.only_if is not None:
            named.append((f"'only_if' of '{fact.name}'", fact.only_if, fact.place))
    for kind in draft.vocabulary.kinds.values():
        named += [(f"'cannot' of '{kind.name}.{way}'", when, kind.place) for way, when in kind.cannot.items()]
    for what, when, place in named:
        if when == FALSE or not any(can_hold(ground.space, Reading(code), when) for code in words.SERVICES):
            ground.faults.add(place, f"{what} can never hold")
        elif place.file != "terms.yaml":
            _check_negations(ground, when, place)
