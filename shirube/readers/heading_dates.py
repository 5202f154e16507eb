"""Years below the headings of a block of lines, of some of them or of all.

区分    基準値   令和4年度  令和5年度        指標      区分  現況値  1年目  2年目  評価
         H21                                               R3      R4     R5     R5
目標値             0.31       0.30             参加者数  目標          50     52    ○
実績値   0.32      0.33       0.24                       実績  48      53     55
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from shirube.core.form import AIMS, Role
from shirube.readers.headings import find_heading_year, match_heading
from shirube.readers.line_words import is_name_label, match_kind, parse_year_cell

_DATED = (Role.BASELINE, *AIMS)
_JUDGED = (Role.MARK, Role.RATE, Role.DIFFERENCE)
_MOST = 2
_FEWEST_YEARS = 2
# 指標 | 区分: beside the years there are names and kinds of lines.
_FEWEST_WORDS = 2


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


def join_rows_of_years(texts: list[list[str]]) -> None:
    """Puts a whole row of years into the headings above: 現況値 over R3 is 現況値(R3), 1年目 over R4 R4."""
    for row, (heads, cells) in enumerate(itertools.pairwise(texts), 1):
        years = [column for column, text in enumerate(cells) if text and parse_year_cell(text)]
        if len(years) < _FEWEST_YEARS or not _are_headings(heads, cells, years):
            continue
        joined = {column: _join(heads, cells[column], column) for column in years}
        if sum(1 for column in years if joined[column] == cells[column]) < _FEWEST_YEARS:
            continue
        for column, text in joined.items():
            heads[column] = text
        texts[row] = [""] * len(cells)


def _are_headings(heads: Sequence[str], cells: Sequence[str], years: Sequence[int]) -> bool:
    """True for 指標 | 区分 and other words, none of them a kind of the figures over several years."""
    if any(text and column not in years and text != heads[column] for column, text in enumerate(cells)):
        return False
    left = [text for text in heads[: years[0]] if text]
    # Over the years the lines have to say what a figure is: 実績値 over all of them would say it instead.
    over = [column for column in years if heads[column] and not _is_single(heads, column, years)]
    return (
        any(map(is_name_label, left))
        and len(left) >= _FEWEST_WORDS
        and all(map(match_heading, left))
        and all(map(_may_stand_over_year, filter(None, heads[years[0] :])))
        and not _count_years(heads)
        and not any(match_kind(heads[column]) for column in over)
    )


def _may_stand_over_year(heading: str) -> bool:
    """False for 単位 and other words that label what stands beside them: in a form, not in a list."""
    word = match_heading(heading)
    return word is None or word.role in (*_DATED, *_JUDGED, Role.ACTUAL, Role.NOTE, Role.EXTRA, Role.BODY)


def _is_single(heads: Sequence[str], column: int, years: Sequence[int]) -> bool:
    """True for a heading over one year alone: nothing follows, or the next column has its own."""
    return column + 1 not in years or bool(heads[column + 1])


def _join(heads: Sequence[str], year: str, column: int) -> str:
    """What stands over a year and the year: 現況値(R3). A heading that is none of a figure is left out."""
    word = match_heading(heads[column]) if heads[column] else None
    is_own = word is not None and word.role in (*_DATED, *_JUDGED)
    return f"{heads[column]}({year.strip('()（）')})" if is_own else year


def _is_open(heading: str) -> bool:
    """True for a heading of a figure that says no year."""
    word = match_heading(heading) if heading else None
    return word is not None and word.role in _DATED and find_heading_year(heading) is None


def _count_years(cells: Sequence[str]) -> int:
    return sum(1 for text in cells if text and parse_year_cell(text))
