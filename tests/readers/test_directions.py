"""Directions that the table does not print."""

from __future__ import annotations

from msgspec.structs import replace

from shirube.core.finding import Level
from shirube.core.fiscal_year import parse_fiscal_year
from shirube.core.indicator import Direction, Published
from shirube.readers.directions import settle_directions
from tests.builders import build_indicator, build_plan, build_scale


def test_words_of_a_target_force_the_direction() -> None:
    plan = build_plan(build_indicator(targets={"R5": "15%以下"}, actuals={"R5": "14.8%"}))

    settled, (finding,) = settle_directions(plan, (), "表.xlsx")

    assert settled.indicators[0].direction is Direction.DOWN
    assert finding.level is Level.INFORMATION


def test_targets_below_the_baseline_suggest_a_fall_and_it_is_said() -> None:
    plan = build_plan(build_indicator(baseline=("R3", 300), targets={"R5": 150}, actuals={"R5": 205}))

    settled, (finding,) = settle_directions(plan, (), "表.xlsx")

    assert settled.indicators[0].direction is Direction.DOWN
    assert finding.level is Level.ODD
    assert "みなしました" in finding.message


def test_published_marks_win_over_what_numbers_suggest() -> None:
    lower = build_indicator(baseline=("R3", 102), targets={"R5": 100}, actuals={"R5": 100}, marks={"R5": "A"})

    settled, (finding,) = settle_directions(build_plan(lower, scale=build_scale()), (), "表.xlsx")

    assert settled.indicators[0].direction is Direction.UP
    assert "公表された評価" in finding.message


def test_a_printed_direction_is_never_touched() -> None:
    indicator = build_indicator(baseline=("R3", 300), targets={"R5": 150}, actuals={"R5": 205})
    plan = build_plan(indicator)

    assert settle_directions(plan, {indicator.key}, "表.xlsx") == (plan, [])


def test_ordinary_indicators_are_left_alone() -> None:
    plan = build_plan(
        build_indicator(baseline=("R3", 10), targets={"R5": 20, "R6": 30}, actuals={"R5": 21}),
        build_indicator("2", targets={"R5": 20, "R6": 20}, actuals={"R5": 21}),
    )

    assert settle_directions(plan, (), "表.xlsx") == (plan, [])


def test_an_arrow_in_a_name_is_the_direction_and_the_name_stays() -> None:
    plan = build_plan(
        build_indicator(name="待機児童数 ↓", targets={"R5": 10}, actuals={"R5": 12}),
        build_indicator("2", name="滞納額 ⇩", targets={"R5": 10}, actuals={"R5": 12}),
    )

    settled, findings = settle_directions(plan, (), "表.xlsx")

    assert [item.direction for item in settled.indicators] == [Direction.DOWN] * 2
    assert [item.name for item in settled.indicators] == ["待機児童数 ↓", "滞納額 ⇩"]
    assert [finding.code for finding in findings] == ["direction-in-name"] * 2
    assert all(finding.level is Level.INFORMATION for finding in findings)


def test_numbers_that_contradict_the_arrow_are_said() -> None:
    plan = build_plan(build_indicator(name="相談件数（↑）", baseline=("R3", 300), targets={"R5": 150}))

    settled, (_, doubt) = settle_directions(plan, (), "表.xlsx")

    assert settled.indicators[0].direction is Direction.UP
    assert doubt.level is Level.ODD
    assert "合いません" in doubt.message


def test_words_of_the_target_and_a_column_win_over_the_arrow() -> None:
    capped = build_indicator(name="事故件数 ↑", targets={"R5": "15件以下"})
    column = build_indicator("2", name="利用者 ↓", targets={"R5": 15})

    settled, findings = settle_directions(build_plan(capped, column), {"2"}, "表.xlsx")

    assert [item.direction for item in settled.indicators] == [Direction.DOWN, Direction.UP]
    assert ["食い違う" in finding.message for finding in findings] == [True, True, False]


def test_the_rule_of_the_legend_becomes_that_of_the_plan_with_or_without_changes() -> None:
    up = build_indicator(baseline=("R3", "50人"), targets={"R4": "60人"}, actuals={"R4": "60人"})
    down = build_indicator(baseline=("R3", "50人"), targets={"R4": "40人"}, actuals={"R4": "30人"})
    rule = build_scale()

    kept, no_findings = settle_directions(build_plan(up), (), "表.xlsx", rule)
    changed, findings = settle_directions(build_plan(down), (), "表.xlsx", rule)

    assert (kept.scale, no_findings) == (rule, [])
    assert (changed.scale, [item.direction for item in changed.indicators]) == (rule, [Direction.DOWN])
    assert len(findings) == 1


def test_a_name_of_what_nobody_wants_suggests_a_fall_and_it_is_said() -> None:
    plan = build_plan(
        build_indicator(name="待機児童数", targets={"R5": 10}, actuals={"R5": 12}),
        build_indicator("2", name="待機児童対策の実施園数", targets={"R5": 10}, actuals={"R5": 12}),
    )

    settled, (finding,) = settle_directions(plan, (), "表.xlsx")

    assert [item.direction for item in settled.indicators] == [Direction.DOWN, Direction.UP]
    assert finding.level is Level.ODD
    assert "少ないほど良い" in finding.message


def test_none_of_what_nobody_wants_stays_none_and_more_is_no_success() -> None:
    plan = build_plan(
        build_indicator(name="交通事故死者数", baseline=("R3", 0), targets={"R5": 0}, actuals={"R5": 3})
    )

    settled, (finding,) = settle_directions(plan, (), "表.xlsx")

    assert settled.indicators[0].direction is Direction.DOWN
    assert finding.level is Level.ODD


def test_rising_targets_of_what_nobody_wants_are_asked_about() -> None:
    plan = build_plan(build_indicator(name="空き家数", baseline=("R3", 90), targets={"R5": 100}))

    settled, (finding,) = settle_directions(plan, (), "表.xlsx")

    assert settled.indicators[0].direction is Direction.UP
    assert finding.level is Level.ODD
    assert "目標値は増えている" in finding.message


def test_a_rate_alone_is_no_praise_of_a_debt_that_was_to_fall() -> None:
    debt = replace(
        build_indicator(name="市債残高", targets={"R5": 500}, actuals={"R5": 520}),
        published=(Published(parse_fiscal_year("R5"), rate="104.0%"),),
    )

    settled, (finding,) = settle_directions(build_plan(debt), (), "表.xlsx")

    assert settled.indicators[0].direction is Direction.UP
    assert finding.level is Level.ODD


def test_what_numbers_and_name_both_say_is_not_asked_about() -> None:
    plan = build_plan(build_indicator(name="市債残高", baseline=("R3", 520), targets={"R5": 500}))

    settled, (finding,) = settle_directions(plan, (), "表.xlsx")

    assert settled.indicators[0].direction is Direction.DOWN
    assert finding.level is Level.INFORMATION


def test_people_that_become_fewer_are_no_aim_of_the_plan() -> None:
    plan = build_plan(
        build_indicator(name="総人口", baseline=("R1", 10000), targets={"R6": 9800}, actuals={"R6": 9850}),
        build_indicator("2", name="総人口に占める喫煙者", baseline=("R1", 300), targets={"R6": 250}),
    )

    settled, findings = settle_directions(plan, (), "表.xlsx")

    assert [item.direction for item in settled.indicators] == [Direction.UP, Direction.DOWN]
    assert [one.level for one in findings] == [Level.ODD] * 2
    assert "多いほど良い" in findings[0].message


def test_a_mark_of_a_year_without_a_target_speaks_for_neither_direction() -> None:
    def settle(marks: dict[str, str]) -> tuple[Direction, Level]:
        bus = build_indicator(
            name="路線バスの便数",
            baseline=("R1", 1240),
            targets={"R6": 1100, "R9": 1200},
            actuals={"R5": 1015, "R6": 850},
            marks=marks,
        )
        settled, (finding,) = settle_directions(build_plan(bus, scale=build_scale()), (), "表.xlsx")
        return settled.indicators[0].direction, finding.level

    assert settle({"R5": "A", "R6": "B"}) == (Direction.UP, Level.INFORMATION)
    # What stands alone tells nothing, and a mark that rising figures do not give speaks against them.
    assert settle({"R5": "A"}) == (Direction.DOWN, Level.ODD)
    assert settle({"R5": "A", "R6": "S"})[0] is Direction.DOWN
