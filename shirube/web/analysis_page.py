"""What the page for the chief shows (分析): the answers of core/analysis.py, each leading to its rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from urllib.parse import urlencode

from django.urls import reverse

from shirube.core.analysis import Analysis
from shirube.core.distribution import Distribution, count_reached
from shirube.core.fiscal_year import FiscalYear, YearStyle
from shirube.core.graded_plan import GradedRow
from shirube.core.movers import Move, Movers
from shirube.core.rounding import Rounding, render_exact_number, render_percent, round_fraction
from shirube.core.tags import TagCount
from shirube.core.trend import Course, Trend
from shirube.web.plan_page import Bar, build_bar
from shirube.web.plan_rows import NO_TONE, NOTHING, make_tones

WORST_SHOWN = 8
PACES_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Named:
    """A row of the plan with the way to its page."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A grade with its colours."""

    mark: str
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One year: its bar, and how the rates lie."""

    bar: Bar
    reached: str
    mean: str
    median: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveLine:
    """One row that rose or fell, with the parts that actual and target have in it."""

    row: Named
    before: Marked
    after: Marked
    rates: str
    by_actual: str
    by_target: str
    between: Marked


@dataclass(frozen=True, slots=True, kw_only=True)
class MoverSection:
    """The rows that moved since one earlier year."""

    since: FiscalYear
    worse: tuple[MoveLine, ...]
    better: tuple[MoveLine, ...]
    same: int
    incomparable: int
    against: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """One group of a cross-table."""

    name: str
    url: str
    bar: Bar
    mean: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaceLine:
    """What the final year needs of one row."""

    row: Named
    needed: str
    last: str
    ratio: str
    best: str
    note: str
    is_hard: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TagLine:
    """One issue tag or group of tags."""

    name: str
    count: int
    url: str
    marks: tuple[tuple[Marked, int], ...]
    tags: tuple[str, ...]
    share: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisPage:
    """Everything the template of the analysis draws."""

    year: FiscalYear
    summary: tuple[str, ...]
    history: tuple[HistoryLine, ...]
    without_best: str
    movers: tuple[MoverSection, ...]
    crosstabs: tuple[tuple[str, tuple[GroupLine, ...]], ...]
    worst: tuple[tuple[int, Named, str, Marked, str], ...]
    trends: tuple[tuple[Named, str, str, str, str], ...]
    favour: tuple[str, ...]
    final_year: FiscalYear | None
    paces: tuple[PaceLine, ...]
    more_paces: tuple[PaceLine, ...]
    promises: tuple[tuple[Named, str], ...]
    outlooks: tuple[tuple[str, str, Bar, str], ...]
    outlook_rows: tuple[tuple[Named, tuple[tuple[str, Marked], ...]], ...]
    tags: tuple[TagLine, ...]
    groups: tuple[TagLine, ...]
    once: tuple[tuple[str, str], ...]
    tag_note: str
    carried: tuple[str, ...]
    unexplained: tuple[tuple[Named, Marked, str], ...]


def build_analysis_page(analysis: Analysis, plan: int) -> AnalysisPage:
    """The page of one plan in one year."""
    return _Builder(analysis, plan).build()


class _Builder:
    """Turns one analysis into lines; holds the plan's addresses and colours."""

    def __init__(self, analysis: Analysis, plan: int) -> None:
        self.analysis = analysis
        self.plan = plan
        self.scale = analysis.graded.scale
        self.tones = make_tones(self.scale)
        self.plan_url = reverse("plan", args=[plan])

    def build(self) -> AnalysisPage:
        one = self.analysis
        paces = tuple(self._pace_lines())
        several = [item for item in one.tags.exact if item.count > 1]
        return AnalysisPage(
            year=one.year,
            summary=tuple(self._iterate_summary()),
            history=tuple(self._history_lines()),
            without_best=self._render_without_best(),
            movers=tuple(
                self._mover_section(movers, against)
                for movers, (_, against) in zip(reversed(one.movers), reversed(one.against), strict=True)
            ),
            crosstabs=tuple(self._crosstabs()),
            worst=tuple(
                (
                    item.place,
                    self._name(item.row),
                    render_percent(item.rate),
                    self._mark(item.mark),
                    _bodies(item.row),
                )
                for item in one.ranking[:WORST_SHOWN]
            ),
            trends=tuple(self._trend_line(trend) for trend in one.trends),
            favour=tuple(trend.row.short_name for trend in one.rises_in_vain),
            final_year=one.final_year,
            paces=paces[:PACES_SHOWN],
            more_paces=paces[PACES_SHOWN:],
            promises=tuple(self._promise_lines()),
            outlooks=tuple(self._outlook_lines()),
            outlook_rows=tuple(self._outlook_rows()),
            tags=tuple(self._tag_line(item) for item in several),
            groups=tuple(self._tag_line(item) for item in one.tags.groups if len(item.tags) > 1),
            once=tuple((item.name, self._tag_url(item.name)) for item in one.tags.exact if item.count == 1),
            tag_note=f"「課題：なし」{len(one.tags.said_none)}指標、記載なし{len(one.tags.silent)}指標",
            carried=tuple(item.name for item in one.carried_by_worst),
            unexplained=tuple(
                (self._name(item.row), self._mark(item.mark), "、".join(item.reasons))
                for item in one.unexplained
            ),
        )

    def _name(self, row: GradedRow) -> Named:
        return Named(row.short_name, reverse("indicator", args=[self.plan, row.indicator.key]))

    def _mark(self, mark: str) -> Marked:
        return Marked(mark or NOTHING, self.tones.get(mark, NO_TONE))

    def _iterate_summary(self) -> Iterable[str]:
        """The few sentences a chief reads first, each only where it holds."""
        one = self.analysis
        now = one.history[-1]
        reached = count_reached(now, self.scale)
        if reached and len(one.history) > 1:
            counts = "→".join(str(item.count_from(reached[0])) for item in one.history)
            labels = f"{one.years[0].render(YearStyle.LETTER)}から{one.year.render(YearStyle.LETTER)}"
            yield f"{reached[0]}以上は{labels}で {counts}（評価対象{now.graded}指標）。"
        if one.movers:
            last = one.movers[-1]
            yield f"前年度より評価が下がったもの{len(last.worse)}、上がったもの{len(last.better)}。"
        if one.tags.exact:
            top = one.tags.exact[0]
            yield f"最も多い課題は「{top.name}」で{top.count}指標。"
        for item in one.carried_by_worst:
            yield f"評価が{one.worst_mark}の指標は、すべて「{item.name}」を課題に挙げています。"
        if one.outlooks and one.outlooks[0].missed is not None and one.final_year and reached:
            missed = sorted({item.missed for item in one.outlooks if item.missed is not None})
            number = f"{missed[0]}～{missed[-1]}" if len(missed) > 1 else str(missed[0])
            yield f"このままでは、{one.final_year.render()}に{number}指標が{reached[0]}に届かない計算です。"

    def _history_lines(self) -> Iterable[HistoryLine]:
        for distribution, rates in zip(self.analysis.history, self.analysis.rates, strict=True):
            yield HistoryLine(
                bar=build_bar(distribution, self.scale),
                reached=f"{rates.reached}／{rates.total}",
                mean=_percent(rates.mean),
                median=_percent(rates.median),
            )

    def _render_without_best(self) -> str:
        one = self.analysis
        if not one.rates_without_best:
            return ""
        names = "、".join(row.short_name for row in one.always_best)
        means = " → ".join(_percent(rates.mean) for rates in one.rates_without_best)
        return f"毎年最も高い評価の指標（{names}）を除く平均達成率：{means}"

    def _mover_section(self, movers: Movers, against: Distribution) -> MoverSection:
        return MoverSection(
            since=movers.since,
            worse=tuple(map(self._move_line, movers.worse)),
            better=tuple(map(self._move_line, movers.better)),
            same=len(movers.same),
            incomparable=len(movers.incomparable),
            against=against.render(),
        )

    def _move_line(self, move: Move) -> MoveLine:
        return MoveLine(
            row=self._name(move.row),
            before=self._mark(move.before),
            after=self._mark(move.after),
            rates=f"{_percent(move.rate_before)} → {_percent(move.rate_after)}",
            by_actual=_points(move.by_actual),
            by_target=_points(move.by_target),
            between=self._mark(move.between),
        )

    def _crosstabs(self) -> Iterable[tuple[str, tuple[GroupLine, ...]]]:
        for table in self.analysis.crosstabs:
            name = "body" if table.heading == "実施主体" else "node"
            lines = tuple(
                GroupLine(
                    name=line.group.name,
                    url=f"{self.plan_url}?{urlencode({name: line.group.name})}"
                    if "・" not in line.group.name
                    else "",
                    bar=build_bar(line.distribution, self.scale),
                    mean=_percent(line.rates.mean),
                )
                for line in table.lines
            )
            yield table.heading, lines

    def _trend_line(self, trend: Trend) -> tuple[Named, str, str, str, str]:
        figures = " → ".join(render_exact_number(value) for _, value in trend.figures)
        words = trend.course.value
        if trend.since_baseline:
            words = "基準値から毎年" + ("減少" if trend.course is Course.FALLS else "増加")
        return self._name(trend.row), words, figures, _growth(trend.growth), _growth(trend.target_growth)

    def _pace_lines(self) -> Iterable[PaceLine]:
        for pace in self.analysis.paces:
            unit = pace.row.indicator.unit
            ratio = pace.ratio_to_last
            yield PaceLine(
                row=self._name(pace.row),
                needed=f"{render_exact_number(pace.needed)}{unit}",
                last=f"{render_exact_number(pace.last)}{unit}",
                ratio=_times(ratio),
                best=_times(pace.ratio_to_best),
                note="すでに到達" if pace.is_reached else "",
                is_hard=ratio is None or ratio >= 2,
            )

    def _promise_lines(self) -> Iterable[tuple[Named, str]]:
        for item in self.analysis.promises:
            unit = item.row.indicator.unit
            yield (
                self._name(item.row),
                f"約束 {render_exact_number(item.total)}のうち {render_exact_number(item.done)}"
                f"（{render_percent(item.share)}）。残り {render_exact_number(item.remaining)}{unit}"
                f"（直近の実績は1年で {render_exact_number(item.last)}{unit}）",
            )

    def _outlook_lines(self) -> Iterable[tuple[str, str, Bar, str]]:
        for outlook in self.analysis.outlooks:
            missed = "" if outlook.missed is None else f"{outlook.missed}／{outlook.distribution.graded}"
            yield (
                outlook.method.label,
                outlook.method.words,
                build_bar(outlook.distribution, self.scale),
                missed,
            )

    def _outlook_rows(self) -> Iterable[tuple[Named, tuple[tuple[str, Marked], ...]]]:
        """Each row with its projected figure and grade by every method."""
        by_row: dict[str, list[tuple[str, Marked]]] = {}
        names: dict[str, Named] = {}
        for outlook in self.analysis.outlooks:
            for item in outlook.projections:
                key = item.row.indicator.key
                names[key] = self._name(item.row)
                shown = f"{round_fraction(item.value, Rounding(digits=0)):,f}{item.row.indicator.unit}"
                by_row.setdefault(key, []).append((shown, self._mark(item.evaluation.mark)))
        for key, cells in by_row.items():
            yield names[key], tuple(cells)

    def _tag_url(self, tag: str) -> str:
        """The rows that carry a tag in the year analysed."""
        return f"{self.plan_url}?{urlencode({'tag': tag, 'at': self.analysis.year.start})}"

    def _tag_line(self, item: TagCount) -> TagLine:
        total = self.analysis.tags.total or 1
        return TagLine(
            name=item.name,
            count=item.count,
            url=self._tag_url(item.name),
            marks=tuple((self._mark(mark), count) for mark, count in item.marks),
            tags=item.tags,
            share=item.count * 100 // total,
        )


def _bodies(row: GradedRow) -> str:
    return "・".join(row.indicator.bodies)


def _percent(rate: Fraction | None) -> str:
    return NOTHING if rate is None else render_percent(rate)


def _points(change: Fraction | None) -> str:
    if change is None:
        return NOTHING
    shown = round_fraction(change * 100, Rounding())
    return f"{shown:+,f}" if shown else "±0.0"


def _growth(growth: Fraction | None) -> str:
    return NOTHING if growth is None else f"{round_fraction(growth * 100, Rounding(digits=0)):+,f}%"


def _times(ratio: Fraction | None) -> str:
    return NOTHING if ratio is None else f"×{round_fraction(ratio, Rounding(digits=2)):,f}"
