"""The figures of all rows of a table: baselines, targets, actuals and marks, read column by column.

Cells that are equal become one value, and what is the same for every row is worked out once. What belongs
together as an indicator is put together by indicator_builder.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TypeVar

from msgspec.structs import replace

from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.core.indicator import Actual, Baseline, Published, Revision, Target
from shirube.core.notation_words import DASHES
from shirube.core.reading import Missing, Reading, Standing
from shirube.readers.cell_years import find_cell_year
from shirube.readers.date_columns import find_baseline_dates
from shirube.readers.legend import is_mark
from shirube.readers.line_words import parse_year_cell
from shirube.readers.name_units import find_name_unit
from shirube.readers.row_cells import RowCells
from shirube.readers.standing_columns import give_standing
from shirube.readers.values import read_column

NOT_DUE = Reading(missing=Missing.NOT_DUE)
NOT_ENTERED = Reading(missing=Missing.NOT_ENTERED)

Item = TypeVar("Item")
# A unit with the blanks before it, where the figure is to be entered.
_LONGEST_BLANK = 12
_UNCHANGED = frozenset(
    ("変更なし", "変更無し", "変更せず", "見直しなし", "同左", "左に同じ", "据え置き", "据置き", "据置")
)


class RowFigures:
    """Figures by place: the first item of each list belongs to the first row of ``cells``.

    ``last_reported`` is the latest year with a figure or a mark in it. ``unreadable`` holds the places of
    rows in which some figure could not be understood; ``has_units`` is False where no figure has a unit.
    """

    def __init__(self, cells: RowCells, last_reported: FiscalYear | None) -> None:
        self._cells = cells
        self._last = last_reported.start if last_reported else 0
        self.unreadable: set[int] = set()
        self.has_units = False
        self.targets = self._read_targets()
        self.actuals = self._read_actuals()
        self.baselines = self._read_baselines()
        self.published = self._read_published()

    def _read_targets(self) -> list[tuple[Target, ...]]:
        series = []
        for year, column in self._cells.yearly[Role.TARGET]:
            targets = self._read(column, partial(_make_target, year), partial(Target, year))
            first = self._cells.originals.get(year)
            series.append(targets if first is None else self._add_revisions(targets, year, first))
        return self._join(series)

    def _add_revisions(
        self, targets: Sequence[Target | None], year: FiscalYear, column: int
    ) -> list[Target | None]:
        """The same targets with those as first set, where the table prints them beside the revised ones."""
        firsts = self._read(column, Revision)
        lines = [self._cells.grid.rows[row] for row in self._cells.rows]
        return [
            _revise(target, year, first) if line[column] != "" else target
            for target, first, line in zip(targets, firsts, lines, strict=True)
        ]

    def _read_actuals(self) -> list[tuple[Actual, ...]]:
        """Actuals; a blank one is 未到来 after the last reported year, 未入力 where one was due."""
        columns = [(year, self._read_year(year, column)) for year, column in self._cells.yearly[Role.ACTUAL]]
        # The columns of years to come are blank from top to bottom.
        used = [(year, cells) for year, cells in columns if year.start <= self._last or any(cells)]
        years = [year for year, _ in used]
        not_due = {year.start: Actual(year, NOT_DUE) for year, _ in self._cells.yearly[Role.TARGET]}
        rows = zip(*(cells for _, cells in used), strict=True) if used else [()] * len(self._cells.rows)
        result = []
        for found, targets in zip(rows, self.targets, strict=True):
            given = tuple(filter(None, found))
            if len(given) < len(found):
                given = self._fill_gaps(found, years, targets)
            last = max(self._last, given[-1].year.start if given else 0)
            if targets and targets[-1].year.start > last:
                given += tuple([not_due[target.year.start] for target in targets if target.year.start > last])
            result.append(given)
        return result

    def _read_year(self, year: FiscalYear, column: int) -> list[Actual | None]:
        """The most final figures of a year, and with each those known before it, by their columns."""
        before = self._cells.earlier.get(year, [])
        unless_said = Standing.FINAL if before else Standing.UNSTATED
        standing = self._cells.standings.get(column, unless_said)
        quick = partial(Actual, year) if standing is Standing.UNSTATED else None
        final = self._read(column, partial(_make_actual, year, standing), quick)
        if not before:
            return final
        earlier = [self._read(at, partial(_make_actual, year, its_standing)) for at, its_standing in before]
        return [_join_standings(year, row) for row in self._join([*earlier, final])]

    def _fill_gaps(
        self, found: Sequence[Actual | None], years: Sequence[FiscalYear], targets: Sequence[Target]
    ) -> tuple[Actual, ...]:
        """The actuals of a row, with 未入力 for a year that has come and for which something was promised."""
        promised = {target.year.start for target in targets}
        filled = [
            actual
            or (Actual(year, NOT_ENTERED) if year.start <= self._last and year.start in promised else None)
            for year, actual in zip(years, found, strict=True)
        ]
        return tuple(filter(None, filled))

    def _read_baselines(self) -> list[Baseline | None]:
        column = self._cells.first(Role.BASELINE)
        if column is None:
            return [None] * len(self._cells.rows)
        year = column.column.year
        named = [year for series in self._cells.yearly.values() for year, _ in series]
        # What was before all other figures: (10年度) beside 平成17年度 lies in the same era.
        context = min(named, default=None)
        baselines = self._read(column.index, partial(_make_baseline, year, context))
        dates = find_baseline_dates(self._cells.columns)
        if dates is None:
            return baselines
        texts = self._cells.texts_in(dates)
        years = {text: parse_year_cell(text) for text in set(texts)}
        return [
            replace(item, year=years[text]) if item and item.year is None and years[text] else item
            for item, text in zip(baselines, texts, strict=True)
        ]

    def _read_published(self) -> list[tuple[Published, ...]]:
        marks, rates = dict(self._cells.yearly[Role.MARK]), dict(self._cells.yearly[Role.RATE])
        series = []
        for year in sorted({*marks, *rates}):
            known = _KnownMarks(year)
            pairs = zip(self._texts_in(marks.get(year)), self._texts_in(rates.get(year)), strict=True)
            series.append(list(map(known.__getitem__, pairs)))
        return self._join(series)

    def _texts_in(self, column: int | None) -> list[str]:
        return [""] * len(self._cells.rows) if column is None else self._cells.texts_in(column)

    def _join(self, series: Sequence[Sequence[Item | None]]) -> list[tuple[Item, ...]]:
        """Columns as rows, in each row what its cells hold."""
        if not series:
            return [()] * len(self._cells.rows)
        return [tuple(filter(None, row)) for row in zip(*series, strict=True)]

    def _read(
        self,
        column: int,
        make: Callable[[Reading], Item],
        make_figure: Callable[[Reading], Item] | None = None,
    ) -> list[Item]:
        """What is made of the cells of a column; rows with one that is not understood are remembered.

        ``make_figure`` makes the same as ``make`` of what is a figure, more quickly.
        """
        cells, readings = read_column(self._cells.grid, self._cells.rows, column)
        self._look_for_units(readings.values())
        # Most cells hold a figure: only the others are looked at one by one.
        others = [cell for cell, reading in readings.items() if reading.quantity is None]
        for cell in others:
            if _holds_unit_alone(readings[cell]):
                readings[cell] = NOT_ENTERED
        made = dict(zip(readings, map(make_figure or make, readings.values()), strict=True))
        if make_figure is not None:
            made.update((cell, make(readings[cell])) for cell in others)
        odd = {cell for cell in others if readings[cell].missing is Missing.UNREADABLE}
        if odd:
            self.unreadable.update(place for place, cell in enumerate(cells) if cell in odd)
        return list(map(made.__getitem__, cells))

    def _look_for_units(self, readings: Iterable[Reading]) -> None:
        if self.has_units:
            return
        for reading in readings:
            if reading.quantity is not None and reading.quantity.unit:
                self.has_units = True
                return


def _holds_unit_alone(reading: Reading) -> bool:
    """True for 「　　人」 in a form that nobody filled in yet: the unit was printed before the figure."""
    if reading.missing is not Missing.UNREADABLE or len(reading.text) > _LONGEST_BLANK:
        return False
    return bool(find_name_unit(f"({reading.text.strip()})"))


class _KnownMarks(dict[tuple[str, str], Published | None]):
    """Marks and rates of one year, each pair made when it first occurs; None where both are blank."""

    def __init__(self, year: FiscalYear) -> None:
        super().__init__()
        self._year = year

    def __missing__(self, pair: tuple[str, str]) -> Published | None:
        mark, rate = pair
        mark = _first_line(mark) if "\n" in mark else mark
        made = self[pair] = Published(self._year, mark, rate) if mark or rate else None
        return made


def _first_line(mark: str) -> str:
    """The mark alone of a cell that explains it below: our own web page does so, line by line."""
    first, _, rest = mark.partition("\n")
    return first.strip() if is_mark(first) and rest.rstrip().endswith(f"→ {first.strip()}") else mark


def _make_target(year: FiscalYear, reading: Reading) -> Target | None:
    if reading.missing is Missing.NOT_ENTERED:
        return None
    if reading.missing is Missing.UNSTATED:
        reading = Reading(missing=Missing.NO_TARGET, text=reading.text)
    return Target(year, reading)


def _revise(target: Target | None, year: FiscalYear, first: Revision) -> Target | None:
    """A target with the one before it, which still stands where the revised is blank, 「－」 or 変更なし."""
    if target is None:
        return _make_target(year, first.before)
    # A dash says that nothing was revised; なし may mean that none is set now.
    if target.reading.missing is Missing.NO_TARGET and target.reading.text.strip() in DASHES:
        return _make_target(year, first.before)
    if is_unchanged(target.reading.text):
        return _make_target(year, first.before)
    return Target(year, target.reading, (first,))


def is_unchanged(text: str) -> bool:
    """True for 変更なし in the column of revised targets: the one before still stands."""
    return "".join(text.split()) in _UNCHANGED


def _make_actual(year: FiscalYear, standing: Standing, reading: Reading) -> Actual | None:
    if reading.missing is Missing.NOT_ENTERED:
        return None
    return Actual(year, give_standing(reading, standing))


def _join_standings(year: FiscalYear, known: Sequence[Actual]) -> Actual | None:
    """One actual of what several columns of a year say; ``known`` is in the order in which figures come."""
    # 「集計中」 in the column of final figures does not take away the one that is expected.
    readings = sorted((actual.reading for actual in known), key=lambda reading: not reading.is_missing)
    return Actual(year, readings[-1], tuple(readings[:-1])) if readings else None


def _make_baseline(year: FiscalYear | None, context: FiscalYear | None, reading: Reading) -> Baseline | None:
    if reading.missing in (Missing.UNSTATED, Missing.NOT_ENTERED):
        if not reading.text:
            return None
        reading = Reading(missing=Missing.NO_BASELINE, text=reading.text)
    # A row whose figure is older than the others says so itself: 29 (H19) below 策定時 (H18).
    stated = None if year and "比" in reading.text else find_cell_year(reading.text, context)
    return Baseline(reading, stated or year)
