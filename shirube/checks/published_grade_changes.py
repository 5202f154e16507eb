"""A figure replaced after publication that changes the published grade (公表済みの評価が変わります).

What counts as the figure of the publication is known to core/standing.py.
"""

from __future__ import annotations

from collections.abc import Iterator

from shirube.checks.context import CheckContext
from shirube.core.finding import Finding, Level

CODE = "published-grade-changes"
LEVELS = (Level.GRAVE,)


def check_published_grade_changes(context: CheckContext) -> Iterator[Finding]:
    """Each published grade that followed from an earlier figure and does not follow from the present one."""
    yield from context.changed_grades
