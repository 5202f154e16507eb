"""Figures of a part of the year."""

from __future__ import annotations

import pytest

from shirube.core.finding import Level
from tests.readers.tables import actuals, read_one


@pytest.mark.parametrize("heading", ["9月末実績", "R6上半期実績"])
def test_a_part_of_the_year_alone_is_taken_and_said(heading: str) -> None:
    found = read_one(
        f"""
        令和6年度の進行管理
        指標 | 年間目標 | {heading}
        相談件数 | 120 | 55
        """
    )

    assert actuals(found.plan.indicators[0]) == {2024: "55"}
    (said,) = [one for one in found.findings if one.code == "year-part-alone"]
    assert said.level is Level.ODD


def test_a_part_beside_the_whole_year_needs_no_word() -> None:
    found = read_one(
        """
        令和6年度の進行管理
        指標 | 年間目標 | 上半期実績 | 年間実績
        相談件数 | 120 | 55 | 118
        """
    )

    assert actuals(found.plan.indicators[0]) == {2024: "118"}
    assert "year-part-alone" not in {one.code for one in found.findings}


def test_the_middle_of_a_plan_is_no_part_of_a_year() -> None:
    found = read_one(
        """
        食育推進計画 目標値の達成状況
        指標 | 当初値(H29) | 中間値(R2) | 最終値(R5) | 目標値 | 達成状況
        朝食を食べる人の割合 | 94.2% | 95.1% | 93.8% | 100% | △
        """
    )

    assert "year-part-alone" not in {one.code for one in found.findings}


def test_what_was_reached_by_the_middle_of_a_plan_is_no_part_of_a_year() -> None:
    found = read_one(
        """
        平成26年度 社会資本総合整備計画の評価
        計画の成果目標 | 当初現況値 | 中間目標値 | 中間実績値 | 達成率
        普及率 | 74.7% | 77.5% | 77.5% | 100%
        """
    )

    assert "year-part-alone" not in {one.code for one in found.findings}


def test_a_part_of_the_newest_year_is_not_lost_beside_whole_years_before_it() -> None:
    found = read_one(
        """
        指標 | R4実績 | R5実績 | R6目標 | R6実績（12月末）
        時間外勤務 | 152時間 | 148時間 | 130時間 | 101時間
        休暇の日数 | 11.2日 | 12.4日 | 15.0日 | 10.8日
        """
    )
    first, _ = found.plan.indicators

    assert actuals(first) == {2022: "152時間", 2023: "148時間", 2024: "101時間"}
    assert "year-part-alone" in {one.code for one in found.findings}
