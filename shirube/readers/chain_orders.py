"""What the parts of the chains of a column are, where its heading or the lines above say so: 基準値→目標値.

The parts themselves are read by chain_links.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import takewhile

from msgspec import Struct, field

from shirube.core.fiscal_year import FiscalYear, fold_width
from shirube.core.form import FIGURES, Role
from shirube.core.pattern import late_pattern
from shirube.readers.cell_years import find_cell_year
from shirube.readers.chain_links import ORDER, PAIR, name_before
from shirube.readers.chain_parts import ARROW
from shirube.readers.grid import Grid
from shirube.readers.grid_rows import filled_cells
from shirube.readers.headings import clean_heading, find_heading_year, match_heading, strip_years
from shirube.readers.line_words import parse_year_cell
from shirube.readers.values import cell_text

# 進捗（基準値→目標値→実績値）
_BRACKETED = late_pattern(r"[(（]([^()（）]+)[)）]\s*$")
# Between arrows they say when a figure was taken: 策定時→現在→目標.
_NOW = late_pattern(r"(?:現在|現時点|現況|現状|直近|最新|今回|実績)(?:の?(?:数?値|実績))?")
_GOALS = late_pattern(r"数値目標|目標値|目標指標|成果目標|KPI|重要業績評価指標")
# 達成予定年度 and 中間評価年度 say when something will be.
_REACHED = late_pattern(r"実績|推移|進捗|達成(?!予定|年度|目標)|状況|結果|評価(?!指標|年度)|報告")
_BEGAN = late_pattern(r"(?:計画)?(?:策定|開始)(?:時|前|当初)|当初|基準|従前|初年度")


class ChainOrder(Struct, frozen=True):
    """What the parts of the chains of a column are, and the years that the heading gives them."""

    roles: tuple[Role, ...]
    years: Mapping[Role, FiscalYear] = field(default_factory=dict)


def find_orders(grid: Grid) -> dict[int, ChainOrder]:
    """The order of each column of chains for which it is said; what a heading says counts most."""
    return _find_dated_orders(grid) | _find_said_orders(grid)


def _find_said_orders(grid: Grid) -> dict[int, ChainOrder]:
    """What the parts of the chains of a column are, where its heading says so: 基準値→目標値."""
    orders: dict[int, ChainOrder] = {}
    for row in range(grid.height):
        for column in range(grid.width):
            text = cell_text(grid, row, column)
            if column in orders or not ARROW.search(text):
                continue
            parts, years = _split_order(text)
            if is_dated := any(map(str.isdigit, "".join(parts))):
                parts, years = [*map(strip_years, parts)], [*map(find_heading_year, parts)]
            if any(map(str.isdigit, "".join(parts))):
                continue
            roles = tuple(role for part in parts if (role := _find_role(part, parts)))
            is_known = len(roles) == len(parts) == len(set(roles)) and set(roles) <= set(ORDER)
            # R5に着手→R6に完了 is no heading; beside other figures headed_pairs.py reads it.
            if is_dated and (not is_known or _heads_figures(grid, row)):
                continue
            # Where a heading says an order that nobody understands, the usual one would be a guess.
            orders[column] = (
                ChainOrder(roles, {role: year for role, year in zip(roles, years, strict=False) if year})
                if is_known
                else ChainOrder(())
            )
    return orders


def _find_dated_orders(grid: Grid) -> dict[int, ChainOrder]:
    """基準値→目標値 for 79%(平成20)→95%(平成32) below 成果指標, beside a column of what is now.

    Without that column two years may as well show how something went.
    """
    rows = [[cell_text(grid, row, column) for column in range(grid.width)] for row in range(grid.height)]
    now = [{place for place, text in enumerate(line) if text and _NOW.fullmatch(text)} for line in rows]
    orders: dict[int, ChainOrder] = {}
    for column in range(grid.width):
        cells = [cell for line in rows if len(ARROW.split(cell := line[column])) == PAIR]
        years = [[find_cell_year(name_before(part)[1]) for part in ARROW.split(cell)] for cell in cells]
        rises = [first is not None and last is not None and first < last for first, last in years]
        is_said = any(
            places - {column} and ("目標" in line[column] or "指標" in line[column])
            for line, places in zip(rows, now, strict=True)
            if places
        )
        if len(cells) >= PAIR and all(rises) and (is_said or _is_told_above(rows, cells[0])):
            orders[column] = ChainOrder((Role.BASELINE, Role.TARGET))
    return orders


def _is_told_above(rows: Sequence[Sequence[str]], chain: str) -> bool:
    above = takewhile(lambda line: chain not in line, rows)
    return _are_goals_told([text for line in above for text in line if text])


def _are_goals_told(above: Sequence[str]) -> bool:
    """True below a line like 【数値目標】 or 重要業績評価指標(KPI), and nothing of what was reached."""
    return any(map(tells_goals, above)) and not any(map(tells_reached, above))


def tells_goals(text: str) -> bool:
    """True for a line that leads to goals."""
    return _GOALS.search(fold_width(text)) is not None


def tells_reached(text: str) -> bool:
    """True for a line that speaks of what was reached."""
    return _REACHED.search(text) is not None


def _heads_figures(grid: Grid, row: int) -> bool:
    words = (match_heading(text) for text in filled_cells(grid.rows[row]))
    return any(word is not None and word.role in FIGURES for word in words)


def _split_order(text: str) -> tuple[list[str], Sequence[FiscalYear | None]]:
    """The parts between the arrows of a heading, or of its brackets where it has them there; and their years.

    基準値→実績値（R2→R5） has its years in the brackets.
    """
    inside = _BRACKETED.search(text)
    if inside is None or not ARROW.search(inside[1]):
        return ARROW.split(text), []
    before, parts = text[: inside.start()], ARROW.split(inside[1])
    years = [year for part in parts if (year := parse_year_cell(part))]
    if len(years) == len(parts) and len(ARROW.split(before)) == len(parts):
        return ARROW.split(before), years
    # 目標値(平成17年現状値→平成23年目標値): each part has its own.
    dated = [find_heading_year(part) for part in parts]
    known = [year for year in dated if year is not None]
    return ([*map(strip_years, parts)], known) if len(known) == len(parts) else (parts, [])


def _find_role(part: str, parts: Sequence[str]) -> Role | None:
    """What a part of a heading with arrows says of the figures: 現在 behind 策定時 is what was reached."""
    bare = clean_heading(part)
    if _BEGAN.fullmatch(bare):
        return Role.BASELINE
    if _NOW.fullmatch(bare) and (part is not parts[0] or "実績" in part):
        return Role.ACTUAL
    word = match_heading(part)
    role = word.role if word else None
    return Role.TARGET if role is Role.FINAL_TARGET else role


def is_order(text: str) -> bool:
    """True for a heading that says what the figures between arrows are: 策定時→現在→目標."""
    parts, _ = _split_order(text)
    return len(parts) > 1 and all(_find_role(part, parts) for part in parts)
