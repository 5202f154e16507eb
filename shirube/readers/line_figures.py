"""The cells of lines put into records: figures below their years, and what stands beside the years.

Which indicator a line belongs to, and what its label says, is told by line_layout.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from shirube.core.fiscal_year import FiscalYear, find_fiscal_years
from shirube.core.form import AIMS, Role
from shirube.core.notation import parse_reading
from shirube.readers.headings import match_heading
from shirube.readers.kind_columns import kinds_of
from shirube.readers.line_blocks import Block
from shirube.readers.line_name_parts import strip_label
from shirube.readers.line_words import find_first_year, parse_year_cell
from shirube.readers.line_years import YearsBeside, find_latest
from shirube.readers.records import SINGLE_ROLES, Record, Slot
from shirube.readers.rewritten_grid import Cell
from shirube.readers.stacked_cells import Stack, find_pair, is_nothing, split_cell

# Beside the years these belong to the year evaluated, which no line says.
_JUDGED = (Role.MARK, Role.RATE, Role.DIFFERENCE)
# How many lines the year of a baseline may stand from it.
_NEAR = 3
_OF_ONE_YEAR = (*AIMS, Role.ACTUAL, Role.MARK, Role.RATE)


class LineFigures:
    """Asked for the lines of one block; ``texts`` are the cells of the whole grid."""

    def __init__(self, texts: Sequence[Sequence[str]], block: Block) -> None:
        self._texts = texts
        self._block = block
        self._years = block.years
        self._dates = YearsBeside(texts, block.lines, block.years.labels)
        self._aims = _find_aims(texts, block)
        # Those of which only all lines together tell the year.
        self.judged: list[tuple[Record, Role, Cell]] = []

    def put_line(self, record: Record, row: int, kind: Role | None, *, is_revision: bool) -> None:
        """The figures of a line below their years. Of no kind are the targets of a revision."""
        stack = find_pair(self._label(row))
        filled = [column for column in self._years.years if self._texts[row][column]]
        if kind is Role.MARK and filled == [self._years.first]:
            # One mark written across all years, in the first of their cells, is that of the year evaluated.
            self.judged.append((record, kind, Cell(row, filled[0])))
            return
        for column, title in self._years.parts.items():
            if self._texts[row][column]:
                record.kept.add(record.put_extra(f"{title} {self._label(row)}", Cell(row, column)))
        for column in filled:
            year, cell = self._years.years[column], Cell(row, column)
            if stack:
                self._put_stacked(record, stack, year, cell)
            elif is_revision:
                self._put_revised(record, year, cell)
            else:
                is_aim = kind is Role.ACTUAL and column in self._aims
                if is_aim:
                    record.beside.add((Role.TARGET, Slot(year)))
                self._put(record, Role.TARGET if is_aim else kind or Role.TARGET, year, cell)

    def _put_stacked(self, record: Record, stack: Stack, year: FiscalYear, cell: Cell) -> None:
        """The figures of a cell in a line called 目標／実績; a single one is only kept: which is it?"""
        text = self._texts[cell.row][cell.column]
        parts = (text,) * len(stack) if is_nothing(text) else split_cell(text, len(stack))
        if parts is None:
            record.put_extra(f"{self._label(cell.row)} {year.render()}", cell)
            return
        for role, part in zip(stack, parts, strict=True):
            if part:
                record.put(role, year, Cell(cell.row, cell.column, part))

    def _put(self, record: Record, kind: Role, year: FiscalYear, cell: Cell) -> None:
        text = self._texts[cell.row][cell.column]
        standing = self._years.standings.get(cell.column)
        # A target or a mark is not expected or final itself; one given twice is kept beside the first.
        part = standing.value if standing and kind is Role.ACTUAL else ""
        if not self._is_said(record, kind, year, text):
            record.put(kind, year, strip_label(cell, text), part)

    def _put_revised(self, record: Record, year: FiscalYear, cell: Cell) -> None:
        """見直し後の目標値 takes the place of the target, which stays as the one at first (当初)."""
        since = find_first_year(self._label(cell.row))
        if since is not None and year < since:
            # Figures of the years before a revision are not targets; they are kept beside them.
            record.extras[f"{self._label(cell.row)} {year.render()}"] = cell
            return
        key = next((key for key in record.yearly if key[0] is Role.TARGET and key[1].year == year), None)
        if key is not None:
            record.put(Role.TARGET, year, record.yearly.pop(key), part="当初")
        record.put(Role.TARGET, year, strip_label(cell, self._texts[cell.row][cell.column]))

    def _is_said(self, record: Record, kind: Role, year: FiscalYear, text: str) -> bool:
        """True where 目標値(H24) beside the years says the same as the column of H24."""
        beside = record.yearly.get((kind, Slot(year))) if kind is Role.TARGET else None
        return beside is not None and self._texts[beside.row][beside.column] == text

    def put_beside(self, record: Record, role: Role, cell: Cell) -> None:
        """A cell of a column beside the years. Marks and rates there belong to the year evaluated."""
        label = self._years.labels.get(cell.column, "")
        years = {mention.year for mention in find_fiscal_years(label)}
        own = self._dates.find(role, cell.row)
        if self._dates.holds(cell.column) or self._takes_year(record, role, cell):
            return
        if own and role in AIMS:
            years = {own}
        if role in _JUDGED and not years:
            self.judged.append((record, role, cell))
        elif role in _OF_ONE_YEAR and len(years) == 1:
            own_role, year = Role.TARGET if role is Role.FINAL_TARGET else role, years.pop()
            if (own_role, Slot(year)) not in record.yearly:
                record.beside.add((own_role, Slot(year)))
            record.put(own_role, year, cell)
        elif role is Role.BASELINE:
            # 「-」 in the line of targets says nothing about the baseline in that of actuals.
            if not is_nothing(self._texts[cell.row][cell.column]) and role not in record.single:
                record.single[role] = cell
                said = self._years.baselines.get(cell.column) or own
                record.baseline_year = said or record.baseline_year
        elif role in SINGLE_ROLES:
            record.single.setdefault(role, cell)
        else:
            record.extras.setdefault(label or f"{cell.column + 1}列目", cell)

    def _takes_year(self, record: Record, role: Role, cell: Cell) -> bool:
        """True for H26 in the line above or below the baseline itself: when it was taken, and no figure."""
        year = parse_year_cell(self._texts[cell.row][cell.column]) if role is Role.BASELINE else None
        near = self._texts[max(self._block.lines[0], cell.row - _NEAR) : cell.row + _NEAR + 1]
        has_figure = any(_is_figure(line[cell.column]) for line in near)
        if year is None or not has_figure:
            return False
        record.baseline_year = record.baseline_year or year
        return True

    def place_judged(self, records: Iterable[Record]) -> None:
        """Marks and rates beside the years are those of the latest year with an actual."""
        latest = find_latest(self._texts, records)
        for record, role, cell in self.judged:
            record.put(role, latest or max(self._years.years.values()), cell)

    def keep_line(self, record: Record, row: int, roles: Mapping[int, Role]) -> None:
        """A line of a kind that is not understood: kept beside the figures, and asked about as a column."""
        for column, role in roles.items():
            if self._texts[row][column] and role in SINGLE_ROLES and column > self._block.kind_column:
                record.single.setdefault(role, Cell(row, column))
        for column, year in self._years.years.items():
            if self._texts[row][column]:
                record.put_extra(f"「{self._label(row)}」{year.render()}", Cell(row, column))

    def _label(self, row: int) -> str:
        return self._texts[row][self._block.kind_column]


def _find_aims(texts: Sequence[Sequence[str]], block: Block) -> frozenset[int]:
    """Columns headed 最終目標(R9) in which no line of targets has anything: that of actuals has them."""
    heads = texts[block.years.row]
    aims = [column for column in block.years.years if "目標" in heads[column] and _heads_aims(heads[column])]
    if not aims:
        return frozenset()
    lines = [row for row in block.lines if Role.TARGET in kinds_of(texts[row][block.kind_column])]
    return frozenset(column for column in aims if lines and not any(texts[row][column] for row in lines))


def _heads_aims(text: str) -> bool:
    word = match_heading(text)
    return word is not None and word.role in AIMS


def _is_figure(text: str) -> bool:
    return bool(text) and parse_year_cell(text) is None and parse_reading(text).quantity is not None
