"""Random tiny books: rules of every shape over a few needs, facts and steps."""

from hypothesis import strategies as some

ATOMS = some.sampled_from(
    [
        "need: vision", "need: [writing, hearing]", "need: {not: vision}", "scene: home", "scene: {not: [phone, home]}",
        "proof: true", "poa: false", "age: {at_least: $elder}", "age: {under: 18}",
        "companion.relation: [spouse, child]",
        "is: close_kin", "failed.sign: {at_least: 2}", "lasting.sign: true", "any: [{proof: true}, {need: writing}]",
        "not: {all: [{poa: true}, {need: vision}]}", "all: [{scene: counter}, {proof: false}]", "need: elderly",
    ]
)  # fmt: skip
SERVICES = some.sampled_from(["service: withdrawal", "service: [withdrawal, id_update]", "service: {not: id_update}"])
STEPS = some.sampled_from(["step: counsel", "step: sign", "step: [ride, counsel]"])
LATE = some.sampled_from(["method: thumbprint", "method: [companion, name_seal]", "control: film", "control: consent"])
PLACES = some.sampled_from(["sign", "pin", "execute", "identify", "explain", "counsel"])
CONTROLS = some.sampled_from(
    [
        "film: true", "approval: supervisor", "approval: outlet_head", "consent: film",
        "consent: [thumbprint, pin_assist]",
        "attempts: 2", "attempts: {least: 3, unless: lasting.sign}", "callback: 7", "callback: 30", "evidence: id_copy",
        "witness: staff",
    ]
)  # fmt: skip
REASONS = "reason: not_so, alternatives: [come_back]"


def _required() -> some.SearchStrategy[str]:
    on_steps = some.tuples(PLACES, CONTROLS).map(lambda one: f"require: {{step: {one[0]}, {one[1]}}}")
    by_method = some.tuples(some.sampled_from(["thumbprint", "name_seal"]), CONTROLS).map(
        lambda one: f"require: {{step: sign, method: {one[0]}, {one[1]}}}"
    )
    return some.one_of(on_steps, by_method, CONTROLS.map(lambda one: f"require: {{case: true, {one}}}"))


def _effects() -> some.SearchStrategy[str]:
    return some.one_of(
        _required(),
        some.sampled_from(["thumbprint", "name_seal", "guardian"]).map(
            lambda way: f"use: {{step: sign, method: {way}}}"
        ),
        some.just("use: {step: pin, method: companion}"),
        some.sampled_from(["read_aloud", "interpreted"]).map(lambda way: f"use: {{step: explain, method: {way}}}"),
        some.sampled_from(["counsel", "ride", "sign.crs", "interview"]).map(lambda step: f"add: {{step: {step}}}"),
        some.sampled_from(["thumbprint", "handwritten"]).map(
            lambda way: f"refuse: {{step: sign, method: {way}, {REASONS}}}"
        ),
        some.sampled_from(["limit: {daily: 5}", "limit: {amount: $cap}", "limit: {amount: 400}", "offer: seat"]),
    )


def _rule() -> some.SearchStrategy[tuple[str, tuple[str, ...]]]:
    early = some.tuples(
        some.lists(some.one_of(ATOMS, SERVICES, STEPS), max_size=3, unique_by=_word),
        some.lists(_effects(), min_size=1, max_size=2),
    )
    late = some.tuples(
        some.lists(some.one_of(ATOMS, LATE), max_size=2, unique_by=_word),
        some.lists(_required(), min_size=1, max_size=1),
    )
    ending = some.tuples(
        some.lists(ATOMS, min_size=2, max_size=3, unique_by=_word),
        some.sampled_from([[f"refuse: {{{REASONS}}}"], ["refer: {to: counter, reason: not_so}"]]),
    )
    return some.one_of(early, early, late, ending).map(lambda one: ("{" + ", ".join(one[0]) + "}", tuple(one[1])))


def _word(atom: str) -> str:
    return atom.partition(":")[0]


rules = some.lists(_rule(), min_size=3, max_size=8)
"""Conditions with their effects; whatever the loader refuses is no book."""
