from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.core.shares import compute_shares


def test_three_equal_counts_add_to_one_hundred_and_the_adjusted_one_is_named() -> None:
    shares = compute_shares([1, 1, 1])

    assert shares is not None
    assert [str(value) for value in shares.percents] == ["33.4", "33.3", "33.3"]
    assert shares.render_note(["S", "A", "B"]) == (
        "構成比は合計が100.0%になるよう端数を調整しました（最大剰余法。調整した区分：S）。"
    )


def test_where_plain_rounding_adds_up_nothing_is_said() -> None:
    shares = compute_shares([1, 3])

    assert shares is not None
    assert shares.adjusted == ()
    assert shares.render_note(["A", "B"]) == ""


def test_six_equal_counts_are_adjusted_downwards_too() -> None:
    shares = compute_shares([1] * 6)

    assert shares is not None
    assert [str(value) for value in shares.percents] == ["16.7", "16.7", "16.7", "16.7", "16.6", "16.6"]
    assert shares.adjusted == (4, 5)


def test_of_equal_rests_the_larger_count_is_rounded_up_first() -> None:
    shares = compute_shares([1, 4, 1])

    assert shares is not None
    assert [str(value) for value in shares.percents] == ["16.7", "66.7", "16.6"]


def test_nothing_counted_has_no_shares() -> None:
    assert compute_shares([0, 0]) is None
    assert compute_shares([]) is None


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="never negative"):
        compute_shares([1, -1])


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=12), st.integers(0, 3))
def test_shares_always_add_to_one_hundred_and_stray_less_than_one_last_digit(
    counts: list[int], digits: int
) -> None:
    shares = compute_shares(counts, digits)
    if shares is None:
        assert sum(counts) == 0
        return

    unit = Decimal(1).scaleb(-digits)
    assert sum(shares.percents) == 100
    for percent, count in zip(shares.percents, counts, strict=True):
        assert abs(percent * sum(counts) - 100 * count) < unit * sum(counts)
        assert count or percent == 0
