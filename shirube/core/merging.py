"""A new table put onto the plan that is there: what the new one says wins, what it leaves out stays.

Finding out which row is which belongs to matching.py. Nothing that a table does not print (revisions,
decided grades, texts of other years) is lost by importing it; every difference is named before it counts.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from shirube.core.figures import render_cell
from shirube.core.fiscal_year import FiscalYear
from shirube.core.indicator import Actual, Fact, Indicator, Published, Revision, Status, Target
from shirube.core.matching import match_indicators
from shirube.core.plan import Node, Plan, render_indicator_name
from shirube.core.reading import Reading


class Change(Struct, frozen=True, kw_only=True):
    """One difference in words: where, what, and the cell before and after ("" where there was none)."""

    key: str
    name: str
    what: str
    year: FiscalYear | None = None
    before: str = ""
    after: str = ""


class Merge(Struct, frozen=True, kw_only=True):
    """The merged plan, every difference from the current one, and the rows the new table does not have."""

    plan: Plan
    changes: tuple[Change, ...]
    added: tuple[str, ...]
    kept: tuple[str, ...]


def compute_merge(current: Plan, incoming: Plan) -> Merge:
    """The current plan with everything an incoming table of it says."""
    matches = match_indicators(current, incoming)
    known = {indicator.key: indicator for indicator in current.indicators}
    keys = _Keys(set(known), matches)
    merged: dict[str, Indicator] = {}

    def rebuild(node: Node) -> Node:
        indicators = []
        for indicator in node.indicators:
            key = keys.choose(indicator.key)
            merged[key] = merge_indicator(known.get(key), replace(indicator, key=key))
            indicators.append(merged[key])
        return replace(
            node, indicators=tuple(indicators), children=tuple(rebuild(child) for child in node.children)
        )

    nodes = tuple(rebuild(node) for node in incoming.nodes)
    kept = tuple(row for row in current.rows if row[1].key not in merged)
    for path, indicator in kept:
        nodes = _put_back(nodes, path, indicator)
    plan = replace(_merge_heading(current, incoming), nodes=nodes)
    return Merge(
        plan=plan,
        changes=tuple(find_changes(current, plan)),
        added=tuple(key for key in merged if key not in known),
        kept=tuple(indicator.key for _, indicator in kept),
    )


def merge_indicator(current: Indicator | None, incoming: Indicator) -> Indicator:
    """One row: years of the new table replace the same years, other years and what is not printed stay."""
    if current is None:
        return incoming
    return replace(
        incoming,
        direction=current.direction,
        accumulation=current.accumulation,
        unit=incoming.unit or current.unit,
        name=incoming.name or current.name,
        bodies=incoming.bodies or current.bodies,
        goal=incoming.goal or current.goal,
        goal_year=incoming.goal_year or current.goal_year,
        baseline=incoming.baseline or current.baseline,
        targets=_merge_targets(current, incoming),
        actuals=_merge_actuals(current, incoming),
        published=_merge_published(current, incoming),
        decisions=current.decisions or incoming.decisions,
        facts=_merge_facts(current, incoming),
        statuses=_merge_statuses(current, incoming),
        notes=incoming.notes or current.notes,
    )


def _merge_facts(current: Indicator, incoming: Indicator) -> tuple[Fact, ...]:
    """Answers of the new table replace those to the same question of the same year; others stay."""
    known = {(item.year, item.question): item for item in (*current.facts, *incoming.facts)}
    return tuple(sorted(known.values(), key=lambda item: item.year))


def find_changes(before: Plan, after: Plan) -> Iterator[Change]:
    """Every cell in which two plans with the same keys differ, in the order of the later one."""
    known = {indicator.key: indicator for indicator in before.indicators}
    for path, indicator in after.rows:
        name = render_indicator_name(path, indicator)
        old = known.pop(indicator.key, None)
        if old is None:
            yield Change(key=indicator.key, name=name, what="指標の追加", after=name)
        else:
            yield from _find_cell_changes(name, old, indicator)
    for key, old in known.items():
        yield Change(key=key, name=old.name or key, what="指標の削除", before=old.name or key)
    if before.scale != after.scale:
        yield Change(
            key="",
            name="計画全体",
            what="評価基準",
            before=before.scale.title or before.scale.name if before.scale else "",
            after=after.scale.title or after.scale.name if after.scale else "",
        )


def _find_cell_changes(name: str, old: Indicator, new: Indicator) -> Iterator[Change]:
    was, now = dict(_cells(old)), dict(_cells(new))
    for place in sorted(was.keys() | now.keys(), key=_order):
        what, start = place
        before, after = was.get(place, ""), now.get(place, "")
        if before != after:
            year = FiscalYear(start) if start else None
            yield Change(key=new.key, name=name, what=what, year=year, before=before, after=after)


_WHATS = (
    "指標名",
    "単位",
    "基準値",
    "目標値",
    "実績値",
    "評価",
    "目標とする姿",
    "実施主体",
    "実施状況・課題",
    "人が入力する事項",
)


def _order(place: tuple[str, int]) -> tuple[int, int]:
    return (_WHATS.index(place[0]), place[1])


def _cells(indicator: Indicator) -> Iterator[tuple[tuple[str, int], str]]:
    """Every printed cell of an indicator as text, by what it is and its year (0 where it has none)."""
    yield ("指標名", 0), indicator.name
    yield ("単位", 0), indicator.unit
    yield ("目標とする姿", 0), indicator.goal
    yield ("実施主体", 0), "・".join(indicator.bodies)
    if indicator.baseline:
        yield ("基準値", 0), render_cell(indicator.baseline.reading)
    for target in indicator.targets:
        yield ("目標値", target.year.start), render_cell(target.reading)
    for actual in indicator.actuals:
        yield ("実績値", actual.year.start), render_cell(actual.reading)
    for published in indicator.published:
        yield ("評価", published.year.start), published.mark
    for status in indicator.statuses:
        yield ("実施状況・課題", status.year.start if status.year else 0), status.text
    for year in dict.fromkeys(fact.year for fact in indicator.facts):
        answers = indicator.facts_in(year).items()
        yield (
            ("人が入力する事項", year.start),
            "、".join(f"{question}：{answer}" for question, answer in answers),
        )


class _Keys:
    """Gives each incoming row its key: that of its match, else its own, else a new one."""

    def __init__(self, taken: set[str], matches: dict[str, str]) -> None:
        self.taken = taken
        self.matches = matches

    def choose(self, key: str) -> str:
        if key in self.matches:
            return self.matches[key]
        free, number = key, 1
        while free in self.taken:
            number += 1
            free = f"{key}-{number}"
        self.taken.add(free)
        return free


def _put_back(nodes: tuple[Node, ...], path: tuple[Node, ...], indicator: Indicator) -> tuple[Node, ...]:
    """A row the new table leaves out, at its old place; nodes that are gone come back at the end."""
    first, *rest = path
    names = [node.name for node in nodes]
    at = names.index(first.name) if first.name in names else len(nodes)
    node = nodes[at] if at < len(nodes) else replace(first, children=(), indicators=())
    if rest:
        node = replace(node, children=_put_back(node.children, tuple(rest), indicator))
    else:
        node = replace(node, indicators=(*node.indicators, indicator))
    return (*nodes[:at], node, *nodes[at + 1 :])


def _merge_heading(current: Plan, incoming: Plan) -> Plan:
    return replace(
        incoming,
        title=incoming.title or current.title,
        name=current.name or incoming.name,
        municipality=current.municipality or incoming.municipality,
        document_number=incoming.document_number or current.document_number,
        period=current.period or incoming.period,
        levels=incoming.levels or current.levels,
        bodies=tuple(dict.fromkeys((*current.bodies, *incoming.bodies))),
        # A rule that people have settled is not overruled by a legend printed under a table.
        scale=current.scale or incoming.scale,
        footnotes=incoming.footnotes or current.footnotes,
        remarks=incoming.remarks or current.remarks,
    )


def _merge_targets(current: Indicator, incoming: Indicator) -> tuple[Target, ...]:
    found = {item.year: item for item in current.targets}
    for item in incoming.targets:
        old = found.get(item.year)
        if old is None:
            found[item.year] = item
        elif _is_news(old.reading, item.reading):
            before = () if _is_silent(old.reading) else (Revision(old.reading, reason="取り込んだ表による"),)
            found[item.year] = replace(item, revisions=(*old.revisions, *before))
    return tuple(found[year] for year in sorted(found))


def _merge_actuals(current: Indicator, incoming: Indicator) -> tuple[Actual, ...]:
    found = {item.year: item for item in current.actuals}
    for item in incoming.actuals:
        old = found.get(item.year)
        if old is None:
            found[item.year] = item
        elif _is_news(old.reading, item.reading):
            before = () if _is_silent(old.reading) else (old.reading,)
            found[item.year] = replace(item, earlier=(*old.earlier, *before))
    return tuple(found[year] for year in sorted(found))


def _is_silent(reading: Reading) -> bool:
    return reading.is_missing and not reading.text.strip()


def _is_news(old: Reading, new: Reading) -> bool:
    """An empty cell of an old table is no news: it does not wipe out what was entered since."""
    return not _is_silent(new) and _differs(old, new)


def _differs(old: Reading, new: Reading) -> bool:
    """Whether two cells say something else; how they are written does not matter."""
    if (old.quantity is None) != (new.quantity is None):
        return True
    if old.quantity and new.quantity:
        one, other = old.quantity, new.quantity
        return (one.exact, one.to, one.qualifier, one.change) != (
            other.exact,
            other.to,
            other.qualifier,
            other.change,
        )
    return (old.missing, old.state) != (new.missing, new.state)


def _merge_published(current: Indicator, incoming: Indicator) -> tuple[Published, ...]:
    found = {item.year: item for item in current.published}
    for item in incoming.published:
        if item.mark or item.rate or item.year not in found:
            found[item.year] = item
    return tuple(found[year] for year in sorted(found))


def _merge_statuses(current: Indicator, incoming: Indicator) -> tuple[Status, ...]:
    replaced = {item.year for item in incoming.statuses if item.text.strip()}
    stays = tuple(item for item in current.statuses if item.year not in replaced)
    kept_years = {item.year for item in stays}
    news = tuple(item for item in incoming.statuses if item.text.strip() or item.year not in kept_years)
    return tuple(sorted((*stays, *news), key=lambda item: item.year.start if item.year else 0))
