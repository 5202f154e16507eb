"""Numbers with a counter inside a running text: 「累計80事業者」, 「40講座」, 「1.5万人」.

Years are left to fiscal_year.py, cells of a table to notation.py. What such a number means is for the checks.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from shirube.core.fiscal_year import find_fiscal_years, fold_width
from shirube.core.pattern import late_pattern

# The counter is a run of kanji, of katakana or of Latin letters; the words cut off behind it say how the
# number is meant and are no part of it. Dates, pages, ordinals and ages are numbers that count nothing.
_NUMBER = late_pattern(
    r"(?<![\d.,A-Za-z第別図表-])(?P<digits>\d[\d,]*(?:\.\d+)?)\s?(?P<scale>[万億千]?)\s?"
    r"(?P<unit>か所|ヶ所|カ所|%|[一-鿿]{1,6}|[ァ-ヶー]{1,8}|[A-Za-z]{1,5})"
)
_TAIL = late_pattern(r"(?<=.)(?:以上|以下|未満|程度|超|増加|減少|増|減|分|強|弱|前後|実績|目標|達成)+$")
_NO_COUNTERS = (
    "年",
    "月",
    "日",
    "号",
    "条",
    "項",
    "頁",
    "章",
    "節",
    "次",
    "期",
    "歳",
    "代",
    "時",
    "割",
    "倍",
)
_SCALES = {"": 1, "千": 1_000, "万": 10_000, "億": 100_000_000}


class CountedNumber(Struct, frozen=True):
    """A number of a text with its counter. Positions are those of ``fold_width(text)``.

    Japanese has no spaces: the kanji that follow a counter stay in ``unit`` (2回開催), hence ``counts``.
    """

    value: Decimal
    unit: str
    start: int
    end: int

    def counts(self, unit: str) -> bool:
        """Whether it counts what ``unit`` names: 「3件増」 counts 件."""
        return bool(unit) and self.unit.startswith(fold_width(unit))


def find_counted_numbers(text: str) -> Iterator[CountedNumber]:
    """Every number of a text that counts something, in order; years, dates and ordinals are left out."""
    folded = fold_width(text)
    years = [(mention.start, mention.end) for mention in find_fiscal_years(folded)]
    for match in _NUMBER.finditer(folded):
        unit = _TAIL.sub("", match["unit"])
        inside_year = any(start <= match.start() < end for start, end in years)
        if inside_year or unit.startswith(_NO_COUNTERS):
            continue
        value = Decimal(match["digits"].replace(",", "")) * _SCALES[match["scale"]]
        yield CountedNumber(value, unit, match.start(), match.end())
