"""`nuanxin plan | prove | diff`: reads the arguments, calls one verb, prints its answer, exits with its status."""

import argparse
import os
import sys
from collections.abc import Sequence

from nuanxin.command import diff_command, plan_command, prove_command
from nuanxin.command.faults import BAD_INPUT, BadInput


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; bad input is said on standard error and gives 2."""
    parser = argparse.ArgumentParser(
        prog="nuanxin",
        description="Plans for customers who cannot take the ordinary path.",
        epilog="Exit status: plan 0 serve, 3 ask, 4 refer, 5 refuse; prove 0 proved, 1 not; "
        "diff 0 the same plans, 1 not; 2 always means that the input cannot be understood.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="plan|prove|diff")
    for module in (plan_command, prove_command, diff_command):
        module.add_to(commands)
    chosen = parser.parse_args(arguments)
    try:
        status = chosen.run(chosen)
    except BadInput as bad:
        print(f"nuanxin {chosen.command}: {bad}", file=sys.stderr)
        return BAD_INPUT
    return int(status)


def run() -> int:
    """Run as a program: whoever reads only the first lines of the answer is no fault."""
    try:
        status = main()
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status


if __name__ == "__main__":
    sys.exit(run())
