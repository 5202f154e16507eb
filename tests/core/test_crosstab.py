from __future__ import annotations

from shirube.core.crosstab import compute_crosstabs
from shirube.core.graded_plan import compute_graded_plan
from tests.builders import build_indicator, build_plan, build_scale, year
from tests.core.seed_plan import seed_graded

R7 = year("R7")


def test_levels_on_which_rows_share_a_node_are_crossed_and_the_bodies() -> None:
    tables = compute_crosstabs(seed_graded(), R7)

    assert [table.heading for table in tables] == ["方向性", "個別施策", "実施主体"]


def test_each_cross_table_counts_every_row_once() -> None:
    for table in compute_crosstabs(seed_graded(), R7):
        assert sum(line.distribution.total for line in table.lines) == 14


def test_a_plan_without_bodies_has_no_table_of_bodies() -> None:
    graded = compute_graded_plan(build_plan(build_indicator("1"), build_indicator("2")), build_scale())

    assert [table.heading for table in compute_crosstabs(graded, R7)] == ["方向性", "個別施策"]
