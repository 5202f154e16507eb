"""The foot of every page is told from notes and from text that happens to stand low on a page."""

from __future__ import annotations

import pytest

from shirube.readers.around import DocumentTable
from shirube.readers.pdf_margins import find_feet
from shirube.readers.pdf_page import PageParts, PageTable
from shirube.readers.pdf_text import Line


def line(text: str, top: float) -> Line:
    return Line(text, 40, top, 300, top + 10, 10)


def page(*below: Line) -> PageParts:
    table = PageTable(DocumentTable([["指標", "目標"]]), [40.0, 100.0, 200.0], 50.0, 90.0)
    return PageParts([line("表題", 20), table, *below], 100, 0, 595.0)


def texts(pages: list[PageParts]) -> tuple[list[str], list[str]]:
    feet, kept = find_feet(pages)
    lines = [part for one in pages for part in one.parts if isinstance(part, Line)]
    return [one.text for one in lines if id(one) in feet], kept


def test_a_foot_that_counts_the_pages_is_left_out() -> None:
    pages = [page(line(f"福祉政策課 - {number} - 令和6年度", 800)) for number in (1, 2, 3)]

    assert texts(pages) == ([f"福祉政策課 - {number} - 令和6年度" for number in (1, 2, 3)], [])


def test_numbers_of_pages_may_begin_anew_and_stand_on_every_other_page() -> None:
    feet = ["p.1－8", "資料", "p.1－10", "資料", "p.1－12", "資料", "p.2－2", "資料", "p.2－4"]

    assert texts([page(line(text, 800)) for text in feet])[1] == ["資料"]


@pytest.mark.parametrize(
    "feet",
    [
        ["小計 1,234千円", "小計 2,345千円"],
        ["達成率 85%", "達成率 86%"],
        ["平均 1.5", "平均 2.5"],
        ["9" * 5_000, "8" * 5_000],
    ],
)
def test_a_sum_below_each_page_is_kept(feet: list[str]) -> None:
    """It parts no table, and yet it says something that stands nowhere else."""
    assert texts([page(line(text, 800)) for text in feet]) == (feet, feet)


def test_a_note_on_every_page_is_kept_once() -> None:
    pages = [page(line("※速報値を含む", 800)), page(line("※速報値を含む", 800))]

    assert texts(pages)[1] == ["※速報値を含む"]


def test_notes_that_differ_by_their_year_are_no_feet() -> None:
    pages = [page(line("※令和5年度の値", 800)), page(line("※令和6年度の値", 800))]

    assert texts(pages) == ([], [])


def test_lines_above_a_table_or_at_other_heights_are_no_feet() -> None:
    pages = [page(line("令和6年度の値である", 700)), page(line("令和6年度の値である", 650))]

    assert texts(pages) == ([], [])
