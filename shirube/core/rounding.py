"""Rounding of exact fractions, for display and for the few rules that round before they judge."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from fractions import Fraction

from msgspec import Struct


class RoundingMode(Enum):
    """What happens to the digits cut off. The value is the word used in Japanese rules."""

    HALF_UP = "四捨五入"
    TRUNCATE = "切捨て"
    ROUND_UP = "切上げ"
    FIVE_DOWN = "五捨六入"


class Rounding(Struct, frozen=True):
    """A mode and the number of decimals kept; of rates the decimals of the percentage."""

    mode: RoundingMode = RoundingMode.HALF_UP
    digits: int = 1

    def __post_init__(self) -> None:
        if not 0 <= self.digits <= 10:
            raise ValueError("a rounding keeps 0 to 10 decimals")

    def render(self) -> str:
        """The rule in words: 小数第2位を四捨五入."""
        return f"小数第{self.digits + 1}位を{self.mode.value}"

    def render_doing(self) -> str:
        """The rule as the first half of a sentence: 小数第2位を四捨五入して, 小数第1位を切り捨てて."""
        doing = {RoundingMode.TRUNCATE: "切り捨てて", RoundingMode.ROUND_UP: "切り上げて"}
        return f"小数第{self.digits + 1}位を{doing.get(self.mode, self.mode.value + 'して')}"


_USUAL = Rounding()


def round_fraction(value: Fraction, rounding: Rounding) -> Decimal:
    """The number rounded to a decimal with exactly ``rounding.digits`` decimals.

    Halves go away from zero, as Japanese offices round. 五捨六入 looks at the first digit cut off only:
    0.05 and 0.059 fall, 0.06 rises.
    """
    units, _ = round_quotient(value.numerator, value.denominator, rounding)
    # Built from text, because arithmetic on decimals would cut numbers of more than 28 digits.
    return Decimal(f"{units}E-{rounding.digits}")


def round_quotient(number: int, whole: int, rounding: Rounding) -> tuple[int, int]:
    """The same of a quotient of whole numbers (``whole`` above zero), in units of the last digit kept.

    Beside it what was left over before rounding: 0 where the quotient was that number already.
    """
    units, rest = divmod(abs(number) * 10**rounding.digits, whole)
    mode = rounding.mode
    if mode is RoundingMode.HALF_UP:
        units += 2 * rest >= whole
    elif mode is RoundingMode.FIVE_DOWN:
        units += 10 * rest >= 6 * whole
    elif mode is RoundingMode.ROUND_UP:
        units += rest > 0
    return (-units if number < 0 else units), rest


def round_percent(rate: Fraction, rounding: Rounding) -> Fraction:
    """A rate (1 = 100 %) whose percentage has been rounded, for rules that round before judging."""
    units, _ = round_quotient(rate.numerator * 100, rate.denominator, rounding)
    return Fraction(units, 100 * 10**rounding.digits)


def render_percent(rate: Fraction, rounding: Rounding | None = None) -> str:
    """A rate for people: 94/105 is 89.5%. One decimal, halves up, unless the city rounds otherwise."""
    display = rounding or _USUAL
    units, _ = round_quotient(rate.numerator * 100, rate.denominator, display)
    return render_percent_units(units, display.digits)


def render_percent_units(units: int, digits: int) -> str:
    """A percentage given in units of its last digit: 895 with one decimal is 89.5%."""
    if digits == 0:
        return f"{units:,}%"
    before, behind = divmod(abs(units), 10**digits)
    return f"{'-' if units < 0 else ''}{before:,}.{behind:0{digits}d}%"


def render_exact_percent(rate: Fraction) -> str:
    """A rate that is a short decimal, such as an edge, with no more digits than it needs: 50%, 92.5%."""
    return f"{render_exact_number(rate * 100)}%"


def render_exact_number(value: Fraction) -> str:
    """A number with no more decimals than it needs: 1,003 or -2.5; one that never ends gets one decimal."""
    if not is_short_decimal(value):
        return f"{round_fraction(value, Rounding()):,f}"
    # Exactly as many decimals as the denominator asks for: no context precision comes between.
    digits = 0
    while (value * 10**digits).denominator != 1:
        digits += 1
    return f"{Decimal(f'{int(value * 10**digits)}E-{digits}'):,f}"


def is_short_decimal(value: Fraction) -> bool:
    """True when a number ends after at most twelve decimals, so that it can be printed exactly."""
    return (value * 10**12).denominator == 1
