"""What every check looks at: the plan, its rule, its grades and the marks published, put together once.

Which check there is belongs to registry.py; each check to its own file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from shirube.core.agreement import Agreement, Comparison, is_same_mark
from shirube.core.evaluation import EvaluatedIndicator, Evaluation, evaluate_plan
from shirube.core.finding import Finding, Place
from shirube.core.fiscal_year import FiscalYear, fold_width
from shirube.core.indicator import Indicator, Status
from shirube.core.plan import Node, Plan, render_indicator_name
from shirube.core.quantity import Quantity
from shirube.core.scale import Band, Scale
from shirube.core.text_numbers import CountedNumber, find_counted_numbers
from shirube.core.unit import canonical_unit, scale_written


class Row(Struct, frozen=True):
    """One indicator with its path of nodes, the name messages call it by, and its grades (None: no rule)."""

    path: tuple[Node, ...]
    indicator: Indicator
    name: str
    evaluated: EvaluatedIndicator | None

    @property
    def activity(self) -> str:
        """The name of the activity that the indicator hangs below."""
        return self.path[-1].name if self.path else ""

    def evaluation(self, year: FiscalYear) -> Evaluation | None:
        """The computed grade of one year, None without a rule or without figures."""
        return self.evaluated.in_year(year) if self.evaluated else None

    def mark(self, year: FiscalYear) -> str:
        """The mark that counts: the decided, else the published, else the computed one; "" for none."""
        decision, published = self.indicator.decision(year), self.indicator.published_in(year)
        if decision:
            return decision.mark
        if published and published.mark:
            return published.mark
        evaluation = self.evaluation(year)
        return evaluation.mark if evaluation else ""

    def place(self, year: FiscalYear | None = None) -> Place:
        """Where a finding about this indicator is."""
        return Place(indicator=self.name, year=year)


class CheckContext(Struct, frozen=True, dict=True):
    """A plan ready to be checked. ``evaluated`` is empty and ``scale`` None where the plan has no rule."""

    plan: Plan
    scale: Scale | None
    evaluated: tuple[EvaluatedIndicator, ...]
    agreement: Agreement

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Every indicator in printed order."""
        graded: tuple[EvaluatedIndicator | None, ...] = self.evaluated or (None,) * len(self.plan.indicators)
        return tuple(
            Row(path, indicator, render_indicator_name(path, indicator), evaluated)
            for (path, indicator), evaluated in zip(self.plan.rows, graded, strict=True)
        )

    @cached_property
    def by_key(self) -> Mapping[str, Row]:
        """The same rows by the key of their indicator."""
        return {row.indicator.key: row for row in self.rows}

    @cached_property
    def changed_grades(self) -> tuple[Finding, ...]:
        """Published grades that a later figure changed; told once, and not again as a difference."""
        revised = any(actual.earlier for row in self.rows for actual in row.indicator.actuals)
        if self.scale is None or not revised:
            return ()
        from shirube.core.standing import check_published_grades  # few plans have a figure replaced

        return tuple(check_published_grades(self.plan, self.scale))

    @cached_property
    def goal_numbers(self) -> Mapping[str, tuple[CountedNumber, ...]]:
        """The numbers with a counter in each goal text that has any, by the key of the indicator."""
        found = ((row.indicator.key, tuple(find_counted_numbers(row.indicator.goal))) for row in self.rows)
        return {key: numbers for key, numbers in found if numbers}

    @cached_property
    def low_marks(self) -> frozenset[str]:
        """Marks of the lower half of the scale: B and C of S/A/B/C, C of A/B/C, 未達成 of two; else none.

        With an odd number of bands the middle one is not low.
        """
        bands = self.scale.bands if self.scale else ()
        return frozenset(band.mark for band in bands[(len(bands) + 1) // 2 :])

    def find_band(self, mark: str) -> Band | None:
        """The band that a mark stands for, printed as A or as A評価; None for codes and unknown marks."""
        if self.scale is None or not mark:
            return None
        same = (band for band in self.scale.bands if is_same_mark(band.mark, mark))
        return self.scale.band(mark) or next(same, None)

    def is_low(self, mark: str) -> bool:
        """Whether a mark stands for one of the low grades."""
        band = self.find_band(mark)
        return band is not None and band.mark in self.low_marks

    @cached_property
    def target_years(self) -> frozenset[FiscalYear]:
        """Years for which at least one indicator of the plan has a target."""
        return frozenset(
            target.year
            for indicator in self.plan.indicators
            for target in indicator.targets
            if not target.reading.is_missing
        )

    def status_year(self, status: Status) -> FiscalYear | None:
        """The year a text speaks of: its own, else the latest reported one."""
        return status.year or self.plan.current_year

    def iterate_low_grades(self) -> Iterator[tuple[Row, Status, FiscalYear, str]]:
        """Every text on status whose year ended in a low grade: row, text, year, mark."""
        for row in self.rows:
            for status in row.indicator.statuses:
                year = self.status_year(status)
                mark = row.mark(year) if year else ""
                if year and self.is_low(mark):
                    yield row, status, year, mark


def build_context(
    plan: Plan, evaluated: tuple[EvaluatedIndicator, ...] | None = None, scale: Scale | None = None
) -> CheckContext:
    """The context of a plan, graded by ``scale`` or by its own rule unless the grades are handed over."""
    rule = scale or plan.scale
    if rule is None:
        return CheckContext(plan, None, (), Agreement(()))
    graded = evaluate_plan(plan, rule) if evaluated is None else evaluated
    comparisons = tuple(
        Comparison(item.indicator, published, item.in_year(published.year))
        for item in graded
        for published in item.indicator.published
        if published.mark and not published.joint
    )
    return CheckContext(plan, rule, graded, Agreement(comparisons))


def are_comparable(left: Quantity, right: Quantity) -> bool:
    """Whether two figures of one indicator are of one kind, so that which is larger means something.

    A cell without a unit is taken to have that of the other, unless the other multiplies by a word (万人):
    whether the bare number does so too is not known. Shares of counts and changes (16%削減) are kinds apart.
    """
    units = {canonical_unit(left.unit), canonical_unit(right.unit)}
    if len(units - {""}) > 1 or (left.of is None) != (right.of is None) or left.change != right.change:
        return False
    return len(units) == 1 or scale_written(left) == scale_written(right)


def fold_name(text: str) -> str:
    """A name as compared: one width, no spaces, small and capital Latin letters alike."""
    return "".join(fold_width(text).split()).casefold()


def render_years(years: list[FiscalYear]) -> str:
    """令和5年度、令和6年度."""
    return "、".join(year.render() for year in years)


def shorten(text: str, length: int = 40) -> str:
    """The beginning of a text for a message, with 「…」 where it was cut."""
    flat = " ".join(text.split())
    return flat if len(flat) <= length else f"{flat[:length]}…"
