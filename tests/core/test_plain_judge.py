from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from shirube.core.evaluation import evaluate_situation
from shirube.core.indicator import Direction
from shirube.core.plain_judge import Figure, PlainJudge, PlainJudgement
from shirube.core.quantity import Quantity
from shirube.core.reading import Reading
from shirube.core.rounding import Rounding, RoundingMode, render_percent
from shirube.core.scale import Band, Condition, Edge, Evidence, Scale
from shirube.core.situation import Situation
from tests.builders import build_scale, year

FORMULAS = ("ratio", "inverse_ratio", "difference_ratio")


def make_figure(value: Decimal) -> Figure:
    number, whole = value.as_integer_ratio()
    return Figure(number, whole, "人", f"{value:,f}人")


def judge_long(scale: Scale, actual: Decimal, target: Decimal, *, explains: bool) -> PlainJudgement:
    situation = Situation(
        year=year("R7"),
        direction=Direction.UP,
        target=Reading(quantity=Quantity(target, "人")),
        actual=Reading(quantity=Quantity(actual, "人")),
    )
    found = evaluate_situation(situation, scale)
    assert found.rate is not None
    rate = render_percent(found.rate, scale.display)
    return PlainJudgement(rate, str(found.rate), found.mark, found.explanation if explains else "")


edges = st.sampled_from(
    [Fraction(-1, 2), Fraction(1, 2), Fraction(4, 5), Fraction(925, 1000), Fraction(1, 3)]
)
roundings = st.builds(Rounding, st.sampled_from(RoundingMode), st.integers(0, 3))


@st.composite
def scales(draw: st.DrawFn) -> Scale:
    """Two or three bands that may overlap or leave a gap, with edges of every kind."""

    def edge() -> Edge:
        return Edge(draw(edges), draw(st.booleans()), draw(st.sampled_from(Evidence)))

    def condition() -> Condition:
        lower, upper = (edge() if draw(st.booleans()) else None for _ in "ab")
        if lower and upper and lower.value > upper.value:
            lower, upper = upper, lower
        return Condition(lower=lower, upper=upper)

    bands = tuple(Band(mark=mark, conditions=(condition(),)) for mark in "ABC"[: draw(st.integers(1, 3))])
    formula = draw(st.sampled_from(FORMULAS))
    return Scale(name="x", formulas=((Direction.UP, formula),), bands=bands, display=draw(roundings))


figures = st.decimals(-50, 50, places=2) | st.integers(-300, 300).map(Decimal)


@given(scales(), figures, figures, st.booleans())
def test_what_is_said_quickly_is_what_the_long_way_says_letter_by_letter(
    scale: Scale, actual: Decimal, target: Decimal, explains: bool
) -> None:
    judge = PlainJudge(scale, explains=explains)

    found = judge.judge(Direction.UP, make_figure(actual), make_figure(target))

    if found is not None:
        assert found == judge_long(scale, actual, target, explains=explains)


@given(figures.filter(lambda value: value > 0), figures)
def test_a_usual_rule_takes_the_long_way_only_beside_its_edges(target: Decimal, actual: Decimal) -> None:
    """Negative control of the property above: saying nothing at all would satisfy it too."""
    rate = Fraction(actual) / Fraction(target)
    beside = min(abs(rate - edge) for edge in (Fraction(1, 2), Fraction(9, 10), Fraction(6, 5)))

    found = PlainJudge(build_scale()).judge(Direction.UP, make_figure(actual), make_figure(target))

    assert found is not None or beside <= Fraction(1, 2000)


def test_a_rate_that_would_look_like_another_band_takes_the_long_way() -> None:
    scale = build_scale()
    close = make_figure(Decimal("89.99")), make_figure(Decimal(100))

    assert PlainJudge(scale).judge(Direction.UP, *close) is None
    assert judge_long(scale, Decimal("89.99"), Decimal(100), explains=True).explanation.startswith(
        "89.99人 ÷ 100人 = 89.99%"
    )
    without = PlainJudge(scale, explains=False).judge(Direction.UP, *close)
    assert without == ("90.0%", "8999/10000", "B", "")


@pytest.mark.parametrize(
    "scale",
    [
        Scale(name="no bands"),
        Scale(name="rounds first", bands=build_scale().bands, rounding=Rounding()),
        Scale(name="some years only", bands=build_scale().bands, valid_from=year("R5")),
        Scale(name="another formula", bands=build_scale().bands, formulas=((Direction.UP, "progress"),)),
    ],
)
def test_a_rule_that_looks_at_more_is_not_judged_quickly(scale: Scale) -> None:
    judge = PlainJudge(scale)

    assert judge.judge(Direction.UP, make_figure(Decimal(9)), make_figure(Decimal(10))) is None
    assert not judge.directions


def test_a_direction_without_a_formula_takes_the_long_way() -> None:
    pair = make_figure(Decimal(9)), make_figure(Decimal(10))

    assert PlainJudge(build_scale()).judge(Direction.STATE, *pair) is None
    assert PlainJudge(build_scale()).judge(Direction.UP, *pair) is not None


def judge(scale: Scale, actual: str, target: str, *, explains: bool = True) -> PlainJudgement | None:
    pair = make_figure(Decimal(actual)), make_figure(Decimal(target))
    return PlainJudge(scale, explains=explains).judge(Direction.UP, *pair)


@pytest.mark.parametrize("digits", [0, 1, 2])
def test_an_edge_that_nobody_settled_takes_the_long_way_and_its_neighbours_do_not(digits: int) -> None:
    scale = replace(build_scale(evidence=Evidence.OPEN), display=Rounding(digits=digits))

    assert judge(scale, "90", "100") is None
    for actual in ("60", "95"):
        found = judge(scale, actual, "100")
        assert found == judge_long(scale, Decimal(actual), Decimal(100), explains=True)


def test_a_settled_edge_is_judged_quickly() -> None:
    assert judge(build_scale(), "90", "100") == (
        "90.0%",
        "9/10",
        "A",
        "90人 ÷ 100人 = 90.0%（90%以上120%未満）→ A",
    )


def test_a_whole_rate_is_written_as_a_whole_number() -> None:
    found = judge(build_scale(), "200", "100")

    assert found is not None
    assert (found.rate, found.exact) == ("200.0%", "2")


def test_edges_between_two_printed_digits_are_judged_quickly_only_without_a_sentence() -> None:
    third = Edge(Fraction(1, 3), inclusive=True, evidence=Evidence.STATED)
    scale = Scale(name="x", bands=(Band(mark="A", conditions=(Condition(lower=third),)),))

    assert judge(scale, "90", "100") is None
    assert judge(scale, "90", "100", explains=False) == ("90.0%", "9/10", "A", "")
