"""The sheet of bare numbers that a benchmark reads."""

from __future__ import annotations

from pathlib import Path

from bench.made_up_sheet import write_sheet
from shirube.readers.read import ReadOptions, read_plan


def test_every_row_of_the_sheet_is_an_indicator_with_its_unit_and_its_years(tmp_path: Path) -> None:
    path = tmp_path / "進捗.xlsx"

    columns = write_sheet(path, 300)
    read = read_plan(path, ReadOptions(trusted=True))

    assert columns == len(read.columns) == 20
    assert len(read.plan.indicators) == 300
    assert {item.unit for item in read.plan.indicators} == {"人", "件", "回", "％"}
    assert {len(item.targets) for item in read.plan.indicators} == {4}
    assert len(read.grid.merges) > 50


def test_the_sheet_is_the_same_in_every_run(tmp_path: Path) -> None:
    plans = []
    for name in ("一.xlsx", "二.xlsx"):
        write_sheet(tmp_path / name, 60)
        plans.append(read_plan(tmp_path / name, ReadOptions(trusted=True)).plan)

    assert plans[0] == plans[1]
