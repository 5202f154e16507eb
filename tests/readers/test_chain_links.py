"""The parts of chained cells."""

from __future__ import annotations

import pytest

from shirube.core.form import Role
from shirube.readers.chain_links import ORDER, Link, parse_chain, read_links
from tests.readers.tables import actuals, marks, read, targets


def test_a_chain_without_labels_has_the_usual_order() -> None:
    links = parse_chain("12.5% → 20% → 18.1%")

    assert [(link.role, link.text) for link in links] == [
        (Role.BASELINE, "12.5%"),
        (Role.TARGET, "20%"),
        (Role.ACTUAL, "18.1%"),
    ]


@pytest.mark.parametrize("text", ["設計→施工→完成", "20人", "10人→20人", "A→B", "令和5年度→令和8年度", ""])
def test_arrows_between_other_things_are_no_chain(text: str) -> None:
    assert parse_chain(text) == ()


def test_labels_may_stand_before_the_figures_without_a_colon() -> None:
    (found,) = read(
        """
        都市再生整備計画 事後評価
        指標1 歩行者通行量 | 従前値 3,120(H18) ⇒ 目標値 3,500(H22) ⇒ 評価値 3,566(H22) | 達成度 ○
        指標2 居住人口 | 従前値 1,850(H18) ⇒ 目標値 2,000(H22) ⇒ 評価値 1,790(H22) | 達成度 ×
        """
    )

    first, second = found.plan.indicators
    assert (first.name, targets(first), actuals(first)) == (
        "歩行者通行量",
        {2010: "3,500(H22)"},
        {2010: "3,566(H22)"},
    )
    assert (marks(first), marks(second)) == ({2010: "○"}, {2010: "×"})


@pytest.mark.timeout(20)
def test_a_chain_with_thousands_of_spaces_is_gone_through_once() -> None:
    spaces = " " * 100_000

    assert parse_chain(f"1,300{spaces}人{spaces}→ 1,400") == ()
    assert [link.text for link in parse_chain("1,300 → 1,400　⇒ 1,500")] == ["1,300", "1,400", "1,500"]


def test_a_name_before_a_chain_and_a_note_behind_it_are_no_parts() -> None:
    order = (Role.BASELINE, Role.TARGET)

    links = read_links("高齢者向け住宅の割合 0.9%→3.5%※速報", order)

    assert links == (Link(Role.BASELINE, "0.9%"), Link(Role.TARGET, "3.5%"))
    assert read_links("0.9%", order) == ()


def test_words_are_parts_only_where_somebody_says_what_they_are() -> None:
    order = (Role.BASELINE, Role.TARGET)

    assert [link.text for link in read_links("約6,000ha→おおむね解消", order)] == [
        "約6,000ha",
        "おおむね解消",
    ]
    assert read_links("約6,000ha→おおむね解消", ORDER) == ()
