"""目標 over アップ and ダウン, with the figure to reach below a heading of its own."""

from __future__ import annotations

from shirube.core.indicator import Direction
from tests.readers.tables import actuals, read_one, targets


def test_the_year_beside_the_directions_holds_the_goals() -> None:
    found = read_one(
        """
        指標     | 現状値(H22) | 目標   | 令和2年度 | 平成23年度
        組織率   | 57.1        | アップ | 93.0      | 62.0
        ごみの量 | 611         | ダウン | 580       | 581
        """
    )
    rate, waste = found.plan.indicators

    assert (targets(rate), actuals(rate)) == ({2020: "93.0"}, {2011: "62.0"})
    assert (waste.direction, targets(waste)) == (Direction.DOWN, {2020: "580"})
    assert "goals-are-directions" in {one.code for one in found.findings}


def test_beside_goals_in_figures_they_are_directions_too() -> None:
    (rate, waste) = read_one(
        """
        指標     | 目標 | 目標値(R8) | R5実績
        組織率   | 増加 | 93.0       | 62.0
        ごみの量 | 減少 | 580        | 581
        """
    ).plan.indicators

    assert (targets(rate), waste.direction) == ({2026: "93.0"}, Direction.DOWN)


def test_where_no_figure_was_promised_the_words_stay_the_target() -> None:
    found = read_one(
        """
        指標     | 目標(R8) | R4実績 | R5実績
        組織率   | 増加     | 60.0   | 62.0
        ごみの量 | 減少     | 583    | 581
        """
    )

    assert targets(found.plan.indicators[0]) == {2026: "増加"}
    assert "goals-are-directions" not in {one.code for one in found.findings}


def test_an_earlier_year_beside_them_is_no_goal() -> None:
    found = read_one(
        """
        指標     | 目標   | 平成22年度 | 平成23年度
        組織率   | アップ | 57.1       | 62.0
        """
    )

    assert actuals(found.plan.indicators[0]) == {2010: "57.1", 2011: "62.0"}
