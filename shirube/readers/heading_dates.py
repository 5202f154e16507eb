"""Years below the headings of a block of lines: H21 below 基準値, beside the years of the other columns.

区分    基準値   令和4年度  令和5年度
         H21
目標値             0.31       0.30
実績値   0.32      0.33       0.24
"""

from __future__ import annotations

from shirube.core.form import AIMS, Role
from shirube.readers.headings import find_heading_year, match_heading
from shirube.readers.line_words import parse_year_cell

_DATED = (Role.BASELINE, *AIMS)
_MOST = 2
_FEWEST_YEARS = 2


def join_dates_below(texts: list[list[str]]) -> None:
    """Puts such years into the headings above them; alone in its row a year would name a group of lines."""
    for row, cells in enumerate(texts[1:], 1):
        found = [column for column, text in enumerate(cells) if text]
        if not 0 < len(found) <= _MOST or not all(parse_year_cell(cells[column]) for column in found):
            continue
        heads = texts[row - 1]
        if all(_is_open(heads[column]) for column in found) and _count_years(heads) >= _FEWEST_YEARS:
            for column in found:
                heads[column] = f"{heads[column]}({cells[column].strip('()（）')})"
                cells[column] = ""


def _is_open(heading: str) -> bool:
    """True for a heading of a figure that says no year."""
    word = match_heading(heading) if heading else None
    return word is not None and word.role in _DATED and find_heading_year(heading) is None


def _count_years(cells: list[str]) -> int:
    return sum(1 for text in cells if text and parse_year_cell(text))
