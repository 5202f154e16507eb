"""A plain list of cells with its grades (CELLS.csv out): the columns as they came, ours behind them.

Written row by row, so that a list may be longer than memory.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from typing import Protocol, TextIO

from shirube.core.evaluation import Evaluation
from shirube.core.finding import Finding
from shirube.core.rounding import render_percent
from shirube.writers.formula_guard import guard_formula

# Our columns, in order: rate as displayed, exact fraction, grade, how it came about, what is odd.
ADDED = ("rate", "rate_exact", "grade", "explanation", "finding")


class TextSink(Protocol):
    """Where text goes: a file, a pipe, or a string in tests."""

    def write(self, text: str, /) -> object:
        """Take some text."""


class CellListWriter:
    """Writes the header at once and then each row. ``width`` is the number of columns that came in."""

    def __init__(
        self, sink: TextSink | TextIO, header: Sequence[str], *, separator: str = ",", newline: str = "\n"
    ) -> None:
        self._width = len(header)
        self.added = name_added_columns(header)
        self._writer = csv.writer(sink, delimiter=separator, lineterminator=newline)
        self._writer.writerow([*header, *self.added])

    def write_row(
        self,
        cells: Sequence[str],
        evaluation: Evaluation | None,
        findings: Sequence[Finding] = (),
        *,
        explain: bool = True,
    ) -> None:
        """One row: its own cells unchanged, then ours. Cells beyond the header go behind ours, never lost."""
        own = list(cells[: self._width])
        beyond = list(cells[self._width :])
        added = render_added(evaluation, findings, explain=explain)
        self._writer.writerow([*own, *added, *beyond] if any(beyond) else [*own, *added])


def render_added(
    evaluation: Evaluation | None, findings: Sequence[Finding] = (), *, explain: bool = True
) -> list[str]:
    """The cells of our columns; "" wherever there is nothing, so that a missing rate is never a zero."""
    rate = evaluation.rate if evaluation else None
    notes = "／".join(f"{item.level.label}：{item.message}{item.remedy}" for item in findings)
    return [
        render_percent(rate, evaluation.scale.display) if evaluation and rate is not None else "",
        str(rate) if rate is not None else "",
        guard_formula(evaluation.mark) if evaluation else "",
        guard_formula(evaluation.explanation) if evaluation and explain else "",
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
