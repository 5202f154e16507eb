"""What the cells of a column look like, where its heading can mean several things: rates, years, directions.

Which role follows from that is said by columns.py and column_roles.py.
"""

from __future__ import annotations

from shirube.core.fiscal_year import fold_width
from shirube.core.form import Role
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.readers.direction_words import parse_direction
from shirube.readers.headings import clean_heading, find_heading_year, match_heading, match_lowest
from shirube.readers.legend import is_mark
from shirube.readers.line_words import parse_year_cell
from shirube.readers.table import Table
from shirube.readers.values import DITTOS, cell_text

_RATE = late_pattern(r"[△▲-]?[\d,]+(?:\.\d+)?\s*%")
_OF_MARKS = late_pattern(r"(?:進捗|進ちょく|達成|総合|判断)(?:の?(?:状況|度合い?|記号))?|分類|達成見込み?")
_FIGURES = (Role.BASELINE, Role.TARGET, Role.FINAL_TARGET, Role.ACTUAL, Role.RATE, Role.DIFFERENCE)
_REVIEW = late_pattern(r"(?:中間|最終|直近|期末|事後)評価(?:時|値)?(?:\([^()]*\))?")
# Cells looked at: a column shows what it holds near its top.
_LOOKED_AT = 60


def holds_rates(table: Table, column: int) -> bool:
    """True for a column of percentages: headed 達成度, it is no column of marks."""
    cells = _sample(table, column)
    return bool(cells) and sum(bool(_RATE.fullmatch(fold_width(cell))) for cell in cells) * 2 > len(cells)


def holds_review(table: Table, column: int) -> bool:
    """True for figures below 中間評価(H30): what was measured then, neither a mark nor a rate.

    Without a year of its own such a column beside one of actuals may be anything.
    """
    headings = table.headings[column]
    last = next(filter(None, reversed(headings)), "")
    if "評価" not in last or not _REVIEW.fullmatch(clean_heading(last)):
        return False
    words = map(match_lowest, table.headings) if not any(map(find_heading_year, headings)) else ()
    if any(word is not None and word.role is Role.ACTUAL for word in words):
        return False
    cells = [cell for cell in _sample(table, column) if not parse_year_cell(cell)]
    figures = sum(parse_reading(cell).quantity is not None for cell in cells)
    return figures * 2 > len(cells)


def holds_years(table: Table, column: int) -> bool:
    """True for a column of years: headed 基準年度, it is no column of figures."""
    cells = _sample(table, column)
    return bool(cells) and all(parse_year_cell(cell) is not None for cell in cells)


def holds_dates(table: Table, column: int) -> bool:
    """True for a column of which most cells are years: R8, H28.3, beside 毎年度 and blanks."""
    cells = _sample(table, column)
    return sum(parse_year_cell(cell) is not None for cell in cells) * 2 > len(cells)


def holds_directions(table: Table, column: int) -> bool:
    """True for a column of ⇩ and 減少, all of them: headed 方向性, or not at all, it is no level of the plan.

    Without a heading it must stand before all figures: ↗ behind them says how the last year went.
    """
    title = "".join(table.headings[column]).strip()
    if title and "方向" not in title:
        return False
    if not title and any(map(_is_of_figures, table.headings[:column])):
        return False
    cells = _sample(table, column)
    said = [cell for cell in cells if cell not in DITTOS]
    return bool(said) and all(map(parse_direction, said))


def holds_marks(table: Table, column: int) -> bool:
    """True for a column of signs such as A, ◎ and 達成, in every row that is filled."""
    cells = [text for row in table.body if (text := cell_text(table.grid, row, column))]
    return bool(cells) and all(map(is_mark, cells))


def is_said_of_marks(title: str) -> bool:
    """True for a heading that heads marks or words on the progress alike: 進捗, 達成."""
    return _OF_MARKS.fullmatch(title) is not None


def holds_names(table: Table, column: int) -> bool:
    """True for a column of words, mostly different ones, neither figures nor years nor marks."""
    cells = _sample(table, column)
    words = [text for text in cells if parse_reading(text).quantity is None and not is_mark(text)]
    distinct = len(set(words)) * 2 > len(words)
    return len(words) * 2 > len(cells) and distinct and not any(map(parse_year_cell, words))


def holds_goals(table: Table, column: int) -> bool:
    """True for words below 「目標」 left of the indicators: goals of the plan, no targets."""
    if any(map(find_heading_year, table.headings[column])):
        return False
    words = [match_heading(text) for headings in table.headings[column + 1 :] for text in headings if text]
    if not any(word and word.role is Role.INDICATOR for word in words):
        return False
    readings = [parse_reading(text) for text in _sample(table, column)]
    return bool(readings) and all(one.quantity is None and not one.state for one in readings)


def _is_of_figures(headings: tuple[str, ...]) -> bool:
    words = [word.role for text in headings if text and (word := match_heading(text))]
    return any(role in _FIGURES for role in words) or (not words and any(map(find_heading_year, headings)))


def _sample(table: Table, column: int) -> list[str]:
    return [text for row in table.body[:_LOOKED_AT] if (text := cell_text(table.grid, row, column))]
