"""Rolling the grades of several indicators up to one (総合評価), by a rule that is chosen, named and printed.

Without a chosen rule there is only the distribution (distribution.py): no score is ever invented. A rule
that would add or average what has no common meaning refuses and says why.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from shirube.core.distribution import find_no_common_meaning
from shirube.core.fiscal_year import FiscalYear
from shirube.core.graded_plan import GradedRow, compute_rank
from shirube.core.rounding import Rounding, render_percent, round_fraction, round_percent
from shirube.core.scale import Scale, Subject
from shirube.core.situation import NOT_SUMMABLE


class RollupOptions(Struct, frozen=True, kw_only=True):
    """What a city may set about its rule.

    ``cap`` is the highest rate that the capped mean lets one indicator count with. ``mixed_units`` lets the
    sum ratio add people and shops, which is then said. ``representatives`` are keys of indicators;
    ``point_bands`` are (mark, lowest points) from the best down for rules that band the mean of points.
    """

    cap: Fraction = Fraction(1)
    mixed_units: bool = False
    representatives: frozenset[str] = frozenset()
    point_bands: tuple[tuple[str, Fraction], ...] = ()


class Rollup(Struct, frozen=True, kw_only=True):
    """What a rule makes of some rows in one year.

    ``value`` is the exact rate or number of points, None for rules on grades alone and for refusals.
    ``mark`` is "" where the rule gives none; then ``refusal`` says why. ``used`` of ``total`` rows counted.
    """

    rule: RollupRule
    used: int
    total: int
    value: Fraction | None = None
    mark: str = ""
    refusal: str = ""
    remark: str = ""

    def render(self, display: Rounding | None = None) -> str:
        """「平均：98.5% → A（2 / 全 2 指標）」, or the reason for having none."""
        if self.refusal:
            return f"{self.rule.label}：{self.refusal}"
        value = "" if self.value is None else self.rule.render_value(self.value, display)
        mark = self.mark or "評価区分なし"
        shown = f"{value} → {mark}" if value else mark
        return f"{self.rule.label}：{shown}（{self.used} / 全 {self.total} 指標）{self.remark}"


class RollupRule(Struct, frozen=True):
    """One rule: its key, its Japanese name, what it does in words, and how."""

    name: str
    label: str
    words: str
    compute: Callable[[Rollup, Sequence[GradedRow], FiscalYear, Scale, RollupOptions], Rollup]
    is_points: bool = False

    def render_value(self, value: Fraction, display: Rounding | None) -> str:
        """The value with its sign: 98.5% or 12.5点."""
        if self.is_points:
            return f"{round_fraction(value, display or Rounding()):,f}点"
        return render_percent(value, display)


def compute_rollup(
    name: str,
    rows: Sequence[GradedRow],
    year: FiscalYear,
    scale: Scale,
    options: RollupOptions | None = None,
) -> Rollup:
    """Apply one rule to some rows in one year. Raises KeyError for a rule that does not exist."""
    rule = ROLLUP_RULES[name]
    empty = Rollup(rule=rule, used=0, total=len(rows))
    return rule.compute(empty, rows, year, scale, options or RollupOptions())


def find_mark_of_rate(scale: Scale, rate: Fraction) -> str:
    """The grade of a rate that belongs to no single indicator.

    "" where the rule looks at more than the rate: a mean has no baseline and no year before.
    """
    conditions = [item for band in scale.bands for way in band.ways for item in way]
    if any(item.subject not in (Subject.RATE, Subject.OTHERWISE) for item in conditions):
        return ""
    judged = round_percent(rate, scale.rounding) if scale.rounding else rate
    for band in scale.bands:
        for way in band.ways:
            if all(item.subject is Subject.OTHERWISE or item.holds(judged) for item in way):
                return band.mark
    return ""


def _mean(
    empty: Rollup, rows: Sequence[GradedRow], year: FiscalYear, scale: Scale, options: RollupOptions
) -> Rollup:
    return _mean_of(empty, rows, year, scale, cap=None)


def _capped_mean(
    empty: Rollup, rows: Sequence[GradedRow], year: FiscalYear, scale: Scale, options: RollupOptions
) -> Rollup:
    found = _mean_of(empty, rows, year, scale, cap=options.cap)
    return replace(found, remark=f"。1指標の上限は{render_percent(options.cap)}")


def _mean_of(
    empty: Rollup, rows: Sequence[GradedRow], year: FiscalYear, scale: Scale, cap: Fraction | None
) -> Rollup:
    rated = [row for row in rows if row.rate(year) is not None]
    refusal = find_no_common_meaning(rated, year)
    if not rated or refusal:
        return replace(empty, refusal=refusal or "達成率のある指標がないため、計算しません。")
    rates = [rate for row in rated if (rate := row.rate(year)) is not None]
    value = sum((rate if cap is None else min(rate, cap) for rate in rates), Fraction(0)) / len(rates)
    return replace(empty, used=len(rates), value=value, mark=find_mark_of_rate(scale, value))


def _worst(
    empty: Rollup, rows: Sequence[GradedRow], year: FiscalYear, scale: Scale, options: RollupOptions
) -> Rollup:
    ranks = [rank for row in rows if (rank := compute_rank(scale, row.mark(year))) is not None]
    if not ranks:
        return replace(empty, refusal="評価区分のある指標がないため、決まりません。")
    return replace(empty, used=len(ranks), mark=scale.bands[max(ranks)].mark)


def _sum_ratio(
    empty: Rollup, rows: Sequence[GradedRow], year: FiscalYear, scale: Scale, options: RollupOptions
) -> Rollup:
    pairs = [
        (row, target, actual)
        for row in rows
        if (target := row.target(year)) is not None and (actual := row.actual(year)) is not None
    ]
    refusal = _find_not_summable([row for row, _, _ in pairs], year, options)
    total = sum((target for _, target, _ in pairs), Fraction(0))
    if refusal or total <= 0:
        return replace(empty, refusal=refusal or "目標値の合計が0以下のため、計算しません。")
    value = sum((actual for _, _, actual in pairs), Fraction(0)) / total
    units = dict.fromkeys(row.indicator.unit for row, _, _ in pairs)
    remark = f"。単位の異なる値（{'、'.join(units)}）を合計しています" if len(units) > 1 else ""
    return replace(empty, used=len(pairs), value=value, mark=find_mark_of_rate(scale, value), remark=remark)


def _find_not_summable(rows: Sequence[GradedRow], year: FiscalYear, options: RollupOptions) -> str:
    """Why figures must not be added up; "" where they may be."""
    formulas = {evaluation.formula for row in rows if (evaluation := row.in_year(year))}
    if formulas - {"ratio"}:
        return "実績値÷目標値でない計算式の指標があるため、合計の比は計算しません。"
    if options.mixed_units:
        return ""
    odd = [row.indicator.accumulation for row in rows if row.indicator.accumulation in NOT_SUMMABLE]
    if odd:
        return f"合計できない値（{odd[0].value}）の指標があるため、合計の比は計算しません。"
    units = dict.fromkeys(row.indicator.unit or "単位なし" for row in rows)
    if len(units) > 1:
        return f"単位が異なる値（{'、'.join(units)}）は合計できないため、計算しません。"
    return ""


def _points(
    empty: Rollup, rows: Sequence[GradedRow], year: FiscalYear, scale: Scale, options: RollupOptions
) -> Rollup:
    bands = [band for row in rows if (band := scale.band(row.mark(year))) is not None]
    points = [band.points for band in bands if band.points is not None]
    if not bands or len(points) < len(bands):
        return replace(empty, refusal="評価区分に点数が定められていないため、計算しません。")
    value = sum(points, Fraction(0)) / len(points)
    mark = next((mark for mark, lowest in options.point_bands if value >= lowest), "")
    return replace(empty, used=len(points), value=value, mark=mark)


def _representative(
    empty: Rollup, rows: Sequence[GradedRow], year: FiscalYear, scale: Scale, options: RollupOptions
) -> Rollup:
    chosen = [row for row in rows if row.indicator.key in options.representatives]
    if not chosen:
        return replace(empty, refusal="代表指標が選ばれていないため、決まりません。")
    if len(chosen) > 1:
        found = _mean_of(empty, chosen, year, scale, cap=None)
        return replace(found, remark=f"。代表指標{len(chosen)}件の平均")
    row = chosen[0]
    if not row.mark(year):
        return replace(empty, refusal=f"代表指標「{row.name}」に評価がないため、決まりません。")
    return replace(empty, used=1, value=row.rate(year), mark=row.mark(year), remark=f"。代表指標：{row.name}")


ROLLUP_RULES: dict[str, RollupRule] = {
    "mean": RollupRule("mean", "平均", "達成率の平均を評価基準に当てはめる", _mean),
    "capped-mean": RollupRule(
        "capped-mean", "上限付き平均", "達成率に上限を設けて平均し、評価基準に当てはめる", _capped_mean
    ),
    "worst": RollupRule("worst", "最も低い評価", "属する指標のうち最も低い評価とする", _worst),
    "sum-ratio": RollupRule(
        "sum-ratio", "合計の比", "実績値の合計÷目標値の合計を評価基準に当てはめる", _sum_ratio
    ),
    "points": RollupRule("points", "点数の平均", "評価区分ごとの点数を平均する", _points, is_points=True),
    "representative": RollupRule("representative", "代表指標", "選んだ代表指標の評価とする", _representative),
}
