"""Columns of levels left of the names, in tables whose lines say what a figure is."""

from __future__ import annotations

import pytest

from tests.readers.tables import read_one, targets


@pytest.mark.parametrize("heading", ["区分", "項目", ""])
def test_a_group_of_several_indicators_is_that_of_each_of_them(heading: str) -> None:
    """One heading over all names: 確保方策 of 1号 and of 2号 are two things, and each says of whom."""
    found = read_one(
        f"""
        {heading} | | | R4 | R5
        1号認定 | 量の見込み | 計画 | 350 | 340
                |            | 実績 | 338 | 321
                | 確保方策   | 計画 | 400 | 400
                |            | 実績 | 400 | 390
        2号認定 | 量の見込み | 計画 | 620 | 610
                |            | 実績 | 611 | 602
                | 確保方策   | 計画 | 650 | 650
                |            | 実績 | 650 | 640
        """
    )

    names = [(path[-1].name, item.name) for path, item in found.plan.rows]
    assert names == [
        ("1号認定", "量の見込み"),
        ("1号認定", "確保方策"),
        ("2号認定", "量の見込み"),
        ("2号認定", "確保方策"),
    ]
    assert targets(found.plan.indicators[3]) == {2022: "650", 2023: "650"}


def test_two_words_of_one_name_are_no_levels() -> None:
    """The control: each indicator fills both columns, and they name it together."""
    found = read_one(
        """
        項目 | | | R4 | R5
        利用者数 | （延べ） | 目標 | 350 | 340
                 |          | 実績 | 338 | 321
        講座数   | （年間） | 目標 | 40 | 40
                 |          | 実績 | 40 | 39
        """
    )

    assert [item.name for item in found.plan.indicators] == ["利用者数 （延べ）", "講座数 （年間）"]
    assert not any(node.name for path, _ in found.plan.rows for node in path)


def test_the_last_heading_before_the_kinds_names_the_indicators_though_it_is_plain() -> None:
    found = read_one(
        """
        政策 | 施策 | 担当課 | 項目 | 年度 | R1 | R2
        学びのまち | 文化の振興 | 企画課 | 会議の回数 | 計画 | 30 | 33
             |      |        |            | 実績 | 22 | 32
             |      | 農林課 | 協議会の数 | 計画 | 29 | 22
             |      |        |            | 実績 | 20 | 27
             | 道路の整備 | 農林課 | 団体の数 | 計画 | 19 | 12
             |      |        |            | 実績 | 21 | 17
        """
    )

    assert [("/".join(node.name for node in path), item.name) for path, item in found.plan.rows] == [
        ("学びのまち/文化の振興", "会議の回数"),
        ("学びのまち/文化の振興", "協議会の数"),
        ("学びのまち/道路の整備", "団体の数"),
    ]
