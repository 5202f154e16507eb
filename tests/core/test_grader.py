from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from shirube.core.evaluation import evaluate_situation
from shirube.core.grader import compile_scale, find_decimals
from shirube.core.indicator import Accumulation, Actual, Direction, Indicator, Published, Target
from shirube.core.quantity import Quantity
from shirube.core.reading import Missing, Reading
from shirube.core.rounding import Rounding, RoundingMode
from shirube.core.scale import Band, Code, Condition, Edge, Evidence, Scale
from shirube.core.scale_problems import find_gaps
from shirube.core.scale_words import parse_condition
from shirube.core.situation import Situation
from shirube.readers.scale_recipe import load_scales
from tests.builders import build_indicator, build_scale, missing, year
from tests.core.situations import between, build_rate_scale, build_situation, change, share

UP, DOWN = Direction.UP, Direction.DOWN
SHIPPED = load_scales()
NUMBERS = st.decimals(-200, 300, places=2) | st.integers(0, 200).map(Decimal)


def both(situation: Situation, scale: Scale) -> tuple[str, str]:
    return compile_scale(scale).grade(situation), evaluate_situation(situation, scale).mark


@given(
    st.sampled_from(SHIPPED),
    st.sampled_from((UP, DOWN, Direction.KEEP)),
    NUMBERS,
    NUMBERS,
    st.sampled_from(("", "人")),
)
def test_the_quick_way_gives_the_grade_of_the_careful_one_for_every_shipped_rule(
    scale: Scale, direction: Direction, actual: Decimal, target: Decimal, unit: str
) -> None:
    situation = build_situation(
        Reading(quantity=Quantity(actual, unit)),
        Reading(quantity=Quantity(target, "人")),
        direction=direction,
        baseline="50人",
        previous="60人",
        final_target="150人",
        period=("R5", "R8"),
    )

    quick, careful = both(situation, scale)

    assert quick == careful


@given(st.sampled_from([80, 90, 95, 60, 50, 100, 120]), st.integers(1, 10**9), st.integers(0, 4))
def test_a_rate_exactly_on_an_edge_never_falls_to_the_wrong_side(edge: int, whole: int, places: int) -> None:
    """Binary fractions get up to two in five of these wrong."""
    target = Decimal(whole * 100).scaleb(-places)
    actual = Decimal(whole * edge).scaleb(-places)
    scale = Scale(
        name="x",
        bands=(
            Band(mark="上", conditions=(parse_condition(f"達成率 {edge}%以上"),)),
            Band(mark="下", conditions=(parse_condition(f"達成率 {edge}%未満"),)),
        ),
    )
    situation = build_situation(Reading(quantity=Quantity(actual)), Reading(quantity=Quantity(target)))

    assert both(situation, scale) == ("上", "上")


@given(NUMBERS, NUMBERS, st.sampled_from(("ratio", "inverse_ratio", "difference_ratio", "signed_ratio")))
def test_formulas_agree_whether_the_quick_way_knows_them_or_not(
    actual: Decimal, target: Decimal, formula: str
) -> None:
    scale = replace(build_scale(), formulas=((DOWN, formula),))
    situation = build_situation(
        Reading(quantity=Quantity(actual)), Reading(quantity=Quantity(target)), direction=DOWN
    )

    quick, careful = both(situation, scale)

    assert quick == careful


@given(st.permutations(build_scale().bands), NUMBERS)
def test_the_order_of_the_bands_counts_in_both_ways(bands: list[Band], actual: Decimal) -> None:
    scale = Scale(name="x", bands=tuple(bands))
    situation = build_situation(Reading(quantity=Quantity(actual)), "100")

    quick, careful = both(situation, scale)

    assert quick == careful
    assert list(find_gaps(bands)) == []


@pytest.mark.parametrize(
    "situation",
    [
        build_situation("45%", between("40", "60")),
        build_situation("5", between("-5", "0")),
        build_situation(change("20", "削減"), change("16", "削減")),
        build_situation("5", change("16", "削減")),
        build_situation(share(98, 99), "1"),
        build_situation("1", share(98, 99)),
        build_situation("年156回", "月12回"),
        build_situation("5", "0"),
        build_situation("5", None),
        build_situation(None, "5"),
        build_situation(missing(Missing.STOPPED), "5"),
        build_situation("5", missing(Missing.STOPPED)),
        build_situation("5", "6", direction=Direction.REFERENCE),
        build_situation("5", "6", accumulation=Accumulation.CUMULATIVE_FLOW),
    ],
)
def test_what_is_not_two_plain_numbers_goes_the_careful_way(situation: Situation) -> None:
    scale = replace(build_scale(), codes=(Code(mark="X", missing=(Missing.STOPPED, Missing.NOT_ENTERED)),))

    quick, careful = both(situation, scale)

    assert quick == careful


@pytest.mark.parametrize(
    "changes",
    [
        {"rounding": Rounding(RoundingMode.HALF_UP, 0)},
        {"valid_from": year("R7")},
        {"valid_to": year("R5")},
        {"final_bands": (Band(mark="最終", conditions=(parse_condition("それ以外"),)),)},
        {"bands": (Band(mark="達", conditions=(parse_condition("目標達成ではない"),)),)},
        {
            "bands": (
                Band(mark="達", conditions=(parse_condition("達成率 90%以上"), parse_condition("目標達成"))),
            )
        },
        {
            "bands": (
                Band(
                    mark="達",
                    conditions=(parse_condition("達成率 90%以上"),),
                    alternatives=((parse_condition("それ以外"),),),
                ),
            )
        },
        {"bands": (Band(mark="人"),)},
        {"bands": ()},
        {"formulas": ()},
        {"formulas": ((UP, "final_ratio"),)},
    ],
)
def test_rules_that_ask_for_more_than_the_rate_go_the_careful_way(changes: dict[str, Any]) -> None:
    scale = replace(build_scale(), **changes)

    for actual in ("89.6", "94", "120"):
        quick, careful = both(build_situation(actual, "100", period=("R5", "R6"), final_target="99"), scale)
        assert quick == careful


ASCENDING = ("60%以下", "60%超80%未満", "80%以上90%以下", "90%超")
WITH_GAPS = ("95%以上", "80%超90%以下", "40%以上60%未満")
OVERLAPPING = ("90%以上", "50%以上95%以下", "50%以下")


@pytest.mark.parametrize(
    ("rates", "actual", "place"),
    [
        *[(ASCENDING, *case) for case in (("60", 0), ("60.01", 1), ("79.99", 1), ("80", 2), ("90", 2))],
        *[
            (ASCENDING, *case)
            for case in (("90.01", 3), ("59", 0), ("-5", 0), ("61", 1), ("81", 2), ("200", 3))
        ],
        *[(WITH_GAPS, *case) for case in (("95", 0), ("94.99", None), ("90", 1), ("90.01", None))],
        *[(WITH_GAPS, *case) for case in (("80", None), ("80.01", 1), ("60", None), ("59.99", 2), ("40", 2))],
        *[(WITH_GAPS, *case) for case in (("39", None), ("91", None), ("70", None), ("96", 0))],
        *[(OVERLAPPING, *case) for case in (("95", 0), ("90", 0), ("89.99", 1), ("50", 1), ("49.99", 2))],
    ],
)
def test_bands_in_any_order_with_gaps_and_overlaps_are_held_edge_by_edge(
    rates: tuple[str, ...], actual: str, place: int | None
) -> None:
    bands = tuple(
        Band(mark=str(number), conditions=(parse_condition(f"達成率 {rate}"),))
        for number, rate in enumerate(rates)
    )
    grader = compile_scale(Scale(name="x", bands=bands))

    assert grader.grade_numbers(UP, Decimal(actual), Decimal(100)) == (None if place is None else str(place))
    assert grader.grade(build_situation(actual, "100")) == ("" if place is None else str(place))


def test_plain_cells_never_take_the_long_way(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the careful way was taken")

    monkeypatch.setattr("shirube.core.grader.evaluate_situation", refuse)
    grader = compile_scale(build_scale())

    assert grader.grade(build_situation("94店", "105店")) == "B"
    with pytest.raises(AssertionError, match="careful way"):
        grader.grade(build_situation("94店", None))


@pytest.mark.parametrize(
    ("formula", "actual", "target", "mark"),
    [
        ("ratio", "0.80", "1", "B"),
        ("ratio", "0.799", "1", "C"),
        ("ratio", "2.5", "2.5", "A"),
        ("ratio", "1", "0", None),
        ("ratio", "1", "-1", None),
        ("ratio", "-1", "1", "C"),
        ("inverse_ratio", "1.25", "1", "B"),
        ("inverse_ratio", "1.26", "1", "C"),
        ("inverse_ratio", "0.5", "0.50", "A"),
        ("inverse_ratio", "1", "0.8", "B"),
        ("inverse_ratio", "0", "1", None),
        ("inverse_ratio", "1", "0", None),
        ("inverse_ratio", "-1", "1", None),
        ("inverse_ratio", "1", "-1", None),
        ("difference_ratio", "1.2", "1", "B"),
        ("difference_ratio", "1.21", "1", "C"),
        ("difference_ratio", "0.3", "0.25", "B"),
        ("difference_ratio", "0.31", "0.25", "C"),
        ("difference_ratio", "7", "7", "A"),
        ("difference_ratio", "0", "1", "A"),
        ("difference_ratio", "1", "0", None),
        ("difference_ratio", "1", "-1", None),
    ],
)
def test_each_quick_formula_by_example(formula: str, actual: str, target: str, mark: str | None) -> None:
    grader = compile_scale(build_rate_scale(formulas=((DOWN, formula),)))

    assert grader.grade_numbers(DOWN, Decimal(actual), Decimal(target)) == mark


def test_the_rate_of_a_plain_year_is_a_quotient_and_of_any_other_none() -> None:
    grader = compile_scale(build_rate_scale())
    plain = build_indicator(targets={"R6": "105店"}, actuals={"R6": "94店"})
    target, actual = plain.targets[0], plain.actuals[0]

    rate = grader.compute_rate(plain, target, actual)

    assert rate is not None
    assert Fraction(*rate) == Fraction(94, 105)
    assert grader.compute_rate(plain, None, actual) is None
    assert grader.compute_rate(plain, target, None) is None
    assert grader.compute_rate(plain, replace(target, reading=between("1", "2")), actual) is None
    assert grader.compute_rate(replace(plain, direction=DOWN), target, actual) is None
    flow = replace(plain, accumulation=Accumulation.CUMULATIVE_FLOW)
    assert grader.compute_rate(flow, target, actual) is None


def test_two_plain_numbers_can_be_graded_alone() -> None:
    grader = compile_scale(build_rate_scale())

    assert grader.grade_numbers(UP, Decimal("80.00"), Decimal("100")) == "B"
    assert grader.grade_numbers(UP, Decimal(5), Decimal(0)) is None
    assert grader.grade_numbers(DOWN, Decimal(5), Decimal(5)) is None


@given(
    st.sampled_from(("ratio", "inverse_ratio")),
    st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=4),
    st.sampled_from(("人", "件")),
)
def test_no_year_with_a_rate_exactly_on_an_edge_is_left_out(
    formula: str, figures: list[tuple[Decimal, Decimal]], unit: str
) -> None:
    scale = replace(build_scale(), formulas=((UP, formula),))
    edges = {edge.value for band in scale.bands for edge in (band.rate.edges if band.rate else ())}
    decimals = find_decimals(edges)
    assert decimals is not None
    years = [year(f"R{5 + place}") for place in range(len(figures))]
    indicator = Indicator(
        key="1",
        targets=tuple(
            Target(one, Reading(quantity=Quantity(target, "人")))
            for one, (target, _) in zip(years, figures, strict=True)
        ),
        actuals=tuple(
            Actual(one, Reading(quantity=Quantity(actual, unit)))
            for one, (_, actual) in zip(years, figures, strict=True)
        ),
        published=tuple(Published(one, "A") for one in years),
    )
    grader = compile_scale(scale)

    kept = {item.year for item in grader.keep_near(indicator, decimals)}

    for one in years:
        rate = grader.compute_rate(indicator, indicator.target(one), indicator.actual(one))
        if rate is None or Fraction(*rate) in edges:
            assert one in kept


@pytest.mark.parametrize("lacking", ["targets", "actuals"])
def test_marks_published_for_more_years_than_there_are_figures_are_all_kept(lacking: str) -> None:
    edges = find_decimals([Fraction(1, 2)])
    assert edges is not None
    years = {"R5": 10, "R6": 10}
    figures: dict[str, Any] = {"targets": years, "actuals": years, lacking: {"R5": 10}}
    indicator = build_indicator(**figures, marks={"R5": "A", "R6": "B"})

    assert compile_scale(build_scale()).keep_near(indicator, edges) == indicator.published


def test_a_rate_just_above_an_upper_end_is_beyond_it() -> None:
    half = Edge(Fraction(1, 2), inclusive=True, evidence=Evidence.STATED)
    scale = Scale(
        name="worst first",
        bands=(
            Band(mark="C", conditions=(Condition(upper=half),)),
            Band(mark="A", conditions=(Condition(lower=replace(half, inclusive=False)),)),
        ),
    )
    grader = compile_scale(scale)

    assert [grader.grade_quotient(*rate) for rate in ((2, 5), (1, 2), (3, 5))] == ["C", "C", "A"]


def test_years_far_from_every_edge_are_left_out() -> None:
    """The control: otherwise nothing would be won."""
    edges = find_decimals([Fraction(1, 2), Fraction(9, 10)])
    assert edges is not None
    indicator = Indicator(
        key="1",
        targets=(Target(year("R5"), Reading(quantity=Quantity(Decimal(100)))),),
        actuals=(Actual(year("R5"), Reading(quantity=Quantity(Decimal(89)))),),
        published=(Published(year("R5"), "B"),),
    )

    assert compile_scale(build_scale()).keep_near(indicator, edges) == []
    assert find_decimals([Fraction(1, 3)]) is None
