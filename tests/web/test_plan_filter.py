from __future__ import annotations

from django.http import QueryDict

from shirube.core.graded_plan import compute_graded_plan
from shirube.core.plan import Plan
from shirube.core.tags import TagGroup
from shirube.web.plan_filter import PlanFilter, choose_years, find_shown, parse_filter
from tests.builders import year


def show(plan: Plan, query: str, **more: object) -> list[str]:
    graded = compute_graded_plan(plan)
    places = find_shown(parse_filter(QueryDict(query)), graded.rows, year("R7"), **more)  # type: ignore[arg-type]
    return [graded.rows[place].activity for place in places]


def test_rows_are_chosen_by_body_grade_tag_node_and_text(sample_plan: Plan) -> None:
    assert len(show(sample_plan, "")) == 14
    assert show(sample_plan, "mark=S") == ["中小・小口・マル経"]
    assert show(sample_plan, "body=市&mark=C") == [
        "経営支援セミナー",
        "デジタル化促進セミナー",
        "事業者連携交流会",
    ]
    assert len(show(sample_plan, "tag=集客")) == 9
    assert show(sample_plan, "node=デジタル化の推進") == ["るのカード普及事業", "デジタル化促進セミナー"]
    assert show(sample_plan, "text=ｱﾌﾟﾘの案内") == ["るのカード普及事業"]


def test_a_group_of_tags_finds_all_its_tags(sample_plan: Plan) -> None:
    groups = (TagGroup(name="周知・広報", words=("周知",)),)

    assert len(show(sample_plan, "tag=周知・広報", groups=groups)) == 10


def test_words_that_mean_nothing_are_left_aside() -> None:
    wanted = parse_filter(QueryDict("year=abc&year=２０２５&fold=-1&change=sideways&mark=%20"))

    assert wanted == PlanFilter()
    assert not wanted.is_active


def test_an_address_can_be_sent_on_and_reads_the_same() -> None:
    wanted = PlanFilter(
        body="商工会", mark="C", tag="周知(SNS活用)", years=frozenset({2025}), folded=frozenset({1})
    )

    assert parse_filter(QueryDict(wanted.render_query()[1:])) == wanted
    assert parse_filter(QueryDict(wanted.render_unfold(1)[1:])).folded == frozenset()
    assert parse_filter(QueryDict(wanted.render_fold(0)[1:])).folded == frozenset({0, 1})


def test_of_many_years_the_latest_and_the_final_one_are_shown() -> None:
    years = [year(f"R{number}") for number in range(1, 11)]

    shown = choose_years(PlanFilter(), years, year("R7"))

    assert [item.render() for item in shown] == [
        *("令和4年度", "令和5年度", "令和6年度", "令和7年度"),
        "令和10年度",
    ]
    assert choose_years(PlanFilter(years=frozenset({2019})), years, year("R7")) == [year("R1")]


def test_the_year_that_grades_are_asked_about_stays_in_the_address() -> None:
    wanted = parse_filter(QueryDict("mark=C&at=2023&at=2024"))

    assert wanted.at == 2024
    assert wanted.render_query() == "?mark=C&at=2024"
    assert parse_filter(QueryDict("at=soon")).at == 0
