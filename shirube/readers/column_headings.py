"""What the headings of a column say together, from the top down: its role, its year.

What one heading says is told by headings.py. What a column is in the end, after a look at its cells and its
neighbours, is told by columns.py and column_roles.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from msgspec import Struct

from shirube.core.fiscal_year import FiscalYear, fold_width
from shirube.core.form import FIGURES, Role
from shirube.core.pattern import late_pattern
from shirube.readers.heading_words import HeadingWord
from shirube.readers.headings import (
    drop_revision,
    find_heading_year,
    find_period_end,
    is_group_of_others,
    is_of_last_year,
    is_only_year,
    is_year_of_others,
    match_heading,
    match_lowest,
)
from shirube.readers.stacked_cells import Stack, find_pair

# Columns of these roles belong to a year, their own or that of the table.
YEARLY = (Role.TARGET, Role.ACTUAL, Role.RATE, Role.MARK)
# How sure it is that figures below a year and no more are actuals.
BARE_YEAR = 60
# A letter by which a formula calls the column: 実績(B), where 達成率 is (B)/(A).
LETTER = late_pattern(r"(?:^|[\s(])([A-Za-z])\)?$")
_FIGURES_AND_RATES = (*FIGURES, Role.RATE, Role.DIFFERENCE)
# Beside a year: as far as a plan looks ahead.
_HORIZONS = ("短期", "中期", "長期", "以降")


class HeadingMeaning(Struct, frozen=True):
    """What the headings of one column mean, before anybody looks at its cells and at the columns beside it.

    ``role`` is None where they tell none; ``text`` is the heading that told it, or the lowest below a group
    that speaks of others; ``confidence`` is in percent.
    """

    role: Role | None
    year: FiscalYear | None
    text: str = ""
    confidence: int = 0
    # The heading is a year and no more, whose figures are taken for actuals.
    is_bare: bool = False
    # What its figures would be if they were not below 前年度.
    of_last_year: Role | None = None
    # What its cells hold one behind the other: 実績／目標.
    stack: Stack = ()
    # 効果額 below 進捗状況, R22(トレンド値) below 目標: what stands above is said of other columns.
    is_of_others: bool = False


def find_meaning(headings: Sequence[str], groups: frozenset[str] = frozenset()) -> HeadingMeaning:
    """What the headings of a column mean. ``groups`` are those of the table over several different columns.

    The lowest known heading counts: above it stand years and groups.
    """
    year = find_year(headings) or find_period_end(headings)
    texts = [text for text in drop_revision(headings) if text]
    for text in reversed(texts):
        stack = find_pair(text) or ()
        word = match_heading(_without_letter(text)) or match_heading(text)
        if word and is_group_of_others(text, word.role, texts[-1], groups):
            return HeadingMeaning(None, year, texts[-1], is_of_others=True)
        if word and text is not texts[-1] and is_year_of_others(headings):
            return HeadingMeaning(None, year, is_of_others=True)
        if stack or word:
            return _find_role(headings, text, word, stack)
    if year and is_only_year(headings) and not is_year_of_others(headings):
        if any(sign in text for text in texts for sign in _HORIZONS):
            return HeadingMeaning(Role.TARGET, year, texts[-1], BARE_YEAR)
        return HeadingMeaning(Role.ACTUAL, year, texts[-1], BARE_YEAR, is_bare=True)
    return HeadingMeaning(None, year)


def _find_role(headings: Sequence[str], text: str, word: HeadingWord | None, stack: Stack) -> HeadingMeaning:
    """The meaning of a heading that is known, or that names several kinds of figures at once."""
    year = find_year(headings) or find_period_end(headings)
    role = word.role if word and not stack else Role.ACTUAL
    confidence = word.confidence if word and not stack else 0
    if role in (*YEARLY, Role.FINAL_TARGET) and is_of_last_year(headings):
        last = Role.PREVIOUS_MARK if role is Role.MARK else Role.EXTRA
        return HeadingMeaning(last, year, text, of_last_year=role)
    return HeadingMeaning(role, year, text, confidence, stack=stack)


def _without_letter(text: str) -> str:
    return LETTER.sub("", fold_width(text)).strip() or text


def find_roles(columns: Sequence[Sequence[str]]) -> Mapping[int, Role]:
    """The role of each column with a known heading, by its place: that of the lowest such heading."""
    return _find_roles_of(_Headings(columns))


class _Headings:
    """The headings of a table, the same only as themselves: telling thousands of texts alike takes time."""

    __slots__ = ("columns",)

    def __init__(self, columns: Sequence[Sequence[str]]) -> None:
        self.columns = columns

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Headings) and self.columns is other.columns

    def __hash__(self) -> int:
        return id(self.columns)


# Each rule asks for each column of one table after another: of hundreds, they would be looked up each time.
@lru_cache(maxsize=4)
def _find_roles_of(table: _Headings) -> Mapping[int, Role]:
    found = enumerate(map(match_lowest, table.columns))
    return MappingProxyType({place: word.role for place, word in found if word})


def find_first_figure(columns: Sequence[Sequence[str]]) -> int:
    """The first column headed as a figure, a rate or a year alone; for none the place behind the last."""
    return _find_first_figure_of(_Headings(columns))


@lru_cache(maxsize=4)
def _find_first_figure_of(table: _Headings) -> int:
    found = (place for place, headings in enumerate(table.columns) if _is_of_figures(headings))
    return next(found, len(table.columns))


def find_last_named(columns: Sequence[Sequence[str]]) -> int:
    """The last column of which any heading, also one above others, is that of indicators; -1 without one."""
    return _find_last_named_of(_Headings(columns))


@lru_cache(maxsize=4)
def _find_last_named_of(table: _Headings) -> int:
    places = range(len(table.columns) - 1, -1, -1)
    return next((place for place in places if _names_indicators(table.columns[place])), -1)


def _names_indicators(headings: Sequence[str]) -> bool:
    words = (match_heading(text) for text in headings if text)
    return any(word is not None and word.role is Role.INDICATOR for word in words)


def _is_of_figures(headings: Sequence[str]) -> bool:
    words = [word.role for text in headings if text and (word := match_heading(text))]
    return any(role in _FIGURES_AND_RATES for role in words) or (
        not words and any(map(find_heading_year, headings))
    )


def find_year(headings: Sequence[str]) -> FiscalYear | None:
    """The year of a column, that of the lowest heading which names one; None where none does."""
    return next(filter(None, map(find_heading_year, reversed(headings))), None)


def says_only_year(headings: Sequence[str]) -> bool:
    """True for a year without any word on what its figures are: 令和5年度, R6(見込)."""
    return find_year(headings) is not None and is_only_year(headings)
