"""Baseline, target and actual chained in one cell: 従前値:246戸(24年度)⇒目標値:263戸⇒実績値:263戸(100%).

Each line with such a cell becomes one record. Its parts are read by chain_links.py, what a heading says of
them by chain_orders.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shirube.core.fiscal_year import FiscalYear, fold_width
from shirube.core.form import AIMS, Role
from shirube.core.pattern import late_pattern
from shirube.readers.cell_kinds import are_words_of_progress
from shirube.readers.cell_years import find_cell_year
from shirube.readers.chain_links import NOTE_BEHIND, ORDER, Link, name_before, read_links
from shirube.readers.chain_orders import ChainOrder, find_orders, is_order, tells_reached
from shirube.readers.chain_parts import ARROW, split_first_part
from shirube.readers.grid import Grid
from shirube.readers.grid_rows import filled_cells
from shirube.readers.group_lines import GroupPath
from shirube.readers.headings import find_heading_year, match_heading
from shirube.readers.legend import is_mark
from shirube.readers.line_words import find_context
from shirube.readers.records import SINGLE_ROLES, Record, heading_word, make_table
from shirube.readers.rewritten_grid import Cell
from shirube.readers.rewritten_table import line_of
from shirube.readers.surroundings import is_note, understand_surroundings
from shirube.readers.table import Table
from shirube.readers.values import cell_text

_MARK_BEHIND_LABEL = late_pattern(r"(?:目標)?(?:達成度|達成状況|評価|判定|結果)\s*[:：]?\s*(?P<mark>\S{1,4})")
# A label is set off by a number, a colon or a space: 「指標の数」 is a name.
_NAME_LABEL = late_pattern(r"^(?:成果|評価|数値)?指標(?:名|項目)?(?:\s*[①-⑳\d]+\s*[::]?|\s*[::]|\s)\s*")
_RATE_BEHIND = late_pattern(r"(?<!\s)\s*[((](?P<rate>\d+(?:\.\d+)?\s*[%%])[))]\s*$")
# The outcome that a text states in brackets, where the table has no column for it.
_MARK_IN_WORDS = late_pattern(r"[((](?P<mark>(?:目標)?(?:未達成|達成|一部達成))[))]")
# So many rows whose chains cannot be read may stand between headings and the first that can.
_UNREAD_FIRST = 5
# What a column is called that keeps chains which could not be read.
_UNREAD = "矢印でつないだ値"
_CURRENT = late_pattern(r"現状|現況|現在|最新|直近")


# 延べ 300人 has no name.
_SHORTEST_NAME = 3

# The column of a chained cell and its parts.
_Chain = tuple[int, tuple[Link, ...]]


def find_chain_table(grid: Grid, *, among_texts: bool = False) -> Table | None:
    """The table of a grid whose cells chain baseline, target and actual; None where fewer than half do.

    ``among_texts`` takes also fewer: told_chains.py has looked at each.
    """
    orders = find_orders(grid)
    found = {row: chain for row in range(grid.height) if (chain := _find_chain(grid, row, orders))}
    filled = [row for row in range(grid.height) if filled_cells(grid.rows[row])]
    if not found or (not among_texts and len(found) * 2 < len(filled) - min(found)):
        return None
    context = find_context([text for row in filled for text in filled_cells(grid.rows[row])])
    head = _find_heading(grid, filled, found)
    columns = _understand_columns(grid, head, found)
    reader = _ChainReader(grid, columns, context, {column: order.years for column, order in orders.items()})
    reader.reported = _find_reported(grid, [row for row in filled if row < min(found) and row != head])
    groups = _find_groups(grid, filled, found, head)
    path = GroupPath()
    records: list[Record] = []
    for row in filled:
        if row in groups:
            path.open(filled_cells(grid.rows[row])[0])
        elif row in found:
            records.append(reader.read(row, *found[row]))
            records[-1].groups = path.use()
        elif unread := _find_unread(grid, row, found, head):
            records.append(reader.keep(row, unread[0]))
            records[-1].groups = path.use()
    depth = max(len(record.groups) for record in records)
    for record in records:
        record.groups = (*record.groups, *[""] * (depth - len(record.groups)))
    first = min(found)
    above = [line_of(grid, row) for row in filled if row < first and row not in (head, *groups)]
    read = {*found, *groups, *(record.at.row for record in records)}
    below = [line_of(grid, row) for row in filled if row > first and row not in read]
    levels = ["区分" if place == 0 else f"区分{place + 1}" for place in range(depth)]
    return make_table(grid, records, levels=levels, above=above, below=below)


def _find_chain(grid: Grid, row: int, orders: Mapping[int, ChainOrder]) -> _Chain | None:
    """The first chain of a row that is understood."""
    for column in range(grid.width):
        order = orders[column].roles if column in orders else ORDER
        if links := read_links(cell_text(grid, row, column), order):
            return column, links
    return None


def _find_reported(grid: Grid, above: Sequence[int]) -> FiscalYear | None:
    """The year of which the lines above tell what was reached: 令和6年度 KPI実績報告."""
    lines = [" ".join(filled_cells(grid.rows[row])) for row in above]
    return understand_surroundings(lines, ()).year if any(map(tells_reached, lines)) else None


def is_named_by_chain(table: Table) -> bool:
    """True where a row has no name but its chain: that stands in another line."""
    names = [column for column, texts in enumerate(table.headings) if heading_word(Role.INDICATOR) in texts]
    return any(ARROW.search(cell_text(table.grid, row, column)) for row in table.body for column in names)


def _find_unread(grid: Grid, row: int, found: Mapping[int, _Chain], head: int | None) -> list[int]:
    """The columns in which a row between chains, or below the headings, holds one that could not be read."""
    if not (min(found) if head is None else head) < row < max(found):
        return []
    texts = ((column, cell_text(grid, row, column)) for column in range(grid.width))
    return [column for column, text in texts if len(ARROW.split(text)) > 1 and any(map(str.isdigit, text))]


def _find_groups(
    grid: Grid, filled: Sequence[int], found: Mapping[int, _Chain], head: int | None
) -> frozenset[int]:
    """Lines of one cell between the rows, which head those below them: 目標1 安全・安心."""
    first = min(found) if head is None else head
    return frozenset(
        row
        for row in filled
        if first < row < max(found)
        and row not in found
        and len(filled_cells(grid.rows[row])) == 1
        and not is_note(filled_cells(grid.rows[row])[0])
        and not ARROW.search(filled_cells(grid.rows[row])[0])
    )


def _find_heading(grid: Grid, filled: Sequence[int], found: Mapping[int, _Chain]) -> int | None:
    """The row of headings directly above the first chain, None where there is none."""
    above = [row for row in filled if row < min(found)]
    while len(above) > 1 and len(filled_cells(grid.rows[above[-1]])) == 1:
        above.pop()  # 目標1 安全・安心 below the headings
    if not above or len(filled_cells(grid.rows[above[-1]])) < 2:
        return None
    # Rows whose chains cannot be read may stand between the headings and the first that can.
    for row in reversed(above[-_UNREAD_FIRST:]):
        known = [text for text in filled_cells(grid.rows[row]) if match_heading(text) or is_order(text)]
        if len(known) >= 2:
            return row
    return None


def _understand_columns(
    grid: Grid, head: int | None, found: Mapping[int, _Chain]
) -> dict[int, tuple[Role | None, str]]:
    """Role and heading of each column; without headings the first one that is no number names the row."""
    columns: dict[int, tuple[Role | None, str]] = {}
    for column in range(grid.width):
        title = cell_text(grid, head, column) if head is not None else ""
        word = match_heading(title) if title else None
        role = word.role if word else None
        if role is None and title and are_words_of_progress([cell_text(grid, row, column) for row in found]):
            role = Role.MARK
        columns[column] = (role, title)
    roles = {role for role, _ in columns.values()}
    if Role.INDICATOR not in roles and not all(
        _name_in_chain(cell_text(grid, row, place)) for row, (place, _) in found.items()
    ):
        plain = (column for column in columns if _is_text_column(grid, column, found))
        name = next(plain, None)
        if name is not None:
            columns[name] = (Role.INDICATOR, columns[name][1])
    return columns


def _name_in_chain(text: str) -> str:
    """The name before the figures of a chain: 処理率 70%→72%; "" for none, or a label: 従前値 70%."""
    first = ARROW.split(text)[0]
    name = split_first_part(first)[0] or name_before(first)[0]
    return name if len(name) >= _SHORTEST_NAME and not match_heading(name) else ""


def _is_text_column(grid: Grid, column: int, found: Mapping[int, _Chain]) -> bool:
    cells = [cell_text(grid, row, column) for row, (place, _) in found.items() if place != column]
    return bool(cells) and any(cells) and not any(cell.strip("().（）").isdigit() for cell in cells if cell)


class _ChainReader:
    """Reads the rows with chains; ``columns`` gives role and heading of each column."""

    def __init__(
        self,
        grid: Grid,
        columns: Mapping[int, tuple[Role | None, str]],
        context: FiscalYear | None,
        years: Mapping[int, Mapping[Role, FiscalYear]],
    ) -> None:
        self.years = years
        self.grid = grid
        self.columns = columns
        self.context = context
        # Of which year the whole tells; a goal and a result that name none are compared in it.
        self.reported: FiscalYear | None = None

    def read(self, row: int, column: int, links: Sequence[Link]) -> Record:
        """The record of a row whose chain stands in ``column``."""
        record = self._begin(row, column)
        if note := NOTE_BEHIND.search(self._text(row, column)):
            record.single[Role.NOTE] = Cell(row, column, note[0].strip())
        said = self.years.get(column, {})
        years = {link.role: find_cell_year(link.text, self.context) or said.get(link.role) for link in links}
        if not any(years.values()) and {Role.TARGET, Role.ACTUAL} <= years.keys():
            years |= {Role.TARGET: self.reported, Role.ACTUAL: self.reported}
        target = years.get(Role.TARGET)
        for link in links:
            cell = Cell(row, column, link.text)
            if link.role is Role.BASELINE:
                record.single[Role.BASELINE] = cell
                record.baseline_year = said.get(Role.BASELINE)
                continue
            rate = _RATE_BEHIND.search(link.text) if link.role is Role.ACTUAL else None
            # An actual without a year of its own is that of the target's year, which it is compared with.
            year = find_cell_year(link.text, self.context) or years[link.role] or target
            record.put(link.role, year, Cell(row, column, link.text[: rate.start()]) if rate else cell)
            if rate:
                record.put(Role.RATE, year, Cell(row, column, rate["rate"]))
        return self._put_others(record, row, column)

    def keep(self, row: int, column: int) -> Record:
        """The record of a row whose chain in ``column`` says nothing that is understood."""
        record = self._begin(row, column)
        record.put_extra(_UNREAD, Cell(row, column))
        return self._put_others(record, row, column)

    def _begin(self, row: int, column: int) -> Record:
        """A record with its name, which may stand before the chain in its cell."""
        name_column = self._find_name(row, column)
        name = self._text(row, name_column)
        if name_column == column:
            first = ARROW.split(name)[0]
            name = split_first_part(first)[0] or name_before(first)[0] or name
        return Record(_clean_name(name), Cell(row, name_column))

    def _put_others(self, record: Record, row: int, column: int) -> Record:
        for place in range(self.grid.width):
            text = self._text(row, place)
            if text and place not in (record.at.column, column):
                _put_beside(record, Cell(row, place), text, self.columns[place], self.context)
        return record

    def _find_name(self, row: int, column: int) -> int:
        named = (place for place, (role, _) in self.columns.items() if role is Role.INDICATOR)
        first = next((place for place in range(self.grid.width) if self._text(row, place)), column)
        if Role.INDICATOR not in {role for role, _ in self.columns.values()}:
            first = column if _name_in_chain(self._text(row, column)) else first
        return next((place for place in named if self._text(row, place)), first)

    def _text(self, row: int, column: int) -> str:
        return cell_text(self.grid, row, column)


def _put_beside(
    record: Record, cell: Cell, text: str, heading: tuple[Role | None, str], context: FiscalYear | None
) -> None:
    """A cell beside the chain: by its heading, else a text in which a mark may stand; nothing is left out."""
    role, title = heading
    year = next(iter(record.years(Role.ACTUAL)), None)
    own = find_cell_year(text, context) or find_heading_year(title)
    if role is Role.BASELINE and Role.BASELINE in record.single and own and _CURRENT.match(title):
        role = Role.ACTUAL  # 現状値 beside 79%(平成20)→95%(平成32)
    if role in (Role.MARK, Role.RATE):
        record.put(role, year, cell)
    elif role in AIMS and find_heading_year(title):
        record.put(Role.TARGET, find_heading_year(title), cell)
    elif role is Role.ACTUAL and year is None:
        # Behind a chain of baseline and target only.
        record.put(role, own or next(iter(record.years(Role.TARGET)), None), cell)
    elif (
        role is None and not title and (mark := _MARK_BEHIND_LABEL.fullmatch(text)) and is_mark(mark["mark"])
    ):
        record.put(Role.MARK, year, Cell(cell.row, cell.column, mark["mark"]))
    elif role in SINGLE_ROLES and role not in record.single and role is not Role.BASELINE:
        record.single[role] = cell
    elif title:
        record.extras.setdefault(title, cell)
    elif Role.STATUS not in record.single:
        record.single[Role.STATUS] = cell
    else:
        record.extras.setdefault(f"{cell.column + 1}列目", cell)
    if Role.MARK not in {known for known, _ in record.yearly} and (mark := _MARK_IN_WORDS.search(text)):
        record.put(Role.MARK, year, Cell(cell.row, cell.column, mark["mark"]))


def _clean_name(text: str) -> str:
    """「指標①:「水洗化戸数」」 without its label and quotation marks."""
    name = _NAME_LABEL.sub("", text.strip()).strip()
    folded = fold_width(name)
    return name[1:-1].strip() if folded.startswith("「") and folded.endswith("」") else name
