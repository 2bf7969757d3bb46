"""`nuanxin prove BOOK`: exit 0 proved, 1 something stands against it, 2 the book cannot be read."""

import argparse
import concurrent.futures
import sys
import time
from collections.abc import Iterator

import yaml

from nuanxin.command.books import book_at
from nuanxin.core.policy.proof.proving import CounterExample, Report, prove
from nuanxin.core.policy.proof.second_look import SecondLook, look
from nuanxin.core.policy.proof.vacuity import VACUOUS

PROVED, NOT_PROVED = 0, 1
WIDTH = 30


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its arguments."""
    parser = commands.add_parser("prove", help="prove a rulebook over every situation")
    parser.add_argument("book", nargs="?", default=None, help="folder of the rulebook")
    parser.add_argument("--quiet", action="store_true", help="no progress bar (there is none without a terminal)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the report; return 0 if nothing stands against the book, else 1.

    :raises BadInput: when the book cannot be read.
    """
    book = book_at(arguments.book)
    quiet = arguments.quiet or not sys.stderr.isatty()
    began = time.perf_counter()
    with concurrent.futures.ProcessPoolExecutor(max_workers=1) as beside:
        looking = beside.submit(_second_look, arguments.book)
        report = prove(book, progress=_silent if quiet else _bar)
        second = looking.result()
    if not quiet:
        print("\r" + " " * (WIDTH + 40) + "\r", end="", file=sys.stderr)
    proved = report.proved and not second.lightened
    print("\n".join(_lines(report, second, time.perf_counter() - began)))
    print("proved" if proved else "NOT PROVED")
    return PROVED if proved else NOT_PROVED


def _second_look(folder: str | None) -> SecondLook:
    """Look a second time at the same book, in a process of its own beside the proof."""
    return look(book_at(folder))


def _silent(what: str, done: int, of: int) -> None:
    del what, done, of


def _bar(what: str, done: int, of: int) -> None:
    filled = WIDTH * (done + 1) // max(of, 1)
    print(f"\r{what:8} [{'#' * filled}{'.' * (WIDTH - filled)}] {done + 1}/{of}", end="", file=sys.stderr)
    sys.stderr.flush()


def _lines(report: Report, second: SecondLook, seconds: float) -> Iterator[str]:
    book = report.book
    yield f"{book.title.en} {book.edition} ({book.notice.en})"
    yield (
        f"{len(book.rules)} rules, {len(book.services)} services, {len(book.laws)} periods of law, "
        f"{report.scenarios} scenarios played"
    )
    yield f"{report.questions} questions over at most {report.space:.1e} situations a service, {seconds:.1f} s"
    yield f"{second.questions} questions whether a worse fact lightens a plan: {len(second.lightened) or 'none'} do"
    yield f"{report.samples} random situations: solver and planner disagree in {len(report.disagreements)}"
    yield ""
    yield "never served (to be signed by a person):"
    for side, services in sorted(report.never_served.items()):
        yield f"  {' '.join(side)}: {', '.join(services)}"
    yield ""
    yield "effects without which no plan changes (another rule says the same):"
    yield from (f"  {effect}" for effect in second.needless)
    yield ""
    yield from (f"a worse fact lightens a plan: {text}" for text in second.lightened)
    yield from _against(report)


def _against(report: Report) -> Iterator[str]:
    for failure in report.failed_scenarios:
        yield f"scenario {failure.scenario.place} '{failure.scenario.name.en}':"
        yield from (f"  {difference}" for difference in failure.differences)
    yield from report.remarks
    yield from (f"solver and planner disagree: {text}" for text in report.disagreements)
    for example in report.counter_examples:
        number = f" (invariant {example.number})" if example.number else ""
        yield f"counter-example: {example.invariant}{number} at {example.subject}"
        if example.invariant == VACUOUS:
            yield f"  never served, and nobody signed that: {example.reason}"
        if not example.replayed:
            yield "  the planner's own plan does not show it: solver and planner disagree, report this"
        yield from (f"  {line}" for line in as_scenario(example).splitlines())


def as_scenario(example: CounterExample) -> str:
    """Return a counter-example as a scenario to paste into the book, the expectation still to be decided."""
    situation = example.situation
    written = {
        "name": {"zh": f"反例 {example.invariant}", "en": f"counter-example {example.invariant}"},
        "on": example.law.since,
        "services": list(situation.services),
        "needs": sorted(situation.needs),
        "scene": situation.scene,
        "facts": dict(situation.facts),
        "expect": {"decision": "refuse"},
    }
    text = yaml.safe_dump([written], allow_unicode=True, sort_keys=False, default_flow_style=None, width=160)
    return str(text).rstrip()
