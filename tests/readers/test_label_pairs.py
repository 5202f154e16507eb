"""Words in front of figures, below one heading for both."""

from __future__ import annotations

from shirube.readers.grid import Span
from tests.readers.tables import read_one, targets

TABLE = """
    項目 | 現状値(平成26年度) | | 目標値(平成31年度) |
    標準体重の人の割合 | 男性 | 72.8% | 男性 | 80%
     | 女性 | 73.1% | 女性 | 82%
    栄養に気を付けている人の割合 | 51.3% | | 55% |
"""


def test_words_before_figures_become_part_of_the_names() -> None:
    first, second, third = read_one(TABLE).plan.indicators

    assert (first.name, targets(first)) == ("標準体重の人の割合 男性", {2019: "80%"})
    assert (second.name, targets(second)) == ("標準体重の人の割合 女性", {2019: "82%"})
    assert (third.name, targets(third)) == ("栄養に気を付けている人の割合", {2019: "55%"})
    assert [item.baseline.reading.text for item in (first, second, third) if item.baseline] == [
        "72.8%",
        "73.1%",
        "51.3%",
    ]


def test_words_that_differ_in_a_row_name_nothing() -> None:
    """The control: nobody can say whose figures stand in such a row."""
    found = read_one(TABLE.replace("女性 | 82%", "小学校 | 82%"))

    assert not any(item.name.endswith(("女性", "小学校")) for item in found.plan.indicators)


def test_kinds_before_figures_are_no_parts_of_names() -> None:
    found = read_one(TABLE.replace("男性", "目標").replace("女性", "実績"))

    assert not any(item.name.endswith(("目標", "実績")) for item in found.plan.indicators)


def test_a_figure_merged_over_several_words_is_that_of_each() -> None:
    found = read_one(
        """
        項目 | 現状値(平成26年度) | | 目標値(平成31年度) |
        朝食を食べている割合 | 小学校 | 99.3% | 100% |
         | 中学校 | 96.4% | |
        栄養に気を付けている人の割合 | 51.3% | | 55% |
        """,
        merges=[Span(1, 3, 2, 4)],
    )

    assert [targets(item) for item in found.plan.indicators] == [
        {2019: "100%"},
        {2019: "100%"},
        {2019: "55%"},
    ]


def test_an_age_before_a_figure_is_such_a_word_too() -> None:
    first, second, _ = read_one(TABLE.replace("男性", "20歳代").replace("女性", "30歳代")).plan.indicators

    assert (first.name, targets(first)) == ("標準体重の人の割合 20歳代", {2019: "80%"})
    assert (second.name, targets(second)) == ("標準体重の人の割合 30歳代", {2019: "82%"})


def test_merges_over_one_another_are_gone_through_once() -> None:
    rows = "\n".join(f"指標{number} | 男性 | 7% | 男性 | 8%" for number in range(2_000))
    merges = [Span(1, 3, 2_000, 4)] * 2_000
    found = read_one(f"項目 | 現状値(H26) | | 目標値(H31) |\n{rows}", merges=merges)

    assert found.plan.indicators[0].name.endswith("男性")
