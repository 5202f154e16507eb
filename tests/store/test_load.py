"""What is saved is loaded again, equal, and in a constant number of statements."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings

from shirube.core.exchange import decode_plan, encode_plan
from shirube.core.plan import Plan
from shirube.core.scale import Scale
from shirube.readers.read import read_plan
from shirube.store.load import load_plan, load_plans
from shirube.store.people import Municipality
from shirube.store.plans import FigureRow, PlanRow
from shirube.store.save import save_new_plan
from tests.builders import build_indicator, build_plan, build_scale
from tests.people import CITY, OTHER_CITY
from tests.strategies import plans

pytestmark = pytest.mark.django_db

SAMPLE = "shirube/examples/sample_plan.tsv"


@pytest.fixture
def city() -> Municipality:
    return Municipality.objects.create(code=CITY, name="試験市")


def is_exchangeable(plan: Plan) -> bool:
    """Numbers with hundreds of digits are refused by the exchange format, and so by the database."""
    try:
        encode_plan(plan)
    except ValueError:
        return False
    return True


@settings(max_examples=60)
@given(plan=plans().filter(is_exchangeable))
def test_a_plan_of_any_shape_is_saved_and_loaded_without_loss(plan: Plan) -> None:
    # One municipality for all examples: they run inside one transaction of the test.
    city, _ = Municipality.objects.get_or_create(code=CITY, defaults={"name": "試験市"})

    row = save_new_plan(plan, municipality=city)

    loaded = load_plan(PlanRow.objects.of(city).get(pk=row.pk)).plan
    assert loaded == plan
    assert encode_plan(loaded) == encode_plan(plan), "not even the zeros behind a decimal point are lost"


def test_the_sample_plan_is_the_same_in_the_database_and_in_the_exchange_format(city: Municipality) -> None:
    plan = read_plan(SAMPLE).plan

    loaded = load_plan(save_new_plan(plan, municipality=city)).plan

    assert loaded == plan == decode_plan(encode_plan(loaded))


def test_figures_of_the_sample_plan_are_kept_as_scaled_integers(city: Municipality) -> None:
    save_new_plan(read_plan(SAMPLE).plan, municipality=city)

    figures = FigureRow.objects.of(city)
    numbers = figures.filter(indicator__node__name="創業相談", kind="actual").order_by("year")
    assert [(row.number, row.places, row.unit) for row in numbers[:3]] == [
        (81, 0, "人"),
        (79, 0, "人"),
        (66, 0, "人"),
    ]
    assert not figures.exclude(exact="").exists(), "plain figures need no second copy"


def test_decimals_keep_their_places(city: Municipality) -> None:
    plan = build_plan(build_indicator(unit="%", targets={"R5": "95.0%"}, actuals={"R5": "94.50%"}))

    loaded = load_plan(save_new_plan(plan, municipality=city)).plan

    (actual,) = loaded.indicators[0].actuals
    assert actual.reading.quantity is not None
    assert str(actual.reading.quantity.value) == "94.50"


def test_loading_asks_as_often_for_hundred_indicators_and_ten_plans_as_for_one(city: Municipality) -> None:
    def count(rows: list[PlanRow]) -> int:
        with CaptureQueriesContext(connection) as queries:
            load_plans(rows)
        return len(queries)

    small = save_new_plan(build_plan(build_indicator("1", actuals={"R5": 3})), municipality=city)
    many = [
        build_indicator(str(n), targets={"R5": n}, actuals={"R5": n}, marks={"R5": "A"}) for n in range(100)
    ]
    large = save_new_plan(build_plan(*many), municipality=city)

    assert count([small]) == count([large]) == count([small, large] * 5) == 9


def test_plans_of_two_municipalities_are_never_loaded_together(city: Municipality) -> None:
    other = Municipality.objects.create(code=OTHER_CITY, name="となり町")
    rows = [save_new_plan(build_plan(build_indicator()), municipality=one) for one in (city, other)]

    with pytest.raises(ValueError, match="several municipalities"):
        load_plans(rows)


def test_only_the_chosen_indicators_and_the_nodes_above_them_are_loaded(city: Municipality) -> None:
    row = save_new_plan(build_plan(build_indicator("1"), build_indicator("2")), municipality=city)
    chosen = row.indicators.get(key="2").pk

    loaded = load_plan(row, only=[chosen])

    assert [indicator.key for indicator in loaded.plan.indicators] == ["2"]
    assert loaded.plan.count_nodes() == (1, 1, 1)


def test_the_newest_rule_is_the_plans_and_older_ones_stay(city: Municipality) -> None:
    row = save_new_plan(build_plan(build_indicator(), scale=build_scale()), municipality=city)

    loaded = load_plan(row)

    assert loaded.plan.scale == build_scale()
    assert loaded.scales == (build_scale(),)
    assert isinstance(loaded.plan.scale, Scale)
