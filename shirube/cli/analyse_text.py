"""The answer of ``shirube analyse`` for people: one section for each question, figures in aligned columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from shirube.cli.console import measure, pad, paint
from shirube.core.analysis import Analysis
from shirube.core.crosstab import Crosstab
from shirube.core.distribution import count_reached
from shirube.core.fiscal_year import YearStyle
from shirube.core.movers import Move
from shirube.core.pace import Pace
from shirube.core.rounding import (
    Rounding,
    render_exact_number,
    render_exact_percent,
    render_percent,
    round_fraction,
)
from shirube.core.scale import Scale
from shirube.core.tags import TagCount
from shirube.core.trend import Course, Trend
from shirube.core.whatif import MarkChange, WhatIf

NONE = "－"
LISTED = 10  # rows of a ranking that people read; the JSON has all of them


def render_analysis(analysis: Analysis, whatif: WhatIf | None = None) -> str:
    """The whole answer. Sections without content are left out."""
    sections = [
        _render_title(analysis),
        _render_whatif(analysis, whatif) if whatif else [],
        _render_history(analysis),
        *_render_movers(analysis),
        *(_render_crosstab(table) for table in analysis.crosstabs),
        _render_rollups(analysis),
        _render_ranking(analysis),
        _render_trends(analysis),
        _render_paces(analysis),
        _render_promises(analysis),
        _render_outlooks(analysis),
        _render_tags(analysis),
        _render_unexplained(analysis),
    ]
    return "\n\n".join("\n".join(section) for section in sections if section)


def render_table(rows: Sequence[Sequence[str]], *, right: Iterable[int] = ()) -> list[str]:
    """Aligned lines by East Asian width, indented by two; columns in ``right`` hold figures."""
    figures = set(right)
    widths = [max(map(measure, column)) for column in zip(*rows, strict=True)]
    return [
        (
            "  "
            + "  ".join(
                pad(cell, width, right=place in figures)
                for place, (cell, width) in enumerate(zip(row, widths, strict=True))
            )
        ).rstrip()
        for row in rows
    ]


def _head(text: str) -> str:
    return paint(f"■ {text}", "bold")


def _percent(rate: Fraction | None) -> str:
    return NONE if rate is None else render_percent(rate)


def _points(change: Fraction | None) -> str:
    """A difference of two rates: +12.3ポイント."""
    if change is None:
        return NONE
    shown = round_fraction(change * 100, Rounding())
    return f"{shown:+,f}ポイント" if shown else "±0.0ポイント"


def _times(ratio: Fraction | None) -> str:
    # Two decimals: 0.95 of the last year is enough, 1.0 would hide it.
    return NONE if ratio is None else f"×{round_fraction(ratio, Rounding(digits=2)):,f}"


def _render_title(analysis: Analysis) -> list[str]:
    plan, scale = analysis.graded.plan, analysis.graded.scale
    lines = [_head(f"{plan.title or plan.name or '（表題なし）'}　{analysis.year}の分析")]
    if scale.bands:
        bands = "、".join(
            f"{band.mark} {band.rate.render() if band.rate else band.name}" for band in scale.bands
        )
        lines.append(f"  評価基準：{bands}")
        lines += _render_open_edges(scale)
    else:
        lines.append(
            "  評価基準がないため、評価は公表された区分、達成率は実績値÷目標値で示します。"
            "評価基準は --scale で指定できます。"
        )
    return lines


def _render_open_edges(scale: Scale) -> list[str]:
    values = "、".join(render_exact_percent(edge.value) for _, edge in scale.find_open_edges())
    return [f"  ※{values}ちょうどがどちらの区分に入るかは未確認です。"] if values else []


def _render_history(analysis: Analysis) -> list[str]:
    marks = [mark for mark, _ in analysis.history[-1].grades]
    reached = count_reached(analysis.history[-1], analysis.graded.scale)
    header = ["年度", *marks, "評価対象/全", *([f"{reached[0]}以上"] if reached else [])]
    rows = [[*header, "目標達成", "平均達成率", "中央値"]]
    for distribution, rates in zip(analysis.history, analysis.rates, strict=True):
        counted = count_reached(distribution, analysis.graded.scale)
        rows.append(
            [
                distribution.year.render(),
                *(str(distribution.count(mark)) for mark in marks),
                f"{distribution.graded}/{distribution.total}",
                *([str(counted[1])] if counted else []),
                f"{rates.reached}/{rates.total}",
                _percent(rates.mean),
                _percent(rates.median),
            ]
        )
    lines = [_head("達成状況"), *render_table(rows, right=range(1, len(rows[0])))]
    lines += _render_shares(analysis)
    lines += [f"  {rates.refusal}" for rates in analysis.rates[-1:] if rates.refusal]
    if analysis.rates_without_best:
        names = "、".join(row.short_name for row in analysis.always_best)
        means = "→".join(_percent(rates.mean) for rates in analysis.rates_without_best)
        lines.append(f"  毎年最も高い評価の指標（{names}）を除く平均達成率：{means}")
    return lines


def _render_shares(analysis: Analysis) -> list[str]:
    current = analysis.history[-1]
    lines = []
    if current.shares:
        marks = [mark for mark, _ in current.grades]
        parts = "、".join(
            f"{mark} {share}%" for mark, share in zip(marks, current.shares.percents, strict=True)
        )
        lines.append(f"  構成比（{current.year}、評価対象{current.graded}）：{parts}")
        note = current.shares.render_note(marks)
        lines += [f"  ※{note}"] if note else []
    others = "、".join(f"{name} {count}" for name, count in (*current.others, *current.without))
    return [*lines, f"  評価区分のない指標：{others}"] if others else lines


def _render_movers(analysis: Analysis) -> list[list[str]]:
    sections = []
    for movers, (since, against) in zip(analysis.movers, analysis.against, strict=True):
        incomparable = f"、比べられない {len(movers.incomparable)}" if movers.incomparable else ""
        lines = [
            _head(
                f"{since}からの変化　下がった {len(movers.worse)}、変わらない {len(movers.same)}、"
                f"上がった {len(movers.better)}{incomparable}"
            )
        ]
        rows = [_move_row(move) for move in (*movers.worse, *movers.better)]
        if rows:
            header = ["指標", "評価", "達成率", "実績による", "目標による", "目標が同じなら"]
            lines += render_table([header, *rows], right=(2, 3, 4))
        lines.append(f"  {analysis.year}の実績を{since}の目標で評価した場合：{against.render()}")
        sections.append(lines)
    return sections


def _move_row(move: Move) -> list[str]:
    return [
        move.row.short_name,
        f"{move.before}→{move.after}",
        f"{_percent(move.rate_before)}→{_percent(move.rate_after)}",
        _points(move.by_actual),
        _points(move.by_target),
        move.between or NONE,
    ]


def _render_crosstab(table: Crosstab) -> list[str]:
    marks = [mark for mark, _ in table.lines[0].distribution.grades] if table.lines else []
    if not marks:
        marks = list(dict.fromkeys(mark for line in table.lines for mark, _ in line.distribution.grades))
    rows = [[table.heading, *marks, "評価対象/全", "平均達成率"]]
    for line in table.lines:
        spread = line.distribution
        rows.append(
            [
                line.group.name,
                *(str(spread.count(mark)) for mark in marks),
                f"{spread.graded}/{spread.total}",
                _percent(line.rates.mean),
            ]
        )
    return [
        _head(f"{table.heading}別の評価（{table.year}）"),
        *render_table(rows, right=range(1, len(rows[0]))),
    ]


def _render_rollups(analysis: Analysis) -> list[str]:
    if not analysis.rollups:
        return []
    rules = analysis.rollups[0].rollups
    words = "、".join(f"{rollup.rule.label}（{rollup.rule.words}）" for rollup in rules)
    lines = [_head("総合評価"), f"  決め方：{words}"]
    for item in analysis.rollups:
        lines.append(f"  {item.group.name}")
        lines += [f"    {rollup.render()}" for rollup in item.rollups]
    return lines


def _render_ranking(analysis: Analysis) -> list[str]:
    rows = [
        [f"{item.place}", item.row.name, "・".join(item.row.indicator.bodies), _percent(item.rate), item.mark]
        for item in analysis.ranking[:LISTED]
    ]
    if not rows:
        return []
    head = _head(f"目標から遠い順（{analysis.year}、{len(analysis.ranking)}指標のうち{len(rows)}）")
    return [head, *render_table([["順位", "指標", "実施主体", "達成率", "評価"], *rows], right=(0, 3))]


def _render_trends(analysis: Analysis) -> list[str]:
    if not analysis.trends:
        return []
    lines = [_head("毎年同じ向きに動いている指標")]
    rows = [_trend_row(trend) for trend in analysis.trends]
    lines += render_table([["指標", "動き", "実績", "実績の伸び", "目標の伸び", ""], *rows], right=(3, 4))
    for trend in analysis.rises_in_vain:
        if trend.target_growth is not None and trend.growth is not None and trend.target_growth > 0:
            lines.append(f"  {trend.row.short_name}：実績は毎年伸びていますが、目標に届いていません。")
    return lines


def _trend_row(trend: Trend) -> list[str]:
    return [
        trend.row.short_name,
        trend.course.value,
        "→".join(render_exact_number(value) for _, value in trend.figures),
        _growth(trend.growth),
        _growth(trend.target_growth),
        "基準値から毎年" + ("減少" if trend.course is Course.FALLS else "増加")
        if trend.since_baseline
        else "",
    ]


def _growth(growth: Fraction | None) -> str:
    return NONE if growth is None else f"{round_fraction(growth * 100, Rounding(digits=0)):+,f}%"


def _render_paces(analysis: Analysis) -> list[str]:
    if not analysis.paces:
        return []
    lines = [_head("最終年度に必要なペース（最終年度の目標値 ÷ 直近の実績値）")]
    rows = [["指標", "最終年度", "必要", "直近", "直近比", "最高比", ""]]
    for pace in analysis.paces:
        unit = pace.row.indicator.unit
        rows.append(
            [
                pace.row.short_name,
                pace.final_year.render(YearStyle.LETTER),
                f"{_number(pace.needed)}{unit}",
                f"{_number(pace.last)}{unit}",
                _times(pace.ratio_to_last),
                _times(pace.ratio_to_best),
                _pace_note(pace),
            ]
        )
    return lines + render_table(rows, right=(2, 3, 4, 5))


def _pace_note(pace: Pace) -> str:
    return "すでに到達" if pace.is_reached else ""


def _number(value: Fraction) -> str:
    return render_exact_number(value)


def _render_promises(analysis: Analysis) -> list[str]:
    if not analysis.promises:
        return []
    lines = [_head("累計の約束（目標とする姿にある合計）")]
    for item in analysis.promises:
        unit = item.row.indicator.unit
        lines.append(
            f"  {item.row.short_name}：{_number(item.done)}/{_number(item.total)}（{_percent(item.share)}）。"
            f"残り{_number(item.remaining)}{unit}"
            f"（残る年度の目標値の合計{_number(item.next_target)}{unit}、直近の実績{_number(item.last)}{unit}）"
        )
    return lines


def _render_outlooks(analysis: Analysis) -> list[str]:
    if not analysis.outlooks or analysis.final_year is None:
        return []
    marks = [mark for mark, _ in analysis.outlooks[0].distribution.grades]
    reached = count_reached(analysis.history[-1], analysis.graded.scale)
    label = f"{reached[0]}に届かない" if reached else "目標に届かない"
    rows = [["方法", *marks, label, "考え方"]]
    for outlook in analysis.outlooks:
        missed = NONE if outlook.missed is None else f"{outlook.missed}/{outlook.distribution.graded}"
        counts = [str(outlook.distribution.count(mark)) for mark in marks]
        rows.append([outlook.method.label, *counts, missed, outlook.method.words])
    lines = [_head(f"{analysis.final_year}の試算"), *render_table(rows, right=range(1, len(marks) + 2))]
    left_out = analysis.outlooks[0].left_out
    if left_out:
        lines.append(f"  目標値又は実績値が数値でない{left_out}指標は試算していません。")
    lines.append("  ※3年程度の実績による単純な計算で、見込みを保証するものではありません。")
    return lines


def _render_tags(analysis: Analysis) -> list[str]:
    report = analysis.tags
    if not report.exact:
        return []
    lines = [
        _head(
            f"課題（{report.year}、全{report.total}指標のうち「なし」{len(report.said_none)}、"
            f"記載なし{len(report.silent)}）"
        )
    ]
    several = [item for item in report.exact if item.count > 1]
    once = [item.name for item in report.exact if item.count == 1]
    lines += render_table([_tag_row(item) for item in several], right=(1,)) if several else []
    if once:
        lines.append(f"  1指標だけの課題：{'、'.join(once)}")
    grouped = [item for item in report.groups if len(item.tags) > 1]
    if grouped:
        lines.append("  似た課題をまとめた場合")
        lines += render_table([[*_tag_row(item), "、".join(item.tags)] for item in grouped], right=(1,))
    for item in analysis.carried_by_worst:
        lines.append(f"  評価が{analysis.worst_mark}の指標はすべて「{item.name}」を課題に挙げています。")
    return lines


def _tag_row(item: TagCount) -> list[str]:
    return [item.name, str(item.count), "、".join(f"{mark} {count}" for mark, count in item.marks)]


def _render_unexplained(analysis: Analysis) -> list[str]:
    if not analysis.unexplained:
        return []
    rows = [[item.row.name, item.mark, "、".join(item.reasons)] for item in analysis.unexplained]
    return [_head("理由を尋ねられそうで、実施状況・課題の記載がない指標"), *render_table(rows)]


def _render_whatif(analysis: Analysis, whatif: WhatIf) -> list[str]:
    lines = [_head("仮の変更"), *_render_what_changed(whatif), f"  {whatif.render(analysis.year)}"]
    years = sorted({change.year for change in whatif.changes} - {analysis.year}, reverse=True)
    lines += [f"  {whatif.render(year)}" for year in years]
    rows = [_change_row(change) for change in (*whatif.changes, *whatif.projected)]
    return lines + (render_table(rows, right=(3,)) if rows else [])


def _render_what_changed(whatif: WhatIf) -> list[str]:
    """What was tried, read off the two plans and rules, so that it says what was really done."""
    old, new = whatif.before.scale, whatif.after.scale
    lines = [
        f"  評価区分{band.mark}：{before.render()}→{band.rate.render()}"
        for band in new.bands
        if band.rate and (known := old.band(band.mark)) and (before := known.rate) and before != band.rate
    ]
    for one, other in zip(whatif.before.rows, whatif.after.rows, strict=True):
        for target in other.indicator.targets:
            known_target = one.indicator.target(target.year)
            if known_target != target:
                was = known_target.reading.render() if known_target else "設定なし"
                lines.append(f"  {one.short_name} {target.year}の目標値：{was}→{target.reading.render()}")
    return lines


def _change_row(change: MarkChange) -> list[str]:
    return [
        change.year.render(YearStyle.LETTER) + (f" 試算（{change.method.label}）" if change.method else ""),
        change.row.short_name,
        f"{change.before or NONE}→{change.after or NONE}",
        f"{_percent(change.rate_before)}→{_percent(change.rate_after)}",
    ]
