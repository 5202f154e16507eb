"""Columns whose cells hold a target and an actual."""

from __future__ import annotations

import pytest

from shirube.core.form import Role
from shirube.readers.grid import Grid
from shirube.readers.layout_reader import read_tables
from shirube.readers.layouts import find_all_tables
from shirube.readers.result import ReadPlan
from tests.readers.tables import actuals, marks, rates, read_one, targets


def codes(found: ReadPlan) -> set[str]:
    return {one.code for one in found.findings}


@pytest.mark.parametrize(
    ("heading", "first", "second"),
    [
        ("実績／目標", "70／75", "4回／3回"),
        ("目標/実績", "75/70", "3回 / 4回"),
        ("実績（目標）", "70（75）", "4回（3回）"),
    ],
)
def test_the_order_of_the_heading_tells_target_and_actual(heading: str, first: str, second: str) -> None:
    found = read_one(
        f"""
        指標     | 単位 | R5 {heading} | R6 {heading} | R6評価
        相談件数 | 件   | {first}      | 78／80       | B
        講座     | 回   | {second}     | －           | A
        """.replace("78／80", first)
    )

    talks, course = found.plan.indicators
    assert (targets(talks), actuals(talks)) == ({2023: "75", 2024: "75"}, {2023: "70", 2024: "70"})
    assert (targets(course)[2023], actuals(course)[2023]) == ("3回", "4回")
    assert marks(talks) == {2024: "B"}
    assert "cells-divided" in codes(found)
    assert "cells-paired" not in codes(found)


def test_two_lines_in_one_cell_below_a_heading_of_two_lines() -> None:
    rows = [
        ["指標", "R5", "R6", "評価"],
        ["", "目標\n実績", "目標\n実績", ""],
        ["相談件数", "75件\n70件", "80件\n78件", "B"],
        ["来年から", "－", "5件", ""],
    ]
    (found,) = read_tables(find_all_tables(Grid(file="a", name="b", rows=[list(row) for row in rows])))

    talks, later = found.plan.indicators
    assert (targets(talks), actuals(talks)) == ({2023: "75件", 2024: "80件"}, {2023: "70件", 2024: "78件"})
    # A single figure is neither: it is kept, and said.
    assert (targets(later).get(2024), actuals(later).get(2024)) == (None, None)
    assert [text for _, text in later.extras] == ["5件"]
    (finding,) = (one for one in found.findings if one.code == "cells-undivided")
    assert (finding.place and finding.place.cell) == "C4"


def test_a_line_above_the_table_and_a_third_figure_count_too() -> None:
    (by_line,) = read_one(
        """
        （実績／目標）
        指標     | R5      | R6
        相談件数 | 70／75  | 78／80
        """
    ).plan.indicators
    (by_three,) = read_one(
        """
        指標     | R5 目標/実績/達成率
        相談件数 | 70／75/107%
        """
    ).plan.indicators

    assert (targets(by_line), actuals(by_line)) == ({2023: "75", 2024: "80"}, {2023: "70", 2024: "78"})
    assert (targets(by_three), actuals(by_three), rates(by_three)) == (
        {2023: "70"},
        {2023: "75"},
        {2023: "107%"},
    )


def test_a_heading_that_says_the_year_only_leaves_a_fraction_and_asks() -> None:
    silent = read_one(
        """
        指標   | R5     | R6
        実施校 | 70/99  | 98/99校園
        """
    )
    (item,) = silent.plan.indicators
    asked = [one for one in silent.findings if one.code == "cells-paired"]

    assert targets(item) == {}
    reading = item.actuals[1].reading
    assert reading.quantity
    assert (str(reading.quantity.value), str(reading.quantity.of)) == ("98", "99")
    assert [one.place.cell for one in asked if one.place] == ["B2", "C2"]
    assert "99校園のうち98" in asked[1].message


def test_a_fraction_beside_its_target_is_not_asked_about() -> None:
    found = read_one(
        """
        指標   | R6目標 | R6実績
        実施校 | 99校園 | 98/99校園
        """
    )

    assert "cells-paired" not in codes(found)


def test_a_formula_in_a_heading_is_no_pair_and_no_actual() -> None:
    found = read_one(
        """
        指標     | R5目標 | R5実績 | R5 実績/目標
        相談件数 | 70     | 75     | 107
        """
    )
    (item,) = found.plan.indicators

    assert (targets(item), actuals(item)) == ({2023: "70"}, {2023: "75"})
    assert [text for _, text in item.extras] == ["107"]


def test_a_line_called_by_both_kinds_gives_both() -> None:
    found = read_one(
        """
        指標     | 単位 | 区分       | R5     | R6
        相談件数 | 件   | 目標／実績 | 70／75 | 78／80
                 |      | 達成率     | 107%   | 102%
        講座     | 回   | 目標／実績 | 3／3   | 4
                 |      | 達成率     | 100%   |
        """
    )

    talks, course = found.plan.indicators
    assert (targets(talks), actuals(talks)) == ({2023: "70", 2024: "78"}, {2023: "75", 2024: "80"})
    assert (rates(talks), talks.unit) == ({2023: "107%", 2024: "102%"}, "件")
    assert (targets(course), actuals(course)) == ({2023: "3"}, {2023: "3"})
    assert [text for _, text in course.extras] == ["4"]


def test_a_year_with_other_words_is_no_actual() -> None:
    found = read_one(
        """
        指標     | R6目標 | R6実績 | R6世帯数 | R6予算額
        相談件数 | 70     | 75     | 50,120   | 1,200千円
        """
    )

    assert [item.column.role for item in found.columns[3:]] == [Role.EXTRA, Role.EXTRA]
    assert [one.code for one in found.findings if one.code == "column-unknown"] == ["column-unknown"] * 2


@pytest.mark.parametrize(
    "note", ["※（　）内は目標値", "（注）括弧書きは各年度の目標値である。", "※カッコ内は目標を示す"]
)
def test_a_note_says_that_the_figures_in_brackets_are_targets(note: str) -> None:
    found = read_one(
        f"""
        事業 | 指標 | R3 | R4 | R5
        創業支援 | 創業件数 | 12（10） | 9（10） | 中止（12）
         | 受講者数 | 25（20） | 22（20） | 1,050（1,200）
        企業立地 | 立地件数 | 1（2） | 2（2） | 1（2）
        {note}
        """
    )

    first, second, _ = found.plan.indicators
    assert (actuals(first), targets(first)) == (
        {2021: "12", 2022: "9", 2023: "中止"},
        {2021: "10", 2022: "10", 2023: "12"},
    )
    assert targets(second)[2023] == "1,200"
    assert "cells-divided" in codes(found) and "brackets-unsaid" not in codes(found)


def test_a_note_in_a_cell_of_the_table_says_so_too() -> None:
    found = read_one(
        """
        指標 | R3実績 | R4実績 | 備考
        創業件数 | 12（120.0%） | 9（90.0%） | （　）内は達成率
        受講者数 | 25（125.0%） | 22（110.0%） |
        立地件数 | 1（50.0%） | 2（100.0%） |
        """
    )

    assert rates(found.plan.indicators[1]) == {2021: "125.0%", 2022: "110.0%"}


def test_figures_in_brackets_of_which_nothing_says_what_they_are_are_asked_about() -> None:
    table = (
        "指標 | R3 | R4\n創業件数 | 12（10） | 9（10）\n受講者数 | 25（20） | 22（20）\n立地 | 1（2） | {}"
    )

    found = read_one(table.format("2（2）"))

    (said,) = (one for one in found.findings if one.code == "brackets-unsaid")
    assert said.place.cell and "12（10）" in said.message
    assert not any(targets(item) for item in found.plan.indicators)
    # A few remarks in brackets are none of these.
    few = read_one("指標 | R3 | R4\n創業件数 | 12（10） | 9\n受講者数 | 25 | 22（速報）\n立地件数 | 1 | 2")
    assert "brackets-unsaid" not in codes(few)
