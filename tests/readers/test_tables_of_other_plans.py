"""Tables of plans on welfare, health, water, energy and staff: words and years of their own."""

from __future__ import annotations

import pytest

from shirube.core.finding import Level
from shirube.core.form import Role
from shirube.core.indicator import Direction
from shirube.core.reading import Standing
from shirube.readers.grid import Span
from shirube.readers.grids_as_plans import read_grids_as_plans
from tests.readers.tables import actuals, grid, marks, rates, read, read_one, targets


def test_what_a_plan_of_welfare_expects_is_what_it_promises() -> None:
    first, second = read_one(
        """
        障害福祉計画　利用の見込みと実績
        サービスの種類 | 区分 | 令和5年度 | 令和6年度
        生活介護 | 見込量 | 58人 | 60人
         | 実績値 | 54人 | 61人
        短期入所 | 見込量 | 20人 | 22人
         | 実績値 | 13人 | 25人
        """
    ).plan.indicators

    assert (first.name, targets(first), actuals(first)) == (
        "生活介護",
        {2023: "58人", 2024: "60人"},
        {2023: "54人", 2024: "61人"},
    )
    assert (targets(second), actuals(second)) == ({2023: "20人", 2024: "22人"}, {2023: "13人", 2024: "25人"})


def test_a_year_without_era_is_never_taken_for_that_of_another_column() -> None:
    """20年度(実績) beside 目標値(H22) is not the actual of H22, though nothing else says what it is."""
    (item,) = read_one(
        """
        指標 | 単位 | 20年度(実績) | 21年度(実績) | 22年度(実績) | 23年度(予定) | 目標値(H22)
        バス利用者数 | 人 | 3449 | 3642 | 3042 | 3650 | 3700
        """
    ).plan.indicators

    assert actuals(item) == {2008: "3449", 2009: "3642", 2010: "3042"}
    assert targets(item) == {2010: "3700", 2011: "3650"}


def test_a_year_whose_era_nobody_says_is_asked_about() -> None:
    found = read_one(
        """
        指標 | 5年度実績 | 達成率
        利用者数 | 30 | 90%
        """
    )

    assert actuals(found.plan.indicators[0]) == {}
    assert "year-unknown" in {one.code for one in found.findings}


def test_words_of_a_plan_on_health_are_known() -> None:
    (item,) = read_one(
        """
        指標 | ベースライン値 (平成22年) | 直近実績値 (平成29年) | 目標値 (令和4年)
        やせの割合 | 23.3% | 26.9% | 15.0%
        """
    ).plan.indicators

    assert item.baseline is not None
    assert item.baseline.reading.text == "23.3%"
    assert (targets(item), actuals(item)[2017]) == ({2022: "15.0%"}, "26.9%")


def test_goals_of_the_plan_beside_the_indicators_are_no_targets() -> None:
    (item,) = read_one(
        """
        基本方針 | 計画目標 | 評価指標 | 単位 | 現況値(平成27年度) | 平成33年度の目標値
        使いやすい交通 | 乗り継ぎを良くする | バス利用者数 | 人/年 | 1228 | 1272
        """
    ).plan.indicators

    assert targets(item) == {2021: "1272"}
    assert item.baseline is not None
    assert item.baseline.reading.text == "1228"


def test_how_a_target_was_set_is_a_note_and_no_target() -> None:
    found = read_one(
        """
        成果指標 | 目標値設定の根拠・理由 | 指標の算出方法 | 現状値 (平成24年度) | 目標値 (平成29年度)
        団体数 | 毎年1つ増やす | 届出による | 16 | 21
        """
    )

    assert targets(found.plan.indicators[0]) == {2017: "21"}
    assert [item.column.role for item in found.columns].count(Role.NOTE) == 1


def test_columns_may_be_counted_or_estimated() -> None:
    plan = read(
        """
        耐震化率の推移
        施設の種類 | 平成17年度末 (※) | 平成26年度末 (推計) | 平成27年度末 (目標)
        住宅 | 61.5% | 75.5% | 83.1%
        学校 | 83.7% | 89.7% | 90.0%
        """
    )[0].plan

    first, _ = plan.indicators
    assert (targets(first), actuals(first)) == ({2015: "83.1%"}, {2005: "61.5%", 2014: "75.5%"})


def test_the_table_of_figures_by_numbered_years_is_read() -> None:
    first, second = read_one(
        """
        区分 | 単位 | 平成16年度① | 平成23年度② | 平成24年度③
        電気 | t | 21035 | 20850 | 21210
        重油 | t | 6380 | 5990 | 6010
        """
    ).plan.indicators

    assert actuals(first) == {2004: "21035", 2011: "20850", 2012: "21210"}
    assert marks(second) == {}


def test_an_expected_figure_says_so_however_the_table_was_read() -> None:
    """項目 makes the reader write the table anew; 見込 must not become an actual by that."""
    (item,) = read_one(
        """
        項目 | 令和5年度実績 | 令和6年度見込 | 令和8年度目標
        利用者数 | 10 | 12 | 20
        """
    ).plan.indicators

    assert [one.reading.standing for one in item.actuals][:2] == [Standing.UNSTATED, Standing.EXPECTED]


def test_a_day_in_the_middle_of_a_year_is_no_figure_of_that_year() -> None:
    (item,) = read_one(
        """
        成果指標 | 平成14年度実績 | 平成15年9月30日現在 | 平成15年度末見込 | 平成17年度目標
        入館者数 | 117857 | 65016 | 120000 | 105000
        """
    ).plan.indicators

    assert actuals(item)[2003] == "120000"
    assert [text for _, text in item.extras] == ["65016"]


def test_numbers_between_headings_are_years_that_end_with_that_of_the_title() -> None:
    found = read_one(
        """
        平成25年度　業務指標値
        番号 | 業務指標 | 23 | 24 | 25 | 備考
        1001 | 利用率(%) | 50.4 | 49.3 | 47.8 |
        1002 | 余裕率(%) | 72.5 | 80.5 | 82.3 |
        """
    )

    assert actuals(found.plan.indicators[0]) == {2011: "50.4", 2012: "49.3", 2013: "47.8"}
    assert "years-written-out" in {one.code for one in found.findings}


def test_a_year_alone_makes_actuals_only_by_guess() -> None:
    found = read_one(
        """
        項目 | 令和5年度 | 令和6年度 | 令和8年度目標
        利用者数 | 10 | 12 | 20
        """
    )

    sure = {item.column.year: item.confidence for item in found.columns if item.column.role is Role.ACTUAL}
    assert sorted(sure.values()) == [60, 60]


_PLANNED = """
    各年度の量の見込みと確保方策 | 令和5年度 | 令和6年度
    量の見込み | 1431 | 1675
    {second} | 3479 | 3479
    """


def test_rows_of_what_is_planned_below_years_alone_are_the_plan() -> None:
    found = read_one(_PLANNED.format(second="確保方策"))

    assert [targets(item) for item in found.plan.indicators] == [
        {2023: "1431", 2024: "1675"},
        {2023: "3479", 2024: "3479"},
    ]


def test_a_row_of_what_is_planned_beside_any_other_is_asked_about() -> None:
    found = read_one(_PLANNED.format(second="利用者数"))

    (said,) = (one for one in found.findings if one.code == "lines-mistaken")
    assert said.level is Level.GRAVE
    assert "量の見込み" in said.message


def test_letters_of_a_formula_say_nothing_of_a_column() -> None:
    (item,) = read_one(
        """
        平成19年度　行政改革の効果額
         | 計画額a | 決算額b | 差b-a | 達成率 b/a*100
        給与の見直し | 130.7 | 153.8 | 23.1 | 117.7%
        """
    ).plan.indicators

    assert (item.name, targets(item), actuals(item)) == ("給与の見直し", {2007: "130.7"}, {2007: "153.8"})


def test_plans_and_actuals_of_care_stand_side_by_side_with_their_ratio() -> None:
    first, _ = read_one(
        """
        介護保険事業計画の進捗状況
        サービス種別 | 単位 | 令和5年度 |  |  | 令和6年度 |  |
         |  | 計画値 | 実績値 | 計画比 | 計画値 | 実績値 | 計画比
        訪問介護 | 回/年 | 120500 | 118320 | 98.2% | 123000 | 119876 | 97.5%
        通所介護 | 回/年 | 98000 | 91200 | 93.1% | 99500 | 93400 | 93.9%
        """
    ).plan.indicators

    assert targets(first) == {2023: "120500", 2024: "123000"}
    assert actuals(first) == {2023: "118320", 2024: "119876"}
    assert rates(first) == {2023: "98.2%", 2024: "97.5%"}


def test_a_word_that_nobody_knows_makes_no_figures_of_a_row_of_headings() -> None:
    """Below 令和6年度 alone plans would be taken for actuals."""
    (item,) = read_one(
        """
        サービス種別 | 令和5年度 |  |  | 令和6年度 |  |
         | 計画値 | 実績値 | 執行の度合 | 計画値 | 実績値 | 執行の度合
        訪問介護 | 120500 | 118320 | 高 | 123000 | 119876 | 高
        """
    ).plan.indicators

    assert (targets(item)[2023], actuals(item)[2023]) == ("120500", "118320")


def test_headings_reach_as_far_down_as_the_file_merges_them() -> None:
    (item,) = read_one(
        """
        指標 | 従前値 | 基準年度 | 目標値 | 目標年度 | 数値 |
         |  |  |  |  | モニタリング | 評価値
        指標1 通行量 | 4200 | H26 | 5000 | H30 |  | 5310
        """,
        merges=tuple(Span(0, column, 1, column) for column in range(5)),
    ).plan.indicators

    assert item.name == "指標1 通行量"
    assert targets(item) == {2018: "5000"}
    assert "5310" in [text for _, text in item.extras]


def test_what_is_to_be_added_says_nothing_of_a_way_down() -> None:
    found = read_one(
        """
        KPI | 事業開始前(現時点) | 令和5年度目標値(増加分) | 令和5年度実績値(増加分)
        移住者数 | 25 | 5 | 4
        """
    )

    assert found.plan.indicators[0].direction is Direction.UP
    assert "direction-inferred" not in {one.code for one in found.findings}


def test_one_heading_may_say_which_of_two_lines_is_the_target() -> None:
    (item,) = read_one(
        """
        成果指標 | 平成25年度(実績) | 平成26年度(上段:目標)(下段:実績)
        運動をしている割合 | 48.5 | 55.0/50.1
        """
    ).plan.indicators

    assert (targets(item), actuals(item)) == ({2014: "55.0"}, {2013: "48.5", 2014: "50.1"})


def test_letters_below_a_class_are_marks() -> None:
    (item,) = read_one(
        """
        指標 | H25目標値 | H25実行値 | 進捗率 | 分類
        間伐面積 | 6100 | 5120 | 84% | A
        """
    ).plan.indicators

    assert (targets(item), actuals(item), marks(item)) == ({2013: "6100"}, {2013: "5120"}, {2013: "A"})


@pytest.mark.parametrize("name", ["指標", "項目"])
def test_of_several_equal_columns_none_is_given_the_year_of_the_title(name: str) -> None:
    """The years above them were lost on the way; the first is no more of 令和6年度 than the second."""
    found = read_one(
        f"""
        令和6年度　進捗状況
        {name} | 実績 | 実績 | 目標
        利用者数 | 10 | 12 | 20
        """
    )

    assert 2024 not in actuals(found.plan.indicators[0])
    assert "year-unknown" in {one.code for one in found.findings}


def test_what_changed_since_last_year_is_known_and_no_question() -> None:
    found = read_one(
        """
        主要施策コード | 指標 | 令和5年度実績 | 前年度比 | 令和6年度目標
        11102 | 来館者数 | 98 | 98.0% | 120
        """
    )

    assert "column-unknown" not in {one.code for one in found.findings}
    assert rates(found.plan.indicators[0]) == {}


def test_a_table_without_a_title_takes_the_era_from_that_before_it() -> None:
    """A PDF gives every table apart; the title stands in the first."""
    first = grid(
        """
        平成27年度　施策評価表
        成果指標 | 25年度実績 | 26年度実績
        人口 | 234732 | 235215
        """
    )
    second = grid(
        """
        成果指標 | 25年度実績 | 26年度実績
        利用者数 | 640 | 655
        """
    )

    *_, found = read_grids_as_plans([first, second], "表.pdf")

    assert actuals(found.plan.indicators[0]) == {2013: "640", 2014: "655"}
    assert "years-written-out" in {one.code for one in found.findings}


@pytest.mark.parametrize("word", ["進捗状況", "達成状況", "実施状況", "推移"])
def test_figures_of_years_below_a_state_are_what_was_reached(word: str) -> None:
    (item,) = read_one(
        f"""
        指標 | 基準値 | {word} | {word} | {word} | 目標値
        指標 | R1 | R2 | R3 | R4 | R7
        利用者数 | 10 | 12 | － | 15 | 20
        """
    ).plan.indicators

    assert (actuals(item), targets(item)) == ({2020: "12", 2021: "－", 2022: "15"}, {2025: "20"})
    assert item.baseline is not None


def test_figures_below_a_state_beside_actuals_are_none() -> None:
    (item,) = read_one(
        """
        指標 | R7目標値 | R5実績 | 実施状況 | R6実績 | 実施状況
        利用者数 | 30 | 12 | 60 | 13 | 65
        """
    ).plan.indicators

    assert actuals(item) == {2023: "12", 2024: "13"}


def test_small_numbers_of_years_below_a_state_may_be_marks() -> None:
    (item,) = read_one(
        """
        指標 | 目標値 | 進捗状況 | 進捗状況
        指標 | R7 | R5 | R6
        利用者数 | 30 | 2 | 3
        """
    ).plan.indicators

    assert actuals(item) == {}


def test_numbers_below_a_heading_with_a_percent_sign_are_rates() -> None:
    (item,) = read_one(
        """
        指標 | R6目標値 | R6実績値 | R6達成状況(%)
        利用者数 | 30 | 24 | 80
        """
    ).plan.indicators

    assert (rates(item), marks(item)) == ({2024: "80"}, {})


def test_a_figure_whose_cell_names_another_year_is_kept_and_said() -> None:
    found = read_one(
        """
        指標 | H23目標 | H23実績
        加入率 | 65 | 63.7(H22)
        参加者数 | 30 | 20
        """
    )

    assert actuals(found.plan.indicators[0]) == {2011: "63.7(H22)"}
    assert "cell-year-differs" in {one.code for one in found.findings}


def test_a_note_in_the_place_of_a_name_is_said() -> None:
    found = read_one(
        """
        指標 | R5実績 | R6実績
        実施箇所数 | 600 | 700
        ※上段は予定の数 | 501 | 512
        ※待機児童数 | 5 | 4
        """
    )

    (said,) = (one for one in found.findings if one.code == "name-is-note")
    assert "上段" in said.message
    assert "（1行）" in said.message


def test_the_year_said_to_be_that_of_the_target_holds_targets() -> None:
    (item,) = read_one(
        """
        指標 | 2019年(基準年) | 2022年 | 2024年(目標年)
        利用者数 | 100 | 110 | 130
        """
    ).plan.indicators

    assert (actuals(item), targets(item)) == ({2022: "110"}, {2024: "130"})


def test_two_surveys_with_their_years_hold_what_was_measured() -> None:
    (item,) = read_one(
        """
        指標 | 前回調査(H30) | 今回調査(R5) | 目標(R5) | 判定
        運動習慣 | 30.1% | 35% | 40% | B
        """
    ).plan.indicators

    assert actuals(item)[2023] == "35%"
    assert targets(item) == {2023: "40%"}


def test_what_was_added_in_a_year_is_asked_and_no_actual() -> None:
    found = read_one(
        """
        指標 | 事業開始前 | 1年目(R4) | 1年目(R4) | 目標
         | | 目標増加分 | 実績増加分 | R6
        観光客数 | 1000 | 50 | 40 | 1200
        """
    )

    assert actuals(found.plan.indicators[0]) == {}
    assert "column-unknown" in {one.code for one in found.findings}


def test_a_target_of_medium_term_is_a_target_where_it_holds_figures() -> None:
    aimed, grouped = (
        read_one(text).plan
        for text in (
            """
            指標 | 中期目標(R7) | 実績(R4) | 実績(R5)
            ごみ排出量 | 900 | 1000 | 980
            """,
            """
            中期目標 | 指標 | R5目標 | R5実績
            人を呼ぶ | 利用者数 | 100 | 90
            人を呼ぶ | 参加者数 | 10 | 9
            """,
        )
    )

    assert targets(aimed.indicators[0]) == {2025: "900"}
    assert targets(grouped.indicators[0]) == {2023: "100"}
    assert [path[-1].name for path, _ in grouped.rows] == ["人を呼ぶ", "人を呼ぶ"]


@pytest.mark.parametrize("heading", ["事業名", "事業量"])
def test_what_is_expected_above_what_was_reached_is_the_plan(heading: str) -> None:
    found = read_one(
        f"""
        {heading} | | R5 | R6
        延長保育 | 見込み | 100 | 110
         | 実績 | 90 | 100
        一時預かり | 見込み | 1000 | 1100
         | 実績 | 900 | 1000
        """
    )
    first, second = found.plan.indicators

    assert (targets(first), actuals(first)) == ({2023: "100", 2024: "110"}, {2023: "90", 2024: "100"})
    assert second.name == "一時預かり"
