"""Cells of the body merged down over indicators, or across years."""

from __future__ import annotations

from shirube.core.indicator import Direction
from shirube.readers.grid import Span
from tests.readers.tables import actuals, marks, read_one, targets

TABLE = """
    施策 | 指標     | 単位 | 目指す方向 | 担当課 | R3基準値 | R6目標 | R6実績 | 評価
    安全 | 交通事故 | 件   | ↓          | 安全課 | 120      | 90     | 92     | A
         | 刑法犯   |      |            |        | 210      |        | 88     |
         | 火災     |      |            |        | 130      | 12     | 11     | B
    元気 | 健診     | ％   | ⇧          | 健康課 | 40       | 50     | 51     | A
    """


def codes(found: object) -> set[str]:
    return {one.code for one in found.findings}  # type: ignore[attr-defined]


def test_units_bodies_directions_and_targets_merged_down_hold_for_every_indicator() -> None:
    merges = [Span(1, 0, 3, 0), *(Span(1, column, 3, column) for column in (2, 3, 4)), Span(1, 6, 2, 6)]
    found = read_one(TABLE, merges=merges)

    first, second, third, other = found.plan.indicators
    assert [item.unit for item in (first, second, third, other)] == ["件", "件", "件", "％"]
    assert [item.direction for item in (first, second, third, other)] == [*[Direction.DOWN] * 3, Direction.UP]
    assert [item.bodies for item in (first, second, third)] == [("安全課",)] * 3
    assert [targets(item) for item in (first, second, third)] == [{2024: "90"}, {2024: "90"}, {2024: "12"}]
    (said,) = (one for one in found.findings if one.code == "cells-merged-down")
    assert "「単位」、「目指す方向」、「担当課」、「R6目標」" in said.message


def test_an_arrow_merged_down_a_column_without_a_heading_holds_for_both() -> None:
    found = read_one(
        """
        指標       |   | R3基準値 | R6目標 | R6実績
        待機児童数 | ↓ | 30       | 10     | 12
        滞納件数   |   | 30       | 40     | 35
        利用者数   | ↑ | 30       | 40     | 35
        """,
        merges=[Span(1, 1, 2, 1)],
    )

    assert [item.direction for item in found.plan.indicators] == [*[Direction.DOWN] * 2, Direction.UP]
    (said,) = (one for one in found.findings if one.code == "cells-merged-down")
    assert "見出しのない列" in said.message


def test_of_merges_over_one_another_the_first_counts() -> None:
    """A spoiled file may hold thousands of them, each of which would be gone through to its last row."""
    found = read_one(
        """
        指標 | 単位 | R6目標 | R6実績
        相談 | 件   | 10     | 12
        訪問 | 回   | 20     | 22
        講座 |      | 30     | 32
        """,
        merges=[Span(1, 1, 2, 1), Span(2, 1, 3, 1)],
    )

    assert [item.unit for item in found.plan.indicators] == ["件", "回", ""]


def test_without_merges_a_blank_unit_stays_blank() -> None:
    found = read_one(TABLE)

    assert [item.unit for item in found.plan.indicators] == ["件", "", "", "％"]
    assert "cells-merged-down" not in codes(found)


def test_a_target_merged_over_the_lines_of_one_indicator_is_no_other_indicators() -> None:
    found = read_one(
        """
        指標 | 単位 | R6目標 | R6実績 | 備考
        相談 | 件   | 10     | 12     | あ
             |      |        |        | い
        訪問 | 件   | 20     | 22     |
        """,
        merges=[Span(1, 2, 2, 2)],
    )

    assert [targets(item) for item in found.plan.indicators if item.name] == [{2024: "10"}, {2024: "20"}]


def test_a_figure_merged_across_years_is_that_of_the_first_and_said() -> None:
    found = read_one(
        """
        指標 | R5目標 | R6目標 | R5実績 | R6実績 | R6評価
        健診 | 60%    |        | 58%    | 61%    | A
        相談 | 10件   | 20件   | 9件    | 21件   | A
        """,
        merges=[Span(1, 1, 1, 2)],
    )

    assert targets(found.plan.indicators[0]) == {2023: "60%"}
    (said,) = (one for one in found.findings if one.code == "cells-merged-across")
    assert (said.place and said.place.cell) == "B2"
    assert "60%" in said.message


def test_merged_marks_are_left_to_the_rule_for_joint_marks() -> None:
    found = read_one(TABLE, merges=[Span(1, 8, 2, 8)])

    assert [marks(item) for item in found.plan.indicators[:2]] == [{2024: "A"}, {2024: "A"}]
    assert "cells-merged-down" not in codes(found)
    assert actuals(found.plan.indicators[1]) == {2024: "88"}


def test_a_figure_below_a_heading_merged_as_far_is_of_one_column_and_nothing_is_said() -> None:
    # In the PDF the edge of the table below cuts the column of targets in two.
    found = read_one(
        "指標 | 単位 | R5目標 | | R5実績\n提案件数 | 件 | 10 | | 7\n参加者数 | 人 | 40 | | 45",
        merges=[Span(row, 2, row, 3) for row in range(3)],
    )

    assert [(targets(item), actuals(item)) for item in found.plan.indicators] == [
        ({2023: "10"}, {2023: "7"}),
        ({2023: "40"}, {2023: "45"}),
    ]
    assert "cells-merged-across" not in codes(found)
