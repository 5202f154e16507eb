"""Cells that name rows, groups of them, or what indicators belong to."""

from __future__ import annotations

import pytest

from tests.readers.tables import read_one


def test_short_names_and_one_for_all_rows_are_levels_too() -> None:
    short = read_one(
        "部門 | 指標名 | R5目標 | R5実績\n家庭 | 排出量 | 5 | 4\n | 太陽光 | 3 | 2\n業務 | 排出量 | 6 | 7"
    )
    whole = read_one("計画名 | 指標名 | R5目標 | R5実績\n食育推進 | 朝食 | 5 | 4\n食育推進 | 給食 | 3 | 2")

    assert [path[0].name for path, _ in short.plan.rows] == ["家庭", "家庭", "業務"]
    assert {path[0].name for path, _ in whole.plan.rows} == {"食育推進"}


@pytest.mark.parametrize("second", ["", "1-1 建物倒壊"])
def test_words_left_of_the_indicators_that_hold_for_several_rows_are_a_level(second: str) -> None:
    found = read_one(
        f"""
        リスクシナリオ | 指標名 | 目標値(R7) | R5実績
        1-1 建物倒壊 | 住宅の耐震化率 | 95% | 86%
        {second} | 空家の除却数 | 20件 | 14件
        2-1 物資 | 備蓄食料の充足率 | 100% | 92%
        """
    )

    assert [path[0].name for path, _ in found.plan.rows] == ["1-1 建物倒壊", "1-1 建物倒壊", "2-1 物資"]
    assert "column-unknown" not in {one.code for one in found.findings}


@pytest.mark.parametrize(
    "cells",
    [
        ("建物の倒壊", "津波", "物資の不足"),
        ("3", "", "5"),
        ("", "建物の倒壊", "津波の被害"),
        ("○", "", "△"),
        ("新規事業", "", ""),
        ("新規", "", "継続"),
        ("新規事業", "継続事業", "新規事業"),
    ],
    ids=["one each", "figures", "none first", "signs", "one word", "short words", "coming and going"],
)
def test_other_columns_left_of_the_indicators_are_asked_about(cells: tuple[str, str, str]) -> None:
    rows = "\n".join(f"{cell} | 指標{number} | 95 | 86" for number, cell in enumerate(cells))
    found = read_one(f"リスクシナリオ | 指標名 | 目標値(R7) | R5実績\n{rows}")

    assert "column-unknown" in {one.code for one in found.findings}


def test_an_item_of_evaluation_before_the_indicators_is_a_level() -> None:
    found = read_one(
        """
        評価項目 | 指標 | R5目標 | R5実績
        資料の充実 | 蔵書冊数（冊） | 418 | 417
         | 受入冊数（冊） | 12 | 11
        利用の促進 | 貸出冊数（冊） | 720 | 703
        """
    )

    assert [(path[-1].name, item.name) for path, item in found.plan.rows] == [
        ("資料の充実", "蔵書冊数（冊）"),
        ("資料の充実", "受入冊数（冊）"),
        ("利用の促進", "貸出冊数（冊）"),
    ]


def test_an_item_of_evaluation_with_figures_of_its_own_is_an_indicator() -> None:
    """The control: figures stand between the two, or no other name at all."""
    found = read_one("評価項目 | R5目標 | R5実績 | 備考\n蔵書冊数 | 418 | 417 | －")
    assert [item.name for item in found.plan.indicators] == ["蔵書冊数"]

    found = read_one(
        "評価項目 | R5目標 | R5実績 | 指標 | R5目標 | R5実績\n蔵書冊数 | 418 | 417 | 来館者 | 3 | 2"
    )
    assert found.plan.indicators[0].name == "蔵書冊数"


def test_money_left_of_the_indicators_is_no_level() -> None:
    found = read_one(
        """
        事業 | 所要額（千円） | 指標 | R6目標 | R6実績
        関係人口の拡大 | 18,500 | 登録者数（人） | 1,200 | 1,344
         | | 参加者数（人） | 350 | 288
        窓口の改革 | 32,100 | 待ち時間（分） | 10 | 12
        """
    )

    assert [[node.name for node in path] for path, _ in found.plan.rows] == [
        ["関係人口の拡大"],
        ["関係人口の拡大"],
        ["窓口の改革"],
    ]
