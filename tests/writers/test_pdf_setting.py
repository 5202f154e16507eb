"""Sizes of type: as large as one page allows, never too small to read, and tried only in doubt."""

from __future__ import annotations

from msgspec.structs import replace

from shirube.core.form import Column, Form, Role
from shirube.core.plan import Plan
from shirube.core.report import compute_report
from shirube.writers.measure import measure_tight
from shirube.writers.pages import Page
from shirube.writers.pdf_setting import WIDTH, Setting, choose_settings
from tests.builders import build_indicator, build_plan, year
from tests.writers.sample import change, make_sample, make_wide_sample


def choose(plan: Plan) -> list[Setting]:
    return list(choose_settings(compute_report(plan)))


def test_a_table_of_the_usual_size_is_tried_on_one_page_from_large_to_small() -> None:
    settings = choose(make_sample())

    sizes = [setting.size for setting in settings]
    assert sizes == sorted(sizes, reverse=True)
    assert all(setting.pages == [Page(0, 14)] for setting in settings)
    assert min(sizes) >= 6.5


def test_the_last_setting_is_always_sure_and_those_before_it_are_not() -> None:
    for plan in (make_sample(), make_sample(copies=2), make_sample(copies=9), Plan()):
        doubts = [setting.sure for setting in choose(plan)]
        assert doubts == [False] * (len(doubts) - 1) + [True]


def test_a_table_that_cannot_fit_one_page_is_set_to_be_read() -> None:
    (setting,) = choose(make_sample(copies=9))

    assert setting.size == 8.5
    assert len(setting.pages) > 5
    assert setting.pages[-1].end == 14 * 9


def test_widths_fill_the_page_in_every_size() -> None:
    for setting in choose(make_sample()):
        assert [round(sum(widths) * setting.size, 6) for widths in setting.widths] == [round(WIDTH, 6)]


def test_only_a_row_higher_than_a_page_may_be_divided() -> None:
    (setting,) = choose(change(make_sample(), "5", goal="長い文章。" * 4_000))

    assert setting.divisible == {4}
    assert choose(make_sample(copies=9))[-1].divisible == frozenset()


def test_a_table_too_wide_for_the_smallest_type_is_set_in_strips_with_the_same_rows() -> None:
    (setting,) = choose(make_wide_sample())

    assert len(setting.strips.columns) == len(setting.widths) == 2
    assert 6.5 <= setting.size <= 8.5
    assert [round(sum(widths) * setting.size, 6) for widths in setting.widths] == [round(WIDTH, 6)] * 2
    assert setting.pages[-1].end == 14


def make_many_years(count: int) -> Plan:
    """Names, and for each year target and actual: hardly a text that could give way."""
    plan = make_sample()
    names = [f"R{number}" for number in range(1, count + 1)]
    figures = build_indicator(
        "1", targets=dict.fromkeys(names, "12,000"), actuals=dict.fromkeys(names, "11,500")
    )
    for indicator in plan.indicators:
        plan = change(plan, indicator.key, targets=figures.targets, actuals=figures.actuals)
    levels = [column for column in plan.form.columns if column.role is Role.LEVEL]
    yearly = [
        Column(role, (f"{name}{word}",), year(name))
        for name in names
        for role, word in ((Role.TARGET, "目標"), (Role.ACTUAL, "実績"), (Role.MARK, "評価"))
    ]
    return replace(plan, form=Form((*(replace(one, headings=one.headings[:1]) for one in levels), *yearly)))


def test_no_size_of_type_lets_figures_run_into_one_another() -> None:
    # Ten years in few rows: there is height enough for large type, and no width.
    report = compute_report(make_many_years(10))
    settings = list(choose_settings(report))

    assert all(setting.strips.columns == settings[0].strips.columns for setting in settings)
    assert all(WIDTH / setting.size >= measure_tight(report.table) for setting in settings)
    assert measure_tight(report.table) > WIDTH / 10.5


def test_type_larger_than_usual_is_not_bought_with_names_in_narrow_columns() -> None:
    name = "全国学力・学習状況調査の結果で全国平均以上の項目の割合"

    short, long = (choose(make_named(text))[0] for text in ("来館者数", name))

    assert 8.5 <= long.size < short.size


def make_named(name: str) -> Plan:
    """One indicator with six years of figures in columns of their own."""
    names = [f"R{number}" for number in range(1, 7)]
    figures = build_indicator(
        name=name, targets=dict.fromkeys(names, "1,234.5"), actuals=dict.fromkeys(names, "1,200.0")
    )
    return build_plan(figures)
