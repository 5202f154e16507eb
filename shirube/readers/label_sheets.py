"""Sheets that say everything in labels, a year and a kind of figure to each line: 令和5年度 目標 | 12,000.

    指標名          移動図書館の貸出冊数          KPI①    移住相談件数
    単位            冊                            基準値   55件（R1）
    基準値(R2)      11,200                        実績値   R3：72件
    令和5年度目標   12,000                                 R4：95件

Where no label says the name, it is the line right above the labels. Sheets with a row of years belong to
line_layout.py; this is asked only where no table was found.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from shirube.core.fiscal_year import FiscalYear, find_fiscal_years, fold_width
from shirube.core.form import AIMS, FIGURES, Role
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.readers.block_labels import may_be_name
from shirube.readers.cell_years import find_cell_year
from shirube.readers.columns import MOST_LEVELS
from shirube.readers.grid import Grid
from shirube.readers.grid_rows import filled_cells
from shirube.readers.headings import match_heading
from shirube.readers.judgements import is_judgement_label, parse_judgement
from shirube.readers.line_words import is_mark_label, is_name_label, match_year_label, parse_year_cell
from shirube.readers.name_units import find_name_unit
from shirube.readers.records import SINGLE_ROLES, Record
from shirube.readers.rewritten_grid import Cell
from shirube.readers.sheet_cells import TITLE_ROWS, SheetCells
from shirube.readers.stacked_sheets import find_part_starts
from shirube.readers.values import cell_text

_YEARLY = (*AIMS, Role.ACTUAL, Role.RATE, Role.MARK)
# What may stand in a row of labels above a row of figures.
_OF_COLUMNS = (*_YEARLY, Role.BASELINE, Role.PREVIOUS_MARK, Role.DIFFERENCE)
_LONGEST_LABEL = 24
_NEAR = 3
_LONGEST_MARK = 8
# A form has not so many indicators; a sheet with one mark for each is looked at once for each of them.
_MOST_IN_FORM = 100
# A year told by that of the title: 前年度実績 in a form of 令和6年度.
_RELATIVE = late_pattern(r"(?P<when>前々年度?|前年度?|昨年度?|[来次翌]年度)の?")
_OFFSETS = {"前々年度": -2, "前々年": -2, "前年度": -1, "前年": -1, "昨年度": -1, "昨年": -1}
_YEAR_BEFORE = late_pattern(r"[^:]{1,12}:\s*(?=[\d約▲△-])")


class LabelSheet(Struct):
    """The records of a sheet, and its rows that say nothing known: titles above, and all others."""

    records: list[Record]
    above: list[int]
    below: list[int]


def read_label_sheet(grid: Grid, near: FiscalYear | None = None) -> LabelSheet | None:
    """The indicators of a sheet of labels; None for a sheet that names none with a figure of a year.

    ``near`` is the year that the file names before, for a sheet that names none itself.
    """
    cells = SheetCells(grid)
    readers = [_Reader(cells, owner) for owner in cells.owners or (None,)]
    years = _find_title_years(grid, near)
    for reader in readers:
        for row in range(grid.height):
            reader.read_row(row)
        reader.date_records(years)
    records = [
        record
        for reader in readers
        for record in reader.records
        if record.name and _has_figures(record) and (not reader.titles or _has_goal(record))
    ]
    # Figures that no label speaks of would be lost: then it is no such sheet.
    if not records or any(reader.is_left_out for reader in readers):
        return None
    reader = readers[0]
    first = min(record.at.row for record in records)
    reader.unused = [row for row in reader.unused if row not in reader.titles]
    # A title stands alone in its row; other words (総合計画上の位置付け | 政策3) speak of the sheet.
    above = [row for row in reader.unused if row < first and len(filled_cells(grid.rows[row])) == 1]
    return LabelSheet(records, above, [row for row in reader.unused if row not in above])


def _find_title_years(grid: Grid, near: FiscalYear | None) -> list[tuple[int, FiscalYear | None]]:
    """The year of each title with the row where it begins to hold: sheets may each have their own."""
    starts = [0, *find_part_starts(grid)]
    years: list[tuple[int, FiscalYear | None]] = []
    for start in starts:
        near = _find_only_year(grid, start) or near
        years.append((start, near))
    return years


def _find_only_year(grid: Grid, start: int) -> FiscalYear | None:
    """The only year of the first rows of a sheet that hold a single cell."""
    lines = [filled_cells(row) for row in grid.rows[start : start + TITLE_ROWS]]
    years = {mention.year for cells in lines if len(cells) == 1 for mention in find_fiscal_years(cells[0])}
    return years.pop() if len(years) == 1 else None


def _is_of_one(label: str) -> bool:
    """True for a label of what each indicator has for itself; 事業名 above them is that of all."""
    word = match_heading(label)
    return is_name_label(label) or (
        word is not None and word.role in (*_YEARLY, Role.BASELINE, Role.UNIT, Role.DIRECTION, Role.NOTE)
    )


def _role_of_figures(label: str) -> Role | None:
    word = match_heading(label) if len(label) <= _LONGEST_LABEL else None
    return word.role if word is not None and word.role in _OF_COLUMNS else None


def may_head_columns(grid: Grid, row: int) -> bool:
    """True for a label with the name of an indicator, and near below it headings of nothing but figures."""
    filled = filled_cells(grid.rows[row])
    if not is_name_label(filled[0]) or any(map(_role_of_figures, filled)):
        return False
    # 指標 | 資源化率 | 単位 | ％, or 指標名 | 単位 with what they speak of below.
    is_beside = len(filled) > 2 and len(filled) % 2 == 0 and all(map(match_heading, filled[2::2]))
    if len(filled) > 2 and not is_beside and not all(map(match_heading, filled)):
        return False
    for line in grid.rows[row + 1 : row + 1 + _NEAR]:
        cells = filled_cells(line)
        if len(cells) > 1 and all(map(_role_of_figures, cells)):
            return True
    return False


def _has_figures(record: Record) -> bool:
    """Two figures at least, one with its year: a single one beside a label may be about anything."""
    dated = [key for key in record.yearly if key[0] in FIGURES and key[1].year is not None]
    return bool(dated) and len(dated) + (Role.BASELINE in record.single) > 1


def _has_goal(record: Record) -> bool:
    """True where figures below a mere line are those of an indicator: one of them is to be reached."""
    return any(role is Role.TARGET for role, _ in record.yearly)


class _Reader:
    """Reads the labels of a sheet from the top down into records."""

    def __init__(self, cells: SheetCells, owner: int | None) -> None:
        self.cells = cells
        self.grid = cells.grid
        # The column of the indicator meant, where several stand beside one another.
        self.owner = owner
        self.is_left_out = False
        # Rows of figures that were read with the labels above them.
        self.done: set[int] = set()
        self.records: list[Record] = []
        self.unused: list[int] = []
        # The last line alone that may be a name, whether a blank row stands before it, and the labels since.
        self.title: Cell | None = None
        self.begins = True
        # The rows of those that became names.
        self.titles: set[int] = set()
        self.seen: set[str] = set()
        # Figures of the year before that of the title, or behind it: whose, what, how many years, and where.
        self.relative: list[tuple[Record, Role, int, Cell, str]] = []
        self.groups: tuple[str, ...] = ()
        self.shared: dict[Role, Cell] = {}
        # The label above, which goes on where a line has none of its own.
        self.last: tuple[int, str] | None = None

    def read_row(self, row: int) -> None:
        filled = self.cells.rows[row]
        if self.owner is not None and filled and (len(filled) > 2 or _is_of_one(filled[0][1])):
            filled = self.cells.list_own(row, self.owner)
        if not filled or row in self.done:
            self.begins = self.begins or not filled
            return
        if self._take_columns(row, filled):
            return
        if len(filled) == 1 and self.last and filled[0][0] > self.last[0]:
            self._take(self.last[1], Cell(row, filled[0][0]), filled[0][1])
            return
        place, taken = 0, False
        while place + 1 < len(filled):
            (at, label), (column, text) = filled[place], filled[place + 1]
            if self._take(label, Cell(row, column), text):
                self.last = at, label
                place, taken = place + 2, True
                place += self._take_unit(label, row, filled[place : place + 1])
            else:
                place += 1
        self.is_left_out = self.is_left_out or (taken and self._leaves_figures(filled))
        if not taken:
            self.last = None
            self.unused.append(row)
            if len(filled) == 1 and filled[0][0] == 0 and may_be_name(filled[0][1]):
                self.title = Cell(row, 0)

    def date_records(self, years: Sequence[tuple[int, FiscalYear | None]]) -> None:
        """Figures of an indicator of which no label names a year are of that of the title above it."""
        for record in self.records:
            year = next(year for start, year in reversed(years) if start <= record.at.row)
            if year and not any(slot.year for _, slot in record.yearly):
                cells = list(record.yearly.items())
                record.yearly.clear()
                for (role, slot), cell in cells:
                    record.put(role, year, cell, slot.part)
        for record, role, offset, cell, label in self.relative:
            base = next(year for start, year in reversed(years) if start <= record.at.row)
            if base is None or base + offset in record.years(role):
                record.put_extra(label, cell)
            else:
                record.put(role, base + offset, cell)

    def _take_columns(self, row: int, filled: Sequence[tuple[int, str]]) -> bool:
        """A row of nothing but 目標値(R6) | 実績値(R6) | 達成状況, with their figures in the row below.

        Above it 指標名 | 単位 may stand in the same way, with 相談件数 | 件 below.
        """
        roles = {column: _role_of_figures(text) for column, text in filled}
        if len(filled) < 2 or row + 1 >= self.grid.height:
            return False
        if is_name_label(filled[0][1]) and self._take_names(row, filled):
            return True
        if None in roles.values() or not self.records:
            return False
        values = dict(self.cells.rows[row + 1])
        is_of_figures = [parse_reading(text).quantity is not None for text in values.values()]
        if not set(values) <= set(roles) or sum(is_of_figures) * 2 <= len(is_of_figures):
            return False
        self.done.add(row + 1)
        # A mark has the year of the actual, which may stand behind it.
        ordered = sorted(filled, key=lambda pair: roles[pair[0]] in (Role.MARK, Role.RATE))
        for column, label in ordered:
            if column in values:
                self._take(label, Cell(row + 1, column), values[column])
        return True

    def _take_names(self, row: int, filled: Sequence[tuple[int, str]]) -> bool:
        """指標名 | 単位 above 相談件数 | 件: each cell of the row below stands below a label, and is none."""
        labels = dict(filled)
        if not all((word := match_heading(label)) and word.role in SINGLE_ROLES for label in labels.values()):
            return False
        below = dict(self.cells.rows[row + 1])
        if filled[0][0] not in below or not set(below) <= set(labels):
            return False
        if any(match_heading(text) or is_name_label(text) for text in below.values()):
            return False
        self.done.add(row + 1)
        for column, text in below.items():
            self._take(labels[column], Cell(row + 1, column), text)
        return True

    def _take_unit(self, label: str, row: int, behind: Sequence[tuple[int, str]]) -> int:
        """目標値 | 300 | 本: the cell behind a figure that is but its unit; how many cells it takes."""
        if not behind or not self.records or _role_of_figures(label) not in FIGURES:
            return 0
        column, text = behind[0]
        if match_heading(text) or find_name_unit(f"({text})") == "":
            return 0
        self.records[-1].single.setdefault(Role.UNIT, Cell(row, column))
        return 1

    def _leaves_figures(self, filled: Sequence[tuple[int, str]]) -> bool:
        """True for R5目標 | 6 | 20: a figure beside that of the label, of which nothing says what it is."""
        word = match_heading(filled[0][1])
        return (
            len(filled) > 2
            and word is not None
            and word.role in FIGURES
            and all(parse_reading(text).quantity is not None for _, text in filled[1:3])
        )

    def _take(self, label: str, cell: Cell, text: str) -> bool:
        """Place what stands beside a label; False for words that are none."""
        if len(label) > _LONGEST_LABEL:
            return False
        if is_name_label(label):
            self._start(cell, text)
            return True
        if "年" in label and self._take_relative(label, cell, text):
            return True
        if (whose := match_year_label(label)) and (year := parse_year_cell(text)):
            return self._take_year(whose, year)
        word = match_heading(label)
        mark = parse_judgement(text) if is_judgement_label(label) else ""
        role = Role.MARK if mark or is_mark_label(label) else word.role if word else None
        if mark and mark != text:
            cell, text = Cell(cell.row, cell.column, mark), mark
        if role is None or match_heading(text):
            return False
        if role is Role.LEVEL:
            self._open_level(text)
        elif role in _YEARLY or role is Role.BASELINE:
            return self._take_figure(role, label, cell, text)
        elif role in SINGLE_ROLES and role is not Role.INDICATOR:
            self._take_single(role, cell)
        else:
            return False
        return True

    def _take_year(self, whose: Role, year: FiscalYear) -> bool:
        """基準年度 | R1 and 目標年度 | R8 beside figures whose own labels name no year."""
        if not self.records:
            return False
        record = self.records[-1]
        if whose is Role.BASELINE:
            record.baseline_year = record.baseline_year or year
            return True
        undated = [(key, cell) for key, cell in record.yearly.items() if key[0] is Role.TARGET]
        if len(undated) != 1 or undated[0][0][1].year:
            return False
        key, cell = undated[0]
        del record.yearly[key]
        record.put(Role.TARGET, year, cell, key[1].part)
        return True

    def _take_relative(self, label: str, cell: Cell, text: str) -> bool:
        """前年度実績 and 来年度目標 beside figures: their year is told by that of the title."""
        match = _RELATIVE.match(label)
        role = _role_of_figures(label[match.end() :]) if match and self.records else None
        if match is None or role not in (Role.TARGET, Role.ACTUAL) or parse_reading(text).quantity is None:
            return False
        self.relative.append((self.records[-1], role, _OFFSETS.get(match["when"], 1), cell, label))
        return True

    def _start(self, cell: Cell, text: str) -> None:
        record = Record(text, cell, self.groups)
        record.single.update(self.shared)
        self.records.append(record)

    def _open_level(self, text: str) -> None:
        """A level named after indicators begins the next sheet of its kind."""
        if self.records and self.records[-1].groups == self.groups:
            self.groups, self.shared = (), {}
        self.groups = (*self.groups[: MOST_LEVELS - 1], text)

    def _take_single(self, role: Role, cell: Cell) -> None:
        is_of_all = not self.records or self.records[-1].groups != self.groups
        if is_of_all:
            self.shared.setdefault(role, cell)
        else:
            self.records[-1].put_single(role, cell)

    def _start_by_title(self, label: str) -> None:
        """A form without a label for its name: that is the line above it, which heads nothing else then."""
        if self.title is None or (not self.titles and self.cells.names_itself):
            return
        if not self.records or (self.titles and (self.begins or label in self.seen)):
            self._start(self.title, cell_text(self.grid, self.title.row, self.title.column))
            self.titles.add(self.title.row)
            self.title = None
            self.seen.clear()

    def _take_figure(self, role: Role, label: str, cell: Cell, text: str) -> bool:
        self._start_by_title(label)
        self.begins = False
        self.seen.add(label)
        if not self.records or (role is Role.MARK and len(text) > _LONGEST_MARK):
            return False
        record = self.records[-1]
        if role is Role.MARK and self._is_of_all(record, cell):
            return False
        if role is Role.BASELINE:
            record.put_single(role, cell, label)
            record.baseline_year = record.baseline_year or self._year_of(label) or self._year_in(text)
            return True
        role = Role.TARGET if role is Role.FINAL_TARGET else role
        year = self._year_of(label) or self._year_in(text)
        if year is None and role in (Role.RATE, Role.MARK):
            year = max(record.years(Role.ACTUAL), default=None)
        record.put(role, year, _without_year(cell, text), title=label)
        return True

    def _is_of_all(self, last: Record, mark: Cell) -> bool:
        """True for a mark below several indicators that say all of theirs in one row each."""
        if len(self.records) > _MOST_IN_FORM:
            return False
        same = [record for record in self.records if record.groups == last.groups]
        rows = {cell.row for record in same for cell in (record.at, *record.yearly.values())}
        return len(same) > 1 and len(rows) == len(same) and mark.row not in rows

    def _year_of(self, label: str) -> FiscalYear | None:
        years = {mention.year for mention in find_fiscal_years(label, self.cells.context)}
        return years.pop() if len(years) == 1 else None

    def _year_in(self, text: str) -> FiscalYear | None:
        return find_cell_year(text, self.cells.context)


def _without_year(cell: Cell, text: str) -> Cell:
    """「R3：72件」: the year is told, the figure is the value."""
    folded = fold_width(text)
    match = _YEAR_BEFORE.match(folded)
    if match is None or parse_reading(folded[match.end() :]).quantity is None:
        return cell
    return Cell(cell.row, cell.column, folded[match.end() :])
