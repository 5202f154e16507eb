"""Headings that count the years of a plan."""

from __future__ import annotations

import pytest

from shirube.readers.counted_years import write_out_counted_years
from tests.readers.tables import actuals, grid, read_one, targets

ROWS = """
項目 | 現行 | 1年目 | | 2年目 |
 | | 目標 | 実績 | 目標 | 実績
公表回数 | 0回 | 1回 | 1回 | 1回 | 2回
調査対象者数 | 10者 | 30者 | 28者 | 30者 | 31者
"""


@pytest.mark.parametrize(
    "title",
    ["支援計画（令和3年4月1日～令和8年3月31日）", "計画期間：令和3年度～令和7年度", "支援計画（R3～R7）"],
)
def test_the_years_are_counted_from_the_beginning_of_the_plan(title: str) -> None:
    read = read_one(f"{title}\n{ROWS}")
    first, second = read.plan.indicators

    assert (targets(first), actuals(first)) == ({2021: "1回", 2022: "1回"}, {2021: "1回", 2022: "2回"})
    assert actuals(second) == {2021: "28者", 2022: "31者"}
    assert "years-counted" in {finding.code for finding in read.findings}


def test_a_heading_that_says_its_year_needs_no_other() -> None:
    first, _ = read_one(
        """
        事業評価
        項目 | 現行 | 1年目(R3) 目標 | 1年目(R3) 実績 | 2年目(R4) 目標 | 2年目(R4) 実績
        公表回数 | 0回 | 1回 | 1回 | 1回 | 2回
        調査対象者数 | 10者 | 30者 | 28者 | 30者 | 31者
        """
    ).plan.indicators

    assert (targets(first), actuals(first)) == ({2021: "1回", 2022: "1回"}, {2021: "1回", 2022: "2回"})


@pytest.mark.parametrize(
    "text",
    [
        # No line says when the plan begins; several do; it ends before the second year.
        ROWS,
        f"前計画（R1～R2）\n本計画（R3～R7）\n{ROWS}",
        f"計画（R3）\n{ROWS}",
        # Nobody tells goals from results.
        "計画（R3～R7）\n項目 | 現行 | 1年目 | 2年目\n事業計画策定件数 | 1件 | 2件 | 3件",
        # The years that they say do not follow one another.
        "項目 | 1年目(R3)目標 | 2年目(R5)目標\n件数 | 2件 | 3件",
    ],
)
def test_years_that_nobody_tells_are_left_alone(text: str) -> None:
    assert write_out_counted_years(grid(text)) is None


def test_unknown_years_of_a_plan_are_no_measures() -> None:
    """Neither is 1年目 an indicator: the year is asked for."""
    read = read_one(ROWS)

    assert [item.name for item in read.plan.indicators] == ["公表回数", "調査対象者数"]
    assert "year-unknown" in {finding.code for finding in read.findings}
