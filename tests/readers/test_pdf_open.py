"""Tables that have rules or bands only for their rows: found with their columns, or left alone."""

from __future__ import annotations

import pytest

from shirube.readers.pdf_open import find_open_tables
from shirube.readers.pdf_rules import Rule
from shirube.readers.source import UnreadableFile
from tests.readers.painted import across, paint, paint_table
from tests.readers.typeset import read_typeset, set_table

EDGES = (50.0, 150.0, 200.0, 260.0, 320.0)
ROWS = ("指標|単位|目標|実績", "待機児童数|人|0|3", "相談件数|件|1,200|1,180", "耐震化率|%|100|98.5")


def place(rows: tuple[str, ...], top: float = 100.0, step: float = 20.0) -> list[tuple[float, str]]:
    return [(top + step * (number + 0.5), row) for number, row in enumerate(rows)]


def test_columns_between_rules_across_are_told_by_the_gaps() -> None:
    rules = across(100, 120, 140, 160, 180, start=50, end=320)

    (table,) = find_open_tables(rules, [], paint_table(place(ROWS), EDGES))

    assert len(table.cells) == 16
    for found, drawn in zip(table.edges, EDGES, strict=True):
        assert abs(found - drawn) < 45
    assert table.box == (50, 100, 320, 180)


def test_a_heading_at_the_left_and_figures_at_the_right_are_one_column() -> None:
    rules = across(100, 120, 140, 160, 180, start=50, end=320)
    wide = (50.0, 120.0, 150.0, 235.0, 320.0)

    (table,) = find_open_tables(rules, [], paint_table(place(ROWS), wide))

    assert len(table.edges) == 5


def test_rows_between_bands_are_rows_and_so_is_the_last_one_without_a_band() -> None:
    # A band at the headings and at every other row, drawn cell by cell.
    bands = ((100.0, 140.0), (160.0, 180.0))
    rules = [rule for band in bands for rule in across(*band, start=50, end=320)] + across(
        120, start=50, end=320
    )
    walls = [Rule(edge, top, bottom) for edge in EDGES for top, bottom in bands]
    rows = (*ROWS, "会員数|人|50|51")

    (table,) = find_open_tables(rules, walls, paint_table(place(rows), EDGES))

    assert table.edges == list(EDGES)
    assert table.box[3] == 200
    assert len(table.cells) == 20


def test_a_last_row_with_walls_is_no_row_without_a_band() -> None:
    # The page cut a merged name: the rule below the last row begins behind it.
    rules = across(100, 140, 180, start=50, end=320) + across(160, 200, start=150, end=320)
    walls = [Rule(edge, 100, 200) for edge in EDGES]
    rows = ("指標|単位|目標|実績", "待機児童数|人|0|3", "|件|1,200|1,180", "耐震化率|%|100|98.5")

    assert (
        find_open_tables(
            rules, walls, paint_table(list(zip((120, 150, 170, 190), rows, strict=False)), EDGES)
        )
        == []
    )


def test_a_table_that_goes_on_keeps_the_columns_of_the_page_before() -> None:
    rules = across(100, 120, 140, start=50, end=320)
    rows = place(("待機児童数|人|0|3", "講座|件|4|5"))

    (table,) = find_open_tables(rules, [], paint_table(rows, EDGES), EDGES)

    assert table.edges == list(EDGES)


def test_a_table_with_all_its_rules_is_left_alone() -> None:
    rules = across(100, 120, 140, 160, 180, start=50, end=320)
    walls = [Rule(edge, 100, 180) for edge in EDGES]

    assert find_open_tables(rules, walls, paint_table(place(ROWS), EDGES)) == []


def test_a_legend_across_a_ruled_table_opens_nothing() -> None:
    rules = across(100, 120, 140, 160, 180, 200, start=50, end=320)
    walls = [Rule(edge, 100, 180) for edge in EDGES[1:-1]] + [Rule(edge, 100, 200) for edge in (50.0, 320.0)]
    legend = [
        *paint("Ａ：順調に進んだ", 60, 190),
        *paint("Ｂ：おおむね順調", 145, 190),
        *paint("Ｃ：遅れ", 240, 190),
    ]

    assert find_open_tables(rules, walls, [*paint_table(place(ROWS), EDGES), *legend]) == []


def test_text_between_the_rules_of_a_page_is_no_table() -> None:
    rules = across(30, 800, start=40, end=560)
    prose = [one for y in range(60, 300, 20) for one in paint("市では子育ての支援に取り組んでいます", 50, y)]

    assert find_open_tables(rules, [], prose) == []


def test_a_page_of_drawn_lines_is_no_table_and_costs_no_time() -> None:
    lines = [Rule(at / 4, 40, 300 + at / 4) for at in range(3_000)]
    rules = across(100, 120, 140, 160, 180, start=50, end=320)
    characters = paint_table(place(ROWS), EDGES)

    assert len(find_open_tables(rules + lines[:100], [], characters)) == 1
    assert find_open_tables(rules + lines, [], characters) == []


@pytest.mark.timeout(20)
def test_a_line_of_a_thousand_texts_is_no_row_of_a_table() -> None:
    """Dividing them among the columns below would take hours."""
    wide = tuple(range(0, 30_001, 30))
    lines = (["年度", "", ""] * 333, ["値"] * 1_000, ["12"] * 1_000)
    rows = [(110.0 + 20 * number, "|".join(line)) for number, line in enumerate(lines)]
    rules = across(100, 140, 160, start=0, end=30_000)

    assert find_open_tables(rules, [], paint_table(rows, wide)) == []


BANDS = """
指標 | 単位 | R5実績 | R6実績 | R7目標
申請できる手続 | 件 | 62 | 118 | 200
利用率 | ％ | 9.8 | 21.4 | 50.0
窓口の数 | か所 | 4 | 9 | 12
"""


@pytest.mark.parametrize("other", ["white", "none"])
def test_rows_told_by_their_colour_alone_have_columns(other: str) -> None:
    fill = f'stroke: none, fill: (x, y) => if calc.odd(y) {{ {other} }} else {{ rgb("#ddebf7") }}'

    (found,) = read_typeset(set_table(BANDS, "120pt, 40pt, 60pt, 60pt, 60pt", fill)).grids

    expected = [[cell.strip() for cell in row.split("|")] for row in BANDS.strip().split("\n")]
    assert [list(row) for row in found.rows] == expected


UPRIGHT = """
指標 | 単位 | R5実績 | R6実績
団体の登録数 | 団体 | 148 | 155
講座の参加者数（初級・中級・上級の合計、延べ人数） | 人 | 212 | 240
市長と語る会の回数 | 回 | 4 | 6
"""


@pytest.mark.parametrize("outer", [True, False])
def test_a_table_of_nothing_but_upright_rules_has_its_lines_of_text_for_rows(outer: bool) -> None:
    left = "0.5pt" if outer else "if x > 0 { 0.5pt } else { none }"
    style = f"align: horizon, stroke: (x, y) => (left: {left}, right: {'0.5pt' if outer else 'none'})"

    result = read_typeset(f"題名\n{set_table(UPRIGHT, '110pt, 40pt, 60pt, 60pt', style)}")

    expected = [[cell.strip() for cell in row.split("|")] for row in UPRIGHT.strip().split("\n")]
    assert [list(row) for row in result.grids[0].rows] == [["題名", "", "", ""], *expected]
    assert [one.code for one in result.findings] == ["pdf-rows-by-lines"]


def test_columns_of_text_parted_by_rules_are_no_table() -> None:
    text = "本市では、計画に基づいて取組を進めています。令和6年度は新たに3つの事業を始めました。"
    columns = f"#grid(columns: 3, gutter: 9pt, stroke: (left: 0.5pt), {', '.join([f'[{text}]'] * 3)})"

    with pytest.raises(UnreadableFile, match="罫線で区切られた表が見つかりません"):
        read_typeset(columns)


def test_lines_beside_a_merged_parent_are_rows_and_have_its_name() -> None:
    edges = (50.0, 120.0, 200.0, 240.0, 290.0, 340.0)
    rules = across(100, 120, 200, start=50, end=340) + across(160, start=120, end=340)
    texts = paint_table(
        [
            (110, "施策|指標|区分|R5|R6"),
            (130, "||目標|10|12"),
            (140, "|待機児童数|||"),
            (150, "||実績|11|13"),
            (160, "子育て支援||||"),
            (170, "||目標|42.0|45.0"),
            (180, "|受診率|||"),
            (190, "||実績|41.2|46.1"),
        ],
        edges,
    )

    (table,) = find_open_tables(rules, [], texts)

    assert len(table.edges) == len(edges)
    # The headings, one parent, two names, and four lines of three cells each.
    assert len(table.cells) == 5 + 1 + 2 + 4 * 3


def test_a_parent_between_the_lines_of_a_long_name_has_a_column_of_its_own() -> None:
    edges = (50.0, 110.0, 200.0, 240.0, 290.0)
    rules = across(100, 120, 160, 200, 240, start=50, end=290)
    rows = [(110.0, "施策|指標|目標|実績")]
    for middle, name in ((140, "民生委員の"), (180, "自治会の"), (220, "事業者の")):
        rows += [
            (middle - 12.0, "|見守りをした|||"),
            (middle, f"|{name}|10|12"),
            (middle + 12.0, "|延べ人数|||"),
        ]
    rows += [(135.0, "支え合い||||"), (147.0, "の推進||||")]

    (table,) = find_open_tables(rules, [], paint_table(rows, edges))

    assert len(table.edges) == len(edges)


def test_rows_of_a_parent_that_the_page_cut_are_rows_of_the_table() -> None:
    edges = (50.0, 130.0, 210.0, 260.0, 320.0, 380.0)
    rules = across(100, 120, 180, start=50, end=380) + across(140, 160, 200, start=130, end=380)
    rows = (
        "施策|指標|単位|目標|実績",
        "|待機児童数|人|0|3",
        "子育て|相談件数|件|1,200|1,180",
        "|会員数|人|50|51",
        "健康|受診率|%|45|46",
        "|参加者数|人|900|876",
    )

    (table,) = find_open_tables(rules, [], paint_table(place(rows), edges))

    assert table.box[3] == 220
    assert len({cell[1] for cell in table.cells if cell[0] > 130}) == 6


def test_a_gap_over_which_lines_of_remarks_run_parts_no_columns() -> None:
    edges = (50.0, 150.0, 200.0, 260.0, 420.0)
    rules = across(100, 120, 160, 200, start=50, end=420)
    rows = [(110, "指標|単位|実績|")]
    for top, name, figure in ((120, "待機児童数", "3"), (160, "相談件数", "12")):
        rows += [(top + 8, "|||窓口の対応を見直して件数が"), (top + 20, f"{name}|件|{figure}|増えた。")]
        rows += [(top + 32, "|||次の年は講座を開く予定")]
    heading = [*paint("備考", 350, 110)]

    (table,) = find_open_tables(rules, [], [*paint_table(rows, edges), *heading])

    assert len(table.edges) == 5
