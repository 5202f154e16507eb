"""Layout recipes: strict to read, ready to edit, and the shipped ones are sound."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.readers.layout_names import LAYOUTS
from shirube.readers.layout_recipe import (
    ColumnRule,
    InsertedRow,
    LayoutError,
    LayoutRecipe,
    find_layout_recipe,
    load_layout_recipes,
    parse_layout_recipe,
    read_layout_recipe,
    render_layout_recipe,
)

WHOLE = LayoutRecipe(
    name="見本",
    title="計画の進捗",
    sheet="印刷用",
    layout="columns",
    year=FiscalYear(2024),
    heading_rows=(2, 3),
    skip_rows=frozenset({5, 9}),
    inserts=(InsertedRow(4, ("年度", '"H15"')),),
    columns={"結果": ColumnRule(Role.MARK), "目標 A": ColumnRule(Role.TARGET, FiscalYear(2025))},
    labels={"期待値": Role.TARGET},
)


def test_a_recipe_written_is_read_back_the_same() -> None:
    assert parse_layout_recipe(render_layout_recipe(WHOLE), "a.toml") == WHOLE


def test_an_empty_recipe_leaves_everything_to_the_inference() -> None:
    assert parse_layout_recipe("", "表.toml") == LayoutRecipe(name="表")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name = ", "TOMLとして読めません"),
        ("colums = {}", "「columns」ではありませんか"),
        ('layout = "table"', "layout「table」はありません"),
        ('year = "いつか"', "year"),
        ("heading_rows = [3]", "heading_rows"),
        ("heading_rows = [3, 1]", "heading_rows"),
        ('skip_rows = "3"', "skip_rows"),
        ("skip_rows = [0]", "skip_rows"),
        ('[columns]\n"結果" = "せいか"', "「せいか」は使えません"),
        ('[columns]\n"結果" = { rolle = "評価" }', "「role」ではありませんか"),
        ("[[insert]]\nbefore = 2", "cells"),
        ("[[insert]]\nbefore = 0\ncells = []", "の2行目：insert には、before"),
        ('insert = "年度"', "[[insert]] の行の下に"),
        ('columns = "目標"', "[columns] の行の下に"),
        ('[columns]\n"目標" = "目標値"\n"結果" = "せいか"', "の3行目「結果」：「せいか」は使えません"),
        ('[columns]\n"目標" = "目標"', "「目標値」ではありませんか"),
        ('[columns]\n"目標" = { year = "R5" }', "内容がありません"),
        ('[labels]\n"期待値" = "きたい"', "の2行目「期待値」"),
        ("sheet = [1]", "の1行目：sheet は"),
        ("skip_rows = [true]", "skip_rows"),
        ('[columns]\n"目標" = "目標値"\n"目標" = "実績値"', "最後の行（3行目）"),
        ('[columns]\n目標 = "目標値"', "2行目の1文字目"),
    ],
)
def test_a_mistake_is_named_with_its_place_and_remedy(text: str, told: str) -> None:
    with pytest.raises(LayoutError, match=r"読み取り設定 a\.toml") as caught:
        parse_layout_recipe(text, "a.toml")

    assert told in str(caught.value)
    assert "\n" not in str(caught.value).strip()


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(LayoutError, match="開けません"):
        read_layout_recipe(tmp_path / "ない.toml")


def test_a_file_in_another_encoding_is_said_to_be_so(tmp_path: Path) -> None:
    path = tmp_path / "古い.toml"
    path.write_bytes('name = "見本"'.encode("cp932"))

    with pytest.raises(LayoutError, match="UTF-8"):
        read_layout_recipe(path)


def test_the_shipped_recipes_are_sound_and_found_by_name() -> None:
    recipes = load_layout_recipes()

    assert {recipe.name for recipe in recipes} >= {"arao_gyokaku3", "shimane_jimujigyo_h17"}
    assert all(recipe.title and recipe.source for recipe in recipes)
    assert find_layout_recipe("arao_gyokaku3").year == FiscalYear(2009)


def test_an_unknown_name_is_answered_with_near_ones() -> None:
    with pytest.raises(LayoutError, match="arao_gyokaku3"):
        find_layout_recipe("arao_gyokaku")


DOCS = Path(__file__).parents[2] / "docs" / "layouts.md"


def test_the_page_for_officers_names_every_layout_every_word_and_every_recipe() -> None:
    text = DOCS.read_text(encoding="utf-8")

    words = [*(f"`{name}` | {told}" for name, told in LAYOUTS.items()), *(f"`{role.value}`" for role in Role)]
    words += [f"`{recipe.name}` | {recipe.title}" for recipe in load_layout_recipes()]
    words += [f"`{key}`" for key in ("name", "title", "source", "sheet", "layout", "year", "heading_rows")]
    words += ["`skip_rows`", "`[[insert]]`", "`[columns]`", "`[labels]`"]
    assert [word for word in words if word not in text] == []


def test_the_examples_of_that_page_are_recipes() -> None:
    examples = re.findall(r"```toml\n(.*?)```", DOCS.read_text(encoding="utf-8"), flags=re.DOTALL)

    assert len(examples) == 3
    assert parse_layout_recipe(examples[0], "a.toml").columns["結果"] == ColumnRule(Role.MARK)
    assert parse_layout_recipe(examples[1], "b.toml").columns["R5実績"] == ColumnRule(Role.ACTUAL)
    assert parse_layout_recipe(examples[2], "c.toml").inserts[0].cells[1] == "H15"
