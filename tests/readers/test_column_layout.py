"""Tables with one row per indicator whose years, names or targets stand in unusual places."""

from __future__ import annotations

from shirube.core.finding import Level
from shirube.core.fiscal_year import FiscalYear
from shirube.core.reading import Missing, Standing
from shirube.readers.column_layout import rework_table
from shirube.readers.grid import Span
from shirube.readers.layout_recipe import LayoutRecipe
from shirube.readers.table import find_tables
from tests.readers.tables import actuals, grid, marks, rates, read, read_one, targets


def test_years_in_the_cells_count_where_headings_are_silent() -> None:
    text = """
    基本計画に掲げる指標
    指標項目||基準値|目標値|最新値|達成状況
    通行量|人力測定|12,942人(H27)|15,000人(H33(R3))|8,348人(R3.5)|C
    |機械測定|2,786,871人(H27)|3,200,000人(H33(R3))|1,624,175人(R3.3.31)|C
    世帯数||1,836戸(H27)|2,100戸(H33(R3))|1,920戸(R3.8.31)|B1
    """

    by_hand, by_machine, households = read_one(text).plan.indicators

    assert (by_hand.name, by_machine.name) == ("通行量 人力測定", "通行量 機械測定")
    assert (targets(households), actuals(households)) == (
        {2021: "2,100戸(H33(R3))"},
        {2021: "1,920戸(R3.8.31)"},
    )
    assert marks(households) == {2021: "B1"}
    # The newest figures are judged together, though one of them is of a day in the year before.
    assert actuals(by_machine) == {2021: "1,624,175人(R3.3.31)"}
    as_of = by_machine.actuals[0].reading.as_of
    assert as_of is not None
    assert as_of.isoformat() == "2021-03-31"


def test_a_final_target_belongs_to_the_year_that_its_cell_names() -> None:
    text = """
    項目|目標|令和5(2023)年|結果
    女性の割合|2025年までに40%以上、60%以下|42.1%|達成
    """

    (item,) = read_one(text).plan.indicators

    assert targets(item) == {2025: "2025年までに40%以上、60%以下"}
    assert (actuals(item), marks(item)) == ({2023: "42.1%"}, {2023: "達成"})


def test_the_letters_of_a_formula_say_what_the_columns_are() -> None:
    text = """
    平成22年度の状況
    区分|実施計画項目数 a|達成項目数 b|達成率 b/a|効果額(千円)
    全体 ⑴|20|2|10.0%|
    全体 ⑵|16|3|18.8%|925
    全体 合計|36|5|13.9%|925
    """

    plan = read_one(text)

    first, _ = plan.plan.indicators
    assert (targets(first), actuals(first), rates(first)) == ({2010: "20"}, {2010: "2"}, {2010: "10.0%"})
    assert [item.name for item in plan.totals] == ["全体 合計"]


def test_a_part_of_an_indicator_carries_its_name() -> None:
    text = """
    平成27年度の成果
    項目||本年度目標値(A)|4~9月期 実績値|10~3月期 実績値|年間計(B)|達成率 (B)/(A)|成果検証
    計画作成支援数||20|4|16|20|100%|○
    |うち認定数|10|2|8|10|100%|
    その他支援数||設定なし|2|3|5|-|○
    """

    whole, part, other = read_one(text).plan.indicators

    assert (whole.name, part.name) == ("計画作成支援数", "計画作成支援数 うち認定数")
    assert (actuals(part), marks(part)) == ({2015: "10"}, {})
    assert [text for _, text in whole.extras] == ["4", "16"]
    assert other.targets[0].reading.missing is Missing.NO_TARGET


def test_half_years_beside_the_whole_year_are_understood_as_such() -> None:
    text = """
    平成27年度の成果
    項目||目標値|4~9月期 実績値|年間計|評価
    支援数||20|4|20|○
    |うち認定数|10|2|10|
    """

    codes = [finding.code for finding in read_one(text).findings]

    assert "column-unknown" not in codes


def test_names_in_the_cells_of_values_are_taken_out() -> None:
    text = """
    具体的な施策|KPI(平成 32 年3月まで)|KPI(平成 27 年度)|達成率
    雇用の創出|説明会参加者延べ人数 300 人|説明会参加者延べ人数 32 人|10.7%
    |相談者数 100 人|相談者数 0 人|0.0%
    """

    fair, talks = read_one(text).plan.indicators

    assert (fair.name, talks.name) == ("説明会参加者延べ人数", "相談者数")
    assert (targets(fair), actuals(fair)) == ({2019: "300 人"}, {2015: "32 人"})
    assert rates(talks) == {2015: "0.0%"}


def test_an_indicator_named_only_in_its_target_keeps_both() -> None:
    text = """
    ごみの減量
    平成18年度目標|平成18年度実績|自己評価
    口座振替率:45%|46.10%|A
    購入補助台数:150台、普及率:21.3%|補助台数:103台、普及率:21.2%|B
    """

    rate, pair = read_one(text).plan.indicators

    assert (rate.name, targets(rate), marks(rate)) == ("口座振替率", {2006: "45%"}, {2006: "A"})
    assert pair.name == "購入補助台数、普及率"
    assert pair.actuals[0].reading.missing is Missing.SEVERAL


def test_two_targets_in_two_lines_are_those_of_two_years() -> None:
    text = """
    計画(平成18年度版、17年度の進捗)
    施策項目|設定時の値(年度)|現況値(年度)|年度目標値|達 成 度
    指標項目|||H22の目標値|
    (1)大気
    環境基準達成率【%】|93.8 (H16)|100 (H17)|95.0|◎
    |||100|
    """

    (item,) = read_one(text).plan.indicators

    assert targets(item) == {2005: "95.0", 2010: "100"}
    assert (actuals(item), marks(item)) == ({2005: "100 (H17)"}, {2005: "◎"})
    assert item.baseline is not None
    assert item.baseline.reading.text == "93.8 (H16)"


SHARED = """
計画の評価
項目||策定時|最終評価時|目標値|評価
欠食者の割合|20代|18.0%|14.8%|15%以下|A
やせ過ぎ|中学生|2.1%|1.2%|1.7%以下|A
|高学年|1.9%|2.8%||D
関心がある人||57.6%|63.4%||B
*最終評価時は平成24年の調査
"""


def test_rows_of_one_name_share_its_target_and_others_do_not() -> None:
    *_, upper, interested = read_one(SHARED).plan.indicators

    assert targets(upper) == {2012: "1.7%以下"}
    assert targets(interested) == {}


def test_parts_do_not_share_the_target_of_the_whole_above_them() -> None:
    found = read_one(
        """
        評価指標 |  | 策定時(H16) | 直近値(H25) | 目標値(H25)
        死亡者数 |  | 4.8人 | 5.4人 | 4.2人
         | 心疾患 | 135.1 | 176.7 |
         | 脳血管疾患 | 104.8 | 92.4 |
        がん検診受診者 | 肺がん検診 | 29.4% | 19.0% | 40.0%
         | 胃がん検診 | 15.1% | 9.9% |
        """
    )

    whole, *parts, lung, stomach = found.plan.indicators
    assert targets(whole) == {2013: "4.2人"}
    assert [targets(part) for part in parts] == [{}, {}]
    assert targets(lung) == targets(stomach) == {2013: "40.0%"}


def test_a_merged_target_holds_exactly_where_the_file_merges_it() -> None:
    merged = read_one(SHARED, merges=[Span(3, 4, 4, 4)]).plan.indicators
    elsewhere = read_one(SHARED, merges=[Span(2, 0, 2, 1)]).plan.indicators

    assert targets(merged[2]) == {2012: "1.7%以下"}
    assert targets(elsewhere[2]) == {}


def test_a_note_below_may_name_the_year_of_a_column() -> None:
    assert actuals(read_one(SHARED).plan.indicators[0]) == {2012: "14.8%"}


def test_a_line_of_a_year_begins_the_figures_of_that_year() -> None:
    text = """
    2024年度
    評価項目|目標|実績|評価
    蔵書数|114.5万冊|114万5346冊|A評価
    入館者数|40万人|40万1170人|A評価
    2023年度
    評価項目|目標|実績|評価
    蔵書数|113万冊|112万9868冊|B評価
    """

    this_year, last_year = read(text)

    assert targets(this_year.plan.indicators[0]) == {2024: "114.5万冊"}
    assert marks(last_year.plan.indicators[0]) == {2023: "B評価"}


def test_the_same_as_above_is_what_stands_above() -> None:
    text = """
    令和6年度
    項目|目標|実績|評価
    甲|80%以上|75%|B
    乙|〃|90%|A
    """

    _, second = read_one(text).plan.indicators

    assert targets(second) == {2024: "80%以上"}


def test_a_table_without_any_year_takes_the_one_a_person_names() -> None:
    text = """
    項目|目標|実績|結果
    公債費比率|15%台に抑える|9.8%|目標達成
    効果額(平成16~18年度)|56億円|64億円|目標達成
    """
    unknown = read_one(text)
    known = read_one(text, LayoutRecipe(name="", year=FiscalYear(2009)))

    assert "year-unknown" in [finding.code for finding in unknown.findings]
    assert targets(unknown.plan.indicators[0]) == {}
    assert targets(known.plan.indicators[0]) == {2009: "15%台に抑える"}
    # A row whose own name states a period keeps it.
    assert targets(known.plan.indicators[1]) == {2006: "56億円"}


def test_an_expected_figure_is_marked_as_such() -> None:
    text = """
    令和6年度
    項目|目標|実績|評価
    甲|80|75(見込)|B
    """

    (item,) = read_one(text).plan.indicators

    assert item.actuals[0].reading.standing is Standing.EXPECTED


def test_the_ordinary_table_is_left_to_the_ordinary_reader() -> None:
    text = """
    施策|指標名|令和5年度||令和6年度|
    ||目標値|実績値|目標値|実績値
    甲|参加者数|1|2|3|4
    乙|相談件数|1|2|3|4
    """

    (table,) = find_tables(grid(text))

    assert rework_table(table) is None
    assert [plan.layout for plan in read(text)] == ["one-row-per-indicator"]


def test_entries_of_a_legend_in_brackets_are_the_rule_and_no_indicators() -> None:
    text = """
    指標項目||基準値|目標値|最新値|達成状況
    世帯数||1,836戸(H27)|2,100戸(R3)|1,920戸(R3.8)|B
    A(最新値は目標値以上)
    B(最新値は目標値の80%以上)
    """

    plan = read_one(text).plan

    assert [item.name for item in plan.indicators] == ["世帯数"]
    assert plan.scale is not None
    assert {*(band.mark for band in plan.scale.bands), *(code.mark for code in plan.scale.codes)} == {
        "A",
        "B",
    }


def test_totals_of_a_table_without_names_go_by_their_place_in_the_tree() -> None:
    found = read_one(
        """
        区分 | 取組 | R5目標 | R5実績
        歳入 | 徴収強化 | 10 | 12
             | 小計 | 10 | 12
        合計 | | 10 | 12
        """
    )

    assert len(found.plan.indicators) == 1
    (said,) = (one for one in found.findings if one.code == "totals-apart")
    assert said.message.endswith("：歳入 小計、合計")


NEWEST = """
評価指標             | 策定時(H16) | 中間評価(H19) | 直近値 | 目標値 | 達成状況
健康診査を受ける人   | 59.6%       | 64.1%         | 80.2%  | 80.0%  | A
肺がん検診の受診者   | 12.0%       | 29.4%         | 19.0%  | 40.0%  | C
"""


def test_what_was_judged_is_the_newest_figure_and_not_that_of_the_year_before() -> None:
    read = read_one(NEWEST)

    assert all(not item.targets and not item.published for item in read.plan.indicators)
    assert [actuals(item) for item in read.plan.indicators] == [{2007: "64.1%"}, {2007: "29.4%"}]
    assert [one.code for one in read.findings if one.level is Level.GRAVE] == ["year-unknown"]


def test_a_note_above_the_table_says_the_year_of_the_newest_figure() -> None:
    read = read_one(f"一覧\n※直近値は、平成25年度に調べた値である。\n{NEWEST.strip()}")

    assert [marks(item) for item in read.plan.indicators] == [{2013: "A"}, {2013: "C"}]
    assert [actuals(item)[2013] for item in read.plan.indicators] == ["80.2%", "19.0%"]


def test_with_a_year_of_its_own_the_newest_figure_is_what_was_judged() -> None:
    read = read_one(NEWEST.replace("直近値", "直近値(H25)"))

    assert [marks(item) for item in read.plan.indicators] == [{2013: "A"}, {2013: "C"}]


def test_goals_with_their_years_below_a_word_of_names_are_targets() -> None:
    text = """
    項目           | 成果目標（期限） | 計画策定時の数値  | 最新値
    女性委員の割合 | 30%（平成32年）  | 16.7%（平成21年） | 16.6%（平成26年）
    相談件数       | 40件（平成32年） | 20件（平成21年）  | 30件（平成26年）
    """

    assert [targets(item) for item in read_one(text).plan.indicators] == [
        {2020: "30%（平成32年）"},
        {2020: "40件（平成32年）"},
    ]


def test_the_same_word_above_names_is_that_of_the_names() -> None:
    text = """
    成果目標   | 当初値 | 目標値（R8） | 実績値（R6）
    移行者数   | 29人   | 16人         | 17人
    入所者数   | 146人  | 115人        | 127人
    """

    assert [item.name for item in read_one(text).plan.indicators] == ["移行者数", "入所者数"]


def test_a_year_in_a_name_is_only_a_word_where_the_columns_name_theirs() -> None:
    (item,) = read_one(
        """
        KPI | R5年度実績 | R6年度目標 | R6年度実績 | 進捗度
        用紙の削減率（R1比） | 12 | 20 | 18 | 94.5%
        """
    ).plan.indicators

    assert rates(item) == {2024: "94.5%"}


def test_a_dash_in_place_of_a_further_name_is_no_indicator() -> None:
    found = read_one(
        """
        事業名 | KPI① | | | KPI② | |
         | 指標名 | R5目標値 | R5実績値 | 指標名 | R5目標値 | R5実績値
        移住の促進 | 相談件数 | 20件 | 31件 | 移住者数 | 5人 | 4人
        農業の振興 | 経営体数 | 10経営体 | 12経営体 | － | － | －
        """
    )

    assert [item.name for item in found.plan.indicators] == ["相談件数", "移住者数", "経営体数"]


def test_remarks_on_a_line_of_a_group_are_kept_and_no_part_of_its_name() -> None:
    read = read_one(
        """
        番号 | 指標 | 単位 | R5目標 | R5実績 | 担当課 | 備考
        1 子育て支援 | | | | | こども課 | 来年度に見直し
        1 | 相談件数 | 件 | 100 | 120 | こども課 |
        2 | 参加者数 | 人 | 50 | 40 | こども課 | 会場を変更
        2 高齢者支援 | | | | | |
        3 | 教室数 | 回 | 10 | 12 | 福祉課 |
        """
    )

    assert [path[0].name for path, _ in read.plan.rows] == ["1 子育て支援"] * 2 + ["2 高齢者支援"]
    assert any("来年度に見直し" in line for line in read.plan.remarks)
