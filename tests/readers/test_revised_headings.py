"""Columns of revised targets beside those at first."""

from __future__ import annotations

import pytest

from tests.readers.tables import read_one, targets


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("目標値（令和7年度）", "見直し後の目標値"),
        ("目標値（R7）", "見直し後の目標値（R7）"),
        ("R7目標", "見直し後"),
        ("R7目標値", "新目標値"),
        ("当初目標値（R7）", "変更後目標値"),
    ],
)
def test_the_revised_target_counts_where_a_row_has_one(first: str, second: str) -> None:
    found = read_one(
        f"""
        指標 | 現状値（R1） | {first} | {second} | R5実績
        補助件数 | 621 | 900 | 1,000 | 788
        窓口数 | 6 | 9 | - | 8
        講座数 | 6 | 9 | | 8
        """
    )

    assert [targets(item) for item in found.plan.indicators] == [{2025: "1,000"}, {2025: "9"}, {2025: "9"}]
    assert found.plan.indicators[0].targets[0].original is not None
    assert found.plan.indicators[0].targets[0].original.text == "900"
    assert {one.code for one in found.findings} & {"year-unknown", "column-unknown"} == set()


def test_a_revised_target_of_another_year_is_a_target_of_its_own() -> None:
    found = read_one("指標 | 目標値（R5） | 見直し後の目標値（R7） | R5実績\n補助件数 | 900 | 1,000 | 788")

    assert targets(found.plan.indicators[0]) == {2023: "900", 2025: "1,000"}
