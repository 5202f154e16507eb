"""Names in the second line of an indicator, below the label that says that one follows."""

from __future__ import annotations

import pytest

from shirube.readers.names_below_labels import put_names_beside_labels
from tests.readers.tables import actuals, grid, read_one, targets

TABLE = """
平成27年度 事業評価シート
事務事業名 | 図書館の運営
指標       | 区分   | 25年度 | 26年度 | 27年度
活動指標名 | 目標値 | 100    | 110    | 120
開館日数   | 実績値 | 98     | 112    |
成果指標名 | 目標値 | 50,000 | 51,000 | 52,000
貸出冊数   | 実績値 | 49,100 | 50,200 |
"""


def test_the_name_below_its_label_is_that_of_both_lines() -> None:
    first, second = read_one(TABLE).plan.indicators

    assert (first.name, second.name) == ("開館日数", "貸出冊数")
    assert targets(first) == {2013: "100", 2014: "110", 2015: "120"}
    assert (actuals(first)[2014], actuals(second)[2013]) == ("112", "49,100")


@pytest.mark.parametrize(
    "text",
    [
        "指標 | 区分 | R5\n開館日数 | 目標 | 100\n | 実績 | 98",
        "成果指標1 | 目標値 | 100\n成果指標2 | 目標値 | 200",
        "活動指標名 | 目標値 | 100\n | 実績値 | 98",
        "活動指標名 | 目標値 | 100\n開館日数 | 目標値 | 98",
        "指標 | 目標 | 実績\n開館日数 | 100 | 98",
    ],
)
def test_other_labels_stay_where_they_are(text: str) -> None:
    assert put_names_beside_labels(grid(text)) is None
