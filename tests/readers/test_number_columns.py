"""Numbers before the names that nobody headed."""

from __future__ import annotations

import pytest

from tests.readers.tables import read_one


def unknown(first: list[str]) -> bool:
    names = ["参加者数", "開催数", "満足度"]
    rows = "\n".join(f"{cell} | {name} | 10 | 12" for cell, name in zip(first, names, strict=True))
    found = read_one(f" | 指標 | 目標(R6) | 実績(R6)\n{rows}")
    assert [item.name for item in found.plan.indicators] == names
    return "column-unknown" in {one.code for one in found.findings}


@pytest.mark.parametrize(
    "first", [["1", "2", "3"], ["4", "6", "7"], ["1.", "2.", "3."], ["(1)", "(2)", "(3)"]]
)
def test_numbers_that_count_the_rows_are_not_asked_about(first: list[str]) -> None:
    assert not unknown(first)


@pytest.mark.parametrize("first", [["10", "30", "20"], ["1", "1", "1"], ["1000", "1001", "1002"]])
def test_other_numbers_without_a_heading_are(first: list[str]) -> None:
    assert unknown(first)


def test_a_heading_over_numbers_and_names_is_that_of_the_names() -> None:
    found = read_one(
        """
        成果指標 |              | 目標(R6) | 実績(R6)
        1        | 参加者数     | 10       | 12
        2        | 講座開催回数 | 4        | 5
        """
    )

    assert [item.name for item in found.plan.indicators] == ["参加者数", "講座開催回数"]
    assert "column-unknown" not in {one.code for one in found.findings}


def test_names_below_their_heading_stay_names_beside_remarks() -> None:
    found = read_one(
        """
        成果指標     |          | 目標(R6) | 実績(R6)
        参加者数     | 延べ人数 | 10       | 12
        講座開催回数 | 年間     | 4        | 5
        """
    )

    assert found.plan.indicators[0].name.startswith("参加者数")
