"""Figures of one row brought to one unit, only where they differ."""

from __future__ import annotations

import pytest

from shirube.core.fiscal_year import FiscalYear
from shirube.core.indicator import Actual, Baseline, Target
from shirube.core.notation import parse_reading
from shirube.readers.row_units import settle_units
from tests.readers.tables import read_one

YEAR = FiscalYear(2023)


def settled(target: str, actual: str, baseline: str = "", stated: str = "") -> list[str]:
    series = settle_units(
        (Target(YEAR, parse_reading(target)),),
        (Actual(YEAR, parse_reading(actual)),),
        Baseline(parse_reading(baseline)) if baseline else None,
        stated,
    )
    readings = [series[0][0].reading, series[1][0].reading, *([series[2].reading] if series[2] else [])]
    assert [reading.text for reading in readings] == [text for text in (target, actual, baseline) if text]
    return [f"{item.quantity.value}{item.quantity.unit}" for item in readings if item.quantity]


def test_a_bare_figure_beside_one_in_ten_thousands_is_meant_in_them_too() -> None:
    assert settled("570.0", "594.5", "558.7万人") == ["5700000.0人", "5945000.0人", "5587000人"]


def test_hours_and_minutes_become_minutes() -> None:
    assert settled("1日当たり2時間", "1日当たり83分") == ["120分/日", "83分/日"]
    assert settled("2時間", "83分") == ["120分", "83分"]


def test_times_a_month_and_a_year_become_comparable() -> None:
    assert settled("月1回", "年156回") == ["12回/年", "156回/年"]


def test_a_column_in_thousands_counts_only_beside_other_notations() -> None:
    assert settled("24,079", "25,000", stated="千円") == ["24079", "25000"]
    assert settled("24,079", "2千万円", stated="千円") == ["24079000円", "20000000円"]


def test_units_that_have_nothing_to_do_with_one_another_stay() -> None:
    assert settled("5人", "5件") == ["5人", "5件"]
    assert settled("5%", "5") == ["5%", "5"]


@pytest.mark.parametrize(
    ("unit", "target", "actual", "kept"),
    [
        ("", "2倍", "58人", False),
        ("人", "2倍", "58", False),
        ("", "1.3倍", "1.2倍", True),
        ("", "1.3倍", "1.2", True),
        ("倍", "1.3倍", "1.2", True),
    ],
)
def test_a_target_of_twice_as_many_is_no_number_of_people(
    unit: str, target: str, actual: str, kept: bool
) -> None:
    """58 people against 「2倍」 would be 2,900 %."""
    found = read_one(
        f"""
        指標 | 単位 | R6目標 | R6実績
        移住者数 | {unit} | {target} | {actual}
        """
    )
    (item,) = found.plan.indicators

    assert (item.targets[0].reading.quantity is not None) is kept
    assert item.targets[0].reading.text == target
    assert ("cell-unreadable" in {one.code for one in found.findings}) is not kept
