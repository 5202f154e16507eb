"""Rows of what is expected and what is provided for it, below years and no more."""

from __future__ import annotations

import pytest

from tests.readers.tables import actuals, read_one, targets

_CLUBS = """
    (単位:人)
    放課後児童クラブ |  | H27 | H28 | H29
    {expected} | A | 26,476 | 26,244 | 25,980
    {provided} | B | 23,986 | 24,467 | 24,791
    過不足 | C=B-A | ▲ 2,490 | ▲ 1,777 | ▲ 1,189
    """


@pytest.mark.parametrize(
    ("expected", "provided"),
    [
        ("量の見込み", "確保方策"),
        ("①量の見込み", "②確保の内容(定員数)"),
        ("需要量", "確保量"),
        ("見込量", "提供量"),
    ],
)
def test_what_is_expected_and_provided_below_years_is_the_plan(expected: str, provided: str) -> None:
    found = read_one(_CLUBS.format(expected=expected, provided=provided))
    first, second, *_ = found.plan.indicators

    assert targets(first) == {2015: "26,476", 2016: "26,244", 2017: "25,980"}
    assert targets(second) == {2015: "23,986", 2016: "24,467", 2017: "24,791"}
    assert actuals(first) == actuals(second) == {}
    codes = {one.code for one in found.findings}
    assert "rows-of-plan" in codes
    assert "lines-mistaken" not in codes


def test_a_word_holds_for_the_rows_below_it() -> None:
    found = read_one(
        """
        利用者支援事業 |  | R2 | R3
        量の見込み | 特定型 | 1 | 1
         | 母子保健型 | 2 | 3
        確保方策 | 特定型 | 1 | 1
         | 母子保健型 | 2 | 2
        """
    )

    assert [targets(item) for item in found.plan.indicators] == [
        {2020: "1", 2021: "1"},
        {2020: "2", 2021: "3"},
        {2020: "1", 2021: "1"},
        {2020: "2", 2021: "2"},
    ]


@pytest.mark.parametrize("provided", ["利用実績", "延べ利用者数"])
def test_beside_any_other_row_nothing_is_said_of_the_years(provided: str) -> None:
    found = read_one(_CLUBS.format(expected="量の見込み", provided=provided))

    assert "rows-of-plan" not in {one.code for one in found.findings}


def test_planned_staff_and_its_change_are_a_plan_and_years_for_reference_no_part_of_it() -> None:
    first, second = read_one(
        """
        定員適正化計画
        区分 | | 参考 H26 | H27 | H28
        一般行政 | 計画職員数 A | 72 | 72 | 74
         | 対前年増減数 | | 0 | 2
        """
    ).plan.indicators

    assert [target.year.start for target in first.targets] == [2015, 2016]
    assert [target.reading.text for target in second.targets] == ["0", "2"]
    assert not any(actual.reading.text for item in (first, second) for actual in item.actuals)


@pytest.mark.parametrize("name", ["目標値", "事業目標", "登録目標件数", "登録件数（目標）"])
def test_rows_that_are_called_goals_are_goals(name: str) -> None:
    found = read_one(f"空き家バンク\n項目 | 現状 | R5 | R6\n{name} | 5件 | 10件 | 20件")

    (item,) = found.plan.indicators
    assert (targets(item), actuals(item)) == ({2023: "10件", 2024: "20件"}, {})
    assert "rows-of-plan" in {one.code for one in found.findings}


@pytest.mark.parametrize("name", ["目標達成率", "登録件数"])
def test_other_rows_below_years_hold_what_was_reached(name: str) -> None:
    found = read_one(f"空き家バンク\n項目 | R4 | R5 | R6\n{name} | 5 | 10 | 20")

    assert targets(found.plan.indicators[0]) == {}
