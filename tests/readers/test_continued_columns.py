"""Later years below the rows of the earlier ones, beside the same names."""

from __future__ import annotations

import time

import pytest

from shirube.readers.continued_columns import join_continued_columns
from shirube.readers.grid import Span
from tests.readers.tables import grid, read, read_one, targets

PLAN = """
    地域再生計画
    【数値目標】
    数値目標 | 事業開始前 | 平成29年度(1年目) | 平成30年度(2年目)
    滞在人口率 | 1.26倍 | 0.11倍 | 0.10倍
    施設の利用者数 | 57,000人 | 4,000人 | 5,000人
     | 平成31年度(3年目) | 平成32年度(4年目) | KPI増加分の累計
    滞在人口率 | 0.12倍 | 0.13倍 | 0.46倍
    施設の利用者数 | 6,000人 | 7,000人 | 22,000人
    """


def test_later_years_below_are_put_beside_the_rows_of_their_names() -> None:
    found = read_one(PLAN)

    rate, users = found.plan.indicators
    assert targets(rate) == {2017: "0.11倍", 2018: "0.10倍", 2019: "0.12倍", 2020: "0.13倍"}
    assert targets(users) == {2017: "4,000人", 2018: "5,000人", 2019: "6,000人", 2020: "7,000人"}
    assert "columns-continued" in {one.code for one in found.findings}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("平成31年度(3年目) | 平成32年度(4年目)", "平成29年度(1年目) | 平成30年度(2年目)"),  # no later years
        ("    施設の利用者数 | 6,000人", "    来館者の数 | 6,000人"),  # other names
        ("KPI増加分の累計", "備考"),
        ("     | 平成31年度", "    実績\n     | 平成31年度"),  # a line between the two
    ],
)
def test_anything_else_below_stays_where_it_is(old: str, new: str) -> None:
    assert join_continued_columns(grid(PLAN.replace(old, new))) is None


def test_merged_cells_above_and_below_keep_their_places() -> None:
    text = f"{PLAN}\n    注 | 集計は年度末による\n"
    found = join_continued_columns(grid(text, merges=(Span(0, 0, 0, 3), Span(8, 1, 8, 3), Span(5, 1, 5, 2))))

    assert found is not None
    assert found[0].merges == (Span(0, 0, 0, 3), Span(5, 1, 5, 3))
    assert found[0].place(3, 4).cell == "B7"


def test_three_blocks_below_one_another_are_one_table() -> None:
    text = PLAN + "     | 令和3年度(5年目)\n    滞在人口率 | 0.2倍\n    施設の利用者数 | 1人\n"
    _, users = read_one(text).plan.indicators

    assert targets(users)[2021] == "1人"


@pytest.mark.timeout(30)
def test_thousands_of_rows_that_might_go_on_are_gone_through_once() -> None:
    rows = "\n".join(f"指標 | R{number % 5 + 1}\n甲 | {number}\n乙 | {number}" for number in range(3000))
    started = time.perf_counter()

    assert join_continued_columns(grid(rows)) is None or read(rows)
    assert time.perf_counter() - started < 10
