"""The rows of a table with one row per indicator as indicators: figures, marks, texts.

The figures are read by row_figures.py, the tree around the indicators is built by tree_builder.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.core.indicator import Actual, Baseline, Direction, Indicator, Status, Target
from shirube.core.notation import parse_reading
from shirube.core.notation_words import DASHES
from shirube.core.reading import Missing, Reading
from shirube.readers.direction_words import parse_direction
from shirube.readers.grid import Grid
from shirube.readers.names import collect_bodies, parse_status, split_bodies
from shirube.readers.row_cells import RowCells
from shirube.readers.row_figures import RowFigures, is_unchanged
from shirube.readers.row_units import MULTIPLE, leave_multiples, settle_units
from shirube.readers.values import cell_reading

# Brackets around the whole of a unit.
_AROUND = frozenset(("()", "（）", "[]", "［］", "〔〕", "【】"))
_BRACKETS = frozenset("()（）[]［］〔〕【】")


class IndicatorBuilder:
    """Builds the indicators of one table. ``last_reported`` is the latest year with a figure or mark in it.

    Indicators are asked for by the place of their row among those of ``cells``. What can be read column by
    column is read when the builder is made.
    """

    def __init__(self, cells: RowCells, last_reported: FiscalYear | None, findings: list[Finding]) -> None:
        self.cells = cells
        self.findings = findings
        self.bodies, self._bodies = _read_bodies(cells.texts(Role.BODY))
        self._figures = RowFigures(cells, last_reported)
        self._names = cells.texts(Role.INDICATOR)
        # 「－」 in the column of units says that a figure has none (合計特殊出生率).
        units = cells.texts(Role.UNIT)
        bare = {unit: "" if unit in DASHES else _strip_brackets(unit) for unit in set(units)}
        self._units = list(map(bare.__getitem__, units))
        texts = cells.texts(Role.DIRECTION)
        self._directions = [(parse_direction(text) if text else None) or Direction.UP for text in texts]
        findings += _check_directions(cells, texts)
        goal = cells.first(Role.GOAL)
        self._goals = cells.texts(Role.GOAL)
        self._goal_year = goal.column.year if goal else None
        notes = cells.texts_of([item.index for item in cells.all(Role.NOTE)])
        filled = {texts: tuple(filter(None, texts)) for texts in set(notes)}
        self._notes = list(map(filled.__getitem__, notes))
        self._extras = cells.texts_of(cells.extras)
        self._statuses = _read_statuses(cells)

    def build(self, place: int, key: str, name: str) -> Indicator:
        """The indicator of one row; ``name`` is that found in the activity's cell, a column of names wins."""
        figures = self._figures
        if place in figures.unreadable:
            self._say_unreadable(place)
        targets, actuals, baseline = figures.targets[place], figures.actuals[place], figures.baselines[place]
        stated = self._units[place]
        units = _list_units(targets, actuals, baseline) if figures.has_units else []
        if units and units.count(units[0]) < len(units):
            if MULTIPLE in units:
                targets = self._leave_multiples(place, leave_multiples(targets, actuals, baseline, stated))
            targets, actuals, baseline = settle_units(targets, actuals, baseline, stated)
            units = _list_units(targets, actuals, baseline)
        return Indicator(
            key=key,
            name=self._names[place] or name,
            unit=stated or choose_unit(units),
            direction=self._directions[place],
            bodies=self._bodies[place],
            goal=self._goals[place],
            goal_year=self._goal_year,
            baseline=baseline,
            targets=targets,
            actuals=actuals,
            published=figures.published[place],
            statuses=self._statuses[place],
            notes=self._notes[place],
            extras=tuple(item for item in zip(self.cells.extras, self._extras[place], strict=True) if item[1])
            if self.cells.extras
            else (),
        )

    def _leave_multiples(self, place: int, targets: tuple[Target, ...]) -> tuple[Target, ...]:
        """The targets, with a finding for each of which only the text was left."""
        columns = dict(self.cells.yearly[Role.TARGET])
        for item in targets:
            if item.reading.missing is Missing.UNREADABLE and MULTIPLE in item.reading.text:
                row = self.cells.rows[place]
                self.findings.append(_unreadable(self.cells.grid, row, columns[item.year], item.reading))
        return targets

    def _say_unreadable(self, place: int) -> None:
        """A finding for each figure of a row that could not be understood, in the order of their roles."""
        yearly = self.cells.yearly
        line = self.cells.grid.rows[self.cells.rows[place]]
        baseline = self.cells.first(Role.BASELINE)
        kept = {target.year for target in self._figures.targets[place]}
        columns: list[int] = []
        for year, column in yearly[Role.TARGET]:
            original = self.cells.originals.get(year)
            if year in kept and original is not None and is_unchanged(str(line[column])):
                columns.append(original)
            elif year in kept:
                columns += [column] if original is None or line[original] == "" else [column, original]
        for year, column in yearly[Role.ACTUAL]:
            columns += [column, *(at for at, _ in self.cells.earlier.get(year, []))]
        for column in columns + ([baseline.index] if baseline else []):
            row = self.cells.rows[place]
            reading = cell_reading(self.cells.grid, row, column)
            if reading.missing is Missing.UNREADABLE:
                self.findings.append(_unreadable(self.cells.grid, row, column, reading))


def _strip_brackets(unit: str) -> str:
    """（人） in a column of units is 人; in 件（延べ） the brackets say something."""
    inner = unit[1:-1]
    return inner if unit[:1] + unit[-1:] in _AROUND and not _BRACKETS.intersection(inner) else unit


def _read_bodies(cells: Sequence[str]) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The bodies of a whole column, and those of each of its cells."""
    known = collect_bodies(cells)
    split = {text: split_bodies(text, known) for text in set(cells)}
    return known, [split[text] for text in cells]


def _read_statuses(cells: RowCells) -> list[tuple[Status, ...]]:
    """The texts on status and issues of each row. Rows in which all of them are equal have one value."""
    columns = cells.all(Role.STATUS) or cells.all(Role.ISSUE)
    years = [item.column.year for item in columns]
    # A column of issues alone has no narrative: its text is the list.
    alone = not cells.all(Role.STATUS)
    known: dict[tuple[str, tuple[str, ...]], tuple[Status, ...]] = {}
    found = []
    for row in zip(cells.texts(Role.ISSUE), cells.texts_of([item.index for item in columns]), strict=True):
        statuses = known.get(row)
        if statuses is None:
            issues, texts = row
            statuses = known[row] = tuple(_parse_statuses(years, texts, issues, alone=alone))
        found.append(statuses)
    return found


def _parse_statuses(
    years: Sequence[FiscalYear | None], texts: Sequence[str], issues: str, *, alone: bool
) -> Iterator[Status]:
    for year, text in zip(years, texts, strict=True):
        if text or issues:
            yield parse_status("" if alone else text, year, issues)
            issues = ""


def _check_directions(cells: RowCells, texts: Sequence[str]) -> Iterator[Finding]:
    """Words in a column of directions that say none which is understood, each where it stands first."""
    column = cells.first(Role.DIRECTION)
    if column is None:
        return
    unknown = Counter(text for text in texts if text and not parse_direction(text) and not _is_nothing(text))
    for text, count in unknown.items():
        yield Finding(
            code="direction-unknown",
            level=Level.ODD,
            place=cells.grid.place(cells.rows[texts.index(text)], column.index),
            message=f"望ましい方向として書かれた「{text[:20]}」（{count}か所）の意味が分かりません。"
            "方向の記載がないものとして扱いました。",
            remedy="「増加」「減少」「維持」のいずれかを記入してください。",
        )


def _is_nothing(text: str) -> bool:
    """True for 「-」 and 「設定なし」, which say that no direction is stated."""
    return parse_reading(text).missing not in (None, Missing.UNREADABLE)


def _unreadable(grid: Grid, row: int, column: int, reading: Reading) -> Finding:
    return Finding(
        code="cell-unreadable",
        level=Level.ODD,
        place=grid.place(row, column),
        message=f"数値として読み取れないため、文字のまま残しました：「{reading.text[:40]}」",
        remedy="数値と単位だけを記入するか、数値がない理由（未公表、集計中など）を記入してください。",
    )


def _list_units(targets: Sequence[Target], actuals: Sequence[Actual], baseline: Baseline | None) -> list[str]:
    """The units of all figures of an indicator, "" for a bare one."""
    units = [quantity.unit for item in targets if (quantity := item.reading.quantity)]
    units += [quantity.unit for item in actuals if (quantity := item.reading.quantity)]
    if baseline and (quantity := baseline.reading.quantity):
        units.append(quantity.unit)
    return units


def choose_unit(units: Sequence[str]) -> str:
    """The unit that most figures of an indicator carry, the first of them when several do; "" for none."""
    if not units or units.count(units[0]) == len(units):
        return units[0] if units else ""
    named = Counter(filter(None, units))
    return named.most_common(1)[0][0] if named else ""
