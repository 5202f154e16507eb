"""Years below the headings of a block of lines."""

from __future__ import annotations

from shirube.core.fiscal_year import FiscalYear
from shirube.core.indicator import Direction
from shirube.readers.heading_dates import join_dates_below
from tests.readers.tables import actuals, read_one, targets

FORM = """
施策評価シート
指標名 | 不登校の割合
単位 | ％ | 方向 | ⇩
区分 | 基準値 | 令和4年度 | 令和5年度
 | H21 | |
目標値 | | 0.31 | 0.30
実績値 | 0.32 | 0.33 | 0.24
"""


def test_a_year_below_a_heading_is_that_of_its_figures_and_names_no_group() -> None:
    read = read_one(FORM)
    ((nodes, item),) = read.plan.rows

    assert not any(node.name for node in nodes)
    assert item.baseline is not None
    assert item.baseline.year == FiscalYear(2009)
    assert (targets(item), actuals(item)) == ({2022: "0.31", 2023: "0.30"}, {2022: "0.33", 2023: "0.24"})


def test_an_arrow_beside_a_label_of_the_direction_is_no_group() -> None:
    (item,) = read_one(FORM).plan.indicators

    assert item.direction is Direction.DOWN


def test_a_year_alone_elsewhere_stays_where_it_is() -> None:
    for texts in (
        [["区分", "基準値", "R4", "R5"], ["令和6年度", "", "", ""], ["目標", "1", "2", "3"]],
        [["区分", "基準値(H20)", "R4", "R5"], ["", "H21", "", ""]],
        [["区分", "基準値", "R4", "備考"], ["", "H21", "", ""]],
        [["区分", "基準値", "R4", "R5"], ["", "H21", "2,000", ""]],
    ):
        before = [[*row] for row in texts]
        join_dates_below(texts)
        assert texts == before
