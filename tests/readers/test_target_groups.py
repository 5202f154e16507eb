"""Two groups of targets for one year, of which one stands with the actual."""

from __future__ import annotations

import pytest

from shirube.core.form import Role
from shirube.readers.grid import Span
from shirube.readers.layout_recipe import ColumnRule, LayoutRecipe
from tests.readers.tables import actuals, read_one, targets

_PLAN = """
    番号 | 実施項目 | 年次計画 | | | 効果額 | | 進捗
    | | R4 | R5 | R6 | R5目標 | R5実績 |
    1 | 使用料の見直し | 検討 | 改定 | → | 12000 | 11350 | ○
    2 | 口座振替の推進 | 実施 | → | → | 8000 | 9820 | ◎
    """
_MERGES = [Span(0, 0, 1, 0), Span(0, 1, 1, 1), Span(0, 2, 0, 4), Span(0, 5, 0, 6), Span(0, 7, 1, 7)]


def test_the_actual_belongs_to_the_target_below_the_same_heading() -> None:
    found = read_one(_PLAN, merges=_MERGES)

    first, second = found.plan.indicators
    assert (targets(first), actuals(first)) == ({2023: "12000"}, {2023: "11350"})
    assert (targets(second), actuals(second)) == ({2023: "8000"}, {2023: "9820"})
    assert {text for _, text in first.extras} >= {"検討", "改定", "→"}
    assert not {"cell-unreadable", "column-unknown"} & {one.code for one in found.findings}


def test_the_same_holds_for_a_table_that_is_read_as_it_stands() -> None:
    found = read_one(
        """
        指標 | 年次計画 | | 効果額 |
        | R4 | R5 | R5目標 | R5実績
        使用料の見直し | 検討 | 改定 | 12000 | 11350
        """,
        merges=[Span(0, 0, 1, 0), Span(0, 1, 0, 2), Span(0, 3, 0, 4)],
    )

    (item,) = found.plan.indicators
    assert (targets(item), actuals(item)) == ({2023: "12000"}, {2023: "11350"})


@pytest.mark.parametrize(
    "head",
    [
        # One group of targets and one of actuals; pairs in both; another year alone.
        "指標 | 目標値 | | 実績値 |\n | R4 | R5 | R4 | R5\n参加者 | 10 | 11 | 12 | 13",
        "指標 | 目標値 | | 実績値 |\n | R4 | R5 | R5 | R6\n参加者 | 10 | 11 | 12 | 13",
    ],
)
def test_targets_and_actuals_in_groups_of_their_own_are_left_alone(head: str) -> None:
    found = read_one(head, merges=[Span(0, 0, 1, 0), Span(0, 1, 0, 2), Span(0, 3, 0, 4)])

    assert targets(found.plan.indicators[0]) == {2022: "10", 2023: "11"}


def test_what_a_person_says_of_the_columns_counts() -> None:
    rules = {f"年次計画 R{year}": ColumnRule(Role.TARGET) for year in (4, 6)}
    found = read_one(_PLAN, LayoutRecipe(name="r", columns=rules), merges=_MERGES)

    assert targets(found.plan.indicators[0]) == {2022: "検討", 2023: "12000", 2024: "→"}


def test_a_plan_that_the_pair_only_repeats_keeps_all_its_years() -> None:
    found = read_one(
        """
        取組項目 | 年度別計画 | | | 進捗状況（R6） |
        | R5 | R6 | R7 | 計画 | 実績
        公共施設の再配置 | 方針決定 | 実施設計 | 工事 | 実施設計 | 実施設計完了
        使用料の見直し | 検討 | 条例改正 | 施行 | 条例改正 | 検討継続
        """
    )

    assert targets(found.plan.indicators[0]) == {2023: "方針決定", 2024: "実施設計", 2025: "工事"}
    assert actuals(found.plan.indicators[0]) == {2024: "実施設計完了"}


def test_what_a_person_calls_other_is_no_target_in_the_rewritten_table_either() -> None:
    rules = {f"年次計画 R{year}": ColumnRule(Role.EXTRA) for year in (4, 5, 6)}
    found = read_one(_PLAN, LayoutRecipe(name="r", layout="columns", columns=rules), merges=_MERGES)

    assert targets(found.plan.indicators[0]) == {2023: "12000"}
    assert {text for _, text in found.plan.indicators[0].extras} >= {"検討", "改定", "→"}
