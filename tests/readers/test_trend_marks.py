"""Arrows as marks, which may say no more than which way the figures went."""

from __future__ import annotations

import pytest

from tests.readers.tables import marks, read_one

TABLE = """
指標名 | R4実績 | R5実績 | 目標値(R8) | 進捗
要介護認定率 | 20% | 21% | 15% | {}
出生数 | 100 | 90 | 120 | {}
"""


def codes(text: str) -> set[str]:
    return {one.code for one in read_one(text).findings}


def test_arrows_that_nobody_explains_are_asked_about() -> None:
    found = read_one(TABLE.format("↑", "↓"))

    assert marks(found.plan.indicators[0]) == {2023: "↑"}
    assert "marks-may-be-trends" in {one.code for one in found.findings}


@pytest.mark.parametrize(
    "text",
    [
        TABLE.format("◎", "△"),
        TABLE.format("A", "↓"),
        TABLE.format("", ""),
        TABLE.format("↑", "↓") + "\n評価区分\n↑ | 100%以上\n↓ | 100%未満\n",
    ],
)
def test_other_marks_and_arrows_with_a_legend_are_not(text: str) -> None:
    assert "marks-may-be-trends" not in codes(text)
