"""Sheets for one indicator: labels beside values above and below its figures."""

from __future__ import annotations

import pytest

from shirube.readers.block_labels import is_label_row, is_mark_row, read_labels
from tests.readers.tables import actuals, marks, read_one, targets

SHEET = """
事務事業評価調書
事業名|創業支援事業|担当課|商工課
成果指標|参加者数|単位|人
自己評価|A|基準値(令和3年度)|10|目標値(令和8年度)|50
年度|R5|R6|R7
目標|20|30|45
実績|21|31|17
取組内容|セミナーを開いた。
課題|周知、集客
"""


def test_a_sheet_for_one_indicator_is_read_whole() -> None:
    plan = read_one(SHEET).plan

    ((path, item),) = plan.rows
    assert (plan.title, path[-1].name, item.name) == ("事務事業評価調書", "創業支援事業", "参加者数")
    assert (item.unit, item.bodies) == ("人", ("商工課",))
    assert targets(item) == {2023: "20", 2024: "30", 2025: "45", 2026: "50"}
    assert actuals(item) == {2023: "21", 2024: "31", 2025: "17"}
    assert marks(item) == {2025: "A"}
    assert item.baseline is not None
    assert item.baseline.year is not None
    assert (item.baseline.reading.text, item.baseline.year.start) == ("10", 2021)
    assert item.statuses[0].issues == ("周知", "集客")


def test_rows_that_say_nothing_known_are_handed_back() -> None:
    found = read_labels([["備忘", "内線 123"], ["指標名", "参加者数"]], [0, 1])

    assert (found.unused, found.name) == ([0], "参加者数")


def test_a_row_of_a_table_is_no_row_of_labels() -> None:
    assert is_label_row(["担当課", "商工課", "", "単位", "人"])
    assert not is_label_row(["KPI(1)", "出生率", "0.90", "1.40", "市民課"])
    assert not is_label_row(["目標", "20", "30"])


def test_labels_may_stand_above_what_they_speak_of() -> None:
    text = """
    調書
    指標名|単位|担当課|目標値(令和8年度)
    参加者数|人|商工課|50
    年度|R5|R6
    目標|20|30
    実績|21|31
    """

    (item,) = read_one(text).plan.indicators

    assert (item.name, item.unit, item.bodies) == ("参加者数", "人", ("商工課",))
    assert targets(item) == {2023: "20", 2024: "30", 2026: "50"}


SERVICES = """
子ども・子育て支援事業計画の実績

(1) 利用者支援事業
|||（単位：か所）
区分|令和2年度|令和3年度|令和4年度
量の見込み|2|2|3
実績|2|2|2

(2) 延長保育
|||{unit}
区分|令和2年度|令和3年度|令和4年度
量の見込み|412|405|398
実績|377|369|401
"""


def test_a_unit_alone_above_the_years_is_that_of_the_figures_below_it() -> None:
    rows = read_one(SERVICES.format(unit="（単位：人）")).plan.rows

    assert [(item.name, item.unit) for _, item in rows] == [
        ("(1) 利用者支援事業", "か所"),
        ("(2) 延長保育", "人"),
    ]


def test_a_name_or_figures_with_a_unit_of_their_own_keep_it() -> None:
    first, second, third = read_one(
        """
        保育の実績
        |||（単位：人）
        指標|区分|令和2年度|令和3年度
        利用児童|目標|412|405
        |実績|377|369
        利用率（％）|目標|80|81
        |実績|79|82
        開所日数|目標|290日|291日
        |実績|290日|290日
        """
    ).plan.indicators

    assert (first.unit, second.unit, third.unit) == ("人", "%", "日")


def test_marks_of_several_points_of_view_are_told_from_figures() -> None:
    assert is_mark_row(["達成度", "3", "事業の妥当性", "3", "有効性", "II"])
    assert not is_mark_row(["達成度", "目標", "事業の妥当性", "実績"])
    assert not is_mark_row(["参加者数", "10", "相談件数", "20"])
    assert not is_mark_row(["達成度", "3"])


def test_the_name_of_a_level_may_stand_behind_its_number() -> None:
    row = ["基本目標", "Ⅲ", "交流のまち", "施策", "23", "移住定住の促進", "担当課", "企画課"]

    assert read_labels([row], [0]).nodes == ("Ⅲ 交流のまち", "23 移住定住の促進")
    assert read_labels([["施策", "5-3", "", "担当課", "商工課"]], [0]).nodes == ("5-3",)
    assert read_labels([["施策", "5-3", "説明の文です。"]], [0]).nodes == ("5-3",)


def test_what_counts_indicators_and_goals_is_no_name() -> None:
    found = read_one(
        """
        基本目標 | Ⅰ | 産業を興す
        KPI | その1 | 創業の件数 | 担当課 | 商工課
        区分 | R5 | R6
        目標 | 5 | 7
        実績 | 6 | 8
        """
    )

    ((path, item),) = found.plan.rows
    assert (item.name, [node.name for node in path]) == ("創業の件数", ["Ⅰ 産業を興す"])


@pytest.mark.parametrize("title", ["地域計画 進捗管理表", "H27事務事業評価(実績評価)(シートA)"])
def test_each_block_of_a_sheet_has_the_name_behind_its_number(title: str) -> None:
    block = """
        KPI番号 | {} | KPI | {}
         | 基準値(基準年度) | H27 | H28
        目標値 | 60%(H26) | 70% | 76%
        実績値(推計値) | | 70% | 70%
        """
    found = read_one(title + block.format(53, "整備率") + block.format(55, "結成率"))

    assert [item.name for item in found.plan.indicators] == ["整備率", "結成率"]
    assert found.plan.title == title
    assert found.plan.levels == ()
