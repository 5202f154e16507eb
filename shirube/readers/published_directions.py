"""Which way is good, told by what the municipality published: 83.3% is 10 ÷ 12, and not 12 ÷ 10.

What words, names and targets say, and what is done with all of it, is the matter of directions.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from enum import Enum

from msgspec.structs import replace

from shirube.core.agreement import is_dash, is_same_mark
from shirube.core.comparison import compute_improvement, compute_met
from shirube.core.evaluation import evaluate_situation
from shirube.core.indicator import Direction, Indicator, Published
from shirube.core.inference import USUAL_FORMULAS
from shirube.core.published_rates import count_decimals, is_none_mark, matches_rate, parse_rate
from shirube.core.scale import Scale
from shirube.core.situation import compute_situation
from shirube.core.undefined import Undefined

# A rate that is not far from actual ÷ target, in per cent, is looked at no further.
_NEAR = 1
_FALLING_FORMULAS = ("inverse_ratio", "difference_ratio", "inverse_final_ratio")
_RISING = tuple(Scale(name=name, formulas=((Direction.UP, name),)) for name in USUAL_FORMULAS)
_FALLING = tuple(Scale(name=name, formulas=((Direction.DOWN, name),)) for name in _FALLING_FORMULAS)
# Words that say by themselves whether the target was met.
_MET = frozenset(
    f"{aim}達成{end}" for aim in ("", "目標", "目標を", "目標値を") for end in ("", "済", "済み", "した")
)
# Words that say how the figure moved since the baseline, or since last year where there is none.
_BETTER = frozenset(("改善", "改善傾向", "改善した", "好転", "向上", "改善している"))
_WORSE = frozenset(("悪化", "悪化傾向", "悪化した", "後退", "悪化している"))
_MISSED = frozenset(
    ("未達成", "未達", "非達成", "目標未達成", "目標未達", "目標を未達成", "目標を達成していない")
)
# Most marks say none of these: A, ○.
_TELLING = _MET | _MISSED | _BETTER | _WORSE


class Witness(Enum):
    """What the published marks and rates of an indicator say of falling figures."""

    SILENT = "言えない"
    # They come out exactly for falling figures, and only for these; of marks chance may give as much.
    RATES = "達成率"
    MARKS = "評価"


def ask_published(indicator: Indicator, rule: Scale | None) -> Witness:
    """Whether what was published fits only 「the less the better」; ``rule`` is that of the marks."""
    published = [item for item in indicator.published if item.mark or item.rate]
    has_rates = any(item.rate for item in published)
    if rule is None and _TELLING.isdisjoint([item.mark for item in published]) and not has_rates:
        # Of A and B without a rule nobody knows what they say.
        return Witness.SILENT
    falling = replace(indicator, direction=Direction.DOWN)
    if has_rates and _are_falling_rates(indicator, falling, published):
        return Witness.RATES
    marks = [item for item in published if item.mark and not is_dash(item.mark)]
    if any(_fit_only(indicator, one, marks, rule) for one in _list_rules(falling, rule)):
        return Witness.MARKS
    return Witness.SILENT


def tells_of_target(mark: str) -> bool:
    """True for 達成 or 悪化, which say what came of the figures without any rule; not for A and ○."""
    return mark in _TELLING


def may_be_falling(indicator: Indicator) -> bool:
    """A quick look, for every indicator of a table of rates: False where each is nearly actual ÷ target."""
    for item in indicator.published:
        if not item.rate or is_none_mark(item.rate):
            continue
        target, actual = indicator.target(item.year), indicator.actual(item.year)
        promised = target.reading.quantity if target else None
        reached = actual.reading.quantity if actual else None
        if promised is None or reached is None or not promised.value:
            continue
        try:
            is_far = abs(reached.value / promised.value * 100 - Decimal(item.rate.rstrip("%％ "))) > _NEAR
        except ArithmeticError:
            # Words are no rate, nor is what Decimal takes for one: NaN, 1E9999999.
            return True
        if is_far:
            return True
    return False


def _are_falling_rates(rising: Indicator, falling: Indicator, published: list[Published]) -> bool:
    """True where every rate is that of a falling figure, and what tells it is no chance.

    A whole per cent may come out by chance once; one with decimals, or several, do not.
    """
    told = 0
    for item in published:
        rate = parse_rate(item.rate) if item.rate else None
        if rate is None:
            continue
        falls = any(_gives_rate(falling, item, scale) for scale in _FALLING)
        rises = any(_gives_rate(rising, item, scale) for scale in _RISING)
        if not falls:
            return False
        if not rises:
            told += 2 if count_decimals(rate) else 1
    return told > 1


def _gives_rate(indicator: Indicator, item: Published, scale: Scale) -> bool:
    return matches_rate(evaluate_situation(compute_situation(indicator, item.year), scale), item.rate)


def _list_rules(falling: Indicator, rule: Scale | None) -> Iterator[tuple[Indicator, Scale | None]]:
    """The rule for falling figures; one that names no formula for them with each of the usual ones."""
    if rule is None or rule.formulas_for(Direction.DOWN):
        yield falling, rule
        return
    for name in _FALLING_FORMULAS[:2]:
        yield falling, replace(rule, formulas=(*rule.formulas, (Direction.DOWN, name)))


def _fit_only(
    rising: Indicator,
    falling: tuple[Indicator, Scale | None],
    marks: list[Published],
    rule: Scale | None,
) -> bool:
    """True where every mark is that of the falling figure, and not every one that of the rising."""
    indicator, own = falling
    if not marks or not all(_gives_mark(indicator, item, own) for item in marks):
        return False
    return not all(_gives_mark(rising, item, rule) for item in marks)


def _gives_mark(indicator: Indicator, item: Published, rule: Scale | None) -> bool:
    met = fits_words(indicator, item, rule)
    if met is not None or rule is None:
        return met is True
    situation = compute_situation(indicator, item.year)
    mark = evaluate_situation(situation, rule, indicator.decision(item.year)).mark
    return bool(mark) and is_same_mark(mark, item.mark)


def fits_words(indicator: Indicator, item: Published, rule: Scale | None) -> bool | None:
    """Whether 達成 or 未達成, 改善 or 悪化, or a mark that the legend explains so, is what the figures give.

    None where the mark says none of these, or has a rule of its own.
    """
    band = rule.band(item.mark) if rule else None
    if band and band.ways:
        return None
    word = band.wording or band.name if band else item.mark
    if word not in _TELLING:
        return None
    situation = compute_situation(indicator, item.year)
    if word in _MET or word in _MISSED:
        return compute_met(situation) is (word in _MET)
    earlier = situation.previous if situation.baseline is None else situation.baseline
    moved = None if earlier is None else compute_improvement(situation, earlier, Undefined.NO_ACTUAL)
    if moved is None or isinstance(moved, Undefined):
        return None
    return moved > 0 if word in _BETTER else moved < 0
