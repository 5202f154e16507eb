"""The next plan is made from one that ends, and can be taken back while it is untouched."""

from __future__ import annotations

import pytest

from shirube.actions import figures, plans, successor
from shirube.actions.outcome import NotFound, Refused
from shirube.core.fiscal_year import FiscalYear
from shirube.core.plan import Plan
from shirube.core.reading import Standing
from shirube.core.roles import NotAllowed, Role
from shirube.store.plans import PlanRow
from shirube.store.records import AuditRecord
from tests.builders import build_indicator, build_plan, build_scale
from tests.people import OTHER_CITY, Town, build_town, import_for, reload

pytestmark = pytest.mark.django_db


def make_plan() -> Plan:
    return build_plan(
        build_indicator("1", targets={"R7": 12}, actuals={"R6": 8, "R7": 9}),
        build_indicator("2", targets={"R7": 1}, actuals={"R6": 1}),
        build_indicator("3", targets={"R7": 6}),
        scale=build_scale(),
        period=(FiscalYear(2023), FiscalYear(2026)),
    )


@pytest.fixture
def row(town: Town) -> PlanRow:
    return import_for(town, make_plan())


def copy(town: Town, row: PlanRow, *keys: str, **more: object) -> PlanRow:
    row.refresh_from_db()
    chosen: dict[str, object] = {
        "plan": row.pk,
        "name": "第2期計画",
        "first": 2027,
        "last": 2030,
        "indicators": [item.pk for item in row.indicators.filter(key__in=keys or ("1", "2", "3"))],
        "version": row.version,
        "by": town.secretariat,
        **more,
    }
    return successor.copy_plan(**chosen)  # type: ignore[arg-type]


def test_the_next_plan_starts_from_the_last_figures_of_the_old_one(town: Town, row: PlanRow) -> None:
    made = copy(town, row)

    plan = reload(made).plan
    assert (plan.name, plan.period) == ("第2期計画", (FiscalYear(2027), FiscalYear(2030)))
    shown = [
        (item.baseline.year, item.baseline.reading.render()) if item.baseline else None
        for item in plan.indicators
    ]
    assert shown == [(FiscalYear(2025), "9人"), (FiscalYear(2024), "1人"), None]
    assert plan.scale == build_scale()
    assert reload(row).plan == make_plan(), "the old plan stays as it is"


def test_the_two_plans_and_their_indicators_know_each_other(town: Town, row: PlanRow) -> None:
    plans.assign_owner(
        indicators=[row.indicators.get(key="1").pk], post=town.posts[Role.RESPONDENT].pk, by=town.secretariat
    )

    made = copy(town, row, "1")

    assert made.predecessor == row
    assert list(row.successors.all()) == [made]
    assert made.owner == row.owner
    assert made.indicators.get().owner == town.posts[Role.RESPONDENT]
    (turn,) = reload(made).turns["1"]
    assert (turn.word, turn.other, turn.other_plan) == ("前期計画から", "1", row.pk)
    records = AuditRecord.objects.of(town.municipality).filter(verb="plan.copied")
    assert {record.plan_id for record in records} == {row.pk, made.pk}


def test_a_provisional_figure_is_no_baseline_while_there_is_a_final_one(town: Town, row: PlanRow) -> None:
    figures.enter_figure(
        indicator=row.indicators.get(key="1").pk,
        kind="actual",
        year=2025,
        text="99",
        version=1,
        standing=Standing.PROVISIONAL,
        by=town.secretariat,
    )

    plan = reload(copy(town, row)).plan

    baseline = plan.indicators[0].baseline
    assert baseline is not None
    assert (baseline.year, baseline.reading.render()) == (FiscalYear(2024), "8人")


def test_what_was_shown_is_what_is_copied(town: Town, row: PlanRow) -> None:
    seen = row.version
    figures.enter_figure(
        indicator=row.indicators.get(key="3").pk,
        kind="actual",
        year=2025,
        text="5",
        version=0,
        by=town.secretariat,
    )

    with pytest.raises(Refused, match="もう一度、基準値を確認"):
        copy(town, row, version=seen)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "　"},
        {"name": "あ" * 201},
        {"first": 2031},
        {"last": 2099},
        {"first": 99999},
        {"first": 2020},
        {"indicators": []},
        {"indicators": [10**9]},
    ],
)
def test_a_form_with_something_wrong_makes_no_plan(
    town: Town, row: PlanRow, wrong: dict[str, object]
) -> None:
    with pytest.raises(Refused):
        copy(town, row, **wrong)

    assert PlanRow.objects.of(town.municipality).count() == 1


def test_a_form_sent_twice_makes_one_plan(town: Town, row: PlanRow) -> None:
    copy(town, row)

    with pytest.raises(Refused, match="既に作られています"):
        copy(town, row)


def test_an_untouched_next_plan_is_taken_back(town: Town, row: PlanRow) -> None:
    made = copy(town, row)

    with pytest.raises(Refused, match="理由"):
        successor.undo_copy(plan=made.pk, reason="", by=town.secretariat)
    assert successor.undo_copy(plan=made.pk, reason="期間の誤り", by=town.secretariat) == row

    assert list(PlanRow.objects.of(town.municipality)) == [row]
    assert AuditRecord.objects.of(town.municipality).order_by("-number")[0].verb == "plan.copy_undone"
    copy(town, row)


def test_a_next_plan_in_which_somebody_works_stays(town: Town, row: PlanRow) -> None:
    made = copy(town, row)
    figures.enter_figure(
        indicator=made.indicators.get(key="1").pk,
        kind="target",
        year=2027,
        text="12",
        version=0,
        by=town.secretariat,
    )

    with pytest.raises(Refused, match="既に入力や変更がある"):
        successor.undo_copy(plan=made.pk, reason="誤り", by=town.secretariat)
    with pytest.raises(Refused, match="前期計画から作られたものではありません"):
        successor.undo_copy(plan=row.pk, reason="誤り", by=town.secretariat)


def test_a_next_plan_that_has_a_next_plan_itself_stays(town: Town, row: PlanRow) -> None:
    made = copy(town, row)
    further = successor.copy_plan(
        plan=made.pk,
        name="第三次計画",
        first=2040,
        last=2044,
        indicators=[item.pk for item in made.indicators.all()],
        version=made.version,
        by=town.secretariat,
    )

    with pytest.raises(Refused, match="更に次の計画"):
        successor.undo_copy(plan=made.pk, reason="誤り", by=town.secretariat)
    assert successor.undo_copy(plan=further.pk, reason="誤り", by=town.secretariat) == made


@pytest.mark.parametrize("who", ["approver", "respondent", "reviewer", "viewer"])
def test_only_the_office_in_charge_makes_the_next_plan(town: Town, row: PlanRow, who: str) -> None:
    plans.assign_owner(
        indicators=[row.indicators.get(key="1").pk], post=town.posts[Role.RESPONDENT].pk, by=town.secretariat
    )

    with pytest.raises(NotAllowed):
        copy(town, row, by=getattr(town, who))


def test_a_plan_of_another_municipality_does_not_exist(town: Town, row: PlanRow) -> None:
    made = copy(town, row)
    other = build_town(OTHER_CITY, "となり市").secretariat

    with pytest.raises(NotFound):
        copy(town, row, by=other, name="盗んだ計画")
    with pytest.raises(NotFound):
        successor.undo_copy(plan=made.pk, reason="誤り", by=other)
