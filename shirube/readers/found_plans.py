"""A plan beside the table it was read from, for putting several tables of a file together as one.

What may be put together is said by complementing_tables.py, yearly_tables.py, kind_tables.py and
alike_tables.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from shirube.core.fiscal_year import fold_width
from shirube.core.form import Role
from shirube.readers.heading_tables import FoundTable
from shirube.readers.result import ReadPlan


class FoundPlan(Struct, frozen=True):
    """A plan as read, the table it was read from, and the lines of the file that belong below it."""

    read: ReadPlan
    found: FoundTable
    further: Sequence[Sequence[str]] = ()


def list_roles(item: FoundPlan) -> tuple[tuple[str, Role], ...]:
    """The headings of the table as written, and what each was taken for."""
    own = ((column.column.title, column.column.role) for column in item.read.columns if column.column.title)
    return item.found.roles or tuple(own)


def fit(headings: tuple[str, ...], depth: int) -> tuple[str, ...]:
    """The headings in so many rows: the upper ones in one, or the upmost repeated."""
    texts = headings or ("",)
    if len(texts) > depth:
        texts = (" ".join(texts[: len(texts) - depth + 1]), *texts[len(texts) - depth + 1 :])
    return (*[texts[0]] * (depth - len(texts)), *texts)


def fold_name(text: str) -> str:
    """A name without its spaces, in one width."""
    return "".join(fold_width(text).split())


def holds_all(read: ReadPlan, base: ReadPlan, other: ReadPlan, further: int) -> bool:
    """True where no indicator and no figure was lost on the way."""
    counts = [_count(one) for one in (read, base, other)]
    whole = len(read.plan.indicators) == len(base.plan.indicators) + further
    return whole and counts[0] == tuple(map(sum, zip(*counts[1:], strict=True)))


def _count(read: ReadPlan) -> tuple[int, int, int]:
    """How many targets, actuals and published cells there are."""
    items = read.plan.indicators
    return (
        sum(bool(one.reading.text) for item in items for one in item.targets),
        sum(bool(one.reading.text) for item in items for one in item.actuals),
        sum(bool(one.mark) + bool(one.rate) for item in items for one in item.published),
    )
