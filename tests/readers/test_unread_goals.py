"""Goals and results in words that no column of a table took."""

from __future__ import annotations

import pytest

from shirube.core.finding import Finding, Level
from tests.readers.tables import read_one

TABLE = """
指標 | 令和5年度 | 令和6年度
ガソリン | 162,414 | 170,656
灯油 | 67,087 | 44,368
"""
PLAN = """
指標 | 令和6年度目標 | 令和6年度実績 | 実施状況
相談件数 | 100件 | 95件 | {text}
"""


def said(text: str, code: str) -> list[Finding]:
    return [one for one in read_one(text).findings if one.code == code]


@pytest.mark.parametrize(
    "line",
    [
        "目標：5年間で3%削減",
        "・排出量 4トン以下（県の数値目標 35件以下）",
        "排出量を95%以内とすることを目指す。",
    ],
)
def test_a_goal_beside_a_table_of_actuals_is_asked_about(line: str) -> None:
    (found,) = said(f"{line}\n{TABLE.strip()}", "goals-unread")

    assert found.level is Level.ODD
    assert line in found.message
    assert said(f"{TABLE.strip()}\n\n※{line}", "goals-unread")


def test_several_goals_are_told_once() -> None:
    (found,) = said(f"目標：死者数 4人以下\n目標：負傷者数 800人以下\n{TABLE.strip()}", "goals-unread")

    assert "ほかに1か所" in found.message


def test_a_goal_of_the_whole_above_rows_with_targets_is_only_told() -> None:
    (found,) = said(f"数値目標：改革の効果額150億円を目指す\n{PLAN.strip().format(text='')}", "goals-unread")

    assert found.level is Level.INFORMATION


@pytest.mark.parametrize(
    "line",
    [
        "数値目標の達成状況（令和6年度）",
        "目標：100件",
        "※令和6年度の実績は95件",
        "第2次計画 基本目標1 支え合うまち",
    ],
)
def test_what_the_rows_say_themselves_and_titles_are_not_told(line: str) -> None:
    assert not said(f"{line}\n{PLAN.strip().format(text='')}", "goals-unread")


@pytest.mark.parametrize(
    "text",
    [
        "・参加者数 目標120人 実績98人",
        "●研修参加率＝70.1％→72.3％",
        "●事業所数=154,457人(平成13年度)→184,635人",
    ],
)
def test_a_target_and_an_actual_within_a_text_are_asked_about(text: str) -> None:
    (found,) = said(PLAN.format(text=text), "figures-in-texts")

    assert found.level is Level.ODD
    assert said(f"指標 | 令和6年度目標 | 令和6年度実績\n{text} | 100件 | 95件", "figures-in-texts")


@pytest.mark.parametrize(
    "text",
    [
        "・目標100件 実績95件",  # the row says so itself
        "窓口の周知により、目標120人に対し、98人の参加があった。",
        "相談→訪問→支援の流れを見直した",
        "実績を見ながら目標を検討する",
        "R5→R6にかけて増加した",
    ],
)
def test_sentences_and_what_the_row_repeats_are_not_told(text: str) -> None:
    assert not said(PLAN.format(text=text), "figures-in-texts")


def test_a_name_that_states_a_goal_is_asked_about_where_the_row_has_none() -> None:
    name = "2020年までに開業率10%台を目指す"
    assert said(f"指標名 | 令和6年度実績 | 評価\n{name} | 4.9% | B", "figures-in-texts")
    assert not said(f"指標名 | 令和6年度目標 | 令和6年度実績\n{name} | 10% | 4.9%", "figures-in-texts")
    assert said(
        "指標名 | 令和6年度実績 | 達成率\nファンクラブ会員数 3,000人 | 1,877人 | 62.6%", "figures-in-texts"
    )
    assert not said("指標名 | 令和6年度実績\nファンクラブ会員数 3,000人 | 1,877人", "figures-in-texts")
    assert not said("指標名 | 令和6年度実績\n週1回以上運動する人の割合 | 4.9%", "figures-in-texts")


def test_a_label_with_a_goal_beside_it_above_a_table_is_told() -> None:
    (found,) = said(
        "平成24年度目標値 | 12,259トン\n使用量\n種別 | H22実績 | H23実績\n電気 | 12,695 | 12,142",
        "goals-unread",
    )

    assert "平成24年度目標値：12,259トン" in found.message
