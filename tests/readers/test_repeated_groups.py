"""Tables that go on to the right with the same columns for the next indicator."""

from __future__ import annotations

from tests.readers.tables import actuals, read, read_one, targets


def test_groups_of_columns_beside_one_another_are_indicators_of_their_own() -> None:
    found = read_one(
        """
        市 | 目標項目 | 数値目標 | (時期) | 最新値 | (時期) | 目標項目 | 数値目標 | (時期) | 最新値 | (時期)
        津 | 育休取得率 | 100% | 2020年度 | 95% | 2017年度 | 女性の割合 | 12% | 2021年3月 | 8.1% | 2018年4月
        四日市市 | 男性の取得率 | 90% | 2019年度 | 91.7% | 2017年度 | | | | |
        """
    )

    first, second, third = found.plan.indicators
    assert "育休取得率" in first.name
    assert "女性の割合" in second.name
    assert "男性の取得率" in third.name
    assert (targets(first), actuals(first)) == ({2020: "100%"}, {2017: "95%"})
    assert (targets(second), actuals(second)) == ({2020: "12%"}, {2018: "8.1%"})
    assert (targets(third), actuals(third)) == ({2019: "90%"}, {2017: "91.7%"})
    assert "columns-repeated" in [one.code for one in found.findings]


def test_what_heads_the_columns_beside_the_groups_may_stand_above_their_headings() -> None:
    found = read_one(
        """
        自治体名 | リンク先 | 取組内容と進捗状況 | | | | | | | |
         | | 採用 | | | | | 両立 | | |
         | | 目標項目 | 数値目標 | (時期) | 最新値 | (時期) | 目標項目 | 数値目標 | (時期) | 最新値 | (時期)
        徳島市 | 計画へ | 採用の割合 | 45% | R2 | 35% | H29 | 取得率 | 5% | R1 | 1.8% | H28
        鳴門市 | 計画へ | 女性の割合 | 40% | R2 | 57% | H30 | 育休の率 | 8% | R2 | 4.7% | H29
        """
    )

    assert [item.name for item in found.plan.indicators] == ["採用の割合", "取得率", "女性の割合", "育休の率"]
    assert [targets(item) for item in found.plan.indicators[:2]] == [{2020: "45%"}, {2019: "5%"}]


def test_a_goal_for_a_period_is_to_be_reached_by_its_end() -> None:
    first, second = read_one(
        """
        目標項目 | 数値目標 | (時期) | 最新値 | (時期) | 目標設定時最新値 | (時期)
        女性の取得率 | 100% | 2016年度~2020年度 | 99% | 2017年度 | 97% | 2015年度
        男性の取得率 | 10% | 2019年度 | 3.4% | 2017年度 | 1.1% | 2015年度
        """
    ).plan.indicators

    assert (targets(first), targets(second)) == ({2020: "100%"}, {2019: "10%"})
    assert first.baseline is not None
    assert first.baseline.reading.text == "97%"


def test_years_beside_one_another_with_the_same_columns_are_of_one_indicator() -> None:
    """The control: the name is said once, so nothing is repeated."""
    (item,) = (
        item
        for found in read(
            """
            指標 | 令和4年度 | | | 令和5年度 | |
             | 目標値 | 実績値 | 達成率 | 目標値 | 実績値 | 達成率
            相談件数 | 10 | 12 | 120% | 11 | 9 | 82%
            """
        )
        for item in found.plan.indicators
    )

    assert (targets(item), actuals(item)) == ({2022: "10", 2023: "11"}, {2022: "12", 2023: "9"})
