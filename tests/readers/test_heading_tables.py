"""Tables below headings, found and changed until each has one row per indicator."""

from __future__ import annotations

from shirube.core.form import Role
from shirube.readers.heading_tables import FoundTable, find_heading_tables
from shirube.readers.layout_names import COLUMNS, LINES, PLAIN
from shirube.readers.layout_recipe import LayoutRecipe
from tests.readers.tables import grid


def find(text: str, layout: str = "") -> list[FoundTable]:
    return list(find_heading_tables(grid(text), LayoutRecipe(name="", layout=layout)))


def test_the_ordinary_table_stays_as_it_stands() -> None:
    (found,) = find("指標 | R5目標 | R5実績\n相談件数 | 75 | 70")

    assert (found.layout, found.table.body, found.findings) == (PLAIN, (1,), ())


def test_each_table_is_changed_as_it_needs() -> None:
    rows, cells = find(
        """
        指標 | 年度 | 目標 | 実績
        相談件数 | 2022 | 75 | 70
        相談件数 | 2023 | 80 | 78

        指標 | R5 | R6
        講座数 | 目標 20 実績 21 | 目標 22 実績 23
        参加者数 | 目標 30 実績 31 | 目標 32 実績 33
        """
    )

    assert (rows.layout, cells.layout) == (LINES, COLUMNS)
    assert [len(one.table.body) for one in (rows, cells)] == [1, 2]


def test_totals_are_a_table_of_their_own() -> None:
    text = "施策 | 指標 | R5目標 | R5実績\n相談 | 相談件数 | 75 | 70\n | 合計 | 75 | 70"

    counted, summed = find(text)
    assert (counted.totals, summed.totals) == (False, True)
    assert (1, Role.INDICATOR) in [(place, role) for place, (_, role) in enumerate(counted.roles)]


def test_a_recipe_that_says_an_ordinary_table_changes_nothing() -> None:
    text = "指標 | 年度 | 目標 | 実績\n相談件数 | 2022 | 75 | 70\n相談件数 | 2023 | 80 | 78"

    (found,) = find(text, PLAIN)
    assert (found.layout, len(found.table.body)) == (PLAIN, 2)
