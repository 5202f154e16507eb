"""Which table of a file is meant, and how the tables are called."""

from __future__ import annotations

from msgspec.structs import replace

from shirube.readers.chosen_table import choose_plan, name_tables
from shirube.readers.result import ReadPlan
from tests.readers.tables import read_one

GOALS = "指標 | R5目標 | R5実績\n相談件数 | 10 | 12"
ACTUALS = "指標 | R4実績 | R5実績\n人口 | 10 | 12\n世帯数 | 5 | 6"


def read_sheet(text: str, name: str) -> ReadPlan:
    found = read_one(text)
    return replace(found, grid=replace(found.grid, name=name))


def test_a_table_with_goals_is_meant_before_a_longer_one_without() -> None:
    found = [read_one(ACTUALS), read_one(GOALS)]

    assert choose_plan(found) is found[1]


def test_tables_of_one_title_are_told_apart_by_their_sheets() -> None:
    forms = [read_sheet(f"評価調書\n{GOALS}", name) for name in ("観光課", "農政課")]

    assert name_tables(forms) == ["評価調書（観光課）", "評価調書（農政課）"]
    assert name_tables([forms[0], read_sheet(GOALS, "一覧")]) == ["評価調書", "一覧"]
    assert name_tables([read_sheet(GOALS, ""), read_sheet(GOALS, "")]) == ["1番目の表", "2番目の表"]
