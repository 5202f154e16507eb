"""Tables with one row per indicator whose headings, years or names need a closer look than usual.

Years that stand in the cells (基準値, 目標値, 最新値), names spread over several columns or written in
the cells of values, sub-rows and totals, group lines, targets merged over rows, two targets in two lines. The
records found are written as one ordinary table by records.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from shirube.core.finding import Finding
from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import AIMS, Role
from shirube.core.notation import parse_reading
from shirube.core.notation_words import DASHES
from shirube.core.reading import Missing
from shirube.readers.column_role import ColumnRole
from shirube.readers.date_columns import BASELINE_YEAR
from shirube.readers.found_columns import YEARLY_ROLES, FoundColumns
from shirube.readers.grid_rows import filled_cells
from shirube.readers.group_lines import (
    GroupPath,
    UnfilledRow,
    describe_group_lines,
    describe_unfilled,
    find_lines_above,
    is_unmeasured,
    spread_lines,
)
from shirube.readers.legend import is_mark
from shirube.readers.line_name_parts import only_counts
from shirube.readers.line_words import parse_year_cell
from shirube.readers.merge_reach import MergeReach
from shirube.readers.odd_rows import find_last_filled
from shirube.readers.records import Record, make_table
from shirube.readers.rewritten_grid import Cell
from shirube.readers.rewritten_table import Line, entry_line_of, line_of
from shirube.readers.row_names import RowNames
from shirube.readers.shared_cells import count_shared, describe_shared, split_record
from shirube.readers.sum_rows import find_sum_rows
from shirube.readers.surroundings import is_note
from shirube.readers.table import Table
from shirube.readers.value_names import (
    join_to_name_above,
    split_name,
    take_names_from_lines,
    take_names_from_values,
    take_units_from_lines,
)
from shirube.readers.values import DITTOS, cell_text

_SINGLE = (
    Role.UNIT,
    Role.DIRECTION,
    Role.BODY,
    Role.GOAL,
    Role.BASELINE,
    Role.STATUS,
    Role.ISSUE,
    Role.NOTE,
    Role.PAGE,
    Role.NUMBER,
    Role.PREVIOUS_MARK,
)
# What these columns say of a whole group is no part of its name.
_BESIDE_NAMES = (Role.BODY, Role.NOTE, Role.STATUS, Role.ISSUE, Role.PAGE)


class ReworkedTables(Struct, frozen=True):
    """The table rewritten (one for each year block), and its totals in tables of their own.

    ``latest`` are the roles whose columns, having no year of their own, were given that of the newest actual.
    """

    tables: tuple[Table, ...]
    totals: tuple[Table, ...]
    roles: tuple[tuple[int, Role], ...] = ()
    latest: tuple[tuple[Role, FiscalYear], ...] = ()
    findings: tuple[Finding, ...] = ()
    bare: frozenset[FiscalYear] = frozenset()


class _Section(Struct):
    """Records of one year block; ``year`` is the year of the line above it (2023年度), if there is one."""

    year: FiscalYear | None = None
    line: int | None = None
    records: list[Record] = field(default_factory=list)


def rework_table(table: Table, year: FiscalYear | None = None) -> ReworkedTables | None:
    """A table that needs the closer look as ordinary tables; None for one that does not.

    ``year`` is what a person says where the table names none.
    """
    found = FoundColumns(table, year)
    return rework_found(found) if found.needs_closer_look() else None


def rework_found(found: FoundColumns) -> ReworkedTables | None:
    """The same for columns that were found to need it; None where no row has a figure."""
    reader, table = _Reader(found), found.table
    sections = reader.read()
    tables: list[Table] = []
    totals: list[Table] = []
    for number, section in enumerate(sections):
        counted = [record for record in section.records if not record.is_total]
        summed = [record for record in section.records if record.is_total]
        above = [line_of(table.grid, row) for row in reader.above] if number == 0 else []
        if section.line is not None:
            above.append(line_of(table.grid, section.line))
        below = reader.lines_below if number == len(sections) - 1 else []
        levels = reader.levels
        if not any(record.groups for record in section.records):
            levels = ()
        if counted:
            made = make_table(table.grid, counted, levels=levels, above=above, below=below)
            tables.append(replace(made, is_baseline_settled=reader.years.undated.settles_baseline()))
        if summed:
            totals.append(make_table(table.grid, summed, levels=levels))
    if not tables:
        return None
    findings = (*reader.stacked.describe(), *reader.describe_groups(), *reader.years.undated.describe())
    findings = (*reader.years.describe(), *findings)
    bare = frozenset(item.year for item in reader.yearly if item.bare and item.year)
    return ReworkedTables(
        tuple(tables), tuple(totals), found.roles, tuple(reader.years.undated.assumed), findings, bare
    )


class _Reader:
    """Reads the rows of one table into records."""

    def __init__(self, found: FoundColumns) -> None:
        self.table, self.grid = found.table, found.table.grid
        self.columns, self.names, self.further = found.columns, found.names, found.further
        self.groups, self.yearly, self.values = found.groups, found.yearly, found.values
        self.stacked, self.years = found.stacked, found.years
        self.group_rows, self.remarks = found.group_rows, found.remarks
        self.merge_reach = MergeReach(self.grid.merges)
        self.lines_below: list[Line] = []
        self.lines = GroupPath()
        self.units = [item.index for item in self.columns if item.role is Role.UNIT]
        self.row_names = RowNames(
            self.grid,
            self.names,
            numbers=found.numbers,
            units=self.units,
            otherwise=self.values[0].index if self.values else 0,
        )
        self.sum_rows = find_sum_rows(
            self.grid,
            self.table.body,
            names=self.names,
            numbers=found.numbers,
            values=[item.index for item in self.yearly if item.role in (Role.TARGET, Role.ACTUAL)],
        )
        heads = find_lines_above(self.table, self.group_rows) if self.group_rows or not self.names else ()
        self.above = [row for row in self.table.above if row not in heads]
        for row in heads:
            self.lines.open(filled_cells(self.grid.rows[row])[0])
        self.shared_rows: list[int] = []
        self.unfilled: list[UnfilledRow] = []
        self.levels: tuple[str, ...] = ()

    def _count_shared(self, row: int) -> int:
        return count_shared(self.grid, row, self.names, [item.index for item in self.values])

    def describe_groups(self) -> Iterator[Finding]:
        """That rows were read as headings of others, or as several indicators each."""
        if self.group_rows:
            texts = [" ".join(filled_cells(self.grid.rows[row])) for row in self.group_rows]
            yield describe_group_lines(self.grid, self.group_rows, texts)
        if self.shared_rows:
            yield describe_shared(self.grid, self.shared_rows, self.names)
        yield from describe_unfilled(self.grid, self.unfilled)

    def read(self) -> list[_Section]:
        """The records of all rows, in sections where lines of a year stand between them."""
        sections = [_Section()]
        last_filled = find_last_filled(self.table, [item.index for item in self.values])
        path = [""] * len(self.groups)
        for row in self.table.body:
            if row in self.years.dates.rows and sections[-1].records:
                self._keep_beside_years(row, sections[-1].records[-1])
                continue
            cells = [(column, text) for column in range(self.grid.width) if (text := self._text(row, column))]
            if len(cells) == 1 and (found := parse_year_cell(cells[0][1])):
                sections.append(_Section(found, row))
                self.years.begin_section(found)
            elif row in self.remarks and sections[-1].records:
                sections[-1].records[-1].put_single(Role.STATUS, Cell(row, cells[0][0]), Role.STATUS.value)
            elif self._stands_below(row, cells, last_filled):
                self._keep_unfilled(row, cells)
                if cells and not parse_year_cell(cells[0][1]):  # a lone year there heads the next table
                    self.lines_below.append(entry_line_of(self.grid, row))
            elif self._is_group_line(cells) and not self._is_unmeasured(row):
                self._take_group(row, cells, path)
            elif self._continues(row, sections[-1].records):
                self._read_second_line(row, sections[-1].records[-1])
            else:
                self._carry_groups(row, path)
                record = self._read_row(row, path, sections[-1].records)
                shared = self._count_shared(row)
                sections[-1].records += split_record(self.grid, record, shared) if shared > 1 else [record]
                self.shared_rows += [row] if shared > 1 else []
                sections[-1].records += self._read_further(row, record)
        self.lines_below += [line_of(self.grid, row) for row in self.table.below]
        self._name_levels(sections)
        # The title's year holds for the rows before the first line of a year.
        return [section for section in sections if section.records]

    def _is_group_line(self, cells: Sequence[tuple[int, str]]) -> bool:
        """True for a line without a figure, also where its words stand in a column of figures."""
        if not self._has_figures(cells):
            return True
        if len(cells) > 1 or self.names or any(item.second for item in self.columns):
            return False
        text = cells[0][1]
        return parse_reading(text).quantity is None and not split_name(text)[0]

    def _is_unmeasured(self, row: int) -> bool:
        name = next((text for column in self.names if (text := self._text(row, column))), "")
        return is_unmeasured(name, "".join(self._text(row, column) for column in self.units))

    def _stands_below(self, row: int, cells: Sequence[tuple[int, str]], last_filled: int) -> bool:
        """True for what is no row: lines behind the last figures, and notes, unless figures stand in them."""
        if row > last_filled:
            return not self._is_unmeasured(row)
        return bool(cells) and is_note(cells[0][1]) and not self._has_figures(cells)

    def _has_figures(self, cells: Sequence[tuple[int, str]]) -> bool:
        columns = {item.index for item in self.values}
        return any(column in columns for column, _ in cells)

    def _text(self, row: int, column: int) -> str:
        return cell_text(self.grid, row, column)

    def _take_group(self, row: int, cells: Sequence[tuple[int, str]], path: list[str]) -> None:
        """A line without figures opens a group, or a level of the tree."""
        if not cells or self.row_names.begins(row) or (len(cells) == 1 and only_counts(cells[0][1])):
            return
        if self._keep_unfilled(row, cells) and row not in self.group_rows:
            return
        columns = {item.index: place for place, item in enumerate(self.groups)}
        if row in self.group_rows:
            # A line over rows that name levels of their own: what was open above ends here.
            columns, path[:] = {}, [""] * len(path)
        for column, text in cells:
            if column in columns:
                path[columns[column] :] = [text, *[""] * (len(path) - columns[column] - 1)]
        if not any(column in columns for column, _ in cells):
            aside = {item.index for item in self.columns if item.role in _BESIDE_NAMES}
            names = [text for column, text in cells if column not in aside] or [text for _, text in cells]
            if len(names) < len(cells):
                self.lines_below.append(line_of(self.grid, row))  # 令和6年度で終了 is kept, and no name
            self.lines.open(" ".join(names))

    def _keep_unfilled(self, row: int, cells: Sequence[tuple[int, str]]) -> bool:
        """Remember a row of several cells without a figure; True for one that says more."""
        named = {*self.names, *(item.index for item in self.groups)}
        texts = [text for column, text in cells if column in named]
        if not texts or len(cells) == len(texts) or is_note(texts[0]):
            return False
        rest = [text for column, text in cells if column not in named and column > min(named)]
        says_more = any(is_mark(text) or parse_reading(text).quantity is not None for text in rest)
        heads = (texts[-1], " ".join(text for _, text in cells))
        self.unfilled.append(UnfilledRow(row, heads, says_more=says_more))
        return says_more

    def _carry_groups(self, row: int, path: list[str]) -> None:
        for place, item in enumerate(self.groups):
            text = self._text(row, item.index)
            if text and text not in (path[place], *DITTOS):
                path[place:] = [text, *[""] * (len(path) - place - 1)]

    def _begins_group(self, row: int) -> bool:
        return any(self._text(row, item.index) for item in self.groups)

    def _continues(self, row: int, records: Sequence[Record]) -> bool:
        """True for a further line of an indicator, which holds a target only."""
        if not records or not (self.years.dates.is_needed or any(item.second for item in self.columns)):
            return False
        filled = [item for item in self.columns if self._text(row, item.index)]
        is_second = bool(filled) and all(item.second for item in filled)
        return is_second or self.years.dates.adds_goal(row, filled, records[-1])

    def _read_second_line(self, row: int, record: Record) -> None:
        for item in self.columns:
            year = item.second or (
                self.years.dates.year_beside(Role.TARGET, row) if item.role in AIMS else None
            )
            if year and self._text(row, item.index):
                record.put(Role.TARGET, year, Cell(row, item.index))

    def _read_row(self, row: int, path: Sequence[str], records: Sequence[Record]) -> Record:
        name, at = self.row_names.read(row, is_first=not records)
        record = Record(name, at, tuple(path), is_sum=row in self.sum_rows)
        if record.is_sum:
            self.lines.open(name)
        record.lines = self.lines.use(name)
        others = {item.index for own in self.further.values() for item in own} | set(self.further)
        year = self.years.begin_row(row, name)
        self._fill(record, row, [item for item in self.columns if item.index not in others], records, year)
        take_names_from_values(record, self._text)
        if self.names and not name and record.name and records and not self._begins_group(row):
            join_to_name_above(record, records[-1], self._text)
        return record

    def _read_further(self, row: int, first: Record) -> list[Record]:
        """The further indicators of a row, under the same groups."""
        found = []
        for column, own in self.further.items():
            name = self._text(row, column)
            if name and name not in DASHES:
                record = Record(name, Cell(row, column), first.groups)
                record.lines = first.lines
                self._fill(record, row, own, (), self.years.of_table)
                found.append(record)
        return found

    def _fill(
        self,
        record: Record,
        row: int,
        columns: Sequence[ColumnRole],
        records: Sequence[Record],
        year: FiscalYear | None,
    ) -> None:
        for item in columns:
            cell = self._cell(row, item, records)
            if cell is None:
                continue
            if self.stacked.is_needed and self._put_stacked(record, item, cell, year):
                continue
            if item.role in YEARLY_ROLES:
                role = Role.TARGET if item.role is Role.FINAL_TARGET else item.role
                for when in self.years.find_all(item, row, cell, year):
                    record.put(role, when, cell, item.part, item.title)
            elif item.role in _SINGLE:
                if item.role is Role.BASELINE and Role.BASELINE not in record.single:
                    record.baseline_year = self.years.find_of_baseline(item, cell)
                record.put_single(item.role, cell, item.title)
            elif item.dates is Role.BASELINE:
                record.put_extra(BASELINE_YEAR, cell)
            elif item.role in (Role.EXTRA, Role.INDICATOR) and not item.name and item.dates is None:
                name = record.put_extra(item.title or f"{item.index + 1}列目", cell)
                if item.kept:
                    record.kept.add(name)

    def _put_stacked(self, record: Record, item: ColumnRole, cell: Cell, year: FiscalYear | None) -> bool:
        text = cell.text if cell.text is not None else self._text(cell.row, cell.column)
        return self.stacked.put(record, item, cell, text, year)

    def _keep_beside_years(self, row: int, record: Record) -> None:
        """Words in a line of years belong to the indicator above."""
        for item in self.columns:
            text = self._text(row, item.index)
            if text and not parse_year_cell(text):
                record.put_extra(f"{item.title}（下段）", Cell(row, item.index))

    def _cell(self, row: int, item: ColumnRole, records: Sequence[Record]) -> Cell | None:
        """The cell of a column, that above for 〃, and the target that rows of one name share."""
        text = self._text(row, item.index)
        above = self._above(item, records)
        if parse_reading(text).missing is Missing.SAME_AS_ABOVE and above is not None:
            return above
        if text:
            return Cell(row, item.index)
        if item.role is Role.TARGET and above is not None and self._shares_target(row, above):
            return above
        return None

    def _above(self, item: ColumnRole, records: Sequence[Record]) -> Cell | None:
        if not records:
            return None
        cells = [*records[-1].yearly.values(), *records[-1].single.values()]
        return next((cell for cell in cells if cell.column == item.index), None)

    def _shares_target(self, row: int, above: Cell) -> bool:
        """True when the blank target belongs to a merge, or in a file without merges to the same name.

        Below the row of a whole, which has the first name only, parts have no target of their own.
        """
        if self.grid.merges:
            return row <= self.merge_reach.find(row - 1, above.column)
        first, *rest = self.names or [0]
        if self._text(row, first) or not any(self._text(above.row, column) for column in rest):
            return False
        return any(item.role is Role.ACTUAL and self._text(row, item.index) for item in self.yearly)

    def _name_levels(self, sections: Sequence[_Section]) -> None:
        """Headings of the levels; group lines above all columns are levels of their own."""
        records = [record for section in sections for record in section.records]
        heads = {text for record in records for text in (*record.groups, *record.lines)}
        self.unfilled = [one for one in self.unfilled if heads.isdisjoint(one.heads)]
        take_names_from_lines(records)
        take_units_from_lines(records, self._text)
        spread = spread_lines([record.lines for record in records])
        for record, lines in zip(records, spread, strict=True):
            record.groups = (*lines, *record.groups)
        depth = len(spread[0]) if spread else 0
        titles = ["区分" if place == 0 else f"区分{place + 1}" for place in range(depth)]
        self.levels = (*titles, *(item.title for item in self.groups))
