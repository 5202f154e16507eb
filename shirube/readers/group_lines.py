"""Lines between the rows of a table that head those below: 目標Ⅰ 意識の改革, and (1) 女性の起業 under it.

Which rows are such lines, and which of them stand under which, by the way they are numbered. What a line
becomes is left to column_layout.py and line_layout.py.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct, field

from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import fold_width
from shirube.core.pattern import late_pattern
from shirube.readers.columns import MOST_LEVELS, NO_LEVEL
from shirube.readers.grid import Grid
from shirube.readers.grid_rows import count_filled, filled_cells, text_of
from shirube.readers.legend import is_mark
from shirube.readers.line_name_parts import only_counts
from shirube.readers.line_words import is_part, is_total, parse_year_cell
from shirube.readers.name_units import find_name_unit, find_table_unit
from shirube.readers.surroundings import is_note
from shirube.readers.table import Table

_NUMBER = r"(?:\d+|[IVX]+|[一二三四五六七八九十]+|[ア-ンA-Za-z])"
_STYLES = late_pattern(
    rf"第\s*\d+\s*(?P<part>[編部章節項目])|第\s*[一二三四五六七八九十]+\s*(?P<chapter>[編部章節項])|"
    rf"(?P<word>[^\s\d()]{{0,8}}?(?:目標|政策|施策|方針|戦略|柱|分野|方向(?:性)?|視点|課題|テーマ|プロジェクト))\s*{_NUMBER}(?![\d年月])|"
    r"(?P<steps>\d+(?:[-－.]\d+)+)|(?P<round>\([\dIVXアイウエオ一二三四五六七八九十a-zA-Z]+\))|"
    r"(?P<plain>\d+)\s*[.、,)\s]|(?P<roman>[IVX]+)\s*[.、,)\s]|(?P<kana>[アイウエオカキクケコ])\s*[.、,)\s]|"
    r"(?P<letter>[A-Z])\s*[.、,)\s]|(?P<sign>[■□◆◇●○◎▼▽▲△▶▷★☆・【〔《<])"
)
_CIRCLED = late_pattern(r"\s*[\u2460-\u2473]")
_COUNT = late_pattern(r"\s*\(?(?P<number>\d{1,3})[.、,)\s]")
# Words without a number head rows too, but of many lines below one another most are indicators.
_MOST_IN_A_ROW = 2
# イ and (2) alone name nothing.
_LONGEST_LABEL = 3


class GroupPath(Struct):
    """The lines that head the rows being read, from the top level down."""

    texts: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    # Whether rows have come since the last line; a second line right below stands under the first.
    used: bool = True
    # How the names of the rows below the last line are numbered.
    counted: set[str] = field(default_factory=set)

    def open(self, text: str) -> None:
        """Go on below a further line: beside the last one numbered alike, else under what is open."""
        style = find_style(text)
        if style in self.styles[:-1] and not self.used:
            # 2 福祉 right above (1) 高齢者, after a (2) alone: what stands above is the outer one.
            del self.texts[:-1], self.styles[:-1]
        elif style in self.styles and (self.used or style):
            place = self.styles.index(style)
            del self.texts[place:], self.styles[place:]
        elif len(self.styles) == MOST_LEVELS:
            # No plan is deeper: each sign of its own below the last would be a column more for every row.
            del self.texts[-1], self.styles[-1]
        self.texts.append(text)
        self.styles.append(style)
        self.used = False
        self.counted.clear()

    def use(self, name: str = "") -> tuple[str, ...]:
        """The lines over a row; 「3. 給食の割合」 does not stand under 「2. 欠食の割合」, but beside it."""
        if self.texts and (number := _find_number(name)):
            style = find_style(name)
            # Rows that are numbered themselves go on with their own count: 2. below 1., below the line 1.
            if self.used and style in self.styles and style not in self.counted:
                place = self.styles.index(style)
                if _find_number(self.texts[place]) == number - 1:
                    del self.texts[place:], self.styles[place:]
            self.counted.add(style)
        self.used = True
        return tuple(self.texts)


class UnfilledRow(Struct, frozen=True):
    """A row of several cells without a figure, by the words with which it would head others.

    ``says_more`` is true where a mark or a number stands beside its name.
    """

    row: int
    heads: tuple[str, str]
    says_more: bool


def spread_lines(paths: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The lines over each row as cells of columns: blank ones go on, so a row outside a group says 「－」."""
    depth = max(map(len, paths), default=0)
    spread, before = [], tuple[str, ...]()
    for lines in paths:
        rest = [""] * (depth - len(lines))
        if len(lines) < len(before) and before[: len(lines)] == lines:
            rest[0] = NO_LEVEL
        spread.append((*lines, *rest))
        before = lines
    return spread


def _find_number(text: str) -> int:
    match = _COUNT.match(fold_width(text)) if text else None
    return int(match["number"]) if match else 0


def find_style(text: str) -> str:
    """How a line is numbered, the same for 「(1) 農業」 and 「(2) 商業」; "" for words without a number."""
    if _CIRCLED.match(text):
        return "①"
    match = _STYLES.match(fold_width(text).strip())
    if match is None:
        return ""
    kind = match.lastgroup or ""
    found = match[kind]
    if kind == "steps":
        return f"steps{len(re.split(r'[-－.]', found))}"
    if kind == "round":
        return f"({'1' if found[1].isdigit() else found[1] and 'a'})"
    return found if kind in ("part", "chapter", "word", "sign") else kind


def find_group_lines(
    table: Table, *, names: Sequence[int], levels: Sequence[int], values: Collection[int]
) -> tuple[int, ...]:
    """The rows of the body whose single cell heads the rows below it.

    ``names``, ``levels`` and ``values`` are the columns of names, levels and figures. A name alone is an
    indicator without figures where a unit stands in it, at the end of the table, and beside levels; a line
    in a column of levels opens that level unless the next row names another one there.
    """
    rows, body = table.grid.rows, table.body
    pair = list(values)[:2]
    if not pair:
        return ()
    one, other = pair[0], pair[-1]
    # Where figures stand is no such line; and what is empty is false, as is zero.
    lone = [
        place
        for place, row in enumerate(body)
        if not rows[row][one] and not rows[row][other] and count_filled(rows[row]) == 1
    ]
    if not lone:
        return ()
    return tuple(_choose_lines(table, lone, names=names, levels=levels, values=values))


def find_lines_above(table: Table, group_rows: Sequence[int]) -> tuple[int, ...]:
    """The lines above the headings that are the first of their kind: those between the rows are the others.

    Such a line is numbered as they are; without numbers it stands right above the headings as they stand
    above the same headings again, and below a title. In a table without a column of names only those above
    headings are known for certain.
    """
    group_rows = group_rows or _find_lines_above_headings(table)
    if not group_rows:
        return ()
    texts = {row: filled_cells(table.grid.rows[row]) for row in (*table.above, *group_rows)}
    styles = {find_style(texts[row][0]) for row in group_rows} - {""}
    if styles:
        return tuple(
            row for row in table.above if len(texts[row]) == 1 and find_style(texts[row][0]) in styles
        )
    single = [row for row in table.above if len(texts[row]) == 1]
    is_first = len(single) > 1 and single[-1] == table.top - 1 and not is_note(texts[single[-1]][0])
    return tuple(single[-1:]) if is_first and _stand_above_headings(table, group_rows) else ()


def _find_lines_above_headings(table: Table) -> tuple[int, ...]:
    """The rows of one cell in the body with the headings of the table right below."""
    rows, body = table.grid.rows, set(table.body)
    ends = [row for row in table.body if row + 1 not in body and count_filled(rows[row]) == 1]
    return tuple(row for row in ends if _stand_above_headings(table, (row,)))


def _stand_above_headings(table: Table, group_rows: Sequence[int]) -> bool:
    """True where the headings of the table are said again below each line."""
    rows, body = table.grid.rows, set(table.body)
    headings = filled_cells(rows[table.top + table.heading_rows - 1])
    return all(
        row + 1 not in body and row + 1 < len(rows) and filled_cells(rows[row + 1]) == headings
        for row in group_rows
    )


def is_unmeasured(name: str, unit: str) -> bool:
    """True for a row without a figure that is an indicator all the same: it says what will be counted."""
    # 【営農】（単位：ha） states the unit of the rows below it.
    if not name or ("単位" in name and find_table_unit([[name]])):
        return False
    # 【施策評価】 | B tells how the measure was judged, though B stands where the units do.
    if "評価" in name and is_mark(unit):
        return False
    return bool(unit or find_name_unit(name)) and not is_mark(name) and not is_note(name)


def describe_group_lines(grid: Grid, rows: Sequence[int], texts: Sequence[str]) -> Finding:
    """An officer shall know which rows were not read as indicators."""
    named = "、".join(f"「{' '.join(text.split())[:30]}」" for text in texts[:3]) + (
        "など" if len(texts) > 3 else ""
    )
    return Finding(
        code="group-lines",
        level=Level.INFORMATION,
        place=grid.place(rows[0], 0),
        message=f"値のない{len(rows)}行（{named}）を、指標ではなく、その下の指標の見出しとして読み取りました。",
        remedy="値のまだない指標であれば、値の欄に「-」や「未集計」などを記入してください。",
    )


def describe_unfilled(grid: Grid, rows: Sequence[UnfilledRow]) -> Iterator[Finding]:
    """Rows without a figure that head none are left out, and nobody shall miss them unawares."""
    rows = [one for one in rows if len(one.heads[0]) > _LONGEST_LABEL]
    if not rows:
        return
    named = "、".join(f"「{' '.join(one.heads[0].split())[:30]}」" for one in rows[:3])
    more = "など" if len(rows) > 3 else ""
    yield Finding(
        code="rows-without-figures",
        level=Level.ODD if any(one.says_more for one in rows) else Level.INFORMATION,
        place=grid.place(rows[0].row, 0),
        message=f"値の欄が全て空欄の{len(rows)}行（{named}{more}）は、指標として読み取りませんでした。",
        remedy="指標であれば、値の欄に「-」や「未集計」などを記入してください。",
    )


def _choose_lines(
    table: Table, lone: Sequence[int], *, names: Sequence[int], levels: Sequence[int], values: Collection[int]
) -> list[int]:
    grid, body, alone = table.grid, table.body, set(lone)
    last = max((place for place in range(len(body)) if place not in alone), default=-1)
    found: list[int] = []
    for place in lone:
        cells = grid.rows[body[place]]
        filled = [(at, text) for at, cell in enumerate(cells) if (text := text_of(cell).strip())]
        if place > last or not filled:
            continue
        column, text = filled[0]
        if column in values or not _may_head(text):
            continue
        following = next(index for index in range(place + 1, len(body)) if index not in alone)
        is_styled = bool(find_style(text))
        if column in levels:
            heads = bool(text_of(grid.rows[body[following]][column]).strip())
        elif column in names:
            heads = is_styled or (
                not levels and not find_name_unit(text) and following - place <= _MOST_IN_A_ROW
            )
        else:
            heads = True
        if heads:
            found.append(body[place])
    return found


def _may_head(text: str) -> bool:
    # 指標② alone is where nobody filled in an indicator.
    return not (
        is_note(text) or parse_year_cell(text) or is_total(text) or is_part(text) or only_counts(text)
    )
