"""A plain list of cells with its grades (CELLS.csv out): the columns as they came, ours behind them.

Written row by row, so that a list may be longer than memory.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from fractions import Fraction
from typing import Protocol, TextIO

from msgspec import Struct

from shirube.core.finding import Finding
from shirube.core.rounding import Rounding, render_percent
from shirube.writers.formula_guard import guard_formula

# Our columns, in order: rate as displayed, exact fraction, grade, how it came about, what is odd.
ADDED = ("rate", "rate_exact", "grade", "explanation", "finding")


class GradedCell(Struct, frozen=True):
    """What a rule says of one row: exact rate (None where there is none), mark, and how it came about."""

    rate: Fraction | None
    mark: str
    explanation: str = ""


class TextSink(Protocol):
    """Where text goes: a file, a pipe, or a string in tests."""

    def write(self, text: str, /) -> object:
        """Take some text."""


class CellListWriter:
    """Writes the header at once and then each row; ``is_continued`` where the header is there already."""

    def __init__(
        self,
        sink: TextSink | TextIO,
        header: Sequence[str],
        *,
        display: Rounding | None = None,
        separator: str = ",",
        newline: str = "\n",
        is_continued: bool = False,
    ) -> None:
        self._sink = sink
        self._width = len(header)
        self._display = display
        self._separator = separator
        self._newline = newline
        self.added = name_added_columns(header)
        self._writer = csv.writer(sink, delimiter=separator, lineterminator=newline)
        if not is_continued:
            self._writer.writerow([*header, *self.added])

    def write_row(
        self,
        cells: Sequence[str],
        graded: GradedCell | None,
        findings: Sequence[Finding] = (),
    ) -> None:
        """One row: its own cells unchanged, then ours. Cells beyond the header go behind ours, never lost."""
        self.write_added(cells, render_added(graded, findings, self._display))

    def write_added(self, cells: Sequence[str], added: Sequence[str]) -> None:
        """The same with our columns as texts."""
        own = list(cells[: self._width])
        beyond = list(cells[self._width :])
        self._writer.writerow([*own, *added, *beyond] if any(beyond) else [*own, *added])

    def write_behind(self, line: str, added: Sequence[str]) -> None:
        """The same for a row of full width that needs no quotation marks, as the line that came in."""
        separator = self._separator
        ours = separator.join(added)
        if ours.count(separator) >= len(added) or '"' in ours or "\n" in ours or "\r" in ours:
            ours = separator.join([self._quote(cell) for cell in added])
        self._sink.write(f"{line}{separator}{ours}{self._newline}")

    def _quote(self, cell: str) -> str:
        if self._separator in cell or '"' in cell or "\n" in cell or "\r" in cell:
            return '"' + cell.replace('"', '""') + '"'
        return cell


def render_added(
    graded: GradedCell | None, findings: Sequence[Finding] = (), display: Rounding | None = None
) -> list[str]:
    """The cells of our columns; "" wherever there is nothing, so that a missing rate is never a zero."""
    rate = graded.rate if graded else None
    notes = "／".join(f"{item.level.label}：{item.message}{item.remedy}" for item in findings)
    return [
        "" if rate is None else render_percent(rate, display),
        "" if rate is None else str(rate),
        guard_formula(graded.mark) if graded else "",
        guard_formula(graded.explanation) if graded else "",
        guard_formula(notes),
    ]


def name_added_columns(header: Sequence[str]) -> tuple[str, ...]:
    """Names of our columns; one that the list already has gets a number, because nothing is overwritten."""
    taken = {heading.strip().lower() for heading in header}
    names = []
    for name in ADDED:
        free, number = name, 2
        while free in taken:
            free, number = f"{name}_{number}", number + 1
        names.append(free)
    return tuple(names)
