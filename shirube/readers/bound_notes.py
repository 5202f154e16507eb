"""Notes of single cells: a footnote 「※1 …」 bound to the figures marked ※1, and remarks attached to cells.

The figure keeps its sign as written and the footnote stays below the table; the reading also holds the text,
so that whoever looks at one figure sees what the city says about it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TypeVar

from msgspec.structs import replace

from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import FiscalYear, fold_width
from shirube.core.form import FIGURES, Role
from shirube.core.indicator import Actual, Baseline, Indicator, Target
from shirube.core.pattern import late_pattern
from shirube.core.reading import Reading
from shirube.readers.grid import Grid
from shirube.readers.result import UnderstoodColumn
from shirube.readers.row_formats import find_kinds

_FOOTNOTE = late_pattern(r"\(?(?P<sign>[※*]\s*\d*|注\s*\d*)\)?\s*[.:、]?\s*(?P<text>.+)", re.DOTALL)
_SIGN = late_pattern(r"(?:[※*]\s*+\d*+|注\s*+\d++)\)?\s*+$")
# One of these is in every sign, however wide or small it is written.
_SIGNS = frozenset("※*＊﹡注㊟")

Figure = TypeVar("Figure", Target, Actual, Baseline)
Place = tuple[Role, FiscalYear | None]


def find_notes(
    footnotes: Sequence[str], grid: Grid, rows: Mapping[str, int], columns: Sequence[UnderstoodColumn]
) -> NoteBinder | None:
    """What binds the notes of a table to its figures; None for one without footnotes and remarks on cells."""
    signs = _find_signs(footnotes)
    if not signs and not grid.notes:
        return None
    places = {item.index: (item.column.role, item.column.year) for item in columns if not item.column.part}
    remarks: dict[int, dict[Place, str]] = {}
    for (row, column), text in grid.notes.items():
        if column in places and text.strip():
            remarks.setdefault(row, {})[places[column]] = " ".join(text.split())
    figures = [column for column, (role, _) in places.items() if role in FIGURES]
    marked = _find_marked_rows(grid, rows.values(), figures)
    return NoteBinder(
        signs,
        {key: remarks[row] for key, row in rows.items() if row in remarks},
        {key for key, row in rows.items() if row in marked},
    )


def _find_marked_rows(grid: Grid, rows: Collection[int], columns: Sequence[int]) -> set[int]:
    """The rows in which some cell may bear a sign; in a large table these are few."""
    if any(map(_has_sign, find_kinds(grid.formats))):
        return set(rows)
    lines = [(row, grid.rows[row]) for row in rows]
    marked: set[int] = set()
    for column in columns:
        # Numbers bear no sign, and exact ones are slow to be kept apart.
        cells = [line[column] for _, line in lines]
        signed = set(filter(_has_sign, {cell for cell in cells if isinstance(cell, str)}))
        if signed:
            marked.update(
                row for row, line in lines if isinstance(text := line[column], str) and text in signed
            )
    return marked


def _has_sign(text: str) -> bool:
    return not _SIGNS.isdisjoint(text)


def _find_signs(footnotes: Sequence[str]) -> dict[str, str]:
    """By sign (※1, *), the footnote that explains it; a sign that several footnotes bear says nothing."""
    found: dict[str, list[str]] = {}
    for note in footnotes:
        if match := _FOOTNOTE.fullmatch(fold_width(note).strip()):
            found.setdefault(_fold_sign(match["sign"]), []).append(note.strip())
    return {sign: notes[0] for sign, notes in found.items() if len(notes) == 1}


def _fold_sign(sign: str) -> str:
    return re.sub(r"[\s()]+", "", fold_width(sign))


class NoteBinder:
    """Gives each figure its note; ``remarks`` are those attached to cells, by indicator, role and year.

    ``marked`` are the keys of the indicators whose cells may bear a sign.
    """

    def __init__(
        self,
        signs: Mapping[str, str],
        remarks: Mapping[str, Mapping[Place, str]],
        marked: Collection[str],
    ) -> None:
        self.signs = signs
        self._concerned = {*remarks, *marked}
        self.remarks = remarks
        self.unknown: dict[str, int] = {}

    def describe(self, grid: Grid) -> Iterator[Finding]:
        """One finding for each sign in cells that no footnote explains."""
        for sign, count in self.unknown.items():
            yield Finding(
                code="note-unexplained",
                level=Level.ODD,
                place=grid.place(0, 0),
                message=f"{count}個の値に「{sign}」が付いていますが、その説明が表の下に見つかりません。",
                remedy="注の行が別の頁にないか確認し、表の下に加えてください。",
            )

    def bind(self, item: Indicator) -> Indicator:
        """The indicator with the notes of its figures."""
        if item.key not in self._concerned:
            return item
        known = self.remarks.get(item.key, {})
        targets = tuple(self._figure(one, known.get((Role.TARGET, one.year))) for one in item.targets)
        actuals = tuple(self._figure(one, known.get((Role.ACTUAL, one.year))) for one in item.actuals)
        baseline = item.baseline
        if baseline:
            remark = next((text for (role, _), text in known.items() if role is Role.BASELINE), None)
            baseline = self._figure(baseline, remark)
        pairs = [*zip(targets, item.targets, strict=True), *zip(actuals, item.actuals, strict=True)]
        if baseline is item.baseline and all(new is old for new, old in pairs):
            return item
        return replace(item, targets=targets, actuals=actuals, baseline=baseline)

    def _figure(self, figure: Figure, remark: str | None) -> Figure:
        reading = figure.reading
        note = self._find_note(reading, remark)
        return figure if note == reading.note else replace(figure, reading=replace(reading, note=note))

    def _find_note(self, reading: Reading, remark: str | None) -> str:
        parts = [remark] if remark else []
        match = _SIGN.search(fold_width(reading.text)) if reading.text else None
        if match:
            sign = _fold_sign(match.group())
            if sign in self.signs:
                parts.insert(0, self.signs[sign])
            elif sign[-1].isdigit():
                self.unknown[sign] = self.unknown.get(sign, 0) + 1
        return "　".join(parts) if parts else reading.note
