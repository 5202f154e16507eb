"""One row as an indicator."""

from __future__ import annotations

import pytest

from shirube.core.fiscal_year import FiscalYear
from shirube.core.indicator import Direction, Indicator
from shirube.core.reading import Missing
from shirube.readers.indicator_builder import choose_unit
from shirube.readers.tree_builder import build_tree
from tests.readers.layouts import make_table, understand
from tests.readers.tables import read_one, targets

R5, R6 = FiscalYear(2023), FiscalYear(2024)


def build(*figures: str) -> Indicator:
    """The first of two rows; the second has figures for both years, so that both have come."""
    other = ["", "", "別", "市", "1人", "2人", "2人", "A", "3人", "3人", "A"]
    table = make_table(["甲", "乙", "塾(人数)", "市", *figures], other)
    return build_tree(table, understand(table)).nodes[0].children[0].children[0].indicators[0]


def test_figures_marks_and_unit_of_a_row() -> None:
    indicator = build("10人", "20人", "21人", "A", "30人", "31人", "A")

    assert indicator.unit == "人"
    assert [item.reading.text for item in indicator.targets] == ["20人", "30人"]
    assert [item.reading.text for item in indicator.actuals] == ["21人", "31人"]
    assert [item.mark for item in indicator.published] == ["A", "A"]
    assert indicator.baseline is not None
    assert indicator.baseline.year == FiscalYear(2021)


def test_a_blank_actual_in_a_year_that_has_come_is_not_entered() -> None:
    actual = build("10人", "20人", "", "", "30人", "31人", "A").actual(R5)

    assert actual is not None
    assert actual.reading.missing is Missing.NOT_ENTERED


def test_a_dash_for_a_target_says_that_none_was_set() -> None:
    target = build("10人", "-", "21人", "", "30人", "31人", "A").target(R5)

    assert target is not None
    assert target.reading.missing is Missing.NO_TARGET


def test_a_dash_is_never_zero() -> None:
    indicator = build("-", "-", "-", "-", "-", "-", "-")

    figures = [indicator.baseline, *indicator.targets, *indicator.actuals]
    assert all(item is not None and item.reading.quantity is None for item in figures)


def test_a_blank_target_is_no_target_at_all() -> None:
    assert build("10人", "", "21人", "", "30人", "31人", "A").target(R5) is None


def test_a_year_that_nobody_has_reported_is_still_to_come() -> None:
    table = make_table(["甲", "乙", "塾", "市", "1人", "20人", "21人", "A", "30人", "", ""])
    indicator = build_tree(table, understand(table)).nodes[0].children[0].children[0].indicators[0]

    actual = indicator.actual(R6)
    assert actual is not None
    assert actual.reading.missing is Missing.NOT_DUE


def test_a_column_of_directions_decides() -> None:
    head = [["指標", "指標の方向性", "R5目標", "R5実績"]]
    table = make_table(["事故件数", "⇩", "20件", "21件"], head=head)

    indicator = build_tree(table, understand(table)).nodes[0].indicators[0]

    assert indicator.direction is Direction.DOWN


def test_a_column_of_units_wins_over_units_in_cells() -> None:
    table = make_table(["参加者", "千人", "20", "21"], head=[["指標", "単位", "R5目標", "R5実績"]])

    assert build_tree(table, understand(table)).nodes[0].indicators[0].unit == "千人"


def test_the_unit_of_most_figures_is_that_of_the_indicator() -> None:
    assert choose_unit(["件", "人", "", "人"]) == "人"
    assert choose_unit(["", "件", "", "人"]) == "件"
    assert choose_unit(["", ""]) == choose_unit([]) == ""


def test_figures_that_are_not_understood_are_named_one_by_one() -> None:
    table = make_table(["甲", "乙", "塾", "市", "読めず", "読めぬ", "21人", "A", "-", "読めない"])

    findings = build_tree(table, understand(table)).findings

    assert [finding.place.cell for finding in findings] == ["F3", "J3", "E3"]


@pytest.mark.parametrize("cell", ["変更なし", "同左", "据え置き", "－"])
def test_a_target_that_was_not_revised_stays_what_it_was(cell: str) -> None:
    found = read_one(
        f"""
        KPI | 目標値(R6) | | R5実績
        | 当初 | 変更後 |
        観光入込客数 | 300 | 270 | 232
        婚活イベント参加者 | 100 | {cell} | 61
        """
    )

    assert [targets(item) for item in found.plan.indicators] == [{2024: "270"}, {2024: "100"}]
    assert "cell-unreadable" not in {one.code for one in found.findings}


def test_another_word_in_its_place_is_still_asked_about() -> None:
    found = read_one(
        """
        KPI | 目標値(R6) | | R5実績
        | 当初 | 変更後 |
        婚活イベント参加者 | 100 | 次期計画で | 61
        """
    )

    assert "cell-unreadable" in {one.code for one in found.findings}


def test_a_dash_in_the_column_of_units_is_no_unit() -> None:
    rate, events, births = read_one(
        """
        指標 | 単位 | R5目標 | R5実績
        出生率 | － | 1.5 | 1.21
        催しの数 | - | 8回 | 9回
        出生数 | 人 | 430 | 318
        """
    ).plan.indicators

    assert [item.unit for item in (rate, events, births)] == ["", "回", "人"]
    assert [one.reading.text for one in rate.targets] == ["1.5"]
    assert [one.reading.text for one in rate.actuals] == ["1.21"]


@pytest.mark.parametrize(
    ("cell", "unit"),
    [
        ("（件）", "件"),
        ("[%]", "%"),
        ("人", "人"),
        ("件（延べ）", "件（延べ）"),
        ("（人）（年）", "（人）（年）"),
    ],
)
def test_brackets_around_a_unit_are_no_part_of_it(cell: str, unit: str) -> None:
    (item,) = read_one(f"指標 | 単位 | R5目標 | R5実績\n相談の件数 | {cell} | 10 | 12").plan.indicators

    assert item.unit == unit
