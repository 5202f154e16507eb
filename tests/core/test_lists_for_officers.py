"""Lists that officers read out: each line holds its own row, year, words and figures, and no others."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from shirube.core.agreement import Comparison
from shirube.core.crosstab import compute_crosstabs
from shirube.core.evaluation import evaluate_indicator
from shirube.core.graded_plan import GradedRow, compute_graded_plan
from shirube.core.indicator import Accumulation, Direction, Indicator, Published
from shirube.core.pace import compute_paces
from shirube.core.plan import Node
from shirube.core.published_rates import compare_rates
from shirube.core.quantity import Quantity
from shirube.core.scale import Band, Condition, Evidence, Scale, Subject
from shirube.core.scale_versions import grade_by_versions
from shirube.core.shares import compute_shares
from shirube.core.successor import compute_successor
from shirube.core.tags import compute_tag_report
from shirube.core.text_numbers import find_counted_numbers
from shirube.core.unexplained import compute_unexplained
from shirube.core.unit import align_units, give_unit
from shirube.core.whatif import compute_version_whatif
from shirube.core.year_parts import parse_year_part
from tests.builders import build_indicator, build_plan, build_scale, year

R6, R7, R8 = year("R6"), year("R7"), year("R8")


def one(key: str, actual: int | str, **more: Any) -> Indicator:
    return build_indicator(key, targets={"R7": 10}, actuals={"R7": actual}, **more)


def test_a_row_that_calls_for_a_reason_is_named_with_its_mark() -> None:
    graded = compute_graded_plan(build_plan(one("1", 5), one("2", 10), one("3", 20)), build_scale())

    found = compute_unexplained(graded, R7, None)

    assert [(item.row, item.mark, item.reasons) for item in found] == [
        (graded.rows[0], "C", ("目標に届いていない",)),
        (graded.rows[2], "S", ("目標を大きく上回る",)),
    ]


def test_marks_of_a_tag_come_in_the_order_of_the_rule_and_then_as_met() -> None:
    marked = [
        replace(one(str(number), 5, issues=("周知",)), published=(Published(R7, mark),))
        for number, mark in enumerate(("△", "B", "A", "△", ""), start=1)
    ]
    graded = compute_graded_plan(build_plan(*marked))

    (tag,) = compute_tag_report(graded.rows, R7, marks=["A", "B", "C"]).exact

    assert tag.marks == (("A", 1), ("B", 1), ("△", 2))
    assert tag.count == 5


def test_numbers_that_count_are_told_with_their_place_and_years_are_none() -> None:
    def find(text: str) -> list[tuple[str, str, int, int]]:
        return [(str(item.value), item.unit, item.start, item.end) for item in find_counted_numbers(text)]

    assert find("令和7年度に30人、1,200件") == [("30", "人", 6, 9), ("1200", "件", 10, 16)]
    assert find("7年度は3回") == [("3", "回", 4, 6)]
    assert find("2024FY人と5人") == [("5", "人", 8, 10)]


def test_adjusted_shares_are_owned_up_to_by_name() -> None:
    shares = compute_shares([1] * 6)
    assert shares is not None
    assert len(shares.adjusted) == 2
    names = "、".join("ABCDEF"[place] for place in shares.adjusted)
    assert shares.render_note("ABCDEF").endswith(f"調整した区分：{names}）。")


def test_each_row_graded_by_versions_keeps_its_path() -> None:
    plan = build_plan(one("1", 5))

    graded = grade_by_versions(plan, (build_scale(),))

    assert [row.path for row in graded.rows] == [path for path, _ in plan.rows]
    assert graded.rows[0].activity == "事業1"


def test_answers_of_people_count_in_every_version_of_the_rule() -> None:
    asked = Condition(Subject.FACT, words=("はい",), fact="予定どおりか")
    scale = Scale(
        name="asked",
        bands=(
            Band(mark="○", conditions=(asked,)),
            Band(mark="×", conditions=(Condition(Subject.OTHERWISE),)),
        ),
    )
    facts = {("1", R7): {"予定どおりか": "はい"}}
    plan = build_plan(one("1", 5), scale=build_scale())

    graded = grade_by_versions(plan, (scale,), facts=facts)
    found = compute_version_whatif(plan, (build_scale(),), replace(scale, valid_from=R7), facts=facts)
    back = compute_version_whatif(plan, (scale,), replace(build_scale(), valid_from=R7), facts=facts)

    assert graded.rows[0].mark(R7) == "○"
    assert [(item.before, item.after) for item in found.changes] == [("C", "○")]
    assert [(item.before, item.after) for item in back.changes] == [("○", "C")]


def test_a_grade_that_only_one_rule_gives_is_told_against_an_empty_cell() -> None:
    plan = build_plan(one("1", 5), scale=build_scale())
    old = replace(build_scale(), valid_to=R6)

    found = compute_version_whatif(plan, (old,), replace(build_scale(), valid_from=R7))

    assert [(item.before, item.after) for item in found.changes] == [("", "C")]


def test_every_table_of_groups_is_of_the_year_asked() -> None:
    graded = compute_graded_plan(
        build_plan(one("1", 5, bodies=("市",)), one("2", 10, bodies=("市",))), build_scale()
    )

    tables = compute_crosstabs(graded, R7)

    assert {table.year for table in tables} == {R7}
    assert [table.heading for table in tables] == ["方向性", "個別施策", "実施主体"]
    assert all(line.distribution.year == line.rates.year == R7 for table in tables for line in table.lines)


def test_a_published_mark_without_any_evaluation_is_undetermined() -> None:
    published = Published(R7, "A")

    assert Comparison(build_indicator(), published, None).is_undetermined
    graded = evaluate_indicator(one("1", 10), build_scale()).in_year(R7)
    assert not Comparison(one("1", 10), published, graded).is_undetermined
    assert not Comparison(one("1", 10), Published(R7, "C"), graded).is_undetermined
    on_edge = evaluate_indicator(one("1", 9), build_scale(evidence=Evidence.OPEN)).in_year(R7)
    assert Comparison(one("1", 9), Published(R7, "B"), on_edge).is_undetermined


def test_a_bare_figure_takes_unit_and_scale_of_its_column_with_all_its_parts() -> None:
    share, span = Quantity(Decimal(3), of=Decimal(4)), Quantity(Decimal(3), to=Decimal(5))

    assert give_unit(share, "円", Decimal(1000)) == Quantity(Decimal(3000), "円", of=Decimal(4000))
    assert give_unit(span, "円", Decimal(1000)) == Quantity(Decimal(3000), "円", to=Decimal(5000))
    assert give_unit(share, "") == share
    named = Quantity(Decimal(3), "件")
    assert give_unit(named, "円", Decimal(1000)) == named


def test_figures_are_brought_to_the_unit_that_all_multiply_into() -> None:
    hours, minutes, bare = Quantity(Decimal(2), "時間"), Quantity(Decimal(30), "分"), Quantity(Decimal(5))
    people = Quantity(Decimal(3), "人")

    assert align_units([hours, minutes, bare]) == (Quantity(Decimal(120), "分"), minutes, bare)
    assert align_units([minutes, minutes]) == (minutes, minutes)
    assert align_units([people, hours]) == (people, hours)
    assert align_units([bare]) == (bare,)


@pytest.mark.parametrize(
    ("heading", "months"),
    [
        ("1~1月", {1}),
        ("12~12月", {12}),
        ("11~1月", {11, 12, 1}),
        ("1~12月", set()),
        ("0~1月", set()),
        ("1~13月", set()),
        ("1月", {1}),
        ("12月", {12}),
        ("13月", set()),
        ("0月", set()),
    ],
)
def test_months_of_a_heading_at_their_edges(heading: str, months: set[int]) -> None:
    assert parse_year_part(heading) == months


def test_the_next_plan_keeps_what_an_indicator_is_and_begins_from_its_last_figure() -> None:
    indicator = replace(
        one("1", 7, name="回数", unit="回", bodies=("市",), goal="増やす", notes=("注",)),
        accumulation=Accumulation.YEAR_END,
    )
    plan = build_plan(indicator, scale=replace(build_scale(), valid_from=R6, valid_to=R7))

    following = compute_successor(plan, name="次期計画", first=R8, last=R8, keys=["1"])

    (kept,) = following.indicators
    assert kept == Indicator(
        key="1",
        name="回数",
        unit="回",
        accumulation=Accumulation.YEAR_END,
        bodies=("市",),
        baseline=kept.baseline,
    )
    assert kept.baseline is not None
    assert (kept.baseline.year, kept.baseline.reading) == (R7, indicator.actuals[0].reading)
    assert following.scale == build_scale()
    assert (following.title, following.name, following.period) == ("次期計画", "次期計画", (R8, R8))


def test_a_row_is_called_by_its_activity_or_else_by_its_full_name() -> None:
    evaluated = evaluate_indicator(build_indicator("1", name="回数"), build_scale())

    def call(*names: str) -> str:
        return GradedRow(tuple(Node(name=name) for name in names), evaluated).activity

    assert (call("上", "塾"), call("上", ""), call()) == ("塾", "回数", "回数")


def test_paces_come_with_the_hardest_first_whether_rising_or_falling() -> None:
    def row(key: str, last: int, goal: int, direction: Direction = Direction.UP) -> Indicator:
        return build_indicator(key, targets={"R8": goal}, actuals={"R7": last}, direction=direction)

    plan = build_plan(
        row("halve", 100, 50, Direction.DOWN),
        row("a fifth less", 100, 80, Direction.DOWN),
        row("half more", 100, 150),
        row("nothing so far", 0, 10),
        row("nothing needed", 0, 0),
        row("reached", 100, 60),
    )

    found = compute_paces(compute_graded_plan(plan, build_scale()), R7)

    assert [pace.row.indicator.key for pace in found] == [
        "nothing so far",
        "halve",
        "half more",
        "a fifth less",
        "reached",
        "nothing needed",
    ]


def test_a_printed_rate_stands_beside_the_one_computed_for_its_row() -> None:
    indicator = replace(one("1", 5), published=(Published(R7, "C", "50%"), Published(R8, "C")))

    (found,) = compare_rates(build_plan(indicator), build_scale()).comparisons

    assert found.indicator == indicator
    assert found.published == indicator.published[0]
