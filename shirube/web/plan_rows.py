"""The rows of a plan's table as a page shows them, made once for each version of a plan.

Which of them are shown, and under which headings, is put together in plan_page.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from shirube.core.fiscal_year import FiscalYear, YearStyle
from shirube.core.form import Role
from shirube.core.formulas import FORMULAS, Measure
from shirube.core.graded_plan import GradedPlan, GradedRow
from shirube.core.plan import Plan
from shirube.core.quantity import Qualifier, Quantity, render_number
from shirube.core.reading import Reading, Standing
from shirube.core.rounding import Rounding, render_percent, round_fraction
from shirube.core.scale import Scale
from shirube.core.situation import number_of
from shirube.core.table import render_reading
from shirube.web.charts import Spark, build_spark

NO_TONE = "tc"
NOTHING = "―"


class Cell(NamedTuple):
    """The text of a figure; ``is_none`` where there is no figure, so that it is drawn fainter."""

    text: str
    is_none: bool = False


class YearCells(NamedTuple):
    """Target, actual and grade of one row in one year; ``tone`` is the class of the grade's colours."""

    year: int
    label: str
    target: Cell
    actual: Cell
    mark: str
    tone: str
    rate: str
    is_provisional: bool


class TableRow(NamedTuple):
    """One indicator ready to be drawn. ``place`` is its place among the rows of the plan."""

    place: int
    key: str
    nodes: tuple[str, ...]
    name: str
    labels: tuple[str, ...]
    what: str
    page: str
    bodies: tuple[str, ...]
    base: Cell
    cells: dict[int, YearCells]
    pace: str
    spark: Spark | None


def build_rows(graded: GradedPlan, paces: dict[str, Fraction | None]) -> tuple[TableRow, ...]:
    """Every row of a plan. ``paces`` are final target ÷ last actual by the key of the indicator."""
    apart = stands_apart(graded.plan)
    years = graded.plan.years
    tones = make_tones(graded.scale)
    return tuple(
        _build_row(place, row, graded, years, tones, apart=apart, paces=paces)
        for place, row in enumerate(graded.rows)
    )


def stands_apart(plan: Plan) -> bool:
    """Whether indicators are named beside the lowest node, and not only as what it measures."""
    return plan.form.find(Role.INDICATOR) is not None or any(
        len(path[-1].indicators) > 1 for path, _ in plan.rows if path
    )


def make_tones(scale: Scale) -> dict[str, str]:
    """The class of colours for each mark of a rule; marks without a rank have none."""
    marks = [band.mark for band in (*scale.bands, *scale.final_bands)]
    return {mark: f"t{tone}" for mark in marks if (tone := scale.tone(mark)) is not None}


def _build_row(
    place: int,
    row: GradedRow,
    graded: GradedPlan,
    years: Sequence[FiscalYear],
    tones: dict[str, str],
    *,
    apart: bool,
    paces: dict[str, Fraction | None],
) -> TableRow:
    indicator, path = row.indicator, row.path
    unit = find_unit(row)
    leaf = path[-1] if path else None
    levels = path if apart else path[:-1]
    name = indicator.name if apart and indicator.name else row.activity
    what = "" if apart else indicator.name
    if unit:
        what += f"（{unit}）"
    cells = {year.start: build_cells(row, year, unit, tones) for year in years}
    return TableRow(
        place=place,
        key=indicator.key,
        nodes=tuple(node.name for node in levels),
        name=name,
        labels=leaf.labels if leaf else (),
        what=what,
        page=leaf.page if leaf else "",
        bodies=indicator.bodies,
        base=render_figure(indicator.baseline.reading if indicator.baseline else None, unit),
        cells=cells,
        pace=render_times(paces[indicator.key]) if indicator.key in paces else "",
        spark=_build_spark(row, years, cells),
    )


def render_measure(row: GradedRow) -> str:
    """What a row measures, as it stands below its name: 「参加者数（人）」."""
    unit = find_unit(row)
    return f"{row.indicator.name}（{unit}）" if unit else row.indicator.name


def find_group(row: GradedRow) -> str:
    """The top node that a row stands under, "" for a plan of one level."""
    return row.path[0].name if len(row.path) > 1 else ""


def find_unit(row: GradedRow) -> str:
    """The unit shown once beside the name: the indicator's own, else that of its first figure."""
    indicator = row.indicator
    if indicator.unit:
        return indicator.unit
    readings = [item.reading for series in (indicator.targets, indicator.actuals) for item in series]
    return next((item.quantity.unit for item in readings if item.quantity and item.quantity.unit), "")


def render_figure(reading: Reading | None, unit: str) -> Cell:
    """A figure for a narrow column: the unit left out where it is the one named beside the indicator."""
    if reading is None:
        return Cell(NOTHING, True)
    if reading.quantity is not None:
        return Cell(_render_quantity(reading.quantity, unit))
    if reading.state:
        return Cell(reading.state)
    shown = render_reading(reading)
    return Cell(NOTHING if shown in ("", "-", "－", "―") else shown, True)


def _render_quantity(quantity: Quantity, unit: str) -> str:
    is_plain = (
        quantity.qualifier is Qualifier.EXACT
        and quantity.of is None
        and quantity.to is None
        and not quantity.change
    )
    if is_plain and quantity.unit in ("", unit):
        return render_number(quantity.value)
    shown = quantity.render_plain()
    return shown.replace(unit, "") if unit and quantity.of is None and quantity.to is None else shown


def build_cells(row: GradedRow, year: FiscalYear, unit: str, tones: dict[str, str]) -> YearCells:
    """Target, actual and grade of one year."""
    target, actual = row.indicator.target(year), row.indicator.actual(year)
    mark = row.mark(year)
    evaluation = row.in_year(year)
    standing = actual.reading.standing if actual else Standing.UNSTATED
    # An earlier version of the rule may have ranked the same mark otherwise.
    rank = evaluation.scale.tone(mark) if evaluation else None
    return YearCells(
        year=year.start,
        label=year.render(YearStyle.LETTER),
        target=render_figure(target.reading if target else None, unit),
        actual=render_figure(actual.reading if actual else None, unit),
        mark=mark,
        tone=tones.get(mark, NO_TONE) if rank is None else f"t{rank}",
        rate=_render_rate(row, year) if evaluation and evaluation.rate is not None else "",
        is_provisional=standing in (Standing.PROVISIONAL, Standing.EXPECTED),
    )


def _render_rate(row: GradedRow, year: FiscalYear) -> str:
    evaluation = row.in_year(year)
    if evaluation is None or evaluation.rate is None:
        return ""
    measure = FORMULAS[evaluation.formula].measure
    if measure is Measure.MET:
        return "達成" if evaluation.rate == 1 else "未達成"
    if measure is Measure.NUMBER:
        return f"{round_fraction(evaluation.rate, evaluation.scale.display):+,f}"
    return render_percent(evaluation.rate, evaluation.scale.display).removesuffix("%")


def render_times(ratio: Fraction | None) -> str:
    """×3.8; a dash where no multiple of the last figure gets there."""
    return NOTHING if ratio is None else f"×{round_fraction(ratio, Rounding()):,f}"


def _build_spark(row: GradedRow, years: Sequence[FiscalYear], cells: dict[int, YearCells]) -> Spark | None:
    targets = {item.year: number_of(item.reading) for item in row.indicator.targets}
    actuals = {item.year: number_of(item.reading) for item in row.indicator.actuals}
    words = [
        f"{cell.label} 目標{cell.target.text}" + ("" if cell.actual.is_none else f" 実績{cell.actual.text}")
        for cell in cells.values()
    ]
    return build_spark(
        [targets.get(year) for year in years], [actuals.get(year) for year in years], "、".join(words)
    )
