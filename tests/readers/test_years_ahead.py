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
