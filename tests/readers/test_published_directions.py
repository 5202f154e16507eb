"""Which way is good, told by what the municipality published."""

from __future__ import annotations

import pytest

from shirube.core.finding import Finding, Level
from shirube.core.indicator import Direction
from shirube.readers.published_directions import Witness, ask_published, may_be_falling
from shirube.readers.result import ReadPlan
from tests.builders import build_indicator
from tests.readers.tables import read_one


def _directions(found: ReadPlan) -> list[Direction]:
    return [item.direction for item in found.plan.indicators]


def _said(found: ReadPlan) -> list[Finding]:
    return [one for one in found.findings if one.code == "direction-inferred"]


@pytest.mark.parametrize(
    "rates", [("83.3%", "133.3%"), ("80.0%", "125.0%")], ids=["target ÷ actual", "2 - actual ÷ target"]
)
def test_rates_that_only_a_falling_figure_has_are_its_direction(rates: tuple[str, str]) -> None:
    found = read_one(
        f"""
        令和5年度 評価
        指標 | 目標 | 実績 | 達成率
        訪問までの日数 | 10 | 12 | {rates[0]}
        窓口の待ち時間 | 20 | 15 | {rates[1]}
        来館者数 | 100 | 90 | 90.0%
        """
    )

    assert _directions(found) == [Direction.DOWN, Direction.DOWN, Direction.UP]
    assert [one.level for one in _said(found)] == [Level.INFORMATION] * 2
    assert "公表された達成率" in _said(found)[0].message


def test_falling_targets_with_rates_of_falling_figures_need_not_be_asked_about() -> None:
    table = """
        指標 | R5目標 | R5実績 | R5達成率 | R6目標 | R6実績 | R6達成率
        職員数 | 310 | 312 | {} | 305 | 304 | {}
        """

    known = read_one(table.format("99.4%", "100.3%"))
    open_ = read_one(table.format("", ""))

    assert (_directions(known), [one.level for one in _said(known)]) == (
        [Direction.DOWN],
        [Level.INFORMATION],
    )
    assert (_directions(open_), [one.level for one in _said(open_)]) == ([Direction.DOWN], [Level.ODD])


def test_a_whole_per_cent_alone_may_be_chance() -> None:
    item = "指標 | R5目標 | R5実績 | R5達成率\n日数 | 10 | 12 | {}"

    assert _directions(read_one(item.format("83%"))) == [Direction.UP]
    assert _directions(read_one(item.format("83.3%"))) == [Direction.DOWN]


def test_one_rate_that_fits_neither_leaves_the_direction_open() -> None:
    found = read_one(
        """
        指標 | R5目標 | R5実績 | R5達成率 | R6目標 | R6実績 | R6達成率
        日数 | 10 | 12 | 83.3% | 10 | 20 | 71.0%
        """
    )

    assert _directions(found) == [Direction.UP]


def test_words_for_met_tell_the_direction_of_a_name_that_suggests_it() -> None:
    found = read_one(
        """
        指標 | R5目標 | R5実績 | 評価
        待機児童数 | 10 | 12 | 未達成
        交通事故件数 | 20 | 15 | 達成
        滞納額 | 20 | 25 | 達成
        来館者数 | 100 | 90 | 達成
        """
    )

    # 滞納額 was judged like any other; and nothing but a slip is to be seen in 来館者数.
    assert _directions(found) == [Direction.DOWN, Direction.DOWN, Direction.UP, Direction.UP]
    assert [one.level for one in _said(found)] == [Level.INFORMATION] * 3


def test_marks_of_a_legend_tell_it_whichever_formula_the_city_uses() -> None:
    found = read_one(
        """
        指標 | R5目標 | R5実績 | R5評価 | R6目標 | R6実績 | R6評価
        職員数 | 310 | 312 | B | 305 | 304 | A
        来館者数 | 100 | 90 | B | 110 | 115 | A

        A：目標達成（100%以上）
        B：目標の80%以上100%未満
        C：80%未満
        """
    )

    assert _directions(found) == [Direction.DOWN, Direction.UP]
    assert [one.level for one in _said(found)] == [Level.INFORMATION]


def test_marks_explained_by_words_tell_it_too() -> None:
    found = read_one(
        """
        指標 | R5目標 | R5実績 | 評価
        待機児童数 | 10 | 12 | ×
        来館者数 | 100 | 90 | ×

        凡例
        ○ | 目標達成
        × | 目標未達成
        """
    )

    assert _directions(found) == [Direction.DOWN, Direction.UP]
    assert [one.level for one in _said(found)] == [Level.INFORMATION]


def test_words_on_how_a_figure_moved_tell_its_direction() -> None:
    found = read_one(
        """
        指標 | 基準値(H27) | R2実績 | R2目標 | 評価(R2)
        危険な区域の居住人口 | 1850人 | 1790人 | 1500人 | 改善
        バスの利用者数 | 3210人 | 2480人 | 3200人 | 悪化
        """
    )

    # A little less was promised of the second, and yet a fall was none of its aims.
    assert _directions(found) == [Direction.DOWN, Direction.UP]
    assert [one.level for one in _said(found)] == [Level.INFORMATION] * 2


def test_without_anything_published_there_is_no_witness() -> None:
    assert ask_published(build_indicator(targets={"R5": 10}, actuals={"R5": 12}), None) is Witness.SILENT


def test_most_tables_of_rates_are_told_at_a_glance() -> None:
    plain = read_one("指標 | R5目標 | R5実績 | R5達成率\n人数 | 10 | 9 | 90.0%").plan.indicators[0]
    other = read_one("指標 | R5目標 | R5実績 | R5達成率\n日数 | 10 | 12 | 83.3%").plan.indicators[0]

    assert [may_be_falling(plain), may_be_falling(other)] == [False, True]


@pytest.mark.parametrize("rate", ["NaN", "sNaN", "Infinity", "1E9999999"])
def test_a_rate_that_is_no_number_stops_no_reading(rate: str) -> None:
    found = read_one(f"指標 | R5目標 | R5実績 | R5達成率\n人数 | 10 | 9 | {rate}\n日数 | 10 | 8 | 80.0%")

    assert len(found.plan.indicators) == 2
    assert may_be_falling(found.plan.indicators[0])
    assert not may_be_falling(found.plan.indicators[1])
