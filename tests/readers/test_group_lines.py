"""Lines between rows that head the rows below them."""

from __future__ import annotations

import pytest

from shirube.core.finding import Level
from shirube.readers.columns import MOST_LEVELS
from shirube.readers.group_lines import GroupPath, find_group_lines, find_style, is_unmeasured, spread_lines
from shirube.readers.result import ReadPlan
from shirube.readers.table import find_tables
from tests.readers.tables import read_one


def paths(found: ReadPlan) -> dict[str, str]:
    return {item.name: " > ".join(node.name for node in path if node.name) for path, item in found.plan.rows}


def test_lines_in_the_column_of_names_head_the_rows_below() -> None:
    found = read_one(
        """
        指標 | R5目標 | R5実績 | R6目標 | R6実績
        目標Ⅰ 意識の改革 | | | |
        受講者数（人） | 200 | 210 | 220 | 180
        目標Ⅱ 働く場 | | | |
        認定企業数（社） | 10 | 8 | 12 | 12
        (1) 女性の起業 | | | |
        相談件数（件） | 30 | 42 | 35 | 51
        (2) 男性の参画 | | | |
        取得者数（人） | 3 | 4 | 5 | 5
        目標Ⅲ 推進体制 | | | |
        会議の回数（回） | 2 | 2 | 2 | 2
        """
    )

    assert paths(found) == {
        "受講者数（人）": "目標Ⅰ 意識の改革",
        "認定企業数（社）": "目標Ⅱ 働く場",
        "相談件数（件）": "目標Ⅱ 働く場 > (1) 女性の起業",
        "取得者数（人）": "目標Ⅱ 働く場 > (2) 男性の参画",
        "会議の回数（回）": "目標Ⅲ 推進体制",
    }
    (said,) = (one for one in found.findings if one.code == "group-lines")
    assert "5行" in said.message


def test_lines_over_rows_with_levels_of_their_own_are_a_level_above() -> None:
    found = read_one(
        """
        施策 | 指標 | R5目標 | R5実績
        基本目標1 まち | | |
        啓発 | 受講者数 | 200 | 210
         | 回数 | 4 | 4
        基本目標2 しごと | | |
        企業 | 認定数 | 10 | 8
        """
    )

    assert paths(found) == {
        "受講者数": "基本目標1 まち > 啓発",
        "回数": "基本目標1 まち > 啓発",
        "認定数": "基本目標2 しごと > 企業",
    }


def test_lines_that_alone_fill_a_column_of_levels_stay_that_level() -> None:
    found = read_one(
        """
        方向性 | 施策 | 指標 | R5目標 | R5実績
        まち | | | |
         | 啓発 | 受講者数 | 200 | 210
        しごと | | | |
         | 企業 | 認定数 | 10 | 8
        """
    )

    assert paths(found) == {"受講者数": "まち > 啓発", "認定数": "しごと > 企業"}
    assert found.plan.levels == ("方向性", "施策")
    assert "group-lines" not in {one.code for one in found.findings}


def test_the_first_of_the_lines_may_stand_above_the_headings() -> None:
    found = read_one(
        """
        KPI一覧
        1 産業の振興
        (1) 農業
        指標 | R5目標 | R5実績
        認定農業者数（人） | 100 | 98
        (2) 商業
        指標 | R5目標 | R5実績
        創業件数（件） | 10 | 12
        2 福祉の充実
        (1) 高齢者
        指標 | R5目標 | R5実績
        サロン数（か所） | 30 | 31
        """
    )

    assert paths(found) == {
        "認定農業者数（人）": "1 産業の振興 > (1) 農業",
        "創業件数（件）": "1 産業の振興 > (2) 商業",
        "サロン数（か所）": "2 福祉の充実 > (1) 高齢者",
    }
    assert found.plan.remarks == ()


HEADED_AGAIN = """指標 | R5目標 | R5実績
認定農業者数 | 100 | 98
商業の振興
指標 | R5目標 | R5実績
創業件数 | 10 | 12"""


def test_the_first_of_lines_without_numbers_may_stand_above_the_headings() -> None:
    found = read_one(f"総合戦略 KPI一覧\n農業の振興\n{HEADED_AGAIN}")

    assert paths(found) == {"認定農業者数": "農業の振興", "創業件数": "商業の振興"}
    assert (found.plan.title, found.plan.remarks) == ("総合戦略 KPI一覧", ())


def test_a_line_above_the_headings_is_no_group_unless_the_others_stand_so_too() -> None:
    """One title above, or lines without headings of their own below them, and nobody knows."""
    once = HEADED_AGAIN.replace("振興\n指標 | R5目標 | R5実績", "振興")

    assert paths(read_one(f"総合戦略 KPI一覧\n{HEADED_AGAIN}"))["認定農業者数"] == ""
    assert paths(read_one(f"総合戦略 KPI一覧\n所管の分\n{once}"))["認定農業者数"] == ""


def test_an_indicator_without_any_figure_is_no_heading() -> None:
    found = read_one(
        """
        区分 | 指標 | 単位 | R5目標 | R5実績 | 評価
        健康 | 受講者数 | 人 | 200 | 210 | A
         | 新しい指標 | 件 | | |
         | 掲載回数 | 回 | 4 | 4 | A
         | 次の指標 | 件 | | |
        """
    )

    assert [item.name for item in found.plan.indicators] == ["受講者数", "新しい指標", "掲載回数", "次の指標"]


def test_a_name_beside_levels_or_at_the_end_is_an_indicator_without_figures() -> None:
    beside = read_one(
        """
        施策 | 指標 | R5目標 | R5実績
        啓発 | 受講者数 | 200 | 210
         | 満足度 | |
         | 掲載回数 | 4 | 4
        """
    )
    last = read_one(
        """
        指標 | R5目標 | R5実績
        受講者数 | 200 | 210
        満足度 | |
        """
    )

    assert [item.name for item in beside.plan.indicators] == ["受講者数", "満足度", "掲載回数"]
    assert [item.name for item in last.plan.indicators] == ["受講者数", "満足度"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("(1) 農業", "（２） 商業"),
        ("目標Ⅰ 意識", "目標Ⅱ 働く場"),
        ("第1章 総論", "第２章 各論"),
        ("①啓発", "② 相談"),
        ("1-1 道路", "1-2 公園"),
        ("■健康", "■ 福祉"),
        ("3. 教育", "12. 文化"),
    ],
)
def test_lines_numbered_alike_stand_beside_one_another(one: str, other: str) -> None:
    assert find_style(one) == find_style(other) != ""


@pytest.mark.parametrize("text", ["意識の改革", "3年以内の離職率", "A地区の人口", "目標値", "10代の喫煙率"])
def test_words_with_a_figure_in_them_are_not_numbered(text: str) -> None:
    assert find_style(text) == ""


def test_a_line_of_another_kind_goes_one_deeper_and_its_own_kind_back() -> None:
    path = GroupPath()
    seen = []
    for text in ["基本目標1 しごと", "(1) 農業", "(2) 商業", "基本目標2 ひと", "(1) 移住"]:
        path.open(text)
        seen.append(path.use())

    assert seen == [
        ("基本目標1 しごと",),
        ("基本目標1 しごと", "(1) 農業"),
        ("基本目標1 しごと", "(2) 商業"),
        ("基本目標2 ひと",),
        ("基本目標2 ひと", "(1) 移住"),
    ]


@pytest.mark.parametrize(
    ("name", "unit", "expected"),
    [("受講者数", "人", True), ("受講者数（人）", "", True), ("啓発", "", False), ("A", "人", False)],
)
def test_what_names_a_unit_will_be_measured(name: str, unit: str, expected: bool) -> None:
    assert is_unmeasured(name, unit) is expected


def test_a_table_without_columns_of_figures_has_no_such_lines() -> None:
    found = read_one(
        """
        指標 | R5目標 | R5実績
        受講者数 | 200 | 210
        """
    )

    assert find_group_lines(find_tables(found.grid)[0], names=(0,), levels=(), values=()) == ()


def test_lines_that_each_begin_in_their_own_way_make_no_deeper_tree_than_a_plan() -> None:
    """A thousand signs would be a thousand columns of levels for every row."""
    path = GroupPath()
    for number in range(1_000):
        path.open(f"{chr(0x4E00 + number)}施策1")

    assert len(path.use()) == MOST_LEVELS
    assert path.texts[-1] == f"{chr(0x4E00 + 999)}施策1"


@pytest.mark.parametrize("title", ["部の平成18年度の検証", ""])
def test_the_line_above_the_first_headings_is_a_group_also_where_names_stand_in_the_cells(title: str) -> None:
    found = read_one(
        f"""
        {title}
        財源の確保
        18年度目標 | 18年度実績 | 自己評価
        口座振替率：45% | 46.1% | A
        温暖化対策
        18年度目標 | 18年度実績 | 自己評価
        排出量：352トン | 439トン | A
        """
    )

    # Without a title the first line is that of the sheet.
    first = "財源の確保" if title else ""
    assert [path[-1].name for path, _ in found.plan.rows] == [first, "温暖化対策"]


def test_a_row_that_counts_on_from_a_line_stands_beside_it() -> None:
    found = read_one(
        """
        指標 | 現状値（H20） | 目標値（H22）
        1.関心のある人の割合 | 69.8% | 90%
        2.朝食を欠食する割合 | |
        子ども | 4.1% | 0%
        20歳代男性 | 29.5% | 15%
        3.地場産物の割合 | 21.2% | 30%
        4.認知している割合 | 77.3% | 80%
        """
    )

    assert paths(found) == {
        "1.関心のある人の割合": "",
        "子ども": "2.朝食を欠食する割合",
        "20歳代男性": "2.朝食を欠食する割合",
        "3.地場産物の割合": "",
        "4.認知している割合": "",
    }


def test_rows_numbered_below_a_numbered_line_stay_under_it() -> None:
    path = GroupPath()
    path.open("2. 農業")

    assert path.use("2. 面積") == ("2. 農業",)
    assert path.use("3. 戸数") == ("2. 農業",)


def test_what_stands_in_no_group_says_so_in_the_column_of_groups() -> None:
    assert spread_lines([(), ("農業", "稲作"), ("農業",), ("農業",), ()]) == [
        ("", ""),
        ("農業", "稲作"),
        ("農業", "－"),
        ("農業", ""),
        ("－", ""),
    ]


def test_an_indicator_that_nobody_filled_in_heads_nothing() -> None:
    found = read_one(
        """
        事業の名称 | 指標 | | R5目標 | R5実績
        戦略の策定 | 指標① | 策定数 | 1件 | 1件
        | 指標② | | |
        | 指標③ | | |
        移住の促進 | 指標① | 相談件数 | 2件 | 4件
        """
    )

    assert [[node.name for node in path] for path, _ in found.plan.rows] == [["戦略の策定"], ["移住の促進"]]


def test_rows_without_a_figure_that_head_none_are_told() -> None:
    found = read_one("""
        平成24年度の進捗状況
        活動プラン | 取組状況 | | 24年度実績 | 24年度目標
        ①説明と同意の徹底 | 研修 | ○
        ②外来の充実 | 相談 | ○ | 開設数 14外来 | 開設数 16外来
        ③予約率の向上 | 電話 | ○ | 予約率 84.2% | 予約率 80.0%
        """)

    (said,) = (one for one in found.findings if one.code == "rows-without-figures")
    assert "説明と同意の徹底" in said.message
    assert said.level is Level.ODD
    assert [item.name for item in found.plan.indicators] == ["開設数", "予約率"]


def test_a_row_with_a_count_beside_its_name_heads_none() -> None:
    found = read_one("""
        行政改革の総括表
        大項目／中項目 | 項目数 | 計画額(A) | 実績額(B)
        Ⅰ 協働の促進 | 4 | |
        1 活動の支援 | 2 | |
        Ⅱ 公共サービスの創造 | 7 | 500 | 678
        4 民間の活力 | 3 | 500 | 678
        """)

    assert not any(
        "協働の促進" in node.name or "活動の支援" in node.name for path, _ in found.plan.rows for node in path
    )
    assert "rows-without-figures" in {one.code for one in found.findings}
