"""Every check (点検) there is, as a table, and running them over a plan.

A new check is one file beside this one and one entry here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from shirube.checks import (
    actual_missing,
    actual_without_target,
    body_variant,
    duplicate_indicator,
    edge_undetermined,
    grade_differs,
    low_grade_without_issue,
    name_variant,
    no_issue_with_low_grade,
    parts_differ,
    published_grade_changes,
    success_words_with_low_grade,
    target_below_baseline,
    target_is_sum,
    tenfold_jump,
    text_unchanged,
    total_differs,
    unit_differs,
    unusual_change,
    year_in_text_differs,
)
from shirube.checks.context import CheckContext, build_context
from shirube.core.evaluation import EvaluatedIndicator
from shirube.core.finding import Finding, Level, sort_findings
from shirube.core.plan import Plan
from shirube.core.scale import Scale


class Check(Struct, frozen=True):
    """One check: the code of its findings, its Japanese name, the levels it may give, what it looks for."""

    code: str
    name_ja: str
    levels: tuple[Level, ...]
    description_ja: str
    function: Callable[[CheckContext], Iterator[Finding]]


CHECKS: tuple[Check, ...] = (
    Check(
        grade_differs.CODE,
        "公表された評価と評価基準の不一致",
        grade_differs.LEVELS,
        "公表された評価が、評価基準から計算した評価と違うもの",
        grade_differs.check_grade_differs,
    ),
    Check(
        published_grade_changes.CODE,
        "公表済みの評価の変更",
        published_grade_changes.LEVELS,
        "速報値が確定値に変わるなどして、公表済みの評価が変わるもの",
        published_grade_changes.check_published_grade_changes,
    ),
    Check(
        edge_undetermined.CODE,
        "評価区分の境目が未確認",
        edge_undetermined.LEVELS,
        "ちょうど境目の達成率がどの区分に入るか、評価基準にも実例にもないもの",
        edge_undetermined.check_edge_undetermined,
    ),
    Check(
        actual_without_target.CODE,
        "目標値のない実績値",
        actual_without_target.LEVELS,
        "実績値はあるのに、その年度の目標値がないもの",
        actual_without_target.check_actual_without_target,
    ),
    Check(
        actual_missing.CODE,
        "報告する年度の実績値なし",
        actual_missing.LEVELS,
        "報告の対象とみられる年度の実績値がなく、その理由も書かれていないもの",
        actual_missing.check_actual_missing,
    ),
    Check(
        unit_differs.CODE,
        "単位の不一致",
        unit_differs.LEVELS,
        "一つの指標の中で単位が違うもの",
        unit_differs.check_unit_differs,
    ),
    Check(
        tenfold_jump.CODE,
        "桁の違い",
        tenfold_jump.LEVELS,
        "前年度や目標値に比べて、値がおよそ10倍または10分の1になったもの",
        tenfold_jump.check_tenfold_jump,
    ),
    Check(
        unusual_change.CODE,
        "大きな増減",
        unusual_change.LEVELS,
        "実績値が前年度の2倍以上又は半分以下になったもの、最終年度より前に最終目標値の2倍に達したもの",
        unusual_change.check_unusual_change,
    ),
    Check(
        target_below_baseline.CODE,
        "基準値を下回る目標値",
        target_below_baseline.LEVELS,
        "増加を目指す指標で、目標値が基準値より小さいもの",
        target_below_baseline.check_target_below_baseline,
    ),
    Check(
        total_differs.CODE,
        "目標値の合計と文章の不一致",
        total_differs.LEVELS,
        "年度ごとの目標値の合計が、目標とする姿に書かれた累計と違うもの",
        total_differs.check_total_differs,
    ),
    Check(
        parts_differ.CODE,
        "内訳の合計と年度の値の不一致",
        parts_differ.LEVELS,
        "半期、四半期、月の値の合計が、その年度の値と違うもの",
        parts_differ.check_parts_differ,
    ),
    Check(
        no_issue_with_low_grade.CODE,
        "低い評価で課題なし",
        no_issue_with_low_grade.LEVELS,
        "評価が低いのに、課題が「なし」と書かれているもの",
        no_issue_with_low_grade.check_no_issue_with_low_grade,
    ),
    Check(
        low_grade_without_issue.CODE,
        "低い評価で課題の記載なし",
        low_grade_without_issue.LEVELS,
        "評価が低いのに、課題が書かれていないもの",
        low_grade_without_issue.check_low_grade_without_issue,
    ),
    Check(
        duplicate_indicator.CODE,
        "指標の重複",
        duplicate_indicator.LEVELS,
        "同じ指標が計画の中に2回あるもの",
        duplicate_indicator.check_duplicate_indicator,
    ),
    Check(
        year_in_text_differs.CODE,
        "文章と基準値の年度の違い",
        year_in_text_differs.LEVELS,
        "目標とする姿が基準としている年度が、表の基準値の年度と違うもの",
        year_in_text_differs.check_year_in_text_differs,
    ),
    Check(
        target_is_sum.CODE,
        "ほかの指標の合計と同じ目標値",
        target_is_sum.LEVELS,
        "目標値が、どの年度もほかの二つの指標の目標値の合計と同じもの",
        target_is_sum.check_target_is_sum,
    ),
    Check(
        success_words_with_low_grade.CODE,
        "低い評価で「順調」の記載",
        success_words_with_low_grade.LEVELS,
        "評価が低いのに、実施状況に順調、好調などと書かれているもの",
        success_words_with_low_grade.check_success_words_with_low_grade,
    ),
    Check(
        name_variant.CODE,
        "名称の書き方の違い",
        name_variant.LEVELS,
        "計画の中の名称が、文章では少し違う書き方になっているもの",
        name_variant.check_name_variant,
    ),
    Check(
        body_variant.CODE,
        "実施主体の書き方の違い",
        body_variant.LEVELS,
        "同じ実施主体が、全角と半角などの違いで別のものとして書かれているもの",
        body_variant.check_body_variant,
    ),
    Check(
        text_unchanged.CODE,
        "前回と同じ文章",
        text_unchanged.LEVELS,
        "実施状況の文章が、前の年度と一字一句同じもの",
        text_unchanged.check_text_unchanged,
    ),
)


def check_plan(
    plan: Plan, evaluated: tuple[EvaluatedIndicator, ...] | None = None, *, scale: Scale | None = None
) -> list[Finding]:
    """Run every check over a plan: findings gravest first, then by check and in printed order.

    ``evaluated`` are the plan's grades where they have been computed already, by ``scale`` or by the plan's
    own rule. Without any rule the checks about grades stay silent.
    """
    context = build_context(plan, evaluated, scale)
    return sort_findings([finding for check in CHECKS for finding in check.function(context)])
