"""Sheets of a workbook each for its own part of the whole: 総務課 and 税務課, 施策1 and 施策2.

What one of them says is no repetition of what another says, though names and figures be the same; nor is
one of them without goals a list of something else. 集計 and 個票, 様式1 and 様式2 are about the same things.
"""

from __future__ import annotations

from shirube.core.fiscal_year import fold_width
from shirube.core.pattern import late_pattern
from shirube.readers.grid import Grid

_BODY = late_pattern(
    r"(?!全|各|本[市町村区])[^\s\d]{1,20}"
    r"(?:[課室局部係署園館院校区市町村]|支?所|センター|公社|財団|組合|委員会|協議会|地区|地域|圏域)"
)
# 施策1, 基本目標Ⅱ: numbers of what is looked at; those of papers (様式1, 資料2, Sheet3) are none.
_NUMBERED = late_pattern(
    r"(?P<stem>[^\s\d]{0,8}(?:施策|政策|事業|目標|方針|戦略|個票|調書|取組|重点|項目|柱)|No\.?)[\s_-]?"
    r"(?:\d{1,3}|[IVX]{1,4})(?:[-.]\d{1,2})*"
)
_LONGEST = 31


def find_series(grid: Grid) -> str:
    """What the sheets beside this one have in common with it; its own name where it stands alone."""
    name = fold_width(grid.name).strip()
    if not grid.lettered or len(name) > _LONGEST:
        return grid.name
    if _BODY.fullmatch(name):
        return "\n課"
    numbered = _NUMBERED.fullmatch(name)
    return f"\n{numbered['stem']}" if numbered else grid.name
