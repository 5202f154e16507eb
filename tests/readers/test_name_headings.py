"""The name of the only indicator where the heading of the names would stand."""

from __future__ import annotations

import pytest

from tests.readers.tables import actuals, read_one, targets


def test_a_first_heading_above_a_blank_cell_names_the_only_row() -> None:
    (item,) = read_one(
        """
        業績指標
        重点整備地区の総面積 | 初期値 | 実績値 | | 評価 | 目標値
         | 平成19年度 | 平成20年度 | 平成21年度 | | 平成24年度
         | 50,997ha | 55,412ha | 64,105ha | A-2 | 約70,000ha
        """
    ).plan.indicators

    assert item.name == "重点整備地区の総面積"
    assert actuals(item) == {2008: "55,412ha", 2009: "64,105ha"}
    assert targets(item) == {2012: "約70,000ha"}


@pytest.mark.parametrize("head", ["指標", "区分", "項目"])
def test_a_heading_of_names_is_no_name(head: str) -> None:
    (item,) = read_one(
        f"""
        出生数
        {head} | H26（基準値） | H27実績 | H31（目標値）
         | 3,823 | 3,975 | 4,107
        """
    ).plan.indicators

    assert item.name != head


def test_a_heading_above_names_is_left_one() -> None:
    (item,) = read_one(
        """
        重点整備地区の総面積 | 平成20年度実績 | 平成24年度目標
        特定道路 | 55,412ha | 70,000ha
        """
    ).plan.indicators

    assert item.name == "特定道路"


def test_what_heads_amounts_of_years_names_them_though_it_is_known() -> None:
    (item,) = read_one(
        """
        1.要素事業の進捗状況
        事業費 | H21 | H22 | H23
         | 414百万円 | 764百万円 | 640百万円
        """
    ).plan.indicators

    assert item.name == "事業費"
    assert list(actuals(item)) == [2009, 2010, 2011]
