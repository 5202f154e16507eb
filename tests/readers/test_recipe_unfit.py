"""What of a recipe does not fit: the words of it; with which tables it happens is in test_recipe_fit.py."""

from __future__ import annotations

from shirube.core.finding import Level
from shirube.readers.layout_recipe import LayoutRecipe, parse_layout_recipe
from shirube.readers.recipe_unfit import check_fit, say_other_sheet
from tests.readers.tables import grid, read_one

TABLE = """
指標名|R5 目標|R5 実績
甲|80|90
"""


def check(recipe: LayoutRecipe, missing: tuple[str, ...] = (), unfit: tuple[str, ...] = ()) -> list[str]:
    found = check_fit([grid(TABLE)], recipe, [read_one(TABLE)], missing=missing, unfit=unfit)
    return [finding.message for finding in found if finding.level is Level.ODD]


def test_a_heading_whose_parts_stand_in_cells_is_there() -> None:
    recipe = parse_layout_recipe('[columns]\n"指標名 甲" = "備考"\n"ない" = "備考"\n', "my.toml")

    assert check(recipe, ("指標名 甲", "ない")) == [
        "読み取り設定 my.toml の3行目「ない」に当たる見出しが、この表にありません。"
    ]


def test_a_recipe_that_is_in_no_file_is_told_without_its_line() -> None:
    assert check(LayoutRecipe(name="my", layout="lines"), unfit=("layout",)) == [
        "読み取り設定 layout「lines」ではこの表をよく読み取れないため、並べ方を自動で判断しました。"
    ]


def test_another_sheet_is_told_by_its_name() -> None:
    assert "シート「表」を読み取りました" in say_other_sheet(grid(TABLE), "読み取り設定 sheet「R5」").message
