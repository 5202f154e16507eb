"""The list of changes of whole grids, and what of a recipe speaks against them."""

from __future__ import annotations

from importlib import import_module

import pytest

from shirube.readers.grid_changes import CHANGES, change_grid
from shirube.readers.layout_names import COLUMNS
from shirube.readers.layout_recipe import NO_RECIPE, LayoutRecipe
from tests.readers.tables import grid

_PLAIN = "施策 | 指標 | R5目標 | R5実績\n福祉 | 相談件数 | 5 | 4"
_COUNTED = """
    計画期間：令和3年度～令和7年度
    項目 | 1年目 | | 2年目 |
     | 目標 | 実績 | 目標 | 実績
    公表回数 | 1回 | 1回 | 1回 | 2回
    """
_NUMBERED = """
    成果指標名 | 単位
    ① | 相談の件数 | 件
    | R4 | R5
    ① | 目標 | 5 | 6
    | 実績 | 4 | 7
    """
_BESIDE = "指標 | R5目標 | R5実績 | 指標 | R5目標 | R5実績\n相談 | 5 | 4 | 講座 | 6 | 7"
_SETTLED = LayoutRecipe(name="", layout=COLUMNS)
_HEADED = LayoutRecipe(name="", heading_rows=(1, 1))


@pytest.mark.parametrize("text", [_COUNTED, _NUMBERED, _BESIDE], ids=["years", "numbers", "halves"])
def test_what_a_whole_sheet_means_is_written_out_before_tables_are_sought(text: str) -> None:
    before = grid(text)

    after, _ = change_grid(before, NO_RECIPE)

    assert after.rows != before.rows


def test_an_ordinary_table_is_left_as_it_is() -> None:
    before = grid(_PLAIN)

    after, said = change_grid(before, NO_RECIPE)

    assert after is before
    assert said == ()


@pytest.mark.parametrize(
    ("text", "recipe", "is_changed"),
    [
        (_BESIDE, _SETTLED, False),
        (_BESIDE, _HEADED, True),
        (_NUMBERED, _SETTLED, False),
        (_NUMBERED, _HEADED, True),
        (_COUNTED, _SETTLED, True),
        (_COUNTED, _HEADED, False),
    ],
)
def test_a_recipe_leaves_nothing_to_guess_of_what_it_says(
    text: str, recipe: LayoutRecipe, *, is_changed: bool
) -> None:
    before = grid(text)

    after, _ = change_grid(before, recipe)

    assert (after.rows != before.rows) is is_changed


def test_what_each_change_says_is_said() -> None:
    _, said = change_grid(grid(_COUNTED), NO_RECIPE)

    assert [one.code for one in said] == ["years-counted"]


def test_every_change_of_the_list_can_be_loaded() -> None:
    for change in CHANGES:
        names = change.make.__code__.co_freevars
        cells = change.make.__closure__ or ()
        told = dict(zip(names, (cell.cell_contents for cell in cells), strict=True))
        if "module" in told:
            module = import_module(f"shirube.readers.{told['module']}")
            assert callable(getattr(module, told["function"]))
