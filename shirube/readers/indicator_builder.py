"""One row of a table with one row per indicator as an indicator: values, marks, texts.

The tree around the indicators is built by tree_builder.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.core.indicator import Actual, Baseline, Direction, Indicator, Published, Revision, Status, Target
from shirube.core.reading import Missing, Reading, Standing
from shirube.readers.cell_years import find_cell_year
from shirube.readers.grid import Grid
from shirube.readers.legend import is_mark
from shirube.readers.names import parse_status, split_bodies
from shirube.readers.row_cells import RowCells
from shirube.readers.row_units import settle_units
from shirube.readers.standing_columns import give_standing
from shirube.readers.values import cell_reading, cell_text

DIRECTION_WORDS: dict[str, Direction] = {
    **dict.fromkeys(("⇧", "↑", "↗", "増", "増加", "上げる", "向上", "増加を目指す"), Direction.UP),
    **dict.fromkeys(("⇩", "↓", "↘", "減", "減少", "下げる", "低下", "減少を目指す"), Direction.DOWN),
    **dict.fromkeys(("→", "維持", "維持する", "現状維持"), Direction.KEEP),
}

NOT_DUE = Reading(missing=Missing.NOT_DUE)
NOT_ENTERED = Reading(missing=Missing.NOT_ENTERED)


class IndicatorBuilder:
    """Builds indicators of one table. ``last_reported`` is the latest year with a figure or mark in it.

    Tables of ten thousand rows pass through here: what is the same for every row is worked out once.
    """

    def __init__(
        self,
        cells: RowCells,
        bodies: tuple[str, ...],
        last_reported: FiscalYear | None,
        findings: list[Finding],
    ) -> None:
        self.cells = cells
        self.findings = findings
        self._bodies = bodies
        self._split: dict[str, tuple[str, ...]] = {}
        self._last = last_reported.start if last_reported else None
        marks, rates = dict(cells.yearly[Role.MARK]), dict(cells.yearly[Role.RATE])
        self._published = [(year, marks.get(year), rates.get(year)) for year in sorted({*marks, *rates})]
        self._not_due = {year: Actual(year, NOT_DUE) for year, _ in cells.yearly[Role.TARGET]}
        goal = cells.first(Role.GOAL)
        self._goal_year = goal.column.year if goal else None
        self._context = max((year for series in cells.yearly.values() for year, _ in series), default=None)
        self._notes = [item.index for item in cells.all(Role.NOTE)]

    def build(self, row: int, key: str, name: str) -> Indicator:
        """The indicator of one row; ``name`` is that found in the activity's cell, a column of names wins."""
        cells = self.cells
        targets = self._read_targets(row)
        actuals = self._read_actuals(row, targets)
        baseline = self._read_baseline(row)
        unit = cells.text(row, Role.UNIT)
        targets, actuals, baseline = settle_units(targets, actuals, baseline, unit)
        direction = cells.text(row, Role.DIRECTION)
        return Indicator(
            key=key,
            name=cells.text(row, Role.INDICATOR) or name,
            unit=unit or _find_unit_of(targets, actuals, baseline),
            direction=DIRECTION_WORDS.get(direction, Direction.UP) if direction else Direction.UP,
            bodies=self._read_bodies(row),
            goal=cells.text(row, Role.GOAL),
            goal_year=self._goal_year,
            baseline=baseline,
            targets=targets,
            actuals=actuals,
            published=self._read_published(row),
            statuses=self._read_statuses(row),
            notes=self._read_notes(row),
            extras=tuple(
                (index, text) for index in cells.extras if (text := cell_text(cells.grid, row, index))
            )
            if cells.extras
            else (),
        )

    def _read_bodies(self, row: int) -> tuple[str, ...]:
        text = self.cells.text(row, Role.BODY)
        found = self._split.get(text)
        if found is None:
            found = self._split[text] = split_bodies(text, self._bodies)
        return found

    def _read_targets(self, row: int) -> tuple[Target, ...]:
        targets = []
        line = self.cells.grid.rows[row]
        for year, column in self.cells.yearly[Role.TARGET]:
            if line[column] == "":
                continue
            reading = self._read(row, column)
            if reading.missing is Missing.NOT_ENTERED:
                continue
            if reading.missing is Missing.UNSTATED:
                reading = Reading(missing=Missing.NO_TARGET, text=reading.text)
            targets.append(Target(year, reading, self._read_revisions(row, year)))
        return tuple(targets)

    def _read_revisions(self, row: int, year: FiscalYear) -> tuple[Revision, ...]:
        """The target as first set, where the table prints it beside the revised one."""
        column = self.cells.originals.get(year)
        if column is None or self.cells.grid.rows[row][column] == "":
            return ()
        return (Revision(self._read(row, column)),)

    def _read_actuals(self, row: int, targets: tuple[Target, ...]) -> tuple[Actual, ...]:
        """Actuals of a row; a blank one is 未到来 after the last reported year, 未入力 where one was due."""
        actuals = []
        line = self.cells.grid.rows[row]
        for year, column in self.cells.yearly[Role.ACTUAL]:
            reading = NOT_ENTERED if line[column] == "" else self._read(row, column)
            earlier: tuple[Reading, ...] = ()
            if self.cells.standings:
                reading, earlier = self._read_standings(row, year, column, reading)
            if reading.missing is not Missing.NOT_ENTERED:
                actuals.append(Actual(year, reading, earlier))
            elif self._is_past(year) and any(target.year == year for target in targets):
                actuals.append(Actual(year, NOT_ENTERED))
        last = max(self._last or 0, actuals[-1].year.start if actuals else 0)
        actuals += [self._not_due[target.year] for target in targets if target.year.start > last]
        return tuple(actuals)

    def _read_standings(
        self, row: int, year: FiscalYear, column: int, reading: Reading
    ) -> tuple[Reading, tuple[Reading, ...]]:
        """The most final figure of a year that a row has, and those known before it, by their columns."""
        cells = self.cells
        before = cells.earlier.get(year, ())
        known = [
            give_standing(self._read(row, at), standing)
            for at, standing in before
            if cells.grid.rows[row][at] != ""
        ]
        if reading.missing is not Missing.NOT_ENTERED:
            final = Standing.FINAL if before else Standing.UNSTATED
            known.append(give_standing(reading, cells.standings.get(column, final)))
        if not known:
            return reading, ()
        # 「集計中」 in the column of final figures does not take away the one that is expected.
        known.sort(key=lambda one: not one.is_missing)
        return known[-1], tuple(known[:-1])

    def _is_past(self, year: FiscalYear) -> bool:
        return self._last is not None and year.start <= self._last

    def _read_baseline(self, row: int) -> Baseline | None:
        column = self.cells.first(Role.BASELINE)
        if column is None:
            return None
        reading = self._read(row, column.index)
        if reading.missing in (Missing.UNSTATED, Missing.NOT_ENTERED):
            if not reading.text:
                return None
            reading = Reading(missing=Missing.NO_BASELINE, text=reading.text)
        return Baseline(reading, column.column.year or find_cell_year(reading.text, self._context))

    def _read_published(self, row: int) -> tuple[Published, ...]:
        grid = self.cells.grid
        published = []
        for year, mark_column, rate_column in self._published:
            mark = cell_text(grid, row, mark_column) if mark_column is not None else ""
            rate = cell_text(grid, row, rate_column) if rate_column is not None else ""
            if "\n" in mark:
                mark = _first_line(mark)
            if mark or rate:
                published.append(Published(year, mark, rate))
        return tuple(published)

    def _read_notes(self, row: int) -> tuple[str, ...]:
        return tuple(text for index in self._notes if (text := cell_text(self.cells.grid, row, index)))

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
                statuses.append(parse_status("" if alone else text, item.column.year, issues))
                issues = ""
        return tuple(statuses)

    def _read(self, row: int, column: int) -> Reading:
        reading = cell_reading(self.cells.grid, row, column)
        if reading.missing is Missing.UNREADABLE:
            self.findings.append(_unreadable(self.cells.grid, row, column, reading))
        return reading


def _first_line(mark: str) -> str:
    """The mark alone of a cell that explains it below: our own web page does so, line by line."""
    first, _, rest = mark.partition("\n")
    return first.strip() if is_mark(first) and rest.rstrip().endswith(f"→ {first.strip()}") else mark


def _unreadable(grid: Grid, row: int, column: int, reading: Reading) -> Finding:
    return Finding(
        code="cell-unreadable",
        level=Level.ODD,
        place=grid.place(row, column),
        message=f"数値として読み取れないため、文字のまま残しました：「{reading.text[:40]}」",
        remedy="数値と単位だけを記入するか、数値がない理由（未公表、集計中など）を記入してください。",
    )


def _find_unit_of(targets: tuple[Target, ...], actuals: tuple[Actual, ...], baseline: Baseline | None) -> str:
    readings = [item.reading for item in targets]
    readings += [item.reading for item in actuals]
    if baseline:
        readings.append(baseline.reading)
    return find_unit(readings)


def find_unit(readings: Iterable[Reading]) -> str:
    """The unit that most figures of an indicator carry, the first of them when several do; "" for none."""
    units = [item.quantity.unit for item in readings if item.quantity and item.quantity.unit]
    if not units or units.count(units[0]) == len(units):
        return units[0] if units else ""
    return Counter(units).most_common(1)[0][0]
