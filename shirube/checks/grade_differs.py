"""A published grade that the city's own rule does not give.

What may explain the difference (a slip, rounding) is known to core.causes.
"""

from __future__ import annotations

from collections.abc import Iterator

from shirube.checks.context import CheckContext, Row
from shirube.core.agreement import Comparison
from shirube.core.finding import Finding, Level

CODE = "grade-differs"
LEVELS = (Level.GRAVE, Level.ODD)

# With fewer marks than this nothing can be said about the rule as a whole.
_ENOUGH = 4


def check_grade_differs(context: CheckContext) -> Iterator[Finding]:
    """Each published mark that contradicts the rule.

    Where more marks contradict the rule than follow it, the rule was not the one that the city used: one
    finding then says so, instead of one for every cell. A grade decided with a reason is no contradiction,
    and one that a later figure changed is reported as such.
    """
    changed = {finding.place for finding in context.changed_grades}
    differ = [
        item
        for item in context.agreement.differ
        if not _is_decided(item)
        and context.by_key[item.indicator.key].place(item.published.year) not in changed
    ]
    agree = len(context.agreement.agree)
    if len(differ) + agree >= _ENOUGH and len(differ) > agree:
        yield _report_rule(differ, agree)
        return
    for item in differ:
        yield _report_mark(context, context.by_key[item.indicator.key], item)


def _is_decided(item: Comparison) -> bool:
    decision = item.indicator.decision(item.published.year)
    return decision is not None and decision.mark == item.published.mark


def _report_mark(context: CheckContext, row: Row, item: Comparison) -> Finding:
    mark, year = item.published.mark, item.published.year
    is_grade = context.find_band(mark) is not None
    message = f"公表された評価は「{mark}」ですが、評価基準では{_render_computed(item)}になります"
    message += f"（計算：{item.evaluation.explanation}）。" if item.evaluation else "。"
    if not is_grade:
        message += f"「{mark}」は評価基準の区分にありません。"
    message += _render_causes(context, item)
    return Finding(
        code=CODE,
        level=Level.GRAVE if is_grade else Level.ODD,
        place=row.place(year),
        message=message,
        remedy="目標値、実績値、評価に転記の誤りがないか、元の資料と照らし合わせてください。"
        "判断によって評価を変えた場合は、その理由を決定評価として記録してください。",
    )


def _render_computed(item: Comparison) -> str:
    """The computed mark, or those that remain possible where figures alone do not decide."""
    if item.computed or item.evaluation is None:
        return f"「{item.computed}」"
    return "、".join(f"「{band.mark}」" for band in item.evaluation.candidates) + "のどれか"


def _render_causes(context: CheckContext, item: Comparison) -> str:
    """What would explain the published mark, "" where only chance or judgement would."""
    # Loaded where a mark differs, which is seldom: quick commands need not pay for it.
    from shirube.core.causes import Cause, find_mark_causes

    if context.scale is None:
        return ""
    # One of four marks fits another formula or year by chance too often to be named beside marks that agree.
    weak = (Cause.JUDGEMENT, Cause.OTHER_FORMULA, Cause.OTHER_YEAR, Cause.CUMULATIVE)
    causes = find_mark_causes(item.indicator, item.published, context.scale)
    sentences = [cause.sentence for cause in causes if cause.cause not in weak]
    return f"考えられる理由：{''.join(sentences[:2])}" if sentences else ""


def _report_rule(differ: list[Comparison], agree: int) -> Finding:
    examples = "、".join(
        f"{item.indicator.name or item.indicator.key} {item.published.year.render()}"
        f"（公表{item.published.mark}、計算{item.computed}）"
        for item in differ[:3]
    )
    return Finding(
        code=CODE,
        level=Level.ODD,
        message=f"公表された評価{len(differ) + agree}件のうち{len(differ)}件が、"
        "読み取った評価基準と合いません"
        f"（例：{examples}）。評価基準そのもの、または達成率の計算方法が違うと考えられます。",
        remedy="評価に使った計算方法（単年度の目標に対する率か、最終目標に対する率かなど）と、"
        "評価区分の境目を確かめてください。",
    )
