"""Tables with indicators side by side."""

from __future__ import annotations

import pytest

from shirube.core.fiscal_year import FiscalYear
from shirube.readers.grid import Span
from shirube.readers.grids_as_plans import read_grids_as_plans
from shirube.readers.source import UnreadableFile
from shirube.readers.turned_tables import turn_tables
from tests.readers.tables import actuals, grid, marks, rates, read, read_one, targets


def test_years_may_stand_below_one_another_with_indicators_side_by_side() -> None:
    found = read_one(
        """
        生物多様性地域戦略 指標の推移
        年度 | 観察会の参加者数（人） | 防除面積（ha）
        H30（基準） | 240 | 1.2
        R1 | 255 | 1.5
        R2 | 80 | -
        R6（目標） | 300 | 2.5
        ※R2は中止した催しがある。
        """
    )
    visitors, area = found.plan.indicators

    assert (visitors.name, visitors.unit) == ("観察会の参加者数（人）", "人")
    assert visitors.baseline is not None
    assert (visitors.baseline.reading.text, visitors.baseline.year) == ("240", FiscalYear(2018))
    assert (targets(visitors), actuals(visitors)) == ({2024: "300"}, {2019: "255", 2020: "80"})
    assert actuals(area) == {2019: "1.5", 2020: "-"}
    assert found.plan.title == "生物多様性地域戦略 指標の推移"
    assert "table-turned" in {one.code for one in found.findings}


def test_targets_and_actuals_may_stand_side_by_side_below_each_indicator() -> None:
    first, second = read_one(
        """
        年度 | 受講者数（人） |  | 登録者数（人） |
         | 目標 | 実績 | 目標 | 実績
        令和4年度 | 160 | 171 | 65 | 63
        令和5年度 | 170 | 180 | 70 | 74
        令和6年度 | 180 |  | 75 |
        """,
        merges=[Span(0, 1, 0, 2), Span(0, 3, 0, 4)],
    ).plan.indicators

    assert (first.name, second.name) == ("受講者数（人）", "登録者数（人）")
    assert targets(first) == {2022: "160", 2023: "170", 2024: "180"}
    assert (actuals(first), actuals(second)) == ({2022: "171", 2023: "180"}, {2022: "63", 2023: "74"})


def test_the_years_of_one_indicator_may_stand_below_one_another() -> None:
    found = read_one(
        """
        市民農園の利用区画数
        年度 | 目標値 | 実績値 | 達成率
        令和元年度 | 125 | 124 | 99.2%
        令和2年度 | 130 | 110 | 84.6%
        """
    )
    (item,) = found.plan.indicators

    assert item.name == "市民農園の利用区画数"
    assert (targets(item), actuals(item)) == ({2019: "125", 2020: "130"}, {2019: "124", 2020: "110"})
    assert rates(item) == {2019: "99.2%", 2020: "84.6%"}


def test_baselines_targets_and_actuals_may_be_the_rows() -> None:
    first, second = read_one(
        """
        区分 | 出荷額（億円） | 創業者数（人）
        基準値（H30） | 1,204 | 18
        目標値（R5） | 1,300 | 30
        実績値（R4） | 1,250 | 25
        実績値（R5） | 1,322 | 33
        達成率（R5） | 101.7% | 110.0%
        備考 | 速報 |
        """
    ).plan.indicators

    assert (targets(first), actuals(first)) == ({2023: "1,300"}, {2022: "1,250", 2023: "1,322"})
    assert (first.notes, rates(second)) == (("速報",), {2023: "110.0%"})


def test_years_may_be_merged_over_plan_and_actual() -> None:
    first, second = read_one(
        """
        年度 | 区分 | 認定者数（人） | 給付費（百万円）
        令和4年度 | 計画 | 4,520 | 7,210
         | 実績 | 4,488 | 7,055
        令和5年度 | 計画 | 4,610 | 7,380
         | 実績 |  |
        """
    ).plan.indicators

    assert (targets(first), actuals(first)) == ({2022: "4,520", 2023: "4,610"}, {2022: "4,488"})
    assert (second.name, targets(second)) == ("給付費（百万円）", {2022: "7,210", 2023: "7,380"})


def test_plan_and_actual_may_be_merged_over_years() -> None:
    (item,) = read_one(
        """
        区分 | 年度 | 認定者数（人）
        計画 | R4 | 4,520
         | R5 | 4,610
        実績 | R4 | 4,488
         | R5 | 4,640
        """
    ).plan.indicators

    assert (targets(item), actuals(item)) == ({2022: "4,520", 2023: "4,610"}, {2022: "4,488", 2023: "4,640"})


def test_units_may_stand_below_the_names() -> None:
    first, second = read_one(
        """
        年度 | 参加者数 | 防除面積
         | （人） | （ha）
        R5 | 255 | 1.5
        R6（目標） | 300 | 2.5
        """
    ).plan.indicators

    assert [(item.name, item.unit) for item in (first, second)] == [("参加者数", "人"), ("防除面積", "ha")]


def test_tables_above_and_below_stay_as_they_are() -> None:
    found = read(
        """
        指標 | R5目標 | R5実績
        相談件数 | 20 | 21
        講座数 | 5 | 5

        年度 | 参加者数 | 防除面積
        R5 | 255 | 1.5
        R6（目標） | 300 | 2.5

        年度 | 来館者数 | 貸出冊数
        R5 | 2550 | 15000
        R6（目標） | 3000 | 25000
        """
    )

    names = [[item.name for item in one.plan.indicators] for one in found]
    assert names == [["相談件数", "講座数"], ["参加者数", "防除面積", "来館者数", "貸出冊数"]]


def test_years_beside_names_alone_are_left_to_the_officer() -> None:
    """Nobody says whether these are what was planned or what was reached."""
    sheet = grid(
        """
        定員管理の数値目標
        年度 | 職員数 | 採用者数
        平成27年度 | 234人 | 11人
        平成28年度 | 231人 | 10人
        """
    )

    with pytest.raises(UnreadableFile):
        read_grids_as_plans([sheet], "表.xlsx")


@pytest.mark.parametrize(
    "text",
    [
        # Rows of one indicator each, with the year in front.
        """
        年度 | 指標 | 目標 | 実績
        R5 | 参加者数 | 20 | 21
        R6 | 相談件数 | 30 | 31
        """,
        # Lines of one indicator below years.
        """
        区分 | R5 | R6
        目標値 | 20 | 30
        実績値 | 21 | 31
        """,
        # Labels beside values.
        """
        項目 | 内容 | 備考
        目標値（R6） | 20 | 毎年
        実績値（R6） | 21 | 毎年
        """,
    ],
)
def test_other_tables_are_not_turned(text: str) -> None:
    try:
        found = read_grids_as_plans([grid(text)], "表.xlsx")
    except UnreadableFile:
        return
    assert "table-turned" not in {one.code for plan in found for one in plan.findings}


def test_a_plan_may_call_its_promise_by_its_own_name() -> None:
    """Blocks of several years below one another, each with its title, and signs that stand apart."""
    first, second = read(
        """
        平成18年度の数値目標の達成状況（単位：千円）
         | 歳出削減額 | 歳入確保額 | 改善額合計
        プラン | 555,422 | 9,622 | 565,044
        達成額 | 641,791 | ▲ 19,761 | 622,030
        上積み額 | 86,369 | ▲ 29,383 | 56,986

        平成19年度の数値目標の達成状況（単位：千円）
         | 歳出削減額 | 歳入確保額 | 改善額合計
        プラン | 703,611 | 25,122 | 728,733
        達成額 | 812,530 | ▲ 4,210 | 808,320
        上積み額 | 108,919 | ▲ 29,332 | 79,587
        """
    )

    saved, earned, both = first.plan.indicators
    assert (saved.name, earned.name, both.name) == ("歳出削減額", "歳入確保額", "改善額合計")
    assert (targets(earned), actuals(earned)) == ({2006: "9,622"}, {2006: "▲ 19,761"})
    assert [(targets(item), actuals(item)) for item in second.plan.indicators][1] == (
        {2007: "25,122"},
        {2007: "▲ 4,210"},
    )


def test_a_name_like_a_kind_beside_its_years_turns_nothing() -> None:
    found = read_one(
        """
        指標 | 年度 | 目標値 | 実績値
        目標達成率 | R5 | 18 | 44
        目標達成率 | R6 | 51 | 72
        資料配布数 | R5 | 245 | 195
        資料配布数 | R6 | 264 | 255
        """
    )

    assert [item.name for item in found.plan.indicators] == ["目標達成率", "資料配布数"]
    assert actuals(found.plan.indicators[1]) == {2023: "195", 2024: "255"}


def test_names_behind_the_word_for_an_indicator_head_a_turned_form() -> None:
    items = read_one(
        """
        地域再生計画 効果検証調書
        項目 | 指標１ | 指標２
        指標名 | 創業件数 | 雇用創出数
        単位 | 件 | 人
        事業開始前 | 3 | 10
        R6目標 | 8 | 30
        R6実績 | 9 | 27
        評価 | A | B
        """
    ).plan.indicators

    assert [(item.name, item.unit) for item in items] == [("創業件数", "件"), ("雇用創出数", "人")]
    assert [item.baseline.reading.text for item in items if item.baseline] == ["3", "10"]
    assert [targets(item) for item in items] == [{2024: "8"}, {2024: "30"}]
    assert [marks(item) for item in items] == [{2024: "A"}, {2024: "B"}]


def test_every_turned_table_of_a_sheet_is_read() -> None:
    """A plan with a table for each of thirty measures: from the twenty-first on they were left unread."""
    tables = [
        f"第{number}節\n区分 | 出荷額{number}（億円） | 創業者数{number}（人）\n"
        f"基準値(H30) | 1,204 | 18\n目標値(R5) | 1,300 | {number}\n"
        for number in range(1, 31)
    ]
    plans = read("\n".join(tables))

    items = [item for plan in plans for item in plan.plan.indicators]
    assert [targets(item)[2023] for item in items[1::2]] == [str(number) for number in range(1, 31)]
    assert [one.place.cell for plan in plans for one in plan.findings if one.code == "table-turned"] == [
        f"A{row}" for row in range(2, 152, 5)
    ]
    assert "rows-unread" not in {one.code for plan in plans for one in plan.findings}


def test_a_mark_of_the_form_right_below_the_years_is_none_of_them() -> None:
    found = read_one(
        """
        施策評価調書
        年度 | 指標① 入場者数（人） | | 指標② 出演団体数（団体） |
         | 目標 | 実績 | 目標 | 実績
        R5 | 5200 | 5330 | 32 | 33
        R6 | 5400 | 5210 | 34 | 34
        施策の評価 | Ｂ | | |
        """
    )

    first, second = found.plan.indicators
    assert (targets(first), actuals(first)) == ({2023: "5200", 2024: "5400"}, {2023: "5330", 2024: "5210"})
    assert (targets(second), actuals(second)) == ({2023: "32", 2024: "34"}, {2023: "33", 2024: "34"})


GOALS = """
取組目標の実施状況
取組項目 | 特別休暇の取得率 | 男性職員の育児休業取得率
取組目標 | 80%以上 | 20%以上
令和2年度 | 87.5% | 25.0%
令和3年度 | 81.8% | 45.5%
"""


def test_a_row_of_goals_of_the_efforts_holds_the_goals_beside_rows_of_years() -> None:
    found = read_one(GOALS)
    first, second = found.plan.indicators

    assert (first.name, second.name) == ("特別休暇の取得率", "男性職員の育児休業取得率")
    assert actuals(second) == {2020: "25.0%", 2021: "45.5%"}
    # Of which year the goal is the table does not say: that is asked, and no year is made up.
    assert [one.code for one in found.findings if one.level.name == "GRAVE"] == ["year-unknown"]


def test_goals_in_words_beside_years_turn_no_table() -> None:
    table = grid(
        GOALS.replace("80%以上", "周知する").replace("20%以上", "研修を行う").replace("45.5%", "実施")
    )

    assert turn_tables(table) == (table, ())


def test_a_label_of_months_turns_with_those_around_it_and_is_asked_about() -> None:
    found = read_one(
        """
        目標指標 | アクセス数 | 相談者数
        H25実績 | 342,980件 | 1,817人
        H26目標 | 510,000件 | 2,700人
        26.4~12実績 | 191,033件 | 2,530人
        H27目標 | 640,000件 | 3,400人
        """
    )

    first, second = found.plan.indicators
    assert (first.name, second.name) == ("アクセス数", "相談者数")
    assert targets(second) == {2014: "2,700人", 2015: "3,400人"}
    assert [text for _, text in second.extras] == ["2,530人"]
    assert "column-unknown" in {one.code for one in found.findings}
