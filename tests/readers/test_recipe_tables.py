"""Recipes applied to tables, and the recipe that an inference amounts to."""

from __future__ import annotations

from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.readers.layout_recipe import ColumnRule, LayoutRecipe, parse_layout_recipe, render_layout_recipe
from shirube.readers.recipe_tables import apply_recipe, infer_recipe
from tests.readers.tables import actuals, grid, read_one, targets

PLAIN = """
計画の進捗
施策|指標名|令和5年度||令和6年度|
||目標値|実績値|目標値|実績値
甲|参加者数|1人|2人|3人|4人
乙|相談件数|1件|2件|3件|4件
"""
ODD = """
項目|めざす値|やった値|よしあし
甲|80|90|A
乙|80|70|B
"""


def test_the_inferred_recipe_reads_the_same_plan_again() -> None:
    read = read_one(PLAIN)
    recipe = parse_layout_recipe(render_layout_recipe(infer_recipe(read, "r")), "r.toml")

    assert read_one(PLAIN, recipe).plan == read.plan
    assert recipe.heading_rows == (2, 3)


def test_a_person_overrules_what_a_column_was_taken_for() -> None:
    recipe = LayoutRecipe(name="", columns={"令和5年度 実績値": ColumnRule(Role.NOTE)})

    (first, _) = read_one(PLAIN, recipe).plan.indicators

    assert actuals(first) == {2024: "4人"}
    assert first.notes == ("2人",)


def test_columns_that_nobody_could_know_are_told_by_the_recipe() -> None:
    year = FiscalYear(2024)
    recipe = LayoutRecipe(
        name="",
        year=year,
        heading_rows=(1, 1),
        columns={
            "めざす値": ColumnRule(Role.TARGET),
            "やった値": ColumnRule(Role.ACTUAL),
            "よしあし": ColumnRule(Role.MARK),
        },
    )

    (first, _) = read_one(ODD, recipe).plan.indicators

    assert (targets(first), actuals(first)) == ({2024: "80"}, {2024: "90"})
    assert first.published[0].mark == "A"


def test_a_recipe_that_says_nothing_changes_nothing() -> None:
    sheet = grid(PLAIN)

    assert apply_recipe(sheet, LayoutRecipe(name="")) is sheet


def test_the_recipe_of_a_rewritten_table_names_its_own_headings() -> None:
    text = """
    令和6年度
    項目|目標|実績|結果
    甲|5|6|達成
    """

    recipe = infer_recipe(read_one(text), "r")

    assert recipe.columns["結果"] == ColumnRule(Role.MARK)
    assert recipe.layout == "columns"


def test_the_recipe_of_lines_names_their_words() -> None:
    text = """
    指標||R5|R6
    甲|期待値|1|2
    |実績値|1|2
    """

    assert infer_recipe(read_one(text), "r").labels == {"期待値": Role.TARGET, "実績値": Role.ACTUAL}


def test_what_a_person_said_of_years_alone_is_no_guess_any_more() -> None:
    text = "指標 | 平成30年度 | 平成29年度 | 目標年度 | 目標値\n水洗化率 | 95.5 | 95.1 | 令和10年度 | 100"
    guessed = read_one(text)

    told = read_one(text, infer_recipe(guessed, "r"))

    assert min(item.confidence for item in guessed.columns) == 60
    assert min(item.confidence for item in told.columns) > 60
    assert told.plan == guessed.plan
