"""What the page for targets and baselines shows: a row for each indicator, a cell for each year of the plan.

Carrying out what was typed belongs to targets.py and the actions.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from shirube.actions.figures import figure_place
from shirube.core.fiscal_year import FiscalYear
from shirube.core.graded_plan import GradedRow
from shirube.core.indicator import Indicator
from shirube.core.reading import Missing, Reading
from shirube.store.records import Draft
from shirube.web.drafts import Overtaken, is_overtaken
from shirube.web.life_page import list_years
from shirube.web.plan_rows import find_group, find_unit, render_figure, render_measure
from shirube.web.prepared_plan import PreparedPlan
from shirube.web.turn_words import render_labels

BASE = "base"
# Cells that say nothing: they are shown empty.
_SILENT = (Missing.NOT_ENTERED, Missing.NOT_DUE, Missing.UNSTATED, Missing.NO_BASELINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetCell:
    """One cell. ``column`` is the year or BASE; ``text`` what the field holds, ``kept`` what is in force.

    ``is_overtaken`` tells that somebody has changed it since what is in the field was typed.
    """

    column: str
    label: str
    text: str
    kept: str
    version: int
    place: str
    is_overtaken: bool
    year: int | None = None

    @property
    def is_draft(self) -> bool:
        """Whether the field holds something that has not been sent yet."""
        return self.text != self.kept


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRow:
    """One indicator. ``base_year`` is the year of its baseline, "" for none."""

    pk: int
    key: str
    name: str
    what: str
    group: str
    labels: tuple[str, ...]
    cells: tuple[TargetCell, ...]
    base_year: str
    base_years: tuple[tuple[str, str], ...]
    reason: str = ""

    @property
    def seen(self) -> str:
        """What the form sends back: version and text of each cell as shown, and the year of the baseline."""
        held: dict[str, object] = {cell.column: [cell.version, cell.kept] for cell in self.cells}
        return json.dumps({**held, "year": self.base_year}, ensure_ascii=False, separators=(",", ":"))

    @property
    def has_draft(self) -> bool:
        """Whether any cell holds something not sent yet."""
        return any(cell.is_draft for cell in self.cells)

    @property
    def overtaken(self) -> tuple[Overtaken, ...]:
        """The cells that somebody has changed since what is in the field was typed."""
        return tuple(Overtaken(cell.label, cell.kept) for cell in self.cells if cell.is_overtaken)

    @property
    def is_complete(self) -> bool:
        """Whether every year has a target, or says why there is none."""
        return all(cell.kept for cell in self.cells if cell.column != BASE)


@dataclass(slots=True)
class TargetResult:
    """What became of one row that was sent: how many cells were saved, and what is wrong, by column."""

    saved: int = 0
    errors: dict[str, str] = field(default_factory=dict)
    conflicts: dict[str, str] = field(default_factory=dict)

    @property
    def is_clean(self) -> bool:
        """Whether nothing is left to do."""
        return not (self.errors or self.conflicts)


def find_columns(prepared: PreparedPlan) -> tuple[FiscalYear, ...]:
    """The years of the plan in order."""
    return tuple(sorted(list_years(prepared)))


def build_target_rows(prepared: PreparedPlan, drafts: Mapping[str, Draft]) -> tuple[TargetRow, ...]:
    """Every indicator in printed order."""
    years = find_columns(prepared)
    return tuple(build_target_row(prepared, row, years, drafts) for row in prepared.graded.rows)


def build_target_row(
    prepared: PreparedPlan, row: GradedRow, years: Sequence[FiscalYear], drafts: Mapping[str, Draft]
) -> TargetRow:
    """One indicator. What was typed and not sent yet stands in the fields again."""
    loaded, indicator = prepared.loaded, row.indicator
    pk = loaded.indicators[indicator.key].pk
    base = indicator.baseline
    base_year = base.year if base else None
    return TargetRow(
        pk=pk,
        key=indicator.key,
        name=row.activity,
        what=render_measure(row),
        group=find_group(row),
        labels=render_labels(loaded.turns.get(indicator.key, ())),
        cells=tuple(_iterate_cells(prepared, row, years, drafts)),
        base_year=str(base_year.start) if base_year else "",
        base_years=_list_base_years(years, base_year),
    )


def _iterate_cells(
    prepared: PreparedPlan, row: GradedRow, years: Sequence[FiscalYear], drafts: Mapping[str, Draft]
) -> Iterator[TargetCell]:
    loaded, indicator, unit = prepared.loaded, row.indicator, find_unit(row)
    pk = loaded.indicators[indicator.key].pk
    for column, kind, year, reading in _iterate_readings(indicator, years):
        kept, start = render_cell_text(reading, unit), year.start if year else None
        version = loaded.version(indicator.key, kind, start)
        place = figure_place(pk, kind, None if column == BASE else start)
        draft = drafts.get(place)
        yield TargetCell(
            column=column,
            label=year.render() if year and column != BASE else "基準値",
            text=draft.text if draft else kept,
            kept=kept,
            version=version,
            place=place,
            is_overtaken=is_overtaken(draft, version, kept),
            year=start,
        )


def _iterate_readings(
    indicator: Indicator, years: Sequence[FiscalYear]
) -> Iterator[tuple[str, str, FiscalYear | None, Reading | None]]:
    """Column, kind, year and reading of the baseline, then of each year's target."""
    base = indicator.baseline
    yield BASE, "baseline", base.year if base else None, base.reading if base else None
    for year in years:
        target = indicator.target(year)
        yield str(year.start), "target", year, target.reading if target else None


def render_cell_text(reading: Reading | None, unit: str) -> str:
    """What stands in the field: the figure without the unit of its row, else the reason in words."""
    if reading is None or reading.missing in _SILENT:
        return ""
    if reading.missing is not None:
        return reading.missing.value
    return render_figure(reading, unit).text


def _list_base_years(years: Sequence[FiscalYear], chosen: FiscalYear | None) -> tuple[tuple[str, str], ...]:
    """The years a baseline may be of: the ten before the plan ends its first year, and the one it has."""
    if not years:
        return ()
    found = {FiscalYear(start) for start in range(years[0].start - 9, years[0].start + 1)}
    found |= {chosen} if chosen else set()
    return tuple((str(year.start), year.render()) for year in sorted(found, reverse=True))
