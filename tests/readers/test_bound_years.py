"""Goals below years and no more."""

from __future__ import annotations

from tests.readers.tables import actuals, read_one, targets


def test_at_least_and_at_most_below_a_year_are_goals() -> None:
    first, second = read_one(
        """
        項目 | 現状 | 2010年
        う歯のない幼児の割合 | 59.5% | 80%以上
        1人平均う歯数 | 2.9歯 | 1歯以下
        """
    ).plan.indicators

    assert targets(first) == {2010: "80%以上"}
    assert targets(second) == {2010: "1歯以下"}
    assert actuals(first) == actuals(second) == {}
    assert first.baseline is not None
    assert first.baseline.reading.text == "59.5%"


def test_plain_figures_below_a_year_stay_what_was_reached() -> None:
    first, _ = read_one(
        """
        項目 | 現状 | 2010年
        う歯のない幼児の割合 | 59.5% | 80.1%
        1人平均う歯数 | 2.9歯 | 1歯以下
        """
    ).plan.indicators

    assert actuals(first) == {2010: "80.1%"}


def test_beside_goals_a_bound_below_a_year_is_what_was_reached() -> None:
    first, *_ = read_one(
        """
        指標 | 目標値 | 令和5年度
        満足度 | 90%以上 | 80%以上
        認知度 | 70%以上 | 60%以上
        """
    ).plan.indicators

    assert actuals(first) == {2023: "80%以上"}


def test_what_is_to_be_done_by_a_year_is_a_goal_and_so_are_those_below_it() -> None:
    text = """
        項目 | <平成11年度> | <平成16年度>
        延長保育の推進 | 7,000か所 | 10,000か所
        保育所等の整備 | 1,600か所 | 2,000か所{until}
        """
    first, _ = read_one(text.format(until=" 平成16年度までに")).plan.indicators

    assert targets(first) == {2004: "10,000か所"}
    assert targets(read_one(text.format(until="")).plan.indicators[0]) == {}
