"""The bands of a rule as a flight of steps: ascending thresholds on the exact rate, a band between each.

Holds for every rule whose bands look at the rate alone; the core decides each step, so that order, sides and
gaps are its own.
"""

from __future__ import annotations

from fractions import Fraction

from msgspec import Struct

from shirube.core.fiscal_year import FiscalYear
from shirube.core.indicator import Direction
from shirube.core.judging import choose_band
from shirube.core.rounding import Rounding, RoundingMode
from shirube.core.scale import Band, Scale, Subject
from shirube.core.situation import Situation


class Threshold(Struct, frozen=True):
    """A rate that takes the step up: at or above ``value`` where ``inclusive``, else above it."""

    value: Fraction
    inclusive: bool


class Steps(Struct, frozen=True):
    """``bands[k]`` is the band of a rate that takes exactly k thresholds; None where the rule has a gap."""

    thresholds: tuple[Threshold, ...]
    bands: tuple[Band | None, ...]


def compute_steps(scale: Scale) -> Steps:
    """The steps of a rule. Raises ValueError where it looks at more than the rate, or where people judge."""
    conditions = [item for band in scale.bands for way in band.ways for item in way]
    if any(band.is_judged for band in scale.bands):
        raise ValueError("人の判断による評価区分のある評価基準は、一括で評価できません。")
    if any(item.subject not in (Subject.RATE, Subject.OTHERWISE) for item in conditions):
        raise ValueError("達成率のほかの条件がある評価基準は、一括で評価できません。")
    cuts = sorted({edge.value for item in conditions for edge in item.edges})
    thresholds: list[Threshold] = []
    bands = [_band_at(scale, (cuts[0] if cuts else Fraction(0)) - 1)]
    for place, cut in enumerate(cuts):
        following = cuts[place + 1] if place + 1 < len(cuts) else cut + 2
        for inclusive, inside in ((True, cut), (False, (cut + following) / 2)):
            band = _band_at(scale, inside)
            if band is not bands[-1]:
                thresholds.append(Threshold(cut, inclusive))
                bands.append(band)
    if scale.rounding:
        thresholds = [undo_rounding(item, scale.rounding) for item in thresholds]
    return Steps(tuple(thresholds), tuple(bands))


def undo_rounding(threshold: Threshold, rounding: Rounding) -> Threshold:
    """The threshold on the exact rate that says the same as this one on the rounded percentage.

    Rounding never turns an order round, so that for each step there is one exact rate where it is taken.
    Halves and cuts go away from zero, hence the difference between thresholds above and not above zero.
    """
    unit = Fraction(1, 100 * 10**rounding.digits)
    steps = threshold.value / unit
    # The lowest rounded value that takes the step.
    lowest = -((-steps.numerator) // steps.denominator)
    if not threshold.inclusive and lowest == steps:
        lowest += 1
    above_zero = lowest > 0
    back, inclusive = {
        RoundingMode.HALF_UP: (Fraction(1, 2), above_zero),
        RoundingMode.TRUNCATE: (Fraction(0 if above_zero else 1), above_zero),
        RoundingMode.ROUND_UP: (Fraction(1 if above_zero else 0), not above_zero),
        RoundingMode.FIVE_DOWN: (Fraction(4 if above_zero else 6, 10), above_zero),
    }[rounding.mode]
    return Threshold((lowest - back) * unit, inclusive)


def _band_at(scale: Scale, rate: Fraction) -> Band | None:
    nothing_else = Situation(year=FiscalYear(2000), direction=Direction.UP)
    return choose_band(nothing_else, scale, rate).band
