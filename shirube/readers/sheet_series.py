"""Sheets of a workbook each for its own part of the whole: 総務課 and 税務課, 施策1 and 施策2.

What one of them says is no repetition of what another says, though names and figures be the same; nor is
one of them without goals a list of something else. 集計 and 個票, 様式1 and 様式2 are about the same things.
"""

from __future__ import annotations

from msgspec import Struct

from shirube.core.fiscal_year import fold_width
from shirube.core.pattern import late_pattern
from shirube.readers.grid import Grid
from shirube.readers.headings import strip_years
from shirube.readers.result import ReadPlan

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
# 施策名 図書館の充実: beside which label the subject of a form stands.
_SUBJECT = late_pattern(
    r"(?P<label>(?:基本|重点|主要|個別|事務)?(?:施策|政策|事業|取組|分野|所属|担当|所管|主管|施設|学校|校|団体|地区|路線|課)"
    r"(?:番号)?[・]?(?:施策|事業|取組|部署)?(?:課|部|局|項目)?名?称?)[\s:](?P<name>[^\n]{1,60})"
)
# 公表用, 案 and 控え say which copy it is.
_COPY = late_pattern(r"[(（][^()（）]{0,20}[)）]|公表用|庁内用|控え|確定版?|修正版?|最新版?|[\s_]")


def find_series(grid: Grid) -> str:
    """What the sheets beside this one have in common with it; its own name where it stands alone."""
    name = fold_width(grid.name).strip()
    if not grid.lettered or len(name) > _LONGEST:
        return grid.name
    if _BODY.fullmatch(name):
        return "\n課"
    numbered = _NUMBERED.fullmatch(name)
    return f"\n{numbered['stem']}" if numbered else grid.name


def find_subjects(read: ReadPlan) -> dict[str, str]:
    """What a sheet says it is about, by label; its title by its headings, which copies have in common."""
    found: dict[str, str] = {}
    for line in read.plan.remarks:
        if match := _SUBJECT.match(fold_width(line).strip()):
            found.setdefault(match["label"], "".join(match["name"].split()))
    if title := _COPY.sub("", strip_years(fold_width(read.plan.title))):
        found["\n".join(["", *(item.column.title for item in read.columns)])] = title
    return found


class SheetPart(Struct, frozen=True):
    """Which part of the whole a sheet is for: its series, and what it says it is about."""

    series: str
    subjects: dict[str, str]

    def is_beside(self, other: SheetPart) -> bool:
        """True where the two sheets are for different parts."""
        if self.series == other.series:
            return True
        return any(other.subjects.get(label, name) != name for label, name in self.subjects.items())
