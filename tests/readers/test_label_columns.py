"""Words below the heading of the figures beside them."""

from __future__ import annotations

import pytest

from shirube.core.fiscal_year import FiscalYear
from tests.readers.tables import read_one, targets


def _read(text: str) -> list[tuple[str, str, dict[int, str]]]:
    found = read_one(text).plan.indicators
    return [(item.name, item.baseline.reading.text if item.baseline else "", targets(item)) for item in found]


def test_words_below_the_heading_of_figures_say_of_whom_they_are() -> None:
    assert _read(
        """
        食育推進の指標
        項目 | 現状値(平成26年度) |  | 目標値(平成31年度)
        BMI標準値の人の割合 | 男性 | 72.8% | 男性 80%
          | 女性 | 73.1% | 女性 80%
        朝食を欠食する人の割合 | 20歳代 | 54.5% | 20%
        食育に関心のある人の割合 |  | 77% | 90%
        """
    ) == [
        ("BMI標準値の人の割合 男性", "72.8%", {2019: "80%"}),
        ("BMI標準値の人の割合 女性", "73.1%", {2019: "80%"}),
        ("朝食を欠食する人の割合 20歳代", "54.5%", {2019: "20%"}),
        ("食育に関心のある人の割合", "77%", {2019: "90%"}),
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("検討", "実施"),  # beside a column that holds no figures either
        ("72.8%", "73.1%"),  # figures of their own
    ],
)
def test_what_is_no_word_beside_a_figure_stays_below_its_heading(first: str, second: str) -> None:
    found = _read(
        f"""
        食育推進の指標
        項目 | 現状値(平成26年度) |  | 目標値(平成31年度)
        要領の改定 | {first} | 課内 | 80%
        講座の見直し | {second} | 庁内 | 85%
        """
    )

    assert [baseline for _, baseline, _ in found] == [first, second]


def test_years_below_the_heading_of_figures_are_those_of_the_figures() -> None:
    text = """
    指標 | 基準値 |  | 目標値(H31) | 単位
    事業所数 | (H26) | 28,317 | 29,500 | 事業所
    従業者数 | (H25) | 278,415 | 283,000 | 人
    """
    first, second = read_one(text).plan.indicators

    assert [item.name for item in (first, second)] == ["事業所数", "従業者数"]
    assert first.baseline is not None
    assert second.baseline is not None
    assert (first.baseline.year, first.baseline.reading.text) == (FiscalYear(2014), "28,317")
    assert second.baseline.year == FiscalYear(2013)
