"""Columns whose cells hold two things: 「10.5%減 達成」, a figure and its judgement; 「B 目標に届かない」.

Each becomes two columns: of the figure and the mark, or of the mark and what was said of it. A rate in
brackets behind a mark is the matter of checked_marks.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from shirube.core.fiscal_year import find_fiscal_years
from shirube.core.form import AIMS, Role
from shirube.core.notation import parse_reading, split_name_and_quantity
from shirube.core.pattern import late_pattern
from shirube.readers.column_headings import find_roles
from shirube.readers.records import heading_word
from shirube.readers.rewritten_grid import Cell
from shirube.readers.rewritten_table import Line, replace_rows
from shirube.readers.stacked_cells import is_nothing
from shirube.readers.table import Table
from shirube.readers.values import cell_text

# The figure, and set off from it by a space, a line or a bracket how it was judged.
_FIGURE_FIRST = late_pattern(
    r"(?P<first>\S(?:.{0,40}?\S)?)\s*(?:\s|(?=[(（]))[(（]?"
    r"(?P<second>(?:目標値?を?)?(?:概ね|おおむね|一部|[未非不])?達成(?:済み?)?|[◎○〇●△▲×✕])[)）]?",
    re.DOTALL,
)
_MARK_FIRST = late_pattern(
    r"(?P<first>(?:[A-EＡ-ＥSＳ][*＊+＋]?|[◎○〇●△▲×✕]))[\s:：]+(?P<second>\D.{7,})", re.DOTALL
)
_JUDGED = (Role.MARK, Role.ACTUAL, Role.RATE)
_FEWEST = 2
_SAID = "評価の説明"


class _Split(Struct, frozen=True):
    """How the cells of a column are parted, and the headings of the two columns that it becomes."""

    pattern: re.Pattern[str]
    first: tuple[str, ...]
    second: tuple[str, ...]


def split_judged_columns(table: Table) -> Table | None:
    """The table with two columns for each whose cells hold a figure or words beside a mark; None for none."""
    roles = find_roles(table.headings)
    splits = {
        column: split
        for column, role in roles.items()
        if role in _JUDGED
        if (split := _find(table, column, roles))
    }
    if not splits:
        return None
    headings: list[tuple[str, ...]] = []
    for column, texts in enumerate(table.headings):
        headings += [splits[column].first, splits[column].second] if column in splits else [texts]
    return replace_rows(table, headings, [_part_row(table, row, splits) for row in table.body])


def _find(table: Table, column: int, roles: Mapping[int, Role]) -> _Split | None:
    texts = [
        text for row in table.body if (text := cell_text(table.grid, row, column)) and not is_nothing(text)
    ]
    if len(texts) < _FEWEST:
        return None
    *upper, last = table.headings[column]
    role = roles[column]
    if role is Role.MARK and all(_MARK_FIRST.fullmatch(text) for text in texts):
        return _Split(_MARK_FIRST, (*upper, last), (*[""] * len(upper), _SAID))
    if Role.MARK in {other for place, other in roles.items() if place != column}:
        return None  # the mark stands in a column of its own
    if not all((match := _FIGURE_FIRST.fullmatch(text)) and _is_figure(match["first"]) for text in texts):
        return None
    years = "".join(last[mention.start : mention.end] for mention in find_fiscal_years(last))
    if role is not Role.MARK:
        return _Split(_FIGURE_FIRST, (*upper, last), (*upper, f"{years} {heading_word(Role.MARK)}".strip()))
    kind = _find_kind(table, roles, texts)
    return _Split(_FIGURE_FIRST, (*upper, f"{years} {heading_word(kind)}".strip()), (*upper, last))


def _is_figure(text: str) -> bool:
    try:
        return parse_reading(text).quantity is not None or bool(split_name_and_quantity(text))
    except ValueError:
        return False


def _find_kind(table: Table, roles: Mapping[int, Role], texts: Sequence[str]) -> Role:
    """What the figures below 達成状況 are: rates where they are plain percentages and the targets are not."""
    if Role.ACTUAL in roles.values():
        return Role.RATE
    aims = [place for place, role in roles.items() if role in AIMS]
    promised = [cell_text(table.grid, row, place) for row in table.body for place in aims]
    are_rates = all("%" in text or "％" in text for text in texts)
    return (
        Role.RATE if are_rates and not any("%" in text or "％" in text for text in promised) else Role.ACTUAL
    )


def _part_row(table: Table, row: int, splits: dict[int, _Split]) -> Line:
    line: Line = []
    for column in range(len(table.headings)):
        split = splits.get(column)
        match = split.pattern.fullmatch(cell_text(table.grid, row, column)) if split else None
        if match:
            line += [Cell(row, column, match["first"]), Cell(row, column, match["second"])]
        else:
            line += [Cell(row, column), *([""] if split else [])]
    return line
