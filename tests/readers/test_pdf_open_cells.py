"""Cells of tables without upright rules: rows, merged names and headings; nothing where it may be either."""

from __future__ import annotations

import pytest

from shirube.readers.pdf_open_cells import cut_cells, find_heading_groups
from shirube.readers.pdf_rows import Frame, Segment, TextRow, find_rows
from shirube.readers.pdf_rules import Box
from tests.readers.painted import across, measure, paint, paint_table

EDGES = (50.0, 150.0, 200.0, 260.0, 320.0)


def cut(frame: Frame, rows: list[tuple[float, str]], *rules: tuple[float, float, float]) -> list[Box]:
    characters = paint_table(rows, EDGES)
    floors = across(*frame.heights, start=frame.left, end=frame.right)
    floors += [rule for at, start, end in rules for rule in across(at, start=start, end=end)]
    return cut_cells(frame, EDGES, find_rows(characters), floors)


HEAD = (110.0, "指標|単位|目標|実績")
BOOK = Frame(50.0, 320.0, (100.0, 120.0, 180.0))


def test_rows_without_rules_between_them_are_parted_by_their_figures() -> None:
    cells = cut(BOOK, [HEAD, (130, "待機児童数|人|0|3"), (150, "相談件数|件|9|8"), (170, "耐震化率|%|1|2")])

    assert sorted({(cell[1], cell[3]) for cell in cells}) == [(100, 120), (120, 140), (140, 160), (160, 180)]


def test_a_long_name_around_its_figures_belongs_to_their_row() -> None:
    rows = [
        HEAD,
        (125, "認知症サポーター|||"),
        (131, "|人|0|3"),
        (137, "の数（累計）|||"),
        (160, "会員数|人|9|8"),
    ]

    cells = cut(BOOK, rows)

    assert sorted({(cell[1], cell[3]) for cell in cells}) == [(100, 120), (120, 148.5), (148.5, 180)]


def test_a_name_in_the_middle_between_two_rows_is_not_guessed() -> None:
    rows = [HEAD, (130, "|計画|0|3"), (140, "待機児童数|||"), (150, "|実績|9|8"), (170, "相談件数|計画|1|2")]

    assert cut(BOOK, rows) == []


def test_a_rule_over_some_columns_leaves_the_name_beside_it_merged() -> None:
    frame = Frame(50.0, 320.0, (100.0, 120.0, 160.0))
    rows = [HEAD, (130, "|計画|10|13"), (140, "待機児童数|||"), (150, "|実績|11|12")]

    cells = cut(frame, rows, (140.0, 150.0, 320.0))

    assert (50, 120, 150, 160) in cells
    assert (150, 120, 200, 140) in cells


def test_cells_of_several_lines_stay_one_where_every_row_has_a_rule() -> None:
    frame = Frame(50.0, 320.0, (100.0, 120.0, 150.0, 180.0, 210.0, 240.0))
    rows = [HEAD]
    for top in (120, 150, 180, 210):
        rows += [(top + 8, "児童数|人|10|13"), (top + 20, "（注）|（人）|（H1）|（H2）")]

    assert len(cut(frame, rows)) == 5 * 4


@pytest.mark.parametrize("height", [8, 15])
def test_lines_of_one_indicator_between_its_rules_are_parted_and_its_name_is_not(height: float) -> None:
    tops = (120.0, 150.0, 180.0, 210.0)
    frame = Frame(50.0, 320.0, (100.0, *tops, 240.0))
    rows = [HEAD]
    for top in tops:
        name = [(top + height, "講座の参加者数|||")] if height == 15 else []
        rows += [
            (top + 8, f"{'' if name else '講座の参加者数'}|計画|10|13"),
            *name,
            (top + 22, "|実績|11|12"),
        ]

    cells = cut(frame, rows)

    assert all((50, top, 150, top + 30) in cells for top in tops)
    assert all((200, top, 260, top + 15) in cells for top in tops)
    assert len(cells) == 4 + 4 * 7


def test_a_second_line_of_figures_without_a_word_parts_no_row() -> None:
    tops = (120.0, 150.0, 180.0, 210.0)
    frame = Frame(50.0, 320.0, (100.0, *tops, 240.0))
    rows = [HEAD]
    for top in tops:
        rows += [(top + 8, "参加者数|人|10|13"), (top + 22, "||11|12")]

    assert len(cut(frame, rows)) == 5 * 4


def head(upper: list[tuple[str, float]], lower: list[tuple[str, float]]) -> list[TextRow]:
    painted = [
        one for y, texts in ((105.0, upper), (117.0, lower)) for text, x in texts for one in paint(text, x, y)
    ]
    return find_rows(painted)


SIX = [0.0, 50.0, 100.0, 150.0, 200.0, 250.0, 300.0]
LOWER = [(text, 50.0 * number + 12) for number, text in enumerate(("目標", "実績", "評価") * 2)]


@pytest.mark.parametrize("align", ["centre", "left"])
def test_a_year_heads_the_columns_below_it_and_not_only_the_one_under_it(align: str) -> None:
    years = [
        (text, left + 3 if align == "left" else left + 75 - measure(text) / 2)
        for text, left in (("令和5年度", 0.0), ("令和6年度", 150.0))
    ]

    assert find_heading_groups(SIX, head(years, LOWER)) == [(0, 2), (3, 5)]


def test_a_year_that_stands_over_no_whole_number_of_columns_is_not_guessed() -> None:
    years = [("令和5年度", 24.0), ("令和6年度", 152.0)]

    assert find_heading_groups(SIX, head(years, LOWER)) is None


def test_a_heading_of_two_lines_heads_nothing_else() -> None:
    rows = head([("指標", 12.0), ("基準値", 60.0), ("目標値", 110.0)], [("(R1)", 60.0), ("(R7)", 110.0)])

    assert find_heading_groups(SIX, rows) == []
    assert find_heading_groups(SIX, [TextRow(105.0, 10.0, (Segment(0, 20, "指標"),))]) == []
