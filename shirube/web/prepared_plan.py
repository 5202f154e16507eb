"""A plan graded and ready to be shown, kept in memory for each version of it.

Every change of a plan raises its version, so what is kept can never be out of date. What a person may see of
it is asked of store/access.py each time.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from threading import Lock
from typing import Any

from shirube.actions.outcome import NotFound
from shirube.checks.registry import check_plan
from shirube.core.distribution import Distribution, compute_distribution
from shirube.core.finding import Finding
from shirube.core.fiscal_year import FiscalYear
from shirube.core.graded_plan import GradedPlan
from shirube.core.movers import Movers, compute_movers
from shirube.core.pace import Pace, compute_paces
from shirube.core.plan import Plan
from shirube.core.scale import Scale
from shirube.core.scale_versions import find_scale_in_force, grade_by_versions
from shirube.core.tags import TagGroup, TagReport, compute_tag_report
from shirube.core.year_in_progress import (
    EntryProgress,
    compute_entry_progress,
    find_leading_year,
    find_year_in_progress,
)
from shirube.readers.tag_groups import load_tag_groups
from shirube.store.access import Access
from shirube.store.load import LoadedPlan, load_plans
from shirube.store.plans import PlanRow
from shirube.store.queries import find_plan
from shirube.store.tag_groups import load_tag_groups_of
from shirube.web.plan_rows import TableRow, build_rows
from shirube.web.turn_words import render_labels

# Indicators kept in memory by each process: a city has some sixty plans, most of them small. What was looked
# at longest ago is let go.
KEPT_ROWS = 3_000


@dataclass(frozen=True)
class PreparedPlan:
    """One version of a plan as some people may see it. Everything is computed when first asked for."""

    loaded: LoadedPlan
    graded: GradedPlan
    tag_groups: tuple[TagGroup, ...] = ()
    has_own_groups: bool = False

    @property
    def row(self) -> PlanRow:
        """The plan's row in the database, as it was when loaded."""
        return self.loaded.row

    @property
    def plan(self) -> Plan:
        """The plan itself."""
        return self.graded.plan

    @cached_property
    def year(self) -> FiscalYear | None:
        """The year that pages lead with: the latest of which most figures are in; None before the first."""
        return find_leading_year(self.plan)

    @cached_property
    def latest_year(self) -> FiscalYear | None:
        """The latest year with a figure, be it a single one; None before the first."""
        return self.plan.current_year

    @cached_property
    def in_progress(self) -> EntryProgress | None:
        """How far the latest year is, as long as most of its figures are missing; else None."""
        return find_year_in_progress(self.plan)

    @cached_property
    def entry_year(self) -> FiscalYear | None:
        """The year whose actuals are entered now: the latest begun until it is complete, then the next."""
        latest = self.latest_year
        if latest and not compute_entry_progress(self.plan, latest).is_complete:
            return latest
        return self.next_year or latest

    @cached_property
    def next_year(self) -> FiscalYear | None:
        """The year that comes next: the first with a target after the leading one, else None."""
        targets = sorted({item.year for row in self.graded.rows for item in row.indicator.targets})
        return next((year for year in targets if self.year is None or year > self.year), None)

    @cached_property
    def reported_years(self) -> tuple[FiscalYear, ...]:
        """Years with figures, ascending, one that is still being entered among them."""
        return self.graded.years_until(self.latest_year) if self.latest_year else ()

    @property
    def scales(self) -> tuple[Scale, ...]:
        """The versions of the rule, newest first; () without any."""
        return tuple(reversed(self.loaded.scales))

    def scale_in(self, year: FiscalYear | None) -> Scale:
        """The rule in force in a year."""
        return find_scale_in_force(self.scales, year) or self.graded.scale

    @cached_property
    def history(self) -> tuple[Distribution, ...]:
        """The distribution of each reported year, by the marks of the rule in force then."""
        rows = self.graded.rows
        return tuple(compute_distribution(rows, self.scale_in(year), year) for year in self.reported_years)

    @property
    def distribution(self) -> Distribution | None:
        """That of the leading year; None before the first figure."""
        return next((item for item in self.history if item.year == self.year), None)

    @cached_property
    def movers(self) -> Movers | None:
        """What rose and fell since the year before; None where there is only one."""
        return self.movers_in(self.year)

    def movers_in(self, year: FiscalYear | None) -> Movers | None:
        """What rose and fell from the reported year before; None for the first."""
        years = self.reported_years
        at = years.index(year) if year in years else 0
        return compute_movers(self.graded, years[at - 1], years[at]) if at else None

    @cached_property
    def tags(self) -> TagReport | None:
        """The issue tags of the current year."""
        return self._count_tags(self.year)

    def tags_in(self, year: FiscalYear | None) -> TagReport | None:
        """The issue tags of a year."""
        return self.tags if year == self.year else self._count_tags(year)

    def _count_tags(self, year: FiscalYear | None) -> TagReport | None:
        if year is None:
            return None
        marks = [band.mark for band in self.scale_in(year).bands]
        return compute_tag_report(self.graded.rows, year, self.tag_groups, marks)

    @cached_property
    def paces(self) -> tuple[Pace, ...]:
        """What the final year needs, hardest first."""
        return compute_paces(self.graded, self.year) if self.year else ()

    @cached_property
    def rows(self) -> tuple[TableRow, ...]:
        """The rows of the table as drawn."""
        rows = build_rows(self.graded, {pace.row.indicator.key: pace.ratio_to_last for pace in self.paces})
        turns = {key: render_labels(found) for key, found in self.loaded.turns.items()}
        return tuple(row._replace(labels=(*row.labels, *turns.get(row.key, ()))) for row in rows)

    @cached_property
    def drawn(self) -> dict[Any, Any]:
        """What plan_cells.py has drawn of this version so far."""
        return {}

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the checks find, gravest first."""
        evaluated = tuple(row.evaluated for row in self.graded.rows)
        rule = self.graded.scale if self.plan.scale else None
        return tuple(check_plan(self.plan, evaluated if rule else None, scale=rule))


Key = tuple[int, int, tuple[int, ...] | None]


class _Kept:
    """The plans looked at last, by whatever names a version of one and who may see how much of it."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.lock = Lock()
        self.preparing = Lock()
        self.plans: OrderedDict[Key, PreparedPlan] = OrderedDict()

    def find(self, key: Key) -> PreparedPlan | None:
        with self.lock:
            found = self.plans.get(key)
            if found is not None:
                self.plans.move_to_end(key)
            return found

    def drop_earlier(self, row: PlanRow) -> None:
        """Let go what nobody asks for any more, before the next version takes as much room again."""
        with self.lock:
            for other in [other for other in self.plans if other[0] == row.pk and other[1] < row.version]:
                del self.plans[other]

    def keep(self, key: Key, plan: PreparedPlan) -> None:
        with self.lock:
            self.plans[key] = plan
            while (
                len(self.plans) > 1 and sum(len(one.graded.rows) for one in self.plans.values()) > self.most
            ):
                self.plans.popitem(last=False)


_KEPT = _Kept(KEPT_ROWS)


def find_prepared(access: Access, plan: int) -> PreparedPlan:
    """A plan as far as the person may see it. Raises NotFound where there is nothing to see."""
    row = find_plan(access, plan)
    if row is None:
        raise NotFound
    return _find_or_prepare(access, [row], access.narrow(row))[0]


def find_all_prepared(access: Access) -> list[PreparedPlan]:
    """Every plan in sight; those not kept are loaded together, so that more plans take no more statements."""
    rows = list(access.find_plans().select_related("owner__body"))
    only = None if access.can("view_plan") else list(access.find_indicators().values_list("pk", flat=True))
    return _find_or_prepare(access, rows, only)


def _find_or_prepare(
    access: Access, rows: Sequence[PlanRow], only: Collection[int] | None
) -> list[PreparedPlan]:
    found = {row.pk: _KEPT.find(_name(row, only)) for row in rows}
    if all(found.values()):
        return [plan for plan in found.values() if plan]
    # Right after a change many ask at once: the first prepares the plans, the others wait and share them.
    with _KEPT.preparing:
        found = {row.pk: _KEPT.find(_name(row, only)) for row in rows}
        missing = [row for row in rows if found[row.pk] is None]
        for row in missing:
            _KEPT.drop_earlier(row)
        groups = load_tag_groups_of(access.municipality.pk, [row.pk for row in missing]) if missing else {}
        for loaded in load_plans(missing, only=only) if missing else ():
            made = found[loaded.row.pk] = prepare_plan(loaded, groups.get(loaded.row.pk, ()))
            _KEPT.keep(_name(loaded.row, only), made)
    return [plan for row in rows if (plan := found[row.pk])]


def _name(row: PlanRow, only: Collection[int] | None) -> Key:
    return (row.pk, row.version, None if only is None else tuple(sorted(only)))


def forget_prepared() -> None:
    """Forget everything: for tests, whose databases begin again at version 1."""
    _KEPT.plans.clear()


def prepare_plan(loaded: LoadedPlan, groups: tuple[TagGroup, ...] = ()) -> PreparedPlan:
    """A plan graded by its rule: each year by the version in force then, with the answers people gave.

    ``groups`` are those that its officers made of its tags; without any the shipped ones are used.
    """
    scales = tuple(reversed(loaded.scales))
    graded = grade_by_versions(loaded.plan, scales, facts=loaded.facts)
    # The marks that pages count are those of the year they lead with.
    rule = find_scale_in_force(scales, find_leading_year(loaded.plan)) or graded.scale
    return PreparedPlan(
        loaded, GradedPlan(graded.plan, rule, graded.rows), groups or _load_groups(), bool(groups)
    )


@cache
def _load_groups() -> tuple[TagGroup, ...]:
    return load_tag_groups()
