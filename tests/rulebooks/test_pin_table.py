"""The table that `./run bench planning` puts to other engines says what the sample book says."""

import datetime
import random

from benchmarks import pin_table
from nuanxin.core.policy.book import Book
from nuanxin.core.policy.planner import plan

DAY = datetime.date(2024, 11, 15)
CASES_A_ROW = 12


def test_each_row_of_the_pin_table_is_the_way_of_the_plan(book: Book) -> None:
    numbers = book.law_on(DAY).numbers
    rows = pin_table.table(numbers)
    by_row: dict[int, list[pin_table.Case]] = {}
    for case in pin_table.cases(numbers):
        by_row.setdefault(pin_table.row_of(rows, case), []).append(case)
    assert sorted(by_row) == list(range(len(rows)))
    chance = random.Random(13)
    for place, cases in by_row.items():
        for case in chance.sample(cases, min(CASES_A_ROW, len(cases))):
            made = plan(book, pin_table.situation_of(case), on=DAY)
            assert pin_table.way_of(made) == rows[place].way, case
