"""Rows called 達成率 below the row of an indicator, in a table whose columns are years and no more.

    指標            H29      H30      R1
    受講者数(人)    7,404    7,629    7,554
    (達成率(%))     (115.7)  (118.5)  (117.3)

They are no indicator of that name: each of their figures is the published rate of the one above it.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from shirube.core.finding import Finding, Level
from shirube.core.form import AIMS, Role
from shirube.core.notation import parse_reading
from shirube.readers.column_headings import find_roles, find_year, says_only_year
from shirube.readers.headings import match_heading
from shirube.readers.records import heading_word
from shirube.readers.rewritten_grid import Cell
from shirube.readers.table import Table
from shirube.readers.values import cell_text
from shirube.readers.widened_grid import widen_grid

_WORD = "達成率"
_BRACKETS = {"(": ")", "（": "）", "[": "]", "［": "］", "〔": "〕"}


def set_rates_apart(table: Table) -> tuple[Table, Finding] | None:
    """The table without such rows, their rates in columns behind the others, and what is said; else None."""
    columns = [index for index, headings in enumerate(table.headings) if says_only_year(headings)]
    years = [year for index in columns if (year := find_year(table.headings[index]))]
    names = _find_names(table)
    if not names or len(set(years)) < len(columns) or _has_other_figures(table, columns):
        return None
    pairs = {
        row: above
        for above, row in zip(table.body, table.body[1:], strict=False)
        if _is_rate_row(table, row, names, columns)
        and not _is_rate_row(table, above, names, columns)
        and _holds_figures(table, above, columns)
    }
    if not pairs:
        return None
    width = table.grid.width
    cells = {
        (above, width + place): Cell(row, index, _without_brackets(text))
        for row, above in pairs.items()
        for place, index in enumerate(columns)
        if (text := cell_text(table.grid, row, index))
    }
    word = heading_word(Role.RATE)
    headings = [
        (*([""] * (len(table.headings[index]) - 1)), f"{year.render()} {word}")
        for index, year in zip(columns, years, strict=True)
    ]
    changed = replace(
        table,
        grid=widen_grid(table.grid, table.lines, len(columns), cells),
        headings=(*table.headings, *headings),
        body=tuple(row for row in table.body if row not in pairs),
    )
    return changed, _say(table, next(iter(pairs)), names[-1], len(pairs))


def _find_names(table: Table) -> list[int]:
    roles = find_roles(table.headings)
    named = [index for index, role in roles.items() if role in (Role.LEVEL, Role.INDICATOR)]
    return named or [0] * (0 not in roles and bool(table.headings) and not says_only_year(table.headings[0]))


def _has_other_figures(table: Table, columns: Sequence[int]) -> bool:
    """True where a heading besides the years says what its figures are: of which is the rate?"""
    others = (*AIMS, Role.ACTUAL, Role.RATE, Role.MARK, Role.BASELINE)
    roles = find_roles(table.headings)
    return not columns or any(role in others for index, role in roles.items() if index not in columns)


def _is_rate_row(table: Table, row: int, names: Sequence[int], columns: Sequence[int]) -> bool:
    """True for a row of no other name than 達成率, all of whose cells are figures."""
    said = [text for index in names if (text := cell_text(table.grid, row, index))]
    # 進捗率 below 整備延長 may be an indicator of its own.
    is_one = len(said) == 1 and _WORD in said[0]
    word = match_heading(_without_brackets(said[0])) if is_one else None
    return word is not None and word.role is Role.RATE and _holds_figures(table, row, columns)


def _holds_figures(table: Table, row: int, columns: Sequence[int]) -> bool:
    texts = [_without_brackets(text) for index in columns if (text := cell_text(table.grid, row, index))]
    readings = list(map(parse_reading, texts))
    return any(reading.quantity is not None for reading in readings) and all(
        reading.quantity is not None or reading.missing is not None for reading in readings
    )


def _without_brackets(text: str) -> str:
    bare = text.strip()
    return bare[1:-1].strip() if bare and _BRACKETS.get(bare[0]) == bare[-1] else bare


def _say(table: Table, row: int, column: int, count: int) -> Finding:
    return Finding(
        code="rates-in-rows",
        level=Level.INFORMATION,
        place=table.grid.place(row, column),
        message=(
            f"「{cell_text(table.grid, row, column)}」のような行（{count}行）を、指標ではなく、"
            "すぐ上の指標の達成率として読み取りました。"
        ),
        remedy="別の指標であれば、行に指標名を記入してください。",
    )
