"""Rows whose names hold the kind of their figures."""

from __future__ import annotations

import pytest

from shirube.readers.grid import Span
from shirube.readers.kind_prefixes import split_kinds_off
from tests.readers.tables import actuals, grid, read_one, targets


@pytest.mark.parametrize(
    ("planned", "reached"),
    [
        ("計画職員数", "実績職員数"),
        ("計画 職員数", "実績 職員数"),
        ("職員数（計画）", "職員数（実績）"),
        ("職員数 目標値", "職員数 実績値"),
    ],
)
def test_a_name_that_stands_on_both_sides_is_one_indicator(planned: str, reached: str) -> None:
    found = read_one(
        f"""
        職員数の推移
        区分 | H17 | H18 | H19
        {planned} | 650 | 640 | 628
        {reached} | 650 | 638 | 622
        増減 | 0 | ▲2 | ▲6
        """
    )

    (item,) = found.plan.indicators
    assert item.name == "職員数"
    assert targets(item) == {2005: "650", 2006: "640", 2007: "628"}
    assert actuals(item) == {2005: "650", 2006: "638", 2007: "622"}


def test_all_plans_may_stand_above_all_actuals() -> None:
    staff, fewer = read_one(
        """
        区分 | 17年度 | 18年度 | 平成19年度
        計画 職員数 | 4,305 | 4,245 | 4,175
        計画 削減数 |  | 60 | 70
        実績 職員数 | 4,305 | 4,195 |
        実績 削減数 |  | 110 |
        """
    ).plan.indicators

    assert (staff.name, fewer.name) == ("職員数", "削減数")
    assert (targets(staff)[2006], actuals(staff)[2006]) == ("4,245", "4,195")
    assert (targets(fewer), actuals(fewer)) == ({2006: "60", 2007: "70"}, {2006: "110"})


def test_a_merge_over_the_names_moves_along() -> None:
    sheet = grid(
        """
        推移 |  |
        区分 | H17 | H18
        計画職員数 | 650 | 640
        実績職員数 | 650 | 638
        """,
        merges=[Span(0, 0, 0, 2), Span(2, 2, 3, 2)],
    )

    split = split_kinds_off(sheet)

    assert split is not None
    assert split.merges == (Span(0, 0, 0, 3), Span(2, 3, 3, 3))
    assert split.place(3, 0) == sheet.place(3, 0)


@pytest.mark.parametrize(
    "rows",
    [
        "計画策定数 | 6 | 7\n実績報告数 | 5 | 6",  # two names of their own
        "計画職員数 | 6 | 7\n計画外職員数 | 5 | 6",
        "目標 | 6 | 7\n実績 | 5 | 6",  # the ordinary lines
    ],
)
def test_names_that_only_begin_like_kinds_are_left(rows: str) -> None:
    assert split_kinds_off(grid(f"区分 | H17 | H18\n{rows}")) is None


def test_without_columns_of_years_nothing_is_split() -> None:
    assert split_kinds_off(grid("区分 | 件数\n計画職員数 | 650\n実績職員数 | 650")) is None
