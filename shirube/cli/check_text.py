"""The answer of ``shirube check`` for people: what was read, the grades, the findings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from shirube.cli.comparison import SHOWN_CANDIDATES, PlanComparison
from shirube.cli.console import paint, render_columns
from shirube.core.agreement import Agreement, EdgeReport
from shirube.core.finding import Finding, Level, fold_findings
from shirube.core.published_rates import RateAgreement
from shirube.core.rounding import render_exact_percent, render_percent
from shirube.core.scale import Band, Evidence, Scale
from shirube.core.scale_words import render_band
from shirube.readers.layout_names import LAYOUTS
from shirube.readers.result import ReadPlan, UnderstoodColumn

if TYPE_CHECKING:
    from shirube.core.inference import Ranking

_STYLES = {Level.GRAVE: "red", Level.ODD: "yellow", Level.INFORMATION: "cyan"}
# From this confidence (percent) on a column needs no second look.
SURE = 80


def render_check(read: ReadPlan, findings: Sequence[Finding], *, with_reasons: bool = False) -> str:
    """The whole answer. ``with_reasons`` also says why each column was understood as it was."""
    lines = [*_render_plan(read), ""]
    if read.source_roles:
        lines += [*_render_source_roles(read), ""]
    lines += [*_render_columns(read.columns, with_reasons=with_reasons), ""]
    lines += [*_render_grades(PlanComparison(read.plan)), ""]
    lines += _render_findings(findings)
    return "\n".join(lines)


def _head(text: str) -> str:
    return paint(f"■ {text}", "bold")


def _render_plan(read: ReadPlan) -> list[str]:
    plan = read.plan
    source = " / ".join(part for part in (read.grid.file, read.grid.name) if part)
    counts = plan.count_nodes()
    tree = " ＞ ".join(f"{name} {count}" for name, count in zip(plan.levels, counts, strict=False))
    years = (
        "～".join(dict.fromkeys(str(year) for year in (plan.years[0], plan.years[-1])))
        if plan.years
        else "なし"
    )
    latest = f"（最新の実績：{plan.current_year}）" if plan.current_year else ""
    rows = [
        ("ファイル", source),
        ("資料番号", plan.document_number),
        ("計画", plan.name),
        ("階層", tree),
        ("指標", f"{len(plan.indicators)}"),
        ("実施主体", "、".join(plan.bodies)),
        ("年度", f"{years}{latest}"),
    ]
    return [
        _head(plan.title or plan.name or "（表題なし）"),
        *render_columns([row for row in rows if row[1]]),
    ]


def _render_source_roles(read: ReadPlan) -> list[str]:
    """What the headings (or names of lines) of a table in another layout were taken for."""
    layout = LAYOUTS.get(read.layout, read.layout)
    rows = [(title, "→", role.value) for title, role in read.source_roles]
    return [_head(f"元の表の読み取り　{layout}"), *render_columns(rows)]


def _render_columns(columns: Sequence[UnderstoodColumn], *, with_reasons: bool) -> list[str]:
    doubtful = sum(1 for item in columns if item.confidence < SURE)
    count = f"{len(columns)}列" + (f"（うち{doubtful}列は確認してください）" if doubtful else "")
    rows = [
        (
            f"{item.index + 1}列目",
            item.column.title or "（見出しなし）",
            "→",
            item.column.role.value,
            str(item.column.year or ""),
            "" if item.confidence >= SURE else paint("要確認", "yellow"),
            *((f"{item.confidence}%", item.why) if with_reasons else ()),
        )
        for item in columns
    ]
    return [_head(f"列の読み取り　{count}"), *(render_columns(rows) if rows else [])]


def _render_grades(compared: PlanComparison) -> list[str]:
    lines = [_head("評価")]
    if compared.marks is None:
        lines.append(f"  公表された評価 {compared.published_marks}件。評価基準がないため照合していません。")
    else:
        lines.append(_render_agreement("公表された評価との一致", compared.marks))
    if compared.rates:
        lines.append(_render_agreement("公表された達成率との一致", compared.rates))
    if compared.plan.scale:
        lines += _render_scale(compared.plan.scale)
    lines += [f"  {line}" for report in compared.edges for line in _render_edge(report)]
    lines += _render_differences(compared)
    for ranking in (compared.mark_ranking, compared.rate_ranking):
        lines += _render_ranking(ranking) if ranking else []
    return lines


def _render_agreement(title: str, agreement: Agreement | RateAgreement) -> str:
    total, agree = len(agreement.comparisons), len(agreement.agree)
    count = paint(f"{title} {agree}／{total}", "green" if total and agree == total else "yellow", "bold")
    return f"  {count}　相違 {len(agreement.differ)}　判定できない {len(agreement.undetermined)}"


def _render_scale(scale: Scale) -> list[str]:
    rows = [(band.mark, _render_rule(band), band.name) for band in scale.bands]
    rows += [(code.mark, "数値によらない区分", code.name) for code in scale.codes]
    return [f"  評価基準：{scale.title or scale.name}", *render_columns(rows, indent="    ")]


def _render_rule(band: Band) -> str:
    """When a grade is given: edges alone where only the rate counts, else what each condition looks at."""
    if band.is_judged:
        return "数値の基準なし"
    return band.only_rate.render() if band.only_rate else render_band(band)


def _render_edge(report: EdgeReport) -> list[str]:
    cut = f"{render_exact_percent(report.value)}ちょうど"
    if report.evidence is Evidence.CONFIRMED:
        mark = report.exactly[0]
        return [f"{cut}は{mark}です（公表された評価{len(report.exactly)}件で確認）。"]
    if report.evidence is Evidence.CONTRADICTED:
        return [paint(f"{cut}の扱いが、公表された評価どうし、または凡例と食い違っています。", "yellow")]
    if report.evidence is Evidence.OPEN:
        near = "、".join(
            f"{render_percent(rate)}は{band.mark}"
            for rate, band in ((report.below, report.lower), (report.above, report.upper))
            if rate is not None
        )
        example = f"。最も近い実例：{near}" if near else ""
        return [f"{cut}が{report.upper.mark}か{report.lower.mark}かは未確認です（実例なし{example}）。"]
    return []


def _render_differences(compared: PlanComparison) -> list[str]:
    lines: list[str] = []
    for item in compared.marks.differ if compared.marks else ():
        why = f"（{item.evaluation.explanation}）" if item.evaluation else ""
        place = f"{compared.names[item.indicator.key]} {item.published.year}"
        lines.append(
            f"  {paint('相違', 'red')} {place}：公表 {item.published.mark}、計算 {item.computed}{why}"
        )
        lines += [f"      考えられる理由：{cause.sentence}" for cause in compared.find_mark_causes(item)]
    for rate in compared.rates.differ if compared.rates else ():
        exact = rate.evaluation.rate if rate.evaluation else None
        computed = render_percent(exact) if exact is not None else "なし"
        place = f"{compared.names[rate.indicator.key]} {rate.published.year}"
        lines.append(f"  {paint('相違', 'red')} {place}：公表 {rate.published.rate}、計算 {computed}")
        lines += [f"      考えられる理由：{cause.sentence}" for cause in compared.find_rate_causes(rate)]
    return lines


def _render_ranking(ranking: Ranking) -> list[str]:
    from shirube.core.inference import name_candidate

    rows = [
        (f"{item.explained}／{ranking.cells}", f"矛盾 {item.contradicted}", name_candidate(item))
        for item in ranking.candidates[:SHOWN_CANDIDATES]
    ]
    return [f"  {ranking.render()}", *(render_columns(rows, indent="    ") if rows else [])]


def _render_findings(findings: Sequence[Finding]) -> list[str]:
    counts = "　".join(
        f"{level.label} {sum(1 for item in findings if item.level is level)}" for level in Level
    )
    lines = [_head(f"点検　{counts}")]
    for alike in fold_findings(findings):
        item = alike.finding
        label = paint(item.level.label, _STYLES[item.level])
        lines.append(f"  [{label}] {alike.render_place()}：{item.message}")
        if others := alike.render_others():
            lines.append(f"      ほかの場所：{others}")
        if item.remedy:
            lines.append(f"      → {item.remedy}")
        lines.append(paint(f"      {item.code}", "dim"))
    if not findings:
        lines.append("  気になる点はありません。")
    return lines
