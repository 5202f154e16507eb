"""What stands in the corner of a table: a word for its labels, a name, or what its columns are parts of."""

from __future__ import annotations

import pytest

from shirube.readers.corner_names import is_corner
from tests.readers.tables import actuals, read, read_one, targets


@pytest.mark.parametrize("word", ["年度", "区分", "年次 区分", "年度・指標", "区分＼項目", "内訳"])
def test_words_for_labels_are_no_names(word: str) -> None:
    assert is_corner(word)
    assert not is_corner("参加者数")


def test_a_name_in_the_corner_above_the_kinds_is_that_of_the_indicator() -> None:
    found = read_one("参加者数 | R5 | R6\n目標値 | 50 | 60\n実績値 | 45 | 62")

    (item,) = found.plan.indicators
    assert item.name == "参加者数"
    assert (targets(item), actuals(item)) == ({2023: "50", 2024: "60"}, {2023: "45", 2024: "62"})
    assert "names-missing" not in [one.code for one in found.findings]


@pytest.mark.parametrize("corner", ["年度", "", "区分", "単位：人", "所管課"])
def test_another_word_there_names_nothing(corner: str) -> None:
    found = read_one(f"{corner} | R5 | R6\n目標値 | 50 | 60\n実績値 | 45 | 62")

    assert [item.name for item in found.plan.indicators] == [""]


def test_lines_with_names_of_their_own_keep_them() -> None:
    items = read_one(
        """
         | 推移表 | R5 | R6
        参加者数 | 目標 | 50 | 60
                 | 実績 | 45 | 62
        相談件数 | 目標 | 10 | 12
                 | 実績 | 11 | 13
        """
    ).plan.indicators

    assert [item.name for item in items] == ["参加者数", "相談件数"]


@pytest.mark.parametrize("corner", ["内訳", "年度・値", "年度＼指標"])
def test_a_turned_table_with_such_a_word_in_its_corner_is_read(corner: str) -> None:
    first, second = read_one(
        f"{corner} | 相談件数 | 訪問件数\n目標値(R8) | 100 | 50\n実績値(R5) | 95 | 40"
    ).plan.indicators

    assert (first.name, targets(first), actuals(first)[2023]) == ("相談件数", {2026: "100"}, "95")
    assert (second.name, targets(second), actuals(second)[2023]) == ("訪問件数", {2026: "50"}, "40")


def test_what_the_columns_are_parts_of_stays_above_them() -> None:
    rows = read_one("参加者数 | 男性 | 女性\n目標値(R5) | 50 | 60\n実績値(R5) | 45 | 62").plan.rows

    assert [(*(node.name for node in path), item.name) for path, item in rows] == [
        ("参加者数", "男性"),
        ("参加者数", "女性"),
    ]


@pytest.mark.parametrize("names", ["4月 | 5月", "上半期 | 下半期", "18 | 19", "第1四半期 | 合計"])
def test_parts_of_a_year_and_numbers_are_no_indicators(names: str) -> None:
    plans = read(f"参加者数 | {names}\n目標値 | 50 | 60\n実績値 | 45 | 62")

    found = {item.name for plan in plans for item in plan.plan.indicators}
    assert not found & {name.strip() for name in names.split("|")}


def test_a_name_behind_its_label_beside_the_years_is_that_of_the_block() -> None:
    """Below it stands the unit, which is no name."""
    first, second = read_one(
        """
        成果指標1 | 集会所の数(累計) | 区分 | 令和5年度 | 令和6年度
                  | 単位: 件 | 計画値 | 35 | 37
                  |          | 実績値 | 36 | 38
        活動指標1 | 補助の件数(単年度) | 区分 | 令和5年度 | 令和6年度
                  | 単位: 件 | 実績値 | 17 | 23
        """
    ).plan.indicators

    assert (first.name, first.unit, targets(first)) == ("集会所の数(累計)", "件", {2023: "35", 2024: "37"})
    assert (second.name, second.unit, actuals(second)) == (
        "補助の件数(単年度)",
        "件",
        {2023: "17", 2024: "23"},
    )


def test_lines_with_names_below_such_a_label_keep_their_own() -> None:
    items = read_one(
        """
        成果指標 | 目標の考え方 | 区分 | R5 | R6
        参加者数 | 増やす | 目標 | 50 | 60
                 |        | 実績 | 45 | 62
        相談件数 | 減らす | 目標 | 10 | 12
                 |        | 実績 | 11 | 13
        """
    ).plan.indicators

    assert [item.name.split()[0] for item in items] == ["参加者数", "相談件数"]


def test_a_unit_in_a_cell_of_its_own_is_no_name() -> None:
    first, second = read_one(
        """
        成果指標1 | 参加者数 | 区分 | 令和5年度 | 令和6年度
        単位: | 人 | 計画値 |  | 50
              |    | 実績値 | 69 | 113
        活動指標1 | 開催回数 | 区分 | 令和5年度 | 令和6年度
        単位: | 回 | 実績値 | 1 | 2
        """
    ).plan.indicators

    assert (first.name, first.unit, targets(first)) == ("参加者数", "人", {2024: "50"})
    assert (second.name, second.unit, actuals(second)) == ("開催回数", "回", {2023: "1", 2024: "2"})
