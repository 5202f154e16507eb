from __future__ import annotations

from decimal import Decimal

import pytest

from shirube.core.text_numbers import find_counted_numbers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("累計80事業者の相談を受ける。", [(80, "事業者")]),
        ("令和4年度の講座数(40講座)を保つ。", [(40, "講座")]),
        ("１，２００人と２５．５％", [(1200, "人"), ("25.5", "%")]),
        ("延べ1.5万人に届ける。", [(15000, "人")]),
        ("支援を3件増やし、5人以上とする。", [(3, "件"), (5, "人")]),
        ("12か所のサロン", [(12, "か所")]),
        ("年1~2回の開催", [(2, "回")]),
    ],
)
def test_numbers_that_count_something_are_found_with_their_counter(
    text: str, found: list[tuple[int | str, str]]
) -> None:
    numbers = [(number.value, number.unit) for number in find_counted_numbers(text)]

    assert numbers == [(Decimal(value), unit) for value, unit in found]


@pytest.mark.parametrize(
    "text",
    [
        "令和8年度までに取り組む。",
        "令和6年8月1日から始めた。",
        "第2次計画の別表2-1による。",
        "P.33と図3を参照する。",
        "20歳代に広げる。",
        "3割を目安とする。",
        "数値のない文章",
    ],
)
def test_years_dates_ordinals_and_shares_count_nothing(text: str) -> None:
    assert list(find_counted_numbers(text)) == []


def test_a_number_counts_a_unit_whatever_its_width() -> None:
    [number] = find_counted_numbers("参加者を30人増やす。")

    assert number.counts("人")
    assert not number.counts("件")
    assert not number.counts("")
