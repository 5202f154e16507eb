from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from shirube.bulk.columns import MISSING, BulkCells, scale_column


def test_exact_numbers_become_integers_and_missing_is_not_zero() -> None:
    column = scale_column([Decimal("12.34"), 5, None, Decimal("-0.1"), 0], 2)

    assert column.tolist() == [1234, 500, MISSING, -10, 0]


def test_nothing_is_rounded_on_the_way_in() -> None:
    with pytest.raises(ValueError, match="more than 1 decimals"):
        scale_column([Decimal("12.34")], 1)


def test_a_number_that_does_not_fit_is_refused_and_never_taken_for_missing() -> None:
    assert scale_column([2**63 - 1, -(2**63) + 1], 0).tolist() == [2**63 - 1, -(2**63) + 1]
    for number in (2**63, -(2**63)):
        with pytest.raises(OverflowError):
            scale_column([number], 0)


def test_columns_must_fit_together() -> None:
    numbers = np.array([1, 2], np.int64)
    with pytest.raises(ValueError, match="equally long"):
        BulkCells(target=numbers, actual=numbers[:1])
    with pytest.raises(ValueError, match="64-bit integers"):
        BulkCells(target=numbers, actual=np.array([1.0, 2.0]))


def test_a_slice_holds_every_column_and_copies_none() -> None:
    numbers = np.arange(10, dtype=np.int64)
    part = BulkCells(target=numbers, actual=numbers, baseline=numbers).slice(2, 5)

    assert len(part) == 3
    assert part.target is not None
    assert part.target.tolist() == [2, 3, 4]
    assert np.shares_memory(part.target, numbers)
    assert part.previous is None
