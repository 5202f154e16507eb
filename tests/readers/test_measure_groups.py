"""Several measures of each row beside one another, each with its goal and its actual."""

from __future__ import annotations

import pytest

from shirube.core.fiscal_year import FiscalYear
from shirube.readers.grid import Span
from shirube.readers.layout_names import COLUMNS
from tests.readers.tables import actuals, marks, read_one, targets

_AREAS = """
    公共施設等総合管理計画 進捗
    区分 | 施設数 | | 延床面積（㎡） | | 備考
    | 目標(R12) | 実績(R5) | 目標(R12) | 実績(R5) |
    学校教育系 | 28 | 31 | 152,000 | 168,450 | 統廃合の検討中
    公営住宅 | 35 | 42 | 45,000 | 52,110 |
    合計 | 63 | 73 | 197,000 | 220,560 |
    """
_MERGES = [Span(1, 0, 2, 0), Span(1, 1, 1, 2), Span(1, 3, 1, 4), Span(1, 5, 2, 5)]


@pytest.mark.parametrize("merges", [_MERGES, []], ids=["merged", "text"])
def test_each_measure_of_a_row_is_an_indicator(merges: list[Span]) -> None:
    found = read_one(_AREAS, merges=merges)

    rows = [(path[0].name, item) for path, item in found.plan.rows]
    assert [(level, item.name) for level, item in rows] == [
        ("学校教育系", "施設数"),
        ("学校教育系", "延床面積（㎡）"),
        ("公営住宅", "施設数"),
        ("公営住宅", "延床面積（㎡）"),
    ]
    assert [targets(item)[2030] for _, item in rows] == ["28", "152,000", "35", "45,000"]
    assert [actuals(item)[2023] for _, item in rows] == ["31", "168,450", "42", "52,110"]
    assert [item.notes for _, item in rows] == [("統廃合の検討中",), (), (), ()]
    assert len(found.totals) == 2
    assert "measures-spread" in {one.code for one in found.findings}


def test_a_name_of_the_indicator_goes_before_the_measure_and_a_mark_holds_for_all() -> None:
    items = read_one(
        """
        指標 | 男性 | | 女性 | | 評価(R5)
        | R5目標 | R5実績 | R5目標 | R5実績 |
        1日の歩数 | 8300 | 6950 | 7600 | 6010 | C
        """,
        merges=[Span(0, 0, 1, 0), Span(0, 1, 0, 2), Span(0, 3, 0, 4), Span(0, 5, 1, 5)],
    ).plan.indicators

    assert [item.name for item in items] == ["1日の歩数 男性", "1日の歩数 女性"]
    assert [actuals(item) for item in items] == [{2023: "6950"}, {2023: "6010"}]
    assert [marks(item) for item in items] == [{2023: "C"}, {2023: "C"}]


def test_years_may_stand_above_the_measures() -> None:
    items = read_one(
        """
        サービス | R4 | | | | R5 | | |
        | 人数 | | 回数 | | 人数 | | 回数 |
        | 計画 | 実績 | 計画 | 実績 | 計画 | 実績 | 計画 | 実績
        訪問介護 | 10 | 11 | 100 | 120 | 12 | 13 | 110 | 130
        """
    ).plan.indicators

    assert [targets(item) for item in items] == [{2022: "10", 2023: "12"}, {2022: "100", 2023: "110"}]
    assert [actuals(item) for item in items] == [{2022: "11", 2023: "13"}, {2022: "120", 2023: "130"}]


@pytest.mark.parametrize(
    "head",
    [
        # A sum and its part; spans of time; an indicator and an activity; the plan before and after.
        "区分 | 市内 | | 計 | \n | R5目標 | R5実績 | R5目標 | R5実績",
        "区分 | 単年度 | | 累計 | \n | R5目標 | R5実績 | R5目標 | R5実績",
        "区分 | 上半期 | | 下半期 | \n | R5目標 | R5実績 | R5目標 | R5実績",
        "区分 | 目標値 | | 実績値 | \n | R4 | R5 | R4 | R5",
        "区分 | 令和4年度 | | 令和5年度 | \n | 目標 | 実績 | 目標 | 実績",
    ],
)
def test_other_groups_of_columns_are_no_measures(head: str) -> None:
    found = read_one(f"{head}\n学校教育系 | 28 | 31 | 152 | 168")

    assert "measures-spread" not in {one.code for one in found.findings}
    assert len(found.plan.indicators) == 1


def test_such_a_table_is_said_to_be_read_otherwise_than_it_stands() -> None:
    found = read_one(
        "指標 | 男性 | | 女性 | \n | R5目標 | R5実績 | R5目標 | R5実績\n1日の歩数 | 8300 | 6950 | 7600 | 6010"
    )

    assert len(found.plan.indicators) == 2
    assert found.layout == COLUMNS
    assert "layout-rewritten" in {one.code for one in found.findings}


def test_rows_are_not_spread_into_more_than_a_file_may_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    """Left of hundreds of measures hundreds of columns would be repeated for each: the memory was full."""
    monkeypatch.setattr("shirube.readers.source.MAX_CELLS", 6 * 5 - 1)
    found = read_one(_AREAS, merges=_MERGES)

    assert "measures-spread" not in {one.code for one in found.findings}


@pytest.mark.parametrize(("when", "what"), [("年度", "数値"), ("年", "値"), ("時点", "数値")])
def test_the_year_of_a_figure_and_the_figure_are_no_two_measures(when: str, what: str) -> None:
    found = read_one(
        f"""
        総合計画 数値目標一覧（令和6年6月公表）
        分野 | 指標名 | 基準値 | | 目標値 | | 最新値 |
             |        | {when} | {what} | {when} | {what} | {when} | {what}
        産業 | 付加価値額 | R1 | 18,240 | R8 | 20,000 | R3 | 19,105
             | 消費額 | R1 | 2,410 | R7 | 2,900 | R5 | 2,377
        """
    )
    first, second = found.plan.indicators

    assert [item.name for item in (first, second)] == ["付加価値額", "消費額"]
    assert (targets(first), actuals(first)) == ({2026: "20,000"}, {2021: "19,105"})
    assert (targets(second), actuals(second)) == ({2025: "2,900"}, {2023: "2,377"})
    assert [item.baseline and item.baseline.year for item in (first, second)] == [FiscalYear(2019)] * 2


_COLLECTED = """
    収納対策3か年計画
    区分 | 実績 | | 目標 | | |
         | 平成27年度 | | 平成29年度 | | 平成30年度 |
         | 現年 | 合計 | 現年 | 合計 | 現年 | 合計
    市税 | {first} | {all} | 99.4 | 98.1 | 99.4 | 98.3
    保育料 | 98.6 | 95.6 | 98.8 | 96.3 | 98.9 | 96.4
    ※単位はすべてパーセントです。
    """


def test_a_rate_of_all_that_is_below_its_parts_is_no_sum_of_them() -> None:
    found = read_one(_COLLECTED.format(first="99.4", all="97.6"))

    rows = [(path[-1].name, item.name, item.unit, targets(item)) for path, item in found.plan.rows]
    assert rows == [
        ("市税", "現年", "%", {2017: "99.4", 2018: "99.4"}),
        ("市税", "市税（合計）", "%", {2017: "98.1", 2018: "98.3"}),
        ("保育料", "現年", "%", {2017: "98.8", 2018: "98.9"}),
        ("保育料", "保育料（合計）", "%", {2017: "96.3", 2018: "96.4"}),
    ]


def test_a_sum_of_its_parts_stays_the_figure_of_the_row() -> None:
    text = _COLLECTED.format(first="10", all="30").replace("98.6 | 95.6", "20 | 45")
    for old, new in (("99.4 | 98.1", "12 | 33"), ("99.4 | 98.3", "13 | 35"), ("98.8 | 96.3", "22 | 48")):
        text = text.replace(old, new)
    found = read_one(text.replace("98.9 | 96.4", "23 | 49"))

    assert [targets(item) for item in found.plan.indicators] == [
        {2017: "33", 2018: "35"},
        {2017: "48", 2018: "49"},
    ]


_AGES = """
    がんの年齢調整死亡率
     | 2020年 | | 2019年 |
     | 75歳未満 | 全年齢 | 75歳未満 | 全年齢
    男性 | 85.6 | 147.6 | 86.0 | 149.5
    女性 | 54.9 | 82.6 | 55.2 | 83.7
    """


def test_words_below_each_year_are_indicators_of_their_own() -> None:
    found = read_one(_AGES).plan.indicators

    assert [(item.name, actuals(item)) for item in found] == [
        ("男性 75歳未満", {2019: "86.0", 2020: "85.6"}),
        ("男性 全年齢", {2019: "149.5", 2020: "147.6"}),
        ("女性 75歳未満", {2019: "55.2", 2020: "54.9"}),
        ("女性 全年齢", {2019: "83.7", 2020: "82.6"}),
    ]


def test_a_place_below_each_year_is_no_indicator() -> None:
    found = read_one(_AGES.replace("75歳未満", "実数").replace("全年齢", "全国順位")).plan.indicators

    assert [item.name for item in found] == ["男性", "女性"]


def test_ages_that_differ_from_year_to_year_head_nothing() -> None:
    found = read_one(_AGES.replace("75歳未満 | 全年齢\n", "74歳以下 | 全年齢\n")).plan.indicators

    assert "男性 75歳未満" not in [item.name for item in found]
