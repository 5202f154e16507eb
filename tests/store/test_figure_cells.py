"""Readings as columns: exact integers, and nothing lost."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given

from shirube.core.exchange import find_codec
from shirube.core.quantity import Quantity
from shirube.core.reading import Missing, Reading, Standing
from shirube.store.figure_cells import LARGEST, join_reading, split_reading
from tests.builders import reading
from tests.strategies import readings


def is_exchangeable(value: Reading) -> bool:
    try:
        find_codec(Reading).encode(value)
    except ValueError:
        return False
    return True


@given(value=readings().filter(is_exchangeable))
def test_every_reading_comes_back_equal(value: Reading) -> None:
    assert join_reading(*split_reading(value).values()) == value


@pytest.mark.parametrize(
    ("text", "number", "places"),
    [("28,000部", 28000, 0), ("94.50%", 9450, 2), ("▲2,530", -2530, 0), ("0.05", 5, 2), ("0人", 0, 0)],
)
def test_plain_figures_need_only_the_columns(text: str, number: int, places: int) -> None:
    columns = split_reading(reading(text))

    assert (columns["number"], columns["places"], columns["exact"]) == (number, places, "")


@pytest.mark.parametrize("text", ["98/99校園", "40%以上60%以下", "約30人", "1,920戸(R3.8.31)"])
def test_uncommon_figures_are_kept_whole_beside_the_columns(text: str) -> None:
    columns = split_reading(reading(text))

    assert columns["exact"]
    assert columns["number"] is not None, "SQL can still add it up"
    assert join_reading(*columns.values()) == reading(text)


@pytest.mark.parametrize("value", [Decimal(LARGEST) + 1, Decimal("1E-41"), Decimal("12345678901234567890.5")])
def test_a_number_beyond_64_bits_is_kept_as_text_and_not_cut(value: Decimal) -> None:
    held = Reading(quantity=Quantity(value))
    columns = split_reading(held)

    assert columns["number"] is None
    assert join_reading(*columns.values()) == held


def test_missing_is_not_zero_in_the_database_either() -> None:
    columns = split_reading(Reading(missing=Missing.TABULATING, standing=Standing.PROVISIONAL))

    assert (columns["number"], columns["missing"], columns["standing"]) == (None, "tabulating", "provisional")
