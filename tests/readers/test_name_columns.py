"""Which columns name the indicators."""

from __future__ import annotations

import pytest

from shirube.readers.column_roles import find_column_roles
from shirube.readers.name_columns import (
    are_mostly_figures,
    are_mostly_named,
    is_named_quantity,
    is_plain_item,
)
from shirube.readers.table import find_tables
from tests.readers.tables import actuals, grid, read_one


def find_name_columns(text: str) -> list[int]:
    (table,) = find_tables(grid(text))
    return [item.index for item in find_column_roles(table) if item.name]


def test_the_column_headed_so_holds_the_names() -> None:
    assert find_name_columns("施策 | 指標 | R5目標 | R5実績\n相談 | 相談件数 | 75 | 70") == [1]


def test_the_lowest_level_holds_them_where_no_other_does() -> None:
    assert find_name_columns("分野 | 施策 | R5目標 | R5実績\n福祉 | 相談件数 | 75 | 70") == [1]


def test_what_tells_rows_of_one_name_apart_is_part_of_the_name() -> None:
    rows = "朝食を毎日食べる割合 | 小6 | 90% | 88%\n | 中3 | 85% | 84%"

    assert find_name_columns(f"指標 | 校種 | R5目標 | R5実績\n{rows}") == [0, 1]
    assert find_name_columns(f"指標 | 校種 | R5目標 | R5実績\n{rows.replace('中3', '小6')}") == [0]


def test_of_whom_a_figure_is_tells_even_two_rows_of_many_apart() -> None:
    rows = "自己肯定感 | 小6 | 90% | 88%\n | 中3 | 85% | 84%\n"
    rows += "利用率 | 産婦 | 30% | 21%\n満足度 | 保護者 | 90% | 89%\n認知度 | － | 40% | 35%"

    assert find_name_columns(f"指標 | 対象 | R5目標 | R5実績\n{rows}") == [0, 1]
    assert find_name_columns(f"指標 | 調査名 | R5目標 | R5実績\n{rows}") == [0]


@pytest.mark.parametrize(
    ("title", "expected"), [("項目", True), ("サービスの種類", True), ("区分（人）", True), ("指標名", False)]
)
def test_a_heading_may_say_only_that_a_name_stands_below(title: str, expected: bool) -> None:
    assert is_plain_item(title) is expected


@pytest.mark.parametrize(
    ("text", "named"), [("口座振替率:45%", True), ("45%", False), ("検討", False), ("2025年までに45%", False)]
)
def test_a_name_with_its_figure_is_known(text: str, named: bool) -> None:
    assert is_named_quantity(text) is named


def test_most_cells_tell_what_a_column_holds() -> None:
    assert are_mostly_named(["口座振替率:45%", "収納率:98%", "-"])
    assert not are_mostly_named(["口座振替率:45%", "45%"])
    assert not are_mostly_named([])
    assert are_mostly_figures(["12", "13人", "-"])
    assert not are_mostly_figures(["12", "検討"])


def test_where_the_column_of_indicators_only_counts_lines_the_next_one_names_them() -> None:
    found = read_one(
        """
        農業の振興
        評価指標 | 目標の内容 | 現状値(現況年度) | 27年度実績 | 目標値(目標年度)
        1 | 認定農業者数を増やします | | |
         | ○認定経営体数 | 122経営体(26年度) | 126経営体 | 132経営体(36年度)
        2 | 農業施設等を計画的に更新します | | |
        | ①県営事業の進捗率 | 0%(26年度) | 1.7% | 43%(36年度)
        | ②事業の取り組み数 | 2箇所(26年度) | 3箇所 | 2箇所(36年度)
        """
    )

    rows = [(path[-1].name, item.name, actuals(item)) for path, item in found.plan.rows]
    assert rows == [
        ("1 認定農業者数を増やします", "○認定経営体数", {2015: "126経営体"}),
        ("2 農業施設等を計画的に更新します", "①県営事業の進捗率", {2015: "1.7%"}),
        ("2 農業施設等を計画的に更新します", "②事業の取り組み数", {2015: "3箇所"}),
    ]
    assert not [one for one in found.findings if one.code == "rows-unread"]


def test_a_text_beside_names_names_nothing() -> None:
    found = read_one(
        """
        農業の振興
        評価指標 | 目標の内容 | 27年度実績 | 目標値(36年度)
        認定経営体数 | 市が認定したもの | 126経営体 | 132経営体
        法人化数 | 集落営農の法人 | 4法人 | 6法人
        """
    )

    assert [item.name for item in found.plan.indicators] == ["認定経営体数", "法人化数"]


def test_ages_without_a_heading_are_the_rest_of_names_and_no_figures() -> None:
    found = read_one(
        """
        健康増進・食育推進計画
        指標 |  | 策定時値(平成29年度) | 目標値(平成34年度)
        栄養成分表示を参考にする人の割合 | 18歳以上 | 43.7% | 60%
        郷土料理を食べている人の割合 | 18歳～39歳 | 56.1% | 80%
          | ④40歳以上 | 62.5% | 85%
        """
    )

    assert [item.name for item in found.plan.indicators] == [
        "栄養成分表示を参考にする人の割合 18歳以上",
        "郷土料理を食べている人の割合 18歳～39歳",
        "郷土料理を食べている人の割合 ④40歳以上",
    ]
