"""Figures of a part of the year (9月末実績) where nothing says those of the whole: taken, and said so.

Beside a column of the whole year such a part is only kept; that is settled by columns.py and column_roles.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shirube.core.finding import Finding, Level, Place
from shirube.core.form import Role
from shirube.readers.result import ReadPlan
from shirube.readers.standing_columns import find_year_part

_OF_PLANS = ("最終値", "最終実績", "中間目標", "最新値", "直近値")


def describe_lone_parts(read: ReadPlan, sources: Sequence[tuple[str, Role]]) -> Iterator[Finding]:
    """One finding for the headings whose figures are those of a part of a year.

    ``sources`` are the headings of a table that was rewritten, with what each was taken for.
    """
    stated = [(item.column.title, item.column.role) for item in read.columns if not item.column.part]
    titles = dict.fromkeys(
        " ".join(title.split())
        for title, role in (*stated, *sources)
        if role is Role.ACTUAL and find_year_part(title)
    )
    if any(word in title for title, _ in (*stated, *sources) for word in _OF_PLANS):
        # 中間値 beside 最終値 or 中間目標値 is that of the middle of the plan.
        titles = {title: None for title in titles if "中間" not in title}
    if not titles or not any(item.actuals for item in read.plan.indicators):
        return
    shown = "、".join(f"「{title}」" for title in list(titles)[:3])
    yield Finding(
        code="year-part-alone",
        level=Level.ODD,
        place=Place(file=read.grid.file, sheet=read.grid.name),
        message=f"{shown}は年度の途中の値ですが、年度全体の実績の列がないため、その年度の実績値として読み取りました。",
        remedy="年度全体の値が決まりましたら、その列を加えるか、値を置き換えてください。",
    )
