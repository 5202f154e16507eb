"""Rows that head those below them and hold their sum, with their words in the column of numbers.

番号 | 取組                 | R5計画 | R5実績      Such a row is no indicator: it is kept with the totals, and
1 歳入の確保                | 300    | 310         its words head the rows that it adds up.
1-1  | 広告収入             | 100    | 110
1-2  | 財産の売却           | 200    | 200
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.readers.grid import Grid
from shirube.readers.line_words import is_total
from shirube.readers.values import cell_text

# A number says 1-2 or 施策3, a heading more.
_WORDS = late_pattern(r"[^\x00-\x7f０-９－．]{4,}")
_FEWEST_ROWS = 2
# Figures of one row that were rounded may differ from their sum by so much each.
_ROUNDED = Decimal(1)


def holds_words(text: str) -> bool:
    """True for １　歳入の確保 in a column of numbers."""
    return len(text) > 3 and _WORDS.search(text) is not None


def find_sum_rows(
    grid: Grid,
    body: Sequence[int],
    *,
    names: Sequence[int],
    numbers: Sequence[int],
    values: Sequence[int],
) -> frozenset[int]:
    """The rows without a name and with words in a column of numbers that add up all rows up to the next."""
    if not any(holds_words(cell_text(grid, row, column)) for row in body for column in numbers):
        return frozenset()
    heads = [place for place, row in enumerate(body) if _heads_rows(grid, row, names, numbers)]
    found = set()
    for number, place in enumerate(heads):
        end = heads[number + 1] if number + 1 < len(heads) else len(body)
        own = [row for row in body[place + 1 : end] if not _is_sum(grid, row, (*names, *numbers))]
        if len(own) >= _FEWEST_ROWS and _adds_up(grid, body[place], own, values):
            found.add(body[place])
    return frozenset(found)


def _heads_rows(grid: Grid, row: int, names: Sequence[int], numbers: Sequence[int]) -> bool:
    return not any(cell_text(grid, row, column) for column in names if column not in numbers) and any(
        holds_words(text) and not is_total(text)
        for column in numbers
        if (text := cell_text(grid, row, column))
    )


def _is_sum(grid: Grid, row: int, columns: Sequence[int]) -> bool:
    return any(is_total(cell_text(grid, row, column)) for column in columns)


def _adds_up(grid: Grid, head: int, rows: Sequence[int], values: Sequence[int]) -> bool:
    """True where each figure of the head is the sum of those below it, and there is more than one."""
    checked = 0
    for column in values:
        whole = parse_reading(cell_text(grid, head, column)).quantity
        parts = [
            quantity.value
            for row in rows
            if (quantity := parse_reading(cell_text(grid, row, column)).quantity)
        ]
        if whole is None and not parts:
            continue
        if (
            whole is None
            or not parts
            or abs(sum(parts, Decimal(0)) - whole.value) > _slack(whole.value, parts)
        ):
            return False
        checked += 1
    return checked > 1


def _slack(whole: Decimal, parts: Sequence[Decimal]) -> Decimal:
    """By how much rounding may part a sum from its parts: nothing for single things, a unit each for many."""
    return _ROUNDED * len(parts) / 2 if abs(whole) > 100 * len(parts) else Decimal(0)
