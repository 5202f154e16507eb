from __future__ import annotations

from shirube.store.load import load_plan
from shirube.web.indicator_page import build_indicator_page
from shirube.web.prepared_plan import prepare_plan
from tests.web.conftest import Office, put_further_rule_in_force


def test_years_stand_newest_first_with_everything_known_of_them(office: Office) -> None:
    prepared = prepare_plan(load_plan(office.plan))
    row = next(row for row in prepared.graded.rows if row.indicator.key == "2.2.1")

    page = build_indicator_page(prepared, row, "商工会 回答者")

    assert [line.label for line in page.lines] == ["R8", "R7", "R6", "R5"]
    assert (page.lines[1].target.text, page.lines[1].actual.text, page.lines[1].mark) == ("110", "88", "B")
    assert not page.lines[1].differs
    assert ("担当", "商工会 回答者") in page.facts
    assert ("基準値", "102店（令和3年度）") in page.facts
    assert {finding.code for finding in page.findings} == {"target-below-baseline", "name-variant"}
    assert page.chart is not None
    assert page.chart.description.startswith("R3 実績102店")


def test_an_indicator_nobody_answers_for_says_so(office: Office) -> None:
    prepared = prepare_plan(load_plan(office.plan))

    page = build_indicator_page(prepared, prepared.graded.rows[0], "")

    assert ("担当", "決まっていません") in page.facts


def test_a_year_is_decided_with_the_marks_and_colours_of_the_rule_in_force_then(office: Office) -> None:
    put_further_rule_in_force(office)
    prepared = prepare_plan(load_plan(office.plan))
    row = next(row for row in prepared.graded.rows if row.indicator.key == "2.2.1")

    page = build_indicator_page(prepared, row, "")

    assert [(group.label, group.years, group.marks) for group in page.marks] == [
        ("令和7年度～令和8年度", (2025, 2026), ("良", "否")),
        ("令和5年度～令和6年度", (2023, 2024), ("S", "A", "B", "C")),
    ]
    assert [(line.label, line.mark, line.tone) for line in page.lines[1:3]] == [
        ("R7", "良", "t0"),
        ("R6", "B", "t2"),
    ]
