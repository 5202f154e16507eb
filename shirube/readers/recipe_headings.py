"""Headings that a recipe was written for, found again in a table of another year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from shirube.core.fiscal_year import fold_width
from shirube.core.pattern import late_pattern
from shirube.readers.layout_recipe import ColumnRule

# A year in any notation (令和6年度, R6, 2024, (2024)); 元年 is the first of an era.
_YEAR = late_pattern(r"(?:令和|平成|昭和|[RHS](?=[.\d元]))?\.?(?:\d+|元(?=年))(?:年度|年)?")
_YEARS = late_pattern(r"\(?#[#()]*")


class FittedHeadings(Struct, frozen=True):
    """What a recipe says of the headings of a table, and which of its headings the table lacks."""

    columns: Mapping[str, ColumnRule]
    missing: tuple[str, ...]


def bare_heading(text: str) -> str:
    """A heading without what people change without noticing: blanks, line breaks, widths of letters."""
    return "".join(fold_width(text).split())


def fold_heading(text: str) -> str:
    """A heading with a sign for its years: those of next year's table are others (令和7年度 目標 → #目標)."""
    return _YEARS.sub("#", _YEAR.sub("#", bare_heading(text)))


def fit_headings(columns: Mapping[str, ColumnRule], headings: Iterable[str]) -> FittedHeadings:
    """The rules by the headings of the table in hand.

    Where as many headings differ in nothing but their years as the recipe names, the first is the first and
    the last the last: next year's table has the years of last year's one later. Else equal ones are the
    same, and a further one is what all of several others are.
    """
    wanted = _group(columns)
    found: dict[str, ColumnRule] = {}
    known: set[str] = set()
    for folded, ours in _group(headings).items():
        theirs = wanted.get(folded, [])
        if len(ours) == len(theirs):
            pairs = list(zip(ours, theirs, strict=True))
            if sorted(map(bare_heading, ours)) == sorted(map(bare_heading, theirs)):
                pairs = _pair_equal(ours, theirs)
        else:
            pairs = _pair_equal(ours, theirs)
        known.update(title for _, title in pairs)
        found |= {heading: _adapt(columns[title], heading, title) for heading, title in pairs}
        roles = {columns[title].role for title in theirs}
        # One rule alone may be a correction of that one year.
        if len(roles) == 1 < len(theirs):
            known.update(theirs)
            (role,) = roles
            found |= {heading: ColumnRule(role) for heading in ours if heading not in found}
    return FittedHeadings(found, tuple(title for title in columns if title not in known))


def _group(headings: Iterable[str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for heading in dict.fromkeys(headings):
        groups.setdefault(fold_heading(heading), []).append(heading)
    return groups


def _pair_equal(ours: Sequence[str], theirs: Sequence[str]) -> list[tuple[str, str]]:
    bare = {bare_heading(title): title for title in theirs}
    return [(heading, bare[same]) for heading in ours if (same := bare_heading(heading)) in bare]


def _adapt(rule: ColumnRule, heading: str, title: str) -> ColumnRule:
    """The year is that of the new heading, and not the one of the table that the recipe was made for."""
    return rule if bare_heading(heading) == bare_heading(title) else ColumnRule(rule.role)
