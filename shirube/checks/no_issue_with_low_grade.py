"""「課題：なし」 beside a low grade."""

from __future__ import annotations

from collections.abc import Iterator

from shirube.checks.context import CheckContext
from shirube.core.finding import Finding, Level

CODE = "no-issue-with-low-grade"
LEVELS = (Level.ODD,)


def check_no_issue_with_low_grade(context: CheckContext) -> Iterator[Finding]:
    """Each text that says there is no issue although the grade of its year is a low one."""
    for row, status, year, mark in context.iterate_low_grades():
        if status.no_issue:
            yield Finding(
                code=CODE,
                level=Level.ODD,
                place=row.place(year),
                message=f"評価は「{mark}」ですが、課題は「なし」と書かれています。"
                "低い評価の理由を会議で問われるおそれがあります。",
                remedy="評価が低い理由を課題に記入するか、評価と実績値に誤りがないか確かめてください。",
            )
