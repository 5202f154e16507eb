"""Columns of what would come of itself, between what is and what shall be."""

from __future__ import annotations

import pytest

from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.readers.projected_columns import find_projected
from tests.readers.tables import actuals, read_one, targets

BEGAN = (Role.BASELINE, FiscalYear(2015), "現状値(H27)")
PROJECTED = (Role.ACTUAL, FiscalYear(2035), "推計値(R17)")
AIM = (Role.TARGET, FiscalYear(2035), "目標値(R17)")


@pytest.mark.parametrize(
    "heads",
    [
        "指標 | 現状値(平成27年) | 推計値(令和17年) | 目標値(令和17年)",
        "指標 | 基準値 | 将来推計値 | 目標値\n | 2015年 | 2035年 | 2035年",
        "指標 | 現況値 | すう勢値 | 目標値\n | 平成27年 | 令和17年 | 令和17年",
        "指標 | (現況値) | ※1トレンド値 | (目標値)\n | 平成27年 | 令和17年 | 令和17年",
        "指標 | 現状値(平成27年) | 推計値(令和17年) | 目標値(令和17年)\n交通 | | |",  # rewritten
    ],
)
def test_what_would_come_of_itself_is_no_actual(heads: str) -> None:
    found = read_one(
        f"立地適正化計画の目標\n{heads}\n人口密度 | 45.2人/ha | 38.1人/ha | 43人/ha\n利用者 | 9人 | 5人 | 8人"
    )

    first, second = found.plan.indicators
    assert [targets(first), targets(second)] == [{2035: "43人/ha"}, {2035: "8人"}]
    assert [actuals(first), actuals(second)] == [{}, {}]
    assert [text for _, text in first.extras] == ["38.1人/ha"]
    assert "column-unknown" not in {one.code for one in found.findings} or "推計" not in heads


def test_an_estimate_behind_the_goal_is_of_what_was_reached() -> None:
    assert find_projected([BEGAN, PROJECTED, AIM]) == {1}
    assert not find_projected([BEGAN, AIM, PROJECTED])
    assert not find_projected([PROJECTED, AIM])  # nothing says where it began
    assert not find_projected([BEGAN, PROJECTED, (Role.TARGET, FiscalYear(2040), "目標値(R22)")])
    assert not find_projected([BEGAN, (Role.ACTUAL, FiscalYear(2035), "実績値(R17)"), AIM])
