"""Tables of plans on water, schools, libraries, traffic and grants: what is seen at a glance is read so."""

from __future__ import annotations

import pytest

from tests.readers.tables import actuals, marks, read_one, targets


@pytest.mark.parametrize(
    "heading", ["目標値（H27～H31）", "平成27～31年度目標", "H27～H31年度の目標値"]
)
def test_a_target_over_a_period_is_that_of_its_last_year(heading: str) -> None:
    """Not of the year of the title, in which it would count as missed."""
    (item,) = read_one(
        f"""
        総合戦略 平成28年度の進捗状況
        数値目標 | {heading} | H28実績値
        雇用創出数 | 1,000人（累計） | 515人
        """
    ).plan.indicators

    assert (targets(item), actuals(item)) == ({2019: "1,000人（累計）"}, {2016: "515人"})
    assert item.baseline is None


def test_an_actual_over_a_period_belongs_to_no_year_that_anybody_knows() -> None:
    found = read_one(
        """
        総合戦略 令和6年度の進捗状況
        指標 | 目標値（R8） | 実績値（R4～R6の平均）
        相談件数 | 1,000 | 515
        """
    )

    assert actuals(found.plan.indicators[0]) == {}
    assert "year-unknown" in {one.code for one in found.findings}


def test_the_actual_of_the_year_before_that_which_was_judged_is_no_baseline() -> None:
    (item,) = read_one(
        """
        指標 | 目標値（R7） | R5実績 | R6実績 | R6評価
        オンライン申請の手続数 | 120 | 58 | 97 | B
        """
    ).plan.indicators

    assert (actuals(item), marks(item)) == ({2023: "58", 2024: "97"}, {2024: "B"})
    assert item.baseline is None


def test_a_lone_actual_before_the_targets_stays_the_baseline() -> None:
    (item,) = read_one(
        """
        指標 | R4実績 | R6目標 | R7目標
        参加者数 | 20 | 30 | 40
        """
    ).plan.indicators

    assert item.baseline is not None
    assert (item.baseline.reading.text, actuals(item)) == ("20", {})
