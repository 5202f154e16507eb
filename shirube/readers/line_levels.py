"""Columns of levels or counts left of the years, in tables whose lines say what a figure is.

区分                    R5  R6        What stands in such a column is a group, and no part of the name.
１号認定  量の見込み  計画  ..  ..    Names that several cells share are put together by line_name_parts.py.
                      実績  ..
          確保方策    計画  ..  ..
                      実績  ..
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shirube.core.form import Role
from shirube.readers.line_words import parse_year_cell
from shirube.readers.name_columns import is_plain_item
from shirube.readers.year_rows import YearRow


def find_level_columns(
    texts: Sequence[Sequence[str]],
    lines: Sequence[int],
    kind_column: int,
    years: YearRow,
    roles: Mapping[int, Role],
) -> tuple[int, ...]:
    """The columns of levels, from the left. ``roles`` are those that the labels of the year row give."""
    named = [column for column, role in roles.items() if role is Role.INDICATOR]
    named = named or _find_items(kind_column, years, roles)
    if not named and _have_one_heading(kind_column, years, roles):
        return _find_unnamed_levels(texts, lines, kind_column)
    return tuple(
        column
        for column, role in sorted(roles.items())
        if role is Role.LEVEL and named and column < min(named)
    )


def _find_items(kind_column: int, years: YearRow, roles: Mapping[int, Role]) -> list[int]:
    """The column headed 項目 before the kinds, where others before it are levels: 政策 | 施策 | 項目."""
    levels = [column for column, role in sorted(roles.items()) if role is Role.LEVEL and column < kind_column]
    plain = [column for column in levels if is_plain_item(years.labels.get(column, ""))]
    return plain if len(levels) > 1 and plain == levels[-1:] else []


def _have_one_heading(kind_column: int, years: YearRow, roles: Mapping[int, Role]) -> bool:
    """True where nothing stands over the columns of words, or one word over all of them (区分, 項目)."""
    left = [column for column in years.labels if column < kind_column]
    if not left:
        return not any(column < years.first for column in years.labels)
    return len(left) == 1 and roles.get(left[0]) is Role.LEVEL


def _find_unnamed_levels(
    texts: Sequence[Sequence[str]], lines: Sequence[int], kind_column: int
) -> tuple[int, ...]:
    """Without headings the last column of words has the names, those before it are filled less often."""
    rows = [[bool(text) for text in texts[row]] for row in lines]
    columns = [column for column in range(kind_column) if any(row[column] for row in rows)]
    counts = [sum(row[column] for row in rows) for column in columns]
    rising = counts == sorted(counts) and counts[-1:] > counts[-2:-1] > []
    return tuple(columns[:-1]) if rising else ()


def are_no_names(years: YearRow, column: int, cells: Sequence[str]) -> bool:
    """True left of the years for whole numbers below 項目数, and for the years below 数値の基準年度."""
    label = years.labels.get(column, "")
    if not label or column >= years.first:
        return False
    return all(map(parse_year_cell, cells)) or (label.endswith("数") and all(map(str.isdecimal, cells)))
