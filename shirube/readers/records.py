"""Indicators found in a table of any layout, before they are written as one row each.

Layout readers collect records; ``make_table`` turns them into a table with one row per indicator, which is
then understood like any other. Values are not read here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from shirube.core.fiscal_year import FiscalYear, find_fiscal_years
from shirube.core.form import Role
from shirube.readers.grid import Grid, Span
from shirube.readers.line_words import is_total
from shirube.readers.merge_reach import MergeReach
from shirube.readers.rewritten_grid import Cell
from shirube.readers.rewritten_table import Line, rewrite_table
from shirube.readers.source import MAX_CELLS, MAX_COLUMNS, may_hold
from shirube.readers.table import Table
from shirube.readers.values import cell_text

# Headings of the rewritten table: words that headings.py knows, so that they are read back as meant.
_WORDS: dict[Role, str] = {
    Role.INDICATOR: "指標名",
    Role.UNIT: "単位",
    Role.DIRECTION: "目指す方向",
    Role.BODY: "担当課",
    Role.GOAL: "目標とする姿",
    Role.BASELINE: "基準値",
    Role.STATUS: "実施状況",
    Role.ISSUE: "課題",
    Role.NOTE: "備考",
    Role.PAGE: "頁",
    Role.NUMBER: "番号",
    Role.TARGET: "目標値",
    Role.ACTUAL: "実績値",
    Role.RATE: "達成率",
    Role.MARK: "評価",
    Role.DIFFERENCE: "目標と実績の差",
    Role.PREVIOUS_MARK: "前年度評価",
}
# Behind the title of an extra that has the same as another; its words say nothing about its role then.
FURTHER = "（{}つ目）"
# The title of the column of extras for which there is no room.
_FOLDED = "そのほか"

_YEARLY = (Role.TARGET, Role.ACTUAL, Role.RATE, Role.DIFFERENCE, Role.MARK)
_BEFORE = (Role.NUMBER, Role.INDICATOR, Role.UNIT, Role.DIRECTION, Role.BODY, Role.GOAL, Role.BASELINE)
_BEHIND = (Role.PREVIOUS_MARK, Role.STATUS, Role.ISSUE, Role.PAGE, Role.NOTE)
# What an indicator has once, not by year, and has a column for in the rewritten table.
SINGLE_ROLES = (*_BEFORE, *_BEHIND)


def heading_word(role: Role) -> str:
    """The heading that says a role and nothing else, so that it is read back as meant."""
    return _WORDS.get(role) or {Role.LEVEL: "施策", Role.FINAL_TARGET: "最終目標値"}.get(role, role.value)


class Slot(Struct, frozen=True):
    """What a cell of a yearly role stands for: its year, None where nobody says, and which of several."""

    year: FiscalYear | None
    part: str = ""


class Record(Struct):
    """One indicator as found: name, the group lines above it, and its cells by role and year."""

    name: str
    at: Cell
    groups: tuple[str, ...] = ()
    # Whether it is known to add up the rows below it, whatever its name.
    is_sum: bool = False
    # Group lines above it that no column holds, from the top down; they come before ``groups`` in the end.
    lines: tuple[str, ...] = ()
    # The name that it shares with the rows below it, where words of its figures stand behind that.
    whole: str = ""
    baseline_year: FiscalYear | None = None
    single: dict[Role, Cell] = field(default_factory=dict)
    yearly: dict[tuple[Role, Slot], Cell] = field(default_factory=dict)
    extras: dict[str, Cell] = field(default_factory=dict)
    # Extras that are figures of a year nobody says, as are those in their own place.
    undated: dict[str, Role] = field(default_factory=dict)
    # Extras whose titles sound like figures of the plan, and which are none.
    kept: set[str] = field(default_factory=set)
    # Those of ``yearly`` that stand beside the years of a line and not below them: 目標値(R9).
    beside: set[tuple[Role, Slot]] = field(default_factory=set)
    # The next number that may be free behind a title: not all are tried for the last of thousands.
    numbers: dict[str, int] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """The name, or where an activity's cell holds it, that cell."""
        return self.name or next((text for text in reversed(self.groups) if text), "")

    @property
    def is_total(self) -> bool:
        """True for 合計, and for 給付費 beside a 合計 in the column of groups."""
        return self.is_sum or is_total(self.label) or (bool(self.groups) and is_total(self.groups[-1]))

    def put(self, role: Role, year: FiscalYear | None, cell: Cell, part: str = "", title: str = "") -> None:
        """Place a cell where nothing stands yet; a second one of the same meaning becomes an extra.

        ``title`` is what the table calls it: 二次評価 beside 一次評価.
        """
        key = (role, Slot(year, part))
        if key in self.yearly:
            name = self.put_extra(title or f"{_WORDS.get(role, role.value)}{FURTHER.format(2)}", cell)
            if year is None and role in (Role.TARGET, Role.ACTUAL):
                self.undated[name] = role
            elif role is Role.MARK and not title:
                self.kept.add(name)  # which year it may be of is not that of the title
        else:
            self.yearly[key] = cell

    def put_single(self, role: Role, cell: Cell, title: str = "") -> None:
        """Place what an indicator has once; a second one (摘要 beside 備考) becomes an extra."""
        if self.single.setdefault(role, cell) is not cell:
            self.put_extra(title or _WORDS.get(role, role.value), cell)

    def put_extra(self, title: str, cell: Cell) -> str:
        """Keep a cell under its title; of several with one title, none takes the place of another.

        Gives the title under which it is kept.
        """
        bare = title.removesuffix(FURTHER.format(2))
        name, number = title, self.numbers.get(bare, 2)
        while name in self.extras:
            name, number = f"{bare}{FURTHER.format(number)}", number + 1
        self.numbers[bare] = number
        self.extras[name] = cell
        return name

    def years(self, role: Role) -> list[FiscalYear]:
        """The years in which this record has a cell of a role, ascending."""
        return sorted(slot.year for known, slot in self.yearly if known is role and slot.year is not None)

    def repeats(self, role: Role | None, years: Collection[FiscalYear]) -> bool:
        """True where it has figures of a role already, so that more of them begin the next indicator.

        ``years`` are those of a label that no line before had: 最終目標 for a later year goes on with
        中間目標.
        """
        known = [slot.year for own, slot in self.yearly.keys() - self.beside if own is role]
        return bool(known) and not (years and set(years).isdisjoint(known))


class _Head(Struct, frozen=True):
    """A column of the rewritten table."""

    role: Role
    slot: Slot | None = None
    level: int | None = None
    extra: str = ""

    def words(self) -> tuple[str, str]:
        if self.level is not None:
            return "", ""
        if self.role is Role.EXTRA:
            return self.extra, ""
        word = _WORDS[self.role]
        if self.slot is None or self.slot.year is None:
            return (word if self.slot is None or not self.slot.part else f"{self.slot.part}{word}"), ""
        return self.slot.year.render(), f"{self.slot.part}{word}"


def make_table(
    source: Grid,
    records: Sequence[Record],
    *,
    levels: Sequence[str] = (),
    above: Sequence[Line] = (),
    below: Sequence[Line] = (),
) -> Table:
    """The records as a table with one row per indicator. ``above`` and ``below`` are lines around it."""
    _date_baselines(source, records)
    heads = _collect_heads(records, levels)
    if not may_hold(len(records), len(heads)):
        _fold_extras(source, records, len(heads))
        heads = _collect_heads(records, levels)
    words = [(levels[head.level], "") if head.level is not None else head.words() for head in heads]
    body = [[_cell_of(record, head) for head in heads] for record in records]
    table = rewrite_table(source, words, body, above=above, below=below)
    marks: dict[tuple[Role, Slot], int] = {
        (head.role, head.slot): index
        for index, head in enumerate(heads)
        if head.role is Role.MARK and head.slot is not None
    }
    merges = tuple(_find_joint_marks(source, records, marks, table.top + table.heading_rows))
    return replace(
        table,
        grid=replace(table.grid, merges=merges),
        stated=_find_undated(heads, records),
    )


def _fold_extras(source: Grid, records: Sequence[Record], width: int) -> None:
    """Of thousands of titles, each over a few cells, the last have one column, where each cell has its title.

    ``width`` is the number of all columns; a table of as many columns as rows would fill the memory.
    """
    titles = list(dict.fromkeys(name for record in records for name in record.extras))
    room = min(MAX_COLUMNS, MAX_CELLS // len(records)) - (width - len(titles)) - 1
    folded = frozenset(titles[max(room, 0) :])
    for record in records:
        others = {name: cell for name, cell in record.extras.items() if name in folded}
        if not others:
            continue
        texts = (
            f"{name}：{cell_text(source, cell.row, cell.column) if cell.text is None else cell.text}"
            for name, cell in others.items()
        )
        at = next(iter(others.values()))
        record.extras = {name: cell for name, cell in record.extras.items() if name not in folded}
        record.put_extra(_FOLDED, Cell(at.row, at.column, "\n".join(texts)))


def _date_baselines(source: Grid, records: Sequence[Record]) -> None:
    """Baselines of different years say so in their cells, where their headings said it before."""
    based = [record for record in records if Role.BASELINE in record.single]
    if len({record.baseline_year for record in based}) < 2:
        return
    for record in based:
        cell, year = record.single[Role.BASELINE], record.baseline_year
        text = cell_text(source, cell.row, cell.column) if cell.text is None else cell.text
        if year and text and not next(find_fiscal_years(text, year), None):
            record.single[Role.BASELINE] = Cell(cell.row, cell.column, f"{text}({year.render()})")


def _find_undated(
    heads: Sequence[_Head], records: Sequence[Record]
) -> dict[int, tuple[Role, FiscalYear | None]]:
    """Figures whose year nobody knows shall not be given that of the others, nor extras taken for figures."""
    extras = {name: Role.EXTRA for record in records for name in record.kept}
    extras |= {name: role for record in records for name, role in record.undated.items()}
    found: dict[int, tuple[Role, FiscalYear | None]] = {}
    for index, head in enumerate(heads):
        if head.slot is not None and head.slot.year is None and head.role is not Role.BASELINE:
            found[index] = (head.role, None)
        elif head.extra in extras:
            found[index] = (extras[head.extra], None)
    return found


def _find_joint_marks(
    source: Grid, records: Sequence[Record], columns: Mapping[tuple[Role, Slot], int], top: int
) -> Iterator[Span]:
    """Merges of the rewritten table: marks that in the source belong to the records below as well.

    ``columns`` says where the rewritten table has each mark, ``top`` the row of its first record. A mark
    covers a further record when a merge of the source does so, or when both stand in the same row there.
    """
    reach = MergeReach(source.merges)
    for key, column in columns.items():
        start, mark = 0, None
        for number, record in enumerate(records):
            own = record.yearly.get(key)
            if own is None and mark is not None and _covers(reach, mark, record):
                continue
            if number - start > 1 and mark is not None:
                yield Span(top + start, column, top + number - 1, column)
            start, mark = number, own
        if len(records) - start > 1 and mark is not None:
            yield Span(top + start, column, top + len(records) - 1, column)


def _covers(reach: MergeReach, cell: Cell, record: Record) -> bool:
    if record.at.row <= cell.row:
        return record.at.row == cell.row
    return record.at.row <= reach.find(cell.row, cell.column)


def _collect_heads(records: Sequence[Record], levels: Sequence[str]) -> list[_Head]:
    present = {role for record in records for role in record.single}
    slots = {key for record in records for key in record.yearly}
    extras = dict.fromkeys(name for record in records for name in record.extras)
    heads = [_Head(Role.LEVEL, level=place) for place in range(len(levels))]
    named = any(record.name for record in records)
    heads += [_Head(role) for role in _BEFORE if role in present or (role is Role.INDICATOR and named)]
    stated = {record.baseline_year for record in records if Role.BASELINE in record.single}
    if len(stated) == 1 and (year := stated.pop()):
        # Baselines of different years say so in their cells; a year that all share belongs to the heading.
        heads = [_Head(head.role, Slot(year)) if head.role is Role.BASELINE else head for head in heads]
    heads += [_Head(role, slot) for role, slot in sorted(slots, key=_order)]
    heads += [_Head(role) for role in _BEHIND if role in present]
    return heads + [_Head(Role.EXTRA, extra=name) for name in extras]


def _order(key: tuple[Role, Slot]) -> tuple[bool, int, int, bool, str]:
    """By year, then by role; what came first (当初目標値, 速報実績値) before what counts."""
    role, slot = key
    return (
        slot.year is None,
        slot.year.start if slot.year else 0,
        _YEARLY.index(role),
        not slot.part,
        slot.part,
    )


def _cell_of(record: Record, head: _Head) -> Cell | str:
    if head.level is not None:
        return record.groups[head.level] if head.level < len(record.groups) else ""
    if head.role is Role.INDICATOR:
        return Cell(record.at.row, record.at.column, record.name)
    if head.role is Role.EXTRA:
        return record.extras.get(head.extra, "")
    if head.slot is not None and head.role is not Role.BASELINE:
        return record.yearly.get((head.role, head.slot), "")
    return record.single.get(head.role, "")
