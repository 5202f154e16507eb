"""The table of words of headings."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.readers.heading_words import HEADING_WORDS, HeadingWord

STRICT = [word for word in HEADING_WORDS if word.letters is not None]


@pytest.mark.parametrize("word", STRICT, ids=lambda word: word.pattern.pattern[:12])
@given(data=st.data())
def test_no_heading_is_passed_over_for_its_letters(word: HeadingWord, data: st.DataObject) -> None:
    """Letters rule a pattern out before it is asked: all that it can match must be made of them."""
    text = data.draw(st.from_regex(re.compile(word.pattern.pattern), fullmatch=True))

    assert word.letters is not None
    assert set(filter(str.isalpha, text)) <= word.letters
    assert any(map(str.isalpha, text)) or "#" in text


def test_letters_do_rule_patterns_out() -> None:
    """The control: otherwise every pattern would be compiled for every table."""
    assert len(STRICT) * 2 > len(HEADING_WORDS)
    ruled_out = [word for word in STRICT if not set("実績") <= (word.letters or set())]
    assert len(ruled_out) * 3 > len(STRICT) * 2
