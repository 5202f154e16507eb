"""An actual that is plausible by its digits and still unusual: twice or half of last year's, or far beyond
the target of the final year.

Slips of a whole digit belong to tenfold_jump.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from shirube.checks.context import CheckContext, Row, are_comparable
from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import FiscalYear
from shirube.core.indicator import Accumulation, Direction, Indicator
from shirube.core.quantity import Quantity
from shirube.core.reading import Reading
from shirube.core.rounding import Rounding, render_percent, round_fraction

CODE = "unusual-change"
LEVELS = (Level.INFORMATION,)

_CHANGE = 2
_DIGIT = 8  # from here on it is a slip of a digit that is asked about
_BEYOND = 2
# Below these, figures double and halve by themselves.
_SMALL_COUNT, _SMALL_RATE = 50, 20
_TOTALS = (Accumulation.CUMULATIVE, Accumulation.CUMULATIVE_FLOW)


def check_unusual_change(context: CheckContext) -> Iterator[Finding]:
    """Each actual that doubled or halved within a year, or reached twice the final target before its year.

    Silent for small counts, for running totals, where the target of the year lies nearer to the new figure
    than to the old one, and where last year was beyond the final target already.
    """
    for row in context.rows:
        indicator = row.indicator
        for actual in indicator.actuals:
            now = _find_plain(actual.reading)
            before = _find_plain_in(indicator, actual.year - 1)
            if now is None:
                continue
            if (
                before
                and indicator.accumulation not in _TOTALS
                and _has_changed(indicator, actual.year, now, before)
            ):
                yield _report_change(row, actual.year, now, before)
            if (final := _find_passed(indicator, actual.year, now, before)) is not None:
                yield _report_passed(row, actual.year, now, final)


def _find_plain(reading: Reading) -> Quantity | None:
    """A single number without any change or range in it."""
    quantity = reading.quantity
    return quantity if quantity and quantity.to is None and not quantity.change else None


def _find_plain_in(indicator: Indicator, year: FiscalYear) -> Quantity | None:
    found = indicator.actual(year)
    return _find_plain(found.reading) if found else None


def _has_changed(indicator: Indicator, year: FiscalYear, now: Quantity, before: Quantity) -> bool:
    ratio = _compare(now, before)
    if ratio is None or not _CHANGE <= ratio < _DIGIT:
        return False
    is_rate = "%" in now.unit
    if max(abs(now.exact), abs(before.exact)) < (_SMALL_RATE if is_rate else _SMALL_COUNT):
        return False
    target = indicator.target(year)
    planned = _find_plain(target.reading) if target else None
    meant = _compare(now, planned) if planned else None
    old = _compare(planned, before) if planned else None
    return meant is None or old is None or meant >= old


def _compare(one: Quantity, other: Quantity) -> Fraction | None:
    """How many times the larger is the smaller; None where they cannot be compared."""
    low, high = sorted((abs(one.exact), abs(other.exact)))
    same_sign = (one.exact > 0) == (other.exact > 0)
    return high / low if low and same_sign and are_comparable(one, other) else None


def _find_passed(
    indicator: Indicator, year: FiscalYear, now: Quantity, before: Quantity | None
) -> tuple[FiscalYear, Quantity] | None:
    """The final target, where the actual of an earlier year has left it far behind for the first time."""
    last = indicator.targets[-1] if indicator.targets else None
    final = _find_plain(last.reading) if last else None
    if last is None or final is None or year >= last.year or not are_comparable(now, final):
        return None
    if not _is_beyond(indicator.direction, now, final):
        return None
    was_beyond = before is not None and _is_beyond(indicator.direction, before, final)
    return None if was_beyond else (last.year, final)


def _is_beyond(direction: Direction, now: Quantity, final: Quantity) -> bool:
    if final.exact <= 0 or now.exact < 0 or max(now.exact, final.exact) < _SMALL_COUNT:
        return False
    if direction is Direction.UP:
        return now.exact >= final.exact * _BEYOND
    return direction is Direction.DOWN and now.exact * _BEYOND <= final.exact


def _report_change(row: Row, year: FiscalYear, now: Quantity, before: Quantity) -> Finding:
    ratio = _compare(now, before) or Fraction(1)
    shown = f"{round_fraction(ratio, Rounding()):f}".removesuffix(".0")
    words = f"{shown}倍" if abs(now.exact) > abs(before.exact) else f"{shown}分の1"
    return Finding(
        code=CODE,
        level=Level.INFORMATION,
        place=row.place(year),
        message=f"{year.render()}の実績値（{now.render()}）が、前年度（{before.render()}）の約{words}です。",
        remedy="入力の誤りでなければ、増減の理由を実施状況に書いておくと、質問に答えられます。",
    )


def _report_passed(row: Row, year: FiscalYear, now: Quantity, final: tuple[FiscalYear, Quantity]) -> Finding:
    at, target = final
    share = render_percent(now.exact / target.exact)
    return Finding(
        code=CODE,
        level=Level.INFORMATION,
        place=row.place(year),
        message=(
            f"{year.render()}の実績値（{now.render()}）は、最終の{at.render()}の目標値（{target.render()}）に対して"
            f"{share}です。"
        ),
        remedy="入力の誤りでなければ、目標値を見直すかどうか、説明できるようにしてください。",
    )
