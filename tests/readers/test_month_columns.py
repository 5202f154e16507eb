"""Sheets of one year with a column for each month."""

from __future__ import annotations

import pytest

from shirube.readers.grid import Span
from tests.readers.tables import actuals, read, read_one, targets

MONTHS = " | ".join(f"{month}月" for month in (*range(4, 13), 1, 2, 3))
TENS = " | ".join(["10"] * 12)


@pytest.mark.parametrize("total", ["計", "合計", "年間合計", "累計"])
def test_the_sum_of_the_months_is_the_figure_of_the_year(total: str) -> None:
    found = read_one(f"相談事業 令和6年度 月別実績\n指標 | {MONTHS} | {total}\n相談件数 | {TENS} | 120")

    (item,) = found.plan.indicators
    assert actuals(item) == {2024: "120"}
    assert [text for _, text in item.extras] == ["10"] * 12
    (said,) = [one for one in found.findings if one.code == "months-summed"]
    assert said.place.cell == "N2"
    assert "column-unknown" not in [one.code for one in found.findings]


def test_lines_of_targets_and_actuals_are_one_indicator() -> None:
    found = read_one(
        f"""
        令和6年度
        区分 | | {MONTHS} | 合計
        相談件数 | 目標 | {TENS} | 120
                 | 実績 | {TENS} | 126
        訪問件数 | 目標 | {TENS} | 60
                 | 実績 | {TENS} | 64
        """,
        merges=[Span(2, 0, 3, 0), Span(4, 0, 5, 0)],
    )

    first, second = found.plan.indicators
    assert (first.name, targets(first), actuals(first)) == ("相談件数", {2024: "120"}, {2024: "126"})
    assert (second.name, targets(second), actuals(second)) == ("訪問件数", {2024: "60"}, {2024: "64"})


@pytest.mark.parametrize(
    ("title", "months"),
    [
        ("月別実績", MONTHS),  # of which year?
        ("令和5年度・令和6年度 月別実績", MONTHS),
        ("令和6年度 月別実績", MONTHS.replace("9月 | ", "")),  # not the whole year
        ("令和6年度 月別実績", MONTHS.replace("4月 | 5月", "5月 | 4月")),
    ],
)
def test_a_sum_of_no_whole_year_is_no_figure_of_the_year(title: str, months: str) -> None:
    cells = " | ".join(["10"] * len(months.split("|")))
    found = read(f"{title}\n指標 | {months} | 計 | R5実績\n相談件数 | {cells} | 120 | 90")

    assert all("months-summed" not in [one.code for one in plan.findings] for plan in found)


def test_what_stands_below_a_blank_row_keeps_its_columns() -> None:
    below = "指標 | R5実績 | R6実績\n訪問件数 | 7 | 8"
    first, second = read(f"令和6年度\n指標 | {MONTHS} | 計\n相談件数 | {TENS} | 120\n\n{below}")

    assert actuals(first.plan.indicators[0]) == {2024: "120"}
    assert actuals(second.plan.indicators[0]) == {2023: "7", 2024: "8"}
