"""What must hold of every rule, whatever the figures: the laws of grading, tried with made-up cells."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from shirube.core.evaluation import Evaluation, evaluate_situation
from shirube.core.formulas import FORMULAS, Measure
from shirube.core.indicator import Direction
from shirube.core.quantity import Quantity
from shirube.core.reading import Missing, Reading
from shirube.core.scale import Scale, Subject
from shirube.core.situation import Situation
from shirube.core.undefined import Undefined
from shirube.readers.scale_recipe import load_scales
from tests.builders import build_scale, missing
from tests.core.situations import build_rate_scale, build_situation

UP, DOWN = Direction.UP, Direction.DOWN
SHIPPED = load_scales()
BY_RATE = [
    scale
    for scale in SHIPPED
    if scale.bands
    and all(len(band.conditions) == 1 and band.rate and not band.alternatives for band in scale.bands)
]
# Of rules on sums and years the figures around the cell decide as well.
BY_RATIO = [scale for scale in BY_RATE if scale.formula(UP) == "ratio"]

AMOUNTS = st.decimals(Decimal("0.01"), 9999, places=2)
ANY_AMOUNTS = st.decimals(-9999, 9999, places=2)
FACTORS = st.sampled_from([Decimal("0.001"), Decimal("0.5"), Decimal(3), Decimal(1000)])


def read(number: Decimal) -> Reading:
    return Reading(quantity=Quantity(number, "人"))


def rank(evaluation: Evaluation) -> int:
    assert evaluation.band is not None
    return [band.mark for band in evaluation.scale.bands].index(evaluation.mark)


@given(st.sampled_from(BY_RATIO), AMOUNTS, AMOUNTS, AMOUNTS)
def test_a_higher_actual_never_earns_a_worse_grade(
    scale: Scale, target: Decimal, one: Decimal, other: Decimal
) -> None:
    low, high = sorted((one, other))

    worse, better = (
        evaluate_situation(build_situation(read(actual), read(target), in_year="H26"), scale)
        for actual in (low, high)
    )

    assume(worse.band is not None)
    assert rank(better) <= rank(worse)


@pytest.mark.parametrize("formula", ["inverse_ratio", "difference_ratio", "signed_ratio", "progress"])
@given(target=AMOUNTS, one=AMOUNTS, other=AMOUNTS)
def test_a_lower_actual_never_earns_a_worse_grade_where_less_is_better(
    formula: str, target: Decimal, one: Decimal, other: Decimal
) -> None:
    low, high = sorted((one, other))
    scale = build_rate_scale(formulas=((DOWN, formula),))
    baseline = f"{target + 100}"

    better, worse = (
        evaluate_situation(
            build_situation(read(actual), read(target), direction=DOWN, baseline=baseline), scale
        )
        for actual in (low, high)
    )

    assert rank(better) <= rank(worse)


def multiply(situation: Situation, factor: Decimal) -> Situation:
    def more(value: Fraction | None) -> Fraction | None:
        return None if value is None else value * Fraction(factor)

    def larger(reading: Reading | None) -> Reading | None:
        if reading is None or reading.quantity is None:
            return reading
        return replace(reading, quantity=replace(reading.quantity, value=reading.quantity.value * factor))

    return replace(
        situation,
        actual=larger(situation.actual),
        target=larger(situation.target),
        baseline=more(situation.baseline),
        previous=more(situation.previous),
        final_target=more(situation.final_target),
        total_actual=more(situation.total_actual),
        total_target=more(situation.total_target),
    )


@pytest.mark.parametrize(
    "name", [name for name, formula in FORMULAS.items() if formula.measure is Measure.RATE]
)
@given(actual=ANY_AMOUNTS, target=ANY_AMOUNTS, baseline=ANY_AMOUNTS, previous=AMOUNTS, factor=FACTORS)
def test_counting_in_thousands_changes_no_rate(
    *, name: str, actual: Decimal, target: Decimal, baseline: Decimal, previous: Decimal, factor: Decimal
) -> None:
    situation = build_situation(
        read(actual),
        read(target),
        baseline=str(baseline),
        previous=str(previous),
        final_target=str(target),
        period=("R5", "R8"),
        total_actual=Fraction(actual) + 5,
        total_target=Fraction(target) + 5,
    )

    assert FORMULAS[name].compute(multiply(situation, factor)) == FORMULAS[name].compute(situation)


@given(st.sampled_from(SHIPPED), st.sampled_from(Missing), st.sampled_from((UP, DOWN)), AMOUNTS)
def test_a_missing_actual_is_never_given_the_grade_of_a_zero(
    scale: Scale, reason: Missing, direction: Direction, target: Decimal
) -> None:
    situation = build_situation(
        missing(reason), read(target), direction=direction, baseline="5", previous="5", final_target="9"
    )

    evaluation = evaluate_situation(situation, scale)

    assert evaluation.band is None
    assert evaluation.rate is None
    assert evaluation.missing is not None or evaluation.undefined is Undefined.OUT_OF_FORCE
    assert evaluation.mark in {"", *(code.mark for code in scale.codes)}


@given(st.sampled_from(BY_RATE), ANY_AMOUNTS)
def test_every_rate_has_exactly_one_band_of_its_own(scale: Scale, percent: Decimal) -> None:
    rate = Fraction(percent) / 100

    holding = [band.mark for band in scale.bands if all(item.holds(rate) for item in band.conditions)]

    assert len(holding) == 1


@given(st.sampled_from(BY_RATIO), AMOUNTS, AMOUNTS)
def test_no_explanation_contradicts_its_grade(scale: Scale, actual: Decimal, target: Decimal) -> None:
    evaluation = evaluate_situation(build_situation(read(actual), read(target), in_year="H26"), scale)

    assume(evaluation.band is not None)
    assert evaluation.band is not None
    sentence = evaluation.explanation
    shown = Fraction(sentence.partition("= ")[2].partition("%")[0].replace(",", "").rstrip("…")) / 100
    if "…" not in sentence:
        assert all(item.holds(shown) for item in evaluation.band.conditions)
    assert f"→ {evaluation.mark}" in sentence
    assert evaluation.band.conditions[0].render() in sentence


@given(st.sampled_from(SHIPPED), ANY_AMOUNTS, ANY_AMOUNTS, st.sampled_from(Direction), st.booleans())
def test_every_outcome_has_a_grade_or_says_in_a_sentence_why_not(
    scale: Scale, actual: Decimal, target: Decimal, direction: Direction, bare: bool
) -> None:
    around = {} if bare else {"baseline": "3", "previous": "4", "final_target": "70"}
    situation = build_situation(read(actual), read(target), direction=direction, **around)  # type: ignore[arg-type]

    evaluation = evaluate_situation(situation, scale)

    assert evaluation.explanation
    if scale.bands and not evaluation.mark:
        assert evaluation.undefined or evaluation.missing
        assert evaluation.explanation.endswith("。")


@given(ANY_AMOUNTS, ANY_AMOUNTS, ANY_AMOUNTS)
def test_progress_is_the_same_seen_from_either_direction(
    actual: Decimal, target: Decimal, baseline: Decimal
) -> None:
    seen = build_situation(read(actual), read(target), baseline=str(baseline))
    mirrored = build_situation(read(-actual), read(-target), baseline=str(-baseline))

    assert FORMULAS["progress"].compute(seen) == FORMULAS["progress"].compute(mirrored)


@given(st.integers(0, 300))
def test_rates_next_to_an_edge_fall_on_their_own_sides(place: int) -> None:
    """A grade changes at the printed edges and nowhere else."""
    edges = {edge.value for band in build_scale().bands for item in band.conditions for edge in item.edges}
    here = Fraction(place, 100)
    marks = {
        evaluate_situation(build_situation(Reading(quantity=Quantity(number)), "100"), build_scale()).mark
        for number in (Decimal(place) - Decimal("0.0001"), Decimal(place) + Decimal("0.0001"))
    }

    assert (len(marks) == 2) == (here in edges)


def test_the_laws_are_tried_on_rules_worth_the_name() -> None:
    assert len(BY_RATE) >= 15
    assert any(
        item.subject is not Subject.RATE
        for scale in SHIPPED
        for band in scale.bands
        for item in band.conditions
    )
