"""Room for texts: wide enough for figures, low for texts, and never too small for what stands in a cell."""

from __future__ import annotations

import pytest

from shirube.core.form import Role
from shirube.core.plan import Plan
from shirube.core.table import Look, PrintedTable, compute_table
from shirube.writers.measure import (
    LineHeights,
    count_lines,
    estimate_headings,
    estimate_rows,
    fit_columns,
    measure_comfortable,
    measure_least,
    measure_text,
    measure_tight,
    measure_word,
)
from tests.builders import build_indicator, build_plan
from tests.writers.sample import change, make_sample, make_wide_sample

UNIT = LineHeights(1.0, 0.0)


def compute(copies: int = 1) -> PrintedTable:
    return compute_table(make_sample(copies))


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 0), ("市", 1), ("市民", 2), ("𠮷", 1), ("20", 1.52), ("1,000", 3.38), ("市\n商工会", 3)],
)
def test_a_full_width_character_is_one_em(text: str, width: float) -> None:
    assert measure_text(text) == pytest.approx(width)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [("", 5, 1), ("市民", 2, 1), ("市民が", 2, 2), ("市\n民", 9, 2), ("市" * 40, 10.5, 4), ("市", 0.1, 1)],
)
def test_lines_are_counted_on_the_safe_side(text: str, width: float, lines: int) -> None:
    assert count_lines(text, width) == lines


def test_the_columns_fill_the_page_exactly() -> None:
    widths = fit_columns(compute(), 130)

    assert len(widths) == 19
    assert sum(widths) == pytest.approx(130)


def test_a_figure_is_never_broken_while_there_is_room() -> None:
    table = compute()
    widths = fit_columns(table, 130)

    for row in table.rows:
        for at in range(6, 19):
            cell = row.cells[at]
            assert cell is not None
            assert measure_text(cell.text) <= widths[at] - 0.8 + 1e-9


def test_a_mark_of_four_letters_fits_into_its_frame_on_one_line() -> None:
    table = compute_table(
        build_plan(build_indicator(name="水" * 90, actuals={"R6": 1}, marks={"R6": "目標達成"}))
    )
    at = next(at for at, column in enumerate(table.columns) if column.look is Look.MARK)

    assert fit_columns(table, 60)[at] >= 4 * 1.1 + 0.9


@pytest.mark.parametrize(("room", "is_whole"), [(50, True), (40, False)])
def test_a_figure_with_its_year_stands_on_one_line_where_texts_leave_room(room: int, is_whole: bool) -> None:
    figure = "79.5%（平成20年度）"
    table = compute_table(build_plan(build_indicator(name="耐震化率", actuals={"R6": figure})))
    at = next(at for at, item in enumerate(table.columns) if item.column.role is Role.ACTUAL)

    assert (fit_columns(table, room)[at] >= measure_text(figure)) is is_whole


def test_the_longest_texts_get_the_widest_columns() -> None:
    widths = fit_columns(compute(), 130)

    assert max(range(19), key=lambda at: widths[at]) == 5  # 実施状況・課題


def test_with_too_little_room_all_columns_shrink_alike() -> None:
    table = compute()
    narrow, least = fit_columns(table, 40), measure_least(table)

    assert sum(narrow) == pytest.approx(40)
    assert least > 40
    assert narrow[7] == pytest.approx(fit_columns(table, least)[7] * 40 / least)


def test_a_long_table_is_measured_by_its_longest_rows() -> None:
    assert sum(fit_columns(compute(copies=8), 130)) == pytest.approx(130)


def test_a_row_is_as_high_as_its_highest_cell() -> None:
    table = compute()
    widths = fit_columns(table, 130)

    heights = estimate_rows(table, widths, UNIT)

    cell = table.rows[2].cells[5]
    assert cell is not None
    assert heights[2] >= count_lines(cell.text, widths[5] - 0.8)


def test_a_long_label_makes_its_last_row_higher() -> None:
    plan = make_sample()
    table = compute_table(plan)
    widths = [9.0] * 19
    widths[0] = 2.8  # the label of 20 characters needs 10 lines of 2

    heights = estimate_rows(table, widths, UNIT)

    assert sum(heights[:6]) >= 10
    assert estimate_rows(table, [9.0] * 19, UNIT)[5] <= heights[5]


def test_headings_are_high_enough_for_merged_ones_too() -> None:
    table = compute()

    assert estimate_headings(table, [15.0] * 19, UNIT) == [1, 1]
    assert sum(estimate_headings(table, [3.0] * 19, UNIT)) >= 6


def test_more_text_means_more_height() -> None:
    widths = fit_columns(compute(), 130)
    longer = compute_table(change(make_sample(), "1", goal="目標" * 200))

    assert estimate_rows(longer, widths, UNIT)[0] > estimate_rows(compute(), widths, UNIT)[0]


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 0), ("市民", 0), ("10,000円と5円", 4.14), ("Instagramの投稿", 6.84), ("a b c", 0)],
)
def test_a_word_is_what_no_line_break_divides(text: str, width: float) -> None:
    assert measure_word(text) == pytest.approx(width)


def test_headings_give_way_before_figures_run_into_one_another() -> None:
    table = compute_table(make_wide_sample())
    total = (measure_tight(table) + measure_least(table)) / 2
    widths = fit_columns(table, total)

    assert measure_tight(table) < total < measure_least(table)
    assert sum(widths) == pytest.approx(total)
    for row in table.rows:
        for at, cell in enumerate(row.cells):
            if cell and table.columns[at].look is Look.FIGURE:
                assert measure_text(cell.text) <= widths[at] - 0.8 + 1e-9


def test_a_long_figure_in_a_row_of_short_texts_counts_in_a_long_table_too() -> None:
    plan = make_sample(12)
    (key, indicator) = next((item.key, item) for item in plan.indicators)
    target = build_indicator("1", targets={"R5": "123,456,789円"}).targets[0]
    long = compute_table(change(plan, key, goal="", statuses=(), targets=(target, *indicator.targets[1:])))

    assert measure_text("123,456,789円") <= fit_columns(long, 160)[7] - 0.8 + 1e-9


def test_what_no_text_needs_widens_all_columns_alike() -> None:
    """Names with nothing but white behind them would stand far from their figures."""
    table = compute_table(_make_short())
    enough = sum(fit_columns(table, 60))

    widths, wider = fit_columns(table, enough), fit_columns(table, enough * 2)

    assert [width * 2 for width in widths] == pytest.approx(wider)
    assert widths[0] == pytest.approx(max(map(measure_text, ("来館者数", "指標名"))) + 0.8, rel=0.6)


def test_texts_get_all_the_room_while_they_need_it() -> None:
    """The control: in the sample long texts take every line they can get, and figures stay as they are."""
    table = compute()

    narrow, wide = fit_columns(table, 110), fit_columns(table, 150)

    assert [wide[at] for at in range(6, 19)] == pytest.approx([narrow[at] for at in range(6, 19)])
    assert wide[5] > narrow[5]


def test_long_names_want_more_room_than_short_ones() -> None:
    short = compute_table(_make_short())
    long = compute_table(_make_short("全国学力・学習状況調査の結果で全国平均以上の項目の割合"))

    assert measure_comfortable(long) > measure_comfortable(short)
    assert measure_comfortable(short) >= measure_least(short)


def _make_short(name: str = "来館者数") -> Plan:
    names = ("R3", "R4", "R5")
    return build_plan(
        build_indicator(name=name, targets=dict.fromkeys(names, "100"), actuals=dict.fromkeys(names, "98"))
    )
