"""Tables as reports on plans print them: short headings, years told once, figures of several states."""

from __future__ import annotations

import pytest

from tests.readers.tables import actuals, marks, rates, read_one, targets


def test_years_that_only_heisei_had_need_no_era() -> None:
    (item,) = read_one(
        """
        指標名 | 区分 | 30年度 | 元年度
        漏水率 | 目標値(%) | 2.7 | 2.5
         | 実績値(%) | 2.2 | 3.1
        """
    ).plan.indicators

    assert (targets(item), actuals(item)) == ({2018: "2.7", 2019: "2.5"}, {2018: "2.2", 2019: "3.1"})


def test_years_that_two_eras_had_are_asked_about() -> None:
    found = read_one(
        """
        指標 | 12年度実績 | 13年度実績
        利用者数 | 30 | 31
        """
    )

    assert actuals(found.plan.indicators[0]) == {}
    assert "year-unknown" in {one.code for one in found.findings}


def test_a_single_short_year_between_headings_is_that_of_the_title() -> None:
    found = read_one(
        """
        経営発達支援計画 事業評価 (平成28年度)
        支援項目 | 28年度目標 | 年間実績 | 達成率 | 評価
        巡回訪問件数 | 1,200件 | 1,235件 | 102.9% | A
        """
    )

    (item,) = found.plan.indicators
    assert (targets(item), actuals(item)) == ({2016: "1,200件"}, {2016: "1,235件"})
    assert "years-written-out" in {one.code for one in found.findings}


def test_a_mark_between_the_expected_figure_and_the_final_one_is_that_of_the_former() -> None:
    (item,) = read_one(
        """
        指標 | 従前値(H18) | 目標値(H22) | 評価値(見込み)(H22) | 評価 | 確定値(H23) | 確定時評価
        歩行者通行量 | 3,120 | 3,500 | 3,310 | △ | 3,566 | ○
        """
    ).plan.indicators

    assert marks(item) == {2010: "△", 2011: "○"}
    assert actuals(item) == {2010: "3,310", 2011: "3,566"}


def test_a_mark_behind_all_years_is_still_that_of_the_newest() -> None:
    (item,) = read_one(
        """
        指標 | 目標値(H22) | 実績(H21) | 実績(H22) | 評価
        歩行者通行量 | 3,500 | 3,310 | 3,566 | ○
        """
    ).plan.indicators

    assert marks(item) == {2010: "○"}


@pytest.mark.parametrize(
    ("line", "year"),
    [
        ("平成28年3月末時点", 2015),
        ("（平成28年3月31日現在）", 2015),
        ("※R7.4.1現在の数値", 2025),
        ("平成28年3月の会議で決定", None),  # a day of something else
        ("平成28年3月に改訂、平成29年3月末時点", None),
    ],
)
def test_a_day_stated_below_the_table_is_that_of_its_figures(line: str, year: int | None) -> None:
    found = read_one(
        f"""
        交付金事業の効果検証
        事業名 | KPI | 目標値 | 実績値 | 事業効果
        移住定住促進 | 相談件数 | 50件 | 73件 | A
        {line}
        """
    )

    (item,) = found.plan.indicators
    assert actuals(item) == ({year: "73件"} if year else {})
    assert ("year-unknown" in {one.code for one in found.findings}) is (year is None)


def test_a_formula_tells_which_columns_of_money_are_planned_and_spent() -> None:
    """Neither heading says 目標, and the figures of a period written with a hyphen are of its last year."""
    (item,) = read_one(
        """
        前期基本計画　投資的事業費（単位：千円）
        章 | 会計 | 計画事業数 | 事業費(A) | H23-27事業数 | H23-27実績額(B) | 進捗率(B)/(A)
        第1章 | 一般 | 38 | 7,937,499 | 36 | 7,415,050 | 93.4%
        """
    ).plan.indicators

    assert (targets(item), actuals(item)) == ({2015: "7,937,499"}, {2015: "7,415,050"})
    assert rates(item) == {2015: "93.4%"}


def test_one_year_and_all_years_so_far_are_two_indicators() -> None:
    found = read_one(
        """
        KPI | 区分 | 単位 | H27 | H28 | 目標(H31)
        起業家数 | 単年度 | 人 | 15 | 18 |
         | 累計値 | 人 | 15 | 33 | 100
        移住者数 | 単年度 | 人 | 40 | 51 |
         | 累計値 | 人 | 40 | 91 | 250
        """
    )
    yearly, total, *_ = found.plan.indicators
    assert "lines-mistaken" not in {one.code for one in found.findings}

    assert (yearly.name, total.name) == ("起業家数 単年度", "起業家数 累計値")
    assert (targets(total), actuals(total)) == ({2019: "100"}, {2015: "15", 2016: "33"})


def test_the_state_at_the_start_of_a_plan_is_its_baseline() -> None:
    (item,) = read_one(
        """
        定量的指標 | 当初現況値(H22当初) | 中間目標値(H24末) | 最終目標値(H26末)
        下水道処理人口普及率 | 64.5% | 66.2% | 67.8%
        """
    ).plan.indicators

    assert item.baseline is not None
    assert (item.baseline.reading.text, item.baseline.year and item.baseline.year.start) == ("64.5%", 2010)
    assert targets(item) == {2012: "66.2%", 2014: "67.8%"}


@pytest.mark.parametrize("rate", ["", "進捗率 | "])
def test_words_on_the_progress_behind_the_figures_are_marks(rate: str) -> None:
    """区分 heads a level left of the indicators, and what was judged right of their figures."""
    first, second = read_one(
        f"""
        施策 | 指標 | 基準値 (H21) | 実績値 (H25) | 目標値 (H27) | {rate}区分
        子育て | 待機児童数 | 25 | 5 | 0 | {"80.0% | " if rate else ""}概ね順調
        健康 | 健診受診率 | 32.1 | 31.2 | 60.0 | {"-3.2% | " if rate else ""}遅れている
        """
    ).plan.indicators

    assert [list(marks(item).values()) for item in (first, second)] == [["概ね順調"], ["遅れている"]]


def test_other_words_behind_the_figures_stay_what_they_are() -> None:
    (item,) = read_one(
        """
        施策 | 指標 | 実績値 (H25) | 目標値 (H27) | 区分
        子育て | 待機児童数 | 5 | 0 | 継続
        """
    ).plan.indicators

    assert marks(item) == {}


def test_whether_a_goal_was_met_is_a_mark() -> None:
    (item,) = read_one(
        """
        目標項目 | 目標値 (H27) | 実績値 (H27) | 目標達成の可否
        刑法犯認知件数 | 1,000件以下 | 921件 | 可
        """
    ).plan.indicators

    assert marks(item) == {2015: "可"}


def test_how_final_the_years_are_may_stand_in_brackets_over_lines() -> None:
    (item,) = read_one(
        """
        指標 | 区分 | H24(実績) | H25(見込) | H26(目標)
        森林整備面積 | 目標 | 1,200 | 1,300 | 1,400
         | 実績 | 1,180 | 1,310 |
         | 達成率 | 98.3% | 100.8% |
        """
    ).plan.indicators

    assert targets(item) == {2012: "1,200", 2013: "1,300", 2014: "1,400"}
    assert (actuals(item), rates(item)) == ({2012: "1,180", 2013: "1,310"}, {2012: "98.3%", 2013: "100.8%"})


def test_a_year_before_the_figure_in_its_cell_is_that_of_the_figure() -> None:
    (item,) = read_one(
        """
        施策 | 指標 | 平成13年度 | 平成14年度 | 目標値
        延長保育 | 実施か所数 | 9,000か所 | 10,000か所 | H16 12,000か所
        """
    ).plan.indicators

    assert targets(item) == {2004: "H16 12,000か所"}


def test_a_second_letter_behind_the_figures_is_no_level_of_the_plan() -> None:
    found = read_one(
        """
        評価指標 | 目標値(R2) | 実績(R2) | 評価 | 判定区分
        健診受診率 | 60% | 36.5% | b1 | b
        指導実施率 | 60% | 62.0% | a | a
        """
    )

    assert found.plan.levels == ()
    assert [marks(item) for item in found.plan.indicators] == [{2020: "b1"}, {2020: "a"}]


def test_the_year_outside_the_brackets_is_that_of_the_column() -> None:
    found = read_one(
        """
        指標 | 現況 2002年 (数値は平成14年度末) | 中間年度の目標 2014年 (数値は平成25年度末)
        不法投棄件数 | 71件 | 0件
        低公害車の普及率 | 0% | 40%以上
        - 普及率=低公害車÷公用車 |  |
        """
    )

    first, second = found.plan.indicators
    assert (targets(first), targets(second)) == ({2014: "0件"}, {2014: "40%以上"})
    assert first.baseline is not None
    assert first.baseline.year is not None
    assert first.baseline.year.start == 2002
    assert "- 普及率=低公害車÷公用車" in found.plan.remarks


def test_a_goal_with_its_own_year_may_stand_behind_the_years_of_lines() -> None:
    (item,) = read_one(
        """
        政策 | 指標 | 区分 | 現状値(H30) | R2 | R3 | 目標値(R9)
        観光 | 観光消費額 | 目標 | 84,459 | 90,000 | 91,500 | 101,350
         |  | 実績 | - | 41,230 | 44,512 |
        """
    ).plan.indicators

    assert targets(item) == {2020: "90,000", 2021: "91,500", 2027: "101,350"}
    assert actuals(item) == {2020: "41,230", 2021: "44,512"}
    assert item.baseline is not None
    assert item.baseline.reading.text == "84,459"


def test_what_was_when_the_plan_was_made_is_the_baseline() -> None:
    (item,) = read_one(
        """
        指標目標 | 計画策定 H19年度 | H20年度 | H21年度 | 目標値 H24年度
        松くい虫被害量 | 4,021m3 | 3,510m3 | 2,987m3 | 2,000m3以下
        """
    ).plan.indicators

    assert item.baseline is not None
    assert item.baseline.reading.text == "4,021m3"
    assert targets(item) == {2012: "2,000m3以下"}


def test_a_label_that_all_figures_of_a_row_share_belongs_to_its_name() -> None:
    first, second = read_one(
        """
        指標 | 基準値(H24) | 目標値(H30) | H30実績 | 進捗率
        朝食を毎日食べている割合 | 小 90.1% | 小 95.0% | 小 87.3% | -57.1%
        不登校の割合 | 中 2.60% | 2.00% | 中 3.21% | -101.7%
        """
    ).plan.indicators

    assert first.name == "朝食を毎日食べている割合 小"
    assert first.baseline is not None
    assert (first.baseline.reading.text, targets(first)) == ("90.1%", {2018: "95.0%"})
    assert actuals(first) == {2018: "87.3%"}
    # Where one figure does without the label, nobody knows whether it is of the same.
    assert (second.name, actuals(second)) == ("不登校の割合", {2018: "中 3.21%"})
