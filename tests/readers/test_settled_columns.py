"""Columns that only those beside them settle."""

from __future__ import annotations

import pytest

from tests.readers.tables import actuals, rates, read_one, targets


@pytest.mark.parametrize("rate", ["", " | 進捗率"])
def test_of_two_present_values_the_earlier_is_the_baseline_and_the_later_the_actual(rate: str) -> None:
    """Read the other way round every indicator would run backwards, and nobody would be told."""
    (item,) = read_one(
        f"""
        指標 | 単位 | 平成18年度現状値 | 平成17年度現状値 | 平成18年度目標値{rate}
        自主防災組織率 | % | 31.5 | 12.2 | 20.0{" | 247.4%" if rate else ""}
        """
    ).plan.indicators

    assert item.baseline is not None
    assert (item.baseline.reading.text, item.baseline.year and item.baseline.year.start) == ("12.2", 2005)
    assert (targets(item), actuals(item)) == ({2006: "20.0"}, {2006: "31.5"})
    assert rates(item) == ({2006: "247.4%"} if rate else {})


def test_a_present_value_beside_a_baseline_is_still_the_actual() -> None:
    (item,) = read_one(
        """
        指標 | 設定時の値（H16） | 現況値（H17） | 年度目標値 | 評価
        浄化槽の整備率 | 81.3 | 85.9 | 85.0 | ○
        """
    ).plan.indicators

    assert item.baseline is not None
    assert (item.baseline.reading.text, actuals(item)) == ("81.3", {2005: "85.9"})


REPORTED = """
{title}(平成27年度)
指標 | 数値 | 増減理由等
利用者数(人) | 147,852 (131,716) | 好評であった
利用料金(円) | 128,127,123 | 会場が増えた
"""


def test_the_only_figures_of_a_report_are_what_was_reached_in_its_year() -> None:
    first, second = read_one(REPORTED.format(title="施設の管理運営状況")).plan.indicators

    assert (first.name, actuals(second)) == ("利用者数(人)", {2015: "128,127,123"})


@pytest.mark.parametrize("title", ["施設の概要", "施設の利用計画の状況"])
def test_of_other_titles_nobody_knows_what_values_without_more_words_are(title: str) -> None:
    found = read_one(REPORTED.format(title=title))

    assert [actuals(item) for item in found.plan.indicators] == [{}, {}]
    assert "column-unknown" in {one.code for one in found.findings}
