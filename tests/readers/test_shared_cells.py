"""Several indicators written below one another in the cells of one row."""

from __future__ import annotations

import pytest

from shirube.readers.grid import Grid, Raw
from shirube.readers.layout_reader import read_tables
from shirube.readers.layouts import find_all_tables
from shirube.readers.result import ReadPlan
from shirube.readers.shared_cells import count_shared
from tests.readers.tables import actuals, marks, targets

HEAD: list[Raw] = ["施策", "指標名", "令和5年度目標値", "令和5年度実績値", "令和5年度評価"]


def read(*rows: list[Raw]) -> ReadPlan:
    (plan,) = read_tables(find_all_tables(Grid(file="a", name="b", rows=[HEAD, *rows])))
    return plan


def test_names_and_figures_in_as_many_lines_are_as_many_indicators() -> None:
    plan = read(["甲", "参加者数\n相談件数", "20人\n10件", "21人\n5件", "A"], ["乙", "店舗数", "5", "6", "A"])

    people, talks, shops = plan.plan.indicators
    assert [item.name for item in (people, talks, shops)] == ["参加者数", "相談件数", "店舗数"]
    assert (targets(talks), actuals(talks)) == ({2023: "10件"}, {2023: "5件"})
    # One mark for both belongs to both, and is printed once.
    assert (marks(people), marks(talks), marks(shops)) == ({2023: "A"}, {2023: "A"}, {2023: "A"})
    joint = [item.published[0].joint for item in plan.plan.indicators]
    assert joint == [people.key, people.key, ""]


def test_marks_in_as_many_lines_belong_to_each() -> None:
    plan = read(["甲", "参加者数\n相談件数", "20人\n10件", "21人\n5件", "A\nC"])

    assert [marks(item) for item in plan.plan.indicators] == [{2023: "A"}, {2023: "C"}]


def test_a_long_name_in_two_lines_is_one_indicator() -> None:
    plan = read(["甲", "事業承継セミナーの\n参加者数", "20人", "21人", "A"])

    assert len(plan.plan.indicators) == 1
    assert plan.layout == "one-row-per-indicator"


def test_lines_that_are_counted_give_their_figures_and_marks_without_the_number() -> None:
    plan = read(["甲", "①参加者数\n②相談件数", "①1,500人\n②10件", "①1,421人\n②5件", "①B\n②C"])

    people, talks = plan.plan.indicators
    assert (targets(people), targets(talks)) == ({2023: "1,500人"}, {2023: "10件"})
    assert (marks(people), marks(talks)) == ({2023: "B"}, {2023: "C"})
    assert people.targets[0].reading.quantity is not None
    assert people.targets[0].reading.quantity.value == 1500


def test_a_remark_below_a_figure_makes_no_second_indicator() -> None:
    plan = read(
        ["甲", "がん検診の\n受診率", "50%\n以上", "48.2%\n(R4)", "A"],
        ["乙", "健診の\n受診率", "50", "48\n※", "A"],
    )

    assert len(plan.plan.indicators) == 2
    assert actuals(plan.plan.indicators[0]) == {2023: "48.2%\n(R4)"}


def test_rows_taken_for_several_indicators_are_said() -> None:
    several = read(["甲", "参加者数\n相談件数", "20人\n10件", "21人\n5件", "A"])
    single = read(["甲", "事業承継セミナーの\n参加者数", "20人", "21人", "A"])

    (said,) = (one for one in several.findings if one.code == "cells-shared")
    assert "「参加者数」「相談件数」" in said.message
    assert "cells-shared" not in {one.code for one in single.findings}


def test_lines_that_do_not_fit_together_are_left_alone() -> None:
    grid = Grid(file="a", name="b", rows=[["甲\n乙", "1\n2\n3", "検討中\n未定の部分が多い"]])

    assert count_shared(grid, 0, [0], [1, 2]) == 1


@pytest.mark.timeout(20)
def test_a_cell_of_thousands_of_lines_is_split_once() -> None:
    """Each of its indicators split the cell anew, and the message named them all."""
    figures = "\n".join(str(number) for number in range(8_000))
    names = "\n".join(f"相談{number}" for number in range(8_000))
    rows: list[list[Raw]] = [["指標", "R5目標", "R5実績"], [names, figures, figures]]
    (found,) = read_tables(find_all_tables(Grid(file="表.xlsx", name="表", rows=rows)))

    assert len(found.plan.indicators) == 8_000
    assert actuals(found.plan.indicators[-1]) == {2023: "7999"}
    assert all(len(one.message) < 200 for one in found.findings)


def test_the_line_above_stays_above_each_of_several_indicators() -> None:
    plan = read(
        ["（1）農業", "", "", "", ""],
        ["甲", "参加者数\n相談件数", "20人\n10件", "21人\n5件", "A"],
        ["（2）商業", "", "", "", ""],
        ["乙", "店舗数", "5", "6", "A"],
    ).plan

    assert [(path[0].name, item.name) for path, item in plan.rows] == [
        ("（1）農業", "参加者数"),
        ("（1）農業", "相談件数"),
        ("（2）商業", "店舗数"),
    ]
