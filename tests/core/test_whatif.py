from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from msgspec.structs import replace

from shirube.core.scale import Evidence
from shirube.core.whatif import (
    EdgeChange,
    TargetChange,
    compute_whatif,
    find_rows_named,
    move_edge,
    replace_target,
)
from tests.builders import build_scale, percent, year
from tests.core.seed_plan import seed_graded, seed_plan

R6, R7, R8 = year("R6"), year("R7"), year("R8")
SCALE = build_scale(evidence=Evidence.OPEN)


def test_with_a_lower_edge_the_rows_that_change_are_named() -> None:
    found = compute_whatif(seed_plan(), SCALE, edges=[EdgeChange(mark="A", value=percent(70))])

    assert found.render(R7) == "令和7年度は14指標のうち3指標で評価が変わります。"
    assert {(change.row.activity, change.before, change.after) for change in found.in_year(R7)} == {
        ("創業塾", "B", "A"),
        ("るのカード普及事業", "B", "A"),
        ("地域マップの作成", "B", "A"),
    }


def test_when_nothing_changes_it_says_so() -> None:
    found = compute_whatif(seed_plan(), SCALE, edges=[EdgeChange(mark="A", value=percent(85))])

    assert found.render(R7) == "令和7年度は14指標のどれも評価が変わりません。"
    assert [change.year for change in found.changes] == [R6]


def test_both_bands_move_with_the_edge_and_no_gap_opens() -> None:
    scale = move_edge(SCALE, EdgeChange(mark="A", value=percent(85), inclusive=False))

    assert scale.bands[1].rate is not None
    assert scale.bands[2].rate is not None
    assert scale.bands[1].rate.render() == "85%超120%未満"
    assert scale.bands[2].rate.render() == "50%超85%以下"


def test_the_side_of_an_edge_stays_where_only_its_value_moves() -> None:
    scale = move_edge(SCALE, EdgeChange(mark="B", value=percent(40)))

    assert scale.bands[2].rate is not None
    assert scale.bands[2].rate.render() == "40%超90%未満"


def test_an_edge_may_not_jump_over_its_neighbour() -> None:
    with pytest.raises(ValueError, match="隣の評価区分の境目を越えます"):
        move_edge(SCALE, EdgeChange(mark="A", value=percent(40)))


@pytest.mark.parametrize("mark", ["C", "X"])
def test_a_grade_without_lower_edge_cannot_be_moved_and_the_others_are_named(mark: str) -> None:
    with pytest.raises(ValueError, match="S、A、B"):
        move_edge(SCALE, EdgeChange(mark=mark, value=percent(40)))


def test_a_target_of_a_coming_year_changes_what_the_projections_would_give() -> None:
    found = compute_whatif(seed_plan(), SCALE, targets=[TargetChange(key="3", year=R8, value=Decimal(16))])

    assert found.changes == ()
    assert {
        (change.method.name, change.before, change.after) for change in found.projected if change.method
    } == {
        ("last", "B", "A"),
        ("line", "B", "A"),
    }


def test_a_target_of_a_reported_year_changes_its_grade() -> None:
    found = compute_whatif(seed_plan(), SCALE, targets=[TargetChange(key="3", year=R7, value=Decimal(16))])

    (change,) = found.in_year(R7)
    assert (change.before, change.after, change.rate_after) == ("B", "A", Fraction(1))


def test_a_new_target_is_set_in_its_year_and_keeps_the_unit() -> None:
    plan = replace_target(seed_plan(), TargetChange(key="3", year=year("R9"), value=Decimal(30)))

    targets = plan.indicators[2].targets
    assert [item.year.start for item in targets] == [2023, 2024, 2025, 2026, 2027]
    assert targets[-1].reading.render() == "30人"
    assert plan.indicators[3] == seed_plan().indicators[3]


def test_a_target_of_an_unknown_indicator_is_refused() -> None:
    with pytest.raises(ValueError, match="計画にありません"):
        replace_target(seed_plan(), TargetChange(key="99", year=R8, value=Decimal(1)))


def test_another_rule_can_be_tried_as_a_whole() -> None:
    three = replace(SCALE, bands=(SCALE.bands[0], SCALE.bands[1]))

    found = compute_whatif(seed_plan(), SCALE, other_scale=three)

    changed = {(change.before, change.after) for change in found.in_year(R7)}
    assert changed == {("B", ""), ("C", "")}, "a published grade must not hide that the rule gives none"
    assert found.after.scale == three


def test_rows_are_found_by_name_or_by_a_part_of_it() -> None:
    rows = seed_graded().rows

    assert [row.activity for row in find_rows_named(rows, "創業塾")] == ["創業塾"]
    assert [row.activity for row in find_rows_named(rows, "創業塾（参加者数）")] == ["創業塾"]
    assert len(find_rows_named(rows, "創業")) == 3
    assert find_rows_named(rows, "存在しない") == ()
