from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from msgspec.structs import replace

from shirube.core.figures import (
    render_amount,
    render_cell,
    render_difference,
    render_figures,
    render_result,
)
from shirube.core.formulas import FORMULAS
from shirube.core.indicator import Accumulation, Direction
from shirube.core.rounding import Rounding
from tests.builders import year
from tests.core.situations import between, build_situation, change, state

F = Fraction
WAY: dict[str, Any] = {
    "baseline": "102店", "previous": "100店", "final_target": "115店", "period": ("R5", "R8"),
    "baseline_year": "R3", "total_actual": F(194), "total_target": F(205),
}  # fmt: skip


@pytest.mark.parametrize(
    ("formula", "figures"),
    [
        ("ratio", "94店 ÷ 105店"),
        ("inverse_ratio", "目標105店 ÷ 実績94店"),
        ("difference_ratio", "2 － 94店 ÷ 105店"),
        ("signed_ratio", "1 ＋（実績94店 － 目標105店）÷ 105店"),
        ("progress", "（94店 － 基準値102店）÷（105店 － 基準値102店）"),
        ("final_progress", "（94店 － 基準値102店）÷（最終目標115店 － 基準値102店）"),
        ("previous_progress", "（94店 － 前年度100店）÷（105店 － 前年度100店）"),
        ("expected_ratio", "94店 ÷ 期待値109.8店"),
        ("expected_progress", "（94店 － 基準値102店）÷（期待値109.8店 － 基準値102店）"),
        ("paced_ratio", "（94店 ÷ 最終目標115店）÷（2年 ÷ 4年）"),
        ("cumulative_ratio", "累計194店 ÷ 累計205店"),
        ("cumulative_final_ratio", "累計194店 ÷ 最終目標115店"),
        ("final_ratio", "94店 ÷ 最終目標115店"),
        ("inverse_final_ratio", "最終目標115店 ÷ 実績94店"),
        ("previous_ratio", "94店 ÷ 前年度100店"),
        ("change_rate", "（94店 － 基準値102店）÷ 基準値102店"),
        ("reduction_ratio", "（基準値102店から94店）÷ 105店"),
        ("met", "実績94店、目標105店"),
        ("difference", "94店 － 105店"),
    ],
)
def test_every_formula_is_written_out_with_its_own_numbers(formula: str, figures: str) -> None:
    assert render_figures(formula, build_situation("94店", "105店", **WAY)) == figures


def test_no_formula_is_left_without_figures() -> None:
    for name in FORMULAS:
        assert render_figures(name, build_situation("94店", "105店", **WAY))
    assert render_figures("雰囲気", build_situation("94店", "105店")) == ""


def test_falling_indicators_are_written_the_other_way_round() -> None:
    situation = build_situation("▲2,530人", "▲2,700人", direction=Direction.DOWN)

    assert render_figures("signed_ratio", situation) == "1 ＋（目標▲2,700人 － 実績▲2,530人）÷ 2,700人"


def test_sums_are_written_where_years_are_added_up() -> None:
    flow = build_situation(
        "17人", "45人", accumulation=Accumulation.CUMULATIVE_FLOW, total_actual=F(69), total_target=F(95)
    )

    assert render_figures("ratio", flow) == "累計69人 ÷ 累計95人"


def test_what_a_formula_lacks_is_written_as_a_dash() -> None:
    bare = build_situation("94店", None)

    assert render_figures("ratio", bare) == "94店 ÷ －"
    assert render_figures("expected_ratio", bare) == "94店 ÷ 期待値－"
    assert render_figures("paced_ratio", bare) == "94店 ÷ 最終目標－"
    assert render_figures("reduction_ratio", build_situation(None, "5")) == "（基準値－から－）÷ 5"
    half = replace(build_situation("94店", final_target="115店"), first_year=year("R5"))
    assert render_figures("paced_ratio", half) == "94店 ÷ 最終目標115店"
    assert render_figures("paced_ratio", replace(half, first_year=None, final_year=year("R8"))) == (
        "94店 ÷ 最終目標115店"
    )
    assert render_figures("signed_ratio", bare) == "1 ＋（実績94店 － 目標－）÷ －"
    assert render_figures("met", bare) == "実績94店、目標－"


def test_an_expected_value_that_never_ends_is_rounded() -> None:
    third = build_situation(
        "1", in_year="R4", baseline="0", baseline_year="R3", final_target="1", period=("R4", "R6")
    )

    assert render_figures("expected_ratio", third) == "1 ÷ 期待値0.3"


def test_reductions_are_written_as_they_stand() -> None:
    situation = build_situation(change("20.1", "削減"), change("16", "削減"))

    assert render_figures("reduction_ratio", situation) == "20.1%削減 ÷ 16%削減"


def test_outside_a_range_the_distance_is_told() -> None:
    outside = build_situation("36.6%", between("40", "60"), direction=Direction.RANGE)
    inside = build_situation("50%", between("40", "60"), direction=Direction.RANGE)

    assert render_figures("met", outside) == "実績36.6%、目標40%以上60%以下（範囲の外、差3.4ポイント）"
    assert render_figures("met", inside) == "実績50%、目標40%以上60%以下"


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("２３．５％", "２３．５％"),
        ("1,920戸(R3.8.31)", "1,920戸"),
        (state("検討"), "検討"),
        (None, "－"),
    ],
)
def test_cells_are_shown_as_written_without_their_remark(cell: Any, shown: str) -> None:
    assert render_cell(build_situation(cell).actual) == shown


def test_a_long_cell_is_shown_by_its_number_alone() -> None:
    long = build_situation("100人", "100人").actual
    assert long is not None
    assert long.quantity is not None
    wordy = replace(long, quantity=replace(long.quantity, raw="合同企業説明会参加者延べ人数 100 人"))

    assert render_cell(wordy) == "100人"
    assert (
        render_cell(replace(long, quantity=replace(long.quantity, raw="1234567890123456")))
        == "1234567890123456"
    )


def test_amounts_and_differences_carry_their_unit() -> None:
    assert render_amount(F(1003), "人") == "1,003人"
    assert render_amount(None, "人") == "－"
    assert render_difference(F(-4), "園") == "-4園"
    assert render_difference(F("-1.8"), "%") == "-1.8ポイント"
    assert render_difference(F("-1.8"), "％") == "-1.8ポイント"


def test_results_are_percentages_or_differences() -> None:
    situation = build_situation("1園", "5園")

    assert render_result("ratio", situation, F(1, 6), Rounding(digits=0)) == "17%"
    assert render_result("difference", situation, F(-4), Rounding()) == "-4園"
    assert render_result("ratio", situation, F(1, 5), Rounding()) == "20.0%"
    assert render_result("", situation, F(1, 5), Rounding()) == "20.0%"
