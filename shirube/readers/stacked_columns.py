"""Columns whose cells hold several figures: what each cell gives to a record, and what is said about it.

How such headings and cells are told is the matter of stacked_cells.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.readers.column_role import ColumnRole
from shirube.readers.grid import Grid
from shirube.readers.records import Record
from shirube.readers.rewritten_grid import Cell
from shirube.readers.stacked_cells import Stack, is_nothing, split_cell


class StackedColumns:
    """The columns of a table whose cells hold several figures; ``said`` is what a line says of all."""

    def __init__(self, grid: Grid, columns: Sequence[ColumnRole], said: Stack | None) -> None:
        self._grid = grid
        self._said = said or ()
        self._divided: dict[str, Stack] = {}
        self._single: list[tuple[Cell, str, Stack]] = []
        self.is_needed = bool(said) or any(item.stack for item in columns)

    def put(self, record: Record, item: ColumnRole, cell: Cell, text: str, year: FiscalYear | None) -> bool:
        """Place the figures of a cell by their kinds; False for a cell that is read like any other."""
        stack = item.stack or (self._said if self._is_said_of(item) else ())
        if not stack:
            return False
        parts = split_cell(text, len(stack))
        # 「R3実績」 beside such columns says itself what its single figure is, and what its 「-」 stands for.
        is_open = bool(item.stack) or item.bare
        if parts is None and is_open and is_nothing(text):
            parts = (text,) * len(stack)
        if parts is not None:
            self._divided.setdefault(item.title, stack)
            for role, part in zip(stack, parts, strict=True):
                if part:
                    record.put(role, item.year or year, Cell(cell.row, cell.column, part))
            return True
        if not is_open:
            return False
        record.put_extra(item.title, cell)
        self._single.append((cell, text, stack))
        return True

    def _is_said_of(self, item: ColumnRole) -> bool:
        """True for targets and actuals; what stands before a rate is an actual."""
        roles = (Role.ACTUAL,) if Role.RATE in self._said else (Role.TARGET, Role.ACTUAL)
        return item.role in roles

    def describe(self) -> Iterator[Finding]:
        """What was divided, in which order, and which cells hold too few figures to tell what they are."""
        orders: dict[Stack, list[str]] = {}
        for title, stack in self._divided.items():
            orders.setdefault(stack, []).append(title)
        for stack, titles in orders.items():
            shown = "、".join(f"「{title}」" for title in titles[:5]) + ("ほか" if len(titles) > 5 else "")
            yield Finding(
                code="cells-divided",
                level=Level.INFORMATION,
                place=self._grid.place(0, 0),
                message=f"{shown}の列は、1つのセルに書かれた値を、表に書かれた順に{_name(stack)}に分けて読み取りました。",
                remedy="順番が違う場合は、見出しを「目標／実績」のように、値の順に書いてください。",
            )
        if self._single:
            cell, text, stack = self._single[0]
            yield Finding(
                code="cells-undivided",
                level=Level.ODD,
                place=self._grid.place(cell.row, cell.column),
                message=f"値が1つしかないため、{_name(stack)}のどれか分からないセルが{len(self._single)}個あります"
                f"（例：「{' '.join(text.split())[:30]}」）。評価には使わず、元のまま残しました。",
                remedy=f"{_example(stack)}のように、ない方を「－」と書いてください。",
            )


def _name(stack: Stack) -> str:
    return "・".join(role.value for role in stack)


def _example(stack: Stack) -> str:
    figures = {Role.TARGET: "80", Role.ACTUAL: "－"}
    return "「" + "／".join(figures.get(role, "－") for role in stack) + "」"
