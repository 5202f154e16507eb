"""Tables of plans on water, schools, libraries, traffic and grants: what is seen at a glance is read so."""

from __future__ import annotations

import pytest

from tests.readers.tables import actuals, marks, read, read_one, targets


@pytest.mark.parametrize("heading", ["目標値（H27～H31）", "平成27～31年度目標", "H27～H31年度の目標値"])
def test_a_target_over_a_period_is_that_of_its_last_year(heading: str) -> None:
    """Not of the year of the title, in which it would count as missed."""
    (item,) = read_one(
        f"""
        総合戦略 平成28年度の進捗状況
        数値目標 | {heading} | H28実績値
        雇用創出数 | 1,000人（累計） | 515人
        """
    ).plan.indicators

    assert (targets(item), actuals(item)) == ({2019: "1,000人（累計）"}, {2016: "515人"})
    assert item.baseline is None


def test_an_actual_over_a_period_belongs_to_no_year_that_anybody_knows() -> None:
    found = read_one(
        """
        総合戦略 令和6年度の進捗状況
        指標 | 目標値（R8） | 実績値（R4～R6の平均）
        相談件数 | 1,000 | 515
        """
    )

    assert actuals(found.plan.indicators[0]) == {}
    assert "year-unknown" in {one.code for one in found.findings}


def test_the_actual_of_the_year_before_that_which_was_judged_is_no_baseline() -> None:
    (item,) = read_one(
        """
        指標 | 目標値（R7） | R5実績 | R6実績 | R6評価
        オンライン申請の手続数 | 120 | 58 | 97 | B
        """
    ).plan.indicators

    assert (actuals(item), marks(item)) == ({2023: "58", 2024: "97"}, {2024: "B"})
    assert item.baseline is None


def test_a_lone_actual_before_the_targets_stays_the_baseline() -> None:
    (item,) = read_one(
        """
        指標 | R4実績 | R6目標 | R7目標
        参加者数 | 20 | 30 | 40
        """
    ).plan.indicators

    assert item.baseline is not None
    assert (item.baseline.reading.text, actuals(item)) == ("20", {})


@pytest.mark.parametrize("between", ["", "基本目標2", "\n基本目標2", "\n基本目標2\n", "基本目標2\n担い手"])
def test_rows_below_a_repeated_heading_of_a_narrow_table_are_not_lost(between: str) -> None:
    found = read_one(
        f"""
        指標 | R5目標 | R5実績
        相談件数 | 20 | 21
        {between}
        指標 | R5目標 | R5実績
        講座数 | 5 | 6
        """
    )

    assert [item.name for item in found.plan.indicators] == ["相談件数", "講座数"]
    assert targets(found.plan.indicators[1]) == {2023: "5"}


def test_rows_below_a_heading_that_is_repeated_after_notes_are_a_table_of_their_own() -> None:
    first, second = read(
        """
        指標 | 単位 | R5目標 | R5実績
        相談件数 | 件 | 20 | 21
        ※速報値

        基本目標2
        指標 | 単位 | R5目標 | R5実績
        講座数 | 回 | 5 | 6
        """
    )

    assert [item.name for item in first.plan.indicators] == ["相談件数"]
    assert [item.name for item in second.plan.indicators] == ["講座数"]


def test_a_full_row_of_figures_after_a_gap_of_a_narrow_table_is_not_lost() -> None:
    found = read_one(
        """
        指標 | R5目標 | R5実績
        相談件数 | 20 | 21

        講座数 | 5 | 6
        """
    )

    assert [actuals(item) for item in found.plan.indicators] == [{2023: "21"}, {2023: "6"}]


def test_a_legend_after_the_gap_of_a_narrow_table_is_no_row() -> None:
    found = read_one(
        """
        指標 | R5実績 | R5評価
        相談件数 | 21 | A

        A | 90%以上 | 達成
        B | 90%未満 | 未達成
        """
    )

    assert [item.name for item in found.plan.indicators] == ["相談件数"]


@pytest.mark.parametrize("line", ["（単位：人）", "令和5年度の状況", "2 延長保育（単位：人）"])
def test_a_repeated_heading_with_a_unit_or_a_year_of_its_own_begins_a_table(line: str) -> None:
    """The unit and the year of the first table would be wrong for its rows."""
    first, second = read(
        f"""
        令和4年度の状況（単位：か所）
        指標 | 目標 | 実績 | 備考
        施設数 | 20 | 21 | あ
        {line}
        指標 | 目標 | 実績 | 備考
        利用者数 | 5 | 6 | い
        """
    )

    assert [item.name for item in first.plan.indicators] == ["施設数"]
    assert [item.name for item in second.plan.indicators] == ["利用者数"]
    assert first.plan.indicators[0].unit == "か所"
    assert second.plan.indicators[0].unit in ("人", "")
