"""Blocks of headings, and the lines above that belong to them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from shirube.readers.grid import Grid, Raw, Span, widen_rows
from shirube.readers.grid_rows import GridLines
from shirube.readers.heading_blocks import HeadingBlock, find_heading_blocks
from shirube.readers.table import find_tables
from tests.readers.tables import actuals, read_one, targets
from tests.readers.tables import grid as parse_grid
from tests.readers.tables import read as read_all


def grid(*rows: Sequence[Raw], merges: tuple[Span, ...] = ()) -> Grid:
    return Grid(file="表.xlsx", name="Sheet1", rows=widen_rows(rows), merges=merges)


def test_headings_copied_without_their_merges_are_still_those_of_the_table() -> None:
    sheet = parse_grid(
        """
        指標 | R4 | | R5 |
         | 目標① | 実績（確定） | 目標① | 実績（確定）
        相談件数 | 1 | 2 | 3 | 4
        指標 | R4 | | R5 |
         | 目標① | 実績（確定） | 目標① | 実績（確定）
        創業件数 | 5 | 6 | 7 | 8
        """,
        merges=[Span(0, 0, 1, 0), Span(0, 1, 0, 2), Span(0, 3, 0, 4)],
    )
    (table,) = find_tables(sheet)

    assert table.body == (2, 5)


def test_a_year_alone_above_the_headings_is_that_of_the_columns_below() -> None:
    kinds, row = ["施策", "指標", "目標", "実績"], ["承継", "講座数", "5", "4"]
    year = grid(["計画 令和7年度"], ["", "", "令和4年度", ""], kinds, row)
    day = grid(["計画 令和7年度"], ["", "", "", "令和7年3月末現在"], kinds, row)
    own = grid(["計画"], ["", "", "令和4年度", ""], ["施策", "指標", "R5目標", "R5実績"], row)

    (table,) = find_tables(year)
    assert (table.top, table.heading_rows, table.headings[2]) == (1, 2, ("令和4年度", "目標"))
    assert table.headings[3] == ("令和4年度", "実績")
    assert [find_tables(sheet)[0].heading_rows for sheet in (day, own)] == [1, 1]


def test_a_repeated_heading_that_begins_with_three_letters_is_no_legend() -> None:
    (table,) = find_tables(
        parse_grid(
            """
            KPI | R4実績値 | R5実績値 | R5目標値
            相談件数 | 118 | 125 | 124
            Ⅱ 産業の振興
            KPI | R4実績値 | R5実績値 | R5目標値
            創業件数 | 218 | 225 | 224
            """
        )
    )

    assert table.body == (1, 2, 4)


def test_other_headings_right_below_the_last_row_begin_a_table_of_their_own() -> None:
    first, second = find_tables(
        parse_grid(
            """
            指標 | 単位 | R5目標 | R5実績 | 評価
            出生数 | 人 | 50 | 48 | B
            保育所数 | 園 | 20 | 21 | A
            取組名 | 担当課 | R5計画 | R5実績 | 達成率
            相談会 | 子育て課 | 12 | 10 | 83.3%
            訪問 | 保健課 | 100 | 120 | 120.0%
            """
        )
    )

    assert (first.body, second.top, second.body) == ((1, 2), 3, (4, 5))


def test_a_line_right_above_other_headings_is_the_title_of_their_table() -> None:
    first, second = find_tables(
        parse_grid(
            """
            表1 基本目標
            指標 | 基準値(R1) | 目標(R6) | R5実績
            人口 | 10000 | 9800 | 9850
            転入者数 | 300 | 350 | 310
            表2 取組の指標
            KPI | 基準値(R1) | R5目標 | R5実績 | 達成度
            起業件数 | 3 | 8 | 9 | ◎
            """
        )
    )

    assert (first.body, second.above, second.body) == ((2, 3), (4,), (6,))


def test_a_note_above_other_headings_stays_with_the_table_before() -> None:
    first, second = find_tables(
        parse_grid(
            """
            指標 | 基準値(R1) | 目標(R6) | R5実績
            人口 | 10000 | 9800 | 9850
            ※人口は各年10月1日現在
            KPI | 基準値(R1) | R5目標 | R5実績 | 達成度
            起業件数 | 3 | 8 | 9 | ◎
            """
        )
    )

    assert (first.body, first.below, second.body) == ((1,), (2,), (4,))


def test_a_kind_above_years_that_begin_right_of_the_names_is_that_of_the_years() -> None:
    found = read_one(_PLANNED.format("捕獲計画数"))

    assert targets(found.plan.indicators[0]) == {2022: "250頭", 2023: "300頭"}


@pytest.mark.parametrize("word", ["獣害対策", "単位：頭"])
def test_any_other_word_above_years_is_no_heading(word: str) -> None:
    found = read_one(_PLANNED.format(word))

    assert actuals(found.plan.indicators[0]) == {2022: "250頭", 2023: "300頭"}


_PLANNED = """
対象鳥獣 | {} |
 | 令和4年度 | 令和5年度
エゾシカ | 250頭 | 300頭
ヒグマ | 10頭 | 10頭
"""


def test_each_block_says_where_it_begins_and_which_lines_above_are_its_own() -> None:
    sheet = parse_grid(
        """
        指標 | R5目標 | R5実績
        人口 | 9800 | 9850
        表2
        KPI | R5 |
         | 目標 | 実績
        起業件数 | 8 | 9
        """
    )

    blocks = find_heading_blocks(GridLines(sheet))

    assert blocks == [HeadingBlock(0, 1, 0), HeadingBlock(3, 2, 1)]


_MEASURED = """
{first} | {over}
 | H23 | H24
国 | 4,611 | 4,411
県 | 198 | 182
"""


def test_what_was_counted_heads_the_rows_below_it() -> None:
    found = read_all(
        _MEASURED.format(first="死者数", over="第9次計画期間")
        + _MEASURED.format(first="死傷者数", over="第9次計画期間")
    )
    rows = [(path[0].name, item.name) for plan in found for path, item in plan.plan.rows]

    assert rows == [("死者数", "国"), ("死者数", "県"), ("死傷者数", "国"), ("死傷者数", "県")]
    assert actuals(found[1].plan.indicators[0]) == {2011: "4,611", 2012: "4,411"}


@pytest.mark.parametrize(
    ("first", "over"), [("死者数", "120"), ("目標値", "第9次計画期間"), ("区分の名", "期間")]
)
def test_a_row_of_figures_or_of_other_words_does_not(first: str, over: str) -> None:
    (table,) = find_tables(parse_grid(_MEASURED.format(first=first, over=over)))

    assert table.top == 1


def test_goals_told_in_such_a_heading_are_said_to_be_unread() -> None:
    found = read_all(
        _MEASURED.format(first="死者数", over="第9次計画期間（目標値 国：3,000人以下 県：133人以下）")
    )

    assert "goals-unread" in {one.code for one in found[0].findings}


_COUNTED = """
{corner} | {over} | | | {gap}
 | H23 | H24 | H25 |
{first} | 163 | 160 | 135 | 21.5%
特別行政部門 | 33 | 34 | 35 | 6.1%
"""


def test_words_over_the_first_year_and_over_the_gaps_are_headings() -> None:
    text = _COUNTED.format(corner="区分", over="各年4月1日の職員数", gap="純減率", first="一般行政部門")
    (found,) = read_all(text)

    assert actuals(found.plan.indicators[0]) == {2011: "163", 2012: "160", 2013: "135"}
    assert found.plan.form.columns[-1].title == "純減率"


@pytest.mark.parametrize(
    "words",
    [
        {"corner": "市の職員", "over": "各年4月1日の職員数", "gap": "純減率", "first": "一般行政部門"},
        {"corner": "区分", "over": "170", "gap": "20.0%", "first": "一般行政部門"},
        {"corner": "指標名", "over": "職員数", "gap": "純減率", "first": "実績値"},
        {"corner": "指標名", "over": "職員数", "gap": "", "first": "一般行政部門"},
    ],
    ids=["no word in the corner", "figures", "a form", "a label and its content"],
)
def test_other_rows_above_years_are_none(words: dict[str, str]) -> None:
    (table,) = find_tables(parse_grid(_COUNTED.format(**words)))

    assert table.top == 1


def test_words_nobody_knows_over_years_belong_to_the_headings() -> None:
    found = read_one(
        """
        女性比率の状況
        区分 | 機関名 | 女性比率 | | 目標
         | | R5.4.1 | R6.4.1 | R8.4.1
        法令 | 教育委員会 | 40.0% | 40.0% | 40%
         | 農業委員会 | 10.5% | 15.8% | 20%
        """
    )
    first, second = found.plan.indicators

    # A title of goals is none of the headings: what stands below R5 and R6 was reached.
    assert (targets(first), actuals(first)) == ({2026: "40%"}, {2023: "40.0%", 2024: "40.0%"})
    assert actuals(second) == {2023: "10.5%", 2024: "15.8%"}
    assert "years-are-goals" not in {one.code for one in found.findings}
