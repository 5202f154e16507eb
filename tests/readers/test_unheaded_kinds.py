"""Kinds beside their figures without any heading."""

from __future__ import annotations

import pytest

from shirube.readers.unheaded_kinds import find_unheaded_table
from tests.readers.tables import actuals, grid, read_one, targets

FORM = """
    社会資本総合整備計画 事後評価書
    計画の期間 | {period} |
    指標①（普及率） | 最終目標値 | 67.7% | 差が出た要因 |
     | 最終実績値 | 67.9% | |
    指標②（水洗化率） | 最終目標値 | 80% | 差が出た要因 | 接続の遅れ
     | 最終実績値 | 75% | |
    """


def test_each_pair_of_lines_is_an_indicator() -> None:
    first, second = read_one(FORM.format(period="平成22年度 ~ 平成26年度")).plan.indicators

    assert (first.name, second.name) == ("指標①（普及率）", "指標②（水洗化率）")
    assert (targets(first), actuals(first)) == ({2014: "67.7%"}, {2014: "67.9%"})
    assert (targets(second), actuals(second)) == ({2014: "80%"}, {2014: "75%"})
    assert "接続の遅れ" in second.notes[0]


def test_without_one_period_the_year_is_asked_about() -> None:
    found = read_one(FORM.format(period="5年間"))

    assert actuals(found.plan.indicators[0]) == {}
    assert "year-unknown" in {one.code for one in found.findings}


@pytest.mark.parametrize(
    "rows",
    [
        "指標① | 最終目標値 | 67.7%\n指標② | 最終目標値 | 80%",  # nothing was reached
        "指標① | 最終目標値 | 別紙のとおり\n | 最終実績値 | 別紙のとおり",
        "指標① | 最終目標値 | 67.7%\n経過 | 説明 | 済み\n | 最終実績値 | 67.9%",  # not of the same
    ],
)
def test_other_lines_with_these_words_are_left(rows: str) -> None:
    assert find_unheaded_table(grid(rows)) is None
