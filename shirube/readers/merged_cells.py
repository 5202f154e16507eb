"""Cells of the body that a file says are merged: down over several indicators, or across several years.

A unit, a body or a target merged down holds for every indicator beside it. What is merged across years is
read as that of the first only, and said. Marks merged over indicators are the matter of joint_marks.py,
merged headings and levels those of table.py and tree_builder.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from shirube.core.finding import Finding, Level
from shirube.core.form import AIMS, Role
from shirube.readers.cell_kinds import holds_directions
from shirube.readers.grid import Span
from shirube.readers.headings import find_heading_year, match_lowest
from shirube.readers.merge_reach import find_tall_merges
from shirube.readers.table import Table
from shirube.readers.values import cell_text

_DOWN = (Role.UNIT, Role.DIRECTION, Role.BODY, *AIMS, Role.BASELINE)
_YEARLY = (*AIMS, Role.ACTUAL, Role.RATE, Role.MARK)


class SpreadTable(Struct, frozen=True):
    """A table whose merged cells are filled where that is sure, and what is said about them."""

    table: Table
    findings: tuple[Finding, ...] = ()


def spread_merged_cells(table: Table) -> SpreadTable:
    """The table with merged units, bodies, directions, targets and baselines in every row they belong to."""
    if not table.grid.merges or not table.body:
        return SpreadTable(table)
    first, last = table.body[0], table.body[-1]
    spans = [span for span in table.grid.merges if first <= span.top <= last]
    roles = _find_roles(table) if spans else {}
    filled = list(_find_copies(table, spans, roles))
    findings = [*_say_down(table, filled), *_say_across(table, spans, roles)]
    if not filled:
        return SpreadTable(table, tuple(findings))
    # A grid may hold hundreds of tables: only the rows of this one are written anew.
    rows, formats = list(table.grid.rows), dict(table.grid.formats)
    written = {row: list(rows[row]) for _, row in filled}
    for span, row in filled:
        written[row][span.left] = table.grid.rows[span.top][span.left]
        if (span.top, span.left) in formats:
            formats[row, span.left] = formats[span.top, span.left]
    for row, cells in written.items():
        rows[row] = cells
    return SpreadTable(replace(table, grid=replace(table.grid, rows=rows, formats=formats)), tuple(findings))


def _find_roles(table: Table) -> dict[int, Role]:
    roles: dict[int, Role] = {}
    for index, headings in enumerate(table.headings):
        word = match_lowest(headings)
        if index in table.stated:
            roles[index] = table.stated[index][0]
        elif holds_directions(table, index):
            roles[index] = Role.DIRECTION
        elif word:
            roles[index] = word.role
        elif any(map(find_heading_year, headings)):
            roles[index] = Role.ACTUAL
    return roles


def _find_copies(
    table: Table, spans: Sequence[Span], roles: Mapping[int, Role]
) -> Iterator[tuple[Span, int]]:
    """The rows into which merged cells are copied: those in which another indicator begins."""
    names = [index for index, role in roles.items() if role is Role.INDICATOR]
    names = names or [index for index, role in roles.items() if role is Role.LEVEL][-1:]
    body = frozenset(table.body) if spans else frozenset()
    for span in find_tall_merges(spans, {index for index, role in roles.items() if role in _DOWN}):
        if not cell_text(table.grid, span.top, span.left):
            continue
        for row in range(span.top + 1, span.bottom + 1):
            is_free = row in body and table.grid.rows[row][span.left] == ""
            if is_free and any(cell_text(table.grid, row, column) for column in names):
                yield span, row


def _say_down(table: Table, filled: Sequence[tuple[Span, int]]) -> Iterator[Finding]:
    if not filled:
        return
    titles = dict.fromkeys(_name(table, span.left) for span, _ in filled)
    span = filled[0][0]
    yield Finding(
        code="cells-merged-down",
        level=Level.INFORMATION,
        place=table.grid.place(span.top, span.left),
        message=f"縦に結合した{'、'.join(titles)}のセルは、"
        "結合した範囲の全ての指標のものとして読み取りました。",
        remedy="一つの指標だけのものであれば、結合を解いてください。",
    )


def _name(table: Table, column: int) -> str:
    """The lowest heading of a column; a column of arrows may have none."""
    words = " ".join(filter(None, table.headings[column])).split()
    return f"「{words[-1]}」" if words else "見出しのない列"


def _say_across(table: Table, spans: Sequence[Span], roles: Mapping[int, Role]) -> Iterator[Finding]:
    """A figure merged over columns of several years: nobody says whether it is that of each.

    Below a heading that is merged as far it is but one column, which a table above or below cuts in two.
    """
    lowest = table.top + table.heading_rows - 1
    heads = list(table.grid.merged_rows.covering(lowest))
    across = [
        span
        for span in spans
        if span.right > span.left
        and not any(head.left <= span.left and span.right <= head.right for head in heads)
        and sum(roles.get(column) in _YEARLY for column in range(span.left, span.right + 1)) > 1
        and roles.get(span.left) in _YEARLY
        and cell_text(table.grid, span.top, span.left)
    ]
    if across:
        span = across[0]
        text = " ".join(cell_text(table.grid, span.top, span.left).split())[:30]
        yield Finding(
            code="cells-merged-across",
            level=Level.ODD,
            place=table.grid.place(span.top, span.left),
            message=f"複数の列にまたがって結合したセルが{len(across)}個あります（例：「{text}」）。"
            "左端の列の値としてだけ読み取りました。",
            remedy="それぞれの列の値であれば、結合を解いて、列ごとに記入してください。",
        )
