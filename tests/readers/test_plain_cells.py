from __future__ import annotations

from math import gcd

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.core.figures import render_cell
from shirube.core.indicator import Direction
from shirube.core.plain_judge import Figure
from shirube.readers.cell_list import RowReader
from shirube.readers.plain_cells import PlainReader, parse_figure
from shirube.readers.record_stream import Record

HEADER = ["indicator", "fiscal_year", "target", "actual", "direction", "kind", "unit"]
ROWS = RowReader(HEADER, name="一覧.csv")

TEXTS = """
0|007|10|9.50|1,000|1000|28,000部|２３．５％|5人|▲3|-2|80%以上|10～20|98/99校|集計中|設置|1万155回|約5|3(速報値)|
16%削減|1234567890123456789|٣|1.|.5|1.²|、|
"""
texts = st.sampled_from([text.strip() for text in TEXTS.split("|")])
years = st.sampled_from(["R7", "令和7年度", "", "R5～R7", "平成"])
directions = st.sampled_from(["up", "DOWN", "維持", "", "sideways", "range"])
kinds = st.sampled_from(["annual", "", "累計", "text", "weekly"])
units = st.sampled_from(["", "人", "%", " 部 "])


@given(st.tuples(st.just("x"), years, texts, texts, directions, kinds, units))
def test_a_plain_row_is_what_the_long_way_finds_in_it(cells: tuple[str, ...]) -> None:
    plain = PlainReader(ROWS).read_row(list(cells))

    if plain is None:
        return
    row = ROWS.understand(Record(2, list(cells)))
    direction, actual, target = plain
    assert row.findings == ()
    assert row.situation is not None
    assert row.situation.direction is direction
    for figure, reading in ((actual, row.situation.actual), (target, row.situation.target)):
        assert reading is not None
        assert reading.quantity is not None
        assert reading.quantity.value.as_integer_ratio() == (
            figure.number // _divisor(figure),
            figure.whole // _divisor(figure),
        )
        assert reading.quantity.unit == figure.unit
        assert render_cell(reading) == figure.shown
        assert reading.quantity.change == ""


def _divisor(figure: Figure) -> int:
    return gcd(figure.number, figure.whole)


@pytest.mark.parametrize(
    ("text", "unit", "figure"),
    [
        ("1234", "", Figure(1234, 1, "", "1234")),
        ("1234", "人", Figure(1234, 1, "人", "1,234人")),
        ("1234.50", "人", Figure(123450, 100, "人", "1,234.50人")),
        ("28,000部", "人", Figure(28000, 1, "部", "28,000部")),
    ],
)
def test_a_figure_is_shown_as_written_and_with_the_unit_of_its_column(
    text: str, unit: str, figure: Figure
) -> None:
    assert parse_figure(text, unit) == figure


@pytest.mark.parametrize(
    "text", ["", "集計中", "80%以上", "10～20", "98/99校", "16%削減", "3(速報値)", "設置"]
)
def test_whatever_says_more_than_a_number_is_left_to_the_long_way(text: str) -> None:
    assert parse_figure(text, "") is None
    assert PlainReader(ROWS).read_row(["x", "R7", "10", text, "up", "annual", ""]) is None


def test_a_row_of_two_figures_is_plain() -> None:
    plain = PlainReader(ROWS).read_row(["x", "R7", "10", "9", "down", "annual", "人"])

    assert plain == (Direction.DOWN, Figure(9, 1, "人", "9人"), Figure(10, 1, "人", "10人"))
