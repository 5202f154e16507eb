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
