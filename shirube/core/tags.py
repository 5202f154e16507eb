"""Counting issue tags (課題): exactly as written, and by groups of tags that mean one thing.

The groups are data of a recipe; the city's own words are never changed, only counted together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from shirube.core.fiscal_year import FiscalYear, fold_width
from shirube.core.graded_plan import GradedRow
from shirube.core.indicator import Status


class TagGroup(Struct, frozen=True, kw_only=True):
    """Tags that count as one: those that hold one of ``words``, or are one of ``tags`` word for word."""

    name: str
    words: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    def holds(self, tag: str) -> bool:
        """Whether a tag belongs here; width of letters and of brackets does not matter."""
        folded = fold_width(tag)
        return any(fold_width(word) in folded for word in self.words) or folded in map(fold_width, self.tags)


class TagCount(Struct, frozen=True, kw_only=True):
    """One tag or group: the rows that carry it, how their grades are spread, and the tags counted."""

    name: str
    rows: tuple[GradedRow, ...]
    marks: tuple[tuple[str, int], ...]
    tags: tuple[str, ...]

    @property
    def count(self) -> int:
        """Number of rows; a row that carries several tags of a group counts once."""
        return len(self.rows)


class TagReport(Struct, frozen=True, kw_only=True):
    """All tags of one year. ``said_none`` rows say that they have no issue, ``silent`` ones say nothing."""

    year: FiscalYear
    exact: tuple[TagCount, ...]
    groups: tuple[TagCount, ...]
    said_none: tuple[GradedRow, ...]
    silent: tuple[GradedRow, ...]
    total: int


def compute_tag_report(
    rows: Sequence[GradedRow], year: FiscalYear, groups: Iterable[TagGroup] = (), marks: Sequence[str] = ()
) -> TagReport:
    """Count the tags of one year, the commonest first. ``marks`` are the grades in their order, best first.

    A text without a year is taken to belong to the year asked for: the table has only one column of texts.
    """
    tags_of = [(row, find_tags(row, year)) for row in rows]
    names = list(dict.fromkeys(tag for _, tags in tags_of for tag in tags))
    exact = [_count(name, [name], tags_of, year, marks) for name in names]
    grouped = [
        _count(group.name, [n for n in names if group.holds(n)], tags_of, year, marks) for group in groups
    ]
    return TagReport(
        year=year,
        exact=_sort(exact),
        groups=_sort([item for item in grouped if item.count]),
        said_none=tuple(row for row in rows if (found := find_status(row, year)) and found.no_issue),
        silent=tuple(row for row, tags in tags_of if not tags and not _says_none(row, year)),
        total=len(rows),
    )


def find_status(row: GradedRow, year: FiscalYear) -> Status | None:
    """The text of one year, else one that names no year; None where there is neither."""
    statuses = row.indicator.statuses
    dated = next((item for item in statuses if item.year == year), None)
    return dated or next((item for item in statuses if item.year is None), None)


def find_tags(row: GradedRow, year: FiscalYear) -> tuple[str, ...]:
    """The issue tags of a row in one year, each once."""
    status = find_status(row, year)
    return tuple(dict.fromkeys(status.issues)) if status else ()


def find_carried_by_all(report: TagReport, mark: str) -> tuple[TagCount, ...]:
    """Tags that every row of a grade carries: all five C rows name 集客. None for fewer than two rows."""
    rows = _rows_with_mark(report, mark)
    if len(rows) < 2:
        return ()
    return tuple(item for item in report.exact if rows <= {id(row) for row in item.rows})


def _rows_with_mark(report: TagReport, mark: str) -> set[int]:
    tagged = [row for item in report.exact for row in item.rows]
    everyone = [*tagged, *report.said_none, *report.silent]
    return {id(row) for row in everyone if row.mark(report.year) == mark}


def _says_none(row: GradedRow, year: FiscalYear) -> bool:
    status = find_status(row, year)
    return status is not None and status.no_issue


def _count(
    name: str,
    tags: Sequence[str],
    tags_of: Sequence[tuple[GradedRow, tuple[str, ...]]],
    year: FiscalYear,
    marks: Sequence[str],
) -> TagCount:
    rows = tuple(row for row, carried in tags_of if any(tag in carried for tag in tags))
    counted = Counter(row.mark(year) for row in rows)
    order = [*marks, *(mark for mark in counted if mark and mark not in marks)]
    spread = tuple((mark, counted[mark]) for mark in order if counted[mark])
    return TagCount(name=name, rows=rows, marks=spread, tags=tuple(tags))


def _sort(counts: Sequence[TagCount]) -> tuple[TagCount, ...]:
    return tuple(sorted(counts, key=lambda item: -item.count))
