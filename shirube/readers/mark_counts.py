"""Rows below a table of marks that count them: 評価Aの合計, B評価の件数.

    重点目標            H30  R1
    ①地域との連携      A    B
    ②家庭の教育力      A    A
    評価Aの合計         2    1

5 in such a row is no mark. The rows are kept beside the plan, as totals are.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from shirube.core.finding import Finding, Level, Place
from shirube.core.fiscal_year import fold_width
from shirube.core.indicator import Indicator
from shirube.core.notation import parse_reading
from shirube.core.notation_words import DASHES
from shirube.core.pattern import late_pattern
from shirube.readers.cost_rows import leave_out
from shirube.readers.result import ReadPlan

_COUNTED = late_pattern(
    r".{0,20}(?:評価|判定|ランク|達成|[A-ES◎○〇△▲×])\S{0,6}?(?:の?(?:合計|件数|個数|総数|数|割合|比率)|[計率])(?:\([^()]*\))?"
)
# How such names end, before a unit in brackets.
_ENDS = ("計", "数", "割合", "比率", "率")
_LONGEST_NAME = 40


def set_counts_apart(found: Sequence[ReadPlan]) -> list[ReadPlan]:
    """The plans without the rows that count the marks of others, which are kept beside them."""
    return [_set_apart(read) for read in found]


def _set_apart(read: ReadPlan) -> ReadPlan:
    if not any(_is_count(name, item) for name, item in _list_named(read)):
        return read
    rows = [(name, item, _is_count(name, item)) for name, item in _list_named(read)]
    counts = [replace(item, name=name) for name, item, is_count in rows if is_count]
    signs = [mark for _, item, is_count in rows if not is_count for mark in _list_marks(item)]
    # Where other marks are numbers as well, nobody can tell.
    if not signs or any(parse_reading(mark).quantity for mark in signs):
        return read
    names = "」「".join(" ".join(item.name.split()) for item in counts[:5])
    finding = Finding(
        code="marks-counted",
        level=Level.INFORMATION,
        place=Place(file=read.grid.file, sheet=read.grid.name),
        message=f"評価の数をまとめた{len(counts)}行（「{names}」）は、指標として数えず、別に残しました。",
    )
    left = leave_out(read, counts)
    return replace(left, totals=(*left.totals, *counts), findings=(*left.findings, finding))


def _list_named(read: ReadPlan) -> list[tuple[str, Indicator]]:
    """Each indicator with its name, or that of its measure where only this has one."""
    return [(item.name or (path[-1].name if path else ""), item) for path, item in read.plan.rows]


def _is_count(name: str, item: Indicator) -> bool:
    # Nearly every indicator has figures; that is seen before its name is taken apart.
    if item.targets or item.actuals or item.baseline or len(name) > _LONGEST_NAME:
        return False
    bare = name.rstrip(")）").split("(")[0].split("（")[0].rstrip()
    if not bare.endswith(_ENDS):
        return False
    marks = _list_marks(item)
    is_number = bool(marks) and all(parse_reading(mark).quantity is not None for mark in marks)
    return is_number and _COUNTED.fullmatch(fold_width(name).strip()) is not None


def _list_marks(item: Indicator) -> list[str]:
    return [one.mark for one in item.published if one.mark and one.mark not in DASHES]
