"""Rows without headings, whose cells say what their figures are: 現状値（平成26年度）：6,891人/日.

    ①鉄道の利用者数  現状値（平成26年度）：4,021人/日  目標値：4,300人/日
    ②バスの利用者数  現状値（平成27年度）：6,891人/日  目標値：7,700人/日

A row of headings is put above such rows; the years go behind the figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import find_fiscal_years
from shirube.core.form import AIMS, Role
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.readers.grid import Grid, Span
from shirube.readers.grid_rows import filled_cells
from shirube.readers.headings import match_heading
from shirube.readers.line_words import parse_year_cell
from shirube.readers.rewritten_grid import Cell, RewrittenGrid, rewrite_grid
from shirube.readers.values import cell_text

_TOLD = late_pattern(
    r"(?P<label>[^:：\d()（）]{2,8})(?:[(（](?P<year>[^()（）]{2,12})[)）])?\s*[:：]\s*(?P<figure>\S.{0,30})"
)
_KINDS = (Role.BASELINE, Role.ACTUAL, *AIMS)
_LOOKED_AT = 400
_FEWEST = 2

# By their columns: what the cells of a row say of themselves.
_Told = Mapping[int, "re.Match[str]"]


def head_told_cells(grid: Grid) -> tuple[Grid, Finding] | None:
    """The grid with headings above such rows, and that said; None where a row has none, or they differ."""
    told = {row: found for row in range(min(grid.height, _LOOKED_AT)) if (found := _read(grid, row))}
    labels = {tuple((column, match["label"]) for column, match in found.items()) for found in told.values()}
    if len(told) < _FEWEST or len(labels) > 1:
        return None
    first = next(iter(told))
    if any(_is_headed(grid, first, column) for column in told[first]):
        return None
    return _write(grid, told), Finding(
        code="figures-told-in-cells",
        level=Level.INFORMATION,
        place=grid.place(first, 0),
        message="見出しがなく、欄の中に「現状値：」「目標値：」などと書かれた値を、それぞれの列の値として読み取りました。",
        remedy="違う場合は、表に見出しの行を設けてください。",
    )


def _is_headed(grid: Grid, first: int, column: int) -> bool:
    """True where 目標値 or a year stands above a column: then a heading says what its figures are."""
    above = [cell_text(grid, row, column) for row in range(max(0, first - _FEWEST), first)]
    return any(text and (match_heading(text) or parse_year_cell(text)) for text in above)


def _read(grid: Grid, row: int) -> _Told:
    """What the cells behind the name say; nothing for a row in which one of them says nothing."""
    filled = [(column, text) for column in range(grid.width) if (text := cell_text(grid, row, column))]
    found = {column: match for column, text in filled if (match := _match(text)) and _tells(match)}
    roles = [_find_role(match) for match in found.values()]
    names = [column for column, _ in filled if column not in found]
    is_whole = bool(names) and max(names) < min(found, default=0)
    has_aim = any(role in AIMS for role in roles)
    return found if is_whole and has_aim and len(set(roles)) == len(roles) >= _FEWEST else {}


def _match(text: str) -> re.Match[str] | None:
    return _TOLD.fullmatch(text) if ":" in text or "：" in text else None


def _tells(match: re.Match[str]) -> bool:
    is_dated = not match["year"] or any(find_fiscal_years(match["year"]))
    return is_dated and _find_role(match) in _KINDS and parse_reading(match["figure"]).quantity is not None


def _find_role(match: re.Match[str]) -> Role | None:
    word = match_heading(match["label"])
    return word.role if word else None


def _write(grid: Grid, told: Mapping[int, _Told]) -> RewrittenGrid:
    first = next(iter(told))
    top, years = _find_top(grid, first, max(told)), _find_years(told.values())
    at: dict[int, int] = {}
    lines: list[list[Cell | str]] = []
    for row in range(grid.height):
        if row == top:
            lines.append(_make_headings(grid, first, told[first], years))
        at[row] = len(lines)
        lines.append([_take(row, column, told.get(row, {}), years) for column in range(grid.width)])
    merges = tuple(
        Span(at[span.top], span.left, at[span.bottom], span.right)
        for span in grid.merges
        if at[span.bottom] - at[span.top] == span.bottom - span.top
    )
    return replace(rewrite_grid(grid, lines), merges=merges)


def _find_top(grid: Grid, first: int, last: int) -> int:
    """Where the headings go: above 目標1 right above the first row, where 目標2 stands between others."""
    words = {_strip(grid, row) for row in range(first + 1, last)}
    top = first
    while top > 0 and _strip(grid, top - 1) in words - {""}:
        top -= 1
    return top


def _strip(grid: Grid, row: int) -> str:
    """The first word of a row of labels, without its number; "" for any other row."""
    cells = filled_cells(grid.rows[row])
    counted = cells[0].rstrip("0123456789０１２３４５６７８９ⅠⅡⅢⅣⅤ") if 0 < len(cells) <= _FEWEST else ""
    return counted if counted and counted != cells[0] else ""


def _make_headings(grid: Grid, row: int, told: _Told, years: Mapping[int, str]) -> list[Cell | str]:
    """Above the figures what they are, and their year where all rows say the same."""
    name = max(column for column in range(min(told)) if cell_text(grid, row, column))
    heads: list[Cell | str] = ["指標名" if column == name else "" for column in range(grid.width)]
    for column, match in told.items():
        heads[column] = f"{match['label']}({years[column]})" if column in years else match["label"]
    return heads


def _find_years(told: Iterable[_Told]) -> dict[int, str]:
    """The years of the columns that say one and the same in every row."""
    said: dict[int, set[str]] = {}
    for found in told:
        for column, match in found.items():
            said.setdefault(column, set()).add(match["year"] or "")
    return {column: year for column, years in said.items() if len(years) == 1 and (year := years.pop())}


def _take(row: int, column: int, told: _Told, years: Mapping[int, str]) -> Cell:
    if column not in told:
        return Cell(row, column)
    year = "" if column in years else told[column]["year"]
    return Cell(row, column, f"{told[column]['figure']}({year})" if year else told[column]["figure"])
