"""Goals that stand in a line beside a table of actuals."""

from __future__ import annotations

import pytest

from tests.readers.tables import actuals, read_one, targets


def test_a_goal_above_the_only_row_is_its_target() -> None:
    found = read_one(
        """
        目標：令和8年度までに延べ300件
        指標 | 令和5年度 | 令和6年度
        相談件数 | 95件 | 102件
        """
    )

    (item,) = found.plan.indicators
    assert targets(item) == {2026: "延べ300件"}
    assert {year: text for year, text in actuals(item).items() if text} == {2023: "95件", 2024: "102件"}
    assert "goals-from-line" in [one.code for one in found.findings]
    assert "goals-unread" not in [one.code for one in found.findings]


def test_the_row_whose_name_stands_in_the_line_gets_its_goals() -> None:
    found = read_one(
        """
        新しい計画では、実質公債費比率の目標値を22年度16.0%未満、26年度13.0%未満とする。
        区分 | 平成20年度 | 平成21年度 | 平成22年度
        実質公債費比率 | 16.5% | 16.0% | 15.3%
        公債費比率 | 15.0% | 14.0% | 13.3%
        """
    )

    first, second = found.plan.indicators
    assert targets(first) == {2010: "16.0%未満", 2014: "13.0%未満"}
    assert targets(second) == {}


@pytest.mark.parametrize(
    "line",
    [
        "目標：令和8年度までに300件",  # of which row?
        "実質収支の目標：令和8年度までに300件",  # a row that is not there
    ],
)
def test_a_goal_that_may_be_that_of_any_row_is_asked_about(line: str) -> None:
    found = read_one(
        f"""
        {line}
        指標 | 令和5年度 | 令和6年度
        相談件数 | 95件 | 102件
        訪問件数 | 80件 | 88件
        """
    )

    assert [targets(item) for item in found.plan.indicators] == [{}, {}]
    (said,) = [one for one in found.findings if one.code == "goals-unread"]
    assert "300件" in said.message


def test_a_goal_in_another_unit_is_that_of_something_else() -> None:
    found = read_one(
        """
        目標：令和8年度までに満足度80%
        指標 | 令和5年度 | 令和6年度
        相談件数 | 95件 | 102件
        """
    )

    assert targets(found.plan.indicators[0]) == {}
    assert "goals-unread" in [one.code for one in found.findings]


def test_a_table_with_targets_of_its_own_keeps_them() -> None:
    found = read_one(
        """
        目標：令和8年度までに延べ300件
        指標 | 令和6年度目標 | 令和6年度実績
        相談件数 | 100件 | 102件
        """
    )

    assert targets(found.plan.indicators[0]) == {2024: "100件"}


def test_very_many_lines_of_goals_are_another_table() -> None:
    rows = "\n".join(f"相談{number:02} | 95 | 102" for number in range(70))
    lines = "\n".join(f"目標：令和8年度までに相談{number:02}を延べ{number + 200}件" for number in range(70))
    found = read_one(f"指標 | R5 | R6\n{rows}\n\n{lines}")

    assert not any(item.targets for item in found.plan.indicators)
    assert "goals-unread" in {one.code for one in found.findings}
