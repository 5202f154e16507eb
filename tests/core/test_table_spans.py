"""Headings over several columns, and marks given to several indicators together: cells with spans."""

from __future__ import annotations

from msgspec.structs import replace

from shirube.core.form import Column, Form, Role
from shirube.core.indicator import Decision, Indicator, Published
from shirube.core.plan import Node, Plan
from shirube.core.table import compute_headings, compute_table
from tests.builders import build_indicator, build_scale, year

R5, R6 = year("R5"), year("R6")


def heads(*headings: tuple[str, ...]) -> list[list[tuple[str, int, int] | None]]:
    form = Form(tuple(Column(Role.EXTRA, heading) for heading in headings))
    return [
        [(cell.text, cell.rows, cell.columns) if cell else None for cell in line]
        for line in compute_headings(form)
    ]


def test_headings_of_three_rows_are_merged_down_and_sideways() -> None:
    assert heads(
        ("番号", "", ""),
        ("実績", "R5", "目標"),
        ("実績", "R5", "実績"),
        ("実績", "R6", ""),
        ("実績", "", "計"),
        ("備考", "", "内"),
    ) == [
        [("番号", 3, 1), ("実績", 1, 4), None, None, None, ("備考", 2, 1)],
        [None, ("R5", 1, 2), None, ("R6", 2, 1), ("", 1, 1), None],
        [None, ("目標", 1, 1), ("実績", 1, 1), None, ("計", 1, 1), ("内", 1, 1)],
    ]


def test_equal_headings_below_different_ones_stay_apart() -> None:
    assert heads(("R5", "目標", "人"), ("R6", "目標", "人")) == [
        [("R5", 1, 1), ("R6", 1, 1)],
        [("目標", 1, 1), ("目標", 1, 1)],
        [("人", 1, 1), ("人", 1, 1)],
    ]


def test_columns_without_any_heading_stay_apart() -> None:
    assert heads(("", ""), ("", "")) == [[("", 2, 1), ("", 2, 1)], [None, None]]
    assert heads() == []


def joint(key: str, mark: str, together: str, when: str = "R5") -> Indicator:
    return replace(build_indicator(key), published=(Published(year(when), mark, joint=together),))


def print_marks(
    *indicators: Indicator, between: Indicator | None = None
) -> list[tuple[str, int, int | None] | None]:
    first, *rest = indicators
    nodes = [Node(name="甲", indicators=(first,))]
    nodes += [Node(name="間", indicators=(between,))] if between else []
    nodes += [Node(name="乙", indicators=tuple(rest))]
    plan = Plan(nodes=tuple(nodes), scale=build_scale(), form=Form((Column(Role.MARK, ("評価",), R5),)))
    cells = [row.cells[0] for row in compute_table(plan).rows]
    return [(cell.text, cell.rows, cell.tone) if cell else None for cell in cells]


def test_a_joint_mark_spans_its_rows_while_they_stand_together() -> None:
    one, two, three = joint("1", "B", "1"), joint("2", "B", "1"), joint("3", "B", "1")
    alone = build_indicator("9", marks={"R5": "A"})

    assert print_marks(one, two, three) == [("B", 3, 2), None, None]
    assert print_marks(one, two, alone) == [("B", 2, 2), None, ("A", 1, 1)]
    assert print_marks(one, two, between=alone) == [("B", 1, 2), ("A", 1, 1), ("B", 1, 2)]
    assert print_marks(one, alone) == [("B", 1, 2), ("A", 1, 1)]
    decided = replace(two, decisions=(Decision(R5, "C", "理由"),))
    assert print_marks(one, decided) == [("B", 1, 2), ("C", 1, 3)]
    elsewhere = replace(two, decisions=(Decision(R6, "C", "理由"),))
    assert print_marks(one, elsewhere) == [("B", 2, 2), None]
