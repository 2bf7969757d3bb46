"""How well the intake understands people: precision, recall and F1 by code, languages apart, time a sentence.

    ./run bench intake --sentences FILE [--mistakes] [--write]

FILE holds one JSON object a line (JSONL, UTF-8): `text`, `lang` (zh, en or mixed), `needs` and `services` (lists of
codes), `scene` (a code or null), `note` (any text). The sentences stay where they are: `--write` keeps the figures
in docs/measured/intake.md with the file's SHA-256 and count, never a sentence of it.
"""

from __future__ import annotations

import argparse
import dataclasses
import hashlib
import json
import statistics
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks import surroundings
from nuanxin.core import intake

ROOT = surroundings.ROOT
PHRASES = ROOT / "rulebooks" / "special-customers-2024" / "phrases"
REPORT = ROOT / "docs" / "measured" / "intake.md"
LANGUAGES = ("zh", "en", "mixed")
FIELDS = {"text": str, "lang": str, "needs": list, "services": list, "scene": (str, type(None)), "note": str}


class BadSentence(ValueError):
    """A line of the sentence file that cannot be used."""


@dataclasses.dataclass(frozen=True)
class Sentence:
    """One labelled utterance; `codes` are its needs, services and scene together."""

    text: str
    lang: str
    codes: frozenset[str]


@dataclasses.dataclass
class Count:
    """Hits and misses of one code, or of several together."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float | None:
        said = self.right + self.wrong
        return self.right / said if said else None

    @property
    def recall(self) -> float | None:
        due = self.right + self.missed
        return self.right / due if due else None

    @property
    def f1(self) -> float | None:
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else None

    def add(self, other: Count) -> None:
        self.right += other.right
        self.wrong += other.wrong
        self.missed += other.missed


def read_sentences(path: Path, known: Iterable[str]) -> list[Sentence]:
    """Read a sentence file; `known` are the codes that may stand in it.

    :raises BadSentence: naming the line and what is wrong with it.
    """
    codes = frozenset(known)
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    return [_read_line(f"{path.name}:{number}", line, codes) for number, line in lines if line.strip()]


def _read_line(place: str, line: str, known: frozenset[str]) -> Sentence:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadSentence(f"{place}: not JSON: {error.msg} at column {error.colno}") from error
    if not isinstance(row, dict) or row.keys() != FIELDS.keys():
        raise BadSentence(f"{place}: an object with exactly these keys is expected: {', '.join(FIELDS)}")
    for field, kind in FIELDS.items():
        if not isinstance(row[field], kind):  # type: ignore[arg-type]
            raise BadSentence(f"{place}: '{field}' is of the wrong type")
    if row["lang"] not in LANGUAGES:
        raise BadSentence(f"{place}: 'lang' is one of {', '.join(LANGUAGES)}")
    codes = [*row["needs"], *row["services"], *([row["scene"]] if row["scene"] else [])]
    for code in codes:
        if code not in known:
            raise BadSentence(f"{place}: unknown code '{code}'")
    return Sentence(row["text"], row["lang"], frozenset(codes))


def suggest_codes(phrases: intake.Phrases, text: str) -> frozenset[str]:
    """Return the codes suggested for `text`, of all kinds together."""
    found = intake.suggest(phrases, text)
    return frozenset(s.code for s in (*found.needs, *found.services, *found.scene))


def count_codes(phrases: intake.Phrases, sentences: Sequence[Sentence]) -> dict[str, Count]:
    """Count right, wrong and missed suggestions of each code that is due or suggested anywhere."""
    counts: dict[str, Count] = {}
    for sentence in sentences:
        got = suggest_codes(phrases, sentence.text)
        for code in got | sentence.codes:
            count = counts.setdefault(code, Count())
            count.right += code in got and code in sentence.codes
            count.wrong += code in got and code not in sentence.codes
            count.missed += code not in got
    return counts


def micro(counts: Iterable[Count]) -> Count:
    """Add counts up: every suggestion weighs the same."""
    total = Count()
    for count in counts:
        total.add(count)
    return total


def macro(counts: Iterable[Count]) -> tuple[float, float, float]:
    """Mean precision, recall and F1 over codes: every code weighs the same.

    A code that is due but never suggested has precision 0; one suggested but never due has recall 0.
    """
    each = list(counts)
    if not each:
        return 1.0, 1.0, 1.0
    return (
        statistics.fmean(c.precision or 0.0 for c in each),
        statistics.fmean(c.recall or 0.0 for c in each),
        statistics.fmean(c.f1 or 0.0 for c in each),
    )


def time_sentences(phrases: intake.Phrases, sentences: Sequence[Sentence]) -> list[float]:
    """Return the milliseconds that each sentence takes, the better of two."""
    spent = []
    for sentence in sentences:
        tries = []
        for _ in range(2):
            start = time.perf_counter()
            intake.suggest(phrases, sentence.text)
            tries.append((time.perf_counter() - start) * 1000)
        spent.append(min(tries))
    return sorted(spent)


def describe(phrases: intake.Phrases, sentences: Sequence[Sentence]) -> list[str]:
    """Return the report as lines of Markdown."""
    lines = []
    for lang in ("all", *LANGUAGES):
        chosen = [s for s in sentences if lang in ("all", s.lang)]
        if chosen:
            lines += _describe_language(phrases, lang, chosen)
    spent = time_sentences(phrases, sentences)
    if spent:
        p99 = spent[min(len(spent) - 1, int(len(spent) * 0.99))]
        lines.append(f"Time a sentence: median {statistics.median(spent):.2f} ms, p99 {p99:.2f} ms.")
    return lines


def _describe_language(phrases: intake.Phrases, lang: str, sentences: Sequence[Sentence]) -> list[str]:
    counts = count_codes(phrases, sentences)
    exact = sum(suggest_codes(phrases, s.text) == s.codes for s in sentences)
    total, mean = micro(counts.values()), macro(counts.values())
    rows = [
        f"| micro | {_row(total)} |",
        f"| macro | {mean[0]:.3f} | {mean[1]:.3f} | {mean[2]:.3f} | | | |",
    ]
    by_kind = sorted(counts, key=lambda code: (intake_order(phrases, code), code))
    rows += [f"| {code} | {_row(counts[code])} |" for code in by_kind]
    return [
        f"## {lang}: {len(sentences)} sentences, {exact} without any mistake",
        "",
        "| code | precision | recall | F1 | right | wrong | missed |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        *rows,
        "",
    ]


def intake_order(phrases: intake.Phrases, code: str) -> int:
    """Needs before services before scenes."""
    return ("needs", "services", "scenes").index(phrases.kinds[code])


def _row(count: Count) -> str:
    figures = ["–" if x is None else f"{x:.3f}" for x in (count.precision, count.recall, count.f1)]
    return " | ".join([*figures, str(count.right), str(count.wrong), str(count.missed)])


def list_mistakes(phrases: intake.Phrases, sentences: Sequence[Sentence]) -> list[str]:
    """Return each sentence with wrong or missed codes, and the phrases behind the wrong ones."""
    lines = []
    for sentence in sentences:
        found = intake.suggest(phrases, sentence.text)
        why = {s.code: s for s in (*found.needs, *found.services, *found.scene)}
        wrong = [f"+{c} ({', '.join(why[c].because)})" for c in sorted(why.keys() - sentence.codes)]
        missed = [f"-{c}" for c in sorted(sentence.codes - why.keys())]
        if wrong or missed:
            lines.append(f"{sentence.text}\n    {'  '.join(wrong + missed)}")
    return lines


def write_report(path: Path, sentences: Path, count: int, lines: Sequence[str]) -> None:
    """Keep the figures of this run, with all that is needed to judge them."""
    digest = hashlib.sha256(sentences.read_bytes()).hexdigest()
    head = [
        "# Intake of free text: how much it understands",
        "",
        f"Written by `./run bench intake --sentences {sentences.name} --write`. {surroundings.line()}",
        f"Sentences: `{sentences.name}`, {count} lines, SHA-256 `{digest}`; the file is not part of the project.",
        "Sentences that were at hand while phrases were written give better figures than others will.",
        "",
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([*head, *lines]) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the bench; without sentences say what is wanted. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="bench intake", description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--sentences", type=Path, help="labelled sentences, JSONL")
    parser.add_argument("--phrases", type=Path, default=PHRASES, help="folder of phrase files")
    parser.add_argument("--mistakes", action="store_true", help="list the sentences with mistakes")
    parser.add_argument("--write", action="store_true", help=f"keep the figures in {REPORT.relative_to(ROOT)}")
    chosen = parser.parse_args(arguments)
    if chosen.sentences is None:
        print((__doc__ or "").strip())
        print(f"\nFigures of the last kept run: {REPORT.relative_to(ROOT)}")
        return 0
    try:
        phrases = intake.load(chosen.phrases)
        sentences = read_sentences(chosen.sentences, phrases.kinds)
    except (OSError, UnicodeDecodeError, BadSentence, intake.UnreadablePhrases) as error:
        print(f"bench intake: {error}", file=sys.stderr)
        return 2
    lines = describe(phrases, sentences)
    print("\n".join(lines))
    if chosen.mistakes:
        print("\n".join(["", *list_mistakes(phrases, sentences)]))
    if chosen.write:
        write_report(REPORT, chosen.sentences, len(sentences), lines)
    return 0


if __name__ == "__main__":
    sys.exit(main())
