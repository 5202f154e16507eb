"""The row of a form that gives a sum and its parts by letters, below the last indicator."""

from __future__ import annotations

import pytest

from shirube.readers.body_end import leave_sum_out
from tests.readers.tables import grid, read_one, targets

FORM = """
定量的指標の定義及び算定式 | 定量的指標の現況値及び目標値 | | |
 | 当初現況値 | 中間目標値 | 最終目標値 |
 | (H22当初) | (H24末) | (H26末) |
下水道処理人口普及率 | 64.5% | 66.2% | 67.8% |
全体事業費 | 合計（A＋B＋C） | 104百万円 | A | 104百万円
"""


def test_a_sum_of_lettered_parts_is_no_indicator() -> None:
    found = read_one(FORM)
    (item,) = found.plan.indicators

    assert targets(item) == {2012: "66.2%", 2014: "67.8%"}
    assert "cell-unreadable" not in {one.code for one in found.findings}


@pytest.mark.parametrize(
    "row",
    [
        "合計 | 120 | 130 | A",
        "全体事業費 | 合計（A＋B） | 104百万円 | C",
        "利用者の合計（A＋B） | 120 | A | 130",
        "利用者 | 120 | A（A＋B） | A",
    ],
)
def test_other_rows_belong_to_the_table(row: str) -> None:
    sheet = grid(f"指標 | 目標 | 実績 | 評価\n参加者数 | 100 | 120 | A\n{row}")

    assert leave_sum_out(sheet, 1, 3) == 3
