from __future__ import annotations

from fractions import Fraction

import pytest
from msgspec.structs import replace

from shirube.core.agreement import compare_published, is_same_mark, report_edges, settle_edges
from shirube.core.indicator import Published
from shirube.core.plan import Plan
from shirube.core.reading import Missing
from shirube.core.rounding import Rounding, RoundingMode
from shirube.core.scale import Band, Code, Edge, Evidence, Scale
from shirube.core.scale_words import parse_condition
from tests.builders import build_indicator, build_plan, build_scale, percent, year
from tests.core.test_evaluation import build_seed

OPEN = Evidence.OPEN


def build_marked(*cells: tuple[int | str, str]) -> Plan:
    """A plan with a target of 100 in R6 and these actuals and published marks."""
    return build_plan(
        *(
            build_indicator(str(place), targets={"R6": 100}, actuals={"R6": actual}, marks={"R6": mark})
            for place, (actual, mark) in enumerate(cells)
        )
    )


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("A", "Ａ", True),
        ("A", "A評価", True),
        ("−", "-", True),
        ("－", "―", True),
        ("─", "ー", True),
        ("A", "B", False),
        ("A", "a", False),
    ],
)
def test_width_and_dashes_make_no_other_mark(one: str, other: str, same: bool) -> None:
    assert is_same_mark(one, other) is same


def test_marks_agree_differ_or_cannot_be_told() -> None:
    plan = build_marked((95, "A"), (95, "B"), ("集計中", "A"), (90, "B"), (90, "A"))

    agreement = compare_published(plan, build_scale(evidence=OPEN))

    assert [item.indicator.key for item in agreement.agree] == ["0", "4"]
    assert [item.indicator.key for item in agreement.differ] == ["1"]
    assert [item.indicator.key for item in agreement.undetermined] == ["2", "3"]
    assert [item.computed for item in agreement.comparisons] == ["A", "A", "", "A", "A"]


def test_a_code_published_for_a_year_without_figures_agrees_when_the_rule_has_one() -> None:
    plan = build_plan(build_indicator(targets={"R5": 1}, actuals={"R5": 1}, marks={"R6": "X"}))
    scale = replace(build_scale(), codes=(Code(mark="X", missing=(Missing.NO_TARGET,)),))

    [comparison] = compare_published(plan, scale).comparisons

    assert comparison.agrees


def test_a_published_year_without_target_and_actual_cannot_be_told() -> None:
    plan = build_plan(build_indicator(targets={"R5": 1}, actuals={"R5": 1}, marks={"R6": "A", "R7": ""}))

    [comparison] = compare_published(plan, build_scale()).comparisons

    assert comparison.evaluation is not None
    assert comparison.evaluation.missing is Missing.NO_TARGET
    assert comparison.computed == ""
    assert comparison.is_undetermined
    assert not comparison.agrees


def test_a_mark_that_is_none_of_the_possible_ones_does_contradict() -> None:
    scale = Scale(
        name="x",
        bands=(
            Band(mark="A", conditions=(parse_condition("達成率 100%以上"),)),
            Band(mark="B", conditions=(parse_condition("予定どおりの進捗"),)),
            Band(mark="b", conditions=(parse_condition("予定どおりの進捗ではない"),)),
        ),
    )

    agreement = compare_published(build_marked((95, "A"), (95, "b")), scale)

    assert [item.published.mark for item in agreement.differ] == ["A"]
    assert [item.published.mark for item in agreement.undetermined] == ["b"]
    answered = compare_published(
        build_marked((95, "b")), scale, facts={("0", year("R6")): {"予定どおりの進捗": "いいえ"}}
    )
    assert len(answered.agree) == 1


def test_codes_agree_like_grades() -> None:
    scale = replace(build_scale(), codes=(Code(mark="－", missing=(Missing.TABULATING,)),))

    assert len(compare_published(build_marked(("集計中", "-")), scale).agree) == 1


def test_the_reference_plan_proves_fifty_and_nothing_else() -> None:
    reports = report_edges(build_seed(), build_scale(evidence=OPEN))

    told = [(item.upper.mark, item.lower.mark, item.value, item.evidence) for item in reports]
    assert told == [
        ("S", "A", percent(120), Evidence.OPEN),
        ("A", "B", percent(90), Evidence.OPEN),
        ("B", "C", percent(50), Evidence.CONFIRMED),
    ]
    assert [(item.below, item.above) for item in reports] == [
        (Fraction(16, 15), Fraction(59, 45)),
        (Fraction(94, 105), Fraction(37, 40)),
        (Fraction(10, 23), Fraction(3, 5)),
    ]
    assert reports[2].exactly == ("C", "C")


def test_an_open_edge_is_settled_by_examples_and_only_by_them() -> None:
    scale = build_scale(evidence=OPEN)

    up = settle_edges(build_marked((90, "A")), scale)
    down = settle_edges(build_marked((90, "B"), (90, "B")), scale)

    assert _lower(up, "A") == Edge(percent(90), True, Evidence.CONFIRMED)
    assert _lower(down, "A") == Edge(percent(90), False, Evidence.CONFIRMED)
    assert _lower(up, "S") == Edge(percent(120), True, OPEN)
    assert settle_edges(build_marked((91, "A")), scale) == scale


def test_examples_that_contradict_each_other_settle_nothing() -> None:
    scale = build_scale(evidence=OPEN)

    settled = settle_edges(build_marked((90, "A"), (90, "B")), scale)

    assert _lower(settled, "A") == Edge(percent(90), True, Evidence.CONTRADICTED)
    assert report_edges(build_marked((90, "A"), (90, "B")), scale)[1].evidence is Evidence.CONTRADICTED


def test_an_example_against_the_words_is_a_contradiction_and_not_a_doubt() -> None:
    plan, scale = build_marked((90, "B")), build_scale()

    settled = settle_edges(plan, scale)

    assert report_edges(plan, scale)[1].evidence is Evidence.CONTRADICTED
    assert report_edges(plan, settled)[1].evidence is Evidence.CONTRADICTED
    assert len(compare_published(plan, settled).differ) == 1
    assert report_edges(build_marked((90, "A")), scale)[1].evidence is Evidence.CONFIRMED


def test_a_slip_does_not_overrule_what_the_city_wrote() -> None:
    scale = build_scale()

    assert _lower(settle_edges(build_marked((90, "B")), scale), "A") == Edge(
        percent(90), True, Evidence.CONTRADICTED
    )
    assert settle_edges(build_marked((90, "A")), scale) == scale


def test_a_year_without_a_mark_hides_no_mark_of_a_later_year() -> None:
    """A rate alone, a joint mark and a mark that the rule does not know stand before the one that counts."""
    scale = build_scale(evidence=OPEN)
    for before in (Published(year("R5")), Published(year("R5"), "A", joint="9"), Published(year("R5"), "優")):
        row = build_indicator(targets={"R5": 100, "R6": 100}, actuals={"R5": 90, "R6": 90}, marks={"R6": "A"})
        plan = build_plan(replace(row, published=(before, *row.published)))

        assert [item.published.mark for item in compare_published(plan, scale).comparisons][-1:] == ["A"]
        edge = _lower(settle_edges(plan, scale), "A")
        assert edge is not None
        assert (edge.inclusive, edge.evidence) == (True, Evidence.CONFIRMED)


def test_a_mark_given_to_several_indicators_proves_no_edge() -> None:
    scale = build_scale(evidence=OPEN)
    row = build_indicator(targets={"R6": 100}, actuals={"R6": 90}, marks={"R6": "A"})
    joint = build_plan(replace(row, published=(Published(year("R6"), "A", joint="9"),)))

    assert settle_edges(joint, scale) == scale
    assert settle_edges(build_plan(row), scale) != scale


def test_a_mark_far_from_the_edge_says_nothing_of_its_side() -> None:
    [_, report, _] = report_edges(build_marked((90, "C"), (80, "A"), (95, "B")), build_scale(evidence=OPEN))

    assert (report.exactly, report.below, report.above) == ((), None, None)


def test_an_example_exactly_at_the_edge_is_no_neighbour_of_it() -> None:
    [_, report, _] = report_edges(build_marked((90, "A"), (92, "A"), (88, "B")), build_scale())

    assert (report.exactly, report.below, report.above) == (("A",), percent(88), percent(92))


def test_years_without_figures_say_nothing_of_the_edges() -> None:
    plan = build_plan(build_indicator(targets={"R5": 100}, actuals={"R5": 92}, marks={"R5": "A", "R6": "B"}))

    assert report_edges(plan, build_scale())[1].above == percent(92)
    assert report_edges(build_marked((90, "優")), build_scale())[1].exactly == ()


def test_a_rule_that_rounds_first_is_asked_about_the_rounded_rate() -> None:
    scale = replace(build_scale(evidence=OPEN), rounding=Rounding(RoundingMode.HALF_UP, 0))

    settled = settle_edges(build_marked(("89.6", "B")), scale)

    assert _lower(settled, "A") == Edge(percent(90), False, Evidence.CONFIRMED)


def test_bands_that_do_not_look_at_the_rate_have_no_cut() -> None:
    scale = Scale(
        name="x",
        bands=(
            Band(mark="A", conditions=(parse_condition("目標達成"),)),
            Band(mark="B", conditions=(parse_condition("達成率 50%以上"),)),
            Band(mark="C", conditions=(parse_condition("それ以外"),)),
        ),
    )

    assert report_edges(build_marked((90, "B")), scale) == ()


def _lower(scale: Scale, mark: str) -> Edge | None:
    band = scale.band(mark)
    return band.rate.lower if band and band.rate else None


def test_a_dash_where_the_rule_says_nothing_either_is_no_published_mark() -> None:
    plan = build_plan(
        build_indicator(
            "1", targets={"R6": 100, "R7": 100}, actuals={"R6": 100}, marks={"R6": "A", "R7": "―"}
        ),
        build_indicator("2", targets={"R6": 100}, actuals={"R6": 100}, marks={"R6": "－"}),
    )

    agreement = compare_published(plan, build_scale())

    # The dash of the second stands where the rule gives a mark: that is no silence.
    assert [item.published.mark for item in agreement.comparisons] == ["A", "－"]
    assert [item.published.mark for item in agreement.differ] == ["－"]
