"""Reading a file as plans: file → grids → tables → plans and findings. The front door of the readers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from shirube.core.finding import Finding, Level, Place
from shirube.readers.grid import Grid
from shirube.readers.result import ReadPlan, UnderstoodColumn
from shirube.readers.source import UnreadableFile
from shirube.readers.table import find_tables
from shirube.readers.understand import read_table


def read_grids_as_plans(grids: Sequence[Grid], file: str) -> list[ReadPlan]:
    """Every table of the visible sheets; raises UnreadableFile when there is none to understand."""
    visible = [grid for grid in grids if not grid.hidden] or list(grids)
    tables = [table for grid in visible for table in find_tables(grid)]
    found = [read for table in tables if (read := read_table(table)).plan.indicators]
    if not found:
        raise UnreadableFile(
            file,
            "指標の表が見つかりませんでした。",
            "見出しに「目標」「実績」などがあり、その下に指標が並ぶ表かどうか確認してください。",
        )
    return found


def choose_plan(found: Sequence[ReadPlan]) -> ReadPlan:
    """The table that people mean when they name only the file: that with most indicators, or the first."""
    return max(found, key=lambda read: len(read.plan.indicators))


def read_plans(path: str | Path) -> list[ReadPlan]:
    """Every table of a file as a plan, in the file's order. Raises UnreadableFile with one Japanese line."""
    from shirube.readers.formats import read_grids

    path = Path(path)
    if path.suffix.lower() == ".json":
        return [_read_exchange(path)]
    grids = read_grids(path)
    found = read_grids_as_plans(grids.grids, path.name)
    return [replace(read, findings=(*grids.findings, *read.findings)) for read in found]


def _read_exchange(path: Path) -> ReadPlan:
    """A plan in our own exchange format: nothing to understand, its columns are those of its form."""
    from shirube.readers.json_file import read_plan_json

    plan = read_plan_json(path)
    columns = tuple(
        UnderstoodColumn(index, column, "しるべの交換形式による", 100)
        for index, column in enumerate(plan.form.columns)
    )
    return ReadPlan(
        plan=plan,
        findings=(),
        columns=columns,
        layout="exchange",
        grid=Grid(file=path.name, name="", rows=()),
    )


def read_plan(path: str | Path) -> ReadPlan:
    """The plan of a file; of several tables the largest, and a finding names the others."""
    found = read_plans(path)
    chosen = choose_plan(found)
    if len(found) == 1:
        return chosen
    others = "、".join(
        f"{read.grid.name or '表'}（{len(read.plan.indicators)}指標）" for read in found if read is not chosen
    )
    finding = Finding(
        code="other-tables",
        level=Level.INFORMATION,
        place=Place(file=Path(path).name),
        message=f"このファイルには表が{len(found)}つあります。最も大きい表を読み取りました。ほかの表：{others}",
        remedy="ほかの表を読み取るときは --table で番号を指定してください。",
    )
    return replace(chosen, findings=(finding, *chosen.findings))
