"""Rows that head those below them and hold their sum, with their words in the column of numbers."""

from __future__ import annotations

from shirube.readers.sum_rows import find_sum_rows, holds_words
from tests.readers.tables import actuals, grid, read

TABLE = """
番号 | 取組項目 | 担当課 | R5計画 | R5実績 | R6計画
1 歳入の確保 | | | {whole} | 310 | 320
1-1 | 広告収入の拡大 | 総務課 | 100 | 110 | 120
1-2 | 財産の売却 | 管財課 | 200 | 200 | 200
2 歳出の削減 | | | 50 | 51 | 60
2-1 | 電力の調達 | 管財課 | 20 | 21 | 20
2-2 | 補助金の見直し | 財政課 | 30 | 30 | 40
合計 | | | 350 | 361 | 380
"""


def test_a_row_that_adds_up_those_below_is_their_heading_and_no_indicator() -> None:
    (counted,) = read(TABLE.format(whole=300))

    assert [(path[0].name, item.name) for path, item in counted.plan.rows] == [
        ("1 歳入の確保", "広告収入の拡大"),
        ("1 歳入の確保", "財産の売却"),
        ("2 歳出の削減", "電力の調達"),
        ("2 歳出の削減", "補助金の見直し"),
    ]
    assert [item.name for item in counted.totals] == ["1 歳入の確保", "2 歳出の削減", "合計"]
    assert actuals(counted.totals[0]) == {2023: "310"}


def test_a_row_that_adds_nothing_up_is_an_indicator_with_its_own_name() -> None:
    """The control: 900 is not the sum of what stands below it; but the row has a name all the same."""
    (found,) = read(TABLE.format(whole=900))

    assert [item.name for item in found.plan.indicators][:2] == ["1 歳入の確保", "広告収入の拡大"]
    assert "rows-nameless" not in {one.code for one in found.findings}


def test_figures_rounded_to_thousands_may_differ_a_little_from_their_sum() -> None:
    sheet = grid("1 歳入の確保 | | 10,001\n1-1 | 広告 | 4,000\n1-2 | 売却 | 6,000")
    rows = {"names": [1], "numbers": [0], "values": [2, 2]}

    assert find_sum_rows(sheet, range(3), **rows) == {0}


def test_people_are_not_rounded() -> None:
    sheet = grid("1 歳入の確保 | | 11\n1-1 | 広告 | 4\n1-2 | 売却 | 6")
    rows = {"names": [1], "numbers": [0], "values": [2, 2]}

    assert find_sum_rows(sheet, range(3), **rows) == frozenset()


def test_a_number_with_a_word_is_no_heading() -> None:
    assert [text for text in ("1-1", "施策1-2", "KPI①", "№12", "１　歳入の確保") if holds_words(text)] == [
        "１　歳入の確保"
    ]
