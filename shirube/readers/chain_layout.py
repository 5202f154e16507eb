"""Baseline, target and actual chained in one cell: 従前値:246戸(24年度)⇒目標値:263戸⇒実績値:263戸(100%).

Each line with such a cell becomes one record.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import takewhile

from msgspec import Struct, field

from shirube.core.fiscal_year import FiscalYear, fold_width
from shirube.core.form import AIMS, Role
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.readers.cell_kinds import are_words_of_progress
from shirube.readers.cell_years import find_cell_year
from shirube.readers.chain_parts import ARROW, set_out_part, split_first_part
from shirube.readers.grid import Grid
from shirube.readers.grid_rows import filled_cells
from shirube.readers.group_lines import GroupPath
from shirube.readers.headings import clean_heading, find_heading_year, match_heading, strip_years
from shirube.readers.legend import is_mark
from shirube.readers.line_words import find_context, parse_year_cell
from shirube.readers.records import SINGLE_ROLES, Record, heading_word, make_table
from shirube.readers.rewritten_grid import Cell
from shirube.readers.rewritten_table import line_of
from shirube.readers.surroundings import is_note, understand_surroundings
from shirube.readers.table import Table
from shirube.readers.values import cell_text

_LABEL = late_pattern(r"(?P<label>[^::]{1,12})[::]\s*(?P<value>.+)", re.DOTALL)
# 従前値 3,120(H18), without a colon.
_LABEL_BEFORE = late_pattern(r"(?P<label>[^\d\s:：▲△約]{2,8})\s*(?=[▲△約\d])")
_MARK_BEHIND_LABEL = late_pattern(r"(?:目標)?(?:達成度|達成状況|評価|判定|結果)\s*[:：]?\s*(?P<mark>\S{1,4})")
# A label is set off by a number, a colon or a space: 「指標の数」 is a name.
_NAME_LABEL = late_pattern(r"^(?:成果|評価|数値)?指標(?:名|項目)?(?:\s*[①-⑳\d]+\s*[::]?|\s*[::]|\s)\s*")
_RATE_BEHIND = late_pattern(r"(?<!\s)\s*[((](?P<rate>\d+(?:\.\d+)?\s*[%%])[))]\s*$")
# The outcome that a text states in brackets, where the table has no column for it.
_MARK_IN_WORDS = late_pattern(r"[((](?P<mark>(?:目標)?(?:未達成|達成|一部達成))[))]")
# 進捗（基準値→目標値→実績値）
_BRACKETED = late_pattern(r"[(（]([^()（）]+)[)）]\s*$")
# 高齢者向け住宅の割合 0.9%(平成17): the last word of the cell is the figure.
_NAME_BEFORE = late_pattern(r"(?P<name>.*[^\d\s])\s+(?P<value>\S+)", re.DOTALL)
_PAIR = 2
# So many rows whose chains cannot be read may stand between headings and the first that can.
_UNREAD_FIRST = 5
# R12 50人/年(目標)※R2~R12の累計500人
_NOTE_BEHIND = late_pattern(r"※(?!\s*\d+\s*$)[^※⇒→➡⇨]+$")
_ORDER = (Role.BASELINE, Role.TARGET, Role.ACTUAL)
# What a column is called that keeps chains which could not be read.
_UNREAD = "矢印でつないだ値"
# Between arrows they say when a figure was taken: 策定時→現在→目標.
_NOW = late_pattern(r"(?:現在|現時点|現況|現状|直近|最新|今回|実績)(?:の?(?:数?値|実績))?")
_GOALS = late_pattern(r"数値目標|目標値|目標指標|成果目標|KPI|重要業績評価指標")
# 達成予定年度 and 中間評価年度 say when something will be.
_REACHED = late_pattern(r"実績|推移|進捗|達成(?!予定|年度|目標)|状況|結果|評価(?!指標|年度)|報告")
_CURRENT = late_pattern(r"現状|現況|現在|最新|直近")
_BEGAN = late_pattern(r"(?:計画)?(?:策定|開始)(?:時|前|当初)|当初|基準|従前|初年度")


class Link(Struct, frozen=True):
    """One part of a chain: what it is, and its text in the cell."""

    role: Role
    text: str


class _Order(Struct, frozen=True):
    """What the parts of the chains of a column are, and the years that the heading gives them."""

    roles: tuple[Role, ...]
    years: Mapping[Role, FiscalYear] = field(default_factory=dict)


# The column of a chained cell and its parts.
_Chain = tuple[int, tuple[Link, ...]]


def find_chain_table(grid: Grid, *, among_texts: bool = False) -> Table | None:
    """The table of a grid whose cells chain baseline, target and actual; None where fewer than half do.

    ``among_texts`` takes also fewer: told_chains.py has looked at each.
    """
    orders = _find_dated_orders(grid) | _find_orders(grid)
    found = {
        row: chain
        for row in range(grid.height)
        if (
            chain := next(
                filter(
                    None,
                    (
                        _read_cell(grid, row, column, orders[column].roles if column in orders else _ORDER)
                        for column in range(grid.width)
                    ),
                ),
                None,
            )
        )
    }
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


def _find_orders(grid: Grid) -> dict[int, _Order]:
    """What the parts of the chains of a column are, where its heading says so: 基準値→目標値."""
    orders: dict[int, _Order] = {}
    for row in range(grid.height):
        for column in range(grid.width):
            text = cell_text(grid, row, column)
            if column in orders or not ARROW.search(text):
                continue
            parts, years = _split_order(text)
            if any(map(str.isdigit, "".join(parts))):
                continue
            roles = tuple(role for part in parts if (role := _find_role(part, parts)))
            is_known = len(roles) == len(parts) == len(set(roles)) and set(roles) <= set(_ORDER)
            # Where a heading says an order that nobody understands, the usual one would be a guess.
            orders[column] = _Order(roles, dict(zip(roles, years, strict=False))) if is_known else _Order(())
    return orders


def _find_dated_orders(grid: Grid) -> dict[int, _Order]:
    """基準値→目標値 for 79%(平成20)→95%(平成32) below 成果指標, beside a column of what is now.

    Without that column two years may as well show how something went.
    """
    rows = [[cell_text(grid, row, column) for column in range(grid.width)] for row in range(grid.height)]
    now = [{place for place, text in enumerate(line) if text and _NOW.fullmatch(text)} for line in rows]
    orders: dict[int, _Order] = {}
    for column in range(grid.width):
        cells = [cell for line in rows if len(ARROW.split(cell := line[column])) == _PAIR]
        years = [[find_cell_year(name_before(part)[1]) for part in ARROW.split(cell)] for cell in cells]
        rises = [first is not None and last is not None and first < last for first, last in years]
        is_said = any(
            places - {column} and ("目標" in line[column] or "指標" in line[column])
            for line, places in zip(rows, now, strict=True)
            if places
        )
        if len(cells) >= _PAIR and all(rises) and (is_said or _is_told_above(rows, cells[0])):
            orders[column] = _Order((Role.BASELINE, Role.TARGET))
    return orders


def _is_told_above(rows: Sequence[Sequence[str]], chain: str) -> bool:
    above = takewhile(lambda line: chain not in line, rows)
    return are_goals_told([text for line in above for text in line if text])


def are_goals_told(above: Sequence[str]) -> bool:
    """True below a line like 【数値目標】 or 重要業績評価指標(KPI), and nothing of what was reached."""
    return any(map(tells_goals, above)) and not any(map(tells_reached, above))


def tells_goals(text: str) -> bool:
    """True for a line that leads to goals."""
    return _GOALS.search(fold_width(text)) is not None


def tells_reached(text: str) -> bool:
    """True for a line that speaks of what was reached."""
    return _REACHED.search(text) is not None


def name_before(text: str) -> tuple[str, str]:
    """A name and the figure behind it in one cell: 高齢者向け住宅の割合 0.9%(平成17)."""
    match = _NAME_BEFORE.fullmatch(text.strip())
    if match is None or parse_reading(match["value"]).quantity is None:
        return "", text
    return match["name"], match["value"]


def _split_order(text: str) -> tuple[list[str], list[FiscalYear]]:
    """The parts between the arrows of a heading, or of its brackets where it has them there; and their years.

    基準値→実績値（R2→R5） has its years in the brackets.
    """
    inside = _BRACKETED.search(text)
    if inside is None or not ARROW.search(inside[1]):
        return ARROW.split(text), []
    before, parts = text[: inside.start()], ARROW.split(inside[1])
    years = [year for part in parts if (year := parse_year_cell(part))]
    if len(years) == len(parts) and len(ARROW.split(before)) == len(parts):
        return ARROW.split(before), years
    # 目標値(平成17年現状値→平成23年目標値): each part has its own.
    dated = [find_heading_year(part) for part in parts]
    known = [year for year in dated if year is not None]
    return ([*map(strip_years, parts)], known) if len(known) == len(parts) else (parts, [])


def _find_role(part: str, parts: Sequence[str]) -> Role | None:
    """What a part of a heading with arrows says of the figures: 現在 behind 策定時 is what was reached."""
    bare = clean_heading(part)
    if _BEGAN.fullmatch(bare):
        return Role.BASELINE
    if _NOW.fullmatch(bare) and (part is not parts[0] or "実績" in part):
        return Role.ACTUAL
    word = match_heading(part)
    role = word.role if word else None
    return Role.TARGET if role is Role.FINAL_TARGET else role


def _find_heading(grid: Grid, filled: Sequence[int], found: Mapping[int, _Chain]) -> int | None:
    """The row of headings directly above the first chain, None where there is none."""
    above = [row for row in filled if row < min(found)]
    while len(above) > 1 and len(filled_cells(grid.rows[above[-1]])) == 1:
        above.pop()  # 目標1 安全・安心 below the headings
    if not above or len(filled_cells(grid.rows[above[-1]])) < 2:
        return None
    # Rows whose chains cannot be read may stand between the headings and the first that can.
    for row in reversed(above[-_UNREAD_FIRST:]):
        known = [text for text in filled_cells(grid.rows[row]) if match_heading(text) or _is_order(text)]
        if len(known) >= 2:
            return row
    return None


def _is_order(text: str) -> bool:
    """True for a heading that says what the figures between arrows are: 策定時→現在→目標."""
    parts, _ = _split_order(text)
    return len(parts) > 1 and all(_find_role(part, parts) for part in parts)


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
    if Role.INDICATOR not in roles:
        plain = (column for column in columns if _is_text_column(grid, column, found))
        name = next(plain, None)
        if name is not None:
            columns[name] = (Role.INDICATOR, columns[name][1])
    return columns


def _is_text_column(grid: Grid, column: int, found: Mapping[int, _Chain]) -> bool:
    cells = [cell_text(grid, row, column) for row, (place, _) in found.items() if place != column]
    return bool(cells) and any(cells) and not any(cell.strip("().（）").isdigit() for cell in cells if cell)


def parse_chain(text: str, order: Sequence[Role] = _ORDER) -> tuple[Link, ...]:
    """The parts of a chained cell in order; () when it is none. Parts without a label keep the ``order``."""
    parts = ARROW.split(text)
    if not 2 <= len(parts) <= 4:
        return ()
    links: list[Link] = []
    for place, part in enumerate(map(set_out_part, parts)):
        role, value = _read_part(part)
        if role is None and len(parts) == len(order):
            role = order[place]
        if role is None or parse_reading(value).quantity is None:
            return ()
        links.append(Link(role, value))
    roles = [link.role for link in links]
    steps = [find_cell_year(link.text) for link in links if link.role is Role.TARGET]
    if len(steps) > 1 and None not in steps and len(set(steps)) == len(steps):
        roles = [*(role for role in roles if role is not Role.TARGET), Role.TARGET]
    return tuple(links) if len(set(roles)) == len(roles) else ()


def _read_part(part: str) -> tuple[Role | None, str]:
    """The role that the last label of a part names, and what stands behind it: 「結果:従前値:246戸」."""
    value, role = part.strip(), None
    while match := _LABEL.fullmatch(value):
        word = match_heading(match["label"])
        value = match["value"].strip()
        role = word.role if word and word.role in (*_ORDER, Role.FINAL_TARGET) else None
    if role is None and (match := _LABEL_BEFORE.match(value)):
        word = match_heading(match["label"])
        if word and word.role in (*_ORDER, Role.FINAL_TARGET):
            role, value = word.role, value[match.end() :]
    return (Role.TARGET if role is Role.FINAL_TARGET else role), value


def _read_cell(
    grid: Grid, row: int, column: int, order: Sequence[Role]
) -> tuple[int, tuple[Link, ...]] | None:
    text = cell_text(grid, row, column)
    if not ARROW.search(text):
        return None
    text = _NOTE_BEHIND.sub("", text)
    first, *rest = ARROW.split(text)
    links = parse_chain("→".join((split_first_part(first)[1], *rest)), order)
    if not links and len(order) == _PAIR:
        first, *rest = ARROW.split(text)
        links = parse_chain("→".join((name_before(first)[1], *rest)), order)
    if not links and order is not _ORDER:
        links = _read_words(text, order)
    return (column, links) if links else None


def _read_words(text: str, order: Sequence[Role]) -> tuple[Link, ...]:
    """約6,000ha(平成22)→おおむね解消(平成32), where the heading or all other cells say what the parts are."""
    first, *rest = ARROW.split(text)
    parts = [name_before(first)[1], *rest]
    has_figure = any(parse_reading(part).quantity is not None for part in parts)
    if len(parts) != len(order) or not has_figure or not all(part.strip() for part in parts):
        return ()
    return tuple(Link(role, part.strip()) for role, part in zip(order, parts, strict=True))


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
        if note := _NOTE_BEHIND.search(self._text(row, column)):
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
