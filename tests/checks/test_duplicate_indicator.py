from __future__ import annotations

from shirube.checks.duplicate_indicator import check_duplicate_indicator
from shirube.core.finding import Finding, Level
from shirube.core.indicator import Indicator
from shirube.core.plan import Node, Plan
from tests.builders import build_indicator
from tests.checks.checking import run

FIGURES = {"R5": 10, "R6": 12}


def _check(*measures: list[tuple[str, Indicator]]) -> list[Finding]:
    """A plan with one measure for each list of activities, each with one indicator."""
    nodes = tuple(
        Node(
            name=f"施策{number}",
            children=tuple(Node(name=name, indicators=(indicator,)) for name, indicator in activities),
        )
        for number, activities in enumerate(measures, 1)
    )
    return run(check_duplicate_indicator, Plan(nodes=(Node(name="方向", children=nodes),)))


def test_one_indicator_twice_with_different_figures_is_grave() -> None:
    first = build_indicator("1", targets=FIGURES)
    second = build_indicator("2", targets={"R5": 10, "R6": 15})

    [finding] = _check([("創業塾", first), ("創業塾", second)])

    assert finding.level is Level.GRAVE
    assert "令和6年度の目標値が12人と15人" in finding.message
    assert finding.place.indicator == "創業塾（参加者数）"


def test_one_indicator_twice_with_the_same_figures_is_odd() -> None:
    [finding] = _check([("創業塾", build_indicator("1", targets=FIGURES)), ("創業塾", build_indicator("2"))])

    assert finding.level is Level.ODD
    assert "二重に数える" in finding.message


def test_a_general_name_under_another_measure_with_other_figures_is_odd_and_not_grave() -> None:
    first, second = build_indicator("1", targets=FIGURES), build_indicator("2", targets={"R5": 99})

    [finding] = _check([("講座の開催", first)], [("講座の開催", second)])

    assert finding.level is Level.ODD
    assert "「施策1」と「施策2」" in finding.message


def test_the_same_figures_under_another_measure_are_an_information() -> None:
    first, second = build_indicator("1", targets=FIGURES), build_indicator("2", targets=FIGURES)

    [finding] = _check([("創業塾", first)], [("創業塾", second)])

    assert finding.level is Level.INFORMATION
    assert "（再掲）" in finding.remedy


def test_a_name_that_occurs_again_and_again_is_one_doubt_about_the_name() -> None:
    rows = [("実績", build_indicator(str(number), name="", targets={"R5": number})) for number in range(1, 5)]

    [finding] = _check(rows)

    assert finding.level is Level.ODD
    assert "4回" in finding.message


def test_rows_without_a_name_are_silent() -> None:
    first, second = build_indicator("1", name="", targets={"R5": 1}), build_indicator("2", name="")

    assert _check([("", first), ("", second)]) == []
    assert _check([("⇧", first), ("⇧", second)]) == []


def test_spelling_by_width_and_spaces_does_not_hide_a_repetition() -> None:
    first, second = build_indicator("1", name="参加者数(人)"), build_indicator("2", name="参加者数 （人）")

    assert len(_check([("Ｂｉ塾", first), ("bi塾", second)])) == 1


def test_a_row_marked_as_repeated_is_silent() -> None:
    first = build_indicator("1", targets=FIGURES)
    second = build_indicator("2", targets=FIGURES, name="参加者数（再掲）")

    assert _check([("創業塾", first)], [("創業塾", second)]) == []


def test_a_row_marked_as_repeated_with_other_figures_is_reported() -> None:
    first = build_indicator("1", targets=FIGURES)
    second = build_indicator("2", targets={"R5": 11}, notes=("再掲",))

    assert len(_check([("創業塾", first)], [("創業塾", second)])) == 1


def test_one_indicator_name_below_two_activities_is_silent() -> None:
    assert _check([("創業塾", build_indicator("1")), ("創業相談", build_indicator("2"))]) == []


def test_two_indicators_of_one_activity_are_silent() -> None:
    first, second = build_indicator("1", name="参加者数"), build_indicator("2", name="開催回数", unit="回")

    assert _check([("創業塾", first), ("創業塾", second)]) == []


def test_one_activity_of_two_bodies_is_silent() -> None:
    first = build_indicator("1", targets=FIGURES, bodies=("市",))
    second = build_indicator("2", targets={"R5": 99}, bodies=("商工会",))

    assert _check([("相談会", first), ("相談会", second)]) == []


def test_unnamed_indicators_with_different_units_are_silent() -> None:
    first, second = build_indicator("1", name="", unit="人"), build_indicator("2", name="", unit="回")

    assert _check([("相談会", first), ("相談会", second)]) == []
