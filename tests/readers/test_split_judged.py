"""Columns whose cells hold a figure and how it was judged, or a mark and what was said of it."""

from __future__ import annotations

import pytest

from shirube.readers.split_judged import split_judged_columns
from shirube.readers.table import find_tables
from tests.readers.tables import actuals, grid, marks, rates, read_one, targets


def test_a_figure_with_its_judgement_is_an_actual_and_a_mark() -> None:
    found = read_one(
        """
        令和6年度の評価
        指標 | 令和6年度目標 | 令和6年度実績
        受診率 | 50% | 48.2%(未達成)
        参加者 | 100人 | 120人 達成
        会議 | 3回 | -
        """
    )

    rate, people, meetings = found.plan.indicators
    assert (actuals(rate), marks(rate)) == ({2024: "48.2%"}, {2024: "未達成"})
    assert (actuals(people), marks(people)) == ({2024: "120人"}, {2024: "達成"})
    assert (actuals(meetings), marks(meetings)) == ({2024: "-"}, {})


@pytest.mark.parametrize(
    ("rows", "reached", "rate", "mark"),
    [
        # Against targets told as changes the change is what was reached.
        ("7%削減 | 10.5%減 達成\n7%削減 | 36.0%増 非達成", ["10.5%減"], {}, "達成"),
        # Plain percentages where no target is one are rates.
        ("40件 | 96.4% 未達成\n100人 | 120.0% 達成", [], {2020: "96.4%"}, "未達成"),
    ],
)
def test_figures_below_a_heading_of_marks_are_told_by_the_targets(
    rows: str, reached: list[str], rate: dict[int, str], mark: str
) -> None:
    lines = "\n".join(f"指標{number} | {line}" for number, line in enumerate(rows.splitlines()))
    first, _ = read_one(f"令和2年度の結果\n項目 | 令和2年度目標 | 令和2年度達成度\n{lines}").plan.indicators

    assert [text for text in actuals(first).values() if text] == reached
    assert (rates(first), marks(first)) == (rate, {2020: mark})


def test_a_mark_with_a_sentence_is_a_mark_and_a_text() -> None:
    found = read_one(
        """
        令和6年度の評価
        指標 | 令和6年度目標 | 令和6年度実績 | 評価
        受診率 | 50% | 48.2% | B* 目標に届いていないが、改善している
        参加者 | 100人 | 120人 | A 目標を上回って達成できたため。
        """
    )

    rate, people = found.plan.indicators
    assert (marks(rate), marks(people)) == ({2024: "B*"}, {2024: "A"})
    assert [status.text for status in rate.statuses] == ["目標に届いていないが、改善している"]
    assert targets(people) == {2024: "100人"}


@pytest.mark.parametrize(
    "rows",
    [
        # A word behind the mark may be a part of it.
        "指標 | R6目標 | R6実績 | 評価\n甲 | 5 | 4 | B 概ね\n乙 | 5 | 6 | A 達成",
        # The mark stands in a column of its own, so that ○ behind a figure is something else.
        "指標 | R6目標 | R6実績 | 評価\n甲 | 5 | 4 ○ | B\n乙 | 5 | 6 ○ | A",
        # Not every cell is judged.
        "指標 | R6目標 | R6実績\n甲 | 5 | 4 ○\n乙 | 5 | 6",
        # No figure before the word.
        "指標 | R6目標 | R6実績\n甲 | 設置 | 設置 達成\n乙 | 策定 | 策定 達成",
        # One cell proves nothing.
        "指標 | R6目標 | R6実績\n甲 | 5 | 6 達成",
    ],
)
def test_cells_that_do_not_all_hold_both_are_left(rows: str) -> None:
    (table,) = find_tables(grid(f"令和6年度の評価\n{rows}"))

    assert split_judged_columns(table) is None
