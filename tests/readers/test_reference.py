"""Cell names and positions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.readers.reference import parse_reference, render_reference


@given(st.integers(0, 1_048_575), st.integers(0, 16_383))
def test_a_position_and_its_name_are_the_same_place(row: int, column: int) -> None:
    assert parse_reference(render_reference(row, column)) == (row, column)


@pytest.mark.parametrize("name", ["", "A", "14", "AAAA1", "a1", "A1:B2", "A-1"])
def test_what_is_no_cell_name_is_no_place(name: str) -> None:
    assert parse_reference(name) is None
