"""Column lines of a PDF without rules, as people type them: 40, 180.5, 320.

Drawing them belongs to pdf_picture.py, reading the table between them to pdf_page.py.
"""

from __future__ import annotations

from collections.abc import Iterable

from shirube.core.fiscal_year import fold_width

MOST_LINES = 100


def parse_column_lines(text: str) -> tuple[float, ...] | None:
    """Places in points from the left edge, in order, from 「40、180.5, 320」; None where one is no number.

    Floats, because they are places on paper and no figures of a plan. At most MOST_LINES are taken.
    """
    places: set[float] = set()
    for part in fold_width(text).replace("、", ",").replace(" ", ",").replace("\n", ",").split(","):
        whole, _, decimals = part.strip().partition(".")
        if not part.strip():
            continue
        if not whole.isdecimal() or (decimals and not decimals.isdecimal()) or len(part) > 8:
            return None
        places.add(round(float(part), 1))  # a place on paper
    return tuple(sorted(places))[:MOST_LINES]


def render_column_lines(places: Iterable[float]) -> str:
    """40, 180.5, 320."""
    return ", ".join(f"{place:g}" for place in places)
