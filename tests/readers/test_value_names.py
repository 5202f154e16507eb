"""A name and its figure in one cell."""

from __future__ import annotations

import pytest

from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.readers.records import Record
from shirube.readers.rewritten_grid import Cell
from shirube.readers.value_names import split_name, take_names_from_lines, take_names_from_values
from tests.readers.tables import read_one


@pytest.mark.parametrize("text", ["受講者数20名、創業者数5名", "①受講者数 20名 ②創業者数 5名"])
def test_a_list_is_no_name_of_its_last_figure(text: str) -> None:
    assert split_name(text)[0] != "受講者数20名、創業者数"
    assert "20名" not in split_name(text)[0]


def test_a_name_with_numbers_and_commas_stays_one() -> None:
    assert split_name("第2次、第3次産業就業者数 30人") == ("第2次、第3次産業就業者数", "30人")


@pytest.mark.parametrize(
    ("text", "name", "figure"),
    [("口座振替率:45%", "口座振替率", "45%"), ("相談件数 30件", "相談件数", "30件"), ("45%", "", "45%")],
)
def test_a_name_before_a_figure_is_taken_apart(text: str, name: str, figure: str) -> None:
    assert split_name(text) == (name, figure)


def test_the_name_in_a_cell_of_targets_becomes_that_of_the_indicator() -> None:
    year = FiscalYear(2023)
    record = Record("", Cell(0, 0))
    record.put(Role.TARGET, year, Cell(1, 2))

    take_names_from_values(record, lambda row, column: f"口座振替率:{row}{column}%")

    assert record.name == "口座振替率"
    assert [cell.text for cell in record.yearly.values()] == ["12%"]


def test_a_line_above_each_row_without_a_name_is_its_name() -> None:
    found = read_one(
        """
        景観計画の指標
        基準値(R2) | R5実績 | R6実績 | 目標値(R8) | 評価
        建造物の指定件数（件） | | | |
        8 | 11 | 12 | 15 | 順調
        団体の数 | | | |
        5 | 6 | 7 | 10 | 遅れ
        """
    )

    assert [([node.name for node in path if node.name], item.name) for path, item in found.plan.rows] == [
        ([], "建造物の指定件数（件）"),
        ([], "団体の数"),
    ]


def test_a_line_above_several_rows_without_a_name_is_no_name_of_one() -> None:
    record = Record("", Cell(1, 0), lines=("団体",))
    other = Record("", Cell(2, 0), lines=("団体",))

    take_names_from_lines([record, other])

    assert (record.name, record.lines) == ("", ("団体",))


def test_a_unit_in_a_line_between_rows_is_that_of_the_rows_below() -> None:
    found = read_one(
        """
        農村振興計画
        目標指標 | R6目標 | R6実績
        【営農】（単位：ha） | |
        集積面積 | 430 | 427
        単位面積の収量（kg） | 510 | 498
        【交流】（単位：人） | |
        体験の参加者数 | 400 | 372
        """
    )

    assert [(path[0].name, item.name, item.unit) for path, item in found.plan.rows] == [
        ("【営農】", "集積面積", "ha"),
        ("【営農】", "単位面積の収量（kg）", "kg"),
        ("【交流】", "体験の参加者数", "人"),
    ]


def test_a_figure_before_another_is_not_its_name() -> None:
    found = read_one(
        """
        項目 | 平成15年度実績 | 平成21年度目標
        休日保育の促進 | 7か所・5市町村 | 35か所・31市町村 (58か所・35市町村)
        """
    )

    assert [one.reading.quantity for one in found.plan.indicators[0].targets] == [None]
    assert "cells-several" in [one.code for one in found.findings]


def test_a_label_before_the_baseline_that_the_name_says_too_is_left_out() -> None:
    first, second = read_one(
        """
        指標 | 基準値 | 令和8年度目標値
        体験事業における参加者数の増加 | 参加者2,728人/年 | 3,000人/年
        体験事業に協力する企業の増加 | 協力団体数6社(R5年度) | 50社
        """
    ).plan.indicators

    assert first.baseline is not None
    assert first.baseline.reading.text == "2,728人/年"
    # What the name does not say is left for a person to look at.
    assert second.baseline is not None
    assert second.baseline.reading.quantity is None


def test_a_label_that_is_one_of_several_in_the_name_is_not_left_out() -> None:
    (item,) = read_one(
        """
        指標 | 基準値 | 令和8年度目標値
        小学生・中学生の参加者 | 小学生4人 | 50人
        """
    ).plan.indicators

    assert item.baseline is not None
    assert item.baseline.reading.quantity is None


@pytest.mark.parametrize("goal", ["14.5日△10%", "男性 10% 女性 100%", "男性10%以上 女性100%"])
def test_what_holds_a_figure_is_no_name_of_the_figure_behind_it(goal: str) -> None:
    found = read_one(
        f"""
        目標項目 | 令和元年度目標 | 平成28年度実績
        休暇の取得率 | {goal} | 50%
        """
    )

    assert [one.reading.quantity for one in found.plan.indicators[0].targets] == [None]
    assert found.plan.indicators[0].name == "休暇の取得率"
    assert {"cells-several", "cell-unreadable"} & {one.code for one in found.findings}


@pytest.mark.parametrize("name", ["18歳以上", "20代", "1号認定", "小学5年生"])
def test_a_name_with_a_number_of_whom_it_speaks_stays_a_name(name: str) -> None:
    assert split_name(f"{name} 65%") == (name, "65%")


def test_what_is_done_to_something_is_no_name_of_a_figure() -> None:
    first, second = read_one(
        """
        項目 | R6数値目標 | 対象施設
        電気使用量(kWh) | 電気使用量を、平成21年度を基準にして23.0%削減する | 全施設
        水使用量(㎥) | 水使用量を、平成21年度に比べ7.0%削減する | 全施設
        """
    ).plan.indicators

    assert (first.name, second.name) == ("電気使用量(kWh)", "水使用量(㎥)")
    # A share to be saved is no level that a figure in kWh could be held against.
    assert first.targets[0].reading.quantity is None
    assert "23.0%削減" in first.targets[0].reading.text


@pytest.mark.parametrize("cell", ["国 100万円 市 50万円", "国 100万円・市 50万円"])
def test_a_word_with_a_figure_of_its_own_is_no_name_of_the_next_figure(cell: str) -> None:
    found = read_one(f"項目 | R5目標 | R5実績\n事業の費用 | {cell} | {cell}\n相談 | 10 | 11")

    assert [item.name for item in found.plan.indicators] == ["事業の費用", "相談"]
    assert {"cells-several", "cell-unreadable"} & {one.code for one in found.findings}


def test_words_before_the_figures_of_rows_without_a_name_go_behind_the_name_above() -> None:
    found = read_one("""
        項目 | 指標 | 目標値(R5) | 現状値(R1)
        啓発 | 用語の周知度 | 世代全体50% | 40.2%
         | | 若者全体60% | 26.7%
         | | 高齢者全体70% | 36.7%
        相談 | 相談件数 | 100件 | 80件
        """)

    assert [item.name.split()[-2:] for item in found.plan.indicators] == [
        ["用語の周知度", "世代全体"],
        ["用語の周知度", "若者全体"],
        ["用語の周知度", "高齢者全体"],
        ["相談件数"],
    ]
    assert [item.targets[0].reading.text for item in found.plan.indicators] == ["50%", "60%", "70%", "100件"]


def test_a_row_of_another_group_stands_below_no_name_above() -> None:
    found = read_one("""
        施策 | 指標 | 目標値(R5) | 現状値(R1)
        啓発 | 用語の周知度 | 50% | 40.2%
        相談 | | 相談件数 60件 | 26件
        """)

    assert "用語の周知度" not in found.plan.indicators[1].name
