"""A text on status that is word for word that of an earlier year."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from shirube.checks.context import CheckContext, fold_name, shorten
from shirube.core.finding import Finding, Level

CODE = "text-unchanged"
LEVELS = (Level.ODD,)

# A short text (計画どおり実施) may well be true two years running.
_SHORTEST = 20


def check_text_unchanged(context: CheckContext) -> Iterator[Finding]:
    """Each narrative of twenty and more characters that repeats the one before it.

    Widths and spaces do not matter; issues are not compared, because they do persist.
    """
    for row in context.rows:
        dated = [status for status in row.indicator.statuses if status.year]
        for before, status in pairwise(sorted(dated, key=lambda item: item.year.start if item.year else 0)):
            narrative, earlier = (item.narrative or item.text for item in (status, before))
            is_long = len(fold_name(narrative)) >= _SHORTEST
            if before.year and is_long and fold_name(narrative) == fold_name(earlier):
                yield Finding(
                    code=CODE,
                    level=Level.ODD,
                    place=row.place(status.year),
                    message=f"実施状況が{before.year.render()}と同じ文章です（{shorten(narrative)}）。",
                    remedy="前回の文章を残したままでないか確かめ、この年度の実施状況に書き改めてください。",
                )
