"""Years that each row states for its own figures."""

from __future__ import annotations

from shirube.core.fiscal_year import FiscalYear
from tests.readers.tables import actuals, marks, rates, read_one, targets


def test_a_row_states_its_own_months_below_headings_of_years() -> None:
    """The form of the state for SDGs: below 2024年（目標値） each row says of which month its figure is."""
    found = read_one(
        """
        指標名 | 当初値 | | 2022年（現状値） | | 2024年（目標値） | | 達成度（%）
         | 年月 | 値 | 年月 | 値 | 年月 | 値 |
        再エネの自給率 | 2020年3月 | 18.2% | 2023年3月 | 21.0% | 2025年3月 | 25.0% | 41%
        市内総生産 | 2017年度 | 1820億円 | 2020年度 | 1755億円 | 2022年度 | 1900億円 | -81%
        """
    )
    energy, product = found.plan.indicators

    assert (targets(energy), actuals(energy)) == ({2024: "25.0%"}, {2022: "21.0%"})
    assert (targets(product), actuals(product)) == ({2022: "1900億円"}, {2020: "1755億円"})
    assert (rates(energy), rates(product)) == ({2022: "41%"}, {2020: "-81%"})
    assert [item.baseline and item.baseline.year for item in (energy, product)] == [
        FiscalYear(2019),
        FiscalYear(2017),
    ]
    assert "column-unknown" not in {one.code for one in found.findings}


def test_a_second_column_of_baselines_does_not_date_the_first() -> None:
    (item,) = read_one(
        """
        指標 | 基準値 | 現状値（R4） | 目標値 | 目標年度
        参加者数 | 20 | 25 | 30 | R8
        """
    ).plan.indicators

    assert item.baseline is not None
    assert (item.baseline.reading.text, item.baseline.year) == ("20", None)
    assert actuals(item) == {2022: "25"}


def test_a_year_beside_one_figure_is_not_that_of_another() -> None:
    (item,) = read_one(
        """
        指標 | R5目標 | R5実績 | 最終目標値 | 目標年度
        参加者数 | 20 | 25 | 30 | R8
        """
    ).plan.indicators

    assert (targets(item), actuals(item)) == ({2023: "20", 2026: "30"}, {2023: "25"})


def test_rates_and_marks_are_of_the_year_beside_the_one_actual_of_their_row() -> None:
    first, second = read_one(
        """
        目標項目 | 基準年度 | 基準値 | 目標年度 | 目標値 | 最新年度 | 最新値 | 達成率 | 評価
        新規就農者数 | R1 | 12 | R7 | 40 | R6 | 33 | 82.5% | B
        鳥獣被害額 | H30 | 28,410 | R7 | 20,000 | R5 | 23,650 | 84.6% | C
        """
    ).plan.indicators

    assert (rates(first), marks(first), actuals(first)) == ({2024: "82.5%"}, {2024: "B"}, {2024: "33"})
    assert (rates(second), marks(second), actuals(second)) == ({2023: "84.6%"}, {2023: "C"}, {2023: "23,650"})


def test_a_rate_beside_two_actuals_is_not_said_to_be_of_the_dated_one() -> None:
    found = read_one(
        """
        目標項目 | 目標年度 | 目標値 | R4実績 | 最新年度 | 最新値 | 達成率
        新規就農者数 | R7 | 40 | 30 | R6 | 33 | 75.0%
        鳥獣被害額 | R7 | 20 | 25 | R5 | 24 | 80.0%
        """
    )

    assert [rates(item) for item in found.plan.indicators] != [{2024: "75.0%"}, {2023: "80.0%"}]


def test_the_year_of_what_is_current_is_that_of_the_actual_beside_a_baseline() -> None:
    first, second = read_one(
        """
        数値目標（令和7年4月1日現在）
        目標項目 | 策定時の値 | 策定時の年度 | 現状値 | 現状の年度 | 目標値 | 目標年度 | 達成状況
        女性委員の比率 | 28.1％ | R2 | 33.4％ | R6 | 40％ | R9 | △
        管理職の割合 | 12.0％ | R2 | 15.1％ | R7 | 20％ | R9 | ○
        """
    ).plan.indicators

    assert (actuals(first), marks(first), targets(first)) == ({2024: "33.4％"}, {2024: "△"}, {2027: "40％"})
    assert (actuals(second), marks(second)) == ({2025: "15.1％"}, {2025: "○"})
    assert [item.baseline and item.baseline.year for item in (first, second)] == [FiscalYear(2020)] * 2


def test_the_year_of_what_is_current_is_that_of_the_baseline_where_nothing_else_is() -> None:
    (item,) = read_one(
        """
        目標項目 | 現状値 | 現状の年度 | R6実績 | 目標値 | 目標年度
        女性委員の比率 | 28.1％ | R2 | 33.4％ | 40％ | R9
        """
    ).plan.indicators

    assert item.baseline is not None
    assert (item.baseline.year, actuals(item)) == (FiscalYear(2020), {2024: "33.4％"})


def test_a_goal_for_each_year_stands_beside_goals_of_one() -> None:
    """毎年度 below 目標年度 is no year, and says that the goal is promised for all of them."""
    found = read_one(
        """
        指標 | 目標年度 | 目標値 | R3実績 | R4実績 | 達成状況
        基準の達成率 | 毎年度 | 100％ | 100％ | 92.3％ | △
        注意報の日数 | 毎年度 | 0日 | 1日 | 3日 | ×
        ごみの排出量 | 令和8年度 | 850g | 911g | 902g | △
        """
    )
    first, second, third = found.plan.indicators

    assert targets(first) == {2021: "100％", 2022: "100％"}
    assert targets(second) == {2021: "0日", 2022: "0日"}
    assert targets(third) == {2026: "850g"}
    assert marks(third) == {2022: "△"}
    assert {one.code for one in found.findings} & {"year-unknown", "column-unknown"} == set()


def test_a_goal_for_each_year_is_that_of_the_year_in_which_its_row_was_measured() -> None:
    found = read_one(
        """
        指標 | 目標値 | | 最新値 |
             | 年度 | 数値 | 年度 | 数値
        付加価値額 | R8 | 20,000 | R3 | 19,105
        待機児童数 | 毎年度 | 0 | R6 | 3
        """
    )
    _, second = found.plan.indicators

    assert (targets(second), actuals(second)) == ({2024: "0"}, {2024: "3"})
    assert "year-unknown" not in {one.code for one in found.findings}


def test_a_row_of_nothing_but_a_goal_and_its_year_is_a_further_goal_of_the_row_above() -> None:
    found = read_one(
        """
        No. | 政策目標 | 目標年次 | 目標値
        01 | 有業率 | 2022年 | 78%
        02 | 就職者数 | 2020年度 | 11,500人
           |          | 2024年度 | 19,000人
        """
    )

    first, second = found.plan.indicators
    assert targets(first) == {2022: "78%"}
    assert targets(second) == {2020: "11,500人", 2024: "19,000人"}
    assert "rows-nameless" not in [one.code for one in found.findings]


def test_a_second_goal_of_the_same_year_without_a_name_is_asked_about() -> None:
    found = read_one(
        """
        指標 | 目標年次 | 目標値
        就職者数 | 2024年度 | 11,500人
                 | 2024年度 | 19,000人
        定着率   | 2024年度 | 80%
        """
    )

    assert "rows-nameless" in [one.code for one in found.findings]
