"""Baseline, target and actual chained in one cell."""

from __future__ import annotations

import pytest

from shirube.readers.chain_layout import find_chain_table
from tests.readers.tables import actuals, grid, marks, rates, read, read_one, targets

CHAINED = """
住宅計画 平成24年度 ~ 27年度
指標①:「水洗化戸数」|従前値:246 戸(24 年度)⇒目標値:263 戸(27 年度)⇒実績値:263 戸(100%)|終えた(目標達成)。
指標②:「建替戸数」|結 果:従前値:0 戸(24 年度)⇒目標値:46 戸(27 年度)⇒実績値:0 戸(0%)|次の計画に引き継ぐ。
"""


def test_each_part_of_a_chain_is_told_by_its_label() -> None:
    first, second = read_one(CHAINED).plan.indicators

    assert (first.name, second.name) == ("水洗化戸数", "建替戸数")
    assert (targets(first), actuals(first)) == ({2015: "263 戸(27 年度)"}, {2015: "263 戸"})
    assert (rates(first), marks(first)) == ({2015: "100%"}, {2015: "目標達成"})
    assert first.baseline is not None
    assert first.baseline.year is not None
    assert (first.baseline.reading.text, first.baseline.year.start) == ("246 戸(24 年度)", 2012)
    assert (rates(second), marks(second)) == ({2015: "0%"}, {})


def test_the_text_beside_the_chain_is_kept() -> None:
    first, _ = read_one(CHAINED).plan.indicators

    assert [status.text for status in first.statuses] == ["終えた(目標達成)。"]


def test_a_table_with_one_arrow_in_a_text_is_none_of_this_family() -> None:
    text = """
    指標|令和5年度目標|令和5年度実績|備考
    甲|1|2|従前値:1⇒目標値:2⇒実績値:2
    乙|1|2|
    丙|1|2|
    """

    assert find_chain_table(grid(text)) is None


def test_two_figures_with_an_arrow_and_no_word_stay_as_they_are() -> None:
    found = read(
        """
        指標 | 推移 | 目標値(H28) | 実績値(H28)
        観光入込客数 | 120万人→143万人 | 150万人 | 143万人
        """
    )

    assert found[0].plan.indicators[0].baseline is None
    assert actuals(found[0].plan.indicators[0]) == {2016: "143万人"}


def test_a_name_that_begins_like_its_label_stays_whole() -> None:
    found = read_one("番号 | 指標 | 基準値⇒目標値⇒実績値\n1 | 指標の数 | 5件(R2)⇒20件(R7)⇒22件(R6)")

    assert [item.name for item in found.plan.indicators] == ["指標の数"]


def test_lines_between_the_chains_head_those_below_them() -> None:
    plan = read_one(
        """
        全国計画の成果指標 | 基準値→目標値 | 現状値
        目標1 生活環境
        耐震性を有する住宅の比率 | 79%(平成20)→95%(平成32) | 82%(平成25)
        高齢者向け住宅の割合 | 0.9%(平成17)→3%(平成32) | 2.1%(平成26)
        目標2 管理と再生
        リフォームの割合 | 3.5%(平成20)→6%(平成32) | 3.8%(平成25)
        """
    ).plan

    assert [path[0].name for path, _ in plan.rows] == ["目標1 生活環境", "目標1 生活環境", "目標2 管理と再生"]


def test_the_present_figure_beside_a_chain_with_a_baseline_is_an_actual() -> None:
    first, second = read_one(
        """
        成果指標 | 基準値→目標値 | 現状値
        耐震性を有する住宅の比率 | 79%(平成20)→95%(平成32) | 82%(平成25)
        高齢者向け住宅の割合 | 0.9%(平成17)→3%(平成32) | 2.1%(平成26)
        """
    ).plan.indicators

    assert (targets(first), actuals(first)) == ({2020: "95%(平成32)"}, {2013: "82%(平成25)"})
    assert actuals(second) == {2014: "2.1%(平成26)"}
    assert second.baseline is not None
    assert second.baseline.reading.text == "0.9%(平成17)"


def test_a_present_figure_of_no_year_is_not_guessed_to_be_one() -> None:
    (item,) = read_one(
        """
        成果指標 | 基準値→目標値 | 現状値
        耐震性を有する住宅の比率 | 79%(平成20)→95%(平成32) | 82%
        """
    ).plan.indicators

    assert actuals(item) == {}


@pytest.mark.parametrize(("title", "year"), [("令和6年度 KPI実績報告", 2024), ("令和6年度 行動計画", None)])
def test_a_goal_and_a_result_without_a_year_are_of_the_year_reported(title: str, year: int | None) -> None:
    found = read_one(
        f"{title}\n指標 | 内容\n宿泊者数 | 目標値:50万人⇒実績値:52万人\n消費額 | 目標値:4億円⇒実績値:5億円"
    )

    (item, _) = found.plan.indicators
    assert list(targets(item)) == list(actuals(item)) == ([year] if year else [])
