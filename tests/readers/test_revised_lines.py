"""Targets in two lines, of which a note says which was set first."""

from __future__ import annotations

import pytest

from shirube.readers.grid import Grid, Raw
from shirube.readers.layout_reader import read_tables
from shirube.readers.layouts import find_all_tables
from shirube.readers.result import ReadPlan
from shirube.readers.revised_lines import find_first_line
from tests.readers.tables import targets


@pytest.mark.parametrize(
    ("note", "line"),
    [
        ("※修正した指標は、下段に当初の目標値、上段に新たな目標値を記載しています。", 1),
        ("目標値は、上段：変更前、下段：変更後", 0),
        ("目標値の（上段）は見直し後、（下段）は見直し前", 1),
        ("上段：目標値　下段：実績値", None),
        ("上段は新しい目標値", None),
        ("当初の目標値を改定後の目標値としました", None),
    ],
)
def test_a_note_tells_which_line_was_set_first(note: str, line: int | None) -> None:
    assert find_first_line([note]) == line


NOTE = "※下段に当初の目標値、上段に新たな目標値を記載"


def read(note: str) -> ReadPlan:
    rows: list[list[Raw]] = [
        ["指標名", "基準値(H28)", "R1", "目標値(R3)"],
        ["満足している人の割合", "61.3%", "64.0%", "70.0%"],
        ["拠点の利用者数", "24,100人", "30,150人", "31,000人\n28,000人"],
        [note, "", "", ""],
    ]
    (found,) = read_tables(find_all_tables(Grid(file="a", name="b", rows=rows)))
    return found


def test_the_target_that_counts_keeps_the_first_as_its_revision() -> None:
    first, second = read(NOTE).plan.indicators

    assert (targets(first), targets(second)) == ({2021: "70.0%"}, {2021: "31,000人"})
    assert [one.before.text for one in second.targets[0].revisions] == ["28,000人"]


def test_without_such_a_note_nobody_knows_which_line_counts() -> None:
    """The control: a person is asked."""
    assert "cells-several" in {one.code for one in read("※令和元年度末現在").findings}
