"""Two tables of one file written beside and below one another as one table.

Rows that are the same indicator come into one line; what the older table says already is not said twice.
Which tables belong together is told by yearly_tables.py, named_tables.py and complementing_tables.py.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from shirube.core.finding import Finding, Level, Place
from shirube.core.fiscal_year import FiscalYear, fold_width
from shirube.core.form import AIMS, Column, Role
from shirube.readers.column_headings import BARE_YEAR
from shirube.readers.columns import NO_LEVEL
from shirube.readers.grid import Grid
from shirube.readers.grid_rows import filled_cells
from shirube.readers.heading_tables import FoundTable
from shirube.readers.headings import find_heading_year, is_only_year
from shirube.readers.layout_names import COLUMNS
from shirube.readers.layout_reader import read_tables
from shirube.readers.records import heading_word
from shirube.readers.result import ReadPlan, UnderstoodColumn
from shirube.readers.rewritten_grid import Cell
from shirube.readers.rewritten_table import Line, line_of, replace_rows, rewrite_table
from shirube.readers.stacked_sheets import stack_grids
from shirube.readers.table import Table

_YEARLY = frozenset((*AIMS, Role.ACTUAL, Role.RATE, Role.MARK, Role.DIFFERENCE, Role.PREVIOUS_MARK))
# The figure before the first target of a table is that of the year in the table before it.
_KNOWN = {Role.BASELINE: (Role.BASELINE, Role.ACTUAL), Role.ACTUAL: (Role.ACTUAL, Role.BASELINE)}
# Of one indicator there is one of these in all years.
_ONCE = frozenset((Role.UNIT, Role.NUMBER, Role.DIRECTION, Role.BODY, Role.GOAL, Role.BASELINE, Role.PAGE))
_NAMES = frozenset((Role.INDICATOR, Role.LEVEL))
_REMEDY = "別々の計画であれば、表ごとに別のファイルかシートに分けてください。"


class FoundPlan(Struct, frozen=True):
    """A plan as read, the table it was read from, and the lines of the file that belong below it."""

    read: ReadPlan
    found: FoundTable
    further: Sequence[Sequence[str]] = ()


def fold_name(text: str) -> str:
    """A name without its spaces, in one width."""
    return "".join(fold_width(text).split())


def list_years(read: ReadPlan) -> set[FiscalYear]:
    """The years of the figures and marks of a plan's table."""
    return {item.column.year for item in read.columns if item.column.role in _YEARLY and item.column.year}


def join_pair(
    old: FoundPlan, new: FoundPlan, matches: Mapping[str, str], said: Finding, *, is_turned: bool = False
) -> FoundPlan | None:
    """Both as one plan, the older to the left; None where they contradict each other, or something is lost.

    ``matches`` gives keys of the older by those of the newer; ``is_turned`` says that the newer stands first
    in the file. ``said`` is the finding for the officer, and takes the place of those of the same code.
    """
    if old.read.totals or new.read.totals:
        return None
    pair = _Pair(old, new, {new.read.rows[key]: old.read.rows[of] for key, of in matches.items()})
    twins = pair.find_twins()
    if twins is None or not pair.can_place_all(twins):
        return None
    both = (new, old) if is_turned else (old, new)
    found = FoundTable(
        pair.write(twins, is_turned=is_turned),
        COLUMNS,
        roles=tuple(dict.fromkeys(role for one in both for role in _list_roles(one))),
        findings=(said, *(one for item in both for one in item.found.findings if one.code != said.code)),
        latest=tuple(dict.fromkeys((*old.found.latest, *new.found.latest))),
        bare=frozenset(_list_bare(old.read) | _list_bare(new.read)),
    )
    lines = [line for one in both for line in one.further]
    reads = read_tables([found], lines)
    if len(reads) != 1 or not pair.keeps_all(reads[0], matches):
        return None
    # A goal whose year nobody said has none because another table stands beside it.
    if any(map(_has_undated_goal, (old.read, new.read))) and not _has_undated_goal(reads[0]):
        return None
    kept = [one for item in both for one in item.read.findings if one.code == "hidden-cells"]
    kept = [one for one in kept if one not in reads[0].findings]
    return FoundPlan(replace(reads[0], findings=(*reads[0].findings, *kept)), found, lines)


def say_joined(read: ReadPlan, code: str, message: str) -> Finding:
    """The finding that tables of the sheet of ``read`` are one plan now, and how to keep them apart."""
    return Finding(
        code=code,
        level=Level.INFORMATION,
        place=Place(file=read.grid.file, sheet=read.grid.name),
        message=message,
        remedy=_REMEDY,
    )


def _list_roles(item: FoundPlan) -> tuple[tuple[str, Role], ...]:
    """The headings of the table as written, and what each was taken for."""
    own = ((one.column.title, one.column.role) for one in item.read.columns if one.column.title)
    return item.found.roles or tuple(own)


def _has_undated_goal(read: ReadPlan) -> bool:
    return any(item.column.role is Role.TARGET and item.column.year is None for item in read.columns)


def add_level(
    plan: FoundPlan, heading: str, name: str, rename: Callable[[str], str] = str
) -> FoundPlan | None:
    """The plan with a level of one node above all its rows; None where these have a tree of their own.

    ``rename`` is asked for each of its other headings.
    """
    if any(item.column.role is Role.LEVEL for item in plan.read.columns):
        return None
    table = plan.found.table
    depth = max(table.heading_rows, 1)
    headings = [(heading, *[""] * (depth - 1)), *(tuple(map(rename, texts)) for texts in table.headings)]
    width = len(table.headings)
    body: list[Line] = [[name, *(Cell(row, column) for column in range(width))] for row in table.body]
    # Names below no heading are told by standing first: behind a level nothing would tell them.
    shifted: dict[int, tuple[Role, FiscalYear | None]] = {
        item.index + 1: (Role.INDICATOR, None)
        for item in plan.read.columns
        if item.column.role is Role.INDICATOR and not any(item.column.headings)
    }
    shifted |= {column + 1: role for column, role in table.stated.items()}
    rewritten = replace(replace_rows(table, headings, body), stated=shifted)
    rewritten = replace(rewritten, is_baseline_settled=table.is_baseline_settled)
    found = replace(plan.found, table=rewritten, layout=COLUMNS, roles=_list_roles(plan))
    reads = read_tables([found], plan.further)
    return FoundPlan(reads[0], found, plan.further) if len(reads) == 1 else None


def _list_bare(read: ReadPlan) -> set[FiscalYear]:
    """The years that were taken for those of actuals because nothing else stood above them."""
    return {
        item.column.year
        for item in read.columns
        if item.column.role is Role.ACTUAL and item.confidence <= BARE_YEAR and item.column.year
    }


class _Twin(Struct, frozen=True):
    """A column of the newer table that says what one of the older says, by their places."""

    new: int
    old: int


class _Pair:
    """Two tables; ``rows`` pairs rows of the newer with those of the older.

    ``kept`` are the columns of the older that anything stands in: blank ones would part its figures from
    those of the newer.
    """

    def __init__(self, old: FoundPlan, new: FoundPlan, rows: dict[int, int]) -> None:
        self.old, self.new, self.rows = old, new, rows
        self.tables = table, _ = old.found.table, new.found.table
        known = {*table.stated, *(item.index for item in old.read.columns)}
        self.kept = [
            column
            for column, texts in enumerate(table.headings)
            if column in known or any(texts) or any(table.grid.rows[row][column] != "" for row in table.body)
        ]
        self.levels = [
            [item.index for item in one.read.columns if item.column.role in _NAMES] for one in (old, new)
        ]

    def find_twins(self) -> list[_Twin] | None:
        """Columns of the newer table that say nothing new; None where the tables contradict each other."""
        twins: list[_Twin] = []
        known = _index_columns(self.old.read.columns)
        for item in self.new.read.columns:
            role, year = item.column.role, item.column.year
            if role in _NAMES:
                continue
            if role in _YEARLY and year is None and self.rows:
                return None
            like = [self.old.read.columns[place] for place in _find_like(known, item.column)]
            same = [one for one in like if self._agree(one, item)]
            contradicts = bool(like) and (role in _YEARLY or role in _ONCE)
            if same:
                twins.append(_Twin(item.index, same[0].index))
            elif contradicts or (role is Role.BASELINE and self._has_begun()):
                return None
        return twins

    def _has_begun(self) -> bool:
        """True where the older table says itself from where its goals begin, or what was reached."""
        return any(item.column.role in (Role.BASELINE, Role.ACTUAL) for item in self.old.read.columns)

    def _agree(self, old: UnderstoodColumn, new: UnderstoodColumn) -> bool:
        left, right = (table.grid.rows for table in self.tables)
        pairs = ((left[of][old.index], right[row][new.index]) for row, of in self.rows.items())
        return all(cell in ("", own) or fold_name(str(cell)) == fold_name(str(own)) for own, cell in pairs)

    def can_place_all(self, twins: Sequence[_Twin]) -> bool:
        """True where the rows and lines of the newer table that the older lacks find their place."""
        new = self.tables[1]
        known = {text for row in self.tables[0].body for text in filled_cells(self.tables[0].grid.rows[row])}
        rows = set(self.new.read.rows.values())
        if any(set(filled_cells(new.grid.rows[row])) - known for row in new.body if row not in rows):
            return False
        # A level that only the newer has cannot be given to rows of the older.
        own, its = map(len, self.levels)
        is_told = own == its or (own > its == 1) or rows <= self.rows.keys()
        return is_told and len(twins) < len(self.new.read.columns)

    def write(self, twins: Sequence[_Twin], *, is_turned: bool) -> Table:
        """The joined table; ``is_turned`` where the newer stands first in the file."""
        old, new = self.tables
        source, start = _put_together(old.grid, new.grid)
        skipped = {twin.new for twin in twins} | set(self._list_blank())
        columns = [
            item
            for item in self.new.read.columns
            if item.index not in skipped and item.column.role not in _NAMES
        ]
        depth = max(old.heading_rows, 2)
        headings = [*self._left_headings(depth), *(_head(item, self.new.read, depth) for item in columns)]
        (first, at), (second, behind) = ((new, start), (old, 0)) if is_turned else ((old, 0), (new, start))
        known = self._list_nodes()
        above = _lines_around(source, [(first.above, at)], known)
        below = _lines_around(
            source, [(first.below, at), (second.above, behind), (second.below, behind)], known
        )
        below = [line for line in below if line not in above]
        body = self._write_rows(start, columns, twins)
        table = rewrite_table(source, headings, list(body), above=above, below=below)
        stated = {place: old.stated[column] for place, column in enumerate(self.kept) if column in old.stated}
        return replace(table, stated=stated, is_baseline_settled=old.is_baseline_settled)

    def _list_nodes(self) -> set[str]:
        """The names of the levels: a line that says one of them is no further remark."""
        return {
            str(table.grid.rows[row][item.index]).strip()
            for one, table in zip((self.old, self.new), self.tables, strict=True)
            for item in one.read.columns
            if item.column.role is Role.LEVEL
            for row in table.body
        }

    def _list_blank(self) -> Iterator[int]:
        """Columns of the newer table in which nothing stands, but for those of years to come."""
        table = self.tables[1]
        for item in self.new.read.columns:
            cells = (table.grid.rows[row][item.index] for row in table.body)
            if item.column.role not in _YEARLY and all(cell == "" for cell in cells):
                yield item.index

    def _left_headings(self, depth: int) -> Iterator[tuple[str, ...]]:
        known = {item.index: item for item in self.old.read.columns}
        for index in self.kept:
            item = known.get(index)
            texts = self.tables[0].headings[index]
            yield _fit(texts, depth) if item is None else _head(item, self.old.read, depth)

    def _write_rows(
        self, start: int, columns: Sequence[UnderstoodColumn], twins: Sequence[_Twin]
    ) -> Iterator[Line]:
        """Rows in the order of the older table; those it lacks come behind the one that they follow."""
        old = self.tables[0]
        of = {row: other for other, row in self.rows.items()}
        following = self._place_further()
        for row in (None, *old.body):
            if row is not None:
                own: Line = [Cell(row, column) for column in self.kept]
                other = of.get(row)
                yield [*own, *("" if other is None else Cell(other + start, item.index) for item in columns)]
            for other in following.get(row, ()):
                said = {twin.old: Cell(other + start, twin.new) for twin in twins}
                mine = {**said, **self._name(other, start)}
                line: Line = [mine.get(column, "") for column in self.kept]
                yield [*line, *(Cell(other + start, item.index) for item in columns)]

    def _name(self, row: int, start: int) -> Mapping[int, Cell | str]:
        """The names of a row that only the newer table has, in the columns of the older.

        Where the newer has no levels, the row stands in none: blank cells would go on with the one above.
        """
        own, its = self.levels
        if len(own) == len(its):
            return {column: Cell(row + start, other) for column, other in zip(own, its, strict=True)}
        roles = {item.index: item.column.role for item in self.old.read.columns}
        name = next((column for column in own if roles[column] is Role.INDICATOR), own[-1])
        return {**dict.fromkeys(own, NO_LEVEL), name: Cell(row + start, its[0])}

    def _place_further(self) -> dict[int | None, list[int]]:
        """Rows of the newer table by the row of the older that each comes behind, None for before all."""
        places: dict[int | None, list[int]] = {}
        last: int | None = None if self.rows else self.tables[0].body[-1]
        rows = set(self.new.read.rows.values())
        for row in self.tables[1].body:
            if row in self.rows:
                last = self.rows[row]
            elif row in rows:
                places.setdefault(last, []).append(row)
        return places

    def keeps_all(self, read: ReadPlan, matches: Mapping[str, str]) -> bool:
        """True where every indicator still stands below the same nodes, and no figure or unit is gone."""
        labels, own, joined = map(_label_all, (self.old.read, self.new.read, read))
        named = {key: labels.get(matches.get(key, ""), label) for key, label in own.items()}
        facts = set(_list_facts(read, joined))
        both = {*_list_facts(self.old.read, labels), *_list_facts(self.new.read, named)}
        return len(set(joined.values())) == len(joined) and both <= facts


_Label = tuple[str, ...]


def _label_all(read: ReadPlan) -> dict[str, _Label]:
    """The names that lead to each indicator, by its key."""
    return {
        item.key: tuple(filter(None, (*(node.name for node in path), item.name)))
        for path, item in read.plan.rows
    }


def _list_facts(
    read: ReadPlan, labels: dict[str, _Label]
) -> Iterator[tuple[_Label, str, FiscalYear | None, str]]:
    """Every unit, figure and mark with the names that lead to it, by its kind, its year and its text."""
    for item in read.plan.indicators:
        facts = [
            ("unit", None, item.unit),
            *(("target", one.year, one.reading.text) for one in item.targets),
            *(("actual", one.year, one.reading.text) for one in item.actuals),
            *(("mark", one.year, one.mark) for one in item.published),
            *(("rate", one.year, one.rate) for one in item.published),
        ]
        yield from ((labels[item.key], kind, year, fold_name(text)) for kind, year, text in facts if text)


def _index_columns(columns: Sequence[UnderstoodColumn]) -> Mapping[tuple[object, ...], list[int]]:
    """The places of columns by all that may tell them: role; role and title; role, year and part."""
    known: dict[tuple[object, ...], list[int]] = {}
    for place, item in enumerate(columns):
        one = item.column
        for key in ((one.role,), (one.role, fold_name(one.title)), (one.role, one.year, one.part)):
            known.setdefault(key, []).append(place)
    return known


def _find_like(known: Mapping[tuple[object, ...], list[int]], new: Column) -> list[int]:
    """Those that are to say the same of the same year as a column of the newer table."""
    role = new.role
    if role in _YEARLY or role is Role.BASELINE:
        keys = [(one, new.year, new.part) for one in _KNOWN.get(role, (role,))]
        return sorted(place for key in keys for place in known.get(key, ()))
    return known.get((role,) if role in _ONCE else (role, fold_name(new.title)), [])


def _head(item: UnderstoodColumn, read: ReadPlan, depth: int) -> tuple[str, ...]:
    """The headings of a column, with the year where it is said only above the table."""
    column = item.column
    headings = tuple(text for text in column.headings if text)
    year = column.year
    if column.role in _YEARLY and item.confidence <= BARE_YEAR and year:
        return _fit((year.render(), heading_word(column.role)), depth)
    if column.role in _NAMES or column.role in _ONCE:
        own = _fit(headings, min(len(headings), depth)) if headings else ()
        return (*own, *[""] * (depth - len(own)))
    if any(map(find_heading_year, headings)):
        return _fit(headings, depth)
    if year is None and len(years := list_years(read)) == 1:
        # Texts of a table of one year are of that year.
        (year,) = years
    return _fit((year.render(), *headings) if year else headings, depth)


def _fit(headings: tuple[str, ...], depth: int) -> tuple[str, ...]:
    """The headings in so many rows: the upper ones in one, or the upmost repeated."""
    texts = headings or ("",)
    if len(texts) > depth:
        texts = (" ".join(texts[: len(texts) - depth + 1]), *texts[len(texts) - depth + 1 :])
    return (*[texts[0]] * (depth - len(texts)), *texts)


def _put_together(old: Grid, new: Grid) -> tuple[Grid, int]:
    """One grid for both tables, and at which of its rows that of the newer begins.

    Tables of one sheet need no other: thousands of copies of a long one would fill the memory.
    """
    if old is new:
        return old, 0
    stacked = stack_grids([old, new])
    return stacked, stacked.parts[1][0]


def _lines_around(
    source: Grid, around: Sequence[tuple[Sequence[int], int]], known: Collection[str]
) -> list[Line]:
    """These rows of the tables as lines, each once; without those of a year alone or of a ``known`` name."""
    lines: dict[tuple[str, ...], Line] = {}
    for rows, start in around:
        for row in rows:
            texts = tuple(filled_cells(source.rows[row + start]))
            is_said = all(is_only_year((text,)) or text in known for text in texts)
            if not is_said and texts not in lines:
                lines[texts] = line_of(source, row + start)
    return list(lines.values())
