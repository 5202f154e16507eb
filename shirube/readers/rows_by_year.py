"""Tables with one row per indicator and fiscal year, as data are often handed on.

    指標      年度   目標   実績
    相談件数  R5     75     70
              R6     80     78

All rows of an indicator become one, the figures of each year in columns of their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import AIMS, Role
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.readers.cell_kinds import sample
from shirube.readers.headings import find_heading_year, match_lowest
from shirube.readers.line_words import parse_year_cell
from shirube.readers.rewritten_grid import Cell
from shirube.readers.rewritten_table import replace_rows
from shirube.readers.source import may_hold
from shirube.readers.table import Table
from shirube.readers.values import DITTOS, cell_text

_YEAR_HEADING = late_pattern(r"(?:会計|評価|実施|対象|実績|報告)?(?:年度?|時期)")
_WESTERN = late_pattern(r"(?:19|20)\d{2}")
_YEARLY = (*AIMS, Role.ACTUAL, Role.RATE, Role.MARK, Role.DIFFERENCE, Role.STATUS)
_NAMES = (Role.LEVEL, Role.INDICATOR)


# Beside its year they say that a row is where things began: H30(基準), 令和2年度（策定時）.
_BEGAN = late_pattern(r"(?:計画)?(?:基準|策定|現状|当初|開始)(?:年度?|時点?|値)?")
_REMARK = late_pattern(r"[(（【\[](?P<words>[^()（）\d]{2,6})[)）】\]]|(?P<bare>[^\d\s()（）年度末元]{2,5})$")


class _Group(Struct):
    """The rows of one indicator: the year of each, its names as carried down, the year where it began."""

    names: tuple[str, ...]
    rows: dict[FiscalYear, int] = field(default_factory=dict)
    began: FiscalYear | None = None


class _Column(Struct, frozen=True):
    """A column of the rewritten table: where it stood, and the year it is for; None for all of them."""

    index: int
    year: FiscalYear | None = None


def join_rows_of_years(table: Table) -> Table | None:
    """The table with one row per indicator; None where the rows are no years of indicators."""
    if not any(map(_names_year, table.headings)):
        return None
    from shirube.readers.rows_by_kind import spread_kinds

    table = spread_kinds(table) or table
    roles = _find_roles(table)
    year = next((index for index in range(len(table.headings)) if _is_year_column(table, index)), None)
    names = [index for index, role in roles.items() if role in _NAMES]
    if not names:
        names = _find_aims_in_words(table, roles, year)
        roles |= dict.fromkeys(names, Role.INDICATOR)
    if year is None or not names or not any(roles.get(index) in _YEARLY for index in roles):
        return None
    groups = _group_rows(table, names, year)
    if groups is None:
        return None
    if all(len(group.rows) < 2 for group in groups) and not _stands_before_figures(roles, year):
        return None
    years = sorted({one for group in groups for one in group.rows})
    columns = _list_columns(table, roles, year, groups, years)
    began = {group.began for group in groups}
    first = next(iter(began)) if len(began) == 1 else None
    if not may_hold(len(groups), len(columns)):
        return None  # a column for each of hundreds of years would fill the memory
    headings = [_heading_of(table, column, roles, first) for column in columns]
    body = [[_cell_of(table, column, group, names) for column in columns] for group in groups]
    return replace_rows(table, headings, body)


def _find_aims_in_words(table: Table, roles: Mapping[int, Role], year: int | None) -> list[int]:
    """目標 above words before the years, with 目標値 behind them: what is aimed at has its name there."""
    aims = [index for index, role in roles.items() if role in AIMS]
    if year is None or not any(index > year for index in aims):
        return []
    before = [index for index in aims if index < year]
    return [
        index for index in before if not any(parse_reading(text).quantity for text in sample(table, index))
    ]


def _stands_before_figures(roles: dict[int, Role], year: int) -> bool:
    """True for 年度 | 目標 | 実績: the year is that of both, though each indicator has a single one."""
    figures = {index: role for index, role in roles.items() if role in _YEARLY}
    return {Role.TARGET, Role.ACTUAL} <= set(figures.values()) and year < min(figures)


def _names_year(headings: Sequence[str]) -> bool:
    title = "".join("".join(headings).split())
    return ("年" in title or "時期" in title) and _YEAR_HEADING.fullmatch(title) is not None


def _is_year_column(table: Table, index: int) -> bool:
    if not _names_year(table.headings[index]):
        return False
    cells = sample(table, index)
    return bool(cells) and all(_parse_year(text) is not None for text in cells)


def _parse_year(text: str) -> FiscalYear | None:
    """The year of a cell below 年度, also a bare western one: 2023; of H30(基準) too."""
    if _WESTERN.fullmatch(text):
        return FiscalYear(int(text))
    return parse_year_cell(text) or (parse_year_cell(_REMARK.sub("", text)) if _is_beginning(text) else None)


def _is_beginning(text: str) -> bool:
    match = _REMARK.search(text)
    return match is not None and _BEGAN.fullmatch(match["words"] or match["bare"]) is not None


def _find_roles(table: Table) -> dict[int, Role]:
    """The roles of columns without a year of their own, by their lowest known heading."""
    return {
        index: word.role
        for index, headings in enumerate(table.headings)
        if (word := match_lowest(headings)) and not any(map(find_heading_year, headings))
    }


def _group_rows(table: Table, names: Sequence[int], year: int) -> list[_Group] | None:
    """The rows of each indicator, blank names carried down; None where a year stands twice in one."""
    groups: dict[tuple[str, ...], _Group] = {}
    before: FiscalYear | None = None
    goes_on = bool(names) and year < min(names)
    path: tuple[str, ...] = ("",) * len(names)
    for row in table.body:
        text = cell_text(table.grid, row, year)
        if not text and goes_on:
            found = before  # a year merged over the rows of all its indicators
        else:
            found = before = _parse_year(text)
        texts = [cell_text(table.grid, row, column) for column in names]
        own = next((place for place, text in enumerate(texts) if text and text not in DITTOS), len(names))
        path = (
            *path[:own],
            *(path[place] if text in DITTOS else text for place, text in enumerate(texts[own:], own)),
        )
        if found is None:
            return None
        group = groups.setdefault(path, _Group(path))
        if found in group.rows:
            return None
        group.rows[found] = row
        if _is_beginning(cell_text(table.grid, row, year)):
            group.began = found
    return list(groups.values())


def _list_columns(
    table: Table, roles: dict[int, Role], year: int, groups: Sequence[_Group], years: Sequence[FiscalYear]
) -> list[_Column]:
    """Columns that hold for all years first; figures, and words that change, by year."""
    whole = _find_final_goals(table, roles, year, groups)
    by_year = [
        index
        for index in range(len(table.headings))
        if index not in (year, *whole)
        and (roles.get(index) in _YEARLY or _changes(table, index, groups, roles))
    ]
    single = [index for index in range(len(table.headings)) if index != year and index not in by_year]
    return [_Column(index) for index in single] + [_Column(index, one) for one in years for index in by_year]


def _find_final_goals(table: Table, roles: dict[int, Role], year: int, groups: Sequence[_Group]) -> list[int]:
    """目標値 | 年度 | 目標 | 実績: what stands once for all years is the goal of the end."""
    goals = [index for index, role in roles.items() if role in AIMS]
    if not any(index > year for index in goals):
        return []
    return [index for index in goals if index < year and not _changes(table, index, groups, roles)]


def _changes(table: Table, index: int, groups: Sequence[_Group], roles: dict[int, Role]) -> bool:
    if roles.get(index) in _NAMES:
        return False
    said = [
        {cell_text(table.grid, row, index) for row in group.rows.values()} - {"", *DITTOS} for group in groups
    ]
    return any(len(texts) > 1 for texts in said)


def _heading_of(
    table: Table, column: _Column, roles: dict[int, Role], first: FiscalYear | None
) -> tuple[str, ...]:
    """The headings of a column; what was reached in the year where all began is the baseline."""
    headings = table.headings[column.index]
    word = match_lowest(headings)
    if roles.get(column.index) is Role.INDICATOR and word and word.role in AIMS:
        return (*[""] * len(headings), "指標")
    if column.year is None and roles.get(column.index) in AIMS:
        return (*[""] * len(headings), "最終目標値")
    if column.year is not None and column.year == first and roles.get(column.index) is Role.ACTUAL:
        return ("", *[""] * (len(headings) - 1), f"基準値（{column.year.render()}）")
    return ("", *headings) if column.year is None else (column.year.render(), *headings)


def _cell_of(table: Table, column: _Column, group: _Group, names: Sequence[int]) -> Cell | str:
    if column.year is not None:
        return Cell(group.rows[column.year], column.index) if column.year in group.rows else ""
    first = next(iter(group.rows.values()))
    if column.index in names:
        return Cell(first, column.index, group.names[list(names).index(column.index)])
    filled = (
        row for row in group.rows.values() if cell_text(table.grid, row, column.index) not in ("", *DITTOS)
    )
    return Cell(next(filled, first), column.index)
