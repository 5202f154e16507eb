"""Figures of years that a report cannot know yet."""

from __future__ import annotations

import pytest

from tests.readers.tables import read_one


def codes(title: str, head: str, *, row: str = "巡回件数 | 639 | 800 | 800 | 800") -> set[str]:
    found = read_one(f"{title}\n{head}\n{row}\n利用事業所数 | 45 | 48 | 50 | 53")
    return {one.code for one in found.findings}


def test_figures_of_years_to_come_in_a_report_are_asked_about() -> None:
    found = read_one(
        """
        平成27年度 経営発達支援計画評価報告書
        項目 | 現状 | 27年度 | 28年度 | 29年度
        巡回件数 | 639 | 800 | 800 | 800
        利用事業所数 | 45 | 48 | 50 | 53
        """
    )
    (said,) = (one for one in found.findings if one.code == "years-ahead")

    assert said.level.name == "GRAVE"
    assert "平成28年度" in said.message


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("平成29年度 経営発達支援計画評価報告書", "項目 | 現状 | 27年度 | 28年度 | 29年度"),
        ("平成27年度版 経営発達支援計画", "項目 | 現状 | 27年度 | 28年度 | 29年度"),
        ("平成27年度 評価報告書（平成29年度実績）", "項目 | 現状 | 27年度 | 28年度 | 29年度"),
        ("平成27年度 評価報告書", "項目 | 現状 | 27年度実績 | 28年度目標 | 29年度目標"),
    ],
)
def test_figures_that_were_known_or_called_goals_are_not(title: str, head: str) -> None:
    assert "years-ahead" not in codes(title, head)


def test_blank_columns_of_years_to_come_are_no_figures() -> None:
    title, head = "平成27年度 評価報告書", "項目 | 現状 | 27年度 | 28年度 | 29年度"
    found = read_one(f"{title}\n{head}\n巡回件数 | 639 | 800 | | \n利用事業所数 | 45 | 48 | |")

    assert "years-ahead" not in {one.code for one in found.findings}


def test_a_lone_year_halfway_to_the_goal_of_a_plan_is_asked_about() -> None:
    found = read_one(
        """
        評価指標 施策による効果を検証する指標
        数値目標 | (現況値)平成24年 | 平成32年 | (目標値)平成52年
        公共交通の利用者割合 | 22% | 24% | 32%
        """
    )
    (said,) = (one for one in found.findings if one.code == "year-halfway")

    assert "「平成32年」" in said.message


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("計画の進捗", "指標 | 現状(平成24年) | 平成32年 | 目標(平成52年)"),
        ("計画の指標", "指標 | 現状(平成24年) | 平成32年 | 目標(平成34年)"),
        ("計画の指標", "指標 | 現状(平成24年) | 平成32年実績 | 目標(平成52年)"),
    ],
)
def test_a_year_of_what_was_reached_is_not(title: str, head: str) -> None:
    found = read_one(f"{title}\n{head}\n利用者割合 | 22% | 24% | 32%")

    assert "year-halfway" not in {one.code for one in found.findings}
