"""Kinds of reports: a part is a part and says so, nothing else of the plan changes."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from shirube.core.fiscal_year import YearStyle
from shirube.core.form import Form, Role
from shirube.core.graded_plan import GradedPlan, compute_graded_plan
from shirube.core.plan import Node, Plan
from shirube.core.report import compute_report
from shirube.core.report_kind import (
    KINDS,
    WHOLE,
    UnknownKindError,
    choose_part,
    list_choices,
    render_part,
)
from tests.builders import build_indicator, build_plan, build_scale, year
from tests.writers.sample import make_sample

R7 = year("R7")
SAMPLE = make_sample()
GRADED = compute_graded_plan(SAMPLE)


def choose(kind: str, plan: Plan = SAMPLE, graded: GradedPlan = GRADED) -> Plan:
    return choose_part(plan, graded, kind, R7)


def names(plan: Plan) -> list[str]:
    return [path[-1].name for path, _ in plan.rows]


def made_of(bodies: tuple[str, ...]) -> tuple[Plan, GradedPlan]:
    indicator = build_indicator(targets={"R7": 10}, actuals={"R7": 12}, bodies=bodies)
    plan = build_plan(indicator, scale=build_scale())
    return plan, compute_graded_plan(plan)


def test_the_whole_plan_is_the_plan_itself() -> None:
    assert choose(WHOLE.key) is SAMPLE
    assert render_part(WHOLE.key) == ""


def test_a_report_of_one_year_leaves_out_the_figures_of_others_and_nothing_else() -> None:
    part = choose("year")

    assert names(part) == names(SAMPLE)
    years = {column.year for column in part.form.columns if column.role in (Role.TARGET, Role.ACTUAL)}
    assert years == {R7}
    left = {column.role for column in SAMPLE.form.columns} - {column.role for column in part.form.columns}
    assert left == set()
    assert part.title == f"{SAMPLE.title}（令和7年度）"
    assert part.remarks[-1] == "※年度ごとの値は、令和7年度だけを載せています。"
    assert [len(row.cells) for row in compute_report(part, year=R7).table.rows] == [10] * 14


def test_a_plan_without_a_table_has_reports_of_one_year_too() -> None:
    part = choose("year", replace(SAMPLE, form=Form()))

    assert {column.year for column in part.form.columns if column.role is Role.MARK} == {R7}


def test_unmet_targets_are_those_whose_figures_say_so() -> None:
    part = choose("unmet")

    met = {"中小・小口・マル経", "あきる野マルシェ", "まちゼミ"}
    assert not met & {name.partition("(")[0].partition("【")[0] for name in names(part)}
    assert len(names(part)) == 11
    assert part.remarks[-1] == "※14指標のうち、令和7年度の目標に届いていない11指標を載せています。"
    assert part.form == SAMPLE.form
    assert all(node.children for node in part.nodes)


def test_what_has_no_figure_yet_is_not_called_unmet() -> None:
    with pytest.raises(UnknownKindError, match="令和8年度の目標に届いていない指標はありません"):
        choose_part(SAMPLE, GRADED, "unmet", year("R8"))


def test_a_body_has_its_rows_also_those_it_shares() -> None:
    part = choose("body:商工会")

    assert {item.bodies for item in part.indicators} == {("商工会",), ("商工会", "市")}
    assert part.title.endswith("（商工会）")
    assert "実施主体が「商工会」の" in part.remarks[-1]
    assert render_part("body:商工会") == "商工会"


@pytest.mark.parametrize("kind", ["", "all", "body", "body:", "year:商工会", "whole:x"])
def test_a_kind_that_there_is_not_is_refused_with_those_that_there_are(kind: str) -> None:
    with pytest.raises(UnknownKindError) as refused:
        choose(kind)
    assert "、".join(f"{key}（{item.name}）" for key, item in KINDS.items()) in str(refused.value)


@pytest.mark.parametrize(
    ("bodies", "told"),
    [
        ((), "実施主体が「観光協会」の指標はありません。この計画には、実施主体が書かれていません。"),
        (
            ("商工会", "市"),
            "実施主体が「観光協会」の指標はありません。この計画の実施主体：商工会、市",
        ),
    ],
)
def test_a_body_that_has_no_rows_is_refused_with_those_that_have(bodies: tuple[str, ...], told: str) -> None:
    plan, graded = made_of(bodies)
    with pytest.raises(UnknownKindError) as refused:
        choose("body:観光協会", plan, graded)
    assert str(refused.value) == told


def test_a_plan_without_figures_has_only_the_whole_report() -> None:
    with pytest.raises(UnknownKindError) as refused:
        choose_part(SAMPLE, GRADED, "year", None)
    assert str(refused.value) == "実績値のある年度がないため、この種類の報告は作成できません。"


@pytest.mark.parametrize(
    ("bodies", "offered"),
    [((), []), (("市",), []), (("市", "商工会"), ["body:市", "body:商工会"])],
)
def test_bodies_are_offered_where_there_is_a_choice(bodies: tuple[str, ...], offered: list[str]) -> None:
    _, graded = made_of(bodies)

    assert [key for key, _ in list_choices(graded, R7) if key.startswith("body")] == offered


def test_of_two_indicators_under_one_name_only_the_one_in_question_is_shown() -> None:
    met, unmet = (
        build_indicator(key, targets={"R7": 10}, actuals={"R7": actual})
        for key, actual in (("1", 12), ("2", 3))
    )
    plan = build_plan(met, scale=build_scale())
    leaf = plan.nodes[0].children[0].children[0]
    plan = replace(
        plan,
        nodes=(Node(name="方向", children=(replace(leaf, indicators=(met, unmet)),)), Node(name="空の方向")),
    )
    graded = compute_graded_plan(plan)

    assert choose("unmet", plan, graded).indicators == (unmet,)
    # A report of one year leaves nothing of the tree out, not even what has no indicator yet.
    assert choose("year", plan, graded).nodes == plan.nodes


def test_the_title_names_the_part_in_the_years_of_the_plan() -> None:
    plan, graded = made_of(())
    plan = replace(plan, year_style=YearStyle.LETTER)

    assert choose("year", plan, graded).title == "試験計画（R7）"
    assert choose("year", replace(plan, title=""), graded).title == "試験計画（R7）"
    assert choose("year", replace(plan, title="", name=""), graded).title == "R7"


def test_every_choice_offered_can_be_reported_and_none_is_empty() -> None:
    offered = dict(list_choices(GRADED, R7))

    assert list(offered)[:3] == ["whole", "year", "unmet"]
    assert offered["unmet"] == "目標に届いていない指標（11）"
    assert {key.partition(":")[0] for key in offered} == set(KINDS)
    for kind in offered:
        assert choose(kind).indicators
    assert "unmet" not in dict(list_choices(GRADED, year("R8")))
