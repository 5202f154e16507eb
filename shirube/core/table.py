"""The printed table (帳票) as cells: heading rows and body rows with spans, computed once for all writers.

Which columns there are is said by the plan's form, or by a form made from the plan where it has none. Fonts,
widths, colours and pages are left to the writers; title, legend and notes to report.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from msgspec import Struct

from shirube.core.default_form import make_form
from shirube.core.evaluation import EvaluatedIndicator, Evaluation
from shirube.core.figures import render_result
from shirube.core.fiscal_year import FiscalYear, fold_width
from shirube.core.form import FIGURES, Column, Form, Role
from shirube.core.indicator import Actual, Indicator, Status
from shirube.core.pattern import late_pattern
from shirube.core.plan import Node, Plan, render_indicator_name
from shirube.core.quantity import Quantity
from shirube.core.reading import Missing, Reading, Standing
from shirube.core.rounding import Rounding, RoundingMode, round_fraction

YEARLY = (Role.TARGET, Role.ACTUAL, Role.RATE, Role.MARK)
_FIGURES_AND_RATES = (*FIGURES, Role.RATE, Role.DIFFERENCE)
_MARKS = (Role.MARK, Role.PREVIOUS_MARK)
# A figure, or the sign that there is none.
_FIGURE = late_pattern(r"[-+－−▲△]?\d[\d,，.．]*\s?[%％]?|[-－−―—]")
# Reasons that a table shows by an empty cell: the figure is simply not there yet.
_BLANK = (Missing.NOT_ENTERED, Missing.NOT_DUE, Missing.NO_TARGET)


class Look(Enum):
    """How a column is set: running text, short words in the middle, figures to the right, marks."""

    TEXT = "text"
    SHORT = "short"
    FIGURE = "figure"
    MARK = "mark"


class Cell(NamedTuple):
    """One printed cell. ``rows`` and ``columns`` are its spans; covered cells are None in the table.

    ``tone`` is the rank of a mark's colour, 0 the best of 4, None for codes and for everything else;
    ``note`` the number of the footnote it points to, 0 for none; ``quantity`` the figure behind the text;
    ``evaluation`` how a mark came about.
    """

    text: str
    rows: int = 1
    columns: int = 1
    tone: int | None = None
    note: int = 0
    quantity: Quantity | None = None
    evaluation: Evaluation | None = None


class PrintedRow(NamedTuple):
    """One body row, the indicator it shows (None for a node without one) and that indicator's path."""

    cells: tuple[Cell | None, ...]
    indicator: Indicator | None
    path: tuple[Node, ...]


class PrintedColumn(Struct, frozen=True):
    """A column of the form with its look; ``current`` where it belongs to the year of the report."""

    column: Column
    look: Look
    current: bool = False


class PrintedTable(Struct, frozen=True):
    """Columns, heading rows, body rows, and the footnotes that its cells point to, from number 1 on."""

    columns: tuple[PrintedColumn, ...]
    headings: tuple[tuple[Cell | None, ...], ...]
    rows: tuple[PrintedRow, ...]
    notes: tuple[str, ...] = ()

    @property
    def levels(self) -> tuple[int, ...]:
        """Where the columns of the tree stand, whatever their order in the form."""
        return tuple(at for at, item in enumerate(self.columns) if item.column.role is Role.LEVEL)


def compute_table(
    plan: Plan, evaluated: tuple[EvaluatedIndicator, ...] = (), year: FiscalYear | None = None
) -> PrintedTable:
    """The table of a plan. Marks are those of the evaluations, where there are none the published ones.

    ``year`` is the year of the report, whose columns are emphasised.
    """
    form = plan.form if plan.form.columns else make_form(plan)
    builder = _Builder(plan, form, {item.indicator.key: item for item in evaluated}, year)
    rows = tuple(builder.iterate_rows())
    columns = tuple(
        PrintedColumn(
            column,
            Look.FIGURE if column.role is Role.EXTRA and _holds_figures(rows, at) else _look(column),
            year is not None and column.year == year and column.role in YEARLY,
        )
        for at, column in enumerate(form.columns)
    )
    return PrintedTable(columns, compute_headings(form), rows, tuple(builder.notes))


def compute_headings(form: Form) -> tuple[tuple[Cell | None, ...], ...]:
    """Heading rows: equal headings side by side become one cell, an empty one continues the one above."""
    height, width = form.heading_rows, len(form.columns)
    grid: list[list[Cell | None]] = [[None] * width for _ in range(height)]
    covered = [[False] * width for _ in range(height)]
    for row in range(height):
        for at in range(width):
            if not covered[row][at]:
                wide, high = _measure_heading(form, row, at)
                for down in range(row, row + high):
                    covered[down][at : at + wide] = [True] * wide
                grid[row][at] = Cell(form.columns[at].headings[row], high, wide)
    return tuple(tuple(line) for line in grid)


def _measure_heading(form: Form, row: int, at: int) -> tuple[int, int]:
    """Width and height of the heading that begins here."""
    above = form.columns[at].headings[: row + 1]
    wide = 1
    # In the lowest row each column keeps a heading of its own, also where two say the same.
    while above[-1] and row + 1 < form.heading_rows and at + wide < len(form.columns):
        if form.columns[at + wide].headings[: row + 1] != above:
            break
        wide += 1
    below = [column.headings[row + 1 :] for column in form.columns[at : at + wide]]
    high = 1
    while row + high < form.heading_rows and not any(part[high - 1] for part in below):
        high += 1
    if wide > 1 and row + high == form.heading_rows and high > 1:
        return 1, high  # nothing below tells these columns apart: each keeps its own heading
    return wide, high


def _look(column: Column) -> Look:
    if column.role in _FIGURES_AND_RATES:
        return Look.FIGURE
    if column.role in _MARKS:
        return Look.MARK
    if column.role in (Role.BODY, Role.UNIT, Role.DIRECTION, Role.PAGE, Role.NUMBER):
        return Look.SHORT
    return Look.TEXT


def _holds_figures(rows: Sequence[PrintedRow], at: int) -> bool:
    """True for a column that nobody understood, but whose cells are figures and no words: they line up."""
    texts = [cell.text for row in rows if (cell := row.cells[at]) and cell.text]
    return all(map(_FIGURE.fullmatch, texts)) and any(map(str.isdigit, "".join(texts)))


def render_activity(node: Node, indicator: Indicator | None, *, with_name: bool, with_page: bool) -> str:
    """「経営支援セミナー【新規事業】(参加者数) P.35」, as the activity cell of a plan is printed."""
    text = node.name + "".join(f"【{label}】" for label in node.labels)
    if with_name and indicator and indicator.name:
        text += f"({indicator.name})"
    return f"{text} {node.page}" if with_page and node.page else text


def says_rate(text: str, rate: Fraction) -> bool:
    """True where a printed rate is this one, in whatever way rounded or cut off: 89.5 or 90％ for 94/105."""
    digits = fold_width(text).replace(",", "").rstrip("% ").strip()
    try:
        printed = Decimal(digits)
    except InvalidOperation:
        return False
    places = len(digits.partition(".")[2])
    ways = (Rounding(mode, min(places, 10)) for mode in RoundingMode)
    return any(round_fraction(rate * 100, way) == printed for way in ways)


def render_reading(reading: Reading | None) -> str:
    """What a cell shows: the text as written, else the reason for missing unless that goes without saying."""
    if reading is None:
        return ""
    shown = reading.render()
    if shown or reading.missing is None or reading.missing in _BLANK:
        return shown
    return "-" if reading.missing in (Missing.UNSTATED, Missing.NO_BASELINE) else reading.missing.value


class _Builder:
    """Makes the body rows of one table, and numbers the footnotes on the way."""

    def __init__(
        self,
        plan: Plan,
        form: Form,
        evaluated: Mapping[str, EvaluatedIndicator],
        year: FiscalYear | None,
    ) -> None:
        self.plan = plan
        self.form = form
        self.evaluated = evaluated
        self.year = year
        self.notes: list[str] = []
        self.tones: dict[str, int | None] = {}
        self.deepest = max(
            (column.level or 0 for column in form.columns if column.role is Role.LEVEL), default=0
        )
        roles = {column.role for column in form.columns}
        self.names_apart = Role.INDICATOR in roles
        self.parts = _find_standing_parts(form)
        self.joint = _measure_joint_marks(plan)
        self.pages_apart = Role.PAGE in roles

    def iterate_rows(self) -> Iterator[PrintedRow]:
        """The rows in printed order."""
        for path, indicator, starts in _walk(self.plan.nodes, ()):
            cells: list[Cell | None] = []
            for at, column in enumerate(self.form.columns):
                if column.role is Role.LEVEL:
                    cells.append(self._level(column.level or 0, path, indicator, starts))
                elif indicator is None:
                    cells.append(Cell(""))
                else:
                    cells.append(self._value(at, column, path, indicator))
            yield PrintedRow(tuple(cells), indicator, path)

    def _level(
        self, level: int, path: tuple[Node, ...], indicator: Indicator | None, starts: Sequence[int]
    ) -> Cell | None:
        last = level == self.deepest
        if level >= len(path):
            # A node above the lowest level may have indicators of its own: then only their name is left.
            return Cell(indicator.name if last and indicator and not self.names_apart else "")
        node = path[level]
        pages = not self.pages_apart
        if last and not self.names_apart:
            text = render_activity(path[-1], indicator, with_name=True, with_page=pages)
            above = [item.name for item in path[level:-1]]  # levels that the form has no column for
            return Cell("／".join([*above, text]))
        if not starts[level]:
            return None
        return Cell(render_activity(node, None, with_name=False, with_page=pages), starts[level])

    def _value(self, at: int, column: Column, path: tuple[Node, ...], indicator: Indicator) -> Cell | None:
        if indicator.extras:
            kept = next((text for where, text in indicator.extras if where == at), None)
            if kept is not None:
                return Cell(kept)
        if column.role is Role.MARK and column.year:
            return self._mark(path, indicator, column.year)
        if column.role in _FIGURES_AND_RATES:
            return self._figure(column, indicator)
        return Cell(self._text(column, path, indicator))

    def _figure(self, column: Column, indicator: Indicator) -> Cell:
        if column.role is Role.RATE:
            return Cell(self._rate(column, indicator))
        reading = _find_reading(column, indicator, self.parts.get(column.year, ()))
        return Cell(render_reading(reading), quantity=reading.quantity if reading else None)

    def _rate(self, column: Column, indicator: Indicator) -> str:
        if column.year is None:
            return ""
        published = indicator.published_in(column.year)
        shown = published.rate if published else ""
        one = self._evaluation(indicator, column.year)
        if one is None or one.rate is None or says_rate(shown, one.rate):
            return shown
        return render_result(one.formula, one.situation, one.rate, one.scale.display)

    def _text(self, column: Column, path: tuple[Node, ...], indicator: Indicator) -> str:
        match column.role:
            case Role.INDICATOR:
                return indicator.name
            case Role.UNIT:
                return indicator.unit
            case Role.DIRECTION:
                return indicator.direction.value
            case Role.BODY:
                return "・".join(indicator.bodies)
            case Role.GOAL:
                return indicator.goal
            case Role.STATUS | Role.ISSUE:
                return _render_status(column, indicator)
            case Role.PAGE:
                return path[-1].page
            case Role.NUMBER:
                return path[-1].number
            case Role.NOTE:
                return "\n".join(indicator.notes)
            case Role.PREVIOUS_MARK:
                return self._previous_mark(column, indicator)
        return ""

    def _previous_mark(self, column: Column, indicator: Indicator) -> str:
        year = column.year or (self.year - 1 if self.year else None)
        return self._final_mark(indicator, year)[0] if year else ""

    def _evaluation(self, indicator: Indicator, year: FiscalYear) -> Evaluation | None:
        found = self.evaluated.get(indicator.key)
        return found.in_year(year) if found else None

    def _final_mark(self, indicator: Indicator, year: FiscalYear) -> tuple[str, Evaluation | None]:
        one = self._evaluation(indicator, year)
        published = indicator.published_in(year)
        shown = published.mark if published else ""
        if one is None:
            decision = indicator.decision(year)
            return (decision.mark if decision else shown), None
        # On an edge that nobody has settled the computed mark is an assumption: what was published stands.
        if not one.final_mark or (one.open_edge and shown and not one.decision):
            return shown, one
        return one.final_mark, one

    def _mark(self, path: tuple[Node, ...], indicator: Indicator, year: FiscalYear) -> Cell | None:
        mark, one = self._final_mark(indicator, year)
        rows = self.joint.get((indicator.key, year), 1)
        if rows != 1:
            published = indicator.published_in(year)
            return Cell(published.mark, rows, tone=self._tone(published.mark)) if rows and published else None
        if not mark:
            return Cell("")
        note = 0
        if one and one.decision and one.decision.mark != one.mark:
            computed = f"算定評価は{one.mark}" if one.mark else "算定評価はなし"
            name = render_indicator_name(path, indicator)
            when = year.render(self.plan.year_style)
            self.notes.append(f"{name} {when}：{computed}、決定評価は{mark}（理由：{one.decision.reason}）")
            note = len(self.notes)
        return Cell(mark, tone=self._tone(mark), note=note, evaluation=one)

    def _tone(self, mark: str) -> int | None:
        if mark not in self.tones:
            self.tones[mark] = self.plan.scale.tone(mark) if self.plan.scale else None
        return self.tones[mark]


def _find_standing_parts(form: Form) -> dict[FiscalYear | None, list[str]]:
    """By year, the standings (見込, 速報) that columns of actuals beside the one that counts are for."""
    standings = {standing.value for standing in Standing}
    found: dict[FiscalYear | None, list[str]] = {}
    for column in form.columns:
        if column.role is Role.ACTUAL and column.part in standings:
            found.setdefault(column.year, []).append(column.part)
    return found


def _measure_joint_marks(plan: Plan) -> dict[tuple[str, FiscalYear], int]:
    """How many rows each joint mark covers, 0 for those under one above; others are left out.

    Indicators that stand apart by now, or of which one was decided otherwise, have marks of their own.
    """
    groups: dict[tuple[str, FiscalYear], list[tuple[int, Indicator]]] = {}
    for number, (_, indicator, _) in enumerate(_walk(plan.nodes, ())):
        for item in indicator.published if indicator else ():
            if item.joint and indicator:
                groups.setdefault((item.joint, item.year), []).append((number, indicator))
    found: dict[tuple[str, FiscalYear], int] = {}
    for (_, year), group in groups.items():
        stands_together = group[-1][0] - group[0][0] == len(group) - 1
        if len(group) > 1 and stands_together and not any(item.decision(year) for _, item in group):
            found.update({(item.key, year): 0 for _, item in group})
            found[group[0][1].key, year] = len(group)
    return found


def _walk(
    nodes: tuple[Node, ...], above: tuple[Node, ...]
) -> Iterator[tuple[tuple[Node, ...], Indicator | None, list[int]]]:
    """Every row with its path and, for each level, how many rows begin here (0 inside a span)."""
    for node in nodes:
        path = (*above, node)
        first = True
        total = _count_rows(node)
        for indicator in node.indicators:
            yield path, indicator, [*([0] * len(above)), total if first else 0]
            first = False
        for below, found, starts in _walk(node.children, path):
            if first:
                starts[len(above)] = total
                first = False
            yield below, found, starts
        if first:  # an activity without an indicator is part of the plan all the same
            yield path, None, [*([0] * len(above)), total]


def _count_rows(node: Node) -> int:
    return len(node.indicators) + sum(_count_rows(child) for child in node.children) or 1


def _find_reading(column: Column, indicator: Indicator, parts: Sequence[str] = ()) -> Reading | None:
    if column.role is Role.BASELINE:
        return indicator.baseline.reading if indicator.baseline else None
    if column.role is Role.FINAL_TARGET:
        return indicator.targets[-1].reading if indicator.targets else None
    if column.year is None:
        return None
    if column.role is Role.TARGET:
        target = indicator.target(column.year)
        if target is None or (column.part and not target.revisions):
            return None
        return target.original if column.part else target.reading
    return _find_known(indicator.actual(column.year), column.part, parts)


def _find_known(actual: Actual | None, part: str, parts: Sequence[str]) -> Reading | None:
    """What an actual shows in one of its year's columns: ``part`` is its standing, ``parts`` those of all.

    The column without a part shows the newest figure that has no column of its own.
    """
    if actual is None:
        return None
    if not parts:
        return None if part else actual.reading
    known = (actual.reading, *reversed(actual.earlier))
    fits = (one for one in known if (one.standing.value == part if part else one.standing.value not in parts))
    return next(fits, None)


def _render_status(column: Column, indicator: Indicator) -> str:
    status = _find_status(column, indicator)
    if status is None:
        return ""
    if column.role is Role.ISSUE:
        return "、".join(status.issues) or ("なし" if status.no_issue else "")
    return status.text


def _find_status(column: Column, indicator: Indicator) -> Status | None:
    """The text of the column's year, else the latest one."""
    fitting = [item for item in indicator.statuses if column.year is None or item.year in (None, column.year)]
    return max(fitting, key=lambda item: item.year.start if item.year else 0, default=None)
