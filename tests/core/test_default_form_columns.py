"""Which columns a plan without a table gets, one by one, with headings, years and order."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from shirube.core.default_form import make_form
from shirube.core.fiscal_year import YearStyle
from shirube.core.form import Column, Role
from shirube.core.indicator import Baseline
from tests.builders import build_indicator, build_plan, reading, year

R5 = year("R5")
BARE: dict[str, Any] = {"name": "", "unit": ""}


def find(role: Role, **given: Any) -> list[Column]:
    return [
        column
        for column in make_form(build_plan(build_indicator(**{**BARE, **given}))).columns
        if column.role is role
    ]


@pytest.mark.parametrize(
    ("role", "given", "headings"),
    [
        (Role.INDICATOR, {"name": "回数"}, ("指標", "")),
        (Role.UNIT, {"unit": "回", "targets": {"R5": "20"}}, ("単位", "")),
        (Role.UNIT, {"unit": "回", "actuals": {"R5": "20"}}, ("単位", "")),
        (Role.BODY, {"bodies": ("市",)}, ("実施主体", "")),
        (Role.GOAL, {"goal": "増やす"}, ("目標とする姿", "")),
        (Role.STATUS, {"status": "本文"}, ("実施状況・課題", "")),
        (Role.NOTE, {"notes": ("注",)}, ("備考", "")),
    ],
)
def test_a_column_is_there_where_it_is_filled_and_only_there(
    role: Role, given: dict[str, Any], headings: tuple[str, str]
) -> None:
    assert find(role, **given) == [Column(role, headings)]
    assert find(role) == []


def test_a_form_that_holds_everything_is_in_this_order() -> None:
    indicator = build_indicator(
        unit="回",
        targets={"R5": "20"},
        bodies=("市",),
        goal="増やす",
        status="本文",
        notes=("注",),
        baseline=("R3", "10回"),
    )

    assert list(make_form(build_plan(indicator)).columns) == [
        Column(Role.LEVEL, ("方向性", ""), None, 0),
        Column(Role.LEVEL, ("個別施策", ""), None, 1),
        Column(Role.LEVEL, ("実施事業", ""), None, 2),
        Column(Role.INDICATOR, ("指標", "")),
        Column(Role.UNIT, ("単位", "")),
        Column(Role.BODY, ("実施主体", "")),
        Column(Role.GOAL, ("目標とする姿", "")),
        Column(Role.STATUS, ("実施状況・課題", "")),
        Column(Role.BASELINE, ("令和3年度", "基準値"), year("R3")),
        Column(Role.TARGET, ("令和5年度", "目標値"), R5),
        Column(Role.ACTUAL, ("令和5年度", "実績値"), R5),
        Column(Role.MARK, ("令和5年度", "評価"), R5),
        Column(Role.NOTE, ("備考", "")),
    ]


def test_years_are_written_as_the_plan_writes_them() -> None:
    plan = build_plan(build_indicator(targets={"R5": 20}, baseline=("R3", 10)))
    short = next(style for style in YearStyle if R5.render(style) != R5.render(plan.year_style))

    form = make_form(replace(plan, year_style=short))

    assert [column.headings[0] for column in form.columns[-4:]] == [
        year("R3").render(short),
        *[R5.render(short)] * 3,
    ]


def test_baselines_of_several_years_or_of_none_have_no_year_in_their_heading() -> None:
    one = build_indicator("1", baseline=("R3", 10))
    two = build_indicator("2", baseline=("R4", 10))
    timeless = replace(build_indicator("3"), baseline=Baseline(reading(10)))
    expected = Column(Role.BASELINE, ("", "基準値"), None)

    for indicators in ((one, two), (timeless,), (one, timeless)):
        assert make_form(build_plan(*indicators)).find(Role.BASELINE) == expected
    assert make_form(build_plan(build_indicator())).find(Role.BASELINE) is None


def test_some_figures_without_their_unit_are_enough_for_a_column_of_units() -> None:
    assert find(Role.UNIT, unit="回", targets={"R5": "20回", "R6": "30"}) != []
    assert find(Role.UNIT, unit="回", targets={"R5": "20回"}, actuals={"R5": "未公表"}) == []
    assert find(Role.UNIT, unit="", targets={"R5": "20"}) == []


def test_levels_beyond_the_names_of_the_plan_are_numbered() -> None:
    form = make_form(replace(build_plan(build_indicator()), levels=("柱",)))

    assert list(form.columns[:3]) == [
        Column(Role.LEVEL, ("柱", ""), None, 0),
        Column(Role.LEVEL, ("階層2", ""), None, 1),
        Column(Role.LEVEL, ("階層3", ""), None, 2),
    ]
