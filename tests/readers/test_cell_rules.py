"""What cells say against the heading of their column."""

from __future__ import annotations

import pytest

from shirube.core.form import Role
from shirube.readers.cell_rules import EARLY_RULES, LATE_RULES, CellRule, find_rule, find_title
from shirube.readers.column_roles import find_column_roles
from shirube.readers.columns import understand_columns
from shirube.readers.table import Table, find_tables
from tests.readers.tables import actuals, grid, marks, read_one, targets

RULES = (*EARLY_RULES, *LATE_RULES)


def build_table(heading: str, *cells: str) -> Table:
    lines = [f"施策 | 指標 | R5目標 | R5実績 | {heading}"]
    lines += [
        f"道路 | 舗装{number} | {number}20 | {number}25 | {cell}" for number, cell in enumerate(cells, 1)
    ]
    return find_tables(grid("\n".join(lines)))[0]


@pytest.mark.parametrize(
    ("heading", "cells", "role"),
    [
        ("方向性", ("⇧", "⇩"), Role.DIRECTION),
        ("区分", ("順調", "遅れ"), Role.MARK),
        ("R6時点の様子", ("順調", "遅れ気味"), Role.MARK),
        ("方向性", ("継続", "縮小"), Role.EXTRA),
        ("区分", ("単年", "累計"), Role.EXTRA),
        ("区分", ("当初", "当初"), Role.EXTRA),
        ("進捗状況", ("順調", "やや遅れ"), Role.MARK),
        ("進捗", ("104%", "96%"), Role.RATE),
        ("進捗", ("A", "B"), Role.MARK),
        ("達成度", ("104%", "96%"), Role.RATE),
        ("前年度", ("A", "B"), Role.PREVIOUS_MARK),
        ("中間評価(R6)", ("120", "230"), Role.ACTUAL),
        ("基準年度", ("令和2年度", "令和3年度"), Role.EXTRA),
    ],
)
def test_both_ways_of_reading_columns_take_the_same_for_it(
    heading: str, cells: tuple[str, ...], role: Role
) -> None:
    table = build_table(heading, *cells)

    understood = next(item for item in understand_columns(table) if item.index == 4)
    assert understood.column.role is role
    assert next(item.role for item in find_column_roles(table) if item.index == 4) is role
    assert "内容" in understood.why


def test_a_column_is_no_span_for_one_cell_that_is() -> None:
    table = build_table("区分", "単年", "臨時")

    assert find_rule(RULES, Role.LEVEL, table, 4, is_unknown=False) is None


def test_a_heading_that_suits_its_cells_is_left_alone() -> None:
    table = build_table("評価", "A", "B")

    assert find_rule(RULES, Role.MARK, table, 4, is_unknown=False) is None


def test_rules_for_unknown_headings_leave_the_others_alone() -> None:
    table = build_table("進捗", "A", "B")

    assert find_rule(LATE_RULES, Role.EXTRA, table, 4, is_unknown=False) is None
    rule = find_rule(LATE_RULES, Role.EXTRA, table, 4, is_unknown=True)
    assert rule is not None and rule.role is Role.MARK


def test_the_first_rule_that_holds_counts() -> None:
    table = build_table("進捗", "A", "B")
    first, second = (
        CellRule(frozenset((Role.EXTRA,)), lambda _table, _column: True, role, 80, "")
        for role in (Role.RATE, Role.MARK)
    )

    assert find_rule((first, second), Role.EXTRA, table, 4, is_unknown=True) is first


def test_every_rule_changes_a_role_and_can_say_why() -> None:
    for rule in RULES:
        assert rule.role not in rule.roles
        assert 0 < rule.confidence < 100
        assert "{" not in rule.why.format(why="見出し「進捗」による", title="進捗")


def test_a_title_says_each_heading_once() -> None:
    table = build_table("進捗", "A")

    assert find_title(table, 2) == "R5目標"


def test_a_goal_with_a_year_that_no_word_names_is_the_target_where_nothing_else_is() -> None:
    text = """
    環境マネジメントシステムの取組み結果
    項目 | 環境目標(平成22年度) | 平成22年度実績{further}
    低公害車の導入率 | 100% | 95%{cell}
    再生紙の利用率 | 97% | 98%{cell}
    """
    cars, _ = read_one(text.format(further="", cell="")).plan.indicators
    assert targets(cars) == {2010: "100%"}

    # Beside a column of targets it is something else.
    cars, _ = read_one(text.format(further=" | 平成22年度目標値", cell=" | 90%")).plan.indicators
    assert targets(cars) == {2010: "90%"}


def test_progress_of_the_kpi_is_its_mark_and_the_details_are_a_text() -> None:
    found = read_one(
        """
        KPIの進捗状況について
        整理No. | KPI | 最新の数値 | KPIの進捗 | KPIの進捗の詳細
        1 | 開業率10%台を目指す | 4.9%(2014年度) | B | 2012年度に4.6%であった。
        2 | 女性の就業率73% | 70.8%(2014年) | A | 2012年は68.0%であった。
        """
    )

    first, second = found.plan.indicators
    assert (marks(first), marks(second)) == ({2014: "B"}, {2014: "A"})
    assert actuals(first) == {2014: "4.9%(2014年度)"}
    assert [status.text for status in first.statuses] == ["2012年度に4.6%であった。"]


def test_words_below_a_trend_are_how_it_went() -> None:
    (first, second, third) = read_one(
        """
        指標 | 基準値(H29) | R元 | R2 | 目標値(R4) | 成果動向
        組織率 | 68.2% | 71.4% | 71.6% | 80% | 向上
        受診率 | 41.3% | 43.5% | 33.2% | 60% | 比較できない
        満足度 | 55.1% | 54.9% | 55.0% | 60% | 横ばい
        """
    ).plan.indicators

    assert [marks(item) for item in (first, second, third)] == [
        {2020: "向上"},
        {2020: "比較できない"},
        {2020: "横ばい"},
    ]


def test_sentences_below_a_trend_stay_what_was_said() -> None:
    """The control."""
    (item,) = read_one(
        """
        指標 | 基準値(H29) | R元 | R2 | 目標値(R4) | 成果動向
        組織率 | 68.2% | 71.4% | 71.6% | 80% | 新しい組織が三つできた。
        """
    ).plan.indicators

    assert not marks(item)
