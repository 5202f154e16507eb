"""Recipes read with the table they were made from, with next year's, and with another."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from shirube.core.form import Role
from shirube.readers.grid import Grid
from shirube.readers.layout_recipe import (
    NO_RECIPE,
    ColumnRule,
    LayoutRecipe,
    parse_layout_recipe,
    render_layout_recipe,
)
from shirube.readers.read import ReadOptions, read_plan
from shirube.readers.recipe_fit import fit_recipe, read_by_recipe
from shirube.readers.recipe_tables import infer_recipe
from shirube.readers.result import ReadPlan
from shirube.readers.source import UnreadableFile
from tests.readers.tables import actuals, grid, targets

CASES = Path(__file__).parents[1] / "cases"
TABLES = sorted(path for name in ("tables", "published", "forms") for path in CASES.glob(f"{name}/*.tsv"))

LAST_YEAR = """
計画の進捗
施策|指標名|令和4年度||令和5年度|
||目標値|実績値|目標値|実績値
甲|参加者数|1人|2人|3人|4人
乙|相談件数|1件|2件|3件|4件
"""


def read(text: str, recipe: LayoutRecipe = NO_RECIPE) -> ReadPlan:
    (found,) = read_by_recipe([grid(text)], "表.tsv", recipe)
    return found


def write_recipe(read: ReadPlan) -> LayoutRecipe:
    """The recipe as an officer keeps it."""
    return parse_layout_recipe(render_layout_recipe(infer_recipe(read, "my")), "my.toml")


def tell(read: ReadPlan) -> list[str]:
    return [
        f"{finding.message}{finding.remedy}"
        for finding in read.findings
        if finding.code.startswith("recipe-")
    ]


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_the_recipe_of_every_published_table_reads_it_as_before(table: Path) -> None:
    inferred = read_plan(table, ReadOptions(trusted=True))

    told = read_plan(table, ReadOptions(trusted=True, layout=write_recipe(inferred)))

    assert told.plan == inferred.plan
    assert tell(told) == []


def test_the_recipe_reads_the_table_of_the_next_year() -> None:
    recipe = write_recipe(read(LAST_YEAR))

    found = read(LAST_YEAR.replace("令和5年度", "令和6年度").replace("令和4年度", "令和5年度"), recipe)

    assert tell(found) == []
    assert targets(found.plan.indicators[0]) == {2023: "1人", 2024: "3人"}
    assert actuals(found.plan.indicators[0]) == {2023: "2人", 2024: "4人"}


def test_what_a_person_corrected_holds_for_the_same_column_of_the_next_year() -> None:
    inferred = write_recipe(read(LAST_YEAR))
    recipe = replace(
        inferred, columns={**inferred.columns, "令和5年度 実績値": ColumnRule(Role.NOTE)}, heading_rows=None
    )

    found = read(LAST_YEAR.replace("令和5年度", "令和6年度").replace("令和4年度", "令和5年度"), recipe)

    assert actuals(found.plan.indicators[0]) == {2023: "2人"}
    assert found.plan.indicators[0].notes == ("4人",)


def test_a_correction_of_one_year_is_none_of_all_others() -> None:
    recipe = LayoutRecipe(name="", columns={"令和5年度 実績値": ColumnRule(Role.NOTE)})

    found = read(LAST_YEAR.replace("令和5年度", "令和6年度"), recipe)

    assert actuals(found.plan.indicators[0]) == {2022: "2人", 2024: "4人"}
    assert tell(found)[0].startswith("読み取り設定「令和5年度 実績値」に当たる見出しが、この表にありません。")


def test_a_line_more_above_the_table_is_no_reason_to_misread_it() -> None:
    recipe = write_recipe(read(LAST_YEAR))

    found = read(f"（資料1）\n{LAST_YEAR.strip()}", recipe)

    assert found.plan.indicators == read(LAST_YEAR).plan.indicators
    (said,) = tell(found)
    assert said.startswith("読み取り設定 my.toml の9行目 heading_rows = [2, 3] は、この表の")


def test_a_heading_that_the_table_has_no_more_is_told_with_its_line() -> None:
    recipe = parse_layout_recipe('[columns]\n"指標名" = "指標名"\n"めざす姿" = "備考"\n', "my.toml")

    (said,) = tell(read(LAST_YEAR, recipe))

    assert said.startswith("読み取り設定 my.toml の3行目「めざす姿」に当たる見出しが、この表にありません。")
    assert "その行を消してください" in said


def test_a_reworded_heading_is_named_beside_the_one_that_is_gone() -> None:
    text = LAST_YEAR.replace("施策|", "施策名|")

    (said,) = tell(read(text, write_recipe(read(LAST_YEAR))))

    assert "「施策」に当たる見出しが" in said
    assert "「施策名」のことであれば" in said


def test_many_lines_that_do_not_fit_are_counted() -> None:
    recipe = LayoutRecipe(name="", labels={f"行{number:02d}": Role.TARGET for number in range(30)})

    said = tell(read(LAST_YEAR, recipe))

    assert len(said) == 11
    assert "ほかに20あります" in said[-1]


def test_a_layout_in_which_nothing_is_found_is_left_out_and_said() -> None:
    recipe = parse_layout_recipe('layout = "chain"\nheading_rows = [40, 41]\n', "my.toml")

    found = read(LAST_YEAR, recipe)

    assert found.plan == read(LAST_YEAR).plan
    assert any("2行目 heading_rows = [40, 41]" in said for said in tell(found))


def test_rows_that_the_table_does_not_have_are_told() -> None:
    recipe = parse_layout_recipe(
        'skip_rows = [1, 77]\n[[insert]]\nbefore = 99\ncells = ["年度"]\n', "my.toml"
    )

    first, second = tell(read(LAST_YEAR, recipe))

    assert first.startswith("読み取り設定 my.toml の1行目 skip_rows の77行目は、この表にありません。")
    assert second.startswith("読み取り設定 my.toml の3行目 before = 99 は、この表にない行です。")


UNDATED = "{title}\n項目|目標|実績\n甲|80|90\n乙|70|60"


def test_a_year_that_only_the_recipe_tells_is_never_silent() -> None:
    recipe = parse_layout_recipe('year = "R5"\n', "my.toml")

    found = read(UNDATED.format(title="進捗状況"), recipe)

    assert targets(found.plan.indicators[0]) == {2023: "80"}
    assert tell(found) == [
        "読み取り設定 my.toml の1行目により、年度の書かれていない値を令和5年度としました。"
        "別の年度の表であれば、設定の year を直してください。"
    ]


def test_last_years_year_on_a_table_of_this_year_is_odd() -> None:
    recipe = parse_layout_recipe(
        '[columns]\n"目標" = { role = "目標値", year = "R5" }\n"実績" = { role = "実績値", year = "R5" }\n',
        "my.toml",
    )

    first, second = tell(read(UNDATED.format(title="令和6年度の進捗状況"), recipe))

    assert (
        "の2行目により、「目標」の列を令和5年度としました。表の初めには令和6年度とも書かれています。" in first
    )
    assert "の3行目により、「実績」の列を" in second


def test_a_sheet_named_by_last_year_is_known_again_or_asked_for() -> None:
    recipe = parse_layout_recipe('sheet = "R5進捗"\n', "my.toml")
    this, other = (name_sheet(name) for name in ("R6進捗", "概要"))

    (found,) = read_by_recipe([other, this], "表.xlsx", recipe)

    assert found.grid.name == "R6進捗"
    assert tell(found)[0].startswith(
        "読み取り設定 my.toml の1行目 sheet「R5進捗」がないため、シート「R6進捗」を読み取りました。"
    )
    with pytest.raises(UnreadableFile, match=r"1行目 sheet「R5進捗」がありません.*「概要」、「担当課」"):
        read_by_recipe([other, name_sheet("担当課")], "表.xlsx", recipe)


def name_sheet(name: str) -> Grid:
    return Grid(file="表.xlsx", name=name, rows=grid(LAST_YEAR).rows)


def test_a_recipe_without_any_table_for_it_ends_as_a_file_without_tables() -> None:
    with pytest.raises(UnreadableFile, match="見つかりません"):
        read("甲|乙\n丙|丁", LayoutRecipe(name="", columns={"甲": ColumnRule(Role.NOTE)}))


def test_of_several_tables_the_one_with_most_headings_of_the_recipe_counts() -> None:
    recipe = LayoutRecipe(name="", columns={"令和5年度 目標値": ColumnRule(Role.TARGET)})

    fitted, missing = fit_recipe(recipe, [read(UNDATED.format(title="")), read(LAST_YEAR)])

    assert missing == ()
    assert fitted.columns["令和5年度 目標値"].role is Role.TARGET
