from __future__ import annotations

import json

from shirube.store.recipes import RecipeRow, choose_recipes_alike


def build_recipe(name: str, *headings: str) -> RecipeRow:
    return RecipeRow(name=name, headings=json.dumps(headings))


COMMERCE = build_recipe("商工", "事業", "指標", "令和7年度 目標", "令和7年度 実績", "備考")
CHILDREN = build_recipe("子ども", "基本目標", "施策", "担当課", "R7 状況")


def test_a_reading_is_offered_for_next_years_table_of_the_same_form() -> None:
    headings = ["事業", "指標", "令和８年度 目標", "令和8年度　実績", "備考"]

    assert choose_recipes_alike([CHILDREN, COMMERCE], headings) == [COMMERCE]


def test_the_most_alike_comes_first() -> None:
    close = build_recipe("ほぼ同じ", "事業", "指標", "R7目標", "R7実績")
    headings = ["事業", "指標", "R8目標", "R8実績", "備考"]

    found = choose_recipes_alike(
        [close, build_recipe("同じ", "事業", "指標", "R7目標", "R7実績", "備考")], headings
    )

    assert [recipe.name for recipe in found] == ["同じ", "ほぼ同じ"]


def test_tables_without_headings_are_like_nothing() -> None:
    assert choose_recipes_alike([COMMERCE], []) == []
    assert choose_recipes_alike([build_recipe("空")], ["事業"]) == []
