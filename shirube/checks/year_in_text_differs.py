"""A goal that refers to the figure of another year than the baseline: 令和4年度の40講座, 令和3年度."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from shirube.checks.context import CheckContext, Row
from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import FiscalYear, YearMention, find_fiscal_years, fold_width
from shirube.core.pattern import late_pattern
from shirube.core.situation import number_of
from shirube.core.text_numbers import CountedNumber

CODE = "year-in-text-differs"
LEVELS = (Level.ODD,)

# What follows a year that is a point of reference. 「令和4年度に」 tells what happened then.
_REFERENCE = late_pattern(r"(?:度|年)?(?:末|当初)?(?:の|時点|現在|実績|比|における|と比べ|より|から|\()")
_REACH = 24  # characters from the year to the figure that belongs to it
_STOP = late_pattern(r"[。、]")


class _Reference(Struct, frozen=True):
    """A year of the goal with the figure it is said to have had."""

    year: FiscalYear
    number: CountedNumber


def check_year_in_text_differs(context: CheckContext) -> Iterator[Finding]:
    """Each year before the plan's targets that the goal refers to with a figure in the indicator's unit.

    Reported when it is another year than that of the baseline, or the same year with another figure. Silent
    when the table shows that year and figure, when the text only tells what happened in a year, and
    without a baseline.
    """
    for row in context.rows:
        for reference in _find_references(row, context.goal_numbers.get(row.indicator.key, ())):
            finding = _compare(row, reference)
            if finding:
                yield finding


def _find_references(row: Row, numbers: Sequence[CountedNumber]) -> Iterator[_Reference]:
    indicator = row.indicator
    if not indicator.unit or not indicator.targets or indicator.baseline is None:
        return
    counted = [number for number in numbers if number.counts(indicator.unit)]
    if not counted:
        return
    goal = fold_width(indicator.goal)
    for mention in find_fiscal_years(goal):
        number = next((item for item in counted if _belongs(goal, mention, item)), None)
        if number and mention.year < indicator.targets[0].year:
            yield _Reference(mention.year, number)


def _belongs(goal: str, mention: YearMention, number: CountedNumber) -> bool:
    """Whether a number stands behind a year, in one clause, and the year is a point of reference."""
    between = goal[mention.end : number.start]
    if not 0 <= number.start - mention.end <= _REACH or _STOP.search(between):
        return False
    return not between or bool(_REFERENCE.match(between))


def _compare(row: Row, reference: _Reference) -> Finding | None:
    baseline = row.indicator.baseline
    if baseline is None or baseline.year is None or baseline.reading.quantity is None:
        return None
    actual = row.indicator.actual(reference.year)
    shown = actual.reading if actual else baseline.reading if baseline.year == reference.year else None
    number = number_of(shown)
    if shown and number is not None:
        if number == reference.number.value:
            return None
        why = f"表の{reference.year.render()}の値は{shown.render()}です。"
    else:
        why = f"表の基準値は{baseline.year.render()}（{baseline.reading.render()}）です。"
    value = fold_width(row.indicator.goal)[reference.number.start : reference.number.end]
    return Finding(
        code=CODE,
        level=Level.ODD,
        place=row.place(),
        message=f"目標とする姿は{reference.year.render()}の値（{value}）を基準に書かれていますが、{why}"
        "どの年度からの増減を見るのかが読み手に伝わりません。",
        remedy="文章と表の基準の年度をそろえるか、年度が違う理由を注記してください。",
    )
