"""The year of figures whose heading names none."""

from __future__ import annotations

import pytest

from tests.readers.tables import actuals, read_one


@pytest.mark.parametrize(
    ("title", "heading", "note"),
    [
        ("令和6年度　進捗状況", "実績値", ""),
        ("進捗状況", "実績値(R6)", ""),
        ("進捗状況", "最終評価時", "※最終評価時は令和6年度の調査による"),
    ],
)
def test_the_title_the_heading_or_a_note_says_the_year(title: str, heading: str, note: str) -> None:
    (item,) = read_one(
        f"""
        {title}
        項目 | 目標値(R6) | {heading}
        参加者数 | 30 | 21
        {note}
        """
    ).plan.indicators

    assert actuals(item) == {2024: "21"}
