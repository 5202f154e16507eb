"""Two figures in one cell, the upper the target and the lower the actual (上段：目標 下段：実績).

Only what the table says of itself counts: without such a line nobody knows which figure is which.
"""

from __future__ import annotations

from collections.abc import Iterable

from shirube.core.fiscal_year import fold_width
from shirube.core.form import Role
from shirube.core.pattern import late_pattern
from shirube.readers.line_words import match_kind

_SAID = late_pattern(
    r"上段\s*[:は=(]?\s*(?P<upper>[一-龠]{2,4}値?)[\s、,・/)]*下段\s*[:は=(]?\s*(?P<lower>[一-龠]{2,4}値?)"
)
Stack = tuple[Role, Role]


def find_stack(texts: Iterable[str]) -> Stack | None:
    """What the upper and the lower figure of a cell are, by a line around the table or a heading."""
    for text in texts:
        if match := _SAID.search(fold_width(text)):
            upper, lower = match_kind(match["upper"]), match_kind(match["lower"])
            if upper and lower and upper is not lower:
                return upper, lower
    return None


def split_cell(text: str) -> tuple[str, str] | None:
    """The upper and the lower line of a cell; None for one that does not hold exactly two."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return (lines[0], lines[1]) if len(lines) == 2 else None
