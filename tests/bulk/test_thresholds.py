from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from shirube.bulk.thresholds import Threshold, compute_steps, undo_rounding
from shirube.core.indicator import Direction
from shirube.core.judging import choose_band
from shirube.core.rounding import Rounding, RoundingMode, round_percent
from shirube.core.scale import YES, Band, Condition, Edge, Scale, Subject
from shirube.core.situation import Situation
from tests.builders import build_scale, percent, year


def band(
    mark: str, lower: int | None, upper: int | None, *, low_in: bool = True, up_in: bool = False
) -> Band:
    return Band(
        mark=mark,
        conditions=(
            Condition(
                Subject.RATE,
                None if lower is None else Edge(percent(lower), low_in),
                None if upper is None else Edge(percent(upper), up_in),
            ),
        ),
    )


def climb(scale: Scale, rate: Fraction) -> Band | None:
    steps = compute_steps(scale)
    taken = sum(rate >= item.value if item.inclusive else rate > item.value for item in steps.thresholds)
    return steps.bands[taken]


def test_the_bands_of_the_sample_rule_are_three_steps() -> None:
    steps = compute_steps(build_scale())

    assert steps.thresholds == (
        Threshold(Fraction(1, 2), False),
        Threshold(Fraction(9, 10), True),
        Threshold(Fraction(6, 5), True),
    )
    assert [item.mark if item else "" for item in steps.bands] == ["C", "B", "A", "S"]


def test_a_gap_stays_a_gap_and_an_overlap_goes_to_the_first_band() -> None:
    scale = Scale(name="x", bands=(band("A", 100, None), band("B", 50, 110), band("C", None, 40)))

    marks = [found.mark if (found := climb(scale, percent(value))) else "" for value in (30, 40, 45, 50, 105)]

    assert marks == ["C", "", "", "B", "A"]


def test_a_grade_for_exactly_one_rate_is_two_steps() -> None:
    exactly = band("＝", 100, 100, up_in=True)
    scale = Scale(name="x", bands=(exactly, band("◎", 100, None, low_in=False), band("△", None, 100)))

    marks = [
        found.mark if (found := climb(scale, percent(value))) else "" for value in ("99.9", 100, "100.1")
    ]

    assert marks == ["△", "＝", "◎"]


def test_a_rule_without_edges_has_no_step() -> None:
    anything = Band(mark="済", conditions=(Condition(Subject.OTHERWISE, words=(YES,)),))
    steps = compute_steps(Scale(name="x", bands=(anything,)))

    assert steps.thresholds == ()
    assert steps.bands == (anything,)


def test_rules_that_look_at_more_than_the_rate_are_refused() -> None:
    other = Band(mark="A", conditions=(Condition(Subject.BASELINE_GAP, Edge(Fraction(0), True)),))
    with pytest.raises(ValueError, match="達成率のほかの条件"):
        compute_steps(Scale(name="x", bands=(other,)))
    with pytest.raises(ValueError, match="人の判断"):
        compute_steps(Scale(name="x", bands=(Band(mark="A"),)))


rates = st.builds(Fraction, st.integers(-4000, 4000), st.sampled_from([1000, 2000, 700, 999, 2500]))


@given(
    rates,
    rates,
    st.booleans(),
    st.sampled_from(RoundingMode),
    st.integers(0, 3),
)
def test_rounding_before_judging_is_undone_exactly(
    rate: Fraction, value: Fraction, inclusive: bool, mode: RoundingMode, digits: int
) -> None:
    rounding = Rounding(mode, digits)
    raw = undo_rounding(Threshold(value, inclusive), rounding)
    for shifted in (rate, raw.value, raw.value + Fraction(1, 10**9), raw.value - Fraction(1, 10**9)):
        rounded = round_percent(shifted, rounding)
        wanted = rounded >= value if inclusive else rounded > value
        taken = shifted >= raw.value if raw.inclusive else shifted > raw.value

        assert taken == wanted


edges = st.sampled_from([percent(value) for value in (0, 25, 50, "66.6", 80, 90, 100, 120)])


@st.composite
def scales(draw: st.DrawFn) -> Scale:
    bands = []
    for number in range(draw(st.integers(1, 5))):
        low, up = sorted((draw(edges), draw(edges)))
        lower = draw(st.none() | st.builds(Edge, st.just(low), st.booleans()))
        upper = draw(st.none() | st.builds(Edge, st.just(up), st.booleans()))
        bands.append(Band(mark=f"{number}", conditions=(Condition(Subject.RATE, lower, upper),)))
    modes = st.none() | st.builds(Rounding, st.sampled_from(RoundingMode), st.integers(0, 2))
    return Scale(name="made up", bands=tuple(bands), rounding=draw(modes))


@given(scales(), st.one_of(rates, edges))
def test_the_steps_lead_to_the_band_that_the_core_chooses(scale: Scale, rate: Fraction) -> None:
    situation = Situation(year=year("R7"), direction=Direction.UP)
    judged = round_percent(rate, scale.rounding) if scale.rounding else rate

    assert climb(scale, rate) is choose_band(situation, replace(scale), judged).band
