"""Rows whose names hold the kind of their figures: 計画職員数 above 実績職員数, 職員数（計画）, 計画 削減数.

The kind is written into a column of its own, left of the rest of the name, and line_layout.py goes on. Only
where the same name stands in a row of each side, below columns of years.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from shirube.core.form import Role
from shirube.core.pattern import late_pattern
from shirube.readers.grid import Grid, Span
from shirube.readers.line_words import match_kind, parse_year_heading
from shirube.readers.rewritten_grid import Cell, RewrittenGrid, rewrite_grid
from shirube.readers.values import cell_text

_WORDS = r"計画|目標|予定|見込|実績|決算"
_BEFORE = late_pattern(rf"(?P<kind>(?:{_WORDS})値?)[\s　・:：]*(?P<name>.{{2,30}})")
_BEHIND = late_pattern(rf"(?P<name>.{{2,30}}?)[\s　・:：]*[(（\[［]?(?P<kind>(?:{_WORDS})値?)[)）\]］]?")
_BOTH = {Role.TARGET, Role.ACTUAL}
_FIRST_COLUMNS = 3
_LONGEST = 40


class _Label(Struct, frozen=True):
    """The name of a row without its kind, and the kind as written."""

    name: str
    kind: str


def split_kinds_off(grid: Grid) -> RewrittenGrid | None:
    """The grid with such kinds in a column of their own; None where no name stands on both sides."""
    for column in range(min(_FIRST_COLUMNS, grid.width)):
        labels = _find_labels(grid, column)
        if labels and _stands_below_years(grid, min(labels), column):
            return _split(grid, labels, column)
    return None


def _find_labels(grid: Grid, column: int) -> dict[int, _Label]:
    """The labels of the rows whose name stands on both sides, by row."""
    for pattern in (_BEFORE, _BEHIND):
        found: dict[int, _Label] = {}
        sides: dict[str, set[Role | None]] = {}
        for row in range(grid.height):
            text = cell_text(grid, row, column)
            match = (
                pattern.fullmatch(text) if 2 < len(text) <= _LONGEST and match_kind(text) is None else None
            )
            if match and not any(character.isdigit() for character in match["kind"]):
                found[row] = _Label(match["name"].strip(), match["kind"])
                sides.setdefault(found[row].name, set()).add(match_kind(match["kind"]))
        kept = {row: label for row, label in found.items() if sides[label.name] >= _BOTH}
        if kept:
            return kept
    return {}


def _stands_below_years(grid: Grid, first: int, column: int) -> bool:
    for row in range(first - 1, -1, -1):
        cells = [text for place in range(column + 1, grid.width) if (text := cell_text(grid, row, place))]
        if sum(parse_year_heading(text) is not None for text in cells) > 1:
            return True
    return False


def _split(grid: Grid, labels: dict[int, _Label], column: int) -> RewrittenGrid:
    rows: list[Sequence[Cell | str]] = []
    for row in range(grid.height):
        text = cell_text(grid, row, column)
        whole = Cell(row, column)
        if label := labels.get(row):
            pair: tuple[Cell | str, Cell | str] = (
                Cell(row, column, label.kind),
                Cell(row, column, label.name),
            )
        elif match_kind(text) and row - 1 in labels:
            pair = (whole, "")  # 達成率 or 増減 of the two rows above
            labels[row] = _Label("", text)
        else:
            pair = ("", whole)
        before = [Cell(row, place) for place in range(column)]
        rows.append([*before, *pair, *(Cell(row, place) for place in range(column + 1, grid.width))])
    merges = [
        Span(span.top, span.left + (span.left > column), span.bottom, span.right + (span.right >= column))
        for span in grid.merges
        # A label merged down is written into each of its rows by nobody else.
        if not (span.left == span.right == column and span.bottom > span.top)
    ]
    return replace(rewrite_grid(grid, rows), merges=tuple(merges))
