"""Does the proof notice each control, refusal, referral, rank, limit and override that is removed or weakened?

Question: what share of the mutants of the sample book does `nuanxin prove` notice, and which survive, and why?
Instance: rulebooks/special-customers-2024, every mutant (no sampling, no seed). Peer: none; the share is of 100 %.

Run: ./run soak mutants [--book FOLDER]. Writes docs/measured/mutants.md.
"""

import argparse
import multiprocessing
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks import surroundings
from nuanxin.core.policy import loading
from nuanxin.core.policy.mutation import Mutant, mutants
from nuanxin.core.policy.proof.rechecking import Rechecker

ROOT = Path(__file__).resolve().parents[1]
REPORT = ROOT / "docs" / "measured" / "mutants.md"
GUARDED = ("control", "rank", "number", "refusal", "way", "referral", "limit", "override")
PROCESSES = 2


@dataclass(frozen=True)
class Outcome:
    """What became of one mutant."""

    sort: str
    name: str
    noticed: str | None
    reason: str = ""


def main() -> None:
    """Run every mutant and write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--book", type=Path, default=ROOT / "rulebooks" / "special-customers-2024")
    folder: Path = parser.parse_args().book
    began = time.perf_counter()
    with multiprocessing.Pool(PROCESSES) as pool:
        parts = pool.starmap(_outcomes, [(folder, part) for part in range(PROCESSES)])
    outcomes = sorted((one for part in parts for one in part), key=lambda one: (one.sort, one.name))
    text = "\n".join(_report(folder, outcomes, time.perf_counter() - began))
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text(text + "\n", encoding="utf-8")
    print(text)


def _outcomes(folder: Path, part: int) -> list[Outcome]:
    book = loading.load(folder)
    rechecker = Rechecker(book)
    return [_outcome(rechecker, mutant) for place, mutant in enumerate(mutants(book)) if place % PROCESSES == part]


def _outcome(rechecker: Rechecker, mutant: Mutant) -> Outcome:
    noticed = rechecker.noticed(mutant)
    return Outcome(mutant.sort, mutant.name, noticed, "" if noticed else _reason(rechecker, mutant))


def _reason(rechecker: Rechecker, mutant: Mutant) -> str:
    """Say why nothing notices: no plan changes (and who stands in), or plans change without danger."""
    changed = rechecker.changes(mutant)
    if changed:
        return f"too wide: plans of {', '.join(changed)} change, none against an invariant or a scenario"
    shadows = rechecker.shadows(mutant)
    return f"shadowed by {', '.join(shadows)}" if shadows and mutant.sort == "control" else "redundant: no plan changes"


def _report(folder: Path, outcomes: list[Outcome], seconds: float) -> Iterator[str]:
    yield "# Mutants of the sample rulebook: what `nuanxin prove` notices"
    yield ""
    yield f"`./run soak mutants` on `rulebooks/{folder.name}`, {seconds:.0f} s on {PROCESSES} processes."
    yield surroundings.line()
    yield ""
    yield "One effect is removed or weakened at a time; *noticed* means that scenarios or invariants of the book fail."
    yield ""
    yield "| what is removed or weakened | mutants | noticed | survive, plans unchanged | survive, plans changed |"
    yield "| --- | --- | --- | --- | --- |"
    counts = Counter((one.sort, _fate(one)) for one in outcomes)
    for sort in [*GUARDED, "method", "step"]:
        total = sum(number for (named, _), number in counts.items() if named == sort)
        if total:
            noticed, same, changed = (counts[sort, fate] for fate in ("noticed", "same", "changed"))
            share = f"{noticed} ({100 * noticed / (total - same or 1):.0f} % of those that change a plan)"
            yield f"| {sort} | {total} | {share} | {same} | {changed} |"
    yield ""
    yield "## Survivors, each with its reason"
    for fate, title in (("changed", "A plan changes and nothing notices"), ("same", "No plan changes")):
        yield ""
        yield f"### {title}"
        yield ""
        yield from (f"- {one.sort}: {one.name} — {one.reason}" for one in outcomes if _fate(one) == fate)
    yield ""
    yield "## Noticed by"
    yield ""
    named = Counter(one.noticed for one in outcomes if one.noticed)
    yield from (f"- {name}: {number}" for name, number in named.most_common(40))


def _fate(outcome: Outcome) -> str:
    if outcome.noticed:
        return "noticed"
    return "changed" if outcome.reason.startswith("too wide") else "same"


if __name__ == "__main__":
    main()
