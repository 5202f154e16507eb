"""Headings repeated with another word for the name only: 数値目標 | 単位 | R6, below it KPI | 単位 | R6.

A comprehensive strategy has under each goal a table of its own for the goal and one for its KPI. They are one
table: what the names are called becomes a line above the rows below it.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import find_fiscal_years
from shirube.core.form import AIMS, FIGURES, Role
from shirube.readers.grid import Grid, Span
from shirube.readers.grid_rows import filled_cells
from shirube.readers.headings import find_heading_year, match_heading
from shirube.readers.line_words import match_kind
from shirube.readers.name_units import find_table_unit
from shirube.readers.rewritten_grid import Cell, RewrittenGrid, rewrite_grid
from shirube.readers.values import cell_text

# Such a heading says of two figures at least what they are.
_FEWEST_FIGURES = 2
_NAME = "指標"
# Before a heading they only catch the eye: ■数値目標.
_SIGNS = "■□◆◇●○▼▽▶▷★☆・ "


def join_renamed_headings(grid: Grid) -> tuple[RewrittenGrid, Finding] | None:
    """The grid with one heading for such tables, and what is said about it; None where it has none."""
    found: dict[tuple[str, ...], list[tuple[int, str]]] = {}
    for row in range(grid.height):
        heading = _read_heading(grid, row)
        if heading is not None:
            name, others = heading
            found.setdefault(others, []).append((row, name))
    for headings in found.values():
        names = list(dict.fromkeys(name for _, name in headings))
        # With another heading between them they are two tables after all.
        apart = {row for one in found.values() if one is not headings for row, _ in one}
        rows = range(headings[0][0] + 1, headings[-1][0])
        if len(names) > 1 and apart.isdisjoint(rows) and _are_alone(grid, headings):
            if any(_is_of_one_table(filled_cells(grid.rows[row])) for row in rows):
                continue
            return _join(grid, [row for row, _ in headings]), _describe(grid, headings[0][0], names)
    return None


def _read_heading(grid: Grid, row: int) -> tuple[str, tuple[str, ...]] | None:
    """What names are called in a row of headings, and the other headings; None for any other row."""
    name = cell_text(grid, row, 0)
    word = match_heading(name.lstrip(_SIGNS)) if name else None
    if word is None or word.role is not Role.INDICATOR:
        return None
    others = tuple("".join(cell_text(grid, row, column).split()) for column in range(1, grid.width))
    words = [(match_heading(text), text) for text in others if text]
    if any(word is None and find_heading_year(text) is None for word, text in words):
        return None
    roles = [word.role for word, _ in words if word is not None]
    figures = sum(word is None or word.role in FIGURES for word, _ in words)
    # Below years alone the rows of a form say what is a target and what an actual.
    is_plain = Role.INDICATOR not in roles and any(role in AIMS for role in roles)
    return (name, others) if is_plain and figures >= _FEWEST_FIGURES else None


def _are_alone(grid: Grid, headings: Sequence[tuple[int, str]]) -> bool:
    """True where each heading is one row, with a name and a figure of its own right below."""
    for row, _ in headings:
        if any(row < span.bottom for span in grid.merged_rows.covering(row)) or row + 1 >= grid.height:
            return False
        below = [cell_text(grid, row + 1, column) for column in range(grid.width)]
        if not below[0] or match_heading(below[0]) or not any(map(_has_digit, below[1:])):
            return False
        if any(map(match_kind, below)):
            return False  # lines of 目標値 and 実績値: line_layout.py reads such blocks as they are
    return True


def _is_of_one_table(cells: Sequence[str]) -> bool:
    """True for a line that gives the table below it a year, a unit or a kind of figures of its own."""
    if len(cells) != 1:
        return bool(find_table_unit([cells]))
    return (
        any(find_fiscal_years(cells[0])) or bool(find_table_unit([cells])) or match_kind(cells[0]) is not None
    )


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _join(grid: Grid, headings: Sequence[int]) -> RewrittenGrid:
    rows: list[Sequence[Cell | str]] = []
    at: dict[int, int] = {}
    for row in range(grid.height):
        cells: list[Cell | str] = [Cell(row, column) for column in range(grid.width)]
        if row == headings[0]:
            # Behind a blank row the word heads the rows below it, and is no second line of the heading.
            rows += [[_NAME, *cells[1:]], [""] * grid.width]
        at[row] = len(rows)
        rows.append([cells[0], *[""] * (grid.width - 1)] if row in headings else cells)
    merges = [
        Span(at[span.top], span.left, at[span.bottom], span.right)
        for span in grid.merges
        if span.top not in headings
    ]
    hidden = frozenset(at[row] for row in grid.hidden_rows if row in at)
    return replace(
        rewrite_grid(grid, rows), merges=tuple(merges), hidden_rows=hidden, hidden_columns=grid.hidden_columns
    )


def _describe(grid: Grid, row: int, names: Sequence[str]) -> Finding:
    said = "、".join(f"「{name}」" for name in names[:3]) + ("など" if len(names) > 3 else "")
    return Finding(
        code="headings-renamed",
        level=Level.INFORMATION,
        place=grid.place(row, 0),
        message=f"指標名の見出し（{said}）だけが違い、ほかの見出しが同じ表を、一つの表として読み取りました。",
        remedy="別々の計画の表であれば、シートかファイルを分けて読み取ってください。",
    )
