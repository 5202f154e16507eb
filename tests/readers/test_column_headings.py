"""What the headings of one column say together."""

from __future__ import annotations

import pytest

from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.readers.column_headings import find_roles, find_year, says_only_year


def test_the_lowest_known_heading_is_the_role_of_a_column() -> None:
    columns = [("", "指標"), ("令和5年度", "目標"), ("目標", "実績"), ("令和5年度", "ひとこと"), ("", "")]

    assert find_roles(columns) == {0: Role.INDICATOR, 1: Role.TARGET, 2: Role.ACTUAL}


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
