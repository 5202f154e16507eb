"""Rows of the database as core values: a plan with everything in it, in a constant number of statements.

Beside the plan stands what a screen needs to change it: ids, versions, owners. Saving belongs to save.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from msgspec.structs import replace

from shirube.core.evaluation import Facts
from shirube.core.fiscal_year import FiscalYear
from shirube.core.indicator import (
    Actual,
    Baseline,
    Decision,
    Fact,
    Indicator,
    Published,
    Revision,
    Status,
    Target,
)
from shirube.core.plan import Node, Plan
from shirube.core.reading import Reading
from shirube.core.scale import Scale
from shirube.readers.source import pause_collection
from shirube.store.figure_cells import COLUMNS, join_reading
from shirube.store.life import LifeRow
from shirube.store.plans import (
    DecisionRow,
    FactRow,
    FigureRow,
    IndicatorRow,
    MarkRow,
    NodeRow,
    PlanRow,
    ScaleRow,
    StatusRow,
)
from shirube.store.remainder import decode_rest, decode_value, decode_values
from shirube.store.turns import COLUMNS as TURN_COLUMNS
from shirube.store.turns import Turn, build_turns


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a cell stands in the database: its id, its version to compare, and the text as typed."""

    pk: int
    version: int
    typed: str = ""


@dataclass(frozen=True, slots=True)
class LoadedIndicator:
    """The id of an indicator and the post that owns it, None where nobody does."""

    pk: int
    owner: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedPlan:
    """A plan as core knows it, and what a screen needs besides, by the indicator's key.

    ``scales`` are all versions of the rule, the newest last, which is also ``plan.scale``. ``decisions``
    hold decided grades in every state, those in ``plan`` are approved; ``turns`` what became of indicators.
    """

    row: PlanRow
    plan: Plan
    scales: tuple[Scale, ...] = ()
    facts: Facts = field(default_factory=dict)
    indicators: dict[str, LoadedIndicator] = field(default_factory=dict)
    figures: dict[tuple[str, str, int | None], Cell] = field(default_factory=dict)
    statuses: dict[tuple[str, int | None], Cell] = field(default_factory=dict)
    decisions: dict[tuple[str, int], DecisionRow] = field(default_factory=dict)
    turns: dict[str, tuple[Turn, ...]] = field(default_factory=dict)

    def version(self, key: str, kind: str, year: int | None) -> int:
        """The version of a figure's cell, 0 where there is none yet: what the entry forms send back."""
        cell = self.figures.get((key, kind, year))
        return cell.version if cell else 0

    def status_version(self, key: str, year: int | None) -> int:
        """The version of a text, 0 where there is none yet."""
        cell = self.statuses.get((key, year))
        return cell.version if cell else 0


def load_plan(row: PlanRow, *, only: Collection[int] | None = None) -> LoadedPlan:
    """A plan with everything in it; ``only`` keeps the indicators with these ids and the nodes above them."""
    return load_plans([row], only=only)[0]


def load_plans(rows: Sequence[PlanRow], *, only: Collection[int] | None = None) -> list[LoadedPlan]:
    """Several plans of one municipality with as many statements as one. Raises ValueError for several."""
    if len({row.municipality_id for row in rows}) > 1:
        raise ValueError("plans of several municipalities are never loaded together")
    if not rows:
        return []
    # Ten thousand small values, none of them garbage: looking for some takes a third of the time.
    with pause_collection(settle=False):
        return _load(rows, only)


def _load(rows: Sequence[PlanRow], only: Collection[int] | None) -> list[LoadedPlan]:
    fetch = _Fetch(rows[0].municipality_id, [row.pk for row in rows], only)
    held = {
        IndicatorRow: fetch.group(IndicatorRow, "position"),
        NodeRow: fetch.group(NodeRow, "position", _NODE_COLUMNS),
        ScaleRow: fetch.group(ScaleRow, "position"),
        FigureRow: fetch.group(FigureRow, "year", _FIGURE_COLUMNS),
        MarkRow: fetch.group(MarkRow, "year"),
        StatusRow: fetch.group(StatusRow, "position"),
        DecisionRow: fetch.group(DecisionRow, "year"),
        FactRow: fetch.group(FactRow, "pk"),
        LifeRow: fetch.group(LifeRow, "pk", ("plan_id", *TURN_COLUMNS)),
    }
    return [
        _build(row, {model: found.get(row.pk, []) for model, found in held.items()}, only) for row in rows
    ]


_NODE_COLUMNS = ("plan_id", "pk", "parent", "name", "rest")
_FIGURE_COLUMNS = ("plan_id", "pk", "indicator", "kind", "year", "version", "typed", "past", *COLUMNS)


class _Fetch:
    """The rows of some plans, one statement for each table, grouped by plan."""

    def __init__(self, municipality: int, plans: list[int], only: Collection[int] | None) -> None:
        self.municipality = municipality
        self.plans = plans
        self.only = None if only is None else list(only)

    def group(self, model: Any, order: str, columns: tuple[str, ...] = ()) -> dict[int, list[Any]]:
        found = model.objects.of(self.municipality).filter(plan__in=self.plans).order_by(order)
        if self.only is not None and model is IndicatorRow:
            found = found.filter(pk__in=self.only)
        elif self.only is not None and model not in (NodeRow, ScaleRow):
            found = found.filter(indicator__in=self.only)
        groups: dict[int, list[Any]] = defaultdict(list)
        for item in found.values_list(*columns) if columns else found:
            groups[item[0] if columns else item.plan_id].append(item)
        return groups


def _build(row: PlanRow, held: Mapping[Any, list[Any]], only: Collection[int] | None) -> LoadedPlan:
    rows: list[IndicatorRow] = held[IndicatorRow]
    parts = _Parts(held)
    indicators: dict[int, list[Indicator]] = defaultdict(list)
    for item in rows:
        indicators[item.node_id].append(parts.build(item))
    scales = tuple(decode_value(Scale, item.scale) for item in held[ScaleRow])
    plan = decode_rest(Plan, row.rest, name=row.name, nodes=[])
    nodes = [_NodeCells(*cells) for cells in held[NodeRow]]
    nodes = nodes if only is None else _keep_paths(nodes, indicators.keys())
    return LoadedPlan(
        row=row,
        plan=replace(
            plan,
            nodes=_build_nodes(nodes, indicators),
            scale=scales[-1] if scales else None,
        ),
        scales=scales,
        facts=parts.facts,
        indicators={item.key: LoadedIndicator(item.pk, item.owner_id) for item in rows},
        figures=parts.figure_cells,
        statuses=parts.status_cells,
        decisions=parts.decision_rows,
        turns=build_turns(held[LifeRow]),
    )


class _Parts:
    """Everything that hangs on the indicators of one plan, by the id of the indicator."""

    def __init__(self, held: Mapping[Any, list[Any]]) -> None:
        self.keys: dict[int, str] = {item.pk: item.key for item in held[IndicatorRow]}
        self.figure_cells: dict[tuple[str, str, int | None], Cell] = {}
        self.status_cells: dict[tuple[str, int | None], Cell] = {}
        self.decision_rows: dict[tuple[str, int], DecisionRow] = {}
        self.facts: dict[tuple[str, FiscalYear], dict[str, str]] = defaultdict(dict)
        self._answered: dict[str, set[FiscalYear]] = defaultdict(set)
        self.baselines: dict[int, Baseline] = {}
        self.targets: dict[int, list[Target]] = defaultdict(list)
        self.actuals: dict[int, list[Actual]] = defaultdict(list)
        self.published: dict[int, list[Published]] = defaultdict(list)
        self.statuses: dict[int, list[Status]] = defaultdict(list)
        self.decisions: dict[int, list[Decision]] = defaultdict(list)
        self._read_figures(held[FigureRow])
        for mark in held[MarkRow]:
            self.published[mark.indicator_id].append(_build_published(mark))
        for status in held[StatusRow]:
            self.statuses[status.indicator_id].append(_build_status(status))
            cell = Cell(status.pk, status.version, status.text)
            self.status_cells[self.keys[status.indicator_id], status.year] = cell
        for decision in held[DecisionRow]:
            self.decision_rows[self.keys[decision.indicator_id], decision.year] = decision
            if decision.state == "approved":
                self.decisions[decision.indicator_id].append(build_decision(decision))
        for fact in held[FactRow]:
            key, when = self.keys[fact.indicator_id], FiscalYear(fact.year)
            self.facts[key, when][fact.question] = fact.answer
            self._answered[key].add(when)

    def _read_figures(self, rows: Iterable[tuple[Any, ...]]) -> None:
        years: dict[int, FiscalYear] = {}
        for _, pk, indicator, kind, start, version, typed, past, *cell in rows:
            self.figure_cells[self.keys[indicator], kind, start] = Cell(pk, version, typed)
            reading = join_reading(*cell)
            if kind == "baseline":
                year = FiscalYear(start) if start is not None else None
                self.baselines[indicator] = Baseline(reading, year)
                continue
            when = years.get(start) or years.setdefault(start, FiscalYear(start))
            if kind == "target":
                self.targets[indicator].append(Target(when, reading, decode_values(Revision, past)))
            else:
                self.actuals[indicator].append(Actual(when, reading, decode_values(Reading, past)))

    def build(self, row: IndicatorRow) -> Indicator:
        """One indicator with all that belongs to it."""
        return replace(
            decode_rest(Indicator, row.rest, key=row.key, name=row.name, unit=row.unit),
            baseline=self.baselines.get(row.pk),
            targets=tuple(self.targets.get(row.pk, ())),
            actuals=tuple(self.actuals.get(row.pk, ())),
            published=tuple(self.published.get(row.pk, ())),
            statuses=tuple(self.statuses.get(row.pk, ())),
            decisions=tuple(self.decisions.get(row.pk, ())),
            facts=tuple(self._build_facts(row.key)),
        )

    def _build_facts(self, key: str) -> Iterator[Fact]:
        return (
            Fact(year, question, answer)
            for year in sorted(self._answered.get(key, ()))
            for question, answer in self.facts[key, year].items()
        )


def build_decision(row: DecisionRow) -> Decision:
    """A decided grade as core knows it, whatever its state."""
    return Decision(
        FiscalYear(row.year), row.mark, row.reason, row.decided_by, row.approved_by, row.decided_on
    )


def _build_published(row: MarkRow) -> Published:
    if row.rest == "{}":
        return Published(FiscalYear(row.year), row.mark, row.rate)
    return decode_rest(Published, row.rest, year=row.year, mark=row.mark, rate=row.rate)


def _build_status(row: StatusRow) -> Status:
    return decode_rest(Status, row.rest, text=row.text, year=row.year)


class _NodeCells(NamedTuple):
    """The columns of one node that its core value is made of."""

    plan: int
    pk: int
    parent: int | None
    name: str
    rest: str


def _build_nodes(rows: Iterable[_NodeCells], indicators: dict[int, list[Indicator]]) -> tuple[Node, ...]:
    children: dict[int | None, list[_NodeCells]] = defaultdict(list)
    for row in rows:
        children[row.parent].append(row)

    return tuple(_build_node(row, children, indicators) for row in children[None])


def _build_node(
    row: _NodeCells, children: dict[int | None, list[_NodeCells]], indicators: dict[int, list[Indicator]]
) -> Node:
    # A function of its own: one inside the other that calls itself would hold all indicators in a ring.
    node = Node(name=row.name) if row.rest == "{}" else decode_rest(Node, row.rest, name=row.name)
    below = tuple(_build_node(child, children, indicators) for child in children.get(row.pk, ()))
    return replace(node, children=below, indicators=tuple(indicators.get(row.pk, ())))


def _keep_paths(rows: Sequence[_NodeCells], wanted: Collection[int]) -> list[_NodeCells]:
    """The nodes with these ids and all above them: of a large tree only what leads to a few rows is built."""
    parents = {row.pk: row.parent for row in rows}
    kept: set[int] = set()
    for node in wanted:
        above: int | None = node
        while above is not None and above not in kept:
            kept.add(above)
            above = parents[above]
    return [row for row in rows if row.pk in kept]
