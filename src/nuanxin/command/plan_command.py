"""`nuanxin plan`: what the book allows for this person, as text or as the contract's JSON."""

import argparse
import datetime
import json
import sys

from nuanxin.command import plan_text
from nuanxin.command.books import book_at
from nuanxin.command.faults import BadInput
from nuanxin.core.policy import contract, tracing, words
from nuanxin.core.policy.book import Book, Fact, OutsideLife
from nuanxin.core.policy.conditions import Value
from nuanxin.core.policy.planner import plan
from nuanxin.core.policy.situation import BadValue, Impossible, Situation, split_name
from nuanxin.core.policy.words import CANNOT_BE_ANSWERED, UnknownWord

STATUS = {"serve": 0, "ask": 3, "refer": 4, "refuse": 5}

_YES, _NO = ("true", "yes", "1", "是"), ("false", "no", "0", "否")


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its arguments."""
    parser = commands.add_parser("plan", help="plan a visit")
    parser.add_argument(
        "--service", action="append", default=[], help="a wanted service; repeat; service#2 for a second"
    )
    parser.add_argument("--need", action="append", default=[], help="a need of the person; repeat")
    parser.add_argument("--scene", default="counter", help="lobby, counter (default), home, hospital, phone, video")
    parser.add_argument("--fact", action="append", default=[], help="name=value; repeat; value cannot_be_answered too")
    parser.add_argument("--on", type=datetime.date.fromisoformat, default=None, help="day of the law (default today)")
    parser.add_argument("--at", default="counter", help="door or counter (default): what can be asked now")
    parser.add_argument("--done", action="append", default=[], help="a step kind already done; repeat")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="language of the text")
    parser.add_argument("--book", default=None, help="folder of the rulebook")
    parser.add_argument("--json", action="store_true", help="print the contract's JSON")
    parser.add_argument("--trace", action="store_true", help="say of every rule why it holds or does not")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the plan; return 0 serve, 3 ask, 4 refer, 5 refuse.

    :raises BadInput: for an unknown word, a bad value, an impossible situation, a day outside the book's life.
    """
    book = book_at(arguments.book)
    on = arguments.on or datetime.datetime.now().astimezone().date()
    try:
        situation = _situation(book, arguments)
        made = plan(book, situation, on=on)
    except (UnknownWord, BadValue, OutsideLife) as refused:
        raise BadInput(str(refused)) from refused
    except Impossible as refused:
        raise BadInput(f"this cannot be: {refused.because.said_in(arguments.lang)}") from refused
    if arguments.json:
        text = json.dumps(contract.plan_as_json(made, arguments.lang), ensure_ascii=False, indent=1)
    else:
        text = plan_text.plan_as_text(made, arguments.lang)
    print(text)
    if arguments.trace:
        aside = sys.stderr if arguments.json else sys.stdout  # what reads the JSON reads nothing else
        print("\n".join(tracing.trace(book, situation, on=on)), file=aside)
    return STATUS[made.decision]


def _situation(book: Book, arguments: argparse.Namespace) -> Situation:
    facts: dict[str, Value] = {}
    for given in arguments.fact:
        name, equals, value = given.partition("=")
        if not equals:
            raise BadInput(f"--fact {given}: write name=value")
        _, plain = split_name(name, book.facts)
        words.require_known("fact", plain, book.facts)
        facts[name] = _value(book.facts[plain], value)
    for kind in arguments.done:
        words.require_known("step kind", kind, words.KINDS)
    return Situation(
        services=tuple(arguments.service),
        needs=frozenset(arguments.need),
        scene=arguments.scene,
        facts=facts,
        at=arguments.at,
        done=frozenset(arguments.done),
    )


def _value(fact: Fact, text: str) -> Value:
    if text == CANNOT_BE_ANSWERED:
        return text
    if fact.type == "bool" and text.lower() in (*_YES, *_NO):
        return text.lower() in _YES
    if fact.type == "int":
        try:
            return int(text.replace(",", ""))
        except ValueError:
            return text
    return text
