"""A value with a digit too many or too few: about tenfold, or a tenth of, its neighbours.

Neighbours are the year before (the baseline for the first year) and the target of the same year.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from msgspec import Struct

from shirube.checks.context import CheckContext, Row, are_comparable
from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import FiscalYear
from shirube.core.indicator import Accumulation, Actual, Target
from shirube.core.quantity import Quantity
from shirube.core.rounding import Rounding, round_fraction
from shirube.core.unit import canonical_unit

CODE = "tenfold-jump"
LEVELS = (Level.ODD,)

# A slip multiplies by ten a value that itself has moved a little: 275 typed as 2,750 is 8.1 times 340.
_JUMP = 8
# Counts below a hundred do grow tenfold (1件 → 12件); rates and decimals do not from ten on.
_SMALL_COUNT, _SMALL_RATE = 100, 10
_TOTALS = (Accumulation.CUMULATIVE, Accumulation.CUMULATIVE_FLOW)

_Points = Mapping[FiscalYear, "_Point"]


class _Point(Struct, frozen=True):
    """A number of a series, with the word a message calls it by; of a share the share itself."""

    word: str
    year: FiscalYear | None
    quantity: Quantity
    number: Decimal

    def render(self) -> str:
        year = f"{self.year.render()}の" if self.year else ""
        return f"{year}{self.word}（{self.quantity.render()}）"


def check_tenfold_jump(context: CheckContext) -> Iterator[Finding]:
    """Each target and each actual that stands out from the year before by about a digit.

    Silent for small counts, unless a nought was added against last year and target alike; for a jump that
    the target of the year bears out; for the way back after a jump; and where the units differ. A first
    actual without a baseline is held against its target.
    """
    for row in context.rows:
        baseline = _find_baseline(row)
        targets = _collect_points(row.indicator.targets, "目標値")
        actuals = _collect_points(row.indicator.actuals, "実績値")
        yield from _find_jumps(row, [*baseline, *targets.values()], {})
        yield from _find_jumps(row, [*baseline, *actuals.values()], targets)
        first = next(iter(actuals.values()), None)
        target = targets.get(first.year) if first and first.year and not baseline else None
        if first and target and _jumps(first, target) and not _is_small(first, target):
            yield _report(row, first, target)


def _find_baseline(row: Row) -> list[_Point]:
    """The baseline as a first point; none for running totals, which begin anew with the plan."""
    baseline = row.indicator.baseline
    if baseline is None or baseline.reading.quantity is None or row.indicator.accumulation in _TOTALS:
        return []
    return [_make_point("基準値", baseline.year, baseline.reading.quantity)]


def _collect_points(series: Sequence[Target] | Sequence[Actual], word: str) -> dict[FiscalYear, _Point]:
    return {
        item.year: _make_point(word, item.year, item.reading.quantity)
        for item in series
        if item.reading.quantity and item.reading.quantity.to is None
    }


def _make_point(word: str, year: FiscalYear | None, quantity: Quantity) -> _Point:
    # How many times one number is another needs no exact fraction, and tables have many numbers.
    return _Point(word, year, quantity, quantity.value / (quantity.of or 1))


def _find_jumps(row: Row, series: Sequence[_Point], targets: _Points) -> Iterator[Finding]:
    trusted = series[0] if series else None
    for before, point in pairwise(series):
        target = targets.get(point.year) if point.year else None
        jumps = _jumps(point, before) and (trusted is None or _jumps(point, trusted))
        if jumps and not _is_borne_out(point, before, target) and not _is_natural(point, before, target):
            yield _report(row, point, before, target)
        else:
            trusted = point


def _jumps(one: _Point, other: _Point) -> bool:
    """Whether two numbers of one kind are about a digit apart; never where one is zero or signs differ."""
    low, high = sorted((abs(one.number), abs(other.number)))
    if high < _JUMP * low or low == 0 or (one.number > 0) != (other.number > 0):
        return False
    return are_comparable(one.quantity, other.quantity)


def _is_borne_out(point: _Point, before: _Point, target: _Point | None) -> bool:
    """A target that lies nearer to the value than to the year before shows that the jump was meant."""
    if target is None or _jumps(point, target) or target.number * point.number <= 0:
        return False
    return _ratio(point, target) < _ratio(target, before)


def _is_natural(point: _Point, before: _Point, target: _Point | None) -> bool:
    """Small counts jump by themselves, but a nought added to last year's and the target's digits is odd."""
    if not _is_small(point, before):
        return False
    return target is None or _ratio(point, before) not in (10, 100)


def _is_small(one: _Point, other: _Point) -> bool:
    numbers = (abs(one.number), abs(other.number))
    is_rate = "%" in canonical_unit(one.quantity.unit) or any(
        number != number.to_integral_value() for number in numbers
    )
    return max(numbers) < (_SMALL_RATE if is_rate else _SMALL_COUNT)


def _ratio(one: _Point, other: _Point) -> Fraction:
    low, high = sorted((abs(one.quantity.exact), abs(other.quantity.exact)))
    return high / low


def _render_ratio(point: _Point, before: _Point) -> str:
    ratio = _ratio(point, before)
    number = round_fraction(ratio, Rounding(digits=0))
    about = "" if ratio == number else "約"
    rises = abs(point.number) > abs(before.number)
    return f"{about}{number:,}倍" if rises else f"{about}{number:,}分の1"


def _report(row: Row, point: _Point, before: _Point, target: _Point | None = None) -> Finding:
    message = f"{point.render()}が{before.render()}の{_render_ratio(point, before)}です。"
    if target:
        message += f"{target.render()}とも大きく離れています。"
    return Finding(
        code=CODE,
        level=Level.ODD,
        place=row.place(point.year),
        message=message + "桁や単位の誤りの可能性があります。",
        remedy="桁と単位を元の資料で確かめてください。正しい場合は、大きく増減した理由を記入してください。",
    )
