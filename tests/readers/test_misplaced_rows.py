"""Rows of another table that were read as rows of the one above."""

from __future__ import annotations

import pytest

from shirube.core.finding import Level
from shirube.readers.result import ReadPlan
from tests.readers.tables import read_one

TABLE = """
    指標 | 基準値(H22) | 中間目標値(H24) | 最終目標値(H26)
    普及率 | 64.5% | 66.2% | 67.8%
    {row}
    """


def _said(found: ReadPlan) -> list[Level]:
    return [one.level for one in found.findings if one.code == "row-of-another-table"]


@pytest.mark.parametrize(
    "row",
    ["指標①（普及率） | 最終目標値 | 67.7% | 要因", "電気 | 平成19年度 使用量 | 2,190 | 1,920"],
)
def test_a_label_in_the_place_of_a_figure_is_grave(row: str) -> None:
    assert _said(read_one(TABLE.format(row=row))) == [Level.GRAVE]


@pytest.mark.parametrize(
    "row",
    [
        "計画の策定 | 検討 | 実施 | 策定済",
        "拠点の整備 | 平成23年度に着手して完成する | - | 3か所",
        "人口 | 約3万人 | 増加 | 増加",
    ],
)
def test_goals_in_words_are_not(row: str) -> None:
    assert _said(read_one(TABLE.format(row=row))) == []
