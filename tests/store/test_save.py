"""Saving another state of a plan touches only what differs."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from shirube.core.indicator import Fact
from shirube.store.load import load_plan
from shirube.store.people import Municipality
from shirube.store.plans import DecisionRow, FactRow, FigureRow, PlanRow, StatusRow
from shirube.store.save import save_new_plan, save_plan, save_scale
from tests.builders import build_indicator, build_plan, build_scale, year
from tests.people import CITY

pytestmark = pytest.mark.django_db


@pytest.fixture
def row() -> PlanRow:
    city = Municipality.objects.create(code=CITY, name="試験市")
    first = build_indicator("1", name="甲", targets={"R6": 10}, actuals={"R6": 9}, status="本文")
    second = build_indicator("2", name="乙", targets={"R6": 20}, actuals={"R6": 18})
    return save_new_plan(build_plan(first, second, scale=build_scale()), municipality=city)


def test_another_state_is_loaded_equal(row: PlanRow) -> None:
    plan = build_plan(
        build_indicator("2", name="乙", actuals={"R5": 1, "R6": 18}), build_indicator("3", name="丙")
    )

    save_plan(row, plan)

    assert load_plan(row).plan == plan


def test_untouched_cells_keep_their_ids_and_versions(row: PlanRow) -> None:
    before = {figure.pk: figure.version for figure in FigureRow.objects.of(row.municipality)}
    plan = load_plan(row).plan
    changed = replace(
        plan,
        nodes=build_plan(
            build_indicator("1", name="甲", targets={"R6": 10}, actuals={"R6": 5}, status="本文"),
            plan.indicators[1],
        ).nodes,
    )

    save_plan(row, changed)

    after = {figure.pk: figure.version for figure in FigureRow.objects.of(row.municipality)}
    assert after.keys() == before.keys()
    assert sorted(after.values()) == [1, 1, 1, 2]
    assert StatusRow.objects.of(row.municipality).get().version == 1


def test_what_was_typed_is_forgotten_when_another_figure_takes_its_place(row: PlanRow) -> None:
    figures = FigureRow.objects.of(row.municipality).filter(indicator__key="2", kind="actual")
    figures.update(typed="１８")

    save_plan(row, build_plan(build_indicator("2", name="乙", actuals={"R6": 19})))

    assert figures.get().typed == ""


def test_a_proposal_on_its_way_stays_when_the_plan_is_saved(row: PlanRow) -> None:
    indicator = row.indicators.get(key="1")
    DecisionRow.objects.create(
        municipality=row.municipality,
        plan=row,
        indicator=indicator,
        year=2024,
        mark="A",
        reason="理由",
        state="proposed",
    )

    save_plan(row, load_plan(row).plan)

    assert DecisionRow.objects.of(row.municipality).count() == 1


def test_a_further_rule_does_not_replace_the_one_before(row: PlanRow) -> None:
    newer = replace(build_scale(), title="新しい基準")

    save_scale(row, newer)

    loaded = load_plan(row)
    assert loaded.scales == (build_scale(), newer)
    assert loaded.plan.scale == newer


def test_answers_of_people_are_rows_of_their_own_and_loaded_with_the_plan(row: PlanRow) -> None:
    pk = row.indicators.get(key="1").pk
    FactRow.objects.create(
        municipality=row.municipality, plan=row, indicator_id=pk, year=2024, question="進捗", answer="はい"
    )
    loaded = load_plan(row)
    assert loaded.plan.indicators[0].facts == (Fact(year("R6"), "進捗", "はい"),)
    assert loaded.facts == {("1", year("R6")): {"進捗": "はい"}}

    changed = build_indicator(
        "1", name="甲", facts=(Fact(year("R6"), "進捗", "いいえ"), Fact(year("R7"), "進捗", "はい"))
    )
    save_plan(row, build_plan(changed))

    assert load_plan(row).plan.indicators[0].facts == changed.facts
    answers = FactRow.objects.of(row.municipality).order_by("year")
    assert [(item.year, item.answer, item.version) for item in answers] == [
        (2024, "いいえ", 2),
        (2025, "はい", 1),
    ]
