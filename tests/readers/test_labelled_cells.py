"""Cells that say what their figures are."""

from __future__ import annotations

import pytest

from shirube.core.form import Role
from shirube.readers.labelled_cells import split_labelled
from tests.readers.tables import actuals, rates, read_one, targets


@pytest.mark.parametrize(
    ("text", "target", "actual"),
    [
        ("目標 2,000\n実績 1,650", "2,000", "1,650"),
        ("実績：1,650人／目標：2,000人", "2,000人", "1,650人"),
        ("目標値 20　実績値 21", "20", "21"),
        ("【目標】20\n【実績】-", "20", "-"),
        ("（計画）20、（実績）21", "20", "21"),
    ],
)
def test_a_word_before_each_figure_says_what_it_is(text: str, target: str, actual: str) -> None:
    assert split_labelled(text) == {Role.TARGET: target, Role.ACTUAL: actual}


@pytest.mark.parametrize(
    "text", ["2,000\n1,650", "目標 2,000", "目標 20\n目標 30", "目標 20\n21", "継続", ""]
)
def test_other_cells_are_left_whole(text: str) -> None:
    assert split_labelled(text) is None


def test_cells_below_years_may_name_target_and_actual() -> None:
    found = read_one(
        """
        指標 | 単位 | 令和5年度 | 令和6年度 | 担当課
        大会の参加者数 | 人 | 目標 2,100 実績 2,130 | 目標 2,200 実績 2,304 達成率 104.7% | スポーツ課
        測定会の参加者数 | 人 | 目標 320 実績 305 | - | スポーツ課
        """
    )
    first, second = found.plan.indicators

    assert (targets(first), actuals(first)) == (
        {2023: "2,100", 2024: "2,200"},
        {2023: "2,130", 2024: "2,304"},
    )
    assert rates(first) == {2024: "104.7%"}
    assert (targets(second)[2023], actuals(second)) == ("320", {2023: "305", 2024: "-"})
    assert (first.unit, first.bodies) == ("人", ("スポーツ課",))
    assert found.layout == "columns"


def test_a_column_with_a_figure_that_nobody_names_is_not_divided() -> None:
    found = read_one(
        """
        指標 | R5 | R6
        参加者数 | 目標 20 実績 21 | 目標 30 実績 31
        相談件数 | 目標 20 実績 21 | 40
        """
    )
    _, second = found.plan.indicators

    assert (targets(second), actuals(second)) == ({2023: "20"}, {2023: "21", 2024: "40"})
    assert {"cells-several", "cell-unreadable"} & {one.code for one in found.findings}


@pytest.mark.timeout(20)
def test_a_cell_of_spaces_is_gone_through_once() -> None:
    assert split_labelled(f"目標 20{' ' * 100_000}人 実績 21") == {
        Role.TARGET: f"20{' ' * 100_000}人",
        Role.ACTUAL: "21",
    }
    assert split_labelled("目標 20 / / 実績　21") == {Role.TARGET: "20", Role.ACTUAL: "21"}


@pytest.mark.parametrize("blank", [" ", "", "　"])
def test_words_in_brackets_divide_a_cell_where_a_figure_follows(blank: str) -> None:
    assert split_labelled(f"(目標)45,000人{blank}(実績)43,210人") == {
        Role.TARGET: "45,000人",
        Role.ACTUAL: "43,210人",
    }
    assert split_labelled("目標 20 (千人) 実績 21 (千人)") == {
        Role.TARGET: "20 (千人)",
        Role.ACTUAL: "21 (千人)",
    }
