from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.writers.formula_guard import guard_formula, unguard_formula


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+cmd",
        "-2人 ÷ 3人",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "\0=1",
        "＝1",
        "＋1",
        "－",
        "＠x",
        "=-1",
    ],
)
def test_what_a_spreadsheet_would_run_becomes_text(text: str) -> None:
    assert guard_formula(text) == "'" + text


@pytest.mark.parametrize(
    "text", ["-3", "-20.0%", "-8/3", "+5", "1,000", "89.5%", "", "創業塾", "94店 ÷ 105店"]
)
def test_figures_and_plain_words_stay_as_they_are(text: str) -> None:
    assert guard_formula(text) == text


@given(st.text(max_size=20) | st.sampled_from(["'=1", "''=1", "'", "'-3"]))
def test_reading_back_takes_away_exactly_what_was_added(text: str) -> None:
    guarded = guard_formula(text)

    assert unguard_formula(guarded) == text or guarded == text
    assert guarded == text or guarded == "'" + text
