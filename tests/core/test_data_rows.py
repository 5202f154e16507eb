"""The plan as plain rows: one value per cell, years twice, and nothing that is missing made a zero."""

from __future__ import annotations

from decimal import Decimal

from shirube.core.data_rows import FACT_HEADING, Value, iterate_records, list_data_columns
from shirube.core.indicator import Fact
from shirube.core.plan import Plan
from shirube.core.report import compute_report
from tests.builders import build_indicator, build_plan, build_scale, year


def make_rows(plan: Plan) -> list[dict[str, Value]]:
    columns = list_data_columns(plan)
    return [
        {column.heading: column.value(record) for column in columns}
        for record in iterate_records(compute_report(plan))
    ]


def test_the_baseline_comes_first_and_then_each_year() -> None:
    plan = build_plan(build_indicator(baseline=("R3", "10人"), targets={"R5": "20人", "R6": "30人"}))

    rows = make_rows(plan)

    assert [(row["種別"], row["年度（西暦）"]) for row in rows] == [
        ("基準値", 2021),
        ("計画年度", 2023),
        ("計画年度", 2024),
    ]
    assert rows[0]["実績値"] == Decimal(10)


def test_qualifiers_ranges_and_shares_have_columns_of_their_own() -> None:
    plan = build_plan(build_indicator(targets={"R5": "80%以上"}, actuals={"R5": "98/99校園"}))

    (row,) = make_rows(plan)

    assert (row["目標値"], row["目標値の条件"], row["目標値の表記"]) == (Decimal(80), "以上", "80%以上")
    assert (row["実績値"], row["実績値の分母"]) == (Decimal(98), Decimal(99))


def test_a_figure_without_a_unit_of_its_own_has_the_indicator_s() -> None:
    (row,) = make_rows(build_plan(build_indicator(unit="人", targets={"R5": "20"})))

    assert row["単位"] == "人"


def test_the_reason_for_a_missing_figure_stands_where_the_figure_does_not() -> None:
    (row,) = make_rows(build_plan(build_indicator(targets={"R5": 20}, actuals={"R5": "未公表"})))

    assert (row["実績値"], row["実績値の状況"]) == (None, "未公表")


def test_a_provisional_figure_says_so() -> None:
    (row,) = make_rows(build_plan(build_indicator(targets={"R5": 20}, actuals={"R5": "18人(速報値)"})))

    assert (row["実績値"], row["実績値の状況"]) == (Decimal(18), "速報")


def test_without_a_scale_the_published_mark_is_the_final_one() -> None:
    (row,) = make_rows(build_plan(build_indicator(targets={"R5": 20}, actuals={"R5": 18}, marks={"R5": "B"})))

    assert (row["評価"], row["算定評価"], row["達成率（％）"]) == ("B", "", None)


def test_texts_belong_to_their_year_only() -> None:
    indicator = build_indicator(
        targets={"R6": 20, "R7": 20}, status="講座を開いた。", issues=("周知", "集客")
    )

    before, after = make_rows(build_plan(indicator, scale=build_scale()))

    assert (before["実施状況"], before["課題"]) == ("", "")
    assert (after["実施状況"], after["課題"]) == ("講座を開いた。", "周知、集客")


def test_a_level_without_a_name_of_its_own_is_numbered() -> None:
    headings = [column.heading for column in list_data_columns(Plan(nodes=build_plan().nodes))]

    assert "階層1" in headings


def test_what_people_entered_has_a_column_for_each_question() -> None:
    facts = (Fact(year("R5"), "進捗", "はい"), Fact(year("R6"), "判断", "順調"))
    plan = build_plan(
        build_indicator(baseline=("R5", "10人"), targets={"R5": "20人", "R6": "30人"}, facts=facts)
    )

    rows = make_rows(plan)

    found = [(row[f"{FACT_HEADING}進捗"], row[f"{FACT_HEADING}判断"]) for row in rows]
    assert found == [("", ""), ("はい", ""), ("", "順調")]
    assert not any(column.heading.startswith(FACT_HEADING) for column in list_data_columns(build_plan()))
