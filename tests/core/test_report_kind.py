"""Kinds of reports: a part is a part and says so, nothing else of the plan changes."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from shirube.core.form import Form, Role
from shirube.core.graded_plan import GradedPlan, compute_graded_plan
from shirube.core.plan import Plan
from shirube.core.report import compute_report
from shirube.core.report_kind import (
    KINDS,
    WHOLE,
    UnknownKindError,
    choose_part,
    list_choices,
    render_part,
)
from tests.builders import year
from tests.writers.sample import make_sample

R7 = year("R7")
SAMPLE = make_sample()
GRADED = compute_graded_plan(SAMPLE)


def choose(kind: str, plan: Plan = SAMPLE, graded: GradedPlan = GRADED) -> Plan:
    return choose_part(plan, graded, kind, R7)


def names(plan: Plan) -> list[str]:
    return [path[-1].name for path, _ in plan.rows]


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
    assert all(key in str(refused.value) for key in KINDS)


def test_a_body_that_has_no_rows_is_refused_with_those_that_have() -> None:
    with pytest.raises(UnknownKindError, match=r"この計画の実施主体：.*商工会"):
        choose("body:観光協会")


def test_a_plan_without_figures_has_only_the_whole_report() -> None:
    with pytest.raises(UnknownKindError, match="実績値のある年度がない"):
        choose_part(SAMPLE, GRADED, "year", None)


def test_every_choice_offered_can_be_reported_and_none_is_empty() -> None:
    offered = dict(list_choices(GRADED, R7))

    assert list(offered)[:3] == ["whole", "year", "unmet"]
    assert offered["unmet"] == "目標に届いていない指標（11）"
    assert {key.partition(":")[0] for key in offered} == set(KINDS)
    for kind in offered:
        assert choose(kind).indicators
    assert "unmet" not in dict(list_choices(GRADED, year("R8")))
