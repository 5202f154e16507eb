"""Rows whose figures all stand in brackets, below those of an indicator: its budget, or what a note says.

    相談窓口の利用者数 | 人   | 480     | 465
                       | 千円 | (6,000) | (5,820)

They are no figures of the indicator, nor another one. Nor are goals that were replaced, (従来の目標値). They
are kept in columns of their own; where a note says that the brackets hold targets, as these. Of the two rows
the first may also be that in brackets.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import fold_width
from shirube.core.form import FIGURES, Role
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.core.reading import Missing
from shirube.readers.column_headings import find_roles, find_year, says_only_year
from shirube.readers.grid import Grid
from shirube.readers.grid_rows import filled_cells
from shirube.readers.line_words import match_kind
from shirube.readers.records import heading_word
from shirube.readers.rewritten_grid import Cell
from shirube.readers.table import Table
from shirube.readers.values import cell_text
from shirube.readers.widened_grid import widen_grid

# How the columns are called that keep such figures; headings.py knows the word.
APART = "括弧書き"
_NAMES = (Role.LEVEL, Role.INDICATOR)
_BRACKETED = late_pattern(r"[(（](?P<inner>[^()（）]*)[)）]")
# What such a row may be called and yet be no indicator: （事業費：千円）, 予算額.
_OF_MONEY = late_pattern(r"予算|決算|事業費|経費|費用|財源|コスト")
# Nor is it where it is called by the goal that was replaced: (従来の目標値).
_REPLACED = late_pattern(
    r"\(?(?:従来|当初|以前|旧|(?:変更|改[定訂]|見直し|修正)前)の?(?:数値)?(?:目標|計画)(?:数?値)?\)?"
)
_SAID = late_pattern(
    r"\(\s*+\)\s*+(?:内|書き?|の?数値|の値)?\s*+[はに:=]*\s*+、?(?P<word>[^\s、。()※]{2,12})"
)
_NOTES = ("※", "(注", "（注", "注")


class _Pair(NamedTuple):
    """The row of an indicator, that with its figures, and that with figures in brackets."""

    row: int
    figures: int
    brackets: int


def set_brackets_apart(table: Table) -> tuple[Table, tuple[Finding, ...]]:
    """The table without rows in brackets, their cells in columns behind the others; and what is said."""
    columns = _find_figures(table)
    rows = [row for row in table.body if columns and _is_bracketed(table, row, columns)]
    if not rows or len(rows) * 3 > len(table.body) * 2:
        return table, ()
    pairs = _pair_rows(table, frozenset(rows), columns)
    if not pairs:
        return table, ()
    kind = _find_kind(table)
    widened = _widen(table, pairs, columns, kind)
    return widened, (_say(table, pairs, columns, kind),)


def _find_figures(table: Table) -> list[int]:
    roles = find_roles(table.headings)
    return [
        index
        for index, headings in enumerate(table.headings)
        if (roles[index] in FIGURES if index in roles else says_only_year(headings))
    ]


def _find_names(table: Table) -> list[int]:
    roles = find_roles(table.headings)
    named = [index for index, role in roles.items() if role in _NAMES]
    # A first column with a heading of its own making names its rows.
    return named if 0 in roles or not table.headings else [0, *named]


def _is_bracketed(table: Table, row: int, columns: Sequence[int]) -> bool:
    """True where every figure of a row stands in brackets, and there is one."""
    texts = [text for column in columns if (text := cell_text(table.grid, row, column))]
    matches = [_BRACKETED.fullmatch(text) for text in texts]
    inner = [match["inner"].strip() for match in matches if match]
    return len(inner) == len(texts) and any(parse_reading(text).quantity is not None for text in inner)


def _has_figures(table: Table, row: int, columns: Sequence[int]) -> bool:
    texts = [text for column in columns if (text := cell_text(table.grid, row, column))]
    return any(parse_reading(text).missing is not Missing.UNREADABLE for text in texts)


def _pair_rows(table: Table, bracketed: frozenset[int], columns: Sequence[int]) -> list[_Pair]:
    """Each row in brackets with the row of the indicator that it belongs to."""
    pairs: list[_Pair] = []
    taken: set[int] = set()
    names = _find_names(table)
    for above, row in zip(table.body, table.body[1:], strict=False):
        if above in taken or row in taken:
            continue
        name = _name_of(table, row, names)
        if above in bracketed and row not in bracketed and _is_replaced(_name_of(table, above, names)):
            pairs.append(_Pair(row, row, above))
            taken |= {above, row}
        elif row in bracketed and above not in bracketed:
            if (not name or _OF_MONEY.search(name) or _is_replaced(name)) and _has_figures(
                table, above, columns
            ):
                pairs.append(_Pair(above, above, row))
                taken |= {above, row}
        elif above in bracketed and row not in bracketed and _has_figures(table, row, columns):
            goes_on = not name or name.startswith(_NOTES)
            if goes_on and _name_of(table, above, names):
                pairs.append(_Pair(above, row, above))
                taken |= {above, row}
    return pairs


def _is_replaced(name: str) -> bool:
    return _REPLACED.fullmatch(fold_width(name).strip()) is not None


def _name_of(table: Table, row: int, names: Sequence[int]) -> str:
    return next(filter(None, (cell_text(table.grid, row, index) for index in reversed(names))), "")


def _find_kind(table: Table) -> Role | None:
    """What a line around the table says that figures in brackets are: ( )内は目標値."""
    for row in (*table.above, *table.below, *table.body):
        for text in filled_cells(table.grid.rows[row]):
            if ("(" in text or "（" in text) and (match := _SAID.search(fold_width(text))):
                kind = match_kind(match["word"].rstrip("でをすの示あ"))
                if kind in (Role.TARGET, Role.ACTUAL, Role.RATE):
                    return kind
    return None


def _widen(table: Table, pairs: Sequence[_Pair], columns: Sequence[int], kind: Role | None) -> Table:
    grid, figures = table.grid, frozenset(columns)
    kept = [
        index
        for index in range(grid.width)
        if any(grid.rows[row][index] != "" for pair in pairs for row in _further_rows(pair, index, figures))
    ]
    cells: dict[tuple[int, int], Cell] = {}
    for pair in pairs:
        for place, index in enumerate(kept):
            for row in _further_rows(pair, index, figures):
                if grid.rows[row][index] != "":
                    is_said = kind is not None and index in figures
                    cells[pair.row, grid.width + place] = _cell_of(grid, row, index, is_said=is_said)
        if pair.figures != pair.row:
            cells |= {(pair.row, index): Cell(pair.figures, index) for index in columns}
    gone = {row for pair in pairs for row in (pair.figures, pair.brackets)} - {pair.row for pair in pairs}
    widened = widen_grid(grid, table.lines, len(kept), cells)
    headings = [_heading_of(table, index, figures, kind) for index in kept]
    body = tuple(row for row in table.body if row not in gone)
    return replace(table, grid=widened, headings=(*table.headings, *headings), body=body)


def _further_rows(pair: _Pair, column: int, columns: Collection[int]) -> tuple[int, ...]:
    """The rows of which a cell in a column has to be kept: its figure in brackets, and words beside it."""
    if column in columns:
        return (pair.brackets,)
    return tuple(row for row in (pair.figures, pair.brackets) if row != pair.row)


def _cell_of(grid: Grid, row: int, column: int, *, is_said: bool) -> Cell:
    """A cell to be kept; without its brackets where it is said what they mean."""
    raw = grid.rows[row][column]
    match = _BRACKETED.fullmatch(raw.strip()) if is_said and isinstance(raw, str) else None
    return Cell(row, column, match["inner"].strip() if match else None)


def _heading_of(table: Table, index: int, columns: Collection[int], kind: Role | None) -> tuple[str, ...]:
    headings = table.headings[index]
    above = ("",) * (len(headings) - 1)
    title = " ".join(dict.fromkeys(" ".join(text.split()) for text in headings if text))
    year = find_year(headings)
    if kind is not None and index in columns and year is not None:
        return (*above, f"{year.render()}{heading_word(kind)}")
    return (*above, f"{APART}：{title or f'{index + 1}列目'}")


def _say(table: Table, pairs: Sequence[_Pair], columns: Sequence[int], kind: Role | None) -> Finding:
    row = pairs[0].brackets
    column = next(index for index in columns if cell_text(table.grid, row, index))
    text = cell_text(table.grid, row, column)
    what = (
        f"表の注により{kind.value}として読み取りました。"
        if kind is not None
        else "指標の目標値や実績値とはみなさず、隣の行の指標の参考として、そのまま残しました。"
    )
    return Finding(
        code="rows-in-brackets",
        level=Level.ODD if kind is None else Level.INFORMATION,
        place=table.grid.place(row, column),
        message=f"値が全て括弧書きの行が{len(pairs)}行あります（例：「{text}」）。{what}",
        remedy="別の指標の値であれば、括弧を外し、行に指標名を記入してください。",
    )
