"""Cell names and positions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.readers.reference import (
    ReferenceFormats,
    make_reference_formats,
    parse_reference,
    render_reference,
)


@given(st.integers(0, 1_048_575), st.integers(0, 16_383))
def test_a_position_and_its_name_are_the_same_place(row: int, column: int) -> None:
    assert parse_reference(render_reference(row, column)) == (row, column)


@pytest.mark.parametrize("name", ["", "A", "14", "AAAA1", "a1", "A1:B2", "A-1"])
def test_what_is_no_cell_name_is_no_place(name: str) -> None:
    assert parse_reference(name) is None


def test_formats_under_cell_names_behave_as_a_mapping() -> None:
    formats = {(0, 0): "0.0%", (3, 27): '0"人"', (4, 0): "0.0%"}

    named = make_reference_formats(formats)

    assert named == formats
    assert len(named) == 3
    assert named.get((9, 9)) is None
    assert isinstance(named, ReferenceFormats)
    assert len(named.formats) == 2
