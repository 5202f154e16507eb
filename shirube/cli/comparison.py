"""Everything published in a plan held against its rule, once for people and for programs.

Where the rule leaves marks or rates unexplained, the likely causes and the known rules that fit better are
looked up; nothing is chosen on the officer's behalf.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from shirube.core.agreement import Agreement, Comparison, EdgeReport, compare_published, report_edges
from shirube.core.plan import Plan, render_indicator_name
from shirube.core.published_rates import RateAgreement, RateComparison, compare_rates

if TYPE_CHECKING:  # needed only where something differs, and then loaded below
    from shirube.core.causes import FoundCause
    from shirube.core.inference import Ranking

# With more published cells than this, trying every known rule would keep a person waiting.
MOST_CELLS_TO_INFER = 2000
SHOWN_CANDIDATES = 3


class PlanComparison(Struct, frozen=True, dict=True):
    """A plan beside its rule; each part is worked out when it is first asked for."""

    plan: Plan

    @cached_property
    def names(self) -> dict[str, str]:
        """What messages call each indicator, by key."""
        return {indicator.key: render_indicator_name(path, indicator) for path, indicator in self.plan.rows}

    @cached_property
    def published_marks(self) -> int:
        """How many marks were published."""
        return sum(1 for indicator in self.plan.indicators for item in indicator.published if item.mark)

    @cached_property
    def published_rates(self) -> int:
        """How many rates were published."""
        return sum(1 for indicator in self.plan.indicators for item in indicator.published if item.rate)

    @cached_property
    def marks(self) -> Agreement | None:
        """The published marks beside the computed ones; None without a rule."""
        return compare_published(self.plan, self.plan.scale) if self.plan.scale else None

    @cached_property
    def edges(self) -> tuple[EdgeReport, ...]:
        """What the published marks say of each cut of the rule."""
        return report_edges(self.plan, self.plan.scale) if self.plan.scale else ()

    @cached_property
    def rates(self) -> RateAgreement | None:
        """The published rates beside the computed ones; None without a rule or without rates."""
        if self.plan.scale is None or not self.published_rates:
            return None
        return compare_rates(self.plan, self.plan.scale)

    @cached_property
    def mark_ranking(self) -> Ranking | None:
        """Known rules by how many published marks they explain; None where the plan's own explains all."""
        unexplained = self.marks is None or len(self.marks.agree) < len(self.marks.comparisons)
        if not unexplained or not 0 < self.published_marks <= MOST_CELLS_TO_INFER:
            return None
        from shirube.core.inference import rank_scales
        from shirube.readers.scale_recipe import load_scales

        own = (self.plan.scale,) if self.plan.scale else ()
        others = [scale for scale in load_scales() if scale.name not in {item.name for item in own}]
        return rank_scales(self.plan, (*own, *others))

    @cached_property
    def rate_ranking(self) -> Ranking | None:
        """Formulas by how many published rates they reproduce; None where the plan's own explains all."""
        unexplained = self.rates is None or len(self.rates.agree) < len(self.rates.comparisons)
        if not unexplained or not 0 < self.published_rates <= MOST_CELLS_TO_INFER:
            return None
        from shirube.core.inference import rank_formulas

        return rank_formulas(self.plan)

    def find_mark_causes(self, item: Comparison) -> tuple[FoundCause, ...]:
        """What would explain a mark that differs."""
        from shirube.core.causes import find_mark_causes

        scale = self.plan.scale
        return find_mark_causes(item.indicator, item.published, scale) if scale else ()

    def find_rate_causes(self, item: RateComparison) -> tuple[FoundCause, ...]:
        """What would explain a rate that differs."""
        from shirube.core.causes import find_rate_causes

        scale = self.plan.scale
        return find_rate_causes(item.indicator, item.published, scale) if scale else ()
