from __future__ import annotations

from collections.abc import Sequence

import pytest

from shirube.checks.target_is_sum import check_target_is_sum
from shirube.core.finding import Level
from shirube.core.indicator import Indicator
from tests.builders import build_indicator
from tests.checks.checking import run_on

YEARS = ("R5", "R6", "R7", "R8")


def _build(key: str, targets: Sequence[int], actuals: Sequence[int] = (), **more: object) -> Indicator:
    return build_indicator(
        key,
        targets=dict(zip(YEARS, targets, strict=False)),
        actuals=dict(zip(YEARS, actuals, strict=False)),
        **more,  # type: ignore[arg-type]
    )


FIRST = _build("1", (20, 25, 30, 35), (21, 8, 12))
SECOND = _build("2", (20, 25, 30, 36), (10, 6, 6))
WHOLE = _build("3", (40, 50, 60, 71), (27, 14, 12))


def test_a_target_that_is_the_sum_of_two_others_in_every_year_is_an_information() -> None:
    [finding] = run_on(check_target_is_sum, FIRST, SECOND, WHOLE)

    assert finding.level is Level.INFORMATION
    assert finding.place.indicator == "事業3（参加者数）"
    assert "「事業1（参加者数）」と「事業2（参加者数）」" in finding.message
    assert "令和5年度 27人に対し21人と10人、令和7年度 12人に対し12人と6人" in finding.message
    assert "令和6年度 14人" not in finding.message


def test_actuals_that_add_up_are_not_named() -> None:
    whole = _build("3", (40, 50, 60, 71), (31, 14, 18))

    [finding] = run_on(check_target_is_sum, FIRST, SECOND, whole)

    assert "実績値" not in finding.message


def test_the_sum_of_an_indicator_and_its_twin_is_found() -> None:
    twin = _build("2", (20, 25, 30, 35))

    assert len(run_on(check_target_is_sum, FIRST, twin, _build("3", (40, 50, 60, 70)))) == 1


@pytest.mark.parametrize(
    "whole",
    [
        pytest.param(_build("3", (40, 50, 60, 72)), id="one year differs"),
        pytest.param(_build("3", (40, 50, 60, 71), unit="件"), id="another unit"),
        pytest.param(_build("3", (40, 50, 60)), id="other years"),
        pytest.param(_build("3", (40, 50, 60, 71), name="参加者数の合計"), id="named as a total"),
        pytest.param(_build("3", (20, 25, 30, 35)), id="the same, not the sum"),
    ],
)
def test_other_targets_are_silent(whole: Indicator) -> None:
    assert run_on(check_target_is_sum, FIRST, SECOND, whole) == []


def test_the_double_of_one_indicator_is_no_sum_of_two() -> None:
    assert run_on(check_target_is_sum, FIRST, _build("3", (40, 50, 60, 70))) == []


def test_targets_that_never_change_agree_by_chance() -> None:
    flat = [_build(str(number), (number,) * 4) for number in (1, 2, 3)]

    assert run_on(check_target_is_sum, *flat) == []


def test_two_years_agree_by_chance() -> None:
    short = [_build("1", (20, 25)), _build("2", (10, 12)), _build("3", (30, 37))]

    assert run_on(check_target_is_sum, *short) == []


def test_several_pairs_that_fit_are_chance() -> None:
    other_pair = [_build("4", (10, 10, 10, 11)), _build("5", (30, 40, 50, 60))]

    assert run_on(check_target_is_sum, FIRST, SECOND, WHOLE, *other_pair) == []


def test_in_a_large_plan_only_rows_of_one_measure_are_compared() -> None:
    # Sixty-one rows of one unit stand under one measure here, too many to tell a sum from chance.
    others = [_build(f"o{number}", (1000 + number, 2000, 3000, 4000 + number**2)) for number in range(58)]

    assert len(run_on(check_target_is_sum, FIRST, SECOND, WHOLE, *others[:57])) == 1
    assert run_on(check_target_is_sum, FIRST, SECOND, WHOLE, *others) == []
