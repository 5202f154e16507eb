"""Two tables written as one: nothing is lost, and nothing that contradicts is put together."""

from __future__ import annotations

import pytest

from shirube.core.finding import Finding, Level, Place
from shirube.core.matching import match_indicators
from shirube.readers.grids_as_plans import read_grids_as_plans
from shirube.readers.layout_reader import read_tables
from shirube.readers.layout_recipe import NO_RECIPE
from shirube.readers.layouts import find_all_tables
from shirube.readers.rewritten_grid import RewrittenGrid
from shirube.readers.table_pair import FoundPlan, fold_name, join_pair, list_years
from tests.readers.tables import actuals, grid, targets

_SAID = Finding(code="joined", level=Level.INFORMATION, place=Place(file="表.tsv"), message="合わせました。")


def _find(text: str) -> FoundPlan:
    tables = find_all_tables(grid(text), NO_RECIPE)
    (read,) = read_tables(tables)
    return FoundPlan(read, tables[0])


def _join(old: str, new: str) -> FoundPlan | None:
    left, right = _find(old), _find(new)
    return join_pair(left, right, match_indicators(left.read.plan, right.read.plan), _SAID)


def test_the_columns_of_the_newer_table_come_to_the_right() -> None:
    joined = _join("指標 | R5目標 | R5実績\n相談 | 5 | 4", "指標 | R6目標 | R6実績\n相談 | 6 | 7")

    assert joined is not None
    (item,) = joined.read.plan.indicators
    assert (targets(item), actuals(item)) == ({2023: "5", 2024: "6"}, {2023: "4", 2024: "7"})
    assert [year.start for year in sorted(list_years(joined.read))] == [2023, 2024]
    assert "joined" in {one.code for one in joined.read.findings}


def test_a_target_that_both_say_stands_once() -> None:
    joined = _join("指標 | R5実績 | R6目標\n相談 | 4 | 6", "指標 | R6目標 | R6実績\n相談 | 6 | 7")

    assert joined is not None
    assert len([column for column in joined.read.plan.form.columns if column.year]) == 3


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("指標 | R5実績 | R6目標\n相談 | 4 | 6", "指標 | R6目標 | R6実績\n相談 | 9 | 7"),
        ("指標 | 単位 | R5実績\n相談 | 件 | 4", "指標 | 単位 | R6実績\n相談 | 人 | 7"),
        ("指標 | R5目標 | R5実績\n相談 | 4 | 6", "指標 | 基準値(R1) | R6実績\n相談 | 9 | 7"),
    ],
    ids=["another target", "another unit", "a further baseline"],
)
def test_tables_that_contradict_each_other_are_not_put_together(old: str, new: str) -> None:
    assert _join(old, new) is None


def test_what_was_a_guess_of_one_table_is_a_guess_of_both() -> None:
    joined = _join("指標 | R4実績 | R5実績\n相談 | 4 | 6", "指標 | R6実績 | R7実績 | 評価\n相談 | 9 | 7 | A")

    assert joined is not None
    guessed = [item.column for item in joined.read.columns if item.confidence == 80]
    assert [column.title for column in guessed] == ["令和7年度 評価"]


def test_rows_that_only_the_newer_has_need_the_same_tree() -> None:
    new = "施策 | 指標 | R6目標 | R6実績\n福祉 | 相談 | 6 | 7\n防災 | 訓練 | 1 | 1"

    assert _join("指標 | R5目標 | R5実績\n相談 | 5 | 4", new) is None


def test_tables_of_one_sheet_are_joined_without_a_copy_of_it() -> None:
    sheet = grid("指標 | R5目標 | R5実績\n相談 | 5 | 4\n\n指標 | R6目標 | R6実績\n相談 | 6 | 7")
    old, new = (FoundPlan(read_tables([one])[0], one) for one in find_all_tables(sheet, NO_RECIPE))

    joined = join_pair(old, new, match_indicators(old.read.plan, new.read.plan), _SAID)

    assert joined is not None
    assert isinstance(table := joined.found.table.grid, RewrittenGrid)
    assert table.source is old.found.table.grid is new.found.table.grid
    (item,) = joined.read.plan.indicators
    assert (targets(item), actuals(item)) == ({2023: "5", 2024: "6"}, {2023: "4", 2024: "7"})
    assert {table.place(row, 3).cell for row in joined.found.table.body} == {sheet.place(4, 1).cell}


def test_names_below_no_heading_stay_names_below_a_level() -> None:
    """A level put before a column without a heading once left two depths of headings, and no names."""
    table = " | 平成15年度 | 平成16年度\n{} | 10 | 12\n※ 年度末です。"
    (found,) = read_grids_as_plans(
        [
            grid(
                f"経営の目標\n① 給水\n達成率 100%\n{table.format('給水件数')}\n"
                f"② 配水管\n達成率 98%\n{table.format('管の延長')}"
            )
        ],
        "表.tsv",
    )

    assert [(path[-1].name, item.name) for path, item in found.plan.rows] == [
        ("① 給水", "給水件数"),
        ("② 配水管", "管の延長"),
    ]


def test_names_are_the_same_in_full_width_and_with_spaces() -> None:
    assert fold_name("ＳＮＳ 登録 者数") == fold_name("SNS登録者数")


def test_blank_columns_of_the_older_table_leave_no_gap_before_the_newer() -> None:
    joined = _join("指標 | R5目標 | R5実績 | | \n相談 | 5 | 4 | |", "指標 | R6目標 | R6実績\n相談 | 6 | 7")

    assert joined is not None
    assert [item.index for item in joined.read.columns] == [0, 1, 2, 3, 4]


def test_a_row_without_levels_stands_below_none_of_the_older_table() -> None:
    old = "施策 | 指標 | R5目標 | R5実績\n福祉 | 相談 | 5 | 4"
    joined = _join(old, "指標 | R6目標 | R6実績\n相談 | 6 | 7\n訓練 | 1 | 1")

    assert joined is not None
    assert [([node.name for node in path], item.name) for path, item in joined.read.plan.rows] == [
        (["福祉"], "相談"),
        ([""], "訓練"),
    ]


def test_a_unit_in_another_width_is_the_same_unit() -> None:
    joined = _join("指標 | 単位 | R5実績\n普及率 | ％ | 4", "指標 | 単位 | R6実績\n普及率 | % | 7")

    assert joined is not None
    assert [item.unit for item in joined.read.plan.indicators] == ["％"]


def test_goals_may_begin_from_a_figure_that_the_other_table_says() -> None:
    joined = _join("指標 | R5目標\n相談 | 5", "指標 | 基準値(R1) | R5実績\n相談 | 3 | 4")

    assert joined is not None
    (item,) = joined.read.plan.indicators
    assert item.baseline is not None
    assert (item.baseline.reading.text, targets(item), actuals(item)) == ("3", {2023: "5"}, {2023: "4"})
