"""Holding a scale against the rates a municipality published, digit by digit as they are printed.

Marks are compared in agreement.py; why a rate differs is asked of causes.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from shirube.core.evaluation import Evaluation, evaluate_indicator
from shirube.core.fiscal_year import fold_width
from shirube.core.formulas import FORMULAS, Measure
from shirube.core.indicator import Indicator, Published
from shirube.core.notation import parse_quantity
from shirube.core.plan import Plan
from shirube.core.quantity import count_places
from shirube.core.rounding import Rounding, round_fraction
from shirube.core.scale import Scale

# What stands in a column of rates where there is none.
_NONE_MARKS = ("-", "―", "—", "ー", "…", "※", "なし")


class RateComparison(Struct, frozen=True):
    """One published rate beside the computed one."""

    indicator: Indicator
    published: Published
    evaluation: Evaluation | None

    @property
    def agrees(self) -> bool:
        """True when the rule gives the published rate to the digit, or none where none is printed."""
        if self.evaluation is None:
            return is_none_mark(self.published.rate)
        return matches_rate(self.evaluation, self.published.rate)

    @property
    def is_undetermined(self) -> bool:
        """True where the printed rate cannot be read, or the rule gives none."""
        if self.agrees:
            return False
        return (
            parse_rate(self.published.rate) is None or self.evaluation is None or self.evaluation.rate is None
        )


class RateAgreement(Struct, frozen=True):
    """All published rates of a plan held against a scale."""

    comparisons: tuple[RateComparison, ...]

    @property
    def agree(self) -> tuple[RateComparison, ...]:
        """Rates that the rule reproduces."""
        return tuple(item for item in self.comparisons if item.agrees)

    @property
    def undetermined(self) -> tuple[RateComparison, ...]:
        """Rates about which the rule says nothing."""
        return tuple(item for item in self.comparisons if item.is_undetermined)

    @property
    def differ(self) -> tuple[RateComparison, ...]:
        """Rates that contradict the rule."""
        return tuple(item for item in self.comparisons if not item.agrees and not item.is_undetermined)


def compare_rates(plan: Plan, scale: Scale) -> RateAgreement:
    """Every published rate of a plan beside the rate that the scale gives."""
    return RateAgreement(tuple(_iterate(plan, scale)))


def matches_rate(evaluation: Evaluation, text: str) -> bool:
    """Whether a printed rate is the computed one, rounded as the rule displays it.

    Where a table prints another number of decimals, the rate rounded to as many counts too.
    """
    printed = parse_rate(text)
    if printed is None or evaluation.rate is None:
        return is_none_mark(text) and evaluation.rate is None
    if FORMULAS[evaluation.formula].measure is Measure.NUMBER:
        return Fraction(printed) == evaluation.rate
    display = evaluation.scale.display
    as_printed = Rounding(display.mode, count_decimals(printed))
    return any(
        round_fraction(evaluation.rate * 100, rounding) == printed for rounding in (display, as_printed)
    )


def parse_rate(text: str) -> Decimal | None:
    """The number of a printed rate or difference: 89.5%, 74.80, △4園; None where it is not one number."""
    if is_none_mark(text):
        return None
    try:
        quantity = parse_quantity(text)
    except ValueError:
        return None
    return quantity.value if quantity.of is None and quantity.to is None else None


def is_none_mark(text: str) -> bool:
    """Whether a cell says that there is no rate."""
    return fold_width(text).strip() in _NONE_MARKS


def count_decimals(number: Decimal) -> int:
    """How many decimals a number was printed with, ten at most."""
    return min(count_places(number), 10)


def _iterate(plan: Plan, scale: Scale) -> Iterator[RateComparison]:
    for indicator in plan.indicators:
        evaluated = evaluate_indicator(indicator, scale)
        for published in indicator.published:
            if published.rate.strip():
                yield RateComparison(indicator, published, evaluated.in_year(published.year))
