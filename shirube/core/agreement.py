"""Holding a scale against the marks a municipality published: which agree, and what they say of the edges.

Published rates are compared in published_rates.py; why a mark differs is asked of causes.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from shirube.core.evaluation import Evaluation, Facts, evaluate_indicator, evaluate_situation
from shirube.core.fiscal_year import fold_width
from shirube.core.grader import compile_scale, find_decimals
from shirube.core.indicator import Indicator, Published, find_year
from shirube.core.notation_words import DASHES
from shirube.core.plan import Plan
from shirube.core.scale import Band, Edge, Evidence, Scale, settle_edge
from shirube.core.situation import compute_situation


class Comparison(Struct, frozen=True):
    """One published mark beside the computed one."""

    indicator: Indicator
    published: Published
    evaluation: Evaluation | None

    @property
    def computed(self) -> str:
        """The computed mark, "" where the rule gives none."""
        return self.evaluation.mark if self.evaluation else ""

    @property
    def agrees(self) -> bool:
        """True when the rule gives the published mark."""
        return bool(self.computed) and is_same_mark(self.computed, self.published.mark)

    @property
    def is_undetermined(self) -> bool:
        """True when the rule gives no mark here, or only by an assumption about an open edge.

        A published mark that is none of those that remain possible does contradict the rule.
        """
        evaluation = self.evaluation
        if evaluation is None or self.agrees:
            return evaluation is None
        if not evaluation.mark:
            possible = [band.mark for band in evaluation.candidates]
            return not possible or any(is_same_mark(mark, self.published.mark) for mark in possible)
        # An edge that words settle and examples contradict is a contradiction, not a doubt.
        return evaluation.open_edge is not None and evaluation.open_edge.evidence is Evidence.OPEN


class Agreement(Struct, frozen=True):
    """All published marks of a plan held against a scale."""

    comparisons: tuple[Comparison, ...]

    @property
    def agree(self) -> tuple[Comparison, ...]:
        """Marks that the rule reproduces."""
        return tuple(item for item in self.comparisons if item.agrees)

    @property
    def undetermined(self) -> tuple[Comparison, ...]:
        """Marks about which the rule says nothing certain."""
        return tuple(item for item in self.comparisons if not item.agrees and item.is_undetermined)

    @property
    def differ(self) -> tuple[Comparison, ...]:
        """Marks that contradict the rule."""
        return tuple(item for item in self.comparisons if not item.agrees and not item.is_undetermined)


class EdgeReport(Struct, frozen=True):
    """What the published marks say of the cut between two neighbouring bands.

    ``below`` and ``above`` are the nearest published rates on either side, None where there is none;
    ``exactly`` the marks published at exactly the edge.
    """

    value: Fraction
    upper: Band
    lower: Band
    evidence: Evidence
    below: Fraction | None
    above: Fraction | None
    exactly: tuple[str, ...]


def is_same_mark(one: str, other: str) -> bool:
    """Whether two texts print the same mark: width, kinds of dash and a 「評価」 behind it do not matter."""
    return _fold_mark(one) == _fold_mark(other)


@lru_cache(maxsize=4096)
def _fold_mark(mark: str) -> str:
    folded = fold_width(mark).strip().removesuffix("評価")
    return "-" if folded in DASHES else folded


def is_dash(mark: str) -> bool:
    """True for 「－」 and the like in place of a mark: nothing was judged."""
    return _fold_mark(mark) == "-"


def compare_published(plan: Plan, scale: Scale, *, facts: Facts | None = None) -> Agreement:
    """Every published mark of a plan beside the mark that the scale gives."""
    return Agreement(tuple(_iterate_comparisons(plan, scale, facts)))


def report_edges(plan: Plan, scale: Scale) -> tuple[EdgeReport, ...]:
    """What the published marks say of each cut of a scale, from the best band down."""
    examples = [(Fraction(number, whole), mark) for number, whole, mark in _iterate_examples(plan, scale)]
    return tuple(_report_edge(upper, lower, edge, examples) for upper, lower, edge in _iterate_cuts(scale))


def settle_edges(plan: Plan, scale: Scale) -> Scale:
    """The scale with every edge that is open put on the side that the published marks prove.

    An edge no example touches stays open; one whose words the examples contradict is marked so and keeps
    its stated side, because a rule in words is not overruled by a slip in a table.
    """
    settled = scale
    for upper, edge, marks in _find_exact_examples(plan, scale):
        shares = {mark == upper.mark for mark in marks}
        if not shares:
            continue
        if len(shares) > 1 or (edge.evidence is Evidence.STATED and shares != {edge.inclusive}):
            settled = settle_edge(
                settled, edge.value, upper_band_includes=edge.inclusive, evidence=Evidence.CONTRADICTED
            )
        elif edge.evidence is not Evidence.STATED:
            settled = settle_edge(
                settled, edge.value, upper_band_includes=shares.pop(), evidence=Evidence.CONFIRMED
            )
    return settled


def _find_exact_examples(plan: Plan, scale: Scale) -> Iterator[tuple[Band, Edge, set[str]]]:
    """For each cut the band above it, its edge, and the marks of its two bands published exactly there."""
    cuts = [(upper, lower, edge, set[str]()) for upper, lower, edge in _iterate_cuts(scale)]
    # Whole numbers are compared across, so that tables of ten thousand rows build no fractions.
    ends = [(*edge.value.as_integer_ratio(), marks) for _, _, edge, marks in cuts]
    edges = find_decimals([edge.value for _, _, edge, _ in cuts])
    for number, whole, mark in _iterate_examples(plan, scale, edges) if ends else ():
        for top, bottom, marks in ends:
            if number * bottom == top * whole:
                marks.add(mark)
    for upper, lower, edge, marks in cuts:
        yield upper, edge, marks & {upper.mark, lower.mark}


def _iterate_comparisons(plan: Plan, scale: Scale, facts: Facts | None = None) -> Iterator[Comparison]:
    for indicator in plan.indicators:
        evaluated = evaluate_indicator(indicator, scale, facts=facts)
        for published in indicator.published:
            if not published.mark or published.joint:
                continue
            found = Comparison(indicator, published, evaluated.in_year(published.year))
            # A dash where the rule has nothing to say either is no mark: 「―」 in the years to come.
            if (
                found.computed
                or (found.evaluation and found.evaluation.candidates)
                or not is_dash(published.mark)
            ):
                yield found


def _iterate_cuts(scale: Scale) -> Iterator[tuple[Band, Band, Edge]]:
    for upper, lower in pairwise(scale.bands):
        if upper.rate and upper.rate.lower and lower.rate and lower.rate.upper:
            yield upper, lower, upper.rate.lower


def _iterate_examples(
    plan: Plan, scale: Scale, edges: tuple[Decimal, ...] | None = None
) -> Iterator[tuple[int, int, str]]:
    """Every published mark that is one of the scale's, with the rate it was given for as a quotient.

    With ``edges`` examples may be left out whose rate is certainly none of these.
    """
    grader = compile_scale(scale)
    marks = {_fold_mark(band.mark): band.mark for band in reversed(scale.bands)}
    for indicator in plan.indicators:
        targets, actuals = indicator.targets, indicator.actuals
        for published in indicator.published if edges is None else grader.keep_near(indicator, edges):
            mark = None if published.joint else marks.get(_fold_mark(published.mark))
            if mark is None:
                continue
            year = published.year
            quotient = grader.compute_rate(indicator, find_year(targets, year), find_year(actuals, year))
            if quotient is None:
                rate = evaluate_situation(compute_situation(indicator, year), scale).judged_rate
                quotient = (rate.numerator, rate.denominator) if rate is not None else None
            if quotient is not None:
                yield (*quotient, mark)


def _report_edge(upper: Band, lower: Band, edge: Edge, examples: list[tuple[Fraction, str]]) -> EdgeReport:
    value = edge.value
    pair = (upper.mark, lower.mark)
    exactly = tuple(mark for rate, mark in examples if rate == value and mark in pair)
    return EdgeReport(
        value,
        upper,
        lower,
        _weigh(edge, {mark == upper.mark for mark in exactly}),
        max((rate for rate, mark in examples if mark == lower.mark and rate < value), default=None),
        min((rate for rate, mark in examples if mark == upper.mark and rate > value), default=None),
        exactly,
    )


def _weigh(edge: Edge, shares: set[bool]) -> Evidence:
    """What an edge rests on, given on which sides the examples at exactly the edge were published."""
    if not shares:
        return edge.evidence
    settled = edge.evidence is not Evidence.OPEN
    return (
        Evidence.CONTRADICTED
        if len(shares) > 1 or (settled and shares != {edge.inclusive})
        else Evidence.CONFIRMED
    )
