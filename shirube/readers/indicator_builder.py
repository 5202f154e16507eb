"""One row of a table with one row per indicator as an indicator: values, marks, texts.

The tree around the indicators is built by tree_builder.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.core.indicator import Actual, Baseline, Direction, Indicator, Published, Status, Target
from shirube.core.reading import Missing, Reading
from shirube.readers.names import parse_status, split_bodies
from shirube.readers.row_cells import RowCells
from shirube.readers.values import cell_reading, cell_text

DIRECTION_WORDS: dict[str, Direction] = {
    **dict.fromkeys(("⇧", "↑", "↗", "増", "増加", "上げる", "向上", "増加を目指す"), Direction.UP),
    **dict.fromkeys(("⇩", "↓", "↘", "減", "減少", "下げる", "低下", "減少を目指す"), Direction.DOWN),
    **dict.fromkeys(("→", "維持", "維持する", "現状維持"), Direction.KEEP),
}

NOT_DUE = Reading(missing=Missing.NOT_DUE)
NOT_ENTERED = Reading(missing=Missing.NOT_ENTERED)


@dataclass(frozen=True, slots=True)
class IndicatorBuilder:
    """Builds indicators of one table. ``last_reported`` is the latest year with a figure or mark in it."""

    cells: RowCells
    bodies: tuple[str, ...]
    last_reported: FiscalYear | None
    findings: list[Finding]

    def build(self, row: int, key: str, name: str) -> Indicator:
        """The indicator of one row; ``name`` is that found in the activity's cell, a column of names wins."""
        cells = self.cells
        targets = self._read_targets(row)
        actuals = self._read_actuals(row, targets)
        baseline = self._read_baseline(row)
        readings = [target.reading for target in targets] + [actual.reading for actual in actuals]
        readings += [baseline.reading] if baseline else []
        unit = cells.text(row, Role.UNIT) or find_unit(readings)
        goal = cells.first(Role.GOAL)
        return Indicator(
            key=key,
            name=cells.text(row, Role.INDICATOR) or name,
            unit=unit,
            direction=DIRECTION_WORDS.get(cells.text(row, Role.DIRECTION), Direction.UP),
            bodies=split_bodies(cells.text(row, Role.BODY), self.bodies),
            goal=cells.text(row, Role.GOAL),
            goal_year=goal.column.year if goal else None,
            baseline=baseline,
            targets=targets,
            actuals=actuals,
            published=self._read_published(row),
            statuses=self._read_statuses(row),
            notes=tuple(
                filter(None, (cell_text(cells.grid, row, item.index) for item in cells.all(Role.NOTE)))
            ),
            extras=tuple(
                (index, text) for index in cells.extras if (text := cell_text(cells.grid, row, index))
            ),
        )

    def _read_targets(self, row: int) -> tuple[Target, ...]:
        targets = []
        for year, column in self.cells.yearly[Role.TARGET]:
            reading = self._read(row, column)
            if reading.missing is Missing.NOT_ENTERED:
                continue
            if reading.missing is Missing.UNSTATED:
                reading = Reading(missing=Missing.NO_TARGET, text=reading.text)
            targets.append(Target(year, reading))
        return tuple(targets)

    def _read_actuals(self, row: int, targets: tuple[Target, ...]) -> tuple[Actual, ...]:
        """Actuals of a row; a blank one is 未到来 after the last reported year, 未入力 where one was due."""
        actuals = []
        for year, column in self.cells.yearly[Role.ACTUAL]:
            reading = self._read(row, column)
            if reading.missing is not Missing.NOT_ENTERED:
                actuals.append(Actual(year, reading))
            elif not self._is_future(year) and any(target.year == year for target in targets):
                actuals.append(Actual(year, NOT_ENTERED))
        last = (
            max(self.last_reported, actuals[-1].year)
            if self.last_reported and actuals
            else self.last_reported
        )
        actuals += [Actual(target.year, NOT_DUE) for target in targets if last is None or target.year > last]
        return tuple(actuals)

    def _is_future(self, year: FiscalYear) -> bool:
        return self.last_reported is None or year > self.last_reported

    def _read_baseline(self, row: int) -> Baseline | None:
        column = self.cells.first(Role.BASELINE)
        if column is None:
            return None
        reading = self._read(row, column.index)
        if reading.missing in (Missing.UNSTATED, Missing.NOT_ENTERED):
            if not reading.text:
                return None
            reading = Reading(missing=Missing.NO_BASELINE, text=reading.text)
        return Baseline(reading, column.column.year)

    def _read_published(self, row: int) -> tuple[Published, ...]:
        grid = self.cells.grid
        marks = {year.start: cell_text(grid, row, column) for year, column in self.cells.yearly[Role.MARK]}
        rates = {year.start: cell_text(grid, row, column) for year, column in self.cells.yearly[Role.RATE]}
        return tuple(
            Published(FiscalYear(year), marks.get(year, ""), rates.get(year, ""))
            for year in sorted(marks.keys() | rates.keys())
            if marks.get(year) or rates.get(year)
        )

    def _read_statuses(self, row: int) -> tuple[Status, ...]:
        grid = self.cells.grid
        issues = self.cells.text(row, Role.ISSUE)
        columns = self.cells.all(Role.STATUS) or self.cells.all(Role.ISSUE)
        statuses = []
        for item in columns:
            text = cell_text(grid, row, item.index)
            if text or issues:
                # A column of issues alone has no narrative: its text is the list.
                alone = item.column.role is Role.ISSUE
                status = parse_status("" if alone else text, item.column.year, issues)
                statuses.append(status)
                issues = ""
        return tuple(statuses)

    def _read(self, row: int, column: int) -> Reading:
        reading = cell_reading(self.cells.grid, row, column)
        if reading.missing is Missing.UNREADABLE:
            self.findings.append(
                Finding(
                    code="cell-unreadable",
                    level=Level.ODD,
                    place=self.cells.grid.place(row, column),
                    message=f"数値として読み取れないため、文字のまま残しました：「{reading.text[:40]}」",
                    remedy="数値と単位だけを記入するか、数値がない理由（未公表、集計中など）を記入してください。",
                )
            )
        return reading


def find_unit(readings: Iterable[Reading]) -> str:
    """The unit that most figures of an indicator carry, the first of them when several do; "" for none."""
    units = [item.quantity.unit for item in readings if item.quantity and item.quantity.unit]
    if not units or units.count(units[0]) == len(units):
        return units[0] if units else ""
    return Counter(units).most_common(1)[0][0]
