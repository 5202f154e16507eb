"""Which columns name the indicators."""

from __future__ import annotations

import pytest

from shirube.readers.column_roles import find_column_roles
from shirube.readers.name_columns import (
    are_mostly_figures,
    are_mostly_named,
    is_named_quantity,
    is_plain_item,
)
from shirube.readers.table import find_tables
from tests.readers.tables import actuals, grid, read_one


def find_name_columns(text: str) -> list[int]:
    (table,) = find_tables(grid(text))
    return [item.index for item in find_column_roles(table) if item.name]


def test_the_column_headed_so_holds_the_names() -> None:
    assert find_name_columns("施策 | 指標 | R5目標 | R5実績\n相談 | 相談件数 | 75 | 70") == [1]


def test_the_lowest_level_holds_them_where_no_other_does() -> None:
    assert find_name_columns("分野 | 施策 | R5目標 | R5実績\n福祉 | 相談件数 | 75 | 70") == [1]


def test_what_tells_rows_of_one_name_apart_is_part_of_the_name() -> None:
    rows = "朝食を毎日食べる割合 | 小6 | 90% | 88%\n | 中3 | 85% | 84%"

    assert find_name_columns(f"指標 | 校種 | R5目標 | R5実績\n{rows}") == [0, 1]
    assert find_name_columns(f"指標 | 校種 | R5目標 | R5実績\n{rows.replace('中3', '小6')}") == [0]


def test_of_whom_a_figure_is_tells_even_two_rows_of_many_apart() -> None:
    rows = "自己肯定感 | 小6 | 90% | 88%\n | 中3 | 85% | 84%\n"
    rows += "利用率 | 産婦 | 30% | 21%\n満足度 | 保護者 | 90% | 89%\n認知度 | － | 40% | 35%"

    assert find_name_columns(f"指標 | 対象 | R5目標 | R5実績\n{rows}") == [0, 1]
    assert find_name_columns(f"指標 | 調査名 | R5目標 | R5実績\n{rows}") == [0]


@pytest.mark.parametrize(
    ("title", "expected"), [("項目", True), ("サービスの種類", True), ("区分（人）", True), ("指標名", False)]
)
def test_a_heading_may_say_only_that_a_name_stands_below(title: str, expected: bool) -> None:
    assert is_plain_item(title) is expected


@pytest.mark.parametrize(
    ("text", "named"), [("口座振替率:45%", True), ("45%", False), ("検討", False), ("2025年までに45%", False)]
)
def test_a_name_with_its_figure_is_known(text: str, named: bool) -> None:
    assert is_named_quantity(text) is named


def test_most_cells_tell_what_a_column_holds() -> None:
    assert are_mostly_named(["口座振替率:45%", "収納率:98%", "-"])
    assert not are_mostly_named(["口座振替率:45%", "45%"])
    assert not are_mostly_named([])
    assert are_mostly_figures(["12", "13人", "-"])
    assert not are_mostly_figures(["12", "検討"])


def test_where_the_column_of_indicators_only_counts_lines_the_next_one_names_them() -> None:
    found = read_one(
        """
        農業の振興
        評価指標 | 目標の内容 | 現状値(現況年度) | 27年度実績 | 目標値(目標年度)
        1 | 認定農業者数を増やします | | |
         | ○認定経営体数 | 122経営体(26年度) | 126経営体 | 132経営体(36年度)
        2 | 農業施設等を計画的に更新します | | |
        | ①県営事業の進捗率 | 0%(26年度) | 1.7% | 43%(36年度)
        | ②事業の取り組み数 | 2箇所(26年度) | 3箇所 | 2箇所(36年度)
        """
    )

    rows = [(path[-1].name, item.name, actuals(item)) for path, item in found.plan.rows]
    assert rows == [
        ("1 認定農業者数を増やします", "○認定経営体数", {2015: "126経営体"}),
        ("2 農業施設等を計画的に更新します", "①県営事業の進捗率", {2015: "1.7%"}),
        ("2 農業施設等を計画的に更新します", "②事業の取り組み数", {2015: "3箇所"}),
    ]
    assert not [one for one in found.findings if one.code == "rows-unread"]


def test_a_text_beside_names_names_nothing() -> None:
    found = read_one(
        """
        農業の振興
        評価指標 | 目標の内容 | 27年度実績 | 目標値(36年度)
        認定経営体数 | 市が認定したもの | 126経営体 | 132経営体
        法人化数 | 集落営農の法人 | 4法人 | 6法人
        """
    )

    assert [item.name for item in found.plan.indicators] == ["認定経営体数", "法人化数"]


def test_ages_without_a_heading_are_the_rest_of_names_and_no_figures() -> None:
    found = read_one(
        """
        健康増進・食育推進計画
        指標 |  | 策定時値(平成29年度) | 目標値(平成34年度)
        栄養成分表示を参考にする人の割合 | 18歳以上 | 43.7% | 60%
        郷土料理を食べている人の割合 | 18歳～39歳 | 56.1% | 80%
          | ④40歳以上 | 62.5% | 85%
        """
    )

    assert [item.name for item in found.plan.indicators] == [
        "栄養成分表示を参考にする人の割合 18歳以上",
        "郷土料理を食べている人の割合 18歳～39歳",
        "郷土料理を食べている人の割合 ④40歳以上",
    ]


SUPPORT = """
令和2年度 経営発達支援計画評価
支援内容 | 計画 | 実績 | 評価 | コメント
Ⅰ-1 経営状況の分析 | | | |
①セミナー開催回数 | 3 | 2 | C | 中止が1回
②経営分析件数 | 60 | 75 | A |
"""


def test_short_contents_name_their_rows_where_nothing_else_does() -> None:
    first, second = read_one(SUPPORT).plan.indicators

    assert (first.name, actuals(first)) == ("①セミナー開催回数", {2020: "2"})
    assert second.name == "②経営分析件数"


def test_short_contents_name_the_rows_of_one_activity_and_stay_beside_names_of_their_own() -> None:
    head = "令和2年度 事業評価\n事業名 | 支援内容 | 目標 | 実績\n"

    several = read_one(head + "経営分析 | セミナー | 3 | 2\n  | 分析件数 | 60 | 75").plan
    single = read_one(head + "創業塾 | 年1回開催 | 20 | 18\n経営分析 | 巡回時 | 60 | 75").plan

    assert [item.name for item in several.indicators] == ["セミナー", "分析件数"]
    assert [[node.name for node in path] for path, _ in single.rows] == [["創業塾"], ["経営分析"]]


def test_sentences_below_a_heading_of_contents_are_no_names() -> None:
    text = SUPPORT.replace("①セミナー開催回数", "セミナーを開催した。").replace(
        "②経営分析件数", "経営を分析した。"
    )

    assert not any(item.name.endswith("。") for item in read_one(text).plan.indicators)


def test_a_first_column_that_only_counts_names_nothing() -> None:
    text = """
    平成29年度 経営発達支援計画の実績
    指針 | 支援メニュー | 目標件数 | 実績件数
    ① | 経営分析 | 40 | 44
    ② | 事業計画策定 | 30 | 27
    ② | 策定後フォロー | 120 | 131
    """
    plan = read_one(text).plan
    told = read_one(text.replace("策定後フォロー", "事業計画策定")).plan

    assert [item.name for item in plan.indicators] == ["経営分析", "事業計画策定", "策定後フォロー"]
    assert [item.name for item in told.indicators] == ["①", "②", "②"]


def test_a_column_that_only_counts_the_policies_holds_no_names() -> None:
    rows = read_one(
        """
        NO. | 項目 | 基本方針 | 策定時の値 | 現状値 | 目標値(R7年度)
        1 | 朝食を食べる子どもの割合 | 1 | 90.3%(R1年度) | 93.7%(R5年度) | 100%
        2 | 食育に関心を持つ人の割合 | 2 | 61.6%(R2年度) | 76.4%(R5年度) | 80%
        """
    ).plan.rows

    assert [(path[-1].name, item.name) for path, item in rows] == [
        ("1", "朝食を食べる子どもの割合"),
        ("2", "食育に関心を持つ人の割合"),
    ]


ACTIVITIES = """
令和4年度 評価
重点項目 | 事業名 | 実施計画 | 目標 | 実績 | 達成率
1 地域福祉 | ふれあいサロン | 箇所数 | 45 | 47 | 104%
 | | 延べ参加者数 | 8,000 | 6,200 | 78%
2 権利擁護 | 日常生活自立支援 | 契約件数 | 40 | 38 | 95%
"""


def test_what_tells_the_rows_of_one_activity_apart_names_them() -> None:
    rows = read_one(ACTIVITIES).plan.rows

    assert [(path[-1].name, item.name) for path, item in rows] == [
        ("ふれあいサロン", "箇所数"),
        ("ふれあいサロン", "延べ参加者数"),
        ("日常生活自立支援", "契約件数"),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # Each activity has its own row: the column may say anything.
        (" | | 延べ参加者数", " | 創業塾 | 延べ参加者数"),
        # Units, sentences, and words that do not tell the rows apart.
        ("延べ参加者数", "者"),
        ("延べ参加者数", "参加者を増やす。"),
        ("延べ参加者数", "箇所数"),
    ],
)
def test_other_words_beside_activities_name_nothing(old: str, new: str) -> None:
    plan = read_one(ACTIVITIES.replace(old, new)).plan

    assert "契約件数" not in [item.name for item in plan.indicators]


def test_where_nothing_else_names_the_rows_short_texts_below_any_heading_do() -> None:
    found = read_one(
        """
         | 支援の概要 | 現状値(R3) | R5実績 | 目標値(R8)
        1 | 農家を増やす | | |
         | 認定経営体数 | 122 | 126 | 132
        2 | 法人を増やす | | |
         | 法人化した集落数 | 3 | 4 | 6
        """
    )

    assert [item.name for item in found.plan.indicators] == ["認定経営体数", "法人化した集落数"]


def test_spans_of_ages_tell_rows_of_one_name_apart() -> None:
    items = read_one(
        """項目 | 年齢 | 現状値(R2) | 目標値(R7)
        運動習慣のある割合 | 20～64歳 | 30% | 40%
         | 65歳以上 | 25% | 35%
        食育に関心がある割合 | 20歳以上 | 70% | 90%"""
    ).plan.indicators

    assert [item.name for item in items] == [
        "運動習慣のある割合 20～64歳",
        "運動習慣のある割合 65歳以上",
        "食育に関心がある割合 20歳以上",
    ]


def test_what_is_left_of_its_unit_is_named_so_though_a_column_sorts_it() -> None:
    (path, item) = read_one(
        """
        指標値 | 区分   | 内容         | 単位 | R4(実績) | R5(実績) | 目標値(R8)
               | ☆活動 | 車両の管理数 | 台   | 25       | 26       | 27
        """
    ).plan.rows[0]

    assert (path[-1].name, item.name, item.unit) == ("☆活動", "車両の管理数", "台")


def test_a_text_beside_an_activity_is_no_name_of_it() -> None:
    (item,) = read_one(
        """
        事業名   | 内容         | 単位 | R5目標 | R5実績
        創業支援 | 講座を開いた | 回   | 2      | 3
        """
    ).plan.indicators

    assert "講座" not in item.name


@pytest.mark.parametrize("heading", ["項目", "指標"])
def test_words_without_a_heading_left_of_the_names_group_them(heading: str) -> None:
    plan = read_one(
        f"""| {heading} | 目標(R5) | 実績(R5)
        全部門共通 | ガソリン使用量 | 10 | 9
         | 低公害車の台数 | 20 | 21
        本庁 | 電力使用量 | 30 | 31
         | 水の使用量 | 30 | 31"""
    ).plan

    assert [([node.name for node in path], item.name) for path, item in plan.rows] == [
        (["全部門共通"], "ガソリン使用量"),
        (["全部門共通"], "低公害車の台数"),
        (["本庁"], "電力使用量"),
        (["本庁"], "水の使用量"),
    ]


def test_a_name_written_again_in_each_row_is_told_apart_by_the_word_beside_it() -> None:
    found = read_one(
        """
        指標 | 学年 | R5目標 | R5実績
        授業がよくわかる割合 | 小学6年 | 86% | 85%
        授業がよくわかる割合 | 中学3年 | 78% | 78%
        端末を使う学級の割合 | 小学6年 | 75% | 88%
        端末を使う学級の割合 | 中学3年 | 75% | 70%
        達成の考え方は資料2のとおり | | |
        """
    )

    assert [item.name for item in found.plan.indicators][:2] == [
        "授業がよくわかる割合 小学6年",
        "授業がよくわかる割合 中学3年",
    ]
