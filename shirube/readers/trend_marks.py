"""Marks that are nothing but arrows, which no legend explains: they may only say which way the figures went.

指標名        R4実績  R5実績  目標(R8)  進捗
要介護認定率  20%     21%     15%       ↑
"""

from __future__ import annotations

from collections.abc import Iterator

from shirube.core.finding import Finding, Level, Place
from shirube.core.notation_words import DASHES
from shirube.readers.cell_kinds import TRENDS
from shirube.readers.result import ReadPlan


def check_trend_marks(read: ReadPlan) -> Iterator[Finding]:
    """One finding for such a table."""
    marks = {one.mark for item in read.plan.indicators for one in item.published} - {"", *DASHES}
    if not marks or not marks <= TRENDS or read.plan.scale is not None:
        return
    # What a line below the table says of them may be in any words.
    if any(mark in text for text in (*read.plan.footnotes, *read.plan.remarks) for mark in marks):
        return
    yield Finding(
        code="marks-may-be-trends",
        level=Level.ODD,
        place=Place(file=read.grid.file, sheet=read.grid.name),
        message=f"矢印（{'、'.join(sorted(marks))}）だけの列を評価として読み取りましたが、矢印の意味が書かれていません。"
        "値の増減だけを示す矢印の可能性があります。",
        remedy="評価であれば、表の下に矢印の意味を記入してください。増減であれば、見出しを「増減」にしてください。",
    )
