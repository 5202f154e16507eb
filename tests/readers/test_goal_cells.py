"""What stands below the heading of a goal."""

from __future__ import annotations

import pytest

from tests.readers.tables import actuals, read, read_one, targets


@pytest.mark.parametrize("heading", ["2030年度(目標年度)", "目標年度 2030年度", "目標年次(R12)"])
def test_figures_below_the_year_of_the_goal_are_goals(heading: str) -> None:
    found = read_one(f"指標 | 基準値(H25) | 実績(R4) | {heading}\nごみの量 | 985 | 902 | 850")

    assert targets(found.plan.indicators[0]) == {2030: "850"}


def test_years_below_it_are_no_goals() -> None:
    found = read_one("指標 | 基準値(H25) | 目標値 | 目標年度\nごみの量 | 985 | 850 | 2030年度")

    assert targets(found.plan.indicators[0]) == {2030: "850"}


@pytest.mark.parametrize("goals", [("1", "", "2"), ("目標1", "", "目標2"), ("にぎわい", "居住", "")])
def test_numbers_of_goals_are_no_targets(goals: tuple[str, str, str]) -> None:
    """目標 | 指標 | 目標（R12）: targets stand behind the indicators, before them the goals."""
    rows = "\n".join(f"{goal} | 指標{number} | 84.9% | 89.3% | 95%" for number, goal in enumerate(goals))
    found = read_one(f"目標 | 指標 | 当初（H30） | 中間（R5） | 目標（R12）\n{rows}")

    assert [targets(item) for item in found.plan.indicators] == [{2030: "95%"}] * 3
    assert found.plan.rows[0][0][0].name == goals[0]


def test_figures_before_the_indicators_stay_targets_where_no_others_are() -> None:
    """The control: nothing else in this table could be the target."""
    (item,) = read_one("目標(R6) | 指標 | R6実績\n20 | 参加者数 | 21").plan.indicators

    assert targets(item) == {2024: "20"}


TONNES = """
部門 | 基準年度 | 排出量実績 | | 目標年度 | 削減目標
     | 2013年度 | 2020年度 | 2021年度 | 2030年度 |
産業 | 1,204 | 1,011 | 1,050 | {first} | ▲38%
家庭 | 588 | 430 | 410 | {second} | ▲66%
"""


def test_a_goal_told_as_a_change_as_well_is_one_goal() -> None:
    found = read_one(TONNES.format(first="746", second="200"))

    assert [targets(item) for item in found.plan.indicators] == [{2030: "746"}, {2030: "200"}]
    assert {one.code for one in found.findings} & {"year-unknown", "column-unknown"} == set()


def test_a_change_that_is_the_only_goal_stays_one() -> None:
    """The control: where the figures are rates too, nobody knows which of the two counts."""
    found = read_one("指標 | R5実績 | 削減目標（R12）\nCO2の削減率 | ▲12% | ▲38%")

    assert targets(found.plan.indicators[0]) == {2030: "▲38%"}


def test_the_goals_of_one_year_are_targets_though_told_in_words() -> None:
    found = read_one(
        """
        エコアクション
        項 目 | 平成26年度 数値目標 | 対象施設
        ガソリン使用量(L) | ガソリン使用量を、平成25年度より削減する | 全施設
        電気使用量(kWh) | 平成21年度比23.0%削減 | 水道局を除く全施設
        """
    )

    petrol, power = ((path[-1].name if path else "") + item.name for path, item in found.plan.rows)
    assert (petrol, power) == ("ガソリン使用量(L)", "電気使用量(kWh)")
    assert [targets(item) for item in found.plan.indicators] == [
        {2014: "ガソリン使用量を、平成25年度より削減する"},
        {2014: "平成21年度比23.0%削減"},
    ]


def test_a_goal_in_words_stands_over_the_concrete_one_that_names_the_figures() -> None:
    (found,) = read(
        """
        第3次食育推進基本計画
        目標 | | 具体的な目標値 | 現状値 | 目標値
        朝食を欠食する国民を減らす | ④ | 朝食を欠食する子供の割合 | 4.4% | 0%
         | ⑤ | 朝食を欠食する若い世代の割合 | 24.7% | 15%以下
        登録数を増やす | ⑫ | 食品企業の登録数 | 67社 | 100社以上
        """
    )

    assert [(path[-1].name, item.name) for path, item in found.plan.rows] == [
        ("朝食を欠食する国民を減らす", "朝食を欠食する子供の割合"),
        ("朝食を欠食する国民を減らす", "朝食を欠食する若い世代の割合"),
        ("登録数を増やす", "食品企業の登録数"),
    ]
    assert "year-unknown" in [one.code for one in found.findings]


@pytest.mark.parametrize(("goal", "code"), [("1400件", "year-unknown"), ("2010", "column-unknown")])
def test_figures_below_a_goal_year_are_targets_and_years_are_not(goal: str, code: str) -> None:
    found = read_one(
        f"""
        目標管理の推進
         | 平成17年度 | 平成18年度 | 目標年度
        給水件数 | 1300件 | 1400件 | {goal}
        管理延長 | 5,100m | 5,300m | {goal}
        """
    )

    assert code in [one.code for one in found.findings]
    assert [targets(item) for item in found.plan.indicators] == [{}, {}]


def test_numeric_goals_told_in_words_are_no_names_beside_what_they_are_for() -> None:
    found = read_one(
        """
        目標項目 | 数値目標 | (時期) | 最新値 | (時期) | 目標設定時最新値
        採用 | 性別による差別のない採用 | (毎年度) | 55.4% | (2017年度) | 51%
        育児休業の取得率 | 男性13%以上、女性100% | (2024年度) | 7.7% | (2017年度) | 2.9%
        時間外勤務時間数 | 前年度より削減 | (2024年度) | 151.0時間 | (2017年度) | 129時間
        """
    )

    assert [item.name for item in found.plan.indicators] == ["採用", "育児休業の取得率", "時間外勤務時間数"]
    assert [actuals(item) for item in found.plan.indicators] == [
        {2017: "55.4%"},
        {2017: "7.7%"},
        {2017: "151.0時間"},
    ]
    assert targets(found.plan.indicators[2]) == {2024: "前年度より削減"}


def test_names_below_a_numeric_goal_stay_names_where_the_figures_stand_elsewhere() -> None:
    """The control: with a column of goals behind it 数値目標 says what is counted."""
    (item,) = read_one(
        """
        目標項目 | 数値目標 | 目標値(R6) | 最新値(R5)
        ごみの減量 | 1人1日当たりのごみ排出量 | 800g | 850g
        """
    ).plan.indicators

    assert item.name == "1人1日当たりのごみ排出量"


def test_figures_below_a_goal_of_the_plan_and_a_year_are_targets() -> None:
    first, second = read_one(
        """
        成果指標名 | 単位 | 施策目標 | 施策目標の達成状況 |
         | | 平成31年度 | 平成27年度 | 平成28年度
        新規就農者 | 人/年 | 5 | 2 | 3
        集積面積 | ha | 24 | 24.1(H26)※速報 | 15
        """
    ).plan.indicators

    assert (targets(first), targets(second)) == ({2019: "5"}, {2019: "24"})
    assert (actuals(first), actuals(second)[2016]) == ({2015: "2", 2016: "3"}, "15")


def test_words_below_a_goal_of_the_plan_stay_a_level() -> None:
    """The control: goals of the plan told in words."""
    (item,) = read_one(
        """
        成果指標名 | 施策目標(令和7年度) | R7目標 | R5実績
        新規就農者 | 担い手の育成 | 5 | 2
        """
    ).plan.indicators

    assert targets(item) == {2025: "5"}


def test_an_index_between_the_baseline_and_what_was_reached_is_the_target() -> None:
    found = read_one("令和5年度の状況\n数値目標項目 | 基準値 | KPI | 実績値\n創業件数 | 6件 | 11件 | 4件")

    assert targets(found.plan.indicators[0]) == {2023: "11件"}
    assert actuals(found.plan.indicators[0]) == {2023: "4件"}


def test_a_reduction_in_words_beside_the_goal_itself_is_kept() -> None:
    found = read_one(
        """
        項目 | 平成29年度(基準年度)排出量(t-CO2換算) | 削減目標 | 令和6年度(目標年度)排出量(t-CO2換算)
        総排出量 | 5,742 | 6%削減 | 5,398
        """
    )
    (item,) = found.plan.indicators

    assert item.baseline is not None and item.baseline.reading.text == "5,742"
    assert targets(item) == {2024: "5,398"}
    assert "year-unknown" not in {one.code for one in found.findings}
