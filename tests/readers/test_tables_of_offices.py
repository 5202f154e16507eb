"""Tables as offices keep them: formulas for headings, revised targets, words of progress, forms."""

from __future__ import annotations

import pytest

from tests.readers.tables import actuals, marks, read_one, targets


def codes(text: str) -> set[str]:
    return {one.code for one in read_one(text).findings}


def test_a_difference_told_by_a_formula_is_neither_a_year_nor_an_actual() -> None:
    """計画Ａ, 決算Ｂ and Ｂ－Ａ: below a year the formula was taken for the figures of that year."""
    (item,) = read_one(
        """
        区分 | 単位 | 令和５年度 | | | 令和６年度 | |
         | | 計画Ａ | 決算Ｂ | Ｂ－Ａ | 計画Ａ | 決算Ｂ | Ｂ－Ａ
        使用料収入 | 百万円 | １，２５０ | １，２３４ | △１６ | １，２６０ | １，２７１ | １１
        """
    ).plan.indicators

    assert targets(item) == {2023: "１，２５０", 2024: "１，２６０"}
    assert actuals(item) == {2023: "１，２３４", 2024: "１，２７１"}


@pytest.mark.parametrize("formula", ["③－①", "B-A", "(B)-(A)"])
def test_a_formula_below_a_year_is_no_actual_of_it(formula: str) -> None:
    (item,) = read_one(
        f"""
        指標 | 令和6年度 | |
         | 目標 | 実績 | {formula}
        相談件数 | 100 | 120 | 20
        """
    ).plan.indicators

    assert (targets(item), actuals(item)) == ({2024: "100"}, {2024: "120"})


def test_a_letter_beside_a_year_is_still_the_year_alone() -> None:
    """R6(B) below 実績 names a column for a formula: the negative control of formulas."""
    (item,) = read_one(
        """
        指標 | 目標(A) | 実績 |
         | R6 | R5 | R6(B)
        相談件数 | 100 | 90 | 120
        """
    ).plan.indicators

    assert actuals(item)[2024] == "120"


def test_original_and_revised_targets_below_one_heading_are_targets_both() -> None:
    """当初 below 目標値(R7) is no baseline, and no actual of the year to come."""
    (item,) = read_one(
        """
        KPI | 基準値(R1) | 目標値(R7) | | 実績値 |
         | | 当初 | 見直し後 | R5 | R6
        新規就農者数 | 0人 | 30人 | 25人 | 15人 | 21人
        """
    ).plan.indicators

    assert actuals(item) == {2023: "15人", 2024: "21人"}
    assert targets(item) == {2025: "25人"}
    assert [revision.before.text for revision in item.targets[0].revisions] == ["30人"]
    assert item.baseline is not None and item.baseline.reading.text == "0人"


def test_original_alone_is_still_where_things_began() -> None:
    (item,) = read_one(
        """
        KPI | 当初 | 目標値(R7) | 実績値(R6)
        新規就農者数 | 3人 | 25人 | 21人
        """
    ).plan.indicators

    assert item.baseline is not None and item.baseline.reading.text == "3人"


@pytest.mark.parametrize("heading", ["傾向", "R6時点の進み具合", "動き"])
def test_words_of_progress_behind_the_figures_are_the_mark_whatever_heads_them(heading: str) -> None:
    items = read_one(
        f"""
        指標 | R5実績 | R6実績 | R8目標 | {heading}
        認知度 | 71.5% | 74.0% | 85% | 改善
        不安を感じる割合 | 33.8% | 35.1% | 30% | 悪化
        """
    ).plan.indicators

    assert [marks(item) for item in items] == [{2024: "改善"}, {2024: "悪化"}]


@pytest.mark.parametrize(
    ("heading", "first", "second"),
    [
        ("前年度の動き", "改善", "悪化"),  # of another year
        ("今後", "改善", "維持"),  # what comes next
        ("動き", "改善", "若い人に広がった"),
    ],
)
def test_other_words_behind_the_figures_are_no_mark(heading: str, first: str, second: str) -> None:
    items = read_one(
        f"""
        指標 | R5実績 | R6実績 | R8目標 | {heading}
        認知度 | 71.5% | 74.0% | 85% | {first}
        不安を感じる割合 | 33.8% | 35.1% | 30% | {second}
        """
    ).plan.indicators

    assert [marks(item) for item in items] == [{}, {}]


def test_questions_of_a_survey_are_the_indicators() -> None:
    (item,) = read_one(
        """
        施策 | 設問 | 望ましい向き | 令和6年度 | 目標（令和9年度）
        防犯 | 治安に不安を感じる人の割合 | 低下 | 35.1% | 30%
        """
    ).plan.indicators

    assert (item.name, item.direction.value) == ("治安に不安を感じる人の割合", "減少")


@pytest.mark.parametrize("heading", ["今年度評価", "5段階評価", "今回評価"])
def test_a_mark_of_this_year_is_the_mark(heading: str) -> None:
    (item,) = read_one(
        f"""
        令和6年度の評価
        指標 | 目標値 | 実績値 | {heading} | 前年度評価
        受講者数 | 5,000人 | 4,350人 | 3 | 2
        """
    ).plan.indicators

    assert marks(item) == {2024: "3"}


def test_a_row_of_the_first_year_is_where_an_indicator_began() -> None:
    """H30(基準) in the column of years made the whole table rows without names."""
    first, second = read_one(
        """
        目標項目 | 年度 | 目標値 | 実績値 | 達成
        朝食を食べる割合（％） | H30(基準) | | 88.1 |
         | R5 | 91.0 | 91.2 | ○
         | R6 | 92.0 | 91.5 | ×
        食育ボランティア（人） | H30(基準) | | 55 |
         | R5 | 62 | 58 | ×
         | R6 | 64 | 集計中 | ―
        """
    ).plan.indicators

    assert first.baseline is not None and first.baseline.year is not None
    assert (first.baseline.reading.text, first.baseline.year.start) == ("88.1", 2018)
    assert (targets(first), actuals(first)) == ({2023: "91.0", 2024: "92.0"}, {2023: "91.2", 2024: "91.5"})
    assert marks(first) == {2023: "○", 2024: "×"}
    assert actuals(second) == {2023: "58", 2024: "集計中"}


def test_a_year_with_any_other_remark_is_no_beginning() -> None:
    (item,) = read_one(
        """
        指標 | 年度 | 目標値 | 実績値
        相談件数 | R4 | 70 | 66
         | R5 | 75 | 70
        """
    ).plan.indicators

    assert item.baseline is None and actuals(item) == {2022: "66", 2023: "70"}


def test_marks_below_a_year_and_one_word_are_those_of_that_year() -> None:
    (item,) = read_one(
        """
        指標 | R5 | | | R6 | |
         | 目標 | 実績 | 達成 | 目標 | 実績 | 達成
        相談件数 | 70 | 66 | × | 75 | 80 | ○
        """
    ).plan.indicators

    assert marks(item) == {2023: "×", 2024: "○"}


def test_a_total_among_the_groups_is_no_indicator_of_its_own() -> None:
    """給付費 beside 合計 was counted as an indicator like the others."""
    found = read_one(
        """
        令和6年度
        サービス | 区分 | 計画値 | 実績値
        訪問介護 | 利用者数（人） | 420 | 441
         | 給付費（千円） | 252 | 249
        通所介護 | 利用者数（人） | 610 | 549
         | 給付費（千円） | 488 | 439
        合計 | 給付費（千円） | 740 | 688
        """
    )

    assert len(found.plan.indicators) == 4
    assert [item.name for item in found.totals] == ["給付費（千円）"]


def test_headings_of_grants_and_surveys_are_understood() -> None:
    (item,) = read_one(
        """
        KPI | 計画時 令和3年 | R6末累計目標 | R6末累計実績
        新規出店数 | 2店 | 12店 | 11店
        """
    ).plan.indicators

    assert item.baseline is not None and item.baseline.reading.text == "2店"
    assert (targets(item), actuals(item)) == ({2024: "12店"}, {2024: "11店"})


def test_a_mark_behind_a_ticked_box_is_the_mark() -> None:
    items = read_one(
        """
        指標 | R6目標 | R6実績 | 評価
        利用者数 | 125 | 131 | ■A
        収支率 | 21 | 18 | ■B
        採用者数 | 10 | 7 | ■
        """
    ).plan.indicators

    assert [marks(item) for item in items] == [{2024: "A"}, {2024: "B"}, {2024: "■"}]


def test_values_and_years_below_an_evaluation_are_what_was_measured_then() -> None:
    """Below 最終評価 the year was taken for the mark, and the figure for the rate."""
    (item,) = read_one(
        """
        目標項目 | ベースライン | | 中間評価 | | 最終評価 | | 目標 | 評価
         | 年度 | 値 | 年度 | 値 | 年度 | 値 | 値（R5） |
        運動習慣のある人 | H24 | 24.0% | H29 | 26.1% | R5 | 31.2% | 30% | A
        """
    ).plan.indicators

    assert item.baseline is not None and item.baseline.reading.text == "24.0%"
    assert actuals(item) == {2017: "26.1%", 2023: "31.2%"}
    assert (targets(item), marks(item)) == ({2023: "30%"}, {2023: "A"})


def test_a_year_merged_over_its_indicators_holds_for_each_of_them() -> None:
    first, second = read_one(
        """
        年度 | 指標 | 目標 | 実績 | 評価
        令和5年度 | 直売所の売上（百万円） | 850 | 871 | ○
         | 地場産率（％） | 35 | 31.5 | △
        令和6年度 | 直売所の売上（百万円） | 870 | 900 | ○
         | 地場産率（％） | 36 | 36.2 | ○
        """
    ).plan.indicators

    assert (targets(first), actuals(first)) == ({2023: "850", 2024: "870"}, {2023: "871", 2024: "900"})
    assert (actuals(second), marks(second)) == ({2023: "31.5", 2024: "36.2"}, {2023: "△", 2024: "○"})


def test_a_unit_before_the_part_of_a_name_is_the_unit() -> None:
    items = read_one(
        """
        区分 | 性別 | R5 | R6 | R11目標
        受診率（％） | 男 | 37.4 | 38.8 | 60
         | 女 | 43.9 | 45.2 | 60
        """
    ).plan.indicators

    assert [(item.name, item.unit) for item in items] == [("受診率（％） 男", "%"), ("受診率（％） 女", "%")]


def test_a_line_that_names_the_next_figures_begins_another_indicator() -> None:
    items = read_one(
        """
        区分 | 令和4年度 | 令和5年度 | 令和6年度
        訪問件数（件） | | |
        計画 | 120 | 130 | 130
        実績 | 112 | 136 | 127
        事業費（千円） | | |
        実績 | 2410 | 2533 | 2608
        """
    ).plan.indicators

    assert [actuals(item) for item in items] == [
        {2022: "112", 2023: "136", 2024: "127"},
        {2022: "2410", 2023: "2533", 2024: "2608"},
    ]


def test_the_names_of_whatever_stands_below_head_groups_of_figures_too() -> None:
    items = read_one(
        """
        令和6年度 子育て支援センターの実績
        センター名 | 利用者数（組） | | | 相談件数（件） | |
         | 目標 | 実績 | 達成率 | 目標 | 実績 | 達成率
        中央 | 4,000 | 4,280 | 107% | 300 | 261 | 87%
        みなみ | 2,500 | 2,350 | 94% | 180 | 189 | 105%
        """
    ).plan.indicators

    assert [(targets(item), actuals(item)) for item in items] == [
        ({2024: "4,000"}, {2024: "4,280"}),
        ({2024: "300"}, {2024: "261"}),
        ({2024: "2,500"}, {2024: "2,350"}),
        ({2024: "180"}, {2024: "189"}),
    ]


def test_signs_below_their_own_heading_are_the_marks() -> None:
    """達成状況の記号 was taken for a text on the state of things."""
    (item,) = read_one(
        """
        数値目標 | 現況(H30) | 目標(R10) | R6実績 | 達成状況の記号 | コメント
        大気環境基準の達成率 | 98% | 100% | 99% | ◎ | 継続して達成
        """
    ).plan.indicators

    assert marks(item) == {2024: "◎"}


@pytest.mark.parametrize("name", ["全校平均", "全体平均", "県平均"])
def test_a_mean_of_all_rows_is_no_indicator(name: str) -> None:
    found = read_one(
        f"""
        学校名 | R6目標 | R6実績
        第一小 | 46冊 | 47.8冊
        第二小 | 46冊 | 42.3冊
        {name} | 46冊 | 45.1冊
        """
    )

    assert [item.name for item in found.plan.indicators] == ["第一小", "第二小"]
    assert [item.name for item in found.totals] == [name]


def test_a_mean_in_the_name_of_what_is_measured_is_an_indicator() -> None:
    found = read_one(
        """
        指標 | R6目標 | R6実績
        1日平均入院患者数 | 160人 | 158人
        月平均の相談件数 | 46件 | 42件
        """
    )

    assert len(found.plan.indicators) == 2


def test_rates_that_are_aimed_at_and_reached_are_target_and_actual() -> None:
    (item,) = read_one(
        """
        施設 | R6 | | | R7目標
         | 目標率 | 実績率 | 差(pt) |
        温水プール | 72% | 74.0% | 2.0 | 75%
        """
    ).plan.indicators

    assert (targets(item), actuals(item)) == ({2024: "72%", 2025: "75%"}, {2024: "74.0%"})


def test_a_word_written_above_each_of_its_columns_is_a_group() -> None:
    items = read_one(
        """
        令和6年度 目標達成度一覧
        商店街 | 空き店舗率 | 空き店舗率 | 歩行者数 | 歩行者数
         | 目標 | 実績 | 目標 | 実績
        本町 | 12% | 11.5% | 3,000人 | 2,760人
        駅前 | 8% | 9.6% | 5,200人 | 5,304人
        """
    ).plan.indicators

    assert [(targets(item), actuals(item)) for item in items] == [
        ({2024: "12%"}, {2024: "11.5%"}),
        ({2024: "3,000人"}, {2024: "2,760人"}),
        ({2024: "8%"}, {2024: "9.6%"}),
        ({2024: "5,200人"}, {2024: "5,304人"}),
    ]


def test_the_level_that_is_asked_for_is_the_target() -> None:
    (item,) = read_one(
        """
        指定管理者の評価（令和6年度）
        評価項目 | 要求水準 | 実績 | 評価
        利用者数 | 年間45,000人以上 | 46,820人 | Ａ
        """
    ).plan.indicators

    assert (targets(item), actuals(item)) == ({2024: "年間45,000人以上"}, {2024: "46,820人"})
