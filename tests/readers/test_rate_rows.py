"""Rows called 達成率 below those of indicators, where the columns are years and no more."""

from __future__ import annotations

import pytest

from tests.readers.tables import actuals, rates, read_one

YEARS = """
指標 | H29 | H30 | R1
受講者数(人) | 7,404 | 7,629 | 7,554
(計画達成率(%)) | (115.7) | (118.5) | (117.3)
相談件数 | 50 | 60 | 70
達成率 | 90.0% | - | 101.2%
"""


def test_such_rows_are_the_rates_of_those_above() -> None:
    read = read_one(YEARS)
    first, second = read.plan.indicators

    assert (first.name, actuals(first)[2017]) == ("受講者数(人)", "7,404")
    assert rates(first) == {2017: "115.7", 2018: "118.5", 2019: "117.3"}
    assert rates(second) == {2017: "90.0%", 2018: "-", 2019: "101.2%"}
    (said,) = [finding for finding in read.findings if finding.code == "rates-in-rows"]
    assert "2行" in said.message


@pytest.mark.parametrize(
    ("row", "names"),
    [
        ("環境基準達成率(%) | 80 | 90 | 85", ["会員数", "環境基準達成率(%)"]),
        ("進捗率(%) | 80 | 90 | 85", ["会員数", "進捗率(%)"]),
    ],
)
def test_indicators_that_are_shares_stay_indicators(row: str, names: list[str]) -> None:
    plan = read_one(f"指標 | H29 | H30 | R1\n会員数 | 50 | 60 | 70\n{row}").plan

    assert [item.name for item in plan.indicators] == names


def test_the_first_row_has_no_other_to_be_the_rate_of() -> None:
    plan = read_one("指標 | H29 | H30 | R1\n達成率(%) | 80 | 90 | 85\n会員数 | 50 | 60 | 70").plan

    assert [item.name for item in plan.indicators] == ["達成率(%)", "会員数"]
