"""One mark for several indicators: it belongs to all of them, is printed merged, and proves no rule."""

from __future__ import annotations

from msgspec.structs import replace

from shirube.core.agreement import compare_published
from shirube.core.exchange import decode_plan, encode_plan
from shirube.core.fiscal_year import FiscalYear
from shirube.core.indicator import Decision
from shirube.core.table import compute_table
from shirube.readers.amendments import amend_indicators
from shirube.readers.grid import Span
from shirube.readers.result import ReadPlan
from tests.readers.tables import read_one

TABLE = """
ほしの市産業振興プラン 進捗状況
事業   | 指標       | 令和6年度 |      |
       |            | 目標      | 実績 | 評価
創業塾 | 参加者数   | 20人      | 21人 | A
       | 開業者数   | 5人       | 2人  |
       | 相談件数   | 10件      | 9件  |
融資   | 融資件数   | 8件       | 8件  | A
A：90%以上　B：50%以上90%未満　C：50%未満
"""
MERGES = (Span(3, 0, 5, 0), Span(3, 4, 5, 4), Span(1, 2, 1, 4))


def read_table() -> ReadPlan:
    return read_one(TABLE, merges=MERGES)


def test_a_mark_merged_over_rows_belongs_to_all_of_them() -> None:
    read = read_table()

    marks = [[(one.mark, one.joint) for one in item.published] for item in read.plan.indicators]
    first = read.plan.indicators[0].key
    assert marks == [[("A", first)], [("A", first)], [("A", first)], [("A", "")]]


def test_an_officer_is_told_which_mark_is_joint() -> None:
    (finding,) = [finding for finding in read_table().findings if finding.code == "mark-joint"]

    assert "「A」は3指標" in finding.message
    assert finding.place
    assert finding.place.cell == "E4"


def test_of_merges_over_one_another_the_first_counts() -> None:
    read = read_one(TABLE, merges=(*MERGES, Span(4, 4, 6, 4)))

    assert [one.joint for item in read.plan.indicators for one in item.published] == [
        *[read.plan.indicators[0].key] * 3,
        "",
    ]


def test_without_a_merge_a_blank_mark_stays_blank() -> None:
    read = read_one(TABLE)

    assert [len(item.published) for item in read.plan.indicators] == [1, 0, 0, 1]
    assert "mark-joint" not in {finding.code for finding in read.findings}


def test_the_printed_table_merges_the_mark_again() -> None:
    table = compute_table(read_table().plan)

    marks = [row.cells[4] for row in table.rows]
    assert [(cell.text, cell.rows) if cell else None for cell in marks] == [("A", 3), None, None, ("A", 1)]


def test_a_joint_mark_is_not_held_against_the_rule_of_a_single_indicator() -> None:
    plan = read_table().plan
    assert plan.scale

    # 2人 of 5人 alone would be C; only the mark given alone is compared.
    assert [one.indicator.name for one in compare_published(plan, plan.scale).comparisons] == ["融資件数"]


def test_a_joint_mark_survives_the_exchange_format() -> None:
    plan = read_table().plan

    assert decode_plan(encode_plan(plan)) == plan


def test_an_indicator_decided_apart_has_a_mark_of_its_own_again() -> None:
    plan = read_table().plan
    second = plan.indicators[1]
    decided = replace(second, decisions=(Decision(FiscalYear(2024), "B", "個別に判断した"),))

    table = compute_table(amend_indicators(plan, [lambda item: decided if item is second else item]))

    assert [cell.text if cell else None for cell in (row.cells[4] for row in table.rows)] == [
        "A",
        "B",
        "A",
        "A",
    ]
