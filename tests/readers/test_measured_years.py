"""What was counted, said again below each of several years."""

from __future__ import annotations

import pytest

from tests.readers.tables import actuals, read_one, targets

_ROUTES = """
    路線名 | R3{measure} | R4{measure} | 前年比 | 目標(R8)
    A線 | 1,200 | 1,300 | 108% | 1,500
    B線 | 300 | 280 | 93% | 350
    """


@pytest.mark.parametrize("measure", ["利用者数(人)", "年度利用者数", "搬送件数(件)"])
def test_what_was_counted_in_a_year_was_reached_in_it(measure: str) -> None:
    found = read_one(_ROUTES.format(measure=measure))
    first, second = found.plan.indicators

    assert actuals(first) == {2021: "1,200", 2022: "1,300"}
    assert actuals(second) == {2021: "300", 2022: "280"}
    assert targets(second) == {2026: "350"}
    assert "measures-reached" in {finding.code for finding in found.findings}


def test_its_unit_is_that_of_the_figures() -> None:
    found = read_one(_ROUTES.format(measure="利用者数(人)"))

    assert [item.unit for item in found.plan.indicators] == ["人", "人"]


@pytest.mark.parametrize("measure", ["補助額(千円)", "順位", "目標利用者数"])
def test_amounts_places_and_goals_are_left_alone(measure: str) -> None:
    found = read_one(_ROUTES.format(measure=measure))

    assert "measures-reached" not in {finding.code for finding in found.findings}


def test_what_is_called_reached_beside_it_tells_enough() -> None:
    found = read_one(_ROUTES.format(measure="利用者数(人)").replace("前年比", "実績"))

    assert "measures-reached" not in {finding.code for finding in found.findings}
