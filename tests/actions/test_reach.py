"""Finding and holding the row an action is about."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.db import transaction

from shirube.actions import reach
from shirube.actions.outcome import NotFound
from shirube.core.roles import NotAllowed
from shirube.store.access import load_access
from shirube.store.plans import IndicatorRow, PlanRow
from tests.builders import build_indicator, build_plan
from tests.people import OTHER_CITY, Town, build_town, import_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(town: Town) -> PlanRow:
    return import_for(town, build_plan(build_indicator("1", name="参加者数"), activity="創業塾"))


def test_what_cannot_be_seen_is_not_found_and_what_can_is_not_allowed(town: Town, row: PlanRow) -> None:
    stranger = load_access(build_town(OTHER_CITY, "となり市").secretariat)
    viewer = load_access(town.viewer)

    with transaction.atomic():
        for access, error in ((stranger, NotFound), (viewer, NotAllowed)):
            with pytest.raises(error):
                reach.lock_plan(access, row.pk, "import_plan")
            with pytest.raises(error):
                reach.lock_indicator(access, row.indicators.get().pk, "enter_actual")


def test_a_row_is_written_only_where_it_is_as_seen(town: Town, row: PlanRow) -> None:
    rows = PlanRow.objects.of(town.municipality)

    assert reach.update_if_unchanged(rows, row.pk, row.version, name="新しい名前")
    assert not reach.update_if_unchanged(rows, row.pk, row.version, name="遅れた名前")
    assert rows.get().name == "新しい名前"


@pytest.mark.parametrize(
    ("current", "version", "changed"), [(None, 0, False), (None, 1, True), (2, 2, False), (3, 2, True)]
)
def test_a_version_that_differs_is_a_change(current: int | None, version: int, changed: bool) -> None:
    cell = None if current is None else SimpleNamespace(version=current)

    assert reach.has_changed(cell, version) is changed


def test_a_place_is_named_as_officers_name_it(row: PlanRow) -> None:
    indicator = IndicatorRow.objects.of(row.municipality).select_related("node").get()

    assert reach.render_place(indicator, "実績値", 2024) == "創業塾（参加者数） 令和6年度 実績値"
    assert reach.render_place(indicator) == "創業塾（参加者数）"
