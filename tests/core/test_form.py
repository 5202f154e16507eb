"""The printed columns of a plan's table."""

from __future__ import annotations

import pytest

from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import AIMS, FIGURES, Column, Form, Role

R5, R6 = FiscalYear(2023), FiscalYear(2024)


def test_a_column_is_found_by_role_and_year() -> None:
    first, second = Column(Role.TARGET, ("令和5年度", "目標"), R5), Column(Role.TARGET, ("", "目標"), R6)
    form = Form((Column(Role.LEVEL, ("施策", ""), level=0), first, second))

    assert form.find(Role.TARGET) is first
    assert form.find(Role.TARGET, R6) is second
    assert form.find(Role.ACTUAL) is None
    assert form.heading_rows == 2


def test_the_headings_of_a_column_read_as_one_line() -> None:
    assert Column(Role.TARGET, ("令和5年度", "", "目標")).title == "令和5年度 目標"
    assert Column(Role.LEVEL, ("施策", "施策")).title == "施策"


def test_columns_with_different_numbers_of_headings_are_no_form() -> None:
    with pytest.raises(ValueError, match="same number of heading rows"):
        Form((Column(Role.LEVEL, ("施策",)), Column(Role.TARGET, ("令和5年度", "目標"))))


def test_an_empty_form_has_no_headings() -> None:
    assert Form().heading_rows == 0


def test_a_figure_is_what_is_aimed_at_or_measured_and_no_mark_made_of_it() -> None:
    assert set(AIMS) < set(FIGURES)
    assert set(FIGURES) == {Role.BASELINE, Role.TARGET, Role.FINAL_TARGET, Role.ACTUAL}
