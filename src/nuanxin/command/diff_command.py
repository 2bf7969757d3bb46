"""`nuanxin diff BOOK_A BOOK_B`: what changes for whom, grouped, smallest situation first."""

import argparse
from collections.abc import Iterator

from nuanxin.command.books import book_at
from nuanxin.core.policy import difference
from nuanxin.core.policy.difference import PlanChange
from nuanxin.core.policy.situation import Situation


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its arguments."""
    parser = commands.add_parser("diff", help="compare two rulebooks")
    parser.add_argument("before", help="folder of the earlier book")
    parser.add_argument("after", help="folder of the later book")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the changes; return 0 if the books give the same plans, else 1.

    :raises BadInput: when a book cannot be read.
    """
    before, after = book_at(arguments.before), book_at(arguments.after)
    texts = difference.text_changes(before, after)
    plans = difference.plan_changes(before, after)
    print("\n".join(_lines(texts, plans)))
    return 1 if plans else 0


def _lines(texts: list[difference.TextChange], plans: list[PlanChange]) -> Iterator[str]:
    for text in texts:
        yield f"{text.sort} {text.name}: {text.change}"
    yield f"{len(texts)} rules and parameters differ, {len(plans)} kinds of change in plans"
    for change in plans:
        yield ""
        yield f"{as_words(change.situation)} on {change.on}" + (f" (and {change.others} more)" if change.others else "")
        yield from (f"  {line}" for line in change.differences)


def as_words(situation: Situation) -> str:
    """Return a situation as the arguments of `nuanxin plan`."""
    parts = [f"--service {key}" for key in situation.services]
    parts += [f"--need {need}" for need in sorted(situation.needs)]
    parts.append(f"--scene {situation.scene}")
    parts += [f"--fact {name}={_written(value)}" for name, value in sorted(situation.facts.items()) if told(value)]
    return " ".join(parts)


def told(value: object) -> bool:
    """Say whether a fact is worth telling: false and nothing are the ordinary case."""
    return value is not False and value != 0


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
