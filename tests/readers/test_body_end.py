"""Where tables end: at legends, footnotes and gaps, and not before their last row."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest

from shirube.readers.body_end import is_footnote
from shirube.readers.grid import Grid, Raw, widen_rows
from shirube.readers.grid_rows import GridLines
from shirube.readers.table import find_tables
from tests.readers.tables import actuals, read_one
from tests.readers.tables import grid as parse_grid

HEAD = ["施策", "指標", "令和5年度", "", "令和6年度", ""]
KINDS = ["", "", "目標", "実績", "目標", "実績"]
ROW = ["承継", "参加者数", "20人", "21人", "30人", "31人"]
NEXT = ["", "相談者数", "10人", "5人", "15人", "16人"]


def grid(*rows: Sequence[Raw]) -> Grid:
    return Grid(file="表.xlsx", name="Sheet1", rows=widen_rows(rows))


def test_a_blank_row_within_the_body_does_not_end_it() -> None:
    (table,) = find_tables(grid(HEAD, KINDS, ROW, [], NEXT))

    assert table.body == (2, 4)


def test_labelled_amounts_behind_a_gap_are_no_row_of_the_table() -> None:
    costs: list[Raw] = ["事業費（千円）", "", "予算", 1200, "決算額", 1180]
    budgets = ["承継", "予算", "20", "21", "30", "31"]

    (table,) = find_tables(grid(HEAD, KINDS, ROW, NEXT, [], costs, ["評価", "現状のまま継続"]))
    (of_money,) = find_tables(grid(HEAD, KINDS, budgets, [], budgets))

    assert table.body == (2, 3)
    assert of_money.body == (2, 4)


def test_a_legend_right_below_the_table_is_not_part_of_it() -> None:
    (table,) = find_tables(grid(HEAD, KINDS, ROW, ["評価区分", "内容"], ["A", "達成(100%以上)"]))

    assert table.body == (2,)
    assert table.below == (3, 4)


def test_footnotes_stand_alone() -> None:
    assert is_footnote(["※速報値を含む"])
    assert not is_footnote(["※", "75.0", "37.5"])


def test_a_legend_below_is_no_part_of_the_table_however_it_is_printed() -> None:
    across = grid(
        HEAD, KINDS, ROW, NEXT, [], ["評価", "A", "B", "C"], ["基準", "100%以上", "100%未満", "50%未満"]
    )
    behind = grid(HEAD, KINDS, ROW, NEXT, [], ["達成率", "評価"], ["100%以上", "A"], ["100%未満", "B"])
    line = grid(HEAD, KINDS, ROW, NEXT, ["評価：◎ 100%以上、△ 100%未満"])

    assert [table.body for table in find_tables(across)] == [(2, 3)]
    assert [table.body for table in find_tables(behind)] == [(2, 3)]
    assert [table.body for table in find_tables(line)] == [(2, 3)]


@pytest.mark.parametrize("second", ["2 | | 講座の参加者数 | 224 | 225 |", "2 | | 講座の参加者数 | | |"])
def test_numbers_of_rows_are_no_marks_of_a_legend(second: str) -> None:
    """Below merged levels a row of four cells looks much like 「2｜目標をやや下回った」."""
    (table,) = find_tables(
        parse_grid(
            f"""
            番号 | 方針 | 指標 | R5目標 | R5実績 | 備考
            1 | 方針1 | 相談の件数 | 124 | 125 |
            {second}
            3 | 方針2 | 組織率の向上 | 324 | 325 |
            """
        )
    )

    assert table.body == (1, 2, 3)


@pytest.mark.parametrize(
    "legend",
    [
        ["5 | 目標を大きく上回った", "4 | 目標を上回った"],
        ["3 | 目標を大きく上回った | 90%以上", "2 | 目標を上回った | 80%以上"],
        ["S | 目標を上回った | 120%以上", "A | 目標どおりだった | 100%以上"],
        ["A | 目標を達成したもの | 12件", "B | 目標に届かないもの | 3件"],
    ],
)
def test_a_legend_right_below_numbered_rows_is_no_part_of_the_table(legend: list[str]) -> None:
    rows = "\n".join(
        [
            "番号 | 方針 | 指標 | R5目標 | R5実績",
            "1 | 甲 | 相談の件数 | 1 | 2",
            "2 | 乙 | 講座数 | 3 | 4",
            *legend,
        ]
    )
    (table,) = find_tables(parse_grid(rows))

    assert table.body == (1, 2)


@pytest.mark.parametrize("gap", ["", "\n\n"])
def test_rows_below_a_line_after_a_gap_are_not_lost(gap: str) -> None:
    """A blank row and 「2 産業の振興」 set sections apart; the rows below them are rows."""
    sheet = parse_grid(
        f"指標 | R4目標 | R4実績 | R5目標 | R5実績\n相談件数 | 1 | 2 | 3 | 4\n"
        f"{gap}2 産業の振興\n創業件数 | 5 | 6 | 7 | 8"
    )
    (table,) = find_tables(sheet)

    assert [sheet.rows[row][0] for row in table.body] == ["相談件数", "2 産業の振興", "創業件数"]


@pytest.mark.parametrize(
    "lines",
    [
        "\n令和5年度の集計\n区分 | A | B | C | 計\n件数 | 3 | 4 | 1 | 8",
        "\nこの表は速報値による。\n創業件数 | 5 | 6 | 7 | 8",
        "\n※速報値\n創業件数 | 5 | 6 | 7 | 8",
    ],
)
def test_what_follows_a_sentence_or_has_headings_of_its_own_is_no_row(lines: str) -> None:
    (table,) = find_tables(
        parse_grid(f"指標 | R4目標 | R4実績 | R5目標 | R5実績\n相談件数 | 1 | 2 | 3 | 4\n{lines}")
    )

    assert table.body == (1,)


def test_a_row_after_a_line_and_a_gap_may_say_that_there_is_no_figure() -> None:
    (table,) = find_tables(
        parse_grid(
            """
            指標 | 単位 | R4実績 | R5実績 | R5目標
            相談件数 | 件 | 118 | 125 | 124

            【環境】
            講座の参加者数 | 人 | － | － | 227
            """
        )
    )

    assert len(table.body) == 3


def test_a_label_with_a_sentence_below_the_figures_is_no_row() -> None:
    rows = [ROW, NEXT, ["今後の方針", "引き続き啓発に努める。"]]
    named = [ROW, NEXT, ["方針の策定", "検討を続ける。"]]

    assert [table.body for table in find_tables(grid(HEAD, KINDS, *rows))] == [(2, 3)]
    assert [table.body for table in find_tables(grid(HEAD, KINDS, *named))] == [(2, 3, 4)]


def test_a_gap_of_thousands_of_rows_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sheet with its last row far below took minutes: each blank row looked for the end of the gap."""
    asked = 0
    is_blank = GridLines.is_blank

    def count(lines: GridLines, row: int) -> bool:
        nonlocal asked
        asked += 1
        return is_blank(lines, row)

    monkeypatch.setattr(GridLines, "is_blank", count)
    gap: list[list[Raw]] = [[] for _ in range(1_000)]
    (table,) = find_tables(grid(HEAD, KINDS, ROW, *gap, NEXT))

    assert table.body == (2, 1_003)
    assert asked < 5_000


@pytest.mark.parametrize(
    "numbers", [("1" * 5_000, "2", "3"), ("1", "2", "1" * 5_000), ("1", "2" * 5_000, "3")]
)
def test_a_cell_full_of_digits_is_no_number_of_a_row(numbers: tuple[str, ...]) -> None:
    """Python refuses to count so far, and the whole file was lost with it."""
    first, second, third = numbers
    rows: list[list[Raw]] = [[first, "相談件数", 1, 2], [second, "参加者の総数"], [third, "講座の数", 3, 4]]

    (table,) = find_tables(grid(["番号", "指標", "R5目標", "R5実績"], *rows))

    assert table.body[0] == 1


def test_a_note_with_its_label_in_a_cell_of_its_own_is_no_row_unless_it_has_a_figure() -> None:
    head, row = ["評価指標", "H15", "H16"], ["就職率(%)", "28.8", "30.7"]

    (table,) = find_tables(grid(head, row, ["(備考)", "職業安定局の調べによる", ""]))
    (figure,) = find_tables(grid(head, row, ["備考", "12", ""]))
    (between,) = find_tables(grid(head, row, ["備考", "調べによる", ""], row))

    assert (table.body, table.below) == ((1,), (2,))
    assert figure.body == (1, 2)
    assert between.body == (1, 2, 3)


@pytest.mark.parametrize(
    ("headings", "rows"),
    [
        # Words with their units stand in no column of figures: they head amounts of something else.
        ("収入科目 | 金額(千円) | 支出科目 | 金額(千円)", 2),
        # Goals in words, and figures with their units.
        ("広報の充実 | 実施 | 継続 | 継続", 4),
        ("相談件数 | 10(件) | 12(件) | 13(件)", 4),
    ],
)
def test_a_line_above_headings_of_amounts_ends_the_table(headings: str, rows: int) -> None:
    table = find_tables(
        parse_grid(
            f"""
            指標 | 目標値 | 実績値 | 備考
            利用者数 | 100 | 90 | 台風
            貸出冊数 | 50 | 55 |
            3 収支状況
            {headings}
            指定管理料 | 826 | 人件費 | 32,994
            """
        )
    )[0]

    assert sum(1 for row in table.body if row < 3) == 2
    assert len([row for row in table.body if row != 3]) == rows


REPORT = """
計画目標評価報告書
1 目標の達成状況
計画目標 | 目標値 | 実績値 | 達成率
販売額の増加 | 0.20% | 0.10% | 50%
(コメント)
2 目標達成に向けた方策
達成予定 | 平成30年度 | |
"""


def test_the_next_section_of_a_report_is_no_part_of_the_table() -> None:
    (table,) = find_tables(parse_grid(REPORT))
    (grouped,) = find_tables(parse_grid(REPORT.replace("平成30年度", "12人")))
    (plain,) = find_tables(parse_grid(REPORT.replace("1 目標", "目標")))

    assert table.body[-1] < 5
    assert grouped.body[-1] == 6
    assert plain.body[-1] == 6


def test_a_note_on_the_row_above_does_not_end_the_body() -> None:
    noted = parse_grid(
        """
        指標 | R5目標 | R5実績 | 達成率
        3-2 蔵書冊数 | 350,000冊 | 315,479冊 | 90%
        (注:寄贈本を含む) | | |
        3-3 図書購入冊数(雑誌を除く) | 15,725冊 | 10,563冊 | 67%
        (注:開架の割合) | | |
        4.提供 | | |
        4-1 貸出資料数 | 550,000冊 | 491,718冊 | 89%
        (注:算出方法は別紙) | | |
        """
    )

    (table,) = find_tables(noted)

    assert table.body == (1, 2, 3, 4, 5, 6)


def test_a_note_above_other_rows_ends_the_body() -> None:
    noted = parse_grid(
        """
        指標 | R5目標 | R5実績 | 達成率
        蔵書冊数 | 350,000冊 | 315,479冊 | 90%
        (注:寄贈本を含む) | | |
        A | 達成 | 100%以上 |
        B | 未達成 | 100%未満 |
        """
    )

    (table,) = find_tables(noted)

    assert table.body == (1,)


def test_a_cell_of_blanks_behind_a_sum_takes_no_time() -> None:
    begun = time.process_time()

    find_tables(parse_grid(f"指標|目標値|実績値\n相談|1|2\n全体|計{' ' * 50_000}x|3"))
    assert time.process_time() - begun < 1


def test_numbered_rows_below_a_line_that_heads_them_are_no_legend() -> None:
    """Numbers may be left out; a line alone between them starts a group."""
    numbered = parse_grid(
        """
        成果指標 | | 現状値
        目標1 安全な住まい | |
        2 | 住宅の耐震化率 79%以上 | 82%
        4 | 空き家の割合 | 13.5%
        目標2 住まいの再生 | |
        9 | リフォームの割合 | 3.8%
        """
    )

    (table,) = find_tables(numbered)

    assert table.body == (1, 2, 3, 4, 5)


def test_the_same_headings_below_the_next_section_go_on_with_the_table() -> None:
    """Otherwise its rows are remarks, where no cell is a figure alone: 紹介率 54.1%."""
    found = read_one(
        """
        病院の計画 平成24年度の実施状況
        (1)医療の提供
        活動プラン   | 24年度実績    | 24年度目標
        意見を聞く   | 開設数 14外来 | 開設数 16外来
        (2)診療体制
        活動プラン   | 24年度実績    | 24年度目標
        紹介を増やす | 紹介率 54.1%  | 紹介率 50.0%
        """
    )

    assert [(path[-1].name, item.name) for path, item in found.plan.rows] == [
        ("意見を聞く", "開設数"),
        ("紹介を増やす", "紹介率"),
    ]


def test_a_label_with_a_sentence_between_two_rows_of_figures_speaks_of_the_one_above() -> None:
    found = read_one(
        """
        施策指標 | 単位 | 基準値(H23) | H25実績 | H26実績 | 目標値(H28)
        アクセス件数 | 件 | 200,000 | 529,337 | 793,679 | 1,000,000
        指標の定義 | 一年間の延べ件数とする。
        観光客の数 | 人 | 10,500 | 10,260 | 9,980 | 11,600
        指標の定義 | 一月から十二月までの数とする。
        """
    )

    first, second = found.plan.indicators
    assert (first.name, second.name) == ("アクセス件数", "観光客の数")
    assert actuals(second) == {2013: "10,260", 2014: "9,980"}
    assert "rows-unread" not in {one.code for one in found.findings}


@pytest.mark.parametrize("note", ["(※以下は努力目標)", "※以下は努力目標"])
@pytest.mark.parametrize("group", ["", "第1分野 政策\n"])
def test_a_note_before_the_first_row_does_not_end_the_table(group: str, note: str) -> None:
    read = read_one(
        f"指標 | 目標値(R7) | 基準値 | 実績値(R5)\n{group}{note}\n"
        "女性の割合 | 35% | 17.8% | 18.8%\n男性の割合 | 35% | 28.1% | 29.1%"
    )

    assert [item.name for item in read.plan.indicators] == ["女性の割合", "男性の割合"]
    assert "name-is-note" not in {finding.code for finding in read.findings}


def test_words_over_figures_below_a_line_head_another_table() -> None:
    found = read_one(
        """
        地域再生計画の評価
        目標指標名 | 基準値(平成16年) | 目標(平成25年) |
        粗付加価値額(万円) | 893 | 1,072 |
        4 結果(参考)
        平成25年度実績
        産業中分類 | 従業者数 | 付加価値額 | 一人あたり
        はん用機械器具製造業 | 322 | 428,136 |
        生産用機械器具製造業 | 839 | 625,064 |
        """
    )

    assert [item.name for item in found.plan.indicators] == ["粗付加価値額(万円)"]
    assert "rows-unread" in {one.code for one in found.findings}


def test_a_group_below_a_line_is_not_another_table() -> None:
    found = read_one(
        """
        観光の計画
        施設名 | R5実績 | R6目標
        図書館 | 893 | 1,072
        西部
        公民館 | 休止 | 未定
        資料館 | 322 | 428
        """
    )

    assert [item.name for item in found.plan.indicators] == ["図書館", "公民館", "資料館"]


def test_a_numbered_line_heads_rows_whose_figures_have_names_before_them() -> None:
    found = read_one(
        """
        病院の健全化計画 平成24年度の実施状況
        (1)患者中心の医療
        活動プラン | 取組状況 | 評価 | 24年度実績 | 24年度目標
        002 ②セカンドオピニオンの充実 | 紹介 | ○ | 開設数 14外来 | 開設数 16外来
        (2)効率的な診療
        003 ①紹介率の向上 | 連携 | ○ | 紹介率 54.1% | 紹介率 50.0%
        004 ②予約率の向上 | 維持 | △ | 予約率 79.5% | 予約率 80.0%
        """
    )

    assert [item.name for item in found.plan.indicators] == ["開設数", "紹介率", "予約率"]
    assert "rows-unread" not in {one.code for one in found.findings}


def test_the_counts_of_marks_right_below_a_table_are_no_rows_of_it() -> None:
    found = read_one(
        """
        施策 | 指標 | R5 | |
         | | 目標 | 実績 | 評価
        1-1 | 相談件数 | 100 | 120 | A
         | 訪問件数 | 50 | 45 | B
        評価 | 件数 | 割合 | |
        A | 1 | 50.0% | |
        B | 1 | 50.0% | |
        """
    )

    assert [item.name for item in found.plan.indicators] == ["相談件数", "訪問件数"]
    # The control: 評価 | 件数 over other words is a row like any other.
    other = read_one("施策 | 指標 | R5目標 | R5実績\n評価 | 件数 | 5 | 6\n健診 | 人数 | 5 | 6")
    assert len(other.plan.indicators) == 2
