"""The fields without a column."""

from __future__ import annotations

import pytest

from shirube.core.exchange import ExchangeError
from shirube.core.indicator import Published, Status
from shirube.store.remainder import (
    decode_rest,
    decode_value,
    decode_values,
    encode_rest,
    encode_value,
    encode_values,
)
from tests.builders import build_scale, year

STATUS = Status("本文", year("R6"), "本文", ("周知",), False)


def test_columns_and_rest_make_the_value_again() -> None:
    rest = encode_rest(STATUS, ("text", "year"))

    assert "周知" in rest
    assert '"text"' not in rest
    assert decode_rest(Status, rest, text="本文", year=2024) == STATUS


def test_a_value_without_anything_else_needs_no_rest() -> None:
    assert encode_rest(Published(year("R6"), "A"), ("year", "mark", "rate")) == "{}"


def test_whole_values_and_lists_come_back() -> None:
    assert decode_value(type(build_scale()), encode_value(build_scale())) == build_scale()
    assert decode_values(Status, encode_values([STATUS, STATUS])) == (STATUS, STATUS)
    assert encode_values([]) == ""
    assert decode_values(Status, "") == ()


def test_a_field_that_this_version_does_not_know_is_not_dropped_in_silence() -> None:
    with pytest.raises(ExchangeError, match="知らない項目"):
        decode_rest(Status, '{"tomorrow": 1}', text="", year=None)
