"""Goals that stand only in a line above or below a table of actuals, which is no part of its rows.

    目標：令和8年度までに延べ300件
    指標      R5   R6
    相談件数  95   102

They become columns of targets where the line says for which years, and of which row: that whose name it
holds, or the only one. Goals that cannot be given to a row are told by unread_goals.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import AIMS, Role
from shirube.core.notation import parse_reading
from shirube.readers.column_headings import find_roles
from shirube.readers.goal_sentences import DatedGoal, find_dated_goals
from shirube.readers.headings import find_heading_year
from shirube.readers.records import heading_word
from shirube.readers.rewritten_grid import Cell
from shirube.readers.rewritten_table import Line, lone_heading, replace_rows
from shirube.readers.table import Table
from shirube.readers.values import cell_text

_MOST_LINES = 60


class _GoalLine(Struct, frozen=True):
    """A line of goals: where it stands, what it says, and the row of the table that it speaks of."""

    at: Cell
    goals: Sequence[DatedGoal]
    row: int


def add_goal_columns(table: Table) -> tuple[Table, Finding] | None:
    """The table with a column for each year of such lines, and that said; None where there is none."""
    roles = find_roles(table.headings)
    if any(role in AIMS for role in roles.values()):
        return None
    names = _find_names(table, roles)
    years = [year for texts in table.headings for text in texts if (year := find_heading_year(text))]
    if not names or not years:
        return None
    around = [row for row in (*table.above, *table.below) if _says_goal(table, row)]
    # Each is held against each name; where there are so many they are another table.
    if len(around) > _MOST_LINES:
        return None
    lines = [line for row in around if (line := _read_line(table, row, names, years[-1]))]
    said = [(line.row, goal.year) for line in lines for goal in line.goals]
    if not lines or len(set(said)) < len(said):
        return None
    promised = sorted({goal.year for line in lines for goal in line.goals})
    word = heading_word(Role.TARGET)
    headings = [*table.headings, *(lone_heading(table, f"{year.render()}{word}") for year in promised)]
    goals = {
        (line.row, goal.year): Cell(line.at.row, line.at.column, goal.text)
        for line in lines
        for goal in line.goals
    }
    body: list[Line] = [
        [
            *(Cell(row, column) for column in range(table.grid.width)),
            *(goals.get((row, year), "") for year in promised),
        ]
        for row in table.body
    ]
    return replace_rows(table, headings, body), _describe(table, lines[0])


def _find_names(table: Table, roles: Mapping[int, Role]) -> dict[int, str]:
    """What each row is called, in the column of names or the first one."""
    column = next((place for place, role in roles.items() if role is Role.INDICATOR), 0)
    texts = {row: "".join(cell_text(table.grid, row, column).split()) for row in table.body}
    return {row: text for row, text in texts.items() if text}


def _says_goal(table: Table, row: int) -> bool:
    return any(isinstance(cell, str) and "目標" in cell for cell in table.grid.rows[row])


def _read_line(table: Table, row: int, names: dict[int, str], context: FiscalYear) -> _GoalLine | None:
    for column, cell in enumerate(table.grid.rows[row]):
        if not isinstance(cell, str) or "目標" not in cell:
            continue
        goals = find_dated_goals(cell, context)
        spoken_of = _find_row("".join(cell.split()), names) if goals else None
        if spoken_of is not None and _is_measured_alike(table, spoken_of, goals):
            return _GoalLine(Cell(row, column), goals, spoken_of)
    return None


def _find_row(line: str, names: dict[int, str]) -> int | None:
    """The only row, or that with the longest name in the line; None where two are equally long."""
    if len(names) == 1:
        return next(iter(names))
    found = sorted((row for row, name in names.items() if name in line), key=lambda row: -len(names[row]))
    if not found or any(names[row] not in names[found[0]] for row in found):
        return None
    is_told_twice = len(found) > 1 and names[found[0]] == names[found[1]]
    return None if is_told_twice else found[0]


def _is_measured_alike(table: Table, row: int, goals: Sequence[DatedGoal]) -> bool:
    """True unless the figures of a row have another unit than its goals: 80% is none of 95件."""
    cells = (parse_reading(cell_text(table.grid, row, column)) for column in range(table.grid.width))
    units = {one.quantity.unit for one in cells if one.quantity and one.quantity.unit}
    own = {one.quantity.unit for goal in goals if (one := parse_reading(goal.text)).quantity}
    return not units or own - {""} <= units


def _describe(table: Table, line: _GoalLine) -> Finding:
    text = " ".join(cell_text(table.grid, line.at.row, line.at.column).split())
    return Finding(
        code="goals-from-line",
        level=Level.INFORMATION,
        place=table.grid.place(line.at.row, line.at.column),
        message=f"表に目標値の列がなく、「{text[:60]}」とあるため、その年度の目標値として読み取りました。",
        remedy="違う場合は、表に目標値の列を設けて記入してください。",
    )
