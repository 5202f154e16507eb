"""Target and actual one above the other in a cell."""

from __future__ import annotations

import pytest

from shirube.core.form import Role
from shirube.readers.grid import Grid
from shirube.readers.layout_reader import read_tables
from shirube.readers.layouts import find_all_tables
from shirube.readers.result import ReadPlan
from shirube.readers.stacked_cells import find_stack, split_cell
from tests.readers.tables import actuals, marks, targets

TARGET_ABOVE = "みやこ市文化計画（上段：目標　下段：実績）"


def read(title: str) -> ReadPlan:
    rows = [
        [title, "", "", "", ""],
        ["施策", "指標", "令和5年度", "令和6年度", "評価"],
        ["ふれる", "入館者数", "52,000人\n53,004人", "54,000人\n49,870人", "B"],
        ["まもる", "公開率", "42%\n42.1%", "45%", "B"],
    ]
    (found,) = read_tables(find_all_tables(Grid(file="a", name="b", rows=rows)))
    return found


def test_a_table_that_says_which_is_above_gives_targets_and_actuals() -> None:
    first, second = read(TARGET_ABOVE).plan.indicators

    assert targets(first) == {2023: "52,000人", 2024: "54,000人"}
    assert actuals(first) == {2023: "53,004人", 2024: "49,870人"}
    assert (actuals(second)[2023], marks(first)) == ("42.1%", {2024: "B"})


def test_without_such_words_nothing_is_guessed_and_it_is_said() -> None:
    found = read("みやこ市文化計画")

    assert {one.code for one in found.findings} >= {"cells-several"}
    assert targets(found.plan.indicators[0]) == {}
    assert "cells-several" not in {one.code for one in read(TARGET_ABOVE).findings}


@pytest.mark.parametrize(
    ("text", "stack"),
    [
        ("（上段：目標　下段：実績）", (Role.TARGET, Role.ACTUAL)),
        ("※上段は実績値、下段は目標値", (Role.ACTUAL, Role.TARGET)),
        ("上段(計画)下段(実績)", (Role.TARGET, Role.ACTUAL)),
        ("上段：男性　下段：女性", None),
        ("上段と下段", None),
    ],
)
def test_the_words_say_what_stands_above(text: str, stack: tuple[Role, Role] | None) -> None:
    assert find_stack([text]) == stack


def test_only_cells_of_two_lines_are_divided() -> None:
    assert split_cell("5人\n\n6人") == ("5人", "6人")
    assert split_cell("5人") is None
    assert split_cell("1\n2\n3") is None
