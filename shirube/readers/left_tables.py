"""Tables of a sheet that hold no indicator, such as a list of activities with costs below the indicators.

They are no plan. What stands around them may still speak of the indicators (総合評価 | Ａ), and an officer
shall know that they were not read.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from shirube.core.finding import Finding, Level
from shirube.core.notation import parse_reading
from shirube.readers.grid_rows import filled_cells
from shirube.readers.result import ReadPlan
from shirube.readers.table import Table

_LONGEST = 40


def keep_around_left(plans: Sequence[ReadPlan], left: Sequence[tuple[int, Table]]) -> list[ReadPlan]:
    """The plans with what stands around the tables left out behind them; ``left`` has the plan's place."""
    result = list(plans)
    # Gathered first: a plan looks through its whole tree each time it is made.
    lines: dict[int, list[str]] = {}
    said: dict[int, list[Finding]] = {}
    for place, table in left:
        rows = table.grid.rows
        around = [row for row in (*table.above, *table.below) if place >= 0 or row in table.below]
        lines.setdefault(max(place, 0), []).extend(" ".join(filled_cells(rows[row])) for row in around)
        if _holds_figures(table):
            said.setdefault(max(place, 0), []).append(_describe(table))
    for place, texts in lines.items():
        read = result[place]
        plan = replace(read.plan, remarks=(*read.plan.remarks, *texts))
        result[place] = replace(read, plan=plan, findings=(*read.findings, *said.get(place, ())))
    return result


def _holds_figures(table: Table) -> bool:
    cells = (text for row in table.body for text in filled_cells(table.grid.rows[row]))
    return any(parse_reading(text).quantity is not None for text in cells)


def _describe(table: Table) -> Finding:
    headings = " ".join(dict.fromkeys(text for texts in table.headings for text in texts if text))
    return Finding(
        code="table-unread",
        level=Level.INFORMATION,
        place=table.grid.place(table.top, 0),
        message=f"見出しが「{headings[:_LONGEST]}」の表（{len(table.body)}行）には、目標や実績の列がないため、"
        "指標として読み取りませんでした。",
        remedy="指標の表であれば、見出しに「目標」「実績」などと年度を記入してください。",
    )
