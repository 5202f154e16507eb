"""Running one check over a plan that a test builds."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from shirube.checks.context import CheckContext, build_context
from shirube.core.finding import Finding
from shirube.core.indicator import Indicator
from shirube.core.plan import Plan
from shirube.core.scale import Scale
from tests.builders import build_plan, build_scale

CheckFunction = Callable[[CheckContext], Iterator[Finding]]


def run(check: CheckFunction, plan: Plan) -> list[Finding]:
    return list(check(build_context(plan)))


def run_on(check: CheckFunction, *indicators: Indicator, scale: Scale | None = None) -> list[Finding]:
    """The findings of a check about a plan of these indicators, by S/A/B/C unless another scale is given."""
    return run(check, build_plan(*indicators, scale=scale or build_scale()))
