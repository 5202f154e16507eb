"""A second column that says the same is kept beside the plan."""

from __future__ import annotations

from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Column, Role
from shirube.readers.repeated_columns import leave_repeated
from shirube.readers.result import STATED, UnderstoodColumn

R5, R6 = FiscalYear(2023), FiscalYear(2024)


def column(index: int, role: Role, year: FiscalYear | None = None, confidence: int = 95) -> UnderstoodColumn:
    return UnderstoodColumn(index, Column(role, (role.value,), year), "見出しによる", confidence)


def roles(*found: UnderstoodColumn) -> list[Role]:
    return [item.column.role for item in leave_repeated(list(found))]


def test_the_first_of_two_columns_of_one_year_counts() -> None:
    assert roles(column(0, Role.ACTUAL, R5), column(1, Role.ACTUAL, R6), column(2, Role.ACTUAL, R5)) == [
        Role.ACTUAL,
        Role.ACTUAL,
        Role.EXTRA,
    ]


def test_it_is_asked_about_unless_it_holds_notes() -> None:
    *_, actual = leave_repeated([column(0, Role.ACTUAL, R5), column(1, Role.ACTUAL, R5, STATED)])
    *_, note = leave_repeated([column(0, Role.NOTE), column(1, Role.NOTE)])

    assert (actual.confidence, note.confidence) == (0, 95)
    assert actual.why == "見出しによる。同じ意味の列がすでにあるため、そのまま残しました"


def test_a_final_target_of_a_year_with_a_target_is_the_same() -> None:
    assert roles(column(0, Role.TARGET, R5), column(1, Role.FINAL_TARGET, R5)) == [Role.TARGET, Role.EXTRA]
    assert roles(column(0, Role.TARGET, R5), column(1, Role.FINAL_TARGET, R6)) == [
        Role.TARGET,
        Role.FINAL_TARGET,
    ]


def test_columns_of_words_may_be_as_many_as_they_are() -> None:
    assert roles(column(0, Role.STATUS), column(1, Role.STATUS), column(2, Role.EXTRA)) == [
        Role.STATUS,
        Role.STATUS,
        Role.EXTRA,
    ]
