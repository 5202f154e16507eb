from __future__ import annotations

from fractions import Fraction

from shirube.core.plan import Plan
from shirube.core.scale import Band, Condition, Edge, Evidence, Subject
from shirube.web.number_line import WIDTH, RatePoint, build_number_line, list_points
from shirube.web.plan_rows import make_tones
from tests.builders import build_scale, percent, year
from tests.core.seed_plan import seed_graded

SCALE = build_scale()


def rate_band(mark: str, low: int | None, high: int | None) -> Band:
    lower = Edge(percent(low), True) if low is not None else None
    upper = Edge(percent(high), False) if high is not None else None
    return Band(mark=mark, conditions=(Condition(Subject.RATE, lower, upper),))


def test_the_grades_lie_side_by_side_and_each_edge_says_where_it_belongs() -> None:
    line = build_number_line(SCALE.bands, make_tones(SCALE))

    assert line is not None
    ends = {part.mark: (part.x, part.x + part.width) for part in line.stretches}
    assert ends["C"][1] == ends["B"][0]
    assert ends["B"][1] == ends["A"][0]
    assert ends["S"][1] == WIDTH
    assert [edge.words for edge in line.edges] == ["50%超がB", "90%以上がA", "120%以上がS"]
    assert [edge.is_inside for edge in line.edges] == [False, True, True]


def test_an_edge_that_nobody_has_settled_carries_a_question_mark() -> None:
    line = build_number_line(build_scale(evidence=Evidence.OPEN).bands, {})

    assert line is not None
    assert [edge.words for edge in line.edges] == ["50%超がB", "90%以上がA？", "120%以上がS？"]


def test_words_of_near_edges_stand_one_below_the_other() -> None:
    line = build_number_line(
        [
            rate_band("S", 105, None),
            rate_band("A", 100, 105),
            rate_band("B", 95, 100),
            rate_band("C", None, 95),
        ],
        {},
    )

    assert line is not None
    assert [edge.level for edge in line.edges] == [0, 1, 2]


def test_a_gap_stays_empty_on_the_line_and_its_upper_end_is_named() -> None:
    line = build_number_line([rate_band("○", 100, None), rate_band("×", None, 80)], {})

    assert line is not None
    assert [edge.words for edge in line.edges] == ["80%未満が×", "100%以上が○"]
    good, bad = line.stretches
    assert bad.x + bad.width < good.x


def test_a_rule_for_falls_reaches_below_zero() -> None:
    line = build_number_line([rate_band("○", 0, None), rate_band("△", -10, 0), rate_band("×", None, -10)], {})

    assert line is not None
    assert line.stretches[-1].x == 0
    assert line.stretches[-1].width > 0


def test_a_rule_that_looks_at_more_than_the_rate_has_no_line() -> None:
    met = Band(mark="○", conditions=(Condition(Subject.MET, words=("はい",)),))

    assert build_number_line([met, rate_band("×", None, 50)], {}) is None
    assert build_number_line([], {}) is None


def test_the_rates_of_the_plan_stand_on_the_line_and_those_beyond_are_counted(sample_plan: Plan) -> None:
    points = list_points(seed_graded().rows, year("R7"), lambda row: f"/{row.indicator.key}")
    line = build_number_line(SCALE.bands, make_tones(SCALE), points)

    assert line is not None
    assert len(line.dots) == 14
    assert line.dots[0].words.startswith(points[0].name)
    assert line.beyond == sum(point.rate > percent(150) for point in points)
    assert len({(dot.x, dot.y) for dot in line.dots}) == 14
    assert line.top > max(dot.y for dot in line.dots)


def test_rates_of_one_place_are_stacked() -> None:
    points = [RatePoint(f"{number}", Fraction(1), "/") for number in range(3)]
    line = build_number_line(SCALE.bands, {}, points)

    assert line is not None
    assert len({dot.x for dot in line.dots}) == 1
    assert len({dot.y for dot in line.dots}) == 3
