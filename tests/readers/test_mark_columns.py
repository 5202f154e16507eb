"""Marks below years and no more."""

from __future__ import annotations

import time

import pytest

from tests.readers.tables import actuals, marks, read_one


def test_letters_below_years_are_how_the_years_were_judged() -> None:
    found = read_one(
        """
        重点目標 | H28 | H29 | H30 | R1
        ①学校・家庭・地域の連携 | A | A | B | -
        ②家庭の教育力の向上 | A | B | B | -
        ③就学前教育の推進 | B | B | A | -
        """
    )
    first, *_ = found.plan.indicators

    assert marks(first) == {2016: "A", 2017: "A", 2018: "B", 2019: "-"}
    assert actuals(first) == {}
    assert "cell-unreadable" not in {one.code for one in found.findings}


@pytest.mark.parametrize("row", ["④相談件数 | 12 | 15 | 18", "④相談件数 | 4 | 5 | 3"])
def test_figures_below_years_stay_figures(row: str) -> None:
    found = read_one(
        f"""
        重点目標 | H28 | H29 | H30
        ①地域の会議 | 1 | 2 | 2
        ②講座の回数 | 3 | 4 | 5
        {row}
        """
    )

    assert marks(found.plan.indicators[0]) == {}
    assert actuals(found.plan.indicators[0]) == {2016: "1", 2017: "2", 2018: "2"}


def test_a_single_mark_among_figures_makes_no_column_of_marks() -> None:
    found = read_one(
        """
        重点目標 | H28 | H29
        ①地域の会議 | 10 | 20
        ②総合評価 | A | B
        ③講座の回数 | 13 | 14
        """
    )

    assert actuals(found.plan.indicators[0]) == {2016: "10", 2017: "20"}


def test_hundreds_of_columns_of_marks_take_no_time() -> None:
    years = "".join(f" | H{1 + number % 30}" for number in range(600))
    rows = "".join(f"\n地域との連携{number}{' | A' * 600}" for number in range(40))
    begin = time.process_time()

    read_one(f"重点目標{years}{rows}")
    assert time.process_time() - begin < 5


def test_marks_below_no_heading_are_those_of_the_year_beside_them() -> None:
    (first, second) = read_one(
        """
        重点指標 | 目標 | 実績/達成度
         | | 25年度 | | 26年度 |
        満足度 | 毎年95% | 94.5% | B | 94.9% | B
        参加者数 | 毎年5,300人 | 5,424人 | B | 6,568人 | A
        平成25～26年度の実績
        """
    ).plan.indicators

    assert (marks(first), marks(second)) == ({2013: "B", 2014: "B"}, {2013: "B", 2014: "A"})


@pytest.mark.parametrize("cells", [("1", "2"), ("A", "続ける"), ("A", "")])
def test_figures_and_words_below_no_heading_are_no_marks(cells: tuple[str, str]) -> None:
    found = read_one(
        f"""
        指標 | R5目標 | R5実績 |
        満足度 | 95% | 94.5% | {cells[0]}
        参加者数 | 5,300人 | 5,424人 | {cells[1]}
        """
    )

    assert not any(marks(item) for item in found.plan.indicators)


def test_long_sentences_below_a_heading_of_marks_tell_how_the_year_went() -> None:
    told = "前の年度より回数を増やしたため、目標に届いた。次の年度も続ける。"
    found = read_one(f"指標 | R5目標 | R5実績 | 評価\n講座の回数 | 40回 | 56回 | {told}")

    (item,) = found.plan.indicators
    assert not any(one.mark for one in item.published)
    assert [status.text for status in item.statuses] == [told]


def test_short_sentences_are_grades_in_words() -> None:
    found = read_one("指標 | R5目標 | R5実績 | 評価\n講座の回数 | 40回 | 56回 | 目標を達成した。")

    assert [one.mark for one in found.plan.indicators[0].published] == ["目標を達成した。"]
