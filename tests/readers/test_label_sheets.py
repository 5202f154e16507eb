"""Sheets of labels: a year and a kind of figure to each line."""

from __future__ import annotations

import time

import pytest

from shirube.readers.columns import MOST_LEVELS
from shirube.readers.grid import Grid
from shirube.readers.grids_as_plans import read_grids_as_plans
from shirube.readers.label_sheets import read_label_sheet
from tests.readers.tables import actuals, grid, marks, read, read_one, targets

SHEET = """
事務事業評価調書
事業名 | 移動図書館運営
担当部課 | 教育部図書館
位置付け | 政策3 生涯学習
活動指標 | 巡回回数
単位 | 回
令和5年度 目標 | 240
令和5年度 実績 | 236
令和6年度 目標 | 250
令和6年度 実績 | 228

成果指標 | 貸出冊数
単位 | 冊
基準値(R2) | 11,200
令和6年度目標 | 12,500
令和6年度実績 | 12,980
評価 | A
"""


def test_each_label_with_a_year_gives_its_figure_to_the_indicator_above() -> None:
    found = read_one(SHEET)
    first, second = found.plan.indicators

    assert [(item.name, item.unit, item.bodies) for item in (first, second)] == [
        ("巡回回数", "回", ("教育部図書館",)),
        ("貸出冊数", "冊", ("教育部図書館",)),
    ]
    assert (targets(first), actuals(first)) == ({2023: "240", 2024: "250"}, {2023: "236", 2024: "228"})
    assert (targets(second), actuals(second)) == ({2024: "12,500"}, {2024: "12,980"})
    assert second.baseline is not None and second.baseline.reading.text == "11,200"
    assert marks(second) == {2024: "A"}
    assert {path[-1].name for path, _ in found.plan.rows} == {"移動図書館運営"}


def test_what_is_said_besides_is_kept() -> None:
    plan = read_one(SHEET).plan

    assert plan.title == "事務事業評価調書"
    assert plan.remarks == ("位置付け 政策3 生涯学習",)


def test_years_may_stand_in_the_values_line_below_line() -> None:
    (item,) = read_one(
        """
        KPI① | 移住相談件数
        基準値 | 55件（R1）
        目標値 | 100件（R6）
        実績値 | R2：60件
               | R3：72件
        達成状況 | 順調
        """
    ).plan.indicators

    assert (targets(item), actuals(item)) == ({2024: "100件（R6）"}, {2020: "60件", 2021: "72件"})
    assert item.baseline is not None and item.baseline.year is not None and item.baseline.year.start == 2019
    assert marks(item) == {2021: "順調"}


def test_a_figure_without_a_year_is_asked_about() -> None:
    found = read_one("指標名 | 相談件数\n目標値 | 100件\n実績値（R6） | 90件\n実績値（R5） | 80件")

    assert "year-unknown" in {one.code for one in found.findings}
    assert targets(found.plan.indicators[0]) == {}


def test_a_level_after_indicators_begins_another_sheet_below() -> None:
    sheet = """
    事業名 | 移動図書館
    担当課 | 図書館
    指標名 | 巡回回数
    R5目標 | 240
    R5実績 | 236
    事業名 | 講座
    担当課 | 公民館
    指標名 | 講座数
    R5目標 | 12
    R5実績 | 10
    """

    found = read_one(sheet)

    assert [(path[-1].name, item.name, item.bodies) for path, item in found.plan.rows] == [
        ("移動図書館", "巡回回数", ("図書館",)),
        ("講座", "講座数", ("公民館",)),
    ]


def test_sheets_filled_in_after_one_form_are_one_plan() -> None:
    sheets = [grid(SHEET), grid(SHEET.replace("移動図書館", "公民館").replace("図書館", "公民館"))]

    (found,) = read_grids_as_plans(sheets, "調書.xlsx")

    assert len(found.plan.indicators) == 4


def test_labels_without_two_figures_are_no_indicator() -> None:
    assert read_label_sheet(grid("受付 | 3件\n目標 | がんばる")) is None
    assert read_label_sheet(grid("指標名 | 相談件数\n目標値(R6) | 100件")) is None


def test_indicators_beside_one_another_are_each_read() -> None:
    """Of 創業件数 | 雇用創出数 behind 指標名 only the first was read, and nobody was told."""
    first, second = read_one(
        """
        効果検証調書
        事業名 | 地域再生
        指標名 | 創業件数 | 雇用創出数
        単位 | 件 | 人
        担当の係 | 商工係 | 労政係
        R5目標 | 6 | 20
        R5実績 | 5 | 24
        R6目標 | 8 | 30
        R6実績 | 9 |
        """
    ).plan.indicators

    assert (first.name, first.unit, second.name, second.unit) == ("創業件数", "件", "雇用創出数", "人")
    assert (targets(first), actuals(first)) == ({2023: "6", 2024: "8"}, {2023: "5", 2024: "9"})
    assert (targets(second), actuals(second)) == ({2023: "20", 2024: "30"}, {2023: "24"})


def test_a_second_figure_that_no_name_stands_above_is_not_lost_silently() -> None:
    sheet = grid(
        """
        指標名 | 創業件数
        単位 | 件
        R5目標 | 6 | 20
        R5実績 | 5 | 24
        R6目標 | 8 | 30
        """
    )

    assert read_label_sheet(sheet) is None


def test_a_sheet_of_thousands_of_levels_makes_no_deeper_tree_than_a_plan() -> None:
    levels = "\n".join(f"施策 | 施策{number}" for number in range(500))
    sheet = read_label_sheet(grid(f"{levels}\n指標名 | 相談件数\n令和5年度目標 | 12\n令和5年度実績 | 13"))

    assert sheet is not None
    (record,) = sheet.records
    assert len(record.groups) == MOST_LEVELS
    assert record.groups[-1] == "施策499"


def test_headings_of_figures_below_the_label_of_a_name_are_labels_too() -> None:
    """Without a column of names the figures had no name, and 概要 became a second indicator."""
    (item,) = read_one(
        """
        重点プロジェクト個票
        KPI | 物産フェアの売上額（万円）
        基準値(R2) | 達成状況 | 目標値(R6) | 実績値(R6)
        840 | △ | 1200 | 1080
        概要 | 地域と連携して進める
        """
    ).plan.indicators

    assert (item.name, targets(item), actuals(item)) == (
        "物産フェアの売上額（万円）",
        {2024: "1200"},
        {2024: "1080"},
    )
    assert marks(item) == {2024: "△"}
    assert item.baseline is not None and item.baseline.reading.text == "840"


def test_a_form_with_a_table_of_further_figures_is_not_read_by_its_labels() -> None:
    found = read(
        """
        KPI | 売上額
        目標値(R6) | 実績値(R6)
        1200 | 1080

        指標 | R6目標 | R6実績
        相談件数 | 100 | 120
        来館者数 | 10 | 12
        """
    )

    assert "相談件数" in [item.name for one in found for item in one.plan.indicators]


def test_figures_without_a_year_are_of_that_of_the_title_of_their_sheet() -> None:
    """Forms of two years below one another: each figure belongs to the year above it."""

    def form(year: str, target: str, reached: str) -> Grid:
        text = f"{year} 指標管理シート\n指標1 | 満足度\n単位 | ％\n目標 | {target}\n実績 | {reached}"
        return grid(text)

    found = read_grids_as_plans([form("令和5年度", "90", "88"), form("令和6年度", "92", "93")], "表.xlsx")

    items = [item for one in found for item in one.plan.indicators]
    assert [targets(item) for item in items] == [{2023: "90"}, {2024: "92"}]
    assert [actuals(item) for item in items] == [{2023: "88"}, {2024: "93"}]


def test_a_title_of_two_years_gives_none() -> None:
    sheet = grid(
        """
        令和6年度 評価シート（令和5年度事業）
        指標 | 満足度
        目標 | 90
        実績 | 88
        """
    )

    assert read_label_sheet(sheet) is None


def test_names_and_units_may_stand_below_their_labels() -> None:
    (item,) = read_one(
        """
        地域包括ケア計画 指標個票
        指標名 | | 単位
        認知症カフェの数 | | か所
        基準値（令和3年度） | 目標値（令和8年度） | 実績値（令和6年度）
        4 | 10 | 8
        """
    ).plan.indicators

    assert (item.name, item.unit) == ("認知症カフェの数", "か所")
    assert (targets(item), actuals(item)) == ({2026: "10"}, {2024: "8"})


def test_a_line_between_the_name_and_its_figures_is_no_name() -> None:
    """(1) 数値の状況 right above the headings was taken for the name."""
    (item,) = read_one(
        """
        指標個票
        指標 | ごみの資源化率 | 単位 | ％
        担当課 | 環境課 | 記入日 | R7.5.30
        (1) 数値の状況
        基準値（R2） | 目標値（R6） | 実績値（R6） | 達成率 | 評価 | 前年度評価
        24.1 | 30.0 | 27.3 | 91.0% | Ｂ | Ｃ
        (2) 要因の分析
        """
    ).plan.indicators

    assert (item.name, item.unit, marks(item)) == ("ごみの資源化率", "％", {2024: "Ｂ"})


def test_a_unit_behind_a_figure_is_that_of_the_indicator() -> None:
    (item,) = read_one(
        """
        事業カルテ（令和6年度）
        指標 | 植樹の本数
        目標値 | 300 | 本 | 実績値 | 285 | 本
        達成率 | 95 | ％ | 進捗状況 | 順調
        """
    ).plan.indicators

    assert (item.unit, targets(item), actuals(item)) == ("本", {2024: "300"}, {2024: "285"})
    assert marks(item) == {2024: "順調"}


def test_a_sheet_is_read_for_each_name_of_a_row_within_the_limits_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A row of hundreds of names made hundreds of readings of thousands of rows."""
    sheet = grid("指標名 | 相談件数 | 利用者数\nR5目標 | 100 | 200\nR5実績 | 90 | 210")
    found = read_label_sheet(sheet)
    assert found is not None
    assert len(found.records) == 2
    monkeypatch.setattr("shirube.readers.source.MAX_CELLS", 3 * 3 * 2 - 1)

    assert read_label_sheet(sheet) is None


def test_forms_without_a_label_for_the_name_have_it_in_the_line_above() -> None:
    found = read_one(
        """
        こども計画
        会員数
        基準値(R3) | 612
        実績値(R6) | 655
        目標値(R8) | 700

        利用者数
        実績値(R6) | 51
        目標値(R8) | 60
        """
    )

    assert found.plan.title == "こども計画"
    assert [(item.name, targets(item)) for item in found.plan.indicators] == [
        ("会員数", {2026: "700"}),
        ("利用者数", {2026: "60"}),
    ]


def test_figures_of_money_below_a_line_are_no_indicator() -> None:
    assert read("事業費の内訳\nR5決算額 | 1,200\nR6決算額 | 1,300") == []


def test_a_label_that_says_the_name_counts_and_no_line_above() -> None:
    found = read_one("調書\n目標値(R8) | 700\n成果指標 | 会員数\n実績値(R6) | 655\n目標値(R7) | 680")

    assert [item.name for item in found.plan.indicators] == ["会員数"]


def test_a_mark_below_indicators_of_one_row_each_is_that_of_all() -> None:
    sheet = grid(
        """
        効果検証シート
        事業年度：令和6年度
        事業の名称 | 農業推進事業
        KPI① | 導入台数 | 目標値 | 20台 | 実績値 | 18台
        KPI② | 参加者数 | 目標値 | 80人 | 実績値 | 92人
        総合評価 | Ａ　順調に進んでいる
        """
    )

    (found,) = read_grids_as_plans([sheet], "検証.xlsx")

    assert [marks(item) for item in found.plan.indicators] == [{2024: "A"}, {2024: "A"}]


def test_figures_of_the_year_before_have_the_year_before_that_of_the_title() -> None:
    item = read_one(
        """
        令和6年度 行政評価シート
        指標 | 苦情の件数
        前年度実績 | 61 | 今年度目標 | 50
        今年度実績 | 48 | 来年度目標 | 45
        """
    ).plan.indicators[0]

    assert (targets(item), actuals(item)) == ({2024: "50", 2025: "45"}, {2023: "61", 2024: "48"})


def test_a_line_above_thousands_of_figures_is_looked_at_once() -> None:
    figures = "\n".join(f"令和5年度目標 | {number}" for number in range(3000))
    sheet = grid(f"子育ての取組\n{figures}\n指標名 | 会員数")
    begin = time.process_time()

    assert read_label_sheet(sheet) is None
    assert time.process_time() - begin < 5


def test_years_beside_labels_of_their_own_are_those_of_baseline_and_goal() -> None:
    item = read_one(
        """
        指標名 | 待機児童数
        単位 | 人
        基準値 | 12
        基準年度 | R1
        目標値 | 5
        目標年度 | R7
        令和5年度実績 | 8
        令和6年度実績 | 7
        """
    ).plan.indicators[0]

    assert item.baseline is not None and item.baseline.year is not None
    assert (item.baseline.year.start, targets(item)) == (2019, {2025: "5"})
