"""Which sheets of a workbook stand beside one another, each for its own part."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from shirube.readers.sheet_series import find_series
from tests.readers.tables import grid


def are_of_one_series(one: str, other: str) -> bool:
    table = grid("指標 | R5実績")
    return find_series(replace(table, name=one)) == find_series(replace(table, name=other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("総務課", "健康福祉部"),
        ("第一小学校", "第二小学校"),
        ("施策1", "施策２"),
        ("基本目標Ⅰ", "基本目標Ⅳ"),
        ("個票1-1", "個票1-2"),
    ],
)
def test_departments_and_numbered_measures_are_of_one_series(one: str, other: str) -> None:
    assert are_of_one_series(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("集計", "総務課"),
        ("全課", "総務課"),
        ("様式1", "様式2"),
        ("Sheet1", "Sheet2"),
        ("個票1", "個票1 (2)"),
        ("施策1", "目標1"),
        ("R4", "R5"),
    ],
)
def test_summaries_papers_and_copies_are_not(one: str, other: str) -> None:
    assert not are_of_one_series(one, other)
