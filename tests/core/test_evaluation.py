from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import Any

import pytest
from msgspec.structs import replace

from shirube.core.agreement import compare_published
from shirube.core.evaluation import (
    Evaluation,
    evaluate_indicator,
    evaluate_plan,
    evaluate_situation,
    iterate_evaluations,
)
from shirube.core.indicator import Decision, Direction, Indicator, Revision, Target
from shirube.core.plan import Plan
from shirube.core.reading import Missing, Standing
from shirube.core.rounding import Rounding, RoundingMode
from shirube.core.scale import Band, Code, Evidence, Scale, Tolerance
from shirube.core.scale_words import parse_condition
from shirube.core.undefined import Undefined
from tests.builders import (
    SEED_ROWS,
    build_indicator,
    build_plan,
    build_scale,
    missing,
    percent,
    reading,
    year,
)
from tests.core.situations import build_rate_scale, build_situation, state

UP, DOWN, KEEP = Direction.UP, Direction.DOWN, Direction.KEEP


def build_seed() -> Plan:
    rows = []
    for place, (_, name, unit, start, *cells, last) in enumerate(SEED_ROWS):
        years = ("R5", "R6", "R7")
        rows.append(
            build_indicator(
                str(place),
                name=name,
                unit=unit,
                baseline=("R3", start if start == "-" else start + unit),
                targets={when: cells[3 * at] + unit for at, when in enumerate(years)} | {"R8": last + unit},
                actuals={when: cells[3 * at + 1] + unit for at, when in enumerate(years)},
                marks={when: cells[3 * at + 2] for at, when in enumerate(years)},
            )
        )
    return build_plan(*rows)


def grade(*cells: Any, scale: Scale | None = None, **more: Any) -> Evaluation:
    return evaluate_situation(build_situation(*cells, **more), scale or build_scale())


def test_all_42_published_grades_of_the_reference_plan_are_reproduced() -> None:
    agreement = compare_published(build_seed(), build_scale(evidence=Evidence.OPEN))

    assert (len(agreement.agree), len(agreement.differ), len(agreement.undetermined)) == (42, 0, 0)
    assert Counter(item.computed for item in agreement.agree) == {"S": 4, "A": 14, "B": 13, "C": 11}


def test_with_fifty_percent_on_the_other_side_exactly_two_grades_differ() -> None:
    scale = build_scale()
    bands = (
        *scale.bands[:2],
        Band(mark="B", conditions=(parse_condition("達成率 50%以上90%未満"),)),
        Band(mark="C", conditions=(parse_condition("達成率 50%未満"),)),
    )

    agreement = compare_published(build_seed(), replace(scale, bands=bands))

    assert [item.evaluation.rate for item in agreement.differ if item.evaluation] == [Fraction(1, 2)] * 2


@pytest.mark.parametrize(
    ("formula", "wrong"), [("cumulative_ratio", 8), ("final_ratio", 13), ("progress", 14), ("ratio", 0)]
)
def test_no_other_formula_explains_the_published_grades(formula: str, wrong: int) -> None:
    scale = replace(build_scale(), formulas=((UP, formula),))

    agreement = compare_published(build_seed(), scale)

    assert len(agreement.differ) == wrong


@pytest.mark.parametrize(
    ("actual", "mark"),
    [("120", "S"), ("119.99", "A"), ("90", "A"), ("89.99", "B"), ("50.01", "B"), ("50", "C"), ("0", "C")],
)
def test_every_edge_falls_on_its_side(actual: str, mark: str) -> None:
    assert grade(actual, "100").mark == mark


@pytest.mark.parametrize(("actual", "open_edge"), [("120", True), ("90", True), ("50", False), ("91", False)])
def test_a_rate_exactly_on_an_unconfirmed_edge_is_marked(actual: str, open_edge: bool) -> None:
    evaluation = grade(actual, "100", scale=build_scale(evidence=Evidence.OPEN))

    assert (evaluation.open_edge is not None) is open_edge


def test_grades_are_given_on_the_exact_rate_unless_the_city_rounds_first() -> None:
    whole = Rounding(RoundingMode.HALF_UP, 0)

    exact = grade("94店", "105店")
    rounded = grade("94店", "105店", scale=replace(build_scale(), rounding=whole))

    assert (exact.mark, rounded.mark) == ("B", "A")
    assert exact.rate == rounded.rate == Fraction(94, 105)
    assert exact.judged_rate == Fraction(94, 105)
    assert rounded.judged_rate == percent(90)


def test_a_missing_figure_is_never_graded_as_zero() -> None:
    for actual in (None, missing(Missing.TABULATING), missing(Missing.UNSTATED, "-")):
        evaluation = grade(actual, "20人")
        assert (evaluation.mark, evaluation.rate, evaluation.band) == ("", None, None)
        assert evaluation.missing is not None


@pytest.mark.parametrize(
    ("actual", "target", "reason"),
    [
        (None, None, Missing.NO_TARGET),
        (None, "5", Missing.NOT_ENTERED),
        ("5", None, Missing.NO_TARGET),
        (missing(Missing.STOPPED), "5", Missing.STOPPED),
        (missing(Missing.STOPPED), missing(Missing.NO_TARGET), Missing.NO_TARGET),
        ("5", missing(Missing.WITHHELD), Missing.WITHHELD),
    ],
)
def test_the_reason_for_having_no_grade_is_that_of_the_missing_figure(
    actual: Any, target: Any, reason: Missing
) -> None:
    scale = replace(build_scale(), codes=(Code(mark="－", missing=(reason,)),))

    evaluation = grade(actual, target, scale=scale)

    assert (evaluation.missing, evaluation.mark, evaluation.rate) == (reason, "－", None)
    assert evaluation.code == scale.codes[0]


def test_the_yearly_target_is_not_asked_for_by_rules_on_the_final_one() -> None:
    scale = build_rate_scale(
        formulas=((UP, "final_ratio"),), codes=(Code(mark="X", missing=(Missing.UNSTATED,)),)
    )

    assert grade("1.12", None, scale=scale, final_target="1.40").mark == "B"
    assert grade(missing(Missing.UNSTATED), None, scale=scale, final_target="1.40").mark == "X"


def test_what_cannot_be_divided_is_named_and_may_have_a_code() -> None:
    scale = replace(build_scale(), codes=(Code(mark="-", undefined=(Undefined.ZERO_TARGET,)),))

    assert grade("0", "0").undefined is Undefined.ZERO_TARGET
    assert grade("0", "0").mark == ""
    assert grade("0", "0", scale=scale).mark == "-"


def test_a_direction_without_a_formula_is_not_graded_by_another_one() -> None:
    evaluation = grade("385人", "150人", direction=DOWN)

    assert evaluation.undefined is Undefined.NO_FORMULA
    assert evaluation.formula == ""
    assert evaluation.mark == ""


def test_where_the_first_formula_gives_no_rate_the_next_is_tried() -> None:
    scale = build_rate_scale(formulas=((DOWN, "inverse_ratio"), (DOWN, "met"), (UP, "ratio")))

    best = grade("0件", "5件", scale=scale, direction=DOWN)
    usual = grade("10件", "5件", scale=scale, direction=DOWN)
    neither = grade(state("検討"), "5件", scale=scale, direction=DOWN)

    assert (best.formula, best.rate, best.mark) == ("met", Fraction(1), "A")
    assert (usual.formula, usual.rate) == ("inverse_ratio", Fraction(1, 2))
    assert (neither.formula, neither.undefined) == ("inverse_ratio", Undefined.NO_NUMBER)


def test_the_tolerance_of_a_rule_counts_for_keeping() -> None:
    scale = build_rate_scale(formulas=((KEEP, "met"),), tolerance=Tolerance(percent(10), is_relative=True))

    assert grade("91", "100", scale=scale, direction=KEEP).mark == "A"
    assert grade("111", "100", scale=scale, direction=KEEP).mark == "C"
    assert grade("91", "100", scale=replace(scale, tolerance=None), direction=KEEP).mark == "C"


def test_a_rule_without_bands_gives_the_rate_and_no_doubt() -> None:
    rates = Scale(name="x")

    assert grade("94", "105", scale=rates).rate == Fraction(94, 105)
    assert grade("94", "105", scale=rates).undefined is None
    assert grade("94", "0", scale=rates).undefined is Undefined.ZERO_TARGET


def test_a_rule_of_judgement_keeps_the_rate_and_says_who_judges() -> None:
    judged = Scale(name="x", bands=(Band(mark="A"),), codes=(Code(mark="-", missing=(Missing.NO_TARGET,)),))

    assert grade("94", "105", scale=judged).undefined is Undefined.JUDGED
    assert grade("94", "105", scale=judged).rate == Fraction(94, 105)
    assert grade("94", None, scale=judged).mark == "-", "nobody can judge what was not promised"


def test_a_rule_that_leaves_a_gap_gives_no_grade_there() -> None:
    scale = Scale(name="x", bands=(Band(mark="A", conditions=(parse_condition("達成率 100%以上"),)),))

    evaluation = grade("94", "105", scale=scale)

    assert (evaluation.band, evaluation.undefined, evaluation.mark) == (None, None, "")


def test_what_is_still_possible_is_kept_with_the_question() -> None:
    scale = Scale(
        name="x",
        bands=(
            Band(mark="A", conditions=(parse_condition("予定どおりの進捗"),)),
            Band(mark="a", conditions=(parse_condition("予定どおりの進捗ではない"),)),
        ),
    )

    evaluation = grade("94", "105", scale=scale)

    assert [band.mark for band in evaluation.candidates] == ["A", "a"]
    assert evaluation.questions == ("予定どおりの進捗",)
    assert evaluation.undefined is Undefined.NO_FACT


def test_a_doubt_about_an_edge_is_kept_beside_an_open_question() -> None:
    first = (parse_condition("達成率 90%以上（未確認）"), parse_condition("予定どおりの進捗"))
    scale = Scale(name="x", bands=(Band(mark="A", conditions=first),))

    evaluation = grade("90", "100", scale=scale)

    assert (evaluation.mark, evaluation.questions) == ("", ("予定どおりの進捗",))
    assert evaluation.open_edge is not None


def test_a_rule_does_not_judge_years_outside_its_own() -> None:
    scale = replace(build_scale(), valid_from=year("R7"))

    assert grade("94", "105", scale=scale).undefined is Undefined.OUT_OF_FORCE
    assert grade("94", "105", scale=scale, in_year="R7").mark == "B"


def test_each_year_is_judged_by_the_rule_in_force_then() -> None:
    old = replace(build_scale(), name="old", valid_to=year("R5"))
    new = replace(build_rate_scale(), name="new", valid_from=year("R6"), valid_to=year("R6"))
    indicator = build_indicator(
        targets={"R5": 100, "R6": 100, "R7": 100}, actuals={"R5": 95, "R6": 95, "R7": 95}
    )

    evaluated = evaluate_indicator(indicator, (old, new))

    assert [item.mark for item in evaluated.evaluations] == ["A", "B", ""]
    assert [item.scale.name for item in evaluated.evaluations] == ["old", "new", "old"]


def test_the_decided_grade_counts_and_the_computed_one_is_kept() -> None:
    decision = Decision(year("R6"), "A", "台風による中止を考慮")
    evaluation = evaluate_situation(build_situation("94", "105"), build_scale(), decision)

    assert (evaluation.mark, evaluation.final_mark, evaluation.decision) == ("B", "A", decision)
    assert grade("94", "105").final_mark == "B"


@pytest.mark.parametrize(
    ("standing", "provisional"),
    [
        (Standing.PROVISIONAL, True),
        (Standing.EXPECTED, True),
        (Standing.FINAL, False),
        (Standing.UNSTATED, False),
        (Standing.RESTATED, False),
    ],
)
def test_provisional_figures_make_provisional_grades(standing: Standing, provisional: bool) -> None:
    assert grade(replace(reading(94, "店"), standing=standing), "105").is_provisional is provisional
    assert not grade(None, "105").is_provisional


def build_revised() -> Indicator:
    base = build_indicator(targets={"R6": 100, "R7": 80}, actuals={"R6": 70, "R7": 80}, direction=UP)
    revised = Target(year("R7"), reading(80, "人"), (Revision(reading(120, "人"), "感染症のため"),))
    return replace(base, targets=(base.targets[0], revised))


def test_grades_follow_the_target_in_force_and_on_request_the_original_one() -> None:
    scale = build_scale()

    in_force = evaluate_indicator(build_revised(), scale)
    original = evaluate_plan(build_plan(build_revised()), scale, against_original=True)[0]
    assert evaluate_plan(build_plan(build_revised()), scale)[0] == in_force

    assert [item.mark for item in in_force.evaluations] == ["B", "A"]
    assert [item.mark for item in original.evaluations] == ["B", "B"]


def test_what_people_entered_reaches_the_indicator_and_year_it_belongs_to() -> None:
    scale = Scale(name="x", bands=(Band(mark="A", conditions=(parse_condition("予定どおりの進捗"),)),))
    plan = build_plan(build_indicator(targets={"R6": 1, "R7": 1}, actuals={"R6": 1, "R7": 1}))

    [evaluated] = evaluate_plan(plan, scale, facts={("1", year("R7")): {"予定どおりの進捗": "はい"}})

    assert [item.mark for item in evaluated.evaluations] == ["", "A"]


def test_a_plan_is_graded_by_its_own_rule_in_printed_order_by_year() -> None:
    one = build_indicator("1", targets={"R6": 100, "R8": 100}, actuals={"R5": 1, "R6": 95})
    two = build_indicator("2", targets={"R5": 100}, actuals={"R5": 40})
    plan = build_plan(one, two, scale=build_scale())

    found = [
        (indicator.key, item.year.start - 2018, item.mark)
        for indicator, item in iterate_evaluations(evaluate_plan(plan))
    ]

    assert found == [("1", 5, ""), ("1", 6, "A"), ("1", 8, ""), ("2", 5, "C")]
    assert evaluate_plan(plan)[0].in_year(year("R6")) is not None
    assert evaluate_plan(plan)[0].in_year(year("R7")) is None
    assert evaluate_plan(plan, build_rate_scale())[0].evaluations[1].mark == "B"


def test_a_plan_without_a_rule_cannot_be_graded() -> None:
    with pytest.raises(ValueError, match=r"^評価基準がないため、評価できません。$"):
        evaluate_plan(build_plan(build_indicator()))
