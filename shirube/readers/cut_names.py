"""Names of indicators that end in the midst of brackets: 職員研修の受講者数（階層別・.

A spreadsheet prints as much of a long name as its cell is wide; of the rest nothing is left in the PDF.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from shirube.core.finding import Finding, Level
from shirube.core.plan import Plan
from shirube.readers.grid import Grid

_OPENING, _CLOSING = frozenset("（(【［[〔「『"), frozenset("）)】］]〕」』")


def is_cut(name: str) -> bool:
    """True where brackets are opened and not closed; a counting sign such as 1) closes what is not opened."""
    if _OPENING.isdisjoint(name):
        return False
    depth = 0
    for one in name:
        if one in _OPENING:
            depth += 1
        elif one in _CLOSING:
            depth = max(depth - 1, 0)
    return depth > 0


def describe_cut_names(plan: Plan, grid: Grid, rows: Mapping[str, int]) -> Iterator[Finding]:
    """That names seem to be cut, with the first of them; ``rows`` are where the indicators stand, by key."""
    cut = [item for item in plan.indicators if is_cut(item.name)]
    if cut:
        shown = "、".join(f"「{' '.join(item.name.split())[:40]}」" for item in cut[:3])
        more = f"ほか{len(cut) - 3}件" if len(cut) > 3 else ""
        yield Finding(
            code="names-cut",
            level=Level.ODD,
            place=grid.place(rows[cut[0].key], 0),
            message=f"指標名の括弧が閉じていません（{shown}{more}）。名前が途中で切れているようです。",
            remedy="元のファイルで名前の全体が見えるようにセルを広げるか、名前を補ってください。",
        )
