"""What the headings of one column say together."""

from __future__ import annotations

import pytest

from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.readers.column_headings import (
    find_first_figure,
    find_meaning,
    find_roles,
    find_year,
    says_only_year,
)
from tests.readers.tables import actuals, read_one, targets


def test_the_lowest_known_heading_is_the_role_of_a_column() -> None:
    columns = [("", "指標"), ("令和5年度", "目標"), ("目標", "実績"), ("令和5年度", "ひとこと"), ("", "")]

    assert find_roles(columns) == {0: Role.INDICATOR, 1: Role.TARGET, 2: Role.ACTUAL}


def test_the_same_headings_are_looked_up_once() -> None:
    columns = (("指標",), ("目標",))

    assert find_roles(columns) is find_roles(columns)
    assert find_roles((("指標",), ("実績",))) == {0: Role.INDICATOR, 1: Role.ACTUAL}


@pytest.mark.parametrize(
    ("headings", "year", "is_only"),
    [
        (("令和5年度", "目標"), 2023, False),
        (("令和5年度", "令和6年度"), 2024, True),
        (("実績", "R6(見込)"), 2024, True),
        (("", "R6目標"), 2024, False),
        (("目標", ""), None, False),
        ((), None, False),
    ],
)
def test_the_year_of_a_column_and_whether_it_says_anything_else(
    headings: tuple[str, ...], year: int | None, is_only: bool
) -> None:
    assert find_year(headings) == (FiscalYear(year) if year else None)
    assert says_only_year(headings) is is_only


@pytest.mark.parametrize(
    ("headings", "role", "year"),
    [
        (("令和5年度", "目標値"), Role.TARGET, 2023),
        (("令和5年度", "実績 (B)"), Role.ACTUAL, 2023),
        (("目標値", "見直し後"), Role.TARGET, None),
        (("令和5年度", "ひとこと"), None, 2023),
        (("目標値(R2～R6)",), Role.TARGET, 2024),
        (("", ""), None, None),
        ((), None, None),
    ],
)
def test_the_lowest_known_heading_says_what_a_column_is(
    headings: tuple[str, ...], role: Role | None, year: int | None
) -> None:
    meaning = find_meaning(headings)

    assert (meaning.role, meaning.year) == (role, FiscalYear(year) if year else None)


def test_a_year_and_no_more_is_taken_for_an_actual_and_less_surely_so() -> None:
    bare, said = find_meaning(("令和5年度",)), find_meaning(("令和5年度", "実績"))

    assert (bare.role, bare.is_bare, said.role, said.is_bare) == (Role.ACTUAL, True, Role.ACTUAL, False)
    assert bare.confidence < said.confidence


def test_figures_below_last_year_are_none_of_this_year() -> None:
    mark, actual = find_meaning(("前年度", "評価")), find_meaning(("前年度", "実績"))

    assert (mark.role, mark.of_last_year) == (Role.PREVIOUS_MARK, Role.MARK)
    assert (actual.role, actual.of_last_year) == (Role.EXTRA, Role.ACTUAL)
    assert find_meaning(("令和4年度", "実績")).of_last_year is None


def test_what_heads_a_group_is_not_said_of_a_column_with_a_heading_of_its_own() -> None:
    groups = frozenset({"進捗状況"})

    apart = find_meaning(("進捗状況", "効果額"), groups)
    assert (apart.role, apart.is_of_others, apart.text) == (None, True, "効果額")
    assert find_meaning(("進捗状況", "効果額")).role is Role.STATUS  # a heading of this column alone
    assert find_meaning(("目標", "R22（トレンド値）")).is_of_others


def test_two_kinds_of_figures_in_one_heading_are_kept_in_their_order() -> None:
    meaning = find_meaning(("令和5年度", "目標／実績"))

    assert len(meaning.stack) == 2
    assert find_meaning(("令和5年度", "目標")).stack == ()


@pytest.mark.parametrize(
    ("headings", "place"),
    [(["施策", "指標", "R5目標", "評価"], 2), (["施策", "令和5年度"], 1), (["施策", "備考"], 2), ([], 0)],
)
def test_the_first_figure_is_a_goal_a_result_or_a_year_alone(headings: list[str], place: int) -> None:
    assert find_first_figure([(text,) for text in headings]) == place


@pytest.mark.parametrize("above", [" | 目標値 | | |", " | | | |"])
def test_years_as_far_as_a_plan_looks_ahead_are_those_of_goals(above: str) -> None:
    (item,) = read_one(
        f"""
        指標 | 基準値{above}
         | R1 | 短期(R5) | 中期(R8) | 長期(R12)
        満足度(%) | 40 | 50 | 55 | 60
        """
    ).plan.indicators

    assert (targets(item), actuals(item)) == ({2023: "50", 2026: "55", 2030: "60"}, {})
