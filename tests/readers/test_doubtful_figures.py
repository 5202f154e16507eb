"""Figures that may mean something else, or belong to no year."""

from __future__ import annotations

from shirube.core.finding import Level
from tests.readers.tables import read_one


def test_figures_whose_year_nobody_says_are_a_grave_finding() -> None:
    text = """
    項目|目標|実績|結果
    甲|5|6|達成
    乙|5|6|達成
    """

    (finding,) = [item for item in read_one(text).findings if item.code == "year-unknown"]

    assert finding.level is Level.GRAVE
    assert finding.remedy


def test_a_space_between_digits_is_read_as_a_separator_and_said() -> None:
    spaced = read_one("指標 | R5目標 | R5実績\n来場者数（人） | 12 000 | 12　800")
    plain = read_one("指標 | R5目標 | R5実績\n来場者数（人） | 12,000 | 12,800 人")

    (said,) = (one for one in spaced.findings if one.code == "digits-spaced")
    assert "2個" in said.message
    assert "digits-spaced" not in {one.code for one in plain.findings}


def test_the_year_of_a_column_of_dashes_is_not_asked_for() -> None:
    table = """
        指標 | 現況値(H21) | 中間目標値 | 最終目標値(H25)
        公園数 | ― 箇所 | {} | 29箇所
        割合 | 90% | ― % | 91%
        """

    dashes, figures = read_one(table.format("― 箇所")), read_one(table.format("12箇所"))

    assert "year-unknown" not in {one.code for one in dashes.findings}
    assert "year-unknown" in {one.code for one in figures.findings}


def test_a_fraction_below_a_year_alone_may_be_two_figures_and_that_is_said() -> None:
    found = read_one("指標 | R5 | R6\n研修への参加 | 78/80 | 79/80\n講座への参加 | 8/10 | 9/10")

    assert [one.place.cell for one in found.findings if one.code == "cells-paired"] == ["B2", "C2"]


def test_a_final_goal_of_no_year_is_asked_for_unless_it_is_that_of_the_last_year() -> None:
    text = """指標 | 区分 | R4 | R5 | 最終目標
    相談件数 | 目標 | 5 | 6 | {}
    | 実績 | 5 | 7 |"""

    lost, known = read_one(text.format("10")), read_one(text.format("6"))

    (said,) = [one for one in lost.findings if one.code == "year-unknown"]
    assert said.message.startswith("「最終目標」が")
    assert "year-unknown" not in {one.code for one in known.findings}
