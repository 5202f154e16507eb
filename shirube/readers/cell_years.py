"""The year that a cell states for itself: 8,348人(R3.5), 15,000人(H33(R3)), 2025年までに40%以上.

Most tables name years in their headings; where these are silent, the cells are asked.
"""

from __future__ import annotations

from functools import lru_cache

from shirube.core.fiscal_year import FiscalYear, find_fiscal_years, fold_width, parse_fiscal_period
from shirube.core.pattern import late_pattern

# Without one of these a text has neither a bracket nor a word behind a year; nearly all figures have none.
_SIGNS = late_pattern(r"[(（\[［〔【にで:：]|[度\d０-９][ 　]+[約延\d０-９]")
_BRACKETS = late_pattern(r"[(\[〔【]((?:[^()\[\]〔〕【】]|\([^()]*\))*)[)\]〕】]\s*(?:※\d*)?\s*$")
# A period in a name says of which era its years are, or that they are fiscal years.
_SURE_YEAR = late_pattern(r"年度|(?:平成?|令和?|昭和?|[HRS])\s*(?:\d|元)|\d{4}")
_LEADING = late_pattern(r"(?:末|当初)?(?:まで)?(?:に|で|:|\s+(?=[約延]?べ?\s?\d))")


@lru_cache(maxsize=16384)
def find_cell_year(text: str, context: FiscalYear | None = None) -> FiscalYear | None:
    """The one year in brackets behind a figure, or before it with まで, に or a space; else None."""
    if not _SIGNS.search(text):
        return None
    folded = fold_width(text)
    if match := _BRACKETS.search(folded):
        years = {mention.year for mention in find_fiscal_years(match[1], context)}
        if len(years) == 1:
            return years.pop()
    mention = next(iter(find_fiscal_years(folded, context)), None)
    if mention and mention.start == 0 and _LEADING.match(folded, mention.end):
        return mention.year
    return None


def find_year_in_name(name: str, context: FiscalYear | None) -> FiscalYear | None:
    """The last year of the period that a row's own name states: 財政効果額(平成16~18年度).

    「1-2 年1回の健診」 is the second of the first group, and no period.
    """
    if not _SURE_YEAR.search(fold_width(name)):
        return None
    try:
        first, last = parse_fiscal_period(name, context)
    except ValueError:
        return None
    return last or first
