"""No query runs before it says of which municipality."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from shirube.store.people import Municipality
from shirube.store.plans import FigureRow, IndicatorRow, PlanRow
from shirube.store.save import save_new_plan
from shirube.store.scoping import UnscopedQueryError
from tests.builders import build_indicator, build_plan
from tests.people import CITY, OTHER_CITY

pytestmark = pytest.mark.django_db

WAYS: dict[str, Callable[[Any], object]] = {
    "list": list,
    "bool": bool,
    "len": len,
    "first": lambda rows: rows.first(),
    "get": lambda rows: rows.get(pk=1),
    "filter": lambda rows: list(rows.filter(pk=1)),
    "exclude": lambda rows: list(rows.exclude(pk=1)),
    "values": lambda rows: list(rows.values("pk")),
    "values_list": lambda rows: list(rows.values_list("pk")),
    "index": lambda rows: rows.order_by("pk")[0],
    "slice": lambda rows: list(rows.order_by("pk")[:1]),
    "count": lambda rows: rows.count(),
    "exists": lambda rows: rows.exists(),
    "aggregate": lambda rows: rows.aggregate(),
    "iterator": lambda rows: list(rows.iterator()),
    "in_bulk": lambda rows: rows.in_bulk([1]),
    "contains": lambda rows: rows.contains(PlanRow(pk=1)),
    "earliest": lambda rows: rows.earliest("pk"),
    "dates": lambda rows: list(rows.datetimes("created_at", "year")),
    "update": lambda rows: rows.update(name=""),
    "delete": lambda rows: rows.delete(),
    "explain": lambda rows: rows.explain(),
    "get_or_create": lambda rows: rows.get_or_create(pk=1),
    "update_or_create": lambda rows: rows.update_or_create(pk=1),
    "union": lambda rows: list(rows.order_by().union(rows.order_by())),
    "raw": lambda rows: list(rows.raw("SELECT * FROM store_planrow")),
}


@pytest.fixture
def plans() -> tuple[PlanRow, PlanRow]:
    cities = [Municipality.objects.create(code=code, name=code) for code in (CITY, OTHER_CITY)]
    one, other = (
        save_new_plan(build_plan(build_indicator(actuals={"R6": 1})), municipality=city) for city in cities
    )
    return one, other


@pytest.mark.parametrize("way", WAYS)
def test_every_way_into_the_database_refuses_without_a_municipality(way: str) -> None:
    with pytest.raises(UnscopedQueryError):
        WAYS[way](PlanRow.objects.all())


@pytest.mark.parametrize("way", sorted(WAYS.keys() - {"raw", "get", "update_or_create", "get_or_create"}))
def test_with_a_municipality_the_same_ways_work(way: str, plans: tuple[PlanRow, PlanRow]) -> None:
    # The control: the refusal above is about the scope and nothing else.
    rows = PlanRow.objects.of(plans[0].municipality)
    if way == "delete":
        rows = rows.filter(pk=0)

    WAYS[way](rows)


def test_rows_of_the_other_municipality_are_not_there(plans: tuple[PlanRow, PlanRow]) -> None:
    mine, theirs = plans

    rows = PlanRow.objects.of(mine.municipality)

    assert list(rows) == [mine]
    assert not rows.filter(pk=theirs.pk).exists()
    assert rows.filter(pk=theirs.pk).update(name="盗") == 0


def test_rows_reached_from_a_row_at_hand_are_in_its_scope(plans: tuple[PlanRow, PlanRow]) -> None:
    mine, _ = plans

    assert {row.plan_id for row in mine.indicators.all()} == {mine.pk}
    assert mine.indicators.get().figures.count() == 1


def test_the_operator_says_so_when_all_are_meant(plans: tuple[PlanRow, PlanRow]) -> None:
    assert IndicatorRow.objects.of_everyone().count() == 2
    assert FigureRow.objects.of_everyone().count() == 2
