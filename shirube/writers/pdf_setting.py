"""Which sizes of type, widths and page breaks the PDF may try. Whether one fits, Typst says by setting it.

One page is what a committee wants; type too small to read is what it does not. All lengths are in points.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from msgspec import Struct

from shirube.core.report import Report
from shirube.writers.measure import (
    LineHeights,
    count_lines,
    estimate_headings,
    estimate_rows,
    fit_columns,
    measure_comfortable,
    measure_least,
    measure_tight,
)
from shirube.writers.pages import Page, divide_rows
from shirube.writers.strips import Strips, divide_columns

# The page of report.typ without its margins, and what its title takes.
_POINT = 72 / 25.4
WIDTH = (420 - 2 * 12) * _POINT
HEIGHT = (297 - 12 - 13) * _POINT
_MASTHEAD = 36.0
_SIZES = (10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5)
_MANY_PAGES = (8.5, 8.0, 7.5, 7.0, 6.5)
_USUAL = 8.5
# Of the size of type, as in report.typ: a line with its leading, and what a cell has above and below.
_LINE, _PADDING = 1.32, 0.84
_LABEL_BELOW = 0.5
# The true height lay between 0.85 and 1.05 of the estimate in every table measured. Within these bounds
# the page may have to be set again; outside them it is known whether it fits.
_HOPE, _DOUBT = 0.88, 1.06


class Setting(Struct, frozen=True):
    """A size of type, widths of the columns of each strip in em, and the pages that each strip takes.

    ``sure`` is False where only setting it tells whether one page is enough. ``divisible`` rows are higher
    than a page.
    """

    size: float
    strips: Strips
    widths: list[list[float]]
    pages: list[Page]
    sure: bool = True
    divisible: frozenset[int] = frozenset()


def choose_settings(report: Report) -> Iterator[Setting]:
    """What to try, in order: one page in ever smaller type, and last several pages in readable type.

    A table too wide for the smallest type is divided into strips. The last setting is always sure; those
    after the one that fits are not worked out unless they are asked for.
    """
    strips = divide_columns(report.table, WIDTH / _SIZES[-1])
    # So many rows are too high even with one line in each: nothing need be estimated.
    least = len(report.table.rows) * _SIZES[-1] * (_LINE + _PADDING)
    if len(strips.columns) == 1 and least * _HOPE <= HEIGHT:
        for setting in _try_one_page(report, strips):
            yield setting
            if setting.sure:
                return
    yield _divide(report)


def _try_one_page(report: Report, strips: Strips) -> Iterator[Setting]:
    whole = [Page(0, len(report.table.rows))]
    # Where columns would have to be narrower than their figures, these run into one another.
    tight = measure_tight(report.table)
    # Type larger than usual is no gain where names run down the page in narrow columns for it.
    comfortable = measure_comfortable(report.table)
    sizes = [
        size
        for size in _SIZES
        if WIDTH / size >= (comfortable if size > _USUAL else tight) or size == _SIZES[-1]
    ]
    heights: dict[float, float] = {}

    def may_fit(size: float) -> bool:
        heights[size] = _estimate_height(report, size)
        return heights[size] * _HOPE <= HEIGHT

    # Smaller type takes less room, so that not every size has to be estimated.
    for size in sizes[bisect_left(sizes, True, key=may_fit) :]:
        height = heights[size] if size in heights else _estimate_height(report, size)
        yield Setting(size, strips, strips.fit(WIDTH / size), whole, sure=height * _DOUBT <= HEIGHT)


def _estimate_height(report: Report, size: float) -> float:
    table = report.table
    widths = fit_columns(table, WIDTH / size)
    unit = LineHeights(size * _LINE, size * _PADDING)
    rows = sum(estimate_rows(table, widths, unit)) + sum(estimate_headings(table, widths, unit))
    return _MASTHEAD + rows + _estimate_below(report, size)


def _estimate_below(report: Report, size: float) -> float:
    """Height of legend and notes."""
    legend = sum(
        1.32 * count_lines(line.words, WIDTH / size - 8) + 0.9
        for line in (*report.legend, *report.legend[:1])
    )
    notes = sum(1.32 * count_lines(note, WIDTH / size) + 0.6 for note in report.notes)
    return size * (legend + notes + 1)


def _divide(report: Report) -> Setting:
    table = report.table
    least = divide_columns(table, WIDTH / _MANY_PAGES[-1])
    size = next(size for size in _MANY_PAGES if _suits(least, size))
    strips = divide_columns(table, WIDTH / size) if len(least.columns) > 1 else least
    widths = strips.fit(WIDTH / size)
    unit = LineHeights(size * _LINE, size * _PADDING)
    # Rows are as high as in their highest strip, so that strips laid side by side have the same rows.
    parts = list(zip(strips.tables, widths, strict=True))
    rows = [max(heights) for heights in zip(*(estimate_rows(*part, unit) for part in parts), strict=True)]
    room = HEIGHT - max(sum(estimate_headings(*part, unit)) for part in parts) - _label_height(strips, size)
    return Setting(
        size,
        strips,
        widths,
        divide_rows(table, rows, room - _MASTHEAD, room),
        divisible=frozenset(at for at, height in enumerate(rows) if height > room * 0.9),
    )


def _suits(strips: Strips, size: float) -> bool:
    """Whether a size of type needs no more strips than the smallest one; of one strip, whether it fits."""
    if size == _MANY_PAGES[-1]:
        return True
    if len(strips.columns) > 1:
        return len(divide_columns(strips.table, WIDTH / size).columns) == len(strips.columns)
    return WIDTH / size >= measure_least(strips.table)


def _label_height(strips: Strips, size: float) -> float:
    return size * (_LINE + _LABEL_BELOW) if len(strips.columns) > 1 else 0.0
