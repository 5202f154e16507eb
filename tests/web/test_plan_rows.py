from __future__ import annotations

from fractions import Fraction

import pytest

from shirube.core.graded_plan import GradedRow, compute_graded_plan
from shirube.core.plan import Node, Plan
from shirube.web.plan_rows import (
    NOTHING,
    build_rows,
    find_group,
    make_tones,
    render_figure,
    render_measure,
    render_times,
)
from tests.builders import build_indicator, build_plan, build_scale, reading


def test_the_unit_stands_once_beside_the_name_and_not_in_every_cell(sample_plan: Plan) -> None:
    row = build_rows(compute_graded_plan(sample_plan), {})[0]

    assert (row.name, row.what, row.page) == ("事業承継セミナー", "参加者数（人）", "P.33")
    assert row.cells[2025].target.text == "45"
    assert (row.cells[2025].actual.text, row.cells[2025].mark, row.cells[2025].rate) == ("17", "C", "37.8")


@pytest.mark.parametrize(
    ("text", "unit", "shown"),
    [
        ("28,000部", "部", "28,000"),
        ("80%以上", "%", "80以上"),
        ("17店", "人", "17店"),
        ("98/99校", "校", "98/99校"),
        ("未公表", "人", "未公表"),
        ("-", "人", NOTHING),
        ("設置", "", "設置"),
    ],
)
def test_figures_keep_all_that_the_unit_beside_the_name_does_not_say(
    text: str, unit: str, shown: str
) -> None:
    assert render_figure(reading(text), unit).text == shown


def test_a_missing_figure_is_told_from_zero() -> None:
    assert render_figure(None, "人").is_none
    assert not render_figure(reading("0人"), "人").is_none


def test_a_figure_that_may_change_is_marked() -> None:
    plan = build_plan(
        build_indicator(targets={"R7": "10人"}, actuals={"R7": "9人(速報値)"}), scale=build_scale()
    )

    assert build_rows(compute_graded_plan(plan), {})[0].cells[2025].is_provisional


def test_several_indicators_of_one_activity_are_named_beside_it() -> None:
    both = (build_indicator("1", name="参加者数"), build_indicator("2", name="開催数"))
    plan = Plan(nodes=(Node(name="塾", indicators=both),))

    rows = build_rows(compute_graded_plan(plan), {})

    assert [(row.nodes, row.name) for row in rows] == [(("塾",), "参加者数"), (("塾",), "開催数")]


def test_grades_get_their_colours_by_rank() -> None:
    assert make_tones(build_scale()) == {"S": "t0", "A": "t1", "B": "t2", "C": "t3"}


def test_what_no_multiple_reaches_is_a_dash() -> None:
    assert render_times(None) == NOTHING
    assert render_times(Fraction(65, 17)) == "×3.8"


def test_what_a_row_measures_is_named_with_its_unit_and_its_top_node(sample_plan: Plan) -> None:
    row = compute_graded_plan(sample_plan).rows[0]
    alone = compute_graded_plan(build_plan(build_indicator(name="満足度", unit=""))).rows[0]

    assert (render_measure(row), find_group(row)) == (
        "参加者数（人）",
        "地域経済循環の担い手となる事業者の育成",
    )
    assert render_measure(alone) == "満足度"
    assert find_group(GradedRow(alone.path[-1:], alone.evaluated)) == ""
