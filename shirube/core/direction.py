"""Which way is good, where the table does not say: forced by its own words, or only suggested by its numbers.

A suggestion is never applied silently: whoever uses it says so. Directions printed in the table itself
(⇧, 減少を目指す) belong to the readers.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from operator import gt, lt

from msgspec import Struct

from shirube.core.indicator import Direction, Indicator
from shirube.core.quantity import FALLING_WORDS, RISING_WORDS, Qualifier, Quantity
from shirube.core.unit import align_units, canonical_unit


class InferredDirection(Struct, frozen=True):
    """A direction, None where nothing tells, with the reason as a Japanese sentence.

    ``is_forced`` is True where the words of the targets leave no other reading, False for a suggestion.
    """

    direction: Direction | None
    reason: str
    is_forced: bool = False


_EXACT = Qualifier.EXACT
_RISING_GOALS = InferredDirection(
    Direction.UP, "目標値が年度とともに増えているため、増加を目指すと考えられます。"
)
_FALLING_GOALS = InferredDirection(
    Direction.DOWN, "目標値が年度とともに減っているため、減少を目指すと考えられます。"
)
_ABOVE = InferredDirection(
    Direction.UP, "どの年度の目標値も基準値より大きいため、増加を目指すと考えられます。"
)
_BELOW = InferredDirection(
    Direction.DOWN, "どの年度の目標値も基準値より小さいため、減少を目指すと考えられます。"
)
_BELOW_ACTUALS = InferredDirection(
    Direction.DOWN, "どの目標値も、それより前の年度のどの実績値より小さいため、減少を目指すと考えられます。"
)
_AS_BEFORE = InferredDirection(
    Direction.KEEP, "どの年度の目標値も基準値と同じため、維持を目指すと考えられます。"
)
_BOTH_WAYS = InferredDirection(
    None, "目標値に基準値を上回る年度と下回る年度があり、望ましい方向が決まりません。"
)
_OPEN = InferredDirection(None, "目標値だけでは、望ましい方向が決まりません。")


def infer_direction(indicator: Indicator) -> InferredDirection:
    """What the targets say of the direction: words first, which force it, then numbers, which suggest it."""
    quantities: list[Quantity] = []
    worded: list[Quantity] = []
    for target in indicator.targets:
        one = target.reading.quantity
        if one is None:
            continue
        quantities.append(one)
        # Asked here and not by is_plain: of most indicators no figure has a word.
        if one.change or one.to is not None or one.qualifier is not _EXACT:
            worded.append(one)
    if not quantities and any(not target.reading.is_missing for target in indicator.targets):
        return InferredDirection(Direction.STATE, "目標が文言で定められているためです。", is_forced=True)
    said = {_direction_of_words(quantity) for quantity in worded} - {None} if worded else None
    if said and len(said) > 1:
        return InferredDirection(None, "目標値の「以上」「以下」などが年度によって違うため、決められません。")
    if said:
        direction, word = next(item for item in said if item)
        return InferredDirection(direction, f"目標値に「{word}」とあるためです。", is_forced=True)
    return _suggest(indicator, quantities)


def _direction_of_words(quantity: Quantity) -> tuple[Direction, str] | None:
    if quantity.to is not None and quantity.qualifier is Qualifier.EXACT:
        return Direction.RANGE, "～"
    if quantity.change in FALLING_WORDS:
        return Direction.DOWN, quantity.change
    if quantity.change in RISING_WORDS:
        return Direction.UP, quantity.change
    if quantity.qualifier in (Qualifier.AT_LEAST, Qualifier.MORE_THAN):
        return Direction.UP, quantity.qualifier.value
    if quantity.qualifier in (Qualifier.AT_MOST, Qualifier.LESS_THAN):
        return Direction.DOWN, quantity.qualifier.value
    return None


def _suggest(indicator: Indicator, quantities: Sequence[Quantity]) -> InferredDirection:
    """From the baseline, else from one target to the next. A plan may well promise to slow a rise down."""
    first = indicator.baseline.reading.quantity if indicator.baseline else None
    if len({one.unit for one in (*quantities, *([first] if first else ())) if one.unit}) > 1:
        first, quantities = _align(first, quantities)
    numbers = [_find_number(quantity) for quantity in quantities]
    compared = _compare(numbers, _find_number(first)) if first is not None and numbers else None
    if compared and compared.direction:
        return compared
    rises, falls = any(map(lt, numbers, numbers[1:])), any(map(gt, numbers, numbers[1:]))
    if rises is not falls:
        return _RISING_GOALS if rises else _FALLING_GOALS
    if first is None and numbers and not rises and _is_below_actuals(indicator, numbers):
        return _BELOW_ACTUALS
    return compared or _OPEN


def _is_below_actuals(indicator: Indicator, numbers: Sequence[Decimal | Fraction]) -> bool:
    """True where all that was reached before the first goal is more than any goal, in the same unit."""
    begin = indicator.targets[0].year
    reached = [one.reading.quantity for one in indicator.actuals if one.year < begin]
    known = [one for one in reached if one is not None]
    goals = [one.reading.quantity for one in indicator.targets]
    if len({canonical_unit(one.unit) for one in (*known, *goals) if one and one.unit}) > 1:
        return False
    return bool(known) and min(map(_find_number, known)) > max(numbers)


def _align(
    first: Quantity | None, quantities: Sequence[Quantity]
) -> tuple[Quantity | None, Sequence[Quantity]]:
    """The figures in one unit: 3時間 beside 77分; without those that have another (人 beside %)."""
    if first is None:
        return None, align_units(quantities)
    whole = align_units([first, *quantities])
    units = {canonical_unit(one.unit) for one in whole if one.unit}
    return (whole[0] if len(units) == 1 else None), whole[1:]


def _find_number(quantity: Quantity) -> Decimal | Fraction:
    """The exact number; as it was written where it is no share, for that is compared at once."""
    return quantity.value if quantity.of is None else quantity.exact


def _compare(numbers: Sequence[Decimal | Fraction], baseline: Decimal | Fraction) -> InferredDirection:
    least, most = min(numbers), max(numbers)
    if least > baseline:
        return _ABOVE
    if most < baseline:
        return _BELOW
    return _AS_BEFORE if least == baseline == most else _BOTH_WAYS
