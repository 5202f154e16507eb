"""Labelled figures in brackets behind a name, line by line in a text."""

from __future__ import annotations

import pytest

from shirube.readers.bracketed_chains import read_bracketed
from tests.readers.tables import actuals, read_one, targets


@pytest.mark.parametrize(
    ("line", "name", "chain"),
    [
        ("空き店舗率(現状:17.5%→目標:11.8%)", "空き店舗率", "従前値:17.5%⇒目標値:11.8%"),
        (
            "①歩行者等通行量(平日)（現状：33,716人→目標：35,470人）",
            "①歩行者等通行量(平日)",
            "従前値:33,716人⇒目標値:35,470人",
        ),
        (
            "旅行消費額:467.8億円(目標: 425億円、達成率110%)",
            "旅行消費額",
            "目標値:425億円⇒実績値:467.8億円(110%)",
        ),
        ("会員数(目標1,200人,実績1,250人)", "会員数", "目標値:1,200人⇒実績値:1,250人"),
    ],
)
def test_figures_in_brackets_are_what_their_labels_say(line: str, name: str, chain: str) -> None:
    assert read_bracketed(line) == (name, chain)


@pytest.mark.parametrize(
    "line",
    [
        "空き店舗率(17.5%→11.8%)",  # nobody says what the two are
        "空き店舗率(目標:11.8%)",  # one figure is no row
        "空き店舗率(目標:11.8%→目標:10%)",  # which of the two
        "空き店舗率(現状:調査中→目標:11.8%)",
        "(現状:17.5%→目標:11.8%)",
        "支援措置(H25~R1)",
        "利用者数(人)",
    ],
)
def test_what_says_too_little_is_left_as_a_line(line: str) -> None:
    assert read_bracketed(line) is None


def test_lines_of_a_text_become_rows_of_their_names() -> None:
    first, second = read_one(
        """
        令和6年度 観光計画の実績
        指標
        旅行消費額:467.8億円(目標: 425億円(令和6年度)、達成率110%)
        宿泊者数:52万人(目標: 50万人(令和6年度)、達成率104%)
        """
    ).plan.indicators

    assert (first.name, targets(first), actuals(first)) == (
        "旅行消費額",
        {2024: "425億円(令和6年度)"},
        {2024: "467.8億円"},
    )
    assert second.name == "宿泊者数"
