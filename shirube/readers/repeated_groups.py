"""Tables that go on to the right with the same columns for the next indicator, put below one another.

    自治体   目標項目    数値目標  (時期)  最新値  (時期)  目標項目    数値目標  (時期)  最新値  (時期)
    津市     育休取得率  100%      R2      95%     R1      女性の割合  12%       R3      8.1%    H30

Rows in which every column but the names is a known figure are the matter of column_roles.py, halves of a
sheet that have nothing in common that of side_by_side.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from shirube.core.finding import Finding, Level
from shirube.core.form import FIGURES, Role
from shirube.readers.headings import match_heading
from shirube.readers.rewritten_grid import Cell
from shirube.readers.rewritten_table import Line, lone_heading, replace_rows
from shirube.readers.table import Table
from shirube.readers.values import cell_text

# Of fewer columns a table has several by itself: 指標, 目標, 実績.
_FEWEST_COLUMNS = 4
_GROUP = "区分"


class _Groups(Struct, frozen=True):
    """Where the groups begin, and how many columns each has; the last may lack its last columns."""

    starts: tuple[int, ...]
    width: int
    end: int


def spread_repeated_groups(table: Table) -> tuple[Table, Finding] | None:
    """The table with one row for each group of a row, and that said; None where no columns are repeated."""
    groups = _find_groups([next((text for text in reversed(one) if text), "") for one in table.headings])
    if groups is None or table.stated:
        return None
    first = groups.starts[0]
    titles = [_title_above(table, start) for start in groups.starts]
    is_titled = len(set(titles)) > 1
    own = [lone_heading(table, table.headings[first + place][-1]) for place in range(groups.width)]
    level = [lone_heading(table, _GROUP)] if is_titled else []
    sides = [_head_side(table, column) for column in (*range(first), *range(groups.end, len(table.headings)))]
    headings = [*sides[:first], *level, *own, *sides[first:]]
    body: list[Line] = []
    for row in table.body:
        filled = [place for place, start in enumerate(groups.starts) if cell_text(table.grid, row, start)]
        # What stands beside all groups is said in the first row that they make.
        body += [
            _write(table, row, groups, place, titles[place] if is_titled else None, is_first=number == 0)
            for number, place in enumerate(filled or [0])
        ]
    return replace_rows(table, headings, body), _describe(table, groups)


def _head_side(table: Table, column: int) -> tuple[str, ...]:
    """The headings of a column beside the groups; a blank one is said by a line above."""
    headings = table.headings[column]
    if any(headings):
        return headings
    above = (cell_text(table.grid, row, column) for row in reversed(table.above))
    return (*headings[:-1], next(filter(None, above), ""))


def _find_groups(texts: Sequence[str]) -> _Groups | None:
    first = next((place for place, text in enumerate(texts) if _role_of(text) is Role.INDICATOR), None)
    if first is None or texts[first] not in texts[first + 1 :]:
        return None
    width = texts.index(texts[first], first + 1) - first
    group = texts[first : first + width]
    roles = list(map(_role_of, group))
    # A column that nobody understands alone belongs to the figure beside it: (時期).
    if width < _FEWEST_COLUMNS or not any(role in FIGURES for role in roles) or None not in roles:
        return None
    starts = [first]
    end = first + width
    while end < len(texts) and texts[end] == texts[first]:
        part = texts[end : end + width]
        part = part[: next((at for at, text in enumerate(part) if text != group[at]), len(part))]
        if len(part) < _FEWEST_COLUMNS - 1:
            return None
        starts.append(end)
        end += len(part)
        if len(part) < width:
            break
    return _Groups(tuple(starts), width, end) if len(starts) > 1 else None


def _role_of(text: str) -> Role | None:
    word = match_heading(text) if text else None
    return word.role if word else None


def _title_above(table: Table, start: int) -> str:
    """What stands above the headings of a group, in its first column."""
    return " ".join(dict.fromkeys(text for text in table.headings[start][:-1] if text))


def _write(table: Table, row: int, groups: _Groups, place: int, title: str | None, *, is_first: bool) -> Line:
    start = groups.starts[place]
    end = min(
        start + groups.width, groups.starts[place + 1] if place + 1 < len(groups.starts) else groups.end
    )
    own: Line = [Cell(row, column) for column in range(start, end)]
    own += [""] * (groups.width - len(own))
    left: Line = [Cell(row, column) if is_first else "" for column in range(groups.starts[0])]
    right: Line = [Cell(row, column) if is_first else "" for column in range(groups.end, table.grid.width)]
    return [*left, *([title] if title is not None else []), *own, *right]


def _describe(table: Table, groups: _Groups) -> Finding:
    return Finding(
        code="columns-repeated",
        level=Level.INFORMATION,
        place=table.grid.place(table.top, groups.starts[1]),
        message="同じ見出しの列が横に繰り返されているため、右の組を左の組の下に続く別の指標として読み取りました。",
        remedy="違う場合は、1つの指標を1行に記入してください。",
    )
