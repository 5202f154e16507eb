"""A low grade about which the text names no issue."""

from __future__ import annotations

from collections.abc import Iterator

from shirube.checks.context import CheckContext
from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import FiscalYear
from shirube.core.indicator import Status
from shirube.core.pattern import late_pattern

CODE = "low-grade-without-issue"
LEVELS = (Level.ODD,)

# Words by which a running text owns that something went badly.
SETBACK = late_pattern(
    r"課題|問題|困難|難し|不足|足りな|減少|減った|減り|減って|下回|未達|達成できな|達しな|届か|伸び悩|伸びな|伸びず"
    r"|低迷|低調|遅れ|滞|悪化|中止|延期|見送"
)
# Words that at least show what is to be done about it.
_REMEDY = late_pattern(r"影響|必要がある|必要であ|改善|見直|検討|少な|増えな")


def check_low_grade_without_issue(context: CheckContext) -> Iterator[Finding]:
    """Each low grade whose text of that year is lacking or speaks of no difficulty.

    Silent for years in which the plan has no texts at all: the table then has no column for them.
    「課題：なし」 has a check of its own.
    """
    years = _collect_years(context)
    for row in context.rows:
        texts = {context.status_year(status): status for status in row.indicator.statuses}
        for year in years:
            mark, status = row.mark(year), texts.get(year)
            if context.is_low(mark) and not _names_difficulty(status):
                yield Finding(
                    code=CODE,
                    level=Level.ODD,
                    place=row.place(year),
                    message=f"評価は「{mark}」ですが、"
                    + ("課題が書かれていません。" if status else "実施状況と課題が書かれていません。"),
                    remedy="評価が低い理由と、今後の改善に向けた課題を記入してください。",
                )


def _collect_years(context: CheckContext) -> list[FiscalYear]:
    """Years for which at least one indicator has a text."""
    found = {
        year
        for row in context.rows
        for status in row.indicator.statuses
        if (year := context.status_year(status))
    }
    return sorted(found)


def _names_difficulty(status: Status | None) -> bool:
    if status is None:
        return False
    text = status.narrative or status.text
    named = status.issues or status.no_issue or SETBACK.search(text) or _REMEDY.search(text)
    return bool(named)
