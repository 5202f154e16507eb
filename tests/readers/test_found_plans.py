"""What putting two tables together asks of their names, headings and figures."""

from __future__ import annotations

import pytest

from shirube.readers.found_plans import fit, fold_name, holds_all
from tests.readers.tables import read_one

_BASE = read_one("指標 | R5目標 | R5実績\n相談件数 | 5 | 4\n講座の回数 | 3 | 2")


@pytest.mark.parametrize(
    ("headings", "depth", "fitted"),
    [
        (("令和5年度", "目標"), 2, ("令和5年度", "目標")),
        (("指標",), 2, ("指標", "指標")),
        (("計画", "令和5年度", "目標"), 2, ("計画 令和5年度", "目標")),
        ((), 1, ("",)),
    ],
)
def test_headings_of_two_tables_get_the_same_number_of_rows(
    headings: tuple[str, ...], depth: int, fitted: tuple[str, ...]
) -> None:
    assert fit(headings, depth) == fitted


def test_names_are_the_same_in_full_width_and_with_spaces() -> None:
    assert fold_name("ＳＮＳ 登録 者数") == fold_name("SNS登録者数")


def test_a_figure_lost_on_the_way_is_seen() -> None:
    other = read_one("指標 | R6実績\n相談件数 | 6")
    whole = read_one("指標 | R5目標 | R5実績 | R6実績\n相談件数 | 5 | 4 | 6\n講座の回数 | 3 | 2 |")
    without = read_one("指標 | R5目標 | R5実績 | R6実績\n相談件数 | 5 | 4 |\n講座の回数 | 3 | 2 |")

    assert holds_all(whole, _BASE, other, 0)
    assert not holds_all(without, _BASE, other, 0)
    assert not holds_all(whole, _BASE, other, 1)
