"""Parts of one indicator counted in its name, and as many figures in each cell of its row.

    指標                                          現状値          目標値
    ④郷土料理を食べる割合 ①小学生 ②中学生     56.1% 62.5%     80%
    ⑤食育に関心がある割合 ①保護者 ②大人       ①81.1% ②59.9%  90%以上
    ⑥講座の実施回数、受講者数                    35回 3,946人     40回 4,500人

Two things counted in different units need no numbers. Each becomes a line of the cells, as shared_cells.py
takes them apart; one goal is that of all parts. Words before the figures themselves are told by
worded_figures.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import CIRCLED
from shirube.core.notation import parse_reading
from shirube.core.notation_words import DASHES
from shirube.core.pattern import late_pattern
from shirube.readers.rewritten_grid import Cell
from shirube.readers.rewritten_table import Line, replace_rows
from shirube.readers.table import Table
from shirube.readers.values import cell_text
from shirube.readers.worded_figures import FigureColumns, find_columns

_CIRCLED = late_pattern(r"[①-⑳]")
# Between two things counted in different units, and how the name of each ends.
_LISTED = late_pattern(r"[、，,・]|及び|並びに")
_MEASURED = late_pattern(r"(?:数|率|額|量|人員|面積|時間|割合)(?:[(（][^()（）]*[)）])?\Z")
_LONGEST = 200
_FEWEST = 2


class _Counted(Struct, frozen=True):
    """A row with such parts: where they are named, what stands before them there, and the figures of each."""

    column: int
    name: str
    parts: Sequence[str]
    figures: dict[int, Sequence[str]]


def split_counted_parts(table: Table) -> tuple[Table, Finding] | None:
    """The table with a line for each part, and that said; None where no row counts parts."""
    columns = find_columns(table)
    if columns is None:
        return None
    found = {row: counted for row in table.body if (counted := _find(table, row, columns))}
    if not found:
        return None
    body: list[Line] = [[Cell(row, place) for place in range(table.grid.width)] for row in table.body]
    for number, row in enumerate(table.body):
        if row in found:
            body[number] = _write(table, row, columns, found[row])
    finding = Finding(
        code="parts-counted",
        level=Level.INFORMATION,
        place=table.grid.place(min(found), columns.name),
        message="名前に「①小学生 ②中学生」「実施回数、受講者数」のように複数の名前があり、"
        "値が同じ数だけ並ぶ行を、それぞれの指標に分けて読み取りました。",
        remedy="違う場合は、指標ごとの行に分けて記入してください。",
    )
    return replace_rows(table, table.headings, body), finding


def _find(table: Table, row: int, columns: FigureColumns) -> _Counted | None:
    for column in range(columns.name, min(columns.figures)):
        name, parts = _split_name(cell_text(table.grid, row, column))
        if len(parts) < _FEWEST:
            continue
        texts = {place: cell_text(table.grid, row, place) for place in columns.figures}
        figures = {place: own for place, text in texts.items() if len(own := _split(text)) == len(parts)}
        # One figure that is no goal cannot be that of each part.
        others = [texts[place] for place in texts if place not in figures and place not in columns.aims]
        if figures and not any(parse_reading(text).quantity for text in others):
            return _Counted(column, name, parts, figures)
    return _find_listed(table, row, columns)


def _find_listed(table: Table, row: int, columns: FigureColumns) -> _Counted | None:
    """実施回数、受講者数 over 40回 4,500人, where every cell has a figure in each of the units."""
    parts = [part.strip() for part in _LISTED.split(cell_text(table.grid, row, columns.name))]
    if len(parts) < _FEWEST or not all(_MEASURED.search(part) for part in parts):
        return None
    texts = {place: cell_text(table.grid, row, place) for place in columns.figures}
    figures = {place: _split(text) for place, text in texts.items() if text}
    units = {tuple(map(_find_unit, own)) for own in figures.values()}
    # 男女 in one unit may stand in any order.
    is_told = len(units) == 1 and len(first := units.pop()) == len(parts) == len({*first} - {""})
    return _Counted(columns.name, "", parts, figures) if is_told else None


def _find_unit(token: str) -> str:
    quantity = parse_reading(token).quantity
    return quantity.unit.split("/")[0] if quantity else ""


def _split_name(text: str) -> tuple[str, Sequence[str]]:
    """What stands before ①小学生 ②中学生, and these; a number at the beginning alone counts the names."""
    starts = [match.start() for match in _CIRCLED.finditer(text)] if len(text) <= _LONGEST else []
    # ④郷土料理を食べる割合 ①小学生 ②中学生: the parts begin at the last ①.
    first = max((place for place in starts if text[place] == CIRCLED[0]), default=-1)
    starts = [place for place in starts if place >= first]
    if first < 0 or [text[place] for place in starts] != [*CIRCLED[: len(starts)]]:
        return "", ()
    ends = [*starts[1:], len(text)]
    parts = [text[start + 1 : end].strip(" 　、,") for start, end in zip(starts, ends, strict=True)]
    return (text[:first].strip(), parts) if all(parts) else ("", ())


def _split(text: str) -> Sequence[str]:
    """The figures of a cell, one behind the other; none where anything else stands there."""
    tokens = [token.lstrip(CIRCLED) for token in text.split()] if len(text) <= _LONGEST else []
    tokens = [token for token in tokens if token[:1] not in ("※", "*", "＊")]
    is_figure = [parse_reading(token).quantity is not None or token in DASHES for token in tokens]
    return tokens if all(is_figure) else ()


def _write(table: Table, row: int, columns: FigureColumns, counted: _Counted) -> Line:
    line: Line = [Cell(row, place) for place in range(table.grid.width)]
    name = " ".join(cell_text(table.grid, row, columns.name).split())
    if counted.column == columns.name:
        name = counted.name
    else:
        line[counted.column] = ""
    line[columns.name] = Cell(
        row, columns.name, "\n".join(f"{name} {part}".strip() for part in counted.parts)
    )
    for column, figures in counted.figures.items():
        line[column] = Cell(row, column, "\n".join(figures))
    return line
