"""Rows of a plain list that hold two plain figures of one unit, read at a fraction of the usual cost.

What it gives is what cell_list.py would find in the same row. Everything else (notes, qualifiers, ranges,
reasons for missing, years and words that are not known) is left to cell_list.py, row by row.
"""

from __future__ import annotations

from functools import lru_cache

from shirube.core.figures import render_cell
from shirube.core.indicator import Direction
from shirube.core.plain_judge import Figure
from shirube.core.quantity import Qualifier
from shirube.core.reading import Standing
from shirube.readers.cell_columns import DIRECTIONS, KINDS, TEXT_KINDS
from shirube.readers.cell_list import RowReader, parse_cell, parse_year

_PLAIN_KINDS = frozenset(KINDS) - frozenset(TEXT_KINDS)
# As many letters as an explanation shows of a cell, and far fewer than an exact number may have.
_LONGEST = 16


class PlainReader:
    """Reads rows below one header."""

    def __init__(self, rows: RowReader) -> None:
        self._width = rows.width
        places = rows.places
        self._target, self._actual = places["target"], places["actual"]
        self._unit, self._year = places.get("unit"), places.get("fiscal_year")
        self._direction, self._kind = places.get("direction"), places.get("kind")

    def read_row(self, cells: list[str]) -> tuple[Direction, Figure, Figure] | None:
        """Direction, actual and target of a row; None where it needs more than these to be told."""
        if len(cells) != self._width:
            return None
        unit = "" if self._unit is None else cells[self._unit].strip()
        actual = parse_figure(cells[self._actual].strip(), unit)
        target = parse_figure(cells[self._target].strip(), unit)
        if actual is None or target is None or actual[2] != target[2]:
            return None
        direction = Direction.UP
        if self._direction is not None:
            stated = DIRECTIONS.get(cells[self._direction].strip().lower())
            if stated is None:
                return None
            direction = stated
        if self._kind is not None and cells[self._kind].strip().lower() not in _PLAIN_KINDS:
            return None
        if self._year is not None and parse_year(cells[self._year].strip()) is None:
            return None
        return direction, actual, target


def parse_figure(text: str, unit: str) -> Figure | None:
    """A cell that is one exact number, in the unit of its column where it has none; None for all others."""
    before, point, behind = text.partition(".")
    if not (before.isascii() and before.isdigit() and len(text) <= _LONGEST):
        return _parse_odd_figure(text, unit)
    if not point:
        number = int(text)
        return Figure(number, 1, unit, f"{number:,}{unit}" if unit else text)
    if not (behind.isascii() and behind.isdigit()):
        return _parse_odd_figure(text, unit)
    shown = f"{int(before):,}.{behind}{unit}" if unit else text
    return Figure(int(before + behind), 10 ** len(behind), unit, shown)


@lru_cache(maxsize=16384)
def _parse_odd_figure(text: str, unit: str) -> Figure | None:
    """Figures in other notations: 28,000部, ２３．５％, 1万155回."""
    reading = parse_cell(text, unit)
    quantity = reading.quantity
    if quantity is None or reading.standing is not Standing.UNSTATED:
        return None
    if quantity.qualifier is not Qualifier.EXACT or quantity.of is not None or quantity.to is not None:
        return None
    if quantity.change:
        return None
    number, whole = quantity.value.as_integer_ratio()
    return Figure(number, whole, quantity.unit, render_cell(reading))
