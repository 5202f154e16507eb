from __future__ import annotations

import pytest

from shirube.core.analysis import AnalysisOptions, compute_analysis
from shirube.core.graded_plan import compute_graded_plan
from shirube.core.plan import Plan
from shirube.readers.tag_groups import load_tag_groups
from shirube.web.analysis_page import AnalysisPage, build_analysis_page
from tests.builders import year


@pytest.fixture
def page(sample_plan: Plan) -> AnalysisPage:
    options = AnalysisOptions(tag_groups=load_tag_groups())
    return build_analysis_page(compute_analysis(compute_graded_plan(sample_plan), year("R7"), options), 1)


def test_rates_and_grades_are_those_of_the_reference(page: AnalysisPage) -> None:
    assert [line.mean for line in page.history] == ["88.0%", "84.4%", "67.0%"]
    assert [line.median for line in page.history] == ["96.3%", "94.8%", "62.8%"]
    assert "84.7% → 78.3% → 60.1%" in page.without_best
    assert [bar.sentence.split("（")[0] for _, _, bar, _ in page.outlooks] == [
        "S 1、A 2、B 6、C 5",
        "S 1、A 1、B 7、C 5",
        "S 2、A 1、B 6、C 5",
    ]


def test_the_worst_and_the_hardest_come_first_with_a_way_to_their_page(page: AnalysisPage) -> None:
    assert [(place, row.name, rate) for place, row, rate, _, _ in page.worst[:2]] == [
        (1, "デジタル化促進セミナー", "20.0%"),
        (1, "事業者連携交流会", "20.0%"),
    ]
    assert (page.paces[0].ratio, page.paces[0].is_hard) == ("×5.83", True)
    assert page.paces[0].row.url == "/plans/1/indicators/2.2.2"


def test_a_fall_is_split_into_the_part_of_the_actual_and_of_the_target(page: AnalysisPage) -> None:
    last = page.movers[0]

    assert (last.since, len(last.worse), len(last.better)) == (year("R6"), 5, 1)
    moved = {line.row.name: (line.by_actual, line.by_target, line.between.mark) for line in last.worse}
    assert moved["産学連携の支援"] == ("±0.0", "-40.0", "A")


def test_promises_and_tags_are_counted(page: AnalysisPage) -> None:
    assert "約束 160のうち 69（43.1%）。残り 91人" in page.promises[0][1]
    assert (page.tags[0].name, page.tags[0].count) == ("集客", 9)
    assert page.groups[0].count == 10
    assert page.carried == ("集客",)
    assert page.favour == ("創業塾",)
