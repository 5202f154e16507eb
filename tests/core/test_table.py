"""The printed table as cells: what stands where, what is merged, and which mark counts."""

from __future__ import annotations

from fractions import Fraction

import pytest
from msgspec.structs import replace

from shirube.core.evaluation import evaluate_plan
from shirube.core.form import Column, Form, Role
from shirube.core.indicator import Published
from shirube.core.plan import Node, Plan
from shirube.core.reading import Missing, Reading
from shirube.core.scale import Evidence
from shirube.core.table import (
    Cell,
    Look,
    PrintedTable,
    compute_headings,
    compute_table,
    render_activity,
    render_reading,
    says_rate,
)
from tests.builders import build_indicator, build_plan, build_scale, year
from tests.writers.sample import change, decide, make_form, make_sample


def compute(plan: Plan) -> PrintedTable:
    return compute_table(plan, evaluate_plan(plan), year("R7"))


def texts(line: tuple[Cell | None, ...]) -> list[str | None]:
    return [cell.text if cell else None for cell in line]


def find_cell(table: PrintedTable, key: str, role: Role, when: str) -> Cell:
    at = next(
        at
        for at, item in enumerate(table.columns)
        if item.column.role is role and item.column.year == year(when)
    )
    cell = next(row.cells[at] for row in table.rows if row.indicator and row.indicator.key == key)
    assert cell is not None
    return cell


def test_the_sample_is_printed_with_all_rows_and_columns() -> None:
    table = compute(make_sample())

    assert len(table.rows) == 14
    assert len(table.columns) == 19


def test_parents_are_merged_over_the_rows_below_them() -> None:
    table = compute(make_sample())

    spans = [[cell.rows for row in table.rows if (cell := row.cells[level])] for level in (0, 1, 2)]
    assert spans == [[6, 4, 4], [2] * 7, [1] * 14]


def test_the_activity_names_flag_indicator_and_page_as_the_plan_prints_them() -> None:
    table = compute(make_sample())

    cell = table.rows[5].cells[2]
    assert cell is not None
    assert cell.text == "経営支援セミナー【新規事業】(参加者数) P.35"


def test_headings_of_a_year_span_its_columns_and_single_ones_both_rows() -> None:
    first, second = compute_headings(make_form())

    assert first[0] == Cell("方向性", 2, 1)
    assert first[6] == Cell("令和3年度", 1, 1)
    assert first[7] == Cell("令和5年度", 1, 3)
    assert first[8] is None
    assert second[0] is None
    assert texts(second)[6:10] == ["実績値", "年間目標", "実績", "評価"]


def test_equal_headings_in_the_lowest_row_stay_apart() -> None:
    form = Form((Column(Role.ACTUAL, ("実績",)), Column(Role.ACTUAL, ("実績",))))

    assert texts(compute_headings(form)[0]) == ["実績", "実績"]


def test_equal_headings_with_nothing_below_stay_apart() -> None:
    form = Form((Column(Role.NOTE, ("備考", "")), Column(Role.NOTE, ("備考", ""))))

    assert compute_headings(form)[0] == (Cell("備考", 2, 1), Cell("備考", 2, 1))


def test_figures_are_printed_as_the_city_wrote_them() -> None:
    table = compute(make_sample())

    assert find_cell(table, "13", Role.TARGET, "R5").text == "28,000部"
    assert find_cell(table, "6", Role.BASELINE, "R3").text == "-"


def test_the_columns_of_the_year_of_the_report_are_emphasised() -> None:
    table = compute(make_sample())

    assert [item.column.year for item in table.columns if item.current] == [year("R7")] * 3


def test_without_a_year_nothing_is_emphasised() -> None:
    assert not any(item.current for item in compute_table(make_sample()).columns)


def test_a_mark_carries_its_tone_and_how_it_came_about() -> None:
    cell = find_cell(compute(make_sample()), "9", Role.MARK, "R6")

    assert (cell.text, cell.tone) == ("B", 2)
    assert cell.evaluation is not None
    assert cell.evaluation.explanation == "94店 ÷ 105店 = 89.5%（50%超90%未満）→ B"


def test_a_decided_mark_is_printed_with_a_footnote_that_tells_the_computed_one() -> None:
    table = compute(decide(make_sample(), "9", "A"))

    cell = find_cell(table, "9", Role.MARK, "R6")
    assert (cell.text, cell.note) == ("A", 1)
    assert table.notes == (
        "るのカード普及事業（取扱店舗数） 令和6年度："
        "算定評価はB、決定評価はA（理由：目標の年度を繰り下げたため）",
    )


def test_a_decision_that_only_confirms_needs_no_footnote() -> None:
    table = compute(decide(make_sample(), "9", "B"))

    assert find_cell(table, "9", Role.MARK, "R6").note == 0
    assert table.notes == ()


def test_without_a_scale_the_published_mark_is_printed() -> None:
    table = compute_table(replace(make_sample(), scale=None))

    assert find_cell(table, "9", Role.MARK, "R6") == Cell("B")


def test_without_a_scale_a_decided_mark_still_counts() -> None:
    table = compute_table(replace(decide(make_sample(), "9", "A"), scale=None))

    assert find_cell(table, "9", Role.MARK, "R6").text == "A"


def test_on_an_edge_nobody_settled_the_published_mark_stands() -> None:
    indicator = build_indicator(targets={"R5": 100}, actuals={"R5": 90}, marks={"R5": "B"})
    open_edges = build_plan(indicator, scale=build_scale(evidence=Evidence.OPEN))
    settled = build_plan(indicator, scale=build_scale())

    assert find_cell(compute(open_edges), "1", Role.MARK, "R5").text == "B"
    assert find_cell(compute(settled), "1", Role.MARK, "R5").text == "A"


def test_an_activity_with_two_indicators_is_merged_where_the_indicators_have_a_column() -> None:
    node = Node(
        name="講座", indicators=(build_indicator("1", name="回数"), build_indicator("2", name="人数"))
    )
    columns = (Column(Role.LEVEL, ("事業",), None, 0), Column(Role.INDICATOR, ("指標",)))
    plan = Plan(nodes=(node,), form=Form(columns))

    assert [texts(row.cells) for row in compute_table(plan).rows] == [["講座", "回数"], [None, "人数"]]


def test_an_activity_with_two_indicators_is_named_twice_where_they_have_none() -> None:
    node = Node(
        name="講座", indicators=(build_indicator("1", name="回数"), build_indicator("2", name="人数"))
    )
    plan = Plan(nodes=(node,), form=Form((Column(Role.LEVEL, ("事業",), None, 0),)))

    assert [texts(row.cells) for row in compute_table(plan).rows] == [["講座(回数)"], ["講座(人数)"]]


def test_an_activity_without_an_indicator_keeps_its_row() -> None:
    plan = make_sample()
    lonely = Node(name="方向", children=(Node(name="施策", children=(Node(name="指標のない事業"),)),))

    rows = compute(replace(plan, nodes=(*plan.nodes, lonely))).rows

    assert texts(rows[-1].cells)[:4] == ["方向", "施策", "指標のない事業", ""]
    assert rows[-1].indicator is None


def test_an_indicator_above_the_lowest_level_shows_its_name_alone() -> None:
    node = Node(
        name="方向",
        indicators=(build_indicator("1", name="満足度"),),
        children=(Node(name="事業", indicators=(build_indicator("2", name="回数"),)),),
    )
    columns = (Column(Role.LEVEL, ("方向性",), None, 0), Column(Role.LEVEL, ("事業",), None, 1))

    rows = compute_table(Plan(nodes=(node,), form=Form(columns))).rows

    assert [texts(row.cells) for row in rows] == [["方向", "満足度"], [None, "事業(回数)"]]


def test_levels_that_the_form_has_no_column_for_are_named_in_the_last_one() -> None:
    plan = build_plan(build_indicator("1", name="回数"), activity="講座")
    form = Form((Column(Role.LEVEL, ("方向性",), None, 0), Column(Role.LEVEL, ("事業",), None, 1)))

    assert texts(compute_table(replace(plan, form=form)).rows[0].cells) == ["方向", "施策／講座(回数)"]


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("89.5%", True),
        ("89.5", True),
        ("８９．５２％", True),
        ("90%", True),
        ("89%", True),
        ("91%", False),
        ("", False),
    ],
)
def test_a_printed_rate_is_known_in_whatever_way_it_was_rounded(text: str, same: bool) -> None:
    assert says_rate(text, Fraction(94, 105)) is same


def test_the_city_s_own_way_of_printing_a_rate_is_kept_while_it_is_true() -> None:
    indicator = build_indicator(
        targets={"R5": 105, "R6": 100},
        actuals={"R5": 94, "R6": 50},
    )
    published = (Published(year("R5"), "B", "89.52"), Published(year("R6"), "C", "60%"))
    indicator = replace(indicator, published=published)
    columns = (Column(Role.RATE, ("R5",), year("R5")), Column(Role.RATE, ("R6",), year("R6")))
    plan = replace(build_plan(indicator, scale=build_scale()), form=Form(columns))

    assert texts(compute(plan).rows[0].cells) == ["89.52", "50.0%"]


@pytest.mark.parametrize(
    ("reading", "shown"),
    [
        (None, ""),
        (Reading(missing=Missing.NOT_DUE), ""),
        (Reading(missing=Missing.NOT_ENTERED), ""),
        (Reading(missing=Missing.TABULATING), "集計中"),
        (Reading(missing=Missing.NO_BASELINE), "-"),
        (Reading(missing=Missing.UNPUBLISHED, text="…"), "…"),
        (Reading(state="設置"), "設置"),
    ],
)
def test_a_missing_figure_shows_its_reason_and_never_a_zero(reading: Reading | None, shown: str) -> None:
    assert render_reading(reading) == shown


def test_cells_of_columns_nobody_understood_are_printed_where_they_stood() -> None:
    plan = change(make_sample(), "1", extras=((18, "担当と協議中"),))

    cell = compute(plan).rows[0].cells[18]

    assert cell == Cell("担当と協議中")


@pytest.mark.parametrize(
    ("text", "look"),
    [
        ("1,234", Look.FIGURE),
        ("62.5％", Look.FIGURE),
        ("▲3", Look.FIGURE),
        ("12件（予定）", Look.TEXT),
        ("-", Look.TEXT),
    ],
)
def test_figures_of_columns_nobody_understood_line_up_like_others(text: str, look: Look) -> None:
    plan = make_sample()
    *known, _ = plan.form.columns
    plan = replace(plan, form=Form((*known, Column(Role.EXTRA, ("備考値", "")))))
    plan = change(plan, "1", extras=((18, text),))

    assert compute(plan).columns[18].look is look
    assert compute(change(plan, "2", extras=((18, "協議中"),))).columns[18].look is Look.TEXT


def test_other_columns_show_what_their_headings_promise() -> None:
    indicator = build_indicator(
        targets={"R5": "20人", "R6": "30人"},
        actuals={"R5": "21人"},
        marks={"R5": "A"},
        status="本文",
        issues=("周知",),
        notes=("速報値", "要確認"),
    )
    node = Node(name="事業", number="1-2", page="P.3", indicators=(indicator,))
    roles = (
        (Role.NUMBER, None),
        (Role.UNIT, None),
        (Role.DIRECTION, None),
        (Role.RATE, "R5"),
        (Role.RATE, None),
        (Role.FINAL_TARGET, None),
        (Role.PREVIOUS_MARK, "R5"),
        (Role.ISSUE, None),
        (Role.PAGE, None),
        (Role.NOTE, None),
        (Role.DIFFERENCE, None),
    )
    form = Form(tuple(Column(role, (role.value,), year(when) if when else None) for role, when in roles))
    plan = Plan(nodes=(node,), scale=build_scale(), form=form)

    found = texts(compute(plan).rows[0].cells)

    assert found == ["1-2", "人", "増加", "105.0%", "", "30人", "A", "周知", "P.3", "速報値\n要確認", ""]


def test_the_flag_and_the_page_are_left_out_where_they_have_their_own_columns() -> None:
    node = Node(name="講座", labels=("新規",), page="P.3")

    assert render_activity(node, None, with_name=True, with_page=False) == "講座【新規】"
