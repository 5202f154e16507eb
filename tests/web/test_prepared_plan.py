from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shirube.actions.figures import enter_figure
from shirube.actions.outcome import NotFound
from shirube.core.graded_plan import GradedPlan
from shirube.core.indicator import Indicator
from shirube.core.tags import TagGroup
from shirube.store.load import LoadedPlan, load_plan, load_plans
from shirube.store.people import Person
from shirube.store.plans import PlanRow
from shirube.web import prepared_plan
from shirube.web.plan_rows import TableRow
from shirube.web.prepared_plan import PreparedPlan, find_all_prepared, find_prepared
from tests.builders import year
from tests.people import build_town
from tests.web.conftest import Office


def enter_something(office: Office) -> None:
    """A change of the plan: the first figure of 令和8年度."""
    indicator, by = office.indicator("1.1.1"), office.town.secretariat
    enter_figure(indicator=indicator, kind="actual", year=2026, text="70", version=1, by=by)


def test_a_plan_looked_at_again_is_not_loaded_again(office: Office) -> None:
    access = office.town.access(office.town.viewer)
    first = find_prepared(access, office.plan.pk)

    with CaptureQueriesContext(connection) as queries:
        again = find_prepared(access, office.plan.pk)

    assert again is first
    assert len(queries) == 1  # whether it is still the same version


def test_a_change_is_seen_at_once(office: Office) -> None:
    access = office.town.access(office.town.viewer)
    before = find_prepared(access, office.plan.pk)

    enter_something(office)

    after = find_prepared(access, office.plan.pk)
    assert before.year is not None
    assert after.latest_year == before.year + 1
    assert after.graded.rows[0].mark(after.latest_year) == "A"


def test_the_first_figure_of_a_year_does_not_turn_the_pages_over_to_it(office: Office) -> None:
    access = office.town.access(office.town.viewer)
    rows = list(office.plan.indicators.order_by("position"))

    for at, row in enumerate(rows, start=1):
        enter_figure(
            indicator=row.pk, kind="actual", year=2026, text="7", version=1, by=office.town.secretariat
        )
        prepared = find_prepared(access, office.plan.pk)
        led, entered = prepared.year, prepared.entry_year
        assert led == (year("R7") if at < 7 else year("R8"))
        assert entered == year("R8")
        assert (prepared.in_progress is None) is (at >= 7)
        assert prepared.distribution is not None
        assert prepared.distribution.year == led


def test_what_one_may_see_is_kept_apart_from_what_another_may(office: Office) -> None:
    town = office.town

    everything = find_prepared(town.access(town.viewer), office.plan.pk)
    own = find_prepared(town.access(town.respondent), office.plan.pk)

    assert len(everything.rows) == 14
    assert [row.name for row in own.rows] == [
        "中小・小口・マル経",
        "まちゼミ",
        "るのカード普及事業",
        "地域マップの作成",
    ]
    assert len(find_all_prepared(town.access(town.respondent))[0].rows) == 4


def test_a_plan_of_another_municipality_is_not_found_even_when_it_is_kept(office: Office) -> None:
    find_prepared(office.town.access(office.town.viewer), office.plan.pk)
    other = build_town("131016", "隣の市")

    with pytest.raises(NotFound):
        find_prepared(other.access(other.administrator), office.plan.pk)


def test_memory_is_bounded_by_the_rows_kept(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    town = office.town
    monkeypatch.setattr(prepared_plan._KEPT, "most", 15)
    large = find_prepared(town.access(town.viewer), office.plan.pk)

    small = find_prepared(town.access(town.respondent), office.plan.pk)

    assert list(prepared_plan._KEPT.plans.values()) == [small]
    assert find_prepared(town.access(town.viewer), office.plan.pk) is not large


def test_an_earlier_version_is_let_go_as_soon_as_there_is_a_later_one(office: Office) -> None:
    access = office.town.access(office.town.viewer)
    find_prepared(access, office.plan.pk)
    enter_something(office)

    later = find_prepared(access, office.plan.pk)

    assert list(prepared_plan._KEPT.plans.values()) == [later]


class Rows(list[PlanRow]):
    """Plans that have been asked for already."""

    def select_related(self, *names: str) -> Rows:
        return self


def test_of_many_who_ask_at_once_only_the_first_prepares_the_plan(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    access = office.town.access(office.town.viewer)
    prepare, prepared = prepared_plan.prepare_plan, []

    def prepare_while_another_asks(loaded: LoadedPlan, groups: tuple[TagGroup, ...] = ()) -> PreparedPlan:
        # Whoever asks now finds the door closed and, once it opens, the plan prepared.
        assert prepared_plan._KEPT.preparing.locked()
        prepared.append(loaded)
        return prepare(loaded, groups)

    monkeypatch.setattr(prepared_plan, "prepare_plan", prepare_while_another_asks)
    # Each thread has a connection of its own, which would not see what the test has written.
    monkeypatch.setattr(prepared_plan, "find_plan", lambda access, pk, row=office.plan: row)
    monkeypatch.setattr(type(access), "find_plans", lambda access, row=office.plan: Rows([row]))
    monkeypatch.setattr(type(access), "narrow", lambda access, row: None)
    loaded = load_plan(office.plan)
    monkeypatch.setattr(prepared_plan, "load_plans", lambda rows, only: [loaded])
    monkeypatch.setattr(prepared_plan, "load_tag_groups_of", lambda municipality, plans: {})
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(find_prepared, [access] * 8, [office.plan.pk] * 8))
        found += [plan for plans in pool.map(find_all_prepared, [access] * 8) for plan in plans]

    assert len(prepared) == 1
    assert {id(plan) for plan in found} == {id(found[0])}
    assert len(found) == 16


def test_the_version_before_is_gone_before_the_next_is_made(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    access = office.town.access(office.town.viewer)
    find_prepared(access, office.plan.pk)
    enter_something(office)
    held = []

    def load_and_look(rows: Sequence[PlanRow], *, only: Collection[int] | None) -> list[LoadedPlan]:
        held.append(len(prepared_plan._KEPT.plans))
        return load_plans(rows, only=only)

    monkeypatch.setattr(prepared_plan, "load_plans", load_and_look)
    find_prepared(access, office.plan.pk)

    assert held == [0]


def test_a_plan_that_nobody_keeps_is_gone_without_a_search_for_garbage(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    browser = enter(office.town.viewer)
    pages = ["/", f"/plans/{office.plan.pk}/", f"/plans/{office.plan.pk}/indicators/1.1.1"]
    for page in pages * 2:
        assert browser.get(page).status_code == 200
    prepared_plan.forget_prepared()
    gc.collect()
    gc.disable()
    try:
        before = count_values()
        for page in pages:
            browser.get(page)
        assert count_values() > before
        prepared_plan.forget_prepared()
        assert count_values() == before
    finally:
        gc.enable()


def count_values() -> int:
    return sum(type(item) in (PreparedPlan, GradedPlan, Indicator, TableRow) for item in gc.get_objects())
