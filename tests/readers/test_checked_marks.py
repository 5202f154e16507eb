"""Marks given by ticking a box."""

from __future__ import annotations

import pytest

from shirube.core.fiscal_year import FiscalYear
from shirube.core.indicator import Indicator, Published
from shirube.readers.checked_marks import find_checked, take_checked_marks
from tests.readers.tables import marks, read_one


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("■順調　□おおむね順調　□遅れ", "順調"),
        ("□順調\n☑おおむね順調\n□遅れ", "おおむね順調"),
        ("□ A ✔ B □ C", "B"),
        ("□順調　□おおむね順調　□遅れ", ""),
        ("■順調　■遅れ　□中止", ""),
        ("■", ""),
        ("A", ""),
    ],
)
def test_the_words_behind_the_only_ticked_box_are_the_mark(text: str, mark: str) -> None:
    assert find_checked(text) == mark


def test_a_ticked_mark_is_read_from_a_table_and_an_unclear_one_stays_as_written() -> None:
    read = read_one("""
    事業 | 指標 | 令和6年度 | |
         |      | 目標 | 実績 | 評価
    講座 | 受講者 | 5人 | 6人 | ■順調 □遅れ
    融資 | 件数   | 5件 | 6件 | □順調 □遅れ
    """)

    assert [list(marks(item).values()) for item in read.plan.indicators] == [["順調"], ["□順調 □遅れ"]]


@pytest.mark.parametrize(
    ("text", "mark", "rate"),
    [
        ("B（95.0%）", "B", "95.0%"),
        ("○(110%)", "○", "110%"),
        ("A（目標達成）", "A（目標達成）", ""),
        ("A（95）", "A（95）", ""),
    ],
)
def test_a_rate_in_brackets_behind_a_mark_is_the_rate(text: str, mark: str, rate: str) -> None:
    item = Indicator(key="1", published=(Published(FiscalYear(2024), text),))

    (one,) = take_checked_marks(item).published
    assert (one.mark, one.rate) == (mark, rate)


def test_a_rate_that_is_stated_stays_beside_a_mark_with_another() -> None:
    item = Indicator(key="1", published=(Published(FiscalYear(2024), "B（95.0%）", "94%"),))

    (one,) = take_checked_marks(item).published
    assert (one.mark, one.rate) == ("B（95.0%）", "94%")
