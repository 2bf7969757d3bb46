"""How long does one plan take, and how long do other engines take for one table of the same book?

Questions: median and p99 of a plan whose facts are known (target < 1 ms) and of one that ends in questions (target
< 20 ms); the loading of the book; and the way of the PIN step as a decision table in zen-engine and SpiffWorkflow
beside our whole plan of the same cases, with ratios. Nothing fails for being slow.
Instance: rulebooks/special-customers-2024; its scenarios, every service with every single need, and random lawful
situations drawn through the proof's solver with the seed of `visits`. Peers: zen-engine, SpiffWorkflow.

Run: ./run bench planning [--write] [--slowest]. --write keeps the figures in docs/measured/planning.md.
"""

import argparse
import functools
import gc
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks import peers, pin_table, surroundings, visits
from benchmarks.pin_table import Case, Row, Way
from benchmarks.visits import Visit
from nuanxin.core.policy import loading
from nuanxin.core.policy.book import Book
from nuanxin.core.policy.planner import plan
from nuanxin.core.policy.planner.scripts import script

ROOT = Path(__file__).resolve().parents[1]
BOOK = ROOT / "rulebooks" / "special-customers-2024"
REPORT = ROOT / "docs" / "measured" / "planning.md"
THE_WEEK = date(2024, 11, 15)
KNOWN_TARGET, ASKING_TARGET = 1.0, 20.0
"""Milliseconds."""
ROUNDS = 5
CASES_A_ROW = 60


@dataclass(frozen=True)
class Timing:
    """Milliseconds: the best of each call's rounds, in the order of the calls, and every single try."""

    best: list[float]
    every: list[float]

    @property
    def median(self) -> float:
        """The median of the bests."""
        return statistics.median(self.best)

    @property
    def p99(self) -> float:
        """What 99 of 100 calls do not exceed at their best."""
        return percentile(self.best, 0.99)


@dataclass(frozen=True)
class Group:
    """Situations of one kind, and how long their plan may take."""

    name: str
    visits: list[Visit]
    target: float


def percentile(numbers: Sequence[float], share: float) -> float:
    """Return the number that this share of the numbers does not exceed."""
    return sorted(numbers)[min(len(numbers) - 1, int(len(numbers) * share))]


def timed(calls: Sequence[Callable[[], object]]) -> Timing:
    """Time every call in each of the rounds; what the bench itself keeps is no matter for the garbage collector."""
    gc.collect()
    gc.freeze()
    tries: list[list[float]] = [[] for _ in calls]
    for _ in range(ROUNDS):
        for place, call in enumerate(calls):
            began = time.perf_counter()
            call()
            tries[place].append((time.perf_counter() - began) * 1000)
    return Timing([min(one) for one in tries], [one for several in tries for one in several])


# -- one plan ------------------------------------------------------------------------------------------------------


def groups_of(book: Book) -> list[Group]:
    """Return the situations by kind: what is known, and what ends in questions."""
    say("drawing situations")
    drawer = visits.Drawer(book)
    alone, pairs, threes = drawer.each_service(12), drawer.together(2, 48, 4), drawer.together(3, 48, 4)
    told, taps = visits.written(book), visits.three_taps(book, THE_WEEK)
    unsure = visits.forgotten(book, [*alone, *pairs, *threes])
    return [
        Group("scenarios of the book, what matters is known", known(told), KNOWN_TARGET),
        Group("random, everything known: one service", known(alone), KNOWN_TARGET),
        Group("random, everything known: two services", known(pairs), KNOWN_TARGET),
        Group("random, everything known: three services", known(threes), KNOWN_TARGET),
        Group("scenarios of the book that ask", asking(told), ASKING_TARGET),
        Group("scenarios of the book, tried without a question", tried(told), ASKING_TARGET),
        Group("three taps, no fact: those that ask", asking(taps), ASKING_TARGET),
        Group("three taps, no fact: tried without a question", tried(taps), ASKING_TARGET),
        Group("random, half forgotten: those that ask", asking(unsure), ASKING_TARGET),
        Group("random, half forgotten: tried without a question", tried(unsure), ASKING_TARGET),
    ]


def known(among: Sequence[Visit]) -> list[Visit]:
    """Return the visits of which no unknown fact had to be tried."""
    return [visit for visit in among if not visit.tried]


def asking(among: Sequence[Visit]) -> list[Visit]:
    """Return the visits whose plan ends in questions."""
    return [visit for visit in among if visit.made.questions]


def tried(among: Sequence[Visit]) -> list[Visit]:
    """Return the visits of which facts are unknown, and none is asked: gates, or every answer gives the same."""
    return [visit for visit in among if visit.tried and not visit.made.questions]


def describe_plans(book: Book, slowest: bool) -> Iterator[str]:
    """Yield the table of plan times, and what was missed."""
    yield "| situations | number | median ms | p99 ms | highest ms | p99 of every try | target ms | |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for group in groups_of(book):
        say(f"planning: {group.name}")
        if group.visits:
            timing = timed([functools.partial(plan, book, one.situation, on=one.on) for one in group.visits])
            yield _row(group, timing)
            if slowest:
                place = timing.best.index(max(timing.best))
                say(f"slowest, {timing.best[place]:.2f} ms: {group.visits[place].situation}")


def _row(group: Group, timing: Timing) -> str:
    figures = [timing.median, timing.p99, max(timing.best), percentile(timing.every, 0.99)]
    said = " | ".join(f"{figure:.2f}" for figure in figures)
    return f"| {group.name} | {len(group.visits)} | {said} | {group.target:g} | {_verdict(group, timing)} |"


def _verdict(group: Group, timing: Timing) -> str:
    if timing.p99 < group.target:
        return "met"
    return "p99 **missed**" if timing.median < group.target else "**missed**"


def describe_loading() -> Iterator[str]:
    """Yield how long the book takes to be read, and the first plan of a service under a law."""
    say("loading")
    loads = []
    for _ in range(3):
        began = time.perf_counter()
        book = loading.load(BOOK)
        loads.append(time.perf_counter() - began)
    began = time.perf_counter()
    law = book.law_on(THE_WEEK)
    for service in book.services:
        script(law, service)
    prepared = time.perf_counter() - began
    entries = [script(law, service) for service in book.services]
    rules = statistics.mean(len(one.situational) + len(one.by_method) + len(one.by_control) for one in entries)
    yield (
        f"The book of {len(book.articles)} articles and {len(book.rules)} rules loads in {min(loads):.2f} s (best of "
        f"{len(loads)}; median {statistics.median(loads):.2f} s), once a process. Preparing a law for a service, once "
        f"for each: {1000 * prepared / len(entries):.1f} ms; a plan then reads {rules:.0f} rules a service."
    )


# -- one table ------------------------------------------------------------------------------------------------------


def describe_peers(book: Book) -> Iterator[str]:
    """Yield the same table in other engines, beside our plan of the same cases.

    :raises SystemExit: when an engine answers a case otherwise than the table.
    """
    numbers = book.law_on(THE_WEEK).numbers
    rows, cases = pin_table.table(numbers), list(pin_table.cases(numbers))
    engines = peers.installed(rows)
    require_agreement("the planner", functools.partial(our_way, book), rows, cases)
    for one in engines:
        require_agreement(one.name, one.decide, rows, cases)
    chosen = drawn_by_row(rows, cases)
    yield (
        f"Table: the way of the PIN step (articles 21 to 27, 31), {len(rows)} rows, {len(pin_table.COLUMNS)} columns. "
        f"All {len(cases)} lawful combinations were put to each engine first: the same way and rank from all. Measured "
        f"on {len(chosen)} of them, at most {CASES_A_ROW} of each row. A peer answers this one table; ours, in the "
        "same time, makes the whole plan: every step, method, control, approval, clause and limit of the service."
    )
    yield ""
    yield "| engine | answers | median ms | p99 ms | p99 of every try | our median ÷ its | our p99 ÷ its |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    say("measuring the engines")
    situations = [pin_table.situation_of(case) for case in chosen]
    ours = timed([functools.partial(plan, book, one, on=THE_WEEK) for one in situations])
    yield _engine_row("Nuanxin", "the whole plan", ours, ours)
    for one in engines:
        theirs = timed([functools.partial(one.decide, case) for case in chosen])
        yield _engine_row(f"{one.name} {one.version}", "the table", theirs, ours)
    for name in sorted({"zen-engine", "SpiffWorkflow"} - {one.name for one in engines}):
        yield f"| {name} | not installed here: `./run bench planning` installs it | | | | | |"


def _engine_row(name: str, answers: str, timing: Timing, ours: Timing) -> str:
    figures = [timing.median, timing.p99, percentile(timing.every, 0.99)]
    said = " | ".join(f"{figure:.3f}" for figure in figures)
    return f"| {name} | {answers} | {said} | {ours.median / timing.median:.2f} | {ours.p99 / timing.p99:.2f} |"


def our_way(book: Book, case: Case) -> Way:
    """Return the way that our plan of the case goes."""
    return pin_table.way_of(plan(book, pin_table.situation_of(case), on=THE_WEEK))


def require_agreement(name: str, decide: Callable[[Case], Way], rows: Sequence[Row], cases: Sequence[Case]) -> None:
    """Stop where an engine answers otherwise than the table.

    :raises SystemExit: with the first case.
    """
    say(f"comparing {name} with the table, {len(cases)} cases")
    for case in cases:
        due, given = rows[pin_table.row_of(rows, case)].way, decide(case)
        if given != due:
            sys.exit(f"bench planning: {name} says {given}, the table {due}: {dict(case)}")


def drawn_by_row(rows: Sequence[Row], cases: Sequence[Case]) -> list[Case]:
    """Return as many cases of each row, so that no row weighs more because it covers more."""
    chance = random.Random(visits.SEED)
    by_row: dict[int, list[Case]] = {}
    for case in cases:
        by_row.setdefault(pin_table.row_of(rows, case), []).append(case)
    found = [case for row in sorted(by_row) for case in chance.sample(by_row[row], min(CASES_A_ROW, len(by_row[row])))]
    chance.shuffle(found)
    return found


# -- the report ------------------------------------------------------------------------------------------------------


def report(slowest: bool) -> Iterator[str]:
    """Yield the report as lines of Markdown."""
    book = loading.load(BOOK)
    yield "# Planning: how long a plan takes"
    yield ""
    yield f"`./run bench planning --write` on `rulebooks/{BOOK.name}`, edition {book.edition}. {surroundings.line()}"
    yield ""
    yield f"Seed {visits.SEED}. Each call {ROUNDS} times, its best counts; *every try* has other work in it."
    yield ""
    yield "## One plan"
    yield ""
    yield from describe_plans(book, slowest)
    yield ""
    yield (
        "Random situations are drawn from the whole lawful space, three of four steered to be served: they have more "
        "needs at once than people do. *Half forgotten*: the same, each fact left out with an even chance."
    )
    yield ""
    yield "## Loading"
    yield ""
    yield from describe_loading()
    yield ""
    yield "## One table in other engines"
    yield ""
    yield from describe_peers(book)


def say(text: str) -> None:
    """Tell the person at the terminal what is going on."""
    print(text, file=sys.stderr, flush=True)


def main() -> None:
    """Measure, print and, if asked, keep the report."""
    parser = argparse.ArgumentParser(prog="bench planning", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help=f"keep the figures in {REPORT.relative_to(ROOT)}")
    parser.add_argument("--slowest", action="store_true", help="name the slowest situation of each group")
    chosen = parser.parse_args()
    lines = list(report(chosen.slowest))
    print("\n".join(lines))
    if chosen.write:
        REPORT.parent.mkdir(parents=True, exist_ok=True)
        REPORT.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
