"""Years of which only the first names its era."""

from __future__ import annotations

import pytest

from shirube.readers.years_running_on import read_running_on
from tests.readers.tables import actuals, grid, read_one, targets


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("指標 | H17 | 18 | 19", [2006, 2007]),
        ("指標 | 平成29年度 | 30 | 元 | 2", [2018, 2019, 2020]),
        ("指標 | 平成30年度 | 31年度 | 2年度", [2019, 2020]),
        ("指標 | 2017年度 | 18 | 19", [2018, 2019]),
        ("指標 | R3 | 4 | 5 | 目標値", [2022, 2023]),
    ],
)
def test_each_number_is_one_year_later(cells: str, expected: list[int]) -> None:
    found = read_running_on(grid(f"{cells}\n相談件数 | 5 | 6 | 7"), 0)

    assert [year.start for _, year in found.values()] == expected


@pytest.mark.parametrize(
    "rows",
    [
        # A figure behind a year, and one that does not follow it.
        "相談件数 | R5 | 6",
        "相談件数 | R5 | 8 | 9",
        # Rows of years, the figures of which follow one another by chance.
        "相談件数 | R5 | 6 | 7\n講座数 | R6 | 9 | 8",
        "R5 | 6 | 7",
    ],
)
def test_figures_are_no_years(rows: str) -> None:
    assert read_running_on(grid(rows), 0) == {}


def test_lines_of_targets_and_actuals_keep_all_their_years_and_it_is_said() -> None:
    found = read_one(
        """
        部門     | 区分 | 平成17 | 18  | 19
        一般行政 | 計画 | 110    | 109 | 107
                 | 実績 | 109    | 106 | 108
        """
    )
    (item,) = found.plan.indicators

    assert targets(item) == {2005: "110", 2006: "109", 2007: "107"}
    assert actuals(item) == {2005: "109", 2006: "106", 2007: "108"}
    assert "years-written-out" in {one.code for one in found.findings}


def test_a_column_of_differences_behind_the_years_hides_none_of_them() -> None:
    found = read_one(
        """
        定員管理計画 平成17年度～平成19年度
        部門     | 区分 | 計画期間 |     |     | 達成状況
                 |      | 17       | 18  | 19  | 計画-実績
        一般行政 | 計画 | 110      | 109 | 107 | ▲5
                 | 実績 | 109      | 106 | 108 |
        """
    )

    assert actuals(found.plan.indicators[0]) == {2005: "109", 2006: "106", 2007: "108"}
