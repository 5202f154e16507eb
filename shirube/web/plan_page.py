"""What the page of a plan shows: facts, strip, filters, and the table with its headings and spans.

The rows themselves are made in plan_rows.py, what a person asked to see is read in plan_filter.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import NamedTuple

from shirube.core.distribution import Distribution, compute_distribution, count_reached
from shirube.core.fiscal_year import FiscalYear, YearStyle
from shirube.core.graded_plan import find_reached_band
from shirube.core.report import LegendLine, compute_legend
from shirube.core.scale import Scale
from shirube.core.shares import compute_shares
from shirube.web.plan_filter import NO_MARK, PlanFilter, choose_years, find_shown
from shirube.web.plan_rows import NO_TONE, TableRow, make_tones, stands_apart
from shirube.web.prepared_plan import PreparedPlan

_HISTORY_YEARS = 5
_HARD = Fraction(2)  # from twice the last figure on, the final target is worth a number on the page


class Segment(NamedTuple):
    """One grade in a distribution bar; ``share`` is its part of a hundred."""

    mark: str
    number: int
    tone: str
    share: int


@dataclass(frozen=True, slots=True)
class Bar:
    """The distribution of one year: its bar, and the words that give the number behind it."""

    year: str
    start: int
    label: str
    segments: tuple[Segment, ...]
    total: str
    sentence: str


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One number of the strip with what it counts and where its rows are."""

    label: str
    figure: str
    unit: str
    url: str = ""
    is_grave: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """The columns of one year."""

    year: int
    text: str
    is_now: bool
    is_coming: bool
    has_pace: bool

    @property
    def width(self) -> int:
        """How many columns stand below."""
        return 3 if not self.is_coming else 2 if self.has_pace else 1

    def measure(self, hidden: frozenset[str]) -> int:
        """How many of them are left when some are hidden; none of a coming year without its targets."""
        return self.width - ("t" in hidden) - (self.has_pace and "pace" in hidden)


class Head(NamedTuple):
    """A cell of the tree that begins in this row; ``place`` is set on the top level, which can be folded."""

    level: int
    text: str
    span: int
    place: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: a row with the tree cells that begin in it, or a folded group."""

    heads: tuple[Head, ...]
    row: TableRow | None
    bar: Bar | None = None
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What can be chosen above the table."""

    bodies: tuple[str, ...]
    nodes: tuple[str, ...]
    marks: tuple[str, ...]
    tags: tuple[str, ...]
    years: tuple[tuple[int, str, bool], ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage:
    """Everything the template of the plan page draws."""

    title: str
    facts: tuple[str, ...]
    rule: str
    bars: tuple[Bar, ...]
    figures: tuple[KeyFigure, ...]
    wanted: PlanFilter
    filters: Filters
    asked: str
    levels: tuple[str, ...]
    indicator_heading: str
    base_heading: str
    headings: tuple[Heading, ...]
    lines: tuple[Line, ...]
    shown: int
    total: int
    legend: tuple[LegendLine, ...]
    pace_note: str
    width: int


def build_plan_page(prepared: PreparedPlan, wanted: PlanFilter, *, open_findings: int, url: str) -> PlanPage:
    """The page of one plan. ``url`` is the address of the page, ``open_findings`` those nobody accepted."""
    plan, year = prepared.plan, prepared.year
    asked = next((item for item in prepared.reported_years if item.start == wanted.at), year)
    moved = _find_moved(prepared, wanted.change, asked)
    places = find_shown(wanted, prepared.graded.rows, asked, groups=prepared.tag_groups, moved=moved)
    headings = build_headings(prepared, choose_years(wanted, plan.years, prepared.latest_year))
    depth = max((len(row.nodes) for row in prepared.rows), default=0)
    lines = tuple(_iterate_lines(prepared, places, wanted.folded, depth))
    has_bodies = any(row.bodies for row in prepared.rows)
    width = 3 + has_bodies + sum(heading.width for heading in headings)
    return PlanPage(
        title=plan.name or plan.title or "計画",
        facts=tuple(_iterate_facts(prepared)),
        rule=render_rule(prepared.graded.scale),
        bars=build_bars(prepared),
        figures=tuple(_iterate_figures(prepared, open_findings, url)),
        wanted=wanted,
        filters=_build_filters(prepared, headings, asked),
        asked=asked.render() if asked and asked != year else "",
        levels=tuple(plan.levels[at] if at < len(plan.levels) else f"階層{at + 1}" for at in range(depth)),
        indicator_heading=_name_indicators(prepared),
        base_heading=_name_baseline(prepared),
        headings=headings,
        lines=lines,
        shown=len(places),
        total=len(prepared.rows),
        legend=compute_legend(prepared.scale_in(year)) if plan.scale else (),
        pace_note=_render_pace_note(prepared, headings),
        width=width,
    )


def build_headings(prepared: PreparedPlan, years: Sequence[FiscalYear]) -> tuple[Heading, ...]:
    """The year columns: three for a year with figures, the target alone for one to come."""
    last = max((item.year for row in prepared.graded.rows for item in row.indicator.targets), default=None)
    found = []
    for year in years:
        coming = prepared.latest_year is not None and year > prepared.latest_year
        found.append(
            Heading(
                year.start,
                year.render(prepared.plan.year_style),
                year == prepared.year,
                coming,
                coming and year == last and bool(prepared.paces),
            )
        )
    return tuple(found)


def build_bars(prepared: PreparedPlan) -> tuple[Bar, ...]:
    """The distribution of the latest years; of one still being entered, how far it is."""
    bars = [build_bar(item, prepared.scale_in(item.year)) for item in prepared.history[-_HISTORY_YEARS:]]
    progress = prepared.in_progress
    if progress and prepared.year != progress.year:
        bars[-1] = replace(bars[-1], total=f"入力中 {progress.entered}／{progress.due}")
    return tuple(bars)


def build_bar(distribution: Distribution, scale: Scale) -> Bar:
    """One year as a bar of grades; codes and rows without a grade come last in grey."""
    tones = make_tones(scale)
    counts = [(mark, count) for mark, count in (*distribution.grades, *distribution.others) if count]
    rest = sum(count for _, count in distribution.without)
    counts += [(NO_MARK, rest)] if rest else []
    shares = compute_shares([count for _, count in counts])
    percents = shares.percents if shares else ()
    segments = [
        Segment(mark, count, tones.get(mark, NO_TONE), max(1, round(percent)))
        for (mark, count), percent in zip(counts, percents, strict=True)
    ]
    reached = count_reached(distribution, scale)
    graded = distribution.graded
    total = f"{reached[0]}以上 {reached[1]}／{graded}" if reached else f"評価対象 {graded}"
    return Bar(
        distribution.year.render(YearStyle.LETTER),
        distribution.year.start,
        distribution.year.render(),
        tuple(segments),
        total,
        distribution.render(),
    )


def render_rule(scale: Scale) -> str:
    """The rule in one line: S 120%以上・A 90%以上・B 50%超・C 50%以下."""
    parts = []
    for band in scale.bands:
        words = band.name
        if band.rate and band.rate.edges:
            words = band.rate.render()
            if band.rate.lower and band.rate.upper:  # its upper end is the lower end of the grade above
                words = type(band.rate)(band.rate.subject, band.rate.lower).render()
        parts.append(f"{band.mark} {words}".strip())
    return "・".join(parts)


def _find_moved(prepared: PreparedPlan, change: str, year: FiscalYear | None) -> frozenset[str]:
    movers = prepared.movers_in(year) if change and year else None
    if movers is None:
        return frozenset()
    moves = movers.worse if change == "worse" else movers.better
    return frozenset(move.row.indicator.key for move in moves)


def _iterate_facts(prepared: PreparedPlan) -> Iterator[str]:
    plan = prepared.plan
    first, last = plan.period or ((plan.years[0], plan.years[-1]) if plan.years else (None, None))
    if first and last:
        yield f"{first.render()}～{last.render()}" if first != last else first.render()
    yield f"指標 {len(prepared.rows)}"
    bodies = {body for row in prepared.rows for body in row.bodies}
    if bodies:
        yield f"実施主体 {len(bodies)}"
    progress = prepared.in_progress
    if progress:
        yield f"{progress.year.render()}は入力中 {progress.entered}／{progress.due}"


def _iterate_figures(prepared: PreparedPlan, open_findings: int, url: str) -> Iterator[KeyFigure]:
    if prepared.movers:
        worse = len(prepared.movers.worse)
        yield KeyFigure("前年から下がった", str(worse), "指標", f"{url}?change=worse" if worse else "")
    if prepared.tags and prepared.tags.exact:
        top = prepared.tags.exact[0]
        yield KeyFigure(
            "最多の課題", top.name, f"{top.count}指標", url + PlanFilter(tag=top.name).render_query()
        )
    band = find_reached_band(prepared.graded.scale)
    if prepared.paces:
        hard = [pace for pace in prepared.paces if pace.ratio_to_last is None or pace.ratio_to_last >= _HARD]
        year = prepared.paces[0].final_year.render(YearStyle.LETTER)
        label = f"{year}の目標に要する伸び" if band else f"{year}の目標まで"
        yield KeyFigure(label, "×2以上", f"{len(hard)}指標", f"{url}analysis/#paces")
    yield KeyFigure("点検", str(open_findings), "件の確認", f"{url}findings/", open_findings > 0)


def _build_filters(prepared: PreparedPlan, headings: Sequence[Heading], year: FiscalYear | None) -> Filters:
    rows = prepared.graded.rows
    bodies = dict.fromkeys(body for row in rows for body in row.indicator.bodies)
    nodes = dict.fromkeys(row.nodes[0] for row in prepared.rows if row.nodes)
    found = {row.mark(year) or NO_MARK for row in rows} if year else set()
    ranked = [band.mark for band in prepared.scale_in(year).bands if band.mark in found]
    tags = prepared.tags_in(year)
    names = [item.name for item in tags.groups if len(item.tags) > 1] if tags else []
    names += [item.name for item in tags.exact if item.name not in names] if tags else []
    shown = {heading.year for heading in headings}
    return Filters(
        bodies=tuple(bodies),
        nodes=tuple(nodes) if len(nodes) > 1 else (),
        marks=(*ranked, *sorted(found - set(ranked))),
        tags=tuple(names),
        years=tuple((one.start, one.render(), one.start in shown) for one in prepared.plan.years),
    )


def _name_indicators(prepared: PreparedPlan) -> str:
    levels = prepared.plan.levels
    return f"{levels[-1]}・指標" if levels and not stands_apart(prepared.plan) else "指標"


def _name_baseline(prepared: PreparedPlan) -> str:
    years = {row.indicator.baseline.year for row in prepared.graded.rows if row.indicator.baseline}
    only = years.pop() if len(years) == 1 else None
    return only.render(prepared.plan.year_style) if only else "基準値"


def _render_pace_note(prepared: PreparedPlan, headings: Sequence[Heading]) -> str:
    heading = next((item for item in headings if item.has_pace), None)
    if heading is None or prepared.year is None:
        return ""
    return f"「必要」は{heading.text}の目標値 ÷ 直近の実績値"


def _iterate_lines(
    prepared: PreparedPlan, places: Sequence[int], folded: frozenset[int], depth: int
) -> Iterator[Line]:
    """The lines with their spans; each folded group is one line with its distribution."""
    tops = _number_groups(prepared.rows)
    rows = [prepared.rows[place] for place in places]
    at = 0
    while at < len(rows):
        top = tops[rows[at].place]
        end = at
        while end < len(rows) and tops[rows[end].place] == top:
            end += 1
        if top in folded and rows[at].nodes:
            yield _fold_line(prepared, rows[at:end], top)
        else:
            group = rows[at:end]
            for place, row in enumerate(group):
                yield Line(tuple(_iterate_heads(group, place, depth, top)), row)
        at = end


def _number_groups(rows: Sequence[TableRow]) -> list[int]:
    """For each row the number of its group: rows in one run under one top node belong together."""
    groups: list[int] = []
    for at, row in enumerate(rows):
        same = at > 0 and row.nodes[:1] == rows[at - 1].nodes[:1]
        groups.append(groups[-1] if same else groups[-1] + 1 if groups else 0)
    return groups


def _iterate_heads(group: Sequence[TableRow], place: int, depth: int, top: int) -> Iterator[Head]:
    """The tree cells that begin in one row of a group, with the number of rows they span."""
    nodes = group[place].nodes
    for level in range(depth):
        if level >= len(nodes):
            yield Head(level, "", 1, None)
            continue
        above = nodes[: level + 1]
        if place > 0 and group[place - 1].nodes[: level + 1] == above:
            continue
        span = 1
        while place + span < len(group) and group[place + span].nodes[: level + 1] == above:
            span += 1
        yield Head(level, nodes[level], span, top if level == 0 else None)


def _fold_line(prepared: PreparedPlan, rows: Sequence[TableRow], top: int) -> Line:
    bar = None
    if prepared.year:
        graded = [prepared.graded.rows[row.place] for row in rows]
        bar = build_bar(
            compute_distribution(graded, prepared.graded.scale, prepared.year), prepared.graded.scale
        )
    return Line((Head(0, rows[0].nodes[0], 1, top),), None, bar, len(rows))
