"""Which way is good, where the table does not say: forced by its own words, or only suggested by its numbers.

A suggestion is never applied silently: whoever uses it says so. Directions printed in the table itself
(⇧, 減少を目指す) belong to the readers.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from msgspec import Struct

from shirube.core.indicator import Direction, Indicator
from shirube.core.quantity import FALLING_WORDS, RISING_WORDS, Qualifier, Quantity
from shirube.core.reading import Reading


class InferredDirection(Struct, frozen=True):
    """A direction, None where nothing tells, with the reason as a Japanese sentence.

    ``is_forced`` is True where the words of the targets leave no other reading, False for a suggestion.
    """

    direction: Direction | None
    reason: str
    is_forced: bool = False


def infer_direction(indicator: Indicator) -> InferredDirection:
    """What the targets say of the direction: words first, which force it, then numbers, which suggest it."""
    readings = [target.reading for target in indicator.targets if not target.reading.is_missing]
    if readings and all(reading.state for reading in readings):
        return InferredDirection(Direction.STATE, "目標が文言で定められているためです。", is_forced=True)
    quantities = [reading.quantity for reading in readings if reading.quantity]
    said = {_direction_of_words(quantity) for quantity in quantities if not quantity.is_plain} - {None}
    if len(said) > 1:
        return InferredDirection(None, "目標値の「以上」「以下」などが年度によって違うため、決められません。")
    if said:
        direction, word = next(item for item in said if item)
        return InferredDirection(direction, f"目標値に「{word}」とあるためです。", is_forced=True)
    return _suggest(indicator)


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


def _suggest(indicator: Indicator) -> InferredDirection:
    """From the baseline, else from one target to the next. A plan may well promise to slow a rise down."""
    targets = [_find_number(target.reading) for target in indicator.targets]
    numbers = [number for number in targets if number is not None]
    baseline = _find_number(indicator.baseline.reading) if indicator.baseline else None
    compared = _compare(numbers, baseline) if baseline is not None and numbers else None
    if compared and compared.direction:
        return compared
    steps = [(sooner < later) - (later < sooner) for sooner, later in pairwise(numbers)]
    if any(steps) and all(step >= 0 for step in steps):
        return InferredDirection(
            Direction.UP, "目標値が年度とともに増えているため、増加を目指すと考えられます。"
        )
    if any(steps) and all(step <= 0 for step in steps):
        return InferredDirection(
            Direction.DOWN, "目標値が年度とともに減っているため、減少を目指すと考えられます。"
        )
    return compared or InferredDirection(None, "目標値だけでは、望ましい方向が決まりません。")


def _find_number(reading: Reading) -> Decimal | Fraction | None:
    """The exact number of a reading; as it was written where it is no share, for that is compared at once."""
    quantity = reading.quantity
    if quantity is None:
        return None
    return quantity.value if quantity.of is None else quantity.exact


def _compare(numbers: Sequence[Decimal | Fraction], baseline: Decimal | Fraction) -> InferredDirection:
    if all(number > baseline for number in numbers):
        return InferredDirection(
            Direction.UP, "どの年度の目標値も基準値より大きいため、増加を目指すと考えられます。"
        )
    if all(number < baseline for number in numbers):
        return InferredDirection(
            Direction.DOWN, "どの年度の目標値も基準値より小さいため、減少を目指すと考えられます。"
        )
    if all(number == baseline for number in numbers):
        return InferredDirection(
            Direction.KEEP, "どの年度の目標値も基準値と同じため、維持を目指すと考えられます。"
        )
    return InferredDirection(
        None, "目標値に基準値を上回る年度と下回る年度があり、望ましい方向が決まりません。"
    )
