"""Targets and baselines: entered freely while a plan is drawn up, with a reason once it is in force."""

from __future__ import annotations

import pytest

from shirube.actions import plans
from shirube.actions.figures import enter_figure, figure_place, save_draft
from shirube.actions.outcome import Conflict, NotFound, Refused
from shirube.actions.targets import enter_target, find_this_year
from shirube.core.fiscal_year import FiscalYear
from shirube.core.roles import NotAllowed, Role
from shirube.store.plans import FigureRow, PlanRow
from shirube.store.records import AuditRecord, Draft
from tests.builders import build_indicator, build_plan
from tests.people import OTHER_CITY, Town, build_town, import_for, reload

pytestmark = pytest.mark.django_db

NOW = find_this_year()


def make(town: Town, first: int) -> PlanRow:
    """A plan of four years with one target, in its first year, and a baseline."""
    indicator = build_indicator("1", targets={str(first): 10}, baseline=(str(first - 2), 4), actuals={})
    return import_for(town, build_plan(indicator, period=(FiscalYear(first), FiscalYear(first + 3))))


@pytest.fixture
def begun(town: Town) -> PlanRow:
    return make(town, NOW - 1)


@pytest.fixture
def drawn_up(town: Town) -> PlanRow:
    return make(town, NOW + 1)


def enter(town: Town, row: PlanRow, text: str, **more: object) -> FigureRow | None:
    chosen: dict[str, object] = {
        "indicator": row.indicators.get().pk,
        "kind": "target",
        "year": row.first_year,
        "text": text,
        "version": 1,
        "reason": "",
        "by": town.secretariat,
        **more,
    }
    return enter_target(**chosen)  # type: ignore[arg-type]


def test_a_target_in_force_needs_a_reason_and_keeps_the_old_one(town: Town, begun: PlanRow) -> None:
    with pytest.raises(Refused, match="改定の理由を入力"):
        enter(town, begun, "12")

    enter(town, begun, "12", reason="会場が広くなったため")

    (target,) = reload(begun).plan.indicators[0].targets
    assert target.reading.render() == "12人"
    assert [(item.before.render(), item.reason) for item in target.revisions] == [
        ("10人", "会場が広くなったため")
    ]


def test_a_target_of_a_plan_still_drawn_up_is_simply_changed(town: Town, drawn_up: PlanRow) -> None:
    enter(town, drawn_up, "１２")

    (target,) = reload(drawn_up).plan.indicators[0].targets
    assert target.reading.render() == "12人"
    assert target.revisions == ()
    assert AuditRecord.objects.of(town.municipality).order_by("-number")[0].verb == "figure.entered"


def test_a_new_target_needs_no_reason_even_when_the_plan_has_begun(town: Town, begun: PlanRow) -> None:
    enter(town, begun, "14", year=NOW + 1, version=0)

    assert [item.reading.render() for item in reload(begun).plan.indicators[0].targets] == ["10人", "14人"]


def test_a_target_in_force_is_never_emptied_but_one_drawn_up_is(
    town: Town, begun: PlanRow, drawn_up: PlanRow
) -> None:
    with pytest.raises(Refused, match="空欄にできません"):
        enter(town, begun, " ", reason="理由")

    assert enter(town, drawn_up, "") is None
    assert enter(town, drawn_up, "", year=NOW + 2, version=0) is None

    assert reload(drawn_up).plan.indicators[0].targets == ()


def test_a_baseline_in_force_takes_its_reason_as_a_note_and_its_year_can_be_put_right(
    town: Town, begun: PlanRow
) -> None:
    with pytest.raises(Refused, match="改定の理由"):
        enter(town, begun, "5", kind="baseline", year=NOW - 3)
    enter(town, begun, "5", kind="baseline", year=NOW - 3, reason="集計の誤り")
    enter(town, begun, "5", kind="baseline", year=NOW - 2, version=2, reason="年度の誤り")

    baseline = reload(begun).plan.indicators[0].baseline
    assert baseline is not None
    assert (baseline.reading.render(), baseline.reading.note) == ("5人", "年度の誤り")
    assert baseline.year == FiscalYear(NOW - 2)


def test_only_the_year_of_a_baseline_can_be_changed(town: Town, drawn_up: PlanRow) -> None:
    enter(town, drawn_up, "4", kind="baseline", year=NOW - 1)
    enter(town, drawn_up, "4", kind="baseline", year=NOW)

    baseline = reload(drawn_up).plan.indicators[0].baseline
    assert baseline is not None
    assert baseline.year == FiscalYear(NOW)


def test_a_plan_without_years_is_in_force_with_its_first_actual(town: Town) -> None:
    row = import_for(town, build_plan(build_indicator("1", targets={str(NOW): 10})))
    pk = row.indicators.get().pk
    enter(town, row, "11", year=NOW)
    enter_figure(indicator=pk, kind="actual", year=NOW, text="3", version=0, by=town.secretariat)

    with pytest.raises(Refused, match="改定の理由"):
        enter(town, row, "12", year=NOW, version=2)


def test_what_somebody_else_changed_is_a_conflict_and_not_overwritten(town: Town, drawn_up: PlanRow) -> None:
    enter(town, drawn_up, "12")

    with pytest.raises(Conflict) as conflict:
        enter(town, drawn_up, "13", by=town.administrator)

    assert (conflict.value.current.text, conflict.value.typed) == ("12人", "13")


def test_a_draft_is_gone_once_it_is_entered(town: Town, begun: PlanRow) -> None:
    pk = begun.indicators.get().pk
    place = figure_place(pk, "target", NOW - 1)
    save_draft(indicator=pk, place=place, text="1", base_version=1, by=town.secretariat)

    enter(town, begun, "12", reason="理由")

    assert not Draft.objects.of(town.municipality).exists()


@pytest.mark.parametrize("who", ["approver", "respondent", "reviewer", "viewer"])
def test_only_the_office_in_charge_sets_targets(town: Town, drawn_up: PlanRow, who: str) -> None:
    plans.assign_owner(
        indicators=[drawn_up.indicators.get().pk], post=town.posts[Role.RESPONDENT].pk, by=town.secretariat
    )

    with pytest.raises(NotAllowed):
        enter(town, drawn_up, "12", by=getattr(town, who))


def test_actuals_and_rows_of_others_are_no_targets(town: Town, drawn_up: PlanRow) -> None:
    with pytest.raises(NotFound):
        enter(town, drawn_up, "12", kind="actual")
    with pytest.raises(NotFound):
        enter(town, drawn_up, "12", by=build_town(OTHER_CITY, "となり市").secretariat)
