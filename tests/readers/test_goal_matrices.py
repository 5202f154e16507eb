"""Goals of several things, each measured in several ways, below a title that says they are goals."""

from __future__ import annotations

import pytest

from shirube.readers.goal_matrices import find_goal_matrix
from tests.readers.tables import grid, read, read_one, targets

ROWS = "区分 | 年間収支率 | 年間利用者数\n乗合 | 20%以上 | 1,500人以上\n予約 | 8%以上 | ―"


def test_each_figure_below_such_a_title_is_the_goal_of_an_indicator() -> None:
    found = read_one(f"新たに導入する交通の目標値(平成33年度)\n{ROWS}")

    goals = [(path[-1].name, item.name, targets(item)) for path, item in found.plan.rows]
    assert goals[:3] == [
        ("乗合", "年間収支率", {2021: "20%以上"}),
        ("乗合", "年間利用者数", {2021: "1,500人以上"}),
        ("予約", "年間収支率", {2021: "8%以上"}),
    ]
    assert "goals-of-title" in [one.code for one in found.findings]


def test_without_a_year_it_is_asked_for() -> None:
    found = read_one(f"新たに導入する交通の目標値\n{ROWS}")

    assert "year-unknown" in [one.code for one in found.findings]


@pytest.mark.parametrize("title", ["新たに導入する交通の利用状況", "交通の目標と実績", ""])
def test_another_title_says_nothing_of_goals(title: str) -> None:
    assert read(f"{title}\n{ROWS}") == []


def test_words_among_the_figures_are_no_goals() -> None:
    assert find_goal_matrix(grid(f"交通の目標値(R8)\n{ROWS}\n支援 | 検討する | 継続")) is not None
    assert find_goal_matrix(grid("交通の目標値(R8)\n区分 | 収支率 | 利用者数\n乗合 | 検討 | 継続")) is None
