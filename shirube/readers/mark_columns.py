"""Columns of years that hold marks and no figures: how each year was judged.

重点目標        H28  H29  H30
①地域との連携  A    A    B
②家庭の教育力  A    B    B
"""

from __future__ import annotations

from itertools import islice

from shirube.core.form import Role
from shirube.core.notation import parse_reading
from shirube.core.notation_words import DASHES
from shirube.readers.cell_kinds import sample
from shirube.readers.column_headings import find_roles, find_year, says_only_year
from shirube.readers.headings import match_lowest
from shirube.readers.legend import is_mark
from shirube.readers.table import Table

# A row that counts the marks may stand below them.
_MOST_FIGURES = 0.3
_FEWEST = 2
# 目標を達成した。 is a grade in words; what is longer tells of the year.
_LONGEST_GRADE = 20
# So many years nobody judges, and for each of them all are looked at.
_MOST_YEARS = 40


def holds_marks_of_year(table: Table, column: int) -> bool:
    """True for A, B and ◎ below years and no more; 1 to 5 may as well be figures.

    All such columns are looked at together: one year may not be judged yet.
    """
    if not says_only_year(table.headings[column]) or not all(map(_may_be_mark, sample(table, column)[:1])):
        return False
    of_years = (place for place, headings in enumerate(table.headings) if says_only_year(headings))
    years = list(islice(of_years, _MOST_YEARS + 1))
    if len(years) > _MOST_YEARS:
        return False
    cells = [text for place in years for text in sample(table, place) if text not in DASHES]
    figures = sum(parse_reading(text).quantity is not None for text in cells)
    marks = sum(is_mark(text) and parse_reading(text).quantity is None for text in cells)
    return marks >= _FEWEST and marks + figures == len(cells) and figures <= len(cells) * _MOST_FIGURES


def _may_be_mark(text: str) -> bool:
    return text in DASHES or is_mark(text)


def holds_marks_beside(table: Table, column: int) -> bool:
    """True for A and B below no heading right behind the figures of a year: how that year was judged.

    Marks that have a heading of their own elsewhere leave it open what these are.
    """
    headings = table.headings
    if column == 0 or any(headings[column]) or find_year(headings[column - 1]) is None:
        return False
    cells = [text for text in sample(table, column) if text not in DASHES]
    if len(cells) < _FEWEST or not all(map(_is_sign, cells)):
        return False
    word = match_lowest(headings[column - 1])
    is_figure = says_only_year(headings[column - 1]) or (word is not None and word.role is Role.ACTUAL)
    if not is_figure or any(map(_is_sign, sample(table, column - 1))):
        return False
    return Role.MARK not in find_roles(headings).values()


def _is_sign(text: str) -> bool:
    return is_mark(text) and parse_reading(text).quantity is None


def holds_sentences(table: Table, column: int) -> bool:
    """True for whole sentences below 評価 and no grade among them: how the year went, in words."""
    cells = [text.strip() for text in sample(table, column) if text not in DASHES]
    return bool(cells) and all(text.endswith("。") and len(text) > _LONGEST_GRADE for text in cells)
