"""Shares (構成比) that add to exactly 100: rounded by the largest remainder, and every adjusted one named."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from shirube.core.rounding import Rounding, round_fraction


class Shares(Struct, frozen=True):
    """Percentages in the order of the counts, with the same number of decimals, that add to exactly 100.

    ``adjusted`` holds the places whose percentage differs from plain rounding of halves up.
    """

    percents: tuple[Decimal, ...]
    adjusted: tuple[int, ...]

    def render_note(self, names: Sequence[str]) -> str:
        """The sentence that owns up to an adjustment; "" where plain rounding already adds to 100."""
        if not self.adjusted:
            return ""
        changed = "、".join(names[place] for place in self.adjusted)
        total = f"{sum(self.percents):f}"
        return f"構成比は合計が{total}%になるよう端数を調整しました（最大剰余法。調整した区分：{changed}）。"


def compute_shares(counts: Sequence[int], digits: int = 1) -> Shares | None:
    """The share of each count in their sum, in per cent; None where the sum is zero.

    Each share is cut off first; what is then missing to 100 goes, one last digit each, to the largest
    parts cut off, of equal ones to the larger count and then to the earlier place.
    """
    if any(count < 0 for count in counts):
        raise ValueError("a count is never negative")
    total = sum(counts)
    if total == 0:
        return None
    units = 100 * 10**digits
    exact = [Fraction(count * units, total) for count in counts]
    cut = [value.numerator // value.denominator for value in exact]
    order = sorted(range(len(counts)), key=lambda place: (cut[place] - exact[place], -counts[place], place))
    for place in order[: units - sum(cut)]:
        cut[place] += 1
    plain = [int(round_fraction(value, Rounding(digits=0))) for value in exact]
    return Shares(
        tuple(Decimal(value).scaleb(-digits) for value in cut),
        tuple(place for place in range(len(counts)) if cut[place] != plain[place]),
    )
