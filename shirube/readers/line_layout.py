"""Tables whose lines say what a figure is: two to four lines per indicator, or one block per indicator.

    指標      区分    R5   R6            成果指標  参加者数
    参加者数  目標    20   30            年度      R5   R6
              実績    21   31            目標      20   30
              達成率  105% 103%          実績      21   31

Each indicator becomes one record; records.py writes them as one row each. Here is told where an indicator
begins and what it is called; line_columns.py says what stands beside the years, line_figures.py puts the
figures in.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from shirube.core.form import Role
from shirube.readers.block_labels import read_labels, says_no_unit
from shirube.readers.columns import NO_LEVEL
from shirube.readers.corner_names import find_name_in_corner
from shirube.readers.grid import Grid
from shirube.readers.group_lines import GroupPath, spread_lines
from shirube.readers.heading_dates import join_dates_below, join_rows_of_years
from shirube.readers.kind_columns import find_rates, kinds_of
from shirube.readers.kind_pairs import find_reported_year
from shirube.readers.line_blocks import Block, find_blocks, group_blocks
from shirube.readers.line_columns import find_side_roles
from shirube.readers.line_figures import LineFigures
from shirube.readers.line_levels import find_level_columns
from shirube.readers.line_name_parts import (
    LineNameParts,
    find_name_above_unit,
    is_source,
    is_step_line,
    join_unit_labels,
    only_counts,
)
from shirube.readers.line_names import strip_count
from shirube.readers.line_words import (
    find_promises,
    is_lone_cell,
    match_revision,
    parse_year_cell,
)
from shirube.readers.line_years import find_latest
from shirube.readers.name_columns import is_plain_item
from shirube.readers.name_units import find_name_unit, match_unit_line
from shirube.readers.records import Record
from shirube.readers.rewritten_grid import Cell
from shirube.readers.stacked_cells import find_pair
from shirube.readers.stacked_sheets import find_part_starts
from shirube.readers.values import cell_text

# Below all 計画 stand all 実績: so many indicators that nothing tells apart are looked at for the one meant.
_MOST_ALIKE = 50


class LineTable(Struct):
    """Records of blocks with the same years: one table to be. All rows are those of the grid.

    ``rows`` are all that the blocks take up, ``above`` and ``below`` those of them that say nothing of a
    single record and stand around the table. ``labels`` are the words of its lines, and what each is.
    """

    records: list[Record]
    above: list[int]
    rows: list[int]
    below: list[int]
    labels: dict[str, Role]


def find_line_tables(grid: Grid) -> list[LineTable]:
    """The tables of a grid in which lines say what a figure is, from the top down.

    Lines directly above a block name its section; others that belong to no block are left to the caller.
    """
    texts = [[cell_text(grid, row, column) for column in range(grid.width)] for row in range(grid.height)]
    join_unit_labels(texts)
    join_dates_below(texts)
    join_rows_of_years(texts)
    groups = [
        [_Reader(texts, block) for block in group]
        for group in group_blocks(find_blocks(texts, find_part_starts(grid)))
    ]
    _name_by_head(groups)
    tables = [_read_group(texts, readers) for readers in groups]
    return [table for table in tables if table.records and not _holds_rate_alone(table)]


def _holds_rate_alone(table: LineTable) -> bool:
    """True for 達成率 | 96% in a line of its own further down: the rows between are no lines of kinds."""
    kinds = [(role, record) for record in table.records for role, _ in record.yearly]
    return len(kinds) == 1 and kinds[0][0] is Role.RATE and not kinds[0][1].single


def _name_by_head(groups: Sequence[Sequence[_Reader]]) -> None:
    """Gives 事業名 at the head of a form to a further indicator of it that has other years."""
    head: tuple[str, ...] = ()
    for readers in groups:
        first = readers[0]
        if first.labels.name and not first.labels.nodes and not first.block.begins:
            first.labels.nodes = head
        head = next(
            (one.labels.nodes for one in reversed(readers) if one.labels.nodes or one.block.begins), head
        )


def _read_group(texts: Sequence[Sequence[str]], readers: Sequence[_Reader]) -> LineTable:
    """The records of blocks with the same years, and what stands around them."""
    group = [reader.block for reader in readers]
    records = [record for reader in readers for record in reader.read()]
    if len(readers) > 1:
        _leave_mark_of_all(readers)
    unused = [row for reader in readers for row in reader.unused]
    lone = {row for row in group[0].labels if is_lone_cell(texts[row])}
    above = {row for row in lone.intersection(unused) if row < group[0].years.row}
    if _have_one_section(records):
        # One section for all says nothing about the tree: it is a line above the table.
        above = lone
        for record in records:
            record.lines = record.lines[1:]
    depth = max((len(record.groups) for record in records), default=0)
    # What no label of a further sheet says is not that of the sheet before.
    first = {id(reader.records[0]) for reader in readers[1:] if reader.block.begins and reader.records}
    for record, over in zip(records, spread_lines([record.lines for record in records]), strict=True):
        blank = NO_LEVEL if id(record) in first else ""
        record.groups = (*over, *[blank] * (depth - len(record.groups)), *record.groups)
    return LineTable(
        records,
        sorted(above),
        rows=[row for block in group for row in (*block.labels, *block.years.rows, *block.lines)],
        below=[row for row in unused if row not in above],
        labels={label: role for reader in readers for label, role in reader.kinds.items()},
    )


def _have_one_section(records: Sequence[Record]) -> bool:
    """True where all have the same, or those further down, below the years said again, have none."""
    sections = {record.lines[:1] for record in records}
    return len(sections) == 1 or {lines for lines in sections if any(lines)} == {
        record.lines[:1] for record in records[:1]
    }


def _leave_mark_of_all(readers: Sequence[_Reader]) -> None:
    """A mark across the years below the last of several blocks, none of which has another, is the form's.

    It is left outside the table, where the marks of forms are looked for.
    """
    *before, last = readers
    marks = [(record, cell) for record, role, cell in last.figures.judged if role is Role.MARK]
    others = [record for reader in before for record in reader.records]
    if len(marks) != 1 or any(role is Role.MARK for record in others for role, _ in record.yearly):
        return
    record, mark = marks[0]
    rows = [cell.row for (role, _), cell in record.yearly.items() if role is not Role.MARK]
    if mark.column == last.block.years.first and mark.row > max(rows, default=mark.row):
        record.yearly = {key: cell for key, cell in record.yearly.items() if cell != mark}
        last.unused.append(mark.row)


class _Reader:
    """Reads the records of one block."""

    def __init__(self, texts: Sequence[Sequence[str]], block: Block) -> None:
        self.texts = texts
        self.block = block
        self.records: list[Record] = []
        self.labels = read_labels(texts, block.labels)
        self.labels.unit = self.labels.unit or self._find_unit()
        self.lines = GroupPath()
        self.lines.open(self.labels.section)
        self.unused = self.labels.unused
        self.kinds: dict[str, Role] = {}
        self.figures = LineFigures(texts, block)
        # Those of one name, by it, the lines and the groups above it.
        self.named: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[Record]] = {}
        # Records (by id) with a line that says its kind.
        self.lined: set[int] = set()
        # Those that have their name from the line above.
        self.titled: set[int] = set()
        self.path: tuple[str, ...] = ()
        # The kind of the lines above, which holds for lines below it in a layout grouped by kinds.
        self.kind: Role | None = None
        self.promises = find_promises(texts[row][block.kind_column] for row in block.lines)
        self.promises |= find_rates(texts, block.lines, block.kind_column, block.years.first)
        self.targets = tuple(label for label, role in self.promises.items() if role is Role.TARGET)
        self.roles = find_side_roles(texts, block, is_named=bool(self.labels.name))
        self.levels = find_level_columns(texts, block.lines, block.kind_column, block.years, self.roles)
        named = (column for column, role in self.roles.items() if role is Role.INDICATOR)
        titles = block.years.labels
        levels = {column for column in self.roles if not is_plain_item(titles.get(column, ""))}
        self.name_parts = LineNameParts(min(named, default=None), levels)
        if not self.labels.name and (corner := find_name_in_corner(texts, block)):
            self.labels.name, self.labels.name_at = corner

    def read(self) -> list[Record]:
        """The records from the top down; a block without a single figure has none."""
        inside = frozenset(self.block.lines)
        for row in self.block.lines:
            if is_lone_cell(self.texts[row]) and not kinds_of(self._kind_text(row)):
                below = self.texts[row + 1] if row + 1 in inside else ()
                if named := find_name_above_unit(self.texts[row], below, self.block.years.first):
                    self._start(row, [named])
                elif not self._varies_promise(self._kind_text(row)):
                    self._open_group(row)
            else:
                self._read_line(row)
        self.figures.place_judged(self.records)
        self._place_labels()
        if not any(record.yearly for record in self.records):
            return []
        # An indicator whose lines are all blank has no figures yet; rows that are no lines are kept below.
        self.lined |= {id(record) for record in self.records if record.yearly}
        self.unused += [record.at.row for record in self.records if id(record) not in self.lined]
        if self.titled:
            self._take_title_off()
        # A number that counts the lines of a form, where nobody filled in an indicator, is none.
        return [
            record
            for record in self.records
            if id(record) in self.lined and (record.yearly or not only_counts(record.name))
        ]

    def _varies_promise(self, text: str) -> bool:
        """True for 計画と異なる事業目標 alone below 事業目標: a line that nobody filled in, and no group."""
        return text.endswith(self.targets)

    def _take_title_off(self) -> None:
        """The line that is a name is neither a group over it nor the title of the whole."""
        self.unused = [row for row in self.unused if row != self.labels.nearest_row]
        if self.labels.nearest != self.labels.section:
            return
        for record in self.records:
            if id(record) in self.titled:
                record.lines = record.lines[:-1]

    def _kind_text(self, row: int) -> str:
        return self.texts[row][self.block.kind_column]

    def _find_unit(self) -> Cell | None:
        """「[単位] 億円」 before the years: that of every line of the block that says none."""
        for column, text in self.block.years.labels.items():
            if unit := match_unit_line(text):
                return Cell(self.block.years.row, column, unit["unit"])
        return None

    def _open_group(self, row: int) -> None:
        self.name_parts.forget()
        text = next(text for text in self.texts[row] if text)
        if text.startswith(("※", "*", "注")):
            self.unused.append(row)
        else:
            self.lines.open(text)

    def _read_line(self, row: int) -> None:
        label = self._kind_text(row)
        is_revision = match_revision(label) is not None
        # Years that a label no line before had gives figures of.
        years = () if label in self.kinds else self.block.years.filled(self.texts[row])
        self._step(row)
        names = self.name_parts.complete(self._names(row))
        if (
            not label
            and len(names) == 1
            and is_step_line(names[0][1], self.texts[row][self.block.years.first :])
        ):
            self.unused.append(row)
            return
        kind = self._find_kind(label, names)
        record = self._find_begun(names, kind)
        if record is not None:
            names = []
        elif self.records and self.records[-1].lines == tuple(self.lines.texts):
            record = self.records[-1]
        if kind is None and not is_revision:
            if label and not (names and find_name_unit(f"({label})")):
                record = self._start(row, names) if names or record is None else record
                self.figures.keep_line(record, row, self.roles)
                return
            # A line that carries only the name holds the figures, and in the column of kinds their unit.
            kind = Role.ACTUAL
        is_next = record is not None and not is_revision and record.repeats(kind, years)
        is_next = is_next and kind is Role.TARGET
        if record is not None and not names and is_next:
            names = self._name_by_unit(row, record)
        if record is None or names or is_next:
            record = self._start(row, names)
        self._put_line(record, row, kind, is_revision=is_revision)

    def _find_kind(self, label: str, names: Sequence[tuple[int, str]]) -> Role | None:
        """What a line is, the first of 目標／実績, which tells where an indicator begins; None for others."""
        kind = self.promises.get(label) or next(iter(find_pair(label) or kinds_of(label)), None)
        if kind is not None:
            self.kinds.setdefault(label, kind)
            self.kind = kind
        return self.kind if kind is None and not label and self._is_grouped(names) else kind

    def _put_line(self, record: Record, row: int, kind: Role | None, *, is_revision: bool) -> None:
        """Everything that a line holds, into the record that it belongs to."""
        label = self._kind_text(row)
        is_known = label in self.promises or bool(kinds_of(label))
        if is_known and record.name:
            self.lined.add(id(record))
        if label and not is_known and not is_revision:
            record.single.setdefault(Role.UNIT, Cell(row, self.block.kind_column))
        for column, role in self.roles.items():
            is_name = column < self.block.years.first and role in (Role.LEVEL, Role.INDICATOR)
            if self.texts[row][column] and not is_name:
                self.figures.put_beside(record, role, Cell(row, column))
        self._put_source(record, row)
        self.figures.put_line(record, row, kind, is_revision=is_revision)

    def _put_source(self, record: Record, row: int) -> None:
        for column, text in enumerate(self.texts[row][: self.block.years.first]):
            if unit := self._match_unit(column, text):
                record.single.setdefault(Role.UNIT, Cell(row, column, unit))
            elif self._is_source(column, text):
                record.single.setdefault(Role.NOTE, Cell(row, column))

    def _is_grouped(self, names: Sequence[tuple[int, str]]) -> bool:
        """True where the kinds stand left of the names: first all 計画, below them all 実績."""
        return bool(names) and self.block.kind_column < names[0][0]

    def _find_begun(self, names: Sequence[tuple[int, str]], kind: Role | None) -> Record | None:
        """The record that a line goes on with although it says the name again."""
        name = " ".join(text for _, text in names)
        if not name or not self.records:
            return None
        last = self.records[-1]
        over = tuple(self.lines.texts), (*self.labels.nodes, *self.path)
        # 施策1 | 相談件数, and below it the latter alone: what is merged above it goes on.
        goes_on = last.name.endswith(f" {name}") or last.name == name
        begun = [last] if goes_on and (last.lines, last.groups) == over else []
        if self._is_grouped(names):
            begun += self.named.get((name, *over), [])[: -_MOST_ALIKE - 1 : -1]
        for record in begun:
            if kind is None or not any(role is kind for role, _ in record.yearly):
                return record
        return None

    def _step(self, row: int) -> None:
        """The groups that columns of levels name: a blank cell goes on with the one above."""
        for place, column in enumerate(self.levels):
            if text := self.texts[row][column]:
                if text not in self.path:
                    self.name_parts.forget()
                rest = [""] * (len(self.levels) - place - 1)
                self.path = (*self.path[:place], *[""] * (place - len(self.path)), text, *rest)

    def _names(self, row: int) -> list[tuple[int, str]]:
        skipped = {
            column
            for column, role in self.roles.items()
            if role not in (Role.LEVEL, Role.INDICATOR, Role.NUMBER)
        }
        names = [
            (column, text)
            for column, text in enumerate(self.texts[row][: self.block.years.first])
            if text
            and column != self.block.kind_column
            and column not in skipped
            and column not in self.levels
        ]
        # A number is a name only where nothing else is.
        names = [pair for pair in names if self.roles.get(pair[0]) is not Role.NUMBER] or names
        # H27年度 among them is when the baseline was taken.
        return [pair for pair in names if not self._is_source(*pair) and not parse_year_cell(pair[1])]

    def _is_source(self, column: int, text: str) -> bool:
        """True for where the figures of the indicator above are from, or their unit, among the names."""
        if not (self.records or self.labels.name) or column >= self.block.years.first:
            return False
        return is_source(text) or bool(self._match_unit(column, text))

    def _match_unit(self, column: int, text: str) -> str:
        """人 of 「単位：人」 below a name, where the next line of the indicator has nothing else; else ""."""
        is_below = (self.records or self.labels.name) and "単位" in text and column != self.block.kind_column
        may_name = self.roles.get(column, Role.INDICATOR) in (Role.INDICATOR, Role.LEVEL)
        unit = match_unit_line(text) if is_below and may_name else None
        return unit["unit"] if unit else ""

    def _name_by_unit(self, row: int, before: Record) -> list[tuple[int, str]]:
        """居宅介護 時間/月 below the lines of 居宅介護 in 人/月: one name over figures in two units."""
        cell = before.single.get(Role.UNIT)
        column = next((column for column, role in self.roles.items() if role is Role.UNIT), None)
        if cell is None or column is None or not before.name or not self.texts[row][column]:
            return []
        first, own = self.texts[cell.row][cell.column], self.texts[row][column]
        name = before.name.removesuffix(f" {first}")
        return [] if own == first else [(before.at.column, f"{name} {own}")]

    def _start(self, row: int, names: list[tuple[int, str]]) -> Record:
        if names:
            name, at = " ".join(text for _, text in names), Cell(row, names[0][0])
        else:
            name, at = self.labels.name, self.labels.name_at or Cell(self.block.years.row, 0)
        # A sheet for a single indicator often names it only in the line above: then that is no group.
        lines = self.lines.use(names[0][1] if names else "")
        section, nearest = self.labels.section, self.labels.nearest
        own = lines[-1:] == (section,) and nearest and not self.labels.nodes
        over = (*(lines[:-1] if own else lines), nearest if own else "", *self.labels.nodes)
        title = next((text for text in reversed(over) if text), "")
        record = Record(name or strip_count(title), at, (*self.labels.nodes, *self.path))
        record.lines = lines
        if own and not name:
            self.titled.add(id(record))
        self.records.append(record)
        self.named.setdefault((record.name, record.lines, record.groups), []).append(record)
        return record

    def _place_labels(self) -> None:
        """What stands beside labels belongs to the block's first indicator, the mark to its latest year."""
        if not self.records:
            return
        record, labels = self.records[0], self.labels
        for role, cell in labels.single.items():
            if record.single.setdefault(role, cell) is cell and role is Role.BASELINE:
                record.baseline_year = labels.baseline_year
        for other in self.records:
            # The section at the head of a sheet is that of everything on it; a name may have its own unit.
            if body := labels.single.get(Role.BODY):
                other.single.setdefault(Role.BODY, body)
            figures = (self.texts[cell.row][cell.column] for cell in other.yearly.values())
            if labels.unit and says_no_unit(other.name, figures):
                other.single.setdefault(Role.UNIT, labels.unit)
        for year, cell in labels.targets.items():
            if year not in record.years(Role.TARGET):
                record.put(Role.TARGET, year, cell)
        if labels.reported:
            last = max(self.block.years.years.values())
            reported = find_reported_year(self.texts, self.block.years.row, last)
            for role, cell in labels.reported:
                record.put(role, reported, cell)
        if labels.mark is not None:
            latest = find_latest(self.texts, [record]) or max(self.block.years.years.values())
            record.put(Role.MARK, latest, labels.mark)
