from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from shirube.core.indicator import Direction
from shirube.core.reading import Missing
from shirube.core.scale import (
    NO,
    YES,
    Band,
    Code,
    Condition,
    Edge,
    Evidence,
    Scale,
    Subject,
    Tolerance,
    choose_scale,
    settle_edge,
)
from shirube.core.undefined import Undefined
from tests.builders import build_scale, percent, year

HALF = percent(50)


@pytest.mark.parametrize(
    ("lower", "upper", "held"),
    [
        (Edge(HALF, True), None, (False, True, True)),
        (Edge(HALF, False), None, (False, False, True)),
        (None, Edge(HALF, True), (True, True, False)),
        (None, Edge(HALF, False), (True, False, False)),
        (Edge(HALF, True), Edge(HALF, True), (False, True, False)),
        (None, None, (True, True, True)),
    ],
)
def test_each_edge_falls_on_the_side_that_is_written(
    lower: Edge | None, upper: Edge | None, held: tuple[bool, bool, bool]
) -> None:
    condition = Condition(Subject.RATE, lower, upper)

    assert tuple(condition.holds(percent(number)) for number in ("49.99", 50, "50.01")) == held


@given(
    st.fractions(-3, 3, max_denominator=40),
    st.none() | st.builds(Edge, st.fractions(-3, 0, max_denominator=6), st.booleans()),
    st.none() | st.builds(Edge, st.fractions(0, 3, max_denominator=6), st.booleans()),
)
def test_comparing_whole_numbers_is_comparing_the_fractions(
    value: Fraction, lower: Edge | None, upper: Edge | None
) -> None:
    above = lower is None or value > lower.value or (lower.inclusive and value == lower.value)
    below = upper is None or value < upper.value or (upper.inclusive and value == upper.value)

    assert Condition(Subject.RATE, lower, upper).holds(value) == (above and below)


def test_a_band_that_looks_at_the_rate_alone_says_so() -> None:
    rate, met = Condition(Subject.RATE, Edge(HALF, True)), Condition(Subject.MET, words=(YES,))

    assert Band(mark="A", conditions=(rate,)).only_rate == rate
    assert Band(mark="A", alternatives=((rate,),)).only_rate == rate
    for band in (
        Band(mark="A", conditions=(rate, met)),
        Band(mark="A", conditions=(rate,), alternatives=((rate,),)),
        Band(mark="A", conditions=(met,)),
        Band(mark="A"),
    ):
        assert band.only_rate is None


def test_the_questions_of_a_rule_are_those_of_all_its_bands() -> None:
    judged = Condition(Subject.FACT, words=("順調",), fact="判断")
    other = Condition(Subject.FACT, words=("遅れ",), fact="判断")
    schedule = Condition(Subject.ON_SCHEDULE, words=(YES,))
    scale = Scale(
        name="x",
        bands=(Band(mark="A", conditions=(judged, schedule)), Band(mark="B", alternatives=((other,),))),
        final_bands=(Band(mark="A", conditions=(Condition(Subject.FACT, words=(NO,), fact="最終"),)),),
    )

    assert scale.questions == {
        "判断": frozenset(("順調", "遅れ")),
        "予定どおりの進捗": frozenset((YES,)),
        "最終": frozenset((NO,)),
    }
    assert list(scale.questions) == ["判断", "予定どおりの進捗", "最終"]
    assert build_scale().questions == {}


def test_a_word_holds_when_it_is_one_of_those_listed() -> None:
    condition = Condition(Subject.STATE, words=("完了", "実施"))

    assert condition.holds("実施")
    assert not condition.holds("検討")


def test_an_edge_cannot_lie_above_the_upper_one() -> None:
    with pytest.raises(ValueError, match=r"^the lower edge of a band must not lie above its upper edge$"):
        Condition(Subject.RATE, Edge(percent(51), True), Edge(HALF, True))


@pytest.mark.parametrize(("subject", "fact"), [(Subject.FACT, ""), (Subject.RATE, "問い")])
def test_a_fact_has_a_name_and_nothing_else_has(subject: Subject, fact: str) -> None:
    with pytest.raises(ValueError, match=r"^a fact has a name, and nothing else has$"):
        Condition(subject, fact=fact)


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (Condition(Subject.RATE, Edge(HALF, False), Edge(percent(90), False)), "50%超90%未満"),
        (Condition(Subject.RATE, Edge(percent(120), True)), "120%以上"),
        (Condition(Subject.RATE, None, Edge(HALF, True)), "50%以下"),
        (Condition(Subject.BASELINE_GAP, Edge(Fraction(-3), False)), "-3超"),
        (Condition(Subject.MET, words=(YES,)), "はい"),
        (Condition(Subject.STATE, words=("完了", "実施")), "完了または実施"),
        (Condition(), "すべて"),
    ],
)
def test_conditions_are_printed_with_percent_only_where_they_are_rates(
    condition: Condition, words: str
) -> None:
    assert condition.render() == words


def test_edges_are_listed_from_below() -> None:
    low, high = Edge(HALF, True), Edge(percent(90), True)

    assert Condition(Subject.RATE, low, high).edges == (low, high)
    assert Condition(Subject.RATE, None, high).edges == (high,)
    assert Condition().edges == ()


@pytest.mark.parametrize(
    ("evidence", "confirmed"),
    [
        (Evidence.STATED, True),
        (Evidence.CONFIRMED, True),
        (Evidence.OPEN, False),
        (Evidence.CONTRADICTED, False),
    ],
)
def test_only_words_and_examples_confirm_an_edge(evidence: Evidence, confirmed: bool) -> None:
    assert Edge(HALF, True, evidence).is_confirmed is confirmed


def test_a_band_without_conditions_is_given_by_people_only() -> None:
    rate = Condition(Subject.RATE, Edge(HALF, True))
    judged = Condition(Subject.STATE, Edge(Fraction(1), True))

    assert Band(mark="A").is_judged
    assert Band(mark="A", conditions=(judged,)).is_judged
    assert not Band(mark="A", conditions=(rate,)).is_judged
    assert not Band(mark="A", alternatives=((rate,),)).is_judged
    assert Band(mark="A", conditions=(rate,), alternatives=((judged,), (rate, rate))).ways == (
        (rate,),
        (rate, rate),
    )
    assert Band(mark="A", alternatives=((rate,),)).ways == ((rate,),)


def test_the_condition_on_the_rate_is_found_among_others() -> None:
    rate, met = Condition(Subject.RATE, Edge(HALF, True)), Condition(Subject.MET, words=(NO,))

    assert Band(mark="A", conditions=(met, rate)).rate == rate
    assert Band(mark="A", conditions=(met,)).rate is None


def test_each_mark_stands_for_one_band() -> None:
    twice = (Band(mark="A"), Band(mark="A"))

    with pytest.raises(ValueError, match=r"^each mark of a scale stands for one band$"):
        Scale(name="x", bands=twice)
    with pytest.raises(ValueError, match=r"^each mark of a scale stands for one band$"):
        Scale(name="x", final_bands=twice)
    assert Scale(name="x", bands=twice[:1], final_bands=twice[:1]).band("A") == twice[0]


def test_the_formulas_of_a_direction_are_tried_in_order() -> None:
    scale = Scale(
        name="x",
        formulas=((Direction.DOWN, "inverse_ratio"), (Direction.UP, "ratio"), (Direction.DOWN, "met")),
    )

    assert scale.formula(Direction.DOWN) == "inverse_ratio"
    assert scale.formulas_for(Direction.DOWN) == ("inverse_ratio", "met")
    assert scale.formula(Direction.KEEP) is None
    assert scale.formulas_for(Direction.KEEP) == ()


def test_the_last_year_has_its_own_bands_only_where_the_rule_says_so() -> None:
    usual, last = (Band(mark="A"),), (Band(mark="B"),)

    assert Scale(name="x", bands=usual).bands_for(is_final_year=True) == usual
    both = Scale(name="x", bands=usual, final_bands=last)
    assert both.bands_for(is_final_year=True) == last
    assert both.bands_for(is_final_year=False) == usual
    assert both.band("B") == last[0]
    assert both.band("C") is None


def test_codes_are_found_by_mark_and_by_reason() -> None:
    code = Code(mark="X", missing=(Missing.STOPPED,), undefined=(Undefined.ZERO_TARGET,))
    scale = Scale(name="x", codes=(Code(mark="W"), code))

    assert scale.code("X") == code
    assert scale.code("Q") is None
    assert scale.code_for(Missing.STOPPED) == code
    assert scale.code_for(Undefined.ZERO_TARGET) == code
    assert scale.code_for(Missing.ENDED) is None


@pytest.mark.parametrize(
    ("when", "valid"), [("R4", False), ("R5", True), ("R6", True), ("R7", True), ("R8", False)]
)
def test_a_rule_holds_in_its_years_only(when: str, valid: bool) -> None:
    scale = Scale(name="x", valid_from=year("R5"), valid_to=year("R7"))

    assert scale.is_valid_in(year(when)) is valid
    assert Scale(name="x").is_valid_in(year(when))


def test_of_several_rules_the_one_in_force_is_chosen() -> None:
    old = Scale(name="old", valid_to=year("R5"))
    new = Scale(name="new", valid_from=year("R6"), valid_to=year("R7"))

    assert choose_scale((old, new), year("R5")) == old
    assert choose_scale((old, new), year("R6")) == new
    assert choose_scale((old, new), year("R8")) is None


@pytest.mark.parametrize(
    ("count", "tones"), [(2, [0, 3]), (3, [0, 1, 3]), (4, [0, 1, 2, 3]), (5, [0, 1, 2, 2, 3]), (1, [0])]
)
def test_the_best_and_the_worst_grade_get_the_outer_colours(count: int, tones: list[int]) -> None:
    bands = tuple(Band(mark=str(place)) for place in range(count))
    scale = Scale(name="x", bands=bands)

    assert [scale.tone(band.mark) for band in bands] == tones


def test_a_colour_may_be_given_and_codes_have_none() -> None:
    scale = Scale(name="x", bands=(Band(mark="A", tone=2), Band(mark="B")), codes=(Code(mark="X"),))

    assert [scale.tone(mark) for mark in ("A", "B", "X", "?")] == [2, 3, None, None]
    assert Scale(name="x", final_bands=(Band(mark="A"), Band(mark="B"))).tone("B") == 3


def test_open_edges_are_listed_from_the_best_band_down() -> None:
    found = list(build_scale(evidence=Evidence.OPEN).find_open_edges())

    assert [(band.mark, edge.value) for band, edge in found] == [("S", percent(120)), ("A", percent(90))]
    assert list(build_scale().find_open_edges()) == []
    assert (
        list(
            Scale(
                name="x", bands=(Band(mark="A"), Band(mark="B", conditions=(Condition(),)))
            ).find_open_edges()
        )
        == []
    )


def test_a_settled_edge_moves_in_both_bands_that_share_it_and_nowhere_else() -> None:
    other = Condition(Subject.BASELINE_GAP, Edge(percent(90), True))
    scale = build_scale(evidence=Evidence.OPEN)
    band = replace(scale.bands[1], alternatives=((other, scale.bands[1].conditions[0]),))
    scale = replace(scale, bands=(scale.bands[0], band, *scale.bands[2:]), final_bands=scale.bands)

    settled = settle_edge(scale, percent(90), upper_band_includes=False, evidence=Evidence.CONFIRMED)

    for bands in (settled.bands, settled.final_bands):
        upper, lower = bands[1].rate, bands[2].rate
        assert upper is not None
        assert lower is not None
        assert upper.lower == Edge(percent(90), False, Evidence.CONFIRMED)
        assert lower.upper == Edge(percent(90), True, Evidence.CONFIRMED)
        assert upper.upper == Edge(percent(120), False, Evidence.OPEN)
        assert lower.lower == Edge(percent(50), False, Evidence.STATED)
    assert settled.bands[1].alternatives[0][0] == other
    assert settled.bands[1].alternatives[0][1] == settled.bands[1].conditions[0]


def test_tolerances_are_never_negative_and_print_themselves() -> None:
    assert Tolerance(percent(10), is_relative=True).render() == "±10%"
    assert Tolerance(Fraction(3)).render() == "±3"
    assert Tolerance(Fraction(0)).value == 0
    with pytest.raises(ValueError, match=r"^a tolerance is not negative$"):
        Tolerance(Fraction(-1))
