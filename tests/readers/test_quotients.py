"""Printed percentages that two figures of a row give."""

from __future__ import annotations

from decimal import Decimal

import pytest

from shirube.readers.quotients import is_quotient


@pytest.mark.parametrize(
    ("printed", "part", "whole", "expected"),
    [
        ("81.0", "51", "63", True),
        ("81", "51", "63", True),
        ("80.9", "51", "63", False),
        ("81.1", "51", "63", False),
        ("80.95", "51", "63", True),
        ("137.5", "4533", "3297", True),
        ("0.5", "1", "200", True),
        ("1", "1", "200", True),
        ("0", "0", "63", True),
        ("0", "0", "0", False),
        ("100", "63", "0", False),
    ],
)
def test_a_share_is_one_to_its_last_printed_place(
    printed: str, part: str, whole: str, expected: bool
) -> None:
    assert is_quotient(Decimal(printed), Decimal(part), Decimal(whole)) is expected
