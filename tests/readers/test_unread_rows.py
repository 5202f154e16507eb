"""Rows below a table that were not read."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from shirube.core.finding import Level
from shirube.readers.grid import Grid, Raw, widen_rows
from shirube.readers.grids_as_plans import read_grids_as_plans
from shirube.readers.unread_rows import describe_lone_columns
from tests.readers.tables import grid, read_one

TABLE = """
    指標 | 単位 | R4目標 | R4実績 | R5目標 | R5実績
    相談件数 | 件 | 1 | 2 | 3 | 4
    """


def levels(below: str) -> list[Level]:
    found = read_one(TABLE + below)
    assert [item.name for item in found.plan.indicators] == ["相談件数"]
    return [one.level for one in found.findings if one.code == "rows-unread"]


@pytest.mark.parametrize("between", ["※速報値\n", "\nこの表は、速報値によって作成しました。\n"])
def test_rows_of_figures_below_a_note_are_said_not_to_be_read(between: str) -> None:
    assert levels(f"{between}創業件数 | 件 | 5 | 6 | 7 | 8") == [Level.ODD]


def test_a_number_before_the_name_of_such_a_row_changes_nothing() -> None:
    assert levels("※速報値\n2 | 創業件数 | 5 | 6 | 7 | 8") == [Level.ODD]


def test_a_summary_below_the_table_is_mentioned_only() -> None:
    assert levels("\n令和5年度の集計\n区分 | A | B\n件数 | 3 | 4") == [Level.INFORMATION]


@pytest.mark.parametrize(
    "below",
    [
        "\nA | 90%以上 | 達成\nB | 90%未満 | 未達成",
        "\n※1 令和6年3月31日現在の値",
        "\n問合せ先 | 企画課 | 電話 042-558-1111",
        "",
    ],
)
def test_legends_and_notes_are_no_rows_that_were_left_out(below: str) -> None:
    assert levels(below) == []


PIECE = "相談件数 | 1 (R4) | 2件"


def levels_before(*above: str) -> list[Level]:
    (found,) = read_grids_as_plans([*map(grid, above), grid(TABLE)], "表.docx")
    return [one.level for one in found.findings if one.code == "rows-unread"]


def test_pieces_of_a_table_before_the_first_that_was_read_are_named() -> None:
    assert levels_before(PIECE) == [Level.INFORMATION]
    assert levels_before("表紙", PIECE, "指標 | 備考", f"{PIECE} | 4 | 5") == [Level.ODD]


@pytest.mark.parametrize(
    "above",
    ["○○計画\n進捗状況報告書", "A | 90%以上 | 達成\nB | 90%未満 | 未達成", "企画課 | 令和5年度", "　"],
)
def test_a_cover_and_a_legend_before_the_table_are_nothing_left_out(above: str) -> None:
    assert levels_before(above) == []


def test_what_was_left_out_is_shown_with_its_place() -> None:
    (found,) = read_grids_as_plans([grid("表紙"), grid(PIECE), grid(TABLE)], "表.docx")
    (one,) = (item for item in found.findings if item.code == "rows-unread")

    assert "1行" in one.message
    assert "相談件数 1 (R4) 2件" in one.message
    assert one.place.cell.endswith("1")


def test_a_row_below_the_table_with_one_figure_is_named_where_it_is_as_full() -> None:
    found = read_one(
        """
        指標 | R5目標 | R5実績 | 備考
        相談件数 | 100件 | 90件 | 窓口
        ※ 速報です。
        会員の紹介 | 紹介率 54.1% | 検討 | 窓口
        """
    )

    assert "rows-unread" in {one.code for one in found.findings}


def make_part(*rows: Sequence[Raw], name: str = "表2") -> Grid:
    return Grid(file="表.pdf", name=name, rows=widen_rows(rows), lettered=False)


@pytest.mark.parametrize(
    "rows",
    [
        [["R7"], ["130"], [""], ["13"]],
        [["令和7年度", ""], ["目標", "評価"], ["13人", "A"], ["120人", "－"]],
        [["実績"], [9], ["12件"]],
    ],
)
def test_figures_without_names_are_told(rows: list[list[Raw]]) -> None:
    (finding,) = describe_lone_columns([make_part(["作成", "企画課"], name="表1"), make_part(*rows)])

    assert finding.code == "columns-unread"
    assert "「表2」には見出しと数値だけがあり" in finding.message


@pytest.mark.parametrize(
    "rows",
    [
        [["R7"], ["130"]],
        [["事業名", "予算"], ["交流", "130"], ["広報", "90"]],
        [["評価", "内容"], ["A", "達成した"], ["B", "達成していない"]],
        [["連絡先", "042-555-0000"], ["内線", "123"], ["階", "2"]],
        [["R7の主な動き"], ["10月に開館した"], ["12月に閉じた"]],
    ],
)
def test_other_tables_are_not(rows: list[list[Raw]]) -> None:
    assert describe_lone_columns([make_part(*rows)]) == ()


def test_a_right_column_on_a_sheet_of_its_own_is_told() -> None:
    left: list[list[Raw]] = [
        ["指標名", "単位", "R5目標", "R5実績"],
        ["参加者数", "人", 10, 12],
        ["貸出数", "冊", 20, 18],
    ]

    (read,) = read_grids_as_plans([make_part(*left, name="進捗"), make_part(["R6"], [14], [22])], "表.pdf")

    assert "「表2」" in next(one.message for one in read.findings if one.code == "columns-unread")


def test_sheets_without_indicators_are_named() -> None:
    cover = replace(grid("評価シート\n企画課"), name="表紙")
    guide = replace(grid("目的 | 何のためかを記入"), name="記入例")
    blank = replace(grid(" "), name="Sheet3")

    (found,) = read_grids_as_plans([cover, grid(TABLE), guide, blank], "評価.xlsx")

    (said,) = [one for one in found.findings if one.code == "sheets-unread"]
    assert said.message.startswith("「表紙」、「記入例」のシートには")


def test_a_sheet_that_shows_how_to_fill_in_the_form_is_left_out() -> None:
    example = replace(grid(TABLE.replace("相談件数", "（例）移住者数")), name="記入例")

    (found,) = read_grids_as_plans([example, grid(TABLE)], "評価.xlsx")
    (alone,) = read_grids_as_plans([example], "評価.xlsx")

    assert [item.name for item in found.plan.indicators] == ["相談件数"]
    assert "「記入例」" in next(one.message for one in found.findings if one.code == "sheets-unread")
    assert [item.name for item in alone.plan.indicators] == ["（例）移住者数"]


def test_a_trade_fair_and_a_survey_of_samples_are_no_examples() -> None:
    sheets = [replace(grid(TABLE), name=name) for name in ("見本市", "サンプル調査")]

    found = read_grids_as_plans(sheets, "評価.xlsx")

    assert "sheets-unread" not in {one.code for read in found for one in read.findings}
