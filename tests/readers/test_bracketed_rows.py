"""Rows in brackets below the figures of an indicator."""

from __future__ import annotations

import pytest

from shirube.core.finding import Level
from shirube.readers.grid import Span
from tests.readers.tables import actuals, read_one, targets

BUDGETS = """
    主要事業の進捗
    指標 | 単位 | R4目標 | R4実績 | R5目標 | R5実績
    相談窓口の利用者数 | 人 | 480 | 465 | 500 | 512
     | 千円 | （6,000） | （5,820） | （6,200） | （6,050）
    出前講座の開催数 | 回 | 24 | 21 | 24 | 26
     | 千円 | （1,200） | （1,080） | （1,200） | （1,190）
    """


def test_a_budget_in_brackets_is_no_figure_of_the_indicator_and_no_other_one() -> None:
    found = read_one(BUDGETS)
    first, second = found.plan.indicators

    assert (targets(first), actuals(first)) == ({2022: "480", 2023: "500"}, {2022: "465", 2023: "512"})
    assert (second.name, second.unit) == ("出前講座の開催数", "回")
    assert [text for _, text in first.extras] == ["千円", "（6,000）", "（5,820）", "（6,200）", "（6,050）"]
    (said,) = (one for one in found.findings if one.code == "rows-in-brackets")
    assert (said.level, "（6,000）" in said.message, said.place.cell) == (Level.ODD, True, "C4")
    assert not {"rows-nameless", "column-unknown"} & {one.code for one in found.findings}


def test_the_row_may_say_that_it_is_money() -> None:
    (item,) = read_one(
        """
        指標 | 単位 | R5目標 | R5実績
        相談窓口の利用者数 | 人 | 500 | 512
        （事業費：千円） | | (6,200) | (6,050)
        """
    ).plan.indicators

    assert (targets(item), actuals(item)) == ({2023: "500"}, {2023: "512"})


def test_a_row_with_a_name_of_its_own_stays_an_indicator() -> None:
    """（うち女性） counts people too; brackets alone take nothing away."""
    first, second = read_one(
        """
        指標 | 単位 | R5目標 | R5実績
        相談者数 | 人 | 500 | 512
        （うち女性） | 人 | (250) | (260)
        """
    ).plan.indicators

    assert (first.name, second.name) == ("相談者数", "（うち女性）")
    assert actuals(second) == {2023: "(260)"}


def test_a_note_may_say_that_the_brackets_hold_targets() -> None:
    found = read_one(
        """
        ※( )内は目標値
        指標 | R4 | R5 | R6
        相談者数 | 465 | 512 | 530
         | (480) | (500) | (520)
        講座数 | 21 | 26 | 27
         | (24) | (24) | (26)
        """
    )
    first, second = found.plan.indicators

    assert (targets(first), actuals(first)) == (
        {2022: "480", 2023: "500", 2024: "520"},
        {2022: "465", 2023: "512", 2024: "530"},
    )
    assert targets(second) == {2022: "24", 2023: "24", 2024: "26"}
    assert [one.level for one in found.findings if one.code == "rows-in-brackets"] == [Level.INFORMATION]


def test_the_first_of_two_rows_may_be_that_in_brackets() -> None:
    found = read_one(
        """
        指標 | H10 | H11 | H12目標
        延長保育の実施箇所数 | (6,000) | (7,000) |
        ※上段( )書きは予算箇所数 | 5,011 | 5,125 | 8,000
        """
    )
    (item,) = found.plan.indicators

    assert item.name == "延長保育の実施箇所数"
    assert (targets(item), actuals(item)) == ({2000: "8,000"}, {1998: "5,011", 1999: "5,125"})
    assert "※上段( )書きは予算箇所数" in [text for _, text in item.extras]


def test_merged_names_beside_rows_in_brackets_do_not_matter() -> None:
    first, second = read_one(
        """
        事業 | 指標 | R4 | R5 | 目標値(R8)
        見守り | 協力員数(人) | 112 | 120 | 150
         | | (6,000) | (6,200) |
        サロン | サロン数(箇所) | 38 | 41 | 50
         | | (850) | (900) |
        """,
        merges=[Span(1, 0, 2, 0), Span(1, 1, 2, 1), Span(3, 0, 4, 0), Span(3, 1, 4, 1)],
    ).plan.indicators

    assert (actuals(first), actuals(second)) == ({2022: "112", 2023: "120"}, {2022: "38", 2023: "41"})


def test_a_table_of_nothing_but_brackets_is_left_as_it_is() -> None:
    found = read_one(
        """
        指標 | R5目標 | R5実績
        相談者数 | (500) | (512)
        講座数 | (24) | (26)
        """
    )

    assert [actuals(item) for item in found.plan.indicators] == [{2023: "(512)"}, {2023: "(26)"}]
    assert "rows-in-brackets" not in {one.code for one in found.findings}


@pytest.mark.timeout(20)
def test_a_line_of_thousands_of_spaces_is_gone_through_once() -> None:
    """Each way to share the spaces between the words of the note was tried: it took minutes."""
    found = read_one(f"{BUDGETS}※( ){'　' * 100_000}。")

    assert len(found.plan.indicators) == 2


def test_goals_in_brackets_that_were_replaced_are_no_indicator() -> None:
    found = read_one(
        """
        目標値
         | 平成19年度 | 平成20年度 | 平成21年度以降
        (従来の目標値) | (98.52%) | (98.56%) | (98.60%)
        現年課税分収入率 | 98.63% | 98.90% | 99.00%
        """
    )
    (item,) = found.plan.indicators

    assert (item.name, targets(item)) == (
        "現年課税分収入率",
        {2007: "98.63%", 2008: "98.90%", 2009: "99.00%"},
    )
    assert "rows-in-brackets" in {one.code for one in found.findings}
