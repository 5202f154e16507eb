"""Rows called 目標値 and no more, directly below the figures that the goal is for.

    施設        H26    H27
    大ホール    5      6
    利用者数計  10     12
    目標値      9      11

Below columns of years such a row is no indicator: its figures are the goals of the row above it. The forms of
the state call it 年度ごとの目標値, below 実績値 of several years.
目標値 14.8 目標年度 令和5年度 says a single one.
"""

from __future__ import annotations

from collections.abc import Sequence

from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import AIMS, Role
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.core.reading import Missing
from shirube.readers.column_headings import says_only_year
from shirube.readers.grid_rows import filled_cells
from shirube.readers.headings import find_heading_year, is_only_year, match_lowest
from shirube.readers.line_words import match_kind
from shirube.readers.records import heading_word
from shirube.readers.rewritten_grid import Cell
from shirube.readers.rewritten_table import replace_rows
from shirube.readers.table import Table
from shirube.readers.values import cell_text

_GOAL = late_pattern(
    r"[(（]?(?:うち)?(?:年間|年度|単年度|数値|各年度|毎年度|(?:各)?年度(?:ごと|毎))?の?(?:目標|計画)(?:数)?値?[)）]?"
)
_GOAL_YEAR = late_pattern(r"(?:目標)?達成年度|目標(?:達成)?年[度次]")
_DATED = 4


def join_goal_rows(table: Table) -> tuple[Table, Finding] | None:
    """The table with the goals in columns of their own, and what was said; None for one without such rows."""
    dated = {row: found for row in table.body[1:] if (found := _read_dated(table, row))}
    if dated:
        return _join_dated(table, dated)
    years = [index for index, headings in enumerate(table.headings) if _is_of_year(headings)]
    first = min(years, default=0)
    goals = {row for row in table.body if _is_goal(table, row, first)}
    if not years or not goals or not _follow_figures(table, goals, years, first):
        return None
    joined = {before: row for before, row in zip(table.body, table.body[1:], strict=False) if row in goals}
    headings: list[tuple[str, ...]] = []
    for index, texts in enumerate(table.headings):
        if index in years:
            *upper, last = ("" if match_kind(text) else text for text in texts)
            headings += [(*upper, f"{last} {heading_word(role)}") for role in (Role.TARGET, Role.ACTUAL)]
        else:
            headings.append(texts)
    body = [_join(table, row, joined.get(row), years) for row in table.body if row not in goals]
    return replace_rows(table, headings, body), _describe(table, joined, first)


def _read_dated(table: Table, row: int) -> tuple[Cell, FiscalYear] | None:
    """The goal and its year in 「目標値｜14.8｜目標年度｜令和5年度」, or the other way round."""
    cells = table.grid.rows[row]
    if sum(cell not in ("", None) for cell in cells) != _DATED:
        return None
    columns = [column for column in range(len(cells)) if cell_text(table.grid, row, column)]
    texts = ["".join(cell_text(table.grid, row, column).split()) for column in columns]
    if len(texts) == _DATED and _GOAL_YEAR.fullmatch(texts[0]):
        columns, texts = columns[2:] + columns[:2], texts[2:] + texts[:2]
    if len(texts) != _DATED or not (_GOAL.fullmatch(texts[0]) and _GOAL_YEAR.fullmatch(texts[2])):
        return None
    year = find_heading_year(texts[3]) if is_only_year((texts[3],)) else None
    return (Cell(row, columns[1]), year) if year and parse_reading(texts[1]).quantity else None


def _join_dated(table: Table, dated: dict[int, tuple[Cell, FiscalYear]]) -> tuple[Table, Finding] | None:
    joined = {before: row for before, row in zip(table.body, table.body[1:], strict=False) if row in dated}
    said = {find_heading_year(" ".join(texts)) for texts in table.headings if _is_goal_heading(texts)}
    years = sorted({year for _, year in dated.values()})
    if any(row in dated or not any(filled_cells(table.grid.rows[row])) for row in joined) or said & {*years}:
        return None
    over = [""] * (table.heading_rows - 1)
    headings = [*table.headings, *((*over, f"{year.render()} {heading_word(Role.TARGET)}") for year in years)]
    body: list[list[Cell | str]] = []
    for row in table.body:
        if row not in dated:
            goal, own = dated[joined[row]] if row in joined else ("", None)
            line: list[Cell | str] = [Cell(row, index) for index in range(len(table.headings))]
            body.append([*line, *(goal if year == own else "" for year in years)])
    return replace_rows(table, headings, body), _describe(table, joined, len(table.headings))


def _is_goal_heading(headings: Sequence[str]) -> bool:
    word = match_lowest(headings)
    return word is not None and word.role in AIMS


def _is_of_year(headings: Sequence[str]) -> bool:
    """True for R5 alone, and for R5 below 実績値."""
    word = match_lowest(headings)
    if word is None:
        return says_only_year(headings)
    return word.role is Role.ACTUAL and is_only_year(headings)


def _is_goal(table: Table, row: int, first: int) -> bool:
    """True for a row whose only words before the years are 目標値."""
    words = [text for column in range(first) if (text := cell_text(table.grid, row, column))]
    return len(words) == 1 and _GOAL.fullmatch("".join(words[0].split())) is not None


def _follow_figures(table: Table, goals: set[int], years: Sequence[int], first: int) -> bool:
    """Each goal has figures and stands below a row with a name and figures of its own."""
    rows = list(table.body)
    for place, row in enumerate(rows):
        if row not in goals:
            continue
        before = rows[place - 1] if place else row
        named = any(cell_text(table.grid, before, column) for column in range(first))
        if before in goals or not named or not _has_figures(table, row, years, or_none=True):
            return False
        if not _has_figures(table, before, years):
            return False
    return True


def _has_figures(table: Table, row: int, years: Sequence[int], *, or_none: bool = False) -> bool:
    """True where a figure stands below the years, or (``or_none``) a reason for none: 「-」."""
    readings = [parse_reading(text) for column in years if (text := cell_text(table.grid, row, column))]
    reasons = (Missing.UNREADABLE, Missing.SEVERAL)
    return any(one.quantity is not None or (or_none and one.missing not in reasons) for one in readings)


def _join(table: Table, row: int, goal: int | None, years: Sequence[int]) -> list[Cell | str]:
    line: list[Cell | str] = []
    for index in range(len(table.headings)):
        if index in years:
            line += ["" if goal is None else Cell(goal, index), Cell(row, index)]
        else:
            # A figure of the end of the plan may stand in either row.
            lower = index > years[0] and not cell_text(table.grid, row, index)
            line.append(Cell(goal if lower and goal is not None else row, index))
    return line


def _describe(table: Table, joined: dict[int, int], first: int) -> Finding:
    above, goal = next(iter(joined.items()))
    words = [text for column in range(first) if (text := cell_text(table.grid, above, column))]
    name = " ".join(text for text in words if parse_reading(text).quantity is None)
    word = next(text for column in range(first) if (text := cell_text(table.grid, goal, column)))
    return Finding(
        code="goal-rows",
        level=Level.ODD,
        place=table.grid.place(goal, 0),
        message=f"「{word}」の行（{len(joined)}行）を、指標ではなく、すぐ上の行（「{name}」など）の目標値として読み取りました。",
        remedy="違う場合は、目標値の行に、どの指標の目標値かを書いてください。",
    )
