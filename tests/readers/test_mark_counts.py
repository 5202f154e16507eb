"""Rows below a table of marks that count them."""

from __future__ import annotations

import time

import pytest

from shirube.readers.grids_as_plans import read_grids_as_plans
from shirube.readers.result import ReadPlan
from tests.readers.tables import grid, marks

YEARLY = """
基本的方向 | H28 | H29 | H30
地域との連携を強める | A | B | A
家庭の教育力を高める | A | A | B
幼児期の教育を進める | B | B | B
確かな学力を培う | B | A | A
豊かな心を育む | A | A | A
重点目標評価Aの合計 | 3 | 3 | 3
重点目標評価Bの合計 | 2 | 2 | 2
"""


def read(text: str) -> ReadPlan:
    (found,) = read_grids_as_plans([grid(text)], "評価.tsv")
    return found


def test_how_many_were_marked_a_is_no_mark() -> None:
    found = read(YEARLY)
    (said,) = [one for one in found.findings if one.code == "marks-counted"]

    assert [marks(item) for item in found.plan.indicators][:2] == [
        {2016: "A", 2017: "B", 2018: "A"},
        {2016: "A", 2017: "A", 2018: "B"},
    ]
    assert [item.name for item in found.totals] == ["重点目標評価Aの合計", "重点目標評価Bの合計"]
    assert "「重点目標評価Aの合計」" in said.message


@pytest.mark.parametrize(
    "row",
    ["A評価を受けた施設の数 | 2 | 1 | 1", "地域の評価（5段階） | 5 | 4 | 5"],
)
def test_numbers_beside_marks_that_are_numbers_stay(row: str) -> None:
    text = YEARLY.split("重点目標評価A", maxsplit=1)[0].replace("A", "5").replace("B", "4") + row

    assert not any(one.code == "marks-counted" for one in read(text).findings)


def test_a_count_with_a_goal_is_an_indicator() -> None:
    found = read(
        """
        指標 | R5目標 | R5実績 | 評価
        評価Aの件数 | 10 | 9 | B
        相談件数 | 100 | 120 | A
        """
    )
    assert [item.name for item in found.plan.indicators] == ["評価Aの件数", "相談件数"]


def test_a_long_name_takes_no_time() -> None:
    row = f"{'評価A' * 5_000}の合計 | 2 | 1 | 1\n"
    start = time.perf_counter()
    read(YEARLY + row)

    assert time.perf_counter() - start < 2
