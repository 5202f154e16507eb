"""Roll-ups and reports in their words: what each rule gives, refuses and remarks."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from msgspec.structs import replace

from shirube.core.finding import Finding, Level, Place
from shirube.core.graded_plan import compute_graded_plan
from shirube.core.indicator import Accumulation, Decision, Indicator
from shirube.core.plan import Plan
from shirube.core.report import LegendLine, UnknownYearError, compute_legend, compute_report
from shirube.core.rollup import Rollup, RollupOptions, compute_rollup, find_mark_of_rate
from shirube.core.rounding import Rounding, RoundingMode
from shirube.core.scale import Band, Code, Condition, Edge, Evidence, Scale, Subject
from tests.builders import build_indicator, build_plan, build_scale, percent, year

R5, R6 = year("R5"), year("R6")


def one(key: str, target: int | str, actual: int | str, **more: Any) -> Indicator:
    return build_indicator(key, targets={"R5": target}, actuals={"R5": actual}, **more)


NONE = one("1", 10, "未公表")


def roll(name: str, *indicators: Indicator, scale: Scale | None = None, **options: Any) -> Rollup:
    rule = scale or build_scale()
    rows = compute_graded_plan(build_plan(*indicators), rule).rows
    return compute_rollup(name, rows, R5, rule, RollupOptions(**options))


def pointed(*points: int | None) -> Scale:
    scale = build_scale()
    bands = tuple(
        replace(band, points=None if point is None else Fraction(point))
        for band, point in zip(scale.bands, points, strict=True)
    )
    return replace(scale, bands=bands)


@pytest.mark.parametrize(
    ("name", "indicators", "options", "words"),
    [
        (
            "mean",
            (one("1", 10, 9), one("2", 10, 5), one("3", 10, "未公表")),
            {},
            "平均：70.0% → B（2 / 全 3 指標）",
        ),
        ("mean", (NONE,), {}, "平均：達成率のある指標がないため、計算しません。"),
        (
            "capped-mean",
            (one("1", 10, 30), one("2", 10, 5)),
            {},
            "上限付き平均：75.0% → B（2 / 全 2 指標）。1指標の上限は100.0%",
        ),
        (
            "capped-mean",
            (one("1", 10, 30), one("2", 10, 5)),
            {"cap": Fraction(3, 2)},
            "上限付き平均：100.0% → A（2 / 全 2 指標）。1指標の上限は150.0%",
        ),
        (
            "worst",
            (one("1", 10, 12), one("2", 10, 6), one("3", 10, "未公表")),
            {},
            "最も低い評価：B（2 / 全 3 指標）",
        ),
        (
            "worst",
            (one("1", 10, "未公表"),),
            {},
            "最も低い評価：評価区分のある指標がないため、決まりません。",
        ),
        ("sum-ratio", (one("1", 10, 30), one("2", 30, 6)), {}, "合計の比：90.0% → A（2 / 全 2 指標）"),
        ("sum-ratio", (one("1", 0, 3),), {}, "合計の比：目標値の合計が0以下のため、計算しません。"),
        (
            "sum-ratio",
            (one("1", 10, 5), one("2", 10, 5, unit="件"), one("3", "10", "5", unit="")),
            {},
            "合計の比：単位が異なる値（人、件、単位なし）は合計できないため、計算しません。",
        ),
        (
            "sum-ratio",
            (one("1", 10, 5), one("2", 10, 5, unit="件")),
            {"mixed_units": True},
            "合計の比：50.0% → C（2 / 全 2 指標）。単位の異なる値（人、件）を合計しています",
        ),
        (
            "sum-ratio",
            (one("1", 10, 5, accumulation=Accumulation.RATIO),),
            {},
            "合計の比：合計できない値（率）の指標があるため、合計の比は計算しません。",
        ),
        ("representative", (one("1", 10, 5),), {}, "代表指標：代表指標が選ばれていないため、決まりません。"),
        (
            "representative",
            (one("1", 10, 5), one("2", 10, 12, name="回数")),
            {"representatives": frozenset({"2"})},
            "代表指標：120.0% → S（1 / 全 2 指標）。代表指標：事業2（回数）",
        ),
        (
            "representative",
            (one("1", 10, 5), one("2", 10, 12)),
            {"representatives": frozenset({"1", "2"})},
            "代表指標：85.0% → B（2 / 全 2 指標）。代表指標2件の平均",
        ),
        (
            "representative",
            (one("1", 10, "未公表", name="回数"),),
            {"representatives": frozenset({"1"})},
            "代表指標：代表指標「事業1（回数）」に評価がないため、決まりません。",
        ),
        (
            "points",
            (one("1", 10, 5),),
            {},
            "点数の平均：評価区分に点数が定められていないため、計算しません。",
        ),
    ],
)
def test_a_rollup_says_its_rule_its_value_and_what_it_rests_on(
    name: str, indicators: tuple[Indicator, ...], options: dict[str, Any], words: str
) -> None:
    assert roll(name, *indicators, **options).render() == words


def test_points_are_averaged_banded_and_printed_as_points() -> None:
    bands = (("優", Fraction(3)), ("良", Fraction(2)))
    rows = (one("1", 10, 12), one("2", 10, 5), one("3", 10, "未公表"))

    found = roll("points", *rows, scale=pointed(4, 3, 2, 1), point_bands=bands)

    assert (found.value, found.mark, found.used, found.total) == (Fraction(5, 2), "良", 2, 3)
    assert found.render() == "点数の平均：2.5点 → 良（2 / 全 3 指標）"
    assert found.render(Rounding(RoundingMode.HALF_UP, 2)) == "点数の平均：2.50点 → 良（2 / 全 3 指標）"
    assert roll("points", *rows, scale=pointed(6, 3, 2, 0), point_bands=bands).mark == "優"
    low = roll("points", one("1", 10, 5), scale=pointed(4, 3, 2, 1), point_bands=bands)
    assert low.render() == "点数の平均：1.0点 → 評価区分なし（1 / 全 1 指標）"
    assert roll("points", *rows, scale=pointed(4, 3, 2, None)).refusal != ""
    assert roll("points", one("1", 10, "未公表"), scale=pointed(4, 3, 2, 1)).refusal != ""


def test_a_rate_is_printed_in_the_way_that_is_asked_for() -> None:
    found = roll("mean", one("1", 3, 2))

    assert found.render(Rounding(RoundingMode.TRUNCATE, 2)) == "平均：66.66% → B（1 / 全 1 指標）"


def test_rates_of_other_formulas_are_no_share_of_a_sum() -> None:
    scale = replace(build_scale(), bands=build_scale().bands)
    rows = compute_graded_plan(build_plan(one("1", 10, 5)), scale).rows
    other = tuple(
        replace(
            row,
            evaluated=replace(
                row.evaluated,
                evaluations=tuple(replace(item, formula="progress") for item in row.evaluated.evaluations),
            ),
        )
        for row in rows
    )

    found = compute_rollup("sum-ratio", other, R5, scale)

    assert found.refusal == "実績値÷目標値でない計算式の指標があるため、合計の比は計算しません。"


def test_a_mean_is_graded_only_by_a_rule_that_looks_at_the_rate_alone() -> None:
    scale = build_scale()
    assert [find_mark_of_rate(scale, percent(rate)) for rate in (120, 119, 90, 89, 50)] == [
        "S",
        "A",
        "A",
        "B",
        "C",
    ]
    rounded = replace(scale, rounding=Rounding(RoundingMode.HALF_UP, 0))
    assert (find_mark_of_rate(scale, percent("89.5")), find_mark_of_rate(rounded, percent("89.5"))) == (
        "B",
        "A",
    )
    more = Band(mark="X", conditions=(Condition(Subject.MET, words=("はい",)),))
    assert find_mark_of_rate(replace(scale, bands=(*scale.bands, more)), percent(90)) == ""
    rest = Band(mark="D", conditions=(Condition(Subject.OTHERWISE),))
    assert find_mark_of_rate(replace(scale, bands=(*scale.bands[:2], rest)), percent(40)) == "D"
    assert find_mark_of_rate(replace(scale, bands=scale.bands[:2]), percent(40)) == ""


def test_a_rule_that_does_not_exist_is_a_mistake_of_the_programmer() -> None:
    with pytest.raises(KeyError):
        roll("sum", one("1", 10, 5))


def test_a_legend_says_each_band_in_the_city_s_words_or_by_its_rate() -> None:
    rate = Condition(Subject.RATE, Edge(percent(90), True), None)
    scale = Scale(
        name="s",
        bands=(
            Band(mark="A", name="順調", wording="順調に進んでいる", conditions=(rate,)),
            Band(mark="B", name="順調", conditions=(rate,)),
            Band(mark="C", conditions=(rate,)),
            Band(mark="D", name="遅れ"),
        ),
        codes=(Code(mark="－", name="困難", wording="評価が困難"), Code(mark="×", name="終了")),
    )

    assert compute_legend(scale) == (
        LegendLine("A", scale.tone("A"), "順調に進んでいる"),
        LegendLine("B", scale.tone("B"), "順調（90%以上）"),
        LegendLine("C", scale.tone("C"), "90%以上"),
        LegendLine("D", scale.tone("D"), "遅れ"),
        LegendLine("－", None, "評価が困難"),
        LegendLine("×", None, "終了"),
    )


@pytest.mark.parametrize(
    ("heading", "shown"),
    [
        ((), ("評価区分", "内容")),
        (("評価",), ("評価区分", "内容")),
        (("評価", "内訳"), ("評価", "内訳")),
        (("評価", "内訳", "備考"), ("評価", "内訳　備考")),
    ],
)
def test_the_heading_of_the_legend_is_the_city_s_where_it_has_one(
    heading: tuple[str, ...], shown: tuple[str, str]
) -> None:
    plan = build_plan(one("1", 10, 5), scale=replace(build_scale(), legend_heading=heading))

    assert compute_report(plan).legend_heading == shown


def test_a_report_without_a_rule_has_neither_grades_nor_legend() -> None:
    report = compute_report(build_plan(one("1", 10, 5, marks={"R5": "B"})))

    assert (report.evaluated, report.legend, report.findings) == ((), (), ())
    assert report.legend_heading == ("評価区分", "内容")


def test_a_title_falls_back_to_the_name_and_then_to_what_every_plan_is() -> None:
    def title(**given: Any) -> str:
        return compute_report(Plan(**given)).title

    assert title(title="題", name="名") == "題"
    assert title(name="名") == "名"
    assert title() == "計画の進捗状況"


def test_an_unknown_year_is_told_with_those_there_are_in_the_plan_s_own_style() -> None:
    plan = build_plan(one("1", 10, 5))
    western = next(style for style in type(plan.year_style) if R5.render(style) == "2023年度")

    with pytest.raises(UnknownYearError) as refused:
        compute_report(replace(plan, year_style=western), year=R6)

    assert str(refused.value) == "2024年度は、この計画にありません。指定できる年度：2023年度"
    assert compute_report(plan, year=R5).year == R5
    assert compute_report(Plan(), year=R5).year == R5


def test_a_mark_that_comes_out_otherwise_than_published_is_told_unless_settled() -> None:
    def find(indicator: Indicator, scale: Scale | None = None) -> tuple[Finding, ...]:
        return compute_report(build_plan(indicator, scale=scale or build_scale())).findings

    changed = one("1", 10, 9, name="回数", marks={"R5": "B"})
    assert find(changed) == (
        Finding(
            code="printed-mark-changed",
            level=Level.ODD,
            place=Place(indicator="事業1（回数）", year=R5),
            message="元の表の評価はBですが、評価基準によるAを印刷しました。",
            remedy="元の評価を残すときは、決定評価とその理由を登録してください。",
        ),
    )
    assert find(one("1", 10, 9, marks={"R5": "A"})) == ()
    assert find(one("1", 10, 9)) == ()
    assert find(one("1", 10, "未公表", marks={"R5": "B"})) == ()
    assert find(replace(changed, decisions=(Decision(R5, "S", "理由"),))) == ()
    assert find(changed, build_scale(evidence=Evidence.OPEN)) == ()
    far = build_indicator("1", marks={"R6": "B"}, targets={"R5": 10}, actuals={"R5": 10})
    assert find(far) == ()


def test_notes_are_those_of_the_table_then_footnotes_then_remarks() -> None:
    decided = replace(one("1", 10, 9, name="回数"), decisions=(Decision(R5, "B", "理由"),))
    plan = replace(build_plan(decided, scale=build_scale()), footnotes=("※脚注",), remarks=("備考",))

    assert compute_report(plan).notes == (
        "※1 事業1（回数） 令和5年度：算定評価はA、決定評価はB（理由：理由）",
        "※脚注",
        "備考",
    )
