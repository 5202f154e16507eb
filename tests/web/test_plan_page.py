from __future__ import annotations

from shirube.core.graded_plan import GradedPlan, compute_graded_plan
from shirube.core.plan import Node, Plan
from shirube.readers.tag_groups import load_tag_groups
from shirube.store.load import LoadedPlan
from shirube.store.plans import PlanRow
from shirube.web.plan_filter import PlanFilter
from shirube.web.plan_page import PlanPage, build_plan_page
from shirube.web.prepared_plan import PreparedPlan
from tests.builders import build_indicator, build_plan, build_scale


def prepare(plan: Plan) -> PreparedPlan:
    graded: GradedPlan = compute_graded_plan(plan)
    return PreparedPlan(LoadedPlan(row=PlanRow(name=plan.name), plan=plan), graded, load_tag_groups())


def build(plan: Plan, **wanted: object) -> PlanPage:
    asked = PlanFilter(**wanted)  # type: ignore[arg-type]
    return build_plan_page(prepare(plan), asked, open_findings=4, url="/plans/1/")


def test_the_strip_shows_what_matters_this_year(sample_plan: Plan) -> None:
    page = build(sample_plan)

    assert [bar.total for bar in page.bars] == ["A以上 8／14", "A以上 7／14", "A以上 3／14"]
    assert [(segment.mark, segment.number) for segment in page.bars[-1].segments] == [
        *(("S", 1), ("A", 2)),
        *(("B", 6), ("C", 5)),
    ]
    assert [(figure.figure, figure.unit) for figure in page.figures] == [
        ("5", "指標"),
        ("集客", "9指標"),
        ("×2以上", "5指標"),
        ("4", "件の確認"),
    ]
    assert page.rule == "S 120%以上・A 90%以上・B 50%超・C 50%以下"


def test_the_current_year_is_emphasised_and_a_coming_one_has_only_its_target(sample_plan: Plan) -> None:
    headings = {heading.text: heading for heading in build(sample_plan).headings}

    assert headings["令和7年度"].is_now
    assert headings["令和7年度"].width == 3
    assert headings["令和8年度"].is_coming
    assert headings["令和8年度"].width == 2  # target, and what it takes


def test_the_cells_of_the_tree_span_exactly_their_rows(sample_plan: Plan) -> None:
    spans = [(head.level, head.span) for line in build(sample_plan).lines for head in line.heads]

    assert [span for level, span in spans if level == 0] == [6, 4, 4]
    assert sum(span for level, span in spans if level == 1) == 14


def test_spans_follow_the_filter(sample_plan: Plan) -> None:
    page = build(sample_plan, mark="C")

    assert (page.shown, page.total) == (5, 14)
    assert [head.span for line in page.lines for head in line.heads if head.level == 0] == [3, 1, 1]


def test_a_folded_group_is_one_line_with_its_grades(sample_plan: Plan) -> None:
    page = build(sample_plan, folded=frozenset({0}))

    folded = page.lines[0]
    assert folded.row is None
    assert folded.count == 6
    assert folded.bar is not None
    assert folded.bar.sentence == "S 1、A 0、B 2、C 3（評価対象 6 / 全 6）"
    assert len(page.lines) == 1 + 8


def test_a_plan_without_figures_or_rule_still_has_its_page() -> None:
    page = build(build_plan(build_indicator(targets={"R8": 10}), activity="塾"))

    assert page.bars == ()
    assert page.legend == ()
    assert len(page.lines) == 1


def test_a_plan_of_one_level_has_no_cells_of_a_tree() -> None:
    indicator = build_indicator(targets={"R7": 10}, actuals={"R7": 9})
    plan = Plan(nodes=(Node(name="塾", indicators=(indicator,)),), scale=build_scale())

    assert build(plan).lines[0].heads == ()


def test_a_year_still_being_entered_is_shown_as_such_and_does_not_lead() -> None:
    targets = {"R6": 10, "R7": 10, "R8": 10}
    rows = [build_indicator("0", targets=targets, actuals={"R6": 9, "R7": 5, "R8": 12})]
    rows += [build_indicator(str(at), targets=targets, actuals={"R6": 9, "R7": 9}) for at in range(1, 10)]

    page = build(build_plan(*rows, scale=build_scale()))

    headings = {heading.text: heading for heading in page.headings}
    assert headings["令和7年度"].is_now
    assert (headings["令和8年度"].is_now, headings["令和8年度"].width) == (False, 3)  # what was typed is seen
    assert [bar.total for bar in page.bars] == ["A以上 10／10", "A以上 9／10", "入力中 1／10"]
    assert "令和8年度は入力中 1／10" in page.facts
    assert (page.figures[0].label, page.figures[0].figure) == ("前年から下がった", "1")
    assert page.asked == ""


def test_a_bar_gives_rows_without_a_grade_their_true_share() -> None:
    targets = {"R6": 10, "R7": 10}
    rows = [build_indicator("0", targets=targets, actuals={"R6": 9, "R7": 12})]
    rows += [build_indicator(str(at), targets=targets, actuals={"R6": 9}) for at in range(1, 10)]

    bar = build(build_plan(*rows, scale=build_scale())).bars[-1]

    assert [(item.mark, item.number, item.share) for item in bar.segments] == [("S", 1, 10), ("なし", 9, 90)]
