"""Parts of a fiscal year as headings name them: 上半期, 10~3月期, 第1四半期, 4月 → months.

Which column of a table is one is told by the readers; whether parts add up by the checks.
"""

from __future__ import annotations

from collections.abc import Iterable

from shirube.core.fiscal_year import fold_width
from shirube.core.pattern import late_pattern

_HALVES = (
    (late_pattern(r"上半?期|前期(?!基本|計画|実施|行動|推進)|年度?前半|前半期"), range(4, 10)),
    (late_pattern(r"下半?期|後期(?!基本|計画|実施|行動|推進|高齢)|年度?後半|後半期"), range(10, 16)),
)
_QUARTER = late_pattern(r"第?([1-4一二三四])\s*四半期|(?<![A-Za-z0-9])(?:([1-4])Q|Q([1-4]))(?![A-Za-z0-9])")
_MONTHS = late_pattern(r"(?<!\d)(\d{1,2})\s*月?\s*[~-]\s*(\d{1,2})\s*月")
# One month alone: 9月末 and 9月現在 name a moment, 2か月 a span.
_MONTH = late_pattern(r"(?<![\d~.])(\d{1,2})\s*月(?:分|期|実績|の)?(?![\d末現~日か])")
_KANJI = {"一": 1, "二": 2, "三": 3, "四": 4}
WHOLE_YEAR = frozenset(range(1, 13))


def parse_year_part(heading: str) -> frozenset[int]:
    """The months that a heading speaks of; empty for the whole year, a moment, or no part at all."""
    text = fold_width(heading)
    if match := _QUARTER.search(text):
        written = match[1] or match[2] or match[3]
        first = 1 + 3 * (_KANJI.get(written) or int(written))
        return _as_months(range(first, first + 3))
    if match := _MONTHS.search(text):
        first, last = int(match[1]), int(match[2])
        if not (1 <= first <= 12 and 1 <= last <= 12):
            return frozenset()
        months = _as_months(range(first, (last if last >= first else last + 12) + 1))
        return months if months != WHOLE_YEAR else frozenset()
    for pattern, half in _HALVES:
        if pattern.search(text):
            return _as_months(half)
    match = _MONTH.search(text)
    return frozenset({int(match[1])}) if match and 1 <= int(match[1]) <= 12 else frozenset()


def make_up_the_year(parts: Iterable[frozenset[int]]) -> bool:
    """Whether parts are all of a year: every month once, in two parts or more."""
    found = list(parts)
    return len(found) > 1 and sum(map(len, found)) == 12 and frozenset().union(*found) == WHOLE_YEAR


def _as_months(numbers: Iterable[int]) -> frozenset[int]:
    return frozenset((number - 1) % 12 + 1 for number in numbers)
