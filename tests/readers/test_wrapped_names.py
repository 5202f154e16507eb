"""Names of indicators that stand in two rows."""

from __future__ import annotations

import pytest

from shirube.core.plan import render_indicator_name
from tests.readers.tables import actuals, read_one


def names(text: str) -> list[str]:
    return [render_indicator_name(path, item) for path, item in read_one(text).plan.rows]


def test_names_of_which_each_goes_on_below_are_joined() -> None:
    """The second halves were taken for headings of the next indicator, and the last was lost."""
    found = read_one(
        """
        指標名 | 単位 | R5 | R6 | R7
         | | 実績 | 実績 | 目標
        特殊詐欺の | 件 | 38 | 29 | 25
        認知件数
        消防団員 | 人 | 188 | 187 | 192
        総数
        橋りょう修繕 | 橋 | 19 | 27 | 40
        完了数
        """
    )

    assert [item.name for item in found.plan.indicators] == [
        "特殊詐欺の認知件数",
        "消防団員総数",
        "橋りょう修繕完了数",
    ]
    assert actuals(found.plan.indicators[2]) == {2023: "19", 2024: "27"}
    assert "names-wrapped" in {one.code for one in found.findings}


def test_a_name_that_cannot_end_so_goes_on_below() -> None:
    assert names(
        """
        指標 | R6実績 | R7目標
        相談件数 | 120 | 130
        市民1人当たりの | 11.6 | 12.0
        都市公園面積
        会員数 | 40 | 45
        """
    ) == ["相談件数", "市民1人当たりの都市公園面積", "会員数"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("福祉の充実", "会員数"),  # a heading: the name above could end so
        ("(2) 福祉", "会員数"),
    ],
)
def test_lines_that_head_or_explain_are_no_second_half(line: str, expected: str) -> None:
    found = read_one(
        f"""
        指標 | R6実績 | R7目標
        相談件数 | 120 | 130
        {line}
        会員数 | 40 | 45
        """
    )

    assert [item.name for item in found.plan.indicators] == ["相談件数", expected]
    assert "names-wrapped" not in {one.code for one in found.findings}


def test_two_rows_with_a_line_behind_each_are_not_enough_to_join_them() -> None:
    found = read_one(
        """
        指標 | R6実績 | R7目標
        相談件数 | 120 | 130
        福祉
        会員数 | 40 | 45
        企画課
        """
    )

    assert [item.name for item in found.plan.indicators] == ["相談件数", "会員数"]
