"""A row below the years that divides one of them: 6月 | 9月 | 12月 | 最終 below the last of 19 | 20 | 21.

    平成(年度)  19  20     21
                           6月   9月   12月  最終
    目標        -   1回    1回   1回   1回   1回

The figures of the year are those of the part that closes it; the others are only kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from shirube.core.fiscal_year import fold_width
from shirube.core.pattern import late_pattern
from shirube.core.year_parts import parse_year_part
from shirube.readers.year_rows import YearRow

# The end of a year, and figures as they stood at some day before.
_WHOLE = late_pattern(r"最終(?:値)?|年度?末|年間(?:計|実績)?|通年|年計|(?:合\s*)?計|年度(?:計|全体)?|3月末?")
_MOMENT = late_pattern(r"\d{1,2}月(?:末)?(?:現在|時点)?|中間(?:値)?")


def divide_years(years: YearRow, below: Sequence[str]) -> YearRow:
    """The row of years with those that the row below it divides; the same where that row is any other."""
    filled = [column for column, text in enumerate(below) if text]
    if len(filled) < 2 or filled[0] < years.first or not all(_is_part(below[column]) for column in filled):
        return years
    starts = sorted(years.years)
    columns = dict(years.years)
    parts: dict[int, str] = {}
    for start, end in pairwise([*starts, len(below)]):
        own = [column for column in range(start, end) if below[column]]
        closing = [column for column in own if _is_whole(below[column])]
        if not own:
            continue
        if len(own) < 2 or len(closing) != 1 or closing[0] != own[-1]:
            return years  # which of them is that of the year nobody says
        year = columns.pop(start)
        columns[closing[0]] = year
        parts |= {column: f"{year.render()} {below[column]}" for column in own[:-1]}
    return replace(years, years=dict(sorted(columns.items())), parts=parts, depth=2)


def _is_part(text: str) -> bool:
    folded = fold_width(text).strip()
    return _is_whole(text) or bool(_MOMENT.fullmatch(folded)) or bool(parse_year_part(folded))


def _is_whole(text: str) -> bool:
    return _WHOLE.fullmatch(fold_width(text).strip()) is not None
