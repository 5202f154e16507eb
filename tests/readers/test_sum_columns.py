"""Columns that add up the years beside them."""

from __future__ import annotations

from tests.readers.tables import actuals, rates, read_one, targets

TABLE = """
取組項目 | 令和4年度 | | 令和5年度 | | 効果額累計 |
         | 計画額 | 実績額 | 計画額 | 実績額 | 計画額 | 実績額
広告収入 | 1,800 | 1,762 | 2,000 | 2,105 | 3,800 | 3,867
財産売却 | 5,000 | 8,120 | 5,000 | 6,733 | 10,000 | {last}
使用料   | 300 | 310 | 300 | 290 | 600 | 600
"""


def test_sums_of_years_are_kept_without_a_question() -> None:
    found = read_one(TABLE.format(last="14,853"))
    first, second, _ = found.plan.indicators

    assert targets(first) == {2022: "1,800", 2023: "2,000"}
    assert actuals(second) == {2022: "8,120", 2023: "6,733"}
    assert [text for _, text in second.extras] == ["10,000", "14,853"]
    assert {one.code for one in found.findings} & {"year-unknown", "column-unknown"} == set()


def test_what_adds_up_nothing_is_asked_about() -> None:
    """The control: half of the rows are no sums, so that nobody knows what they are."""
    found = read_one(TABLE.format(last="20,000"))

    assert "year-unknown" in {one.code for one in found.findings}


def test_a_sum_that_is_compared_with_a_goal_for_all_years_is_what_was_reached() -> None:
    found = read_one(
        """
        令和5年度 進捗
        指標 | 目標 | R4 | R5 | 累計 | 達成率
        移住世帯 | 40 | 6 | 9 | 15 | 37.5%
        創業件数 | 20 | 4 | 8 | 12 | 60.0%
        """
    )

    first, second = found.plan.indicators

    assert (actuals(first), rates(first)) == ({2022: "6", 2023: "15"}, {2023: "37.5%"})
    assert actuals(second) == {2022: "4", 2023: "12"}


def test_a_sum_that_no_rate_speaks_for_does_not_take_the_place_of_its_year() -> None:
    """The control: 22.5 % is that of the nine of the last year."""
    found = read_one(
        """
        令和5年度 進捗
        指標 | 目標 | R4 | R5 | 累計 | 達成率
        移住世帯 | 40 | 6 | 9 | 15 | 22.5%
        創業件数 | 20 | 4 | 8 | 12 | 40.0%
        """
    )

    assert actuals(found.plan.indicators[0]) == {2022: "6", 2023: "9"}


def test_the_rate_behind_the_sums_is_theirs_and_not_that_of_the_last_year() -> None:
    for heading in ("| 達成率", "|", ""):
        table = """
        取組項目 | 令和4年度 | | 令和5年度 | | 累計 | {}
                 | 計画 | 実績 | 計画 | 実績 | 計画 | 実績 | {}
        広告収入 | 1,800 | 1,762 | 2,000 | 2,105 | 3,800 | 3,867 | {}
        財産売却 | 5,000 | 8,120 | 5,000 | 6,733 | 10,000 | 14,853 | {}
        使用料   | 300 | 310 | 300 | 290 | 600 | 600 | {}
        """
        below = "" if "達成率" in heading else "達成率"
        found = read_one(table.format(heading, below, "101.8%", "148.5%", "100.0%"))
        of_year = read_one(table.format(heading, below, "105.3%", "134.7%", "96.7%"))

        assert [rates(item) for item in found.plan.indicators] == [{}, {}, {}]
        assert found.plan.indicators[0].extras[-1][1] == "101.8%"
        # The control: rates of the last year stay its rates.
        assert rates(of_year.plan.indicators[0]) == {2023: "105.3%"}
