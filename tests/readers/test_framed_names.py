"""Names in the row of the years, with the unit in the row below."""

from __future__ import annotations

import time

import pytest

from shirube.readers.framed_names import write_out_framed_names
from tests.readers.tables import actuals, grid, read, targets

_FORM = """
    事務事業名 | 活性化推進事業 | 課 | 都市計画課
    成果指標1 | 基本計画の策定 | 区分 | 平成25年度 | 平成26年度 | 平成27年度
    {first} | | 計画値 | | |
     | | 実績値 | | |
    成果指標2 | 参加者数 | 区分 | 平成25年度 | 平成26年度 | 平成27年度
    {second} | | 計画値 | | | 50
     | | 実績値 | | 69 | 113
    活動指標1 | 委員会の開催回数 | 区分 | 平成25年度 | 平成26年度 | 平成27年度
    単位 | 回 | 実績値 | | | 2
    ○事業費
    区分 | 事業費 | | 1,470 | 0 | 5,076
    """


@pytest.mark.parametrize(("first", "second"), [("単位：％", "単位:人"), ("単位(％)", "単位：人")])
def test_the_name_beside_the_label_is_that_of_the_rows_below_it(first: str, second: str) -> None:
    items = {
        item.name: item
        for found in read(_FORM.format(first=first, second=second))
        for item in found.plan.indicators
    }

    assert targets(items["参加者数"]) == {2015: "50"}
    assert actuals(items["参加者数"]) == {2014: "69", 2015: "113"}
    assert actuals(items["委員会の開催回数"]) == {2015: "2"}
    assert (items["参加者数"].unit, items["委員会の開催回数"].unit) == ("人", "回")


def test_the_unit_may_stand_in_the_next_cell() -> None:
    text = _FORM.format(first="単位：", second="単位：").replace("単位： | |", "単位： | 人 |")
    (item,) = [item for found in read(text) for item in found.plan.indicators if item.name == "参加者数"]

    assert (item.unit, actuals(item)) == ("人", {2014: "69", 2015: "113"})


def test_a_name_that_is_a_heading_is_left_alone() -> None:
    text = "指標 | 単位 | 区分 | R4 | R5\n単位： | 人 | 目標 | 1 | 2"

    assert write_out_framed_names(grid(text)) is None


def test_thousands_of_frames_take_seconds() -> None:
    rows = "成果指標1 | 参加者数 | 区分 | R4 | R5\n単位 | 人 | 目標 | 1 | 2\n | | 実績 | 1 | 2\n" * 3000
    begin = time.process_time()

    assert write_out_framed_names(grid(rows)) is not None
    assert time.process_time() - begin < 5
