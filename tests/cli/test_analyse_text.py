from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from shirube.cli.analyse_text import render_analysis, render_table
from shirube.cli.console import measure
from shirube.core.analysis import Analysis, compute_analysis
from shirube.core.graded_plan import compute_graded_plan
from shirube.core.indicator import Direction
from tests.builders import build_indicator, build_plan, build_scale, year

R7 = year("R7")


def analyse(*indicators: Any, **scale: Any) -> Analysis:
    graded = compute_graded_plan(build_plan(*indicators), replace(build_scale(), **scale))
    return compute_analysis(graded, R7)


def test_columns_stay_aligned_beside_wide_characters() -> None:
    lines = render_table([["指標", "値"], ["るのカード", "7"], ["a", "1,000"]], right=(1,))

    assert {measure(line) for line in lines} == {2 + 10 + 2 + 5}


def test_adjusted_shares_are_owned_up_to() -> None:
    rows = [
        build_indicator(str(actual), targets={"R7": 100}, actuals={"R7": actual}) for actual in (130, 100, 60)
    ]

    text = render_analysis(analyse(*rows))

    assert "S 33.4%、A 33.3%、B 33.3%、C 0.0%" in text
    assert "※構成比は合計が100.0%になるよう端数を調整しました（最大剰余法。調整した区分：S）。" in text


def test_rows_without_a_grade_are_counted_with_their_reason() -> None:
    text = render_analysis(
        analyse(
            build_indicator("1", targets={"R7": 10}, actuals={"R7": 9}),
            build_indicator("2", targets={"R7": 10}, actuals={"R7": "未公表"}),
        )
    )

    assert "評価区分のない指標：未公表 1" in text
    assert "1/2" in text


def test_rows_that_lack_a_reason_are_listed_for_the_officer() -> None:
    text = render_analysis(analyse(build_indicator("1", targets={"R7": 10}, actuals={"R7": 3})))

    assert "■ 理由を尋ねられそうで、実施状況・課題の記載がない指標" in text
    assert "目標に届いていない" in text


def test_a_mean_that_means_nothing_is_refused_in_the_table() -> None:
    formulas = ((Direction.UP, "ratio"), (Direction.KEEP, "progress"))
    keep = build_indicator(
        "2", targets={"R7": 10}, actuals={"R7": 8}, baseline=("R3", 5), direction=Direction.KEEP
    )
    text = render_analysis(
        analyse(build_indicator("1", targets={"R7": 10}, actuals={"R7": 9}), keep, formulas=formulas)
    )

    assert "達成率の計算式が指標によって異なり" in text


def test_a_target_added_in_a_whatif_is_shown_as_not_set_before() -> None:
    from decimal import Decimal

    from shirube.core.whatif import TargetChange, compute_whatif

    plan = build_plan(build_indicator("1", targets={"R7": 10}, actuals={"R7": 9}), activity="創業塾")
    scale = build_scale()
    change = TargetChange(key="1", year=year("R8"), value=Decimal(12))
    whatif = compute_whatif(plan, scale, targets=[change])
    analysis = compute_analysis(compute_graded_plan(plan, scale), R7)

    assert "創業塾 令和8年度の目標値：設定なし→12人" in render_analysis(analysis, whatif)
