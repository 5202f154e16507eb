"""Changes of tables below headings: of rows the first that applies counts, of columns each."""

from __future__ import annotations

import pytest

from shirube.core.finding import Finding, Level
from shirube.readers.layout_names import COLUMNS, LINES, PLAIN
from shirube.readers.table import Table, find_tables
from shirube.readers.table_changes import COLUMN_GROUPS, ROWS, Made, TableChange, change_each, change_first
from tests.readers.tables import grid

ORDINARY = "指標 | R5目標 | R5実績\n相談件数 | 100 | 120\n来館者数 | 50 | 48"
LABELLED = (
    "指標 | R5 | R6\n講座数 | 目標 20 実績 21 | 目標 22 実績 23\n参加者数 | 目標 30 実績 31 | 目標 32 実績 33"
)
YEARLY = "指標 | 年度 | 目標 | 実績\n相談件数 | 2022 | 75 | 70\n相談件数 | 2023 | 80 | 78"


def table(text: str = ORDINARY) -> Table:
    (found,) = find_tables(grid(text))
    return found


def say(text: str) -> Finding:
    return Finding(code="told", level=Level.INFORMATION, message=text)


def to(made: Made, family: str = "", *, may: bool = True, guesses: bool = True) -> TableChange:
    return TableChange(lambda _: may, lambda _: made, family, guesses)


@pytest.mark.parametrize("change", [*ROWS, *COLUMN_GROUPS])
def test_every_change_can_be_asked_and_leaves_the_ordinary_table_as_it_is(change: TableChange) -> None:
    ordinary = table()

    made = change.make(ordinary)  # loads what makes it

    assert made is None or made == (ordinary, ())


@pytest.mark.parametrize(("text", "family", "rows"), [(LABELLED, COLUMNS, 2), (YEARLY, LINES, 1)])
def test_a_table_that_needs_a_change_of_rows_gets_it(text: str, family: str, rows: int) -> None:
    made = change_first(ROWS, table(text), guesses=True)

    assert made is not None
    assert (made[1], len(made[0].body)) == (family, rows)
    assert change_first(ROWS, table(), guesses=True) is None


def test_the_first_change_that_applies_counts() -> None:
    one, two = table(), table(YEARLY)
    changes = (to(one, LINES, may=False), to(None, LINES), to((two, say("a")), COLUMNS), to(one, LINES))

    assert change_first(changes, one, guesses=True) == (two, COLUMNS, (say("a"),))
    assert change_first((to(one, may=False),), one, guesses=True) is None


def test_what_a_person_called_ordinary_is_not_guessed_about() -> None:
    one = table()
    changes = (to(one, LINES), to((one, (say("a"), say("b"))), guesses=False))

    assert change_first(changes, one, guesses=False) == (one, "", (say("a"), say("b")))
    assert change_first(changes, one, guesses=True) == (one, LINES, ())


def test_each_change_of_columns_is_made_and_the_family_of_lines_stays() -> None:
    one = table()
    changes = (to((one, say("a"))), to(None, COLUMNS), to((one, say("b")), COLUMNS))

    assert change_each(changes, one, PLAIN, guesses=True) == (one, COLUMNS, (say("a"), say("b")))
    assert change_each(changes, one, LINES, guesses=True)[1] == LINES
    assert change_each((), one, PLAIN, guesses=True) == (one, PLAIN, ())
