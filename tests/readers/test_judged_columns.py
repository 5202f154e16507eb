"""Of several actuals of one year the one that was judged."""

from __future__ import annotations

from tests.readers.tables import actuals, rates, read_one, targets

ROWS = """
    令和2年度の取組状況
    項目 | 目標値 | 2年度実績 | 累計(H28~R2年度) | 進捗率
    削減効果額 | 3,297百万円 | 1,092百万円 | 4,533百万円 | {first}
    公共施設の延床面積 | 45,298㎡ | 4,749㎡ | 24,672㎡ | {second}
    """


def test_the_figure_that_gives_the_printed_rate_is_the_actual() -> None:
    first, second = read_one(ROWS.format(first="137.5%", second="54.5%")).plan.indicators

    assert (targets(first), actuals(first), rates(first)) == (
        {2020: "3,297百万円"},
        {2020: "4,533百万円"},
        {2020: "137.5%"},
    )
    assert actuals(second) == {2020: "24,672㎡"}
    assert "1,092百万円" in [text for _, text in first.extras]


def test_a_rate_of_the_year_alone_leaves_the_sum_aside() -> None:
    first, _ = read_one(ROWS.format(first="33.1%", second="10.5%")).plan.indicators

    assert actuals(first) == {2020: "1,092百万円"}


def test_rates_that_fit_neither_change_nothing() -> None:
    first, _ = read_one(ROWS.format(first="137.5%", second="99.9%")).plan.indicators

    assert actuals(first) == {2020: "1,092百万円"}


def test_a_column_of_quotients_is_the_rate_whatever_its_heading() -> None:
    first, second, third = read_one(
        """
        指標 | 現状値(H22) | 実績値(H26) | 目標値(H27) | 目標との比較 | 評価
        公園面積 | 8.9㎡ | 9.4㎡ | 10.0㎡ | 94.0% | B
        道路改良率 | 58.2% | 60.7% | 62.0% | 97.9% | A
        下水道普及率 | 45.1% | 52.3% | 51.0% | 102.5% | S
        """
    ).plan.indicators

    assert [rates(item) for item in (first, second, third)] == [
        {2014: "94.0%"},
        {2014: "97.9%"},
        {2014: "102.5%"},
    ]


def test_a_column_of_differences_is_no_rate() -> None:
    first, _ = read_one(
        """
        指標 | 実績値(H26) | 目標値(H27) | 目標との比較 | 評価
        公園面積 | 9.4㎡ | 10.0㎡ | -0.6 | B
        道路改良率 | 60.7% | 62.0% | -1.3 | A
        """
    ).plan.indicators

    assert rates(first) == {}


WHOLE = """
事業 | 指標 | 全体計画 | R4末まで | R5実績 | R5末累計 | 進捗率 | R9目標
幹線 | 改良延長（km） | 42.5 | 28.1 | 2.3 | 30.4 | {first} | 36.0
橋梁 | 修繕橋数（橋） | 85 | 41 | 7 | 48 | {second} | 66
"""


def test_a_rate_of_the_whole_that_is_to_be_done_speaks_for_the_sum() -> None:
    first, second = read_one(WHOLE.format(first="71.5%", second="56.5%")).plan.indicators

    assert (actuals(first), actuals(second)) == ({2023: "30.4"}, {2023: "48"})
    assert rates(first) == {2023: "71.5%"}


def test_a_rate_that_is_of_neither_leaves_the_year_alone() -> None:
    """The control: 2.3 stays what was done in the year."""
    first, _ = read_one(WHOLE.format(first="88.8%", second="77.7%")).plan.indicators

    assert actuals(first) == {2023: "2.3"}
