"""Columns that are parts of one figure: 男 | 女 | 計."""

from __future__ import annotations

import pytest

from shirube.core.form import Role
from shirube.readers.grid import Span
from shirube.readers.heading_parts import find_parts, stand_below_last, stand_below_one
from tests.readers.tables import actuals, marks, read_one, targets


@pytest.mark.parametrize(
    "words", ["男 | 女 | 計", "男性 | 女性 | 全体", "うち男 | うち女 | 総数", "男子 | 女子 | 男女計"]
)
def test_the_whole_below_a_year_is_the_figure_whatever_stands_before_it(words: str) -> None:
    found = read_one(
        f"""
        指標 | 単位 | 令和4年度 | | | 令和5年度 | | | 目標(R8)
        | | {words} | {words} |
        健診受診者数 | 人 | 180 | 220 | 400 | 200 | 250 | 450 | 600
        """
    )

    (item,) = found.plan.indicators
    assert actuals(item) == {2022: "400", 2023: "450"}
    assert [text for _, text in item.extras] == ["180", "220", "200", "250"]
    assert not [one for one in found.findings if one.code == "column-unknown"]


def test_parts_in_merged_headings_are_understood_the_same() -> None:
    found = read_one(
        """
        指標 | 基準値(R3) | | 実績(R5) | | | 目標(R8)
        | 男 | 計 | 男 | 女 | 計 |
        運動習慣者 | 30 | 26 | 33 | 24 | 28 | 35
        """,
        merges=[Span(0, 0, 1, 0), Span(0, 1, 0, 2), Span(0, 3, 0, 5), Span(0, 6, 1, 6)],
    )

    (item,) = found.plan.indicators
    assert item.baseline is not None
    assert item.baseline.reading.text == "26"
    assert (targets(item), actuals(item)) == ({2026: "35"}, {2023: "28"})


def test_parts_may_stand_behind_the_figure_in_one_heading_or_above_it() -> None:
    behind = read_one(
        "指標 | R5目標 | R5実績（男） | R5実績（女） | R5実績（計）\n受診者 | 500 | 200 | 250 | 450"
    )
    above = read_one(
        """
        指標 | 男 | | 女 | | 計 |
        | R5目標 | R5実績 | R5目標 | R5実績 | R5目標 | R5実績
        受講者 | 10 | 11 | 20 | 15 | 30 | 26
        """,
        merges=[Span(0, 0, 1, 0), Span(0, 1, 0, 2), Span(0, 3, 0, 4), Span(0, 5, 0, 6)],
    )

    assert actuals(behind.plan.indicators[0]) == {2023: "450"}
    assert (targets(above.plan.indicators[0]), actuals(above.plan.indicators[0])) == (
        {2023: "30"},
        {2023: "26"},
    )


def test_other_words_beside_a_sum_are_its_parts_too() -> None:
    (item,) = read_one(
        """
        指標 | R5実績 | | | R5目標
        | 小学校 | 中学校 | 計 |
        司書を置く学校 | 8 | 4 | 12 | 15
        """
    ).plan.indicators

    assert actuals(item) == {2023: "12"}
    assert [text for _, text in item.extras] == ["8", "4"]


def test_parts_of_a_rewritten_table_keep_their_names() -> None:
    found = read_one(
        """
        指標 | R5実績 | | | R5目標
        | 男 | 女 | 計 |
        1 健康
        受診者数 | 200 | 250 | 450 | 500
        """
    )

    (item,) = found.plan.indicators
    extras = {column.index: column.column for column in found.columns if column.column.role is Role.EXTRA}
    assert actuals(item) == {2023: "450"}
    assert {extras[index].title: text for index, text in item.extras} == {
        "R5実績（うち男）": "200",
        "R5実績（うち女）": "250",
    }
    assert not [one for one in found.findings if one.code == "column-unknown"]


def test_parts_without_their_sum_are_no_figure_and_are_asked_about() -> None:
    found = read_one("指標 | R5実績 | | R8目標\n| 男 | 女 |\n受診者数 | 200 | 250 | 600")

    (item,) = found.plan.indicators
    assert actuals(item) == {}
    assert [text for _, text in item.extras] == ["200", "250"]
    assert len([one for one in found.findings if one.code == "column-unknown"]) == 2


def test_a_share_beside_the_sum_may_be_what_counts_and_is_asked_about() -> None:
    found = read_one(
        "指標 | R5実績 | | | R8目標\n| 総数 | うち女性 | 女性比率 |\n委員 | 100 | 38 | 38% | 40%"
    )

    assert actuals(found.plan.indicators[0]) == {}
    assert "割合の列があり" in found.findings[0].message


@pytest.mark.parametrize(
    "text",
    [
        # Half-years, and lines of the table itself.
        "指標 | R5実績 | | R6目標\n | 上半期 | 計 |\n利用者 | 5 | 12 | 20",
        "区分 | 指標 | R5実績 | R5目標\n健康 | 合計 | 5 | 12\n福祉 | 全体 | 5 | 12",
        # A sum over years is none of a year.
        "指標 | 実績 | | | R6目標\n | R4 | R5 | 計 |\n利用者 | 5 | 7 | 12 | 20",
    ],
)
def test_other_sums_are_left_as_they_were(text: str) -> None:
    found = read_one(text)

    columns = [tuple(item.column.headings) for item in found.columns]
    assert find_parts(columns) == {}


def test_a_row_of_words_below_names_is_no_heading() -> None:
    found = read_one("指標 | 区分 | R5目標 | R5実績\n受診者 | 男 | 計 | 3\n受診者 | 女 | 5 | 4")

    assert len(found.plan.indicators) == 2


def test_figures_of_the_prefecture_stand_beside_those_of_the_city() -> None:
    found = read_one(
        """
        指標 | 現状値（R4） | | 目標値（R16）
             | 市 | 県 | 市
        健診の実施率（％） | 38.4 | 55.1 | 60.0
        平均歩数（歩） | 6,711 | 7,010 | 7,100
        """
    )
    first, second = found.plan.indicators

    assert (first.baseline and first.baseline.reading.text, targets(first)) == ("38.4", {2034: "60.0"})
    assert [text for _, text in first.extras] == ["55.1"]
    assert second.unit == "歩"
    assert "column-unknown" not in {one.code for one in found.findings}


@pytest.mark.parametrize("own", ["市", "町", "県"])
def test_the_narrowest_place_is_that_of_the_plan(own: str) -> None:
    """The prefecture's own plan stands below 県, where no city is named."""
    found = read_one(
        f"""
        指標 | {own} | | 全国 |
             | R4実績 | R10目標 | R4実績 | R10目標
        平均歩数（歩） | 6,801 | 7,500 | 6,628 | 7,100
        """
    )
    (item,) = found.plan.indicators

    assert targets(item) == {2028: "7,500"}
    assert [text for _, text in item.extras] == ["6,628", "7,100"]


def test_one_place_alone_divides_nothing() -> None:
    """The control: nobody says that the other columns are somebody else's."""
    assert find_parts([("指標",), ("県", "R4実績"), ("県", "R5実績")]) == {}
    assert set(find_parts([("指標",), ("県", "R4実績"), ("国", "R4実績")])) == {1, 2}


def test_two_words_below_one_heading_are_headings_where_one_is_known() -> None:
    (item,) = read_one(
        """
        指標 | 単位 | 目標値(H28) | 数 値 | | 備考
        | | | モニタリング | 実績値(H28) |
        観光者数 | 人 | 247,000 | | 256,000 | 増えた
        """
    ).plan.indicators

    assert (targets(item), actuals(item)) == ({2016: "247,000"}, {2016: "256,000"})


@pytest.mark.parametrize(
    "row",
    ["| | | 100 | 実績値 |", "| | 目標の人数 | 実績値 | |", "| | | 内容 | 理由 |", "| | | | 実績値 |"],
    ids=["a figure", "below two headings", "nothing known", "alone"],
)
def test_other_words_below_headings_are_no_further_row_of_them(row: str) -> None:
    above = ["指標", "単位", "目標値(H28)", "数 値", "", "備考"]

    assert not stand_below_one(above, [cell.strip() for cell in row.split("|")])


TOP = ["施策名", "指標", "目標値(H31)", "実績値(H29)", "事業実施後の検証", "", ""]


@pytest.mark.parametrize(
    ("row", "stands"),
    [
        (["", "", "", "", "内部での評価", "", "委員会の評価"], True),
        (["", "", "", "", "評価", "評価の理由", "意見"], True),
        (["", "", "", "", "", "評価の理由", "意見"], False),
        (["", "", "", "20世帯", "A", "転入があった", ""], False),
        (["", "", "", "", "A", "転入があった", ""], False),
        (["", "", "", "", "12件", "13件", ""], False),
        (["医療", "世帯数", "28", "20", "良い", "理由", "意見"], False),
    ],
)
def test_words_below_the_last_heading_alone_are_its_parts(row: list[str], stands: bool) -> None:
    assert stand_below_last(TOP, row) is stands


def test_a_table_whose_last_heading_has_parts_of_parts_keeps_its_names() -> None:
    (item,) = read_one(
        """
        施策名 | 指標 | 目標値(H31) | 実績値(H29) | 事業実施後の検証 | | |
         | | | | 【1次評価】内部での評価 | | 委員会の評価【2次評価】 |
         | | | | 評価 | 評価の理由 | 有効とした委員数 | 意見
        医療体制 | 新規定住世帯数 | (H31まで):28世帯 | 20世帯 | A | 転入があった | 7 | よい
        """
    ).plan.indicators

    assert (item.name, marks(item)) == ("新規定住世帯数", {2017: "A"})
    assert [target.reading.quantity and target.reading.quantity.value for target in item.targets] == [28]


@pytest.mark.parametrize("corner", ["", "種別"])
def test_measures_below_years_repeat_below_what_is_said_of_the_years(corner: str) -> None:
    found = read_one(
        f"""
        {corner} | (平成19年度) | | (平成26年度) | | 削減実績量 | | 削減率
         | 使用量 | 排出量 | 使用量 | 排出量 | 使用量 | 排出量 |
        ガソリン | 16,587 | 38,481 | 18,323 | 42,509 | 1,736 | 4,027 | 10.47%
        灯油 | 202,669 | 504,645 | 210,582 | 524,349 | 7,913 | 19,703 | 3.90%
        """
    )
    first, second, *_ = found.plan.indicators

    assert (actuals(first), actuals(second)) == (
        {2007: "16,587", 2014: "18,323"},
        {2007: "38,481", 2014: "42,509"},
    )


def test_an_amount_and_a_share_below_each_year_are_measures_of_their_row() -> None:
    found = read_one(
        """
        項目 | | 基準(平成19年度) | | 目標(平成27年度) | | 実績(平成26年度) |
        | | 量 | 割合 | 量 | 割合 | 量 | 割合
        排出量 | | 287 | 100% | 259 | 100% | 263 | 100%
        処理・処分量 | 再生利用量 | 70 | 24.5% | 65 | 25.0% | 57 | 21.6%
        | 最終処分量 | 16 | 5.5% | 12 | 4.8% | 12 | 4.5%
        """
    )
    rows = [(*(node.name for node in path if node.name), item.name) for path, item in found.plan.rows]

    assert rows == [
        ("排出量", "量"),
        ("排出量", "割合"),
        ("処理・処分量", "再生利用量", "量"),
        ("処理・処分量", "再生利用量", "割合"),
        ("処理・処分量", "最終処分量", "量"),
        ("処理・処分量", "最終処分量", "割合"),
    ]
    assert [actuals(item)[2014] for item in found.plan.indicators] == [
        "263", "100%", "57", "21.6%", "12", "4.5%",
    ]  # fmt: skip
