"""Headings of last year's recipe, found in this year's table."""

from __future__ import annotations

import pytest

from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.readers.layout_recipe import ColumnRule
from shirube.readers.recipe_headings import bare_heading, fit_headings, fold_heading

LAST_YEAR = {
    "指標名": ColumnRule(Role.INDICATOR),
    "令和4年度 実績": ColumnRule(Role.BASELINE),
    "令和5年度 実績": ColumnRule(Role.ACTUAL),
}


@pytest.mark.parametrize(
    ("last", "this"),
    [
        ("令和5年度 目標", "令和6年度 目標"),
        ("令和元年度 目標", "令和2年度 目標"),
        ("平成30年度 目標", "令和元年度 目標"),
        ("R5 目標", "R6\n目標"),
        ("2023年度 目標", "令和6年度 目標"),
        ("(2023)令和5年度 目標", "R6(2024) 目標"),
        ("5年度 目標", "６年度 目標"),
    ],
)
def test_a_heading_is_known_again_with_another_year(last: str, this: str) -> None:
    assert fold_heading(last) == fold_heading(this)


def test_a_heading_with_a_year_is_another_than_one_without() -> None:
    assert fold_heading("令和5年度 目標") != fold_heading("目標")
    assert fold_heading("令和5年度") != ""


def test_blanks_and_widths_make_no_other_heading() -> None:
    assert bare_heading("実 績\n値（Ａ）") == bare_heading("実績値(A)")


def test_columns_one_year_later_keep_what_each_of_them_was() -> None:
    fitted = fit_headings(LAST_YEAR, ["指標名", "令和5年度 実績", "令和6年度 実績"])

    assert {title: rule.role for title, rule in fitted.columns.items()} == {
        "指標名": Role.INDICATOR,
        "令和5年度 実績": Role.BASELINE,
        "令和6年度 実績": Role.ACTUAL,
    }
    assert fitted.missing == ()


def test_a_further_year_is_what_the_others_are_or_is_left_to_the_inference() -> None:
    years = [f"令和{year}年度 実績" for year in (4, 5, 6)]
    alike = fit_headings({years[0]: ColumnRule(Role.ACTUAL), years[1]: ColumnRule(Role.ACTUAL)}, years)

    assert alike.columns[years[2]] == ColumnRule(Role.ACTUAL)
    assert years[2] not in fit_headings(LAST_YEAR, years).columns


def test_the_same_headings_in_another_order_are_the_same() -> None:
    fitted = fit_headings(LAST_YEAR, list(reversed(LAST_YEAR)))

    assert dict(fitted.columns) == LAST_YEAR


def test_the_year_that_a_person_said_is_not_that_of_another_heading() -> None:
    said = {"R5 目標": ColumnRule(Role.TARGET, FiscalYear(2023))}

    assert fit_headings(said, ["R5 目標"]).columns == said
    assert fit_headings(said, ["R6 目標"]).columns == {"R6 目標": ColumnRule(Role.TARGET)}


def test_a_heading_that_the_table_lacks_is_told() -> None:
    assert fit_headings(LAST_YEAR, ["指標名"]).missing == ("令和4年度 実績", "令和5年度 実績")
