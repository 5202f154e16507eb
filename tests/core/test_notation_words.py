"""The words of notation_words.py: none means two things, and each is reached by its own spelling."""

from __future__ import annotations

import pytest

from shirube.core.fiscal_year import fold_width
from shirube.core.notation_words import MISSING_TEXTS, MISSING_WORDS, STANDINGS, STATE, STATE_WORDS


def test_no_word_has_two_meanings() -> None:
    words = [word for text in MISSING_WORDS.values() for word in text.split()]

    assert len(words) == len(set(words))
    assert set(MISSING_TEXTS).isdisjoint(STATE_WORDS)


def test_every_word_is_written_as_a_folded_cell_would_be() -> None:
    """A word in full width would never be found, since cells are folded first."""
    words = [*MISSING_TEXTS, *STATE_WORDS, *STANDINGS]

    assert [word for word in words if fold_width(word).lower() != word] == []


@pytest.mark.parametrize("word", STATE_WORDS)
def test_every_state_is_found_alone_and_behind_what_it_is_said_of(word: str) -> None:
    alone, behind = STATE.fullmatch(word), STATE.fullmatch(f"計画の{word}する")

    assert alone is not None
    assert behind is not None


def test_the_word_that_denies_comes_before_the_one_it_denies() -> None:
    order = list(STANDINGS)

    assert order.index("未確定") < order.index("確定")
