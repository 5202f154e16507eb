from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from shirube.core.data_rows import iterate_records, list_data_columns
from shirube.core.indicator import Fact
from shirube.core.plan import Node, Plan
from shirube.core.report import compute_report
from shirube.readers.entered_facts import take_facts
from shirube.readers.grid import Grid
from tests.builders import build_indicator, build_plan, build_scale, year

FACTS = (Fact(year("R5"), "予定どおりの進捗", "はい"), Fact(year("R6"), "予定どおりの進捗", "いいえ"))
FIGURES: dict[str, Any] = {
    "targets": {"R5": "10人", "R6": "20人"},
    "actuals": {"R5": "9人"},
    "baseline": ("R3", "5人"),
}


def make_plan(*facts: tuple[Fact, ...]) -> Plan:
    return build_plan(
        *(build_indicator(str(at), name=f"指標{at}", facts=item, **FIGURES) for at, item in enumerate(facts)),
        scale=build_scale(),
    )


def make_sheet(plan: Plan) -> Grid:
    """The data sheet as the writer fills it, every value as text."""
    columns = list_data_columns(plan)
    values = [
        tuple("" if (value := column.value(record)) is None else str(value) for column in columns)
        for record in iterate_records(compute_report(plan))
    ]
    rows = (tuple(column.heading for column in columns), *values)
    return Grid(file="計画.xlsx", name="データ用", rows=rows)


def forget(plan: Plan) -> Plan:
    """The plan as the printed sheet shows it: with keys of its own and without answers."""

    def forget_node(node: Node) -> Node:
        indicators = (replace(item, key=f"new-{item.key}", facts=()) for item in node.indicators)
        return replace(
            node,
            indicators=tuple(indicators),
            children=tuple(forget_node(child) for child in node.children),
        )

    return replace(plan, nodes=tuple(forget_node(node) for node in plan.nodes))


def test_answers_come_back_to_their_rows_whatever_the_keys_are() -> None:
    plan = make_plan((), FACTS, FACTS[:1])

    found, findings = take_facts(forget(plan), make_sheet(plan))

    assert [item.facts for item in found.indicators] == [(), FACTS, FACTS[:1]]
    assert findings == []


def test_the_row_of_the_baseline_carries_no_answer() -> None:
    baseline_in_r5 = {**FIGURES, "baseline": ("R5", "5人")}
    plan = build_plan(build_indicator(facts=FACTS[:1], **baseline_in_r5), scale=build_scale())

    found, _ = take_facts(forget(plan), make_sheet(plan))

    assert found.indicators[0].facts == FACTS[:1]


def test_sheets_that_no_longer_agree_give_a_finding_and_no_answer_in_a_wrong_row() -> None:
    plan = make_plan(FACTS, ())
    longer = make_plan(FACTS, (), ())

    found, findings = take_facts(forget(longer), make_sheet(plan))

    assert all(item.facts == () for item in found.indicators)
    assert [item.code for item in findings] == ["facts-unread"]
    assert "2件" in findings[0].message
    assert "3件" in findings[0].message


@pytest.mark.parametrize("text", ["²", "٢٠٢٤", "1", "9" * 5_000, "令和6年度", ""])
def test_an_answer_whose_year_was_overwritten_is_said_and_the_others_are_kept(text: str) -> None:
    plan = make_plan(FACTS, FACTS[:1])
    sheet = make_sheet(plan)
    at = sheet.rows[0].index("年度（西暦）")
    broken = [[*row[:at], text, *row[at + 1 :]] if row[at] == "2024" else row for row in sheet.rows]

    found, findings = take_facts(forget(plan), replace(sheet, rows=broken))

    assert [item.facts for item in found.indicators] == [FACTS[:1], FACTS[:1]]
    assert [(item.code, item.place.sheet) for item in findings] == [("facts-unread", "データ用")]


@pytest.mark.parametrize("rows", [(), (("別の表",),), (("指標キー", "手入力：進捗"), ("1", "はい"))])
def test_another_sheet_of_that_name_is_left_alone(rows: tuple[tuple[str, ...], ...]) -> None:
    plan = make_plan(())

    assert take_facts(plan, Grid(file="x", name="データ用", rows=rows)) == (plan, [])


def test_our_workbook_is_read_back_with_the_answers_of_people(tmp_path: Path) -> None:
    from shirube.readers.read import ReadOptions, read_plan
    from shirube.writers.xlsx_file import render_xlsx
    from tests.writers.sample import change, make_sample

    plan = change(make_sample(), "3", facts=FACTS)
    path = tmp_path / "計画.xlsx"
    path.write_bytes(render_xlsx(compute_report(plan))[0])

    found = read_plan(path, ReadOptions(trusted=True)).plan

    assert [item.facts for item in found.indicators] == [item.facts for item in plan.indicators]
    assert sum(bool(item.facts) for item in found.indicators) == 1
