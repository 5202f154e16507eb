"""Columns without a year of their own get one, and say from where."""

from __future__ import annotations

from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Column, Role
from shirube.readers.column_years import give_neighbour_years, give_years
from shirube.readers.result import STATED, UnderstoodColumn

R5, R6 = FiscalYear(2023), FiscalYear(2024)


def column(
    index: int, role: Role, year: FiscalYear | None = None, *, title: str = "", confidence: int = 95
) -> UnderstoodColumn:
    return UnderstoodColumn(index, Column(role, (title or role.value,), year), "見出しによる", confidence)


def years(found: list[UnderstoodColumn]) -> list[FiscalYear | None]:
    return [item.column.year for item in found]


def test_the_only_year_of_a_table_is_that_of_its_other_columns() -> None:
    found = give_years([column(0, Role.TARGET, R5), column(1, Role.ACTUAL)], R6)

    assert years(found) == [R5, R5]
    assert (found[1].why, found[1].confidence) == ("見出しによる。年度は他の列による", 80)


def test_without_any_year_it_is_that_of_the_title() -> None:
    found = give_years([column(0, Role.TARGET), column(1, Role.ACTUAL), column(2, Role.UNIT)], R6)

    assert years(found) == [R6, R6, None]
    assert found[0].why.endswith("年度は表題による")


def test_columns_that_are_not_told_apart_stay_without_a_year() -> None:
    actuals = [column(place, Role.ACTUAL, title="実績") for place in range(2)]

    assert years(give_years(actuals, R6)) == [None, None]


def test_what_a_person_said_and_a_year_without_its_era_stay() -> None:
    stated = column(0, Role.ACTUAL, confidence=STATED)
    without_era = column(1, Role.ACTUAL, title="20年度(実績)")

    assert years(give_years([stated, without_era], R6)) == [None, None]


def test_a_rate_is_that_of_the_year_to_its_left() -> None:
    found = [
        column(0, Role.ACTUAL, R5),
        column(1, Role.RATE),
        column(2, Role.ACTUAL, R6),
        column(3, Role.RATE),
    ]

    assert years(give_neighbour_years(found)) == [R5, R5, R6, R6]
