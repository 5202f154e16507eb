"""Headings that reach down over the row that says what figures are."""

from __future__ import annotations

import pytest

from shirube.readers.merged_headings import reach_down
from tests.readers.tables import actuals, read_one, targets

SHEET = """
平成25年度評価
事務事業 | 活動 | 活動指標の名称 | 活動量・サービス量 | | 決算内訳(千円) | 全体の達成状況
| | | 目標値 | 実績値 | 活動ごとの額 |
有害鳥獣捕獲 | 苦情の相談 | 捕獲頭数 | 60頭 | 98頭 | 1,287 | A
| 巣の撤去 | 撤去件数 | 30件 | 17件 | 255 |
狂犬病予防 | 集合注射 | 実施会場数 | 30か所 | 30か所 | |
"""


def test_headings_merged_over_those_of_figures_head_the_names_and_the_columns_behind() -> None:
    found = read_one(SHEET)
    first, *_, last = found.plan.indicators

    assert (first.name, last.name) == ("捕獲頭数", "実施会場数")
    assert (targets(first), actuals(first)) == ({2013: "60頭"}, {2013: "98頭"})
    assert next([node.name for node in path] for path, _ in found.plan.rows) == ["有害鳥獣捕獲"]


@pytest.mark.parametrize(
    ("row", "below"),
    [
        # Nothing heads the names.
        (["事務事業", "活動", "量", ""], ["", "", "目標値", "実績値"]),
        # The row below has something at its left: it is no part of these headings.
        (["指標名", "量", ""], ["貸出冊数", "目標値", "実績値"]),
        # A column of names without a heading.
        (["指標名", "", "量", ""], ["", "", "目標値", "実績値"]),
        # Figures: the row of an indicator above another table.
        (["指標名", "20", ""], ["", "目標値", "実績値"]),
        # Only one kind of figures below.
        (["指標名", "量", ""], ["", "目標値", "備考"]),
        (["指標名", "量", ""], ["", "", ""]),
        # The same parts below each of two words: the words divide them.
        (["指標名", "単位", "市", "", "県", ""], ["", "", "R4実績", "R10目標", "R4実績", "R10目標"]),
    ],
)
def test_other_rows_do_not_reach_down(row: list[str], below: list[str]) -> None:
    assert reach_down(["指標名", "量", ""], ["", "目標値", "実績値"])
    assert not reach_down(row, below)
