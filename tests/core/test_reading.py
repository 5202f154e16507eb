"""Values of reading.py: a quantity, a state or a reason for neither, never two of them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from shirube.core.quantity import Quantity
from shirube.core.reading import Missing, Reading

FIVE = Quantity(Decimal(5), "人", raw="5人")


def test_a_reading_is_exactly_one_of_three_things() -> None:
    assert Reading(quantity=FIVE).is_missing is False
    assert Reading(state="設置").is_missing is False
    assert Reading(missing=Missing.UNPUBLISHED).is_missing is True


@pytest.mark.parametrize(
    "wrong", [{}, {"quantity": FIVE, "state": "設置"}, {"quantity": FIVE, "missing": Missing.STOPPED}]
)
def test_a_figure_that_is_also_missing_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="exactly one"):
        Reading(**wrong)  # type: ignore[arg-type]


def test_the_cell_is_printed_as_written_and_a_value_by_hand_as_it_would_be() -> None:
    assert Reading(quantity=FIVE, text="５人").render() == "５人"
    assert Reading(quantity=FIVE).render() == "5人"
    assert Reading(state="設置").render() == "設置"


def test_every_reason_has_its_own_word() -> None:
    assert len({reason.value for reason in Missing}) == len(Missing)
