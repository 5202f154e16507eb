"""The table of words of headings."""

from __future__ import annotations

import re
from string import ascii_letters

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.core.form import Role
from shirube.readers.heading_words import HEADING_WORDS, PLAIN_HEADINGS, HeadingWord
from shirube.readers.headings import match_heading

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


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("類似団体平均", Role.EXTRA),
        ("捕獲計画数", Role.TARGET),
        ("施策の方針", Role.LEVEL),
        ("期末評価", Role.MARK),
        ("中間評価", Role.MARK),
        ("間伐計画面積", Role.TARGET),
        ("5年後の目標", Role.FINAL_TARGET),
        ("目標設定時", Role.BASELINE),
        ("出所（把握方法）", Role.NOTE),
        ("評価指標 目標の内容", Role.INDICATOR),
        ("全国平均値", Role.EXTRA),
        ("総事業費（千円）", Role.EXTRA),
        ("確保方策", Role.EXTRA),
        ("基準年度比", Role.EXTRA),
        ("部門", Role.LEVEL),
        ("項目名（単位）", Role.LEVEL),
        ("外部有識者の評価", Role.MARK),
        ("目標縮減率", Role.TARGET),
        ("目標設定時最新値", Role.BASELINE),
        ("前期基本計画策定時", Role.BASELINE),
        ("本学の現状", Role.BASELINE),
        ("目標値に対する 15年度の達成度", Role.RATE),
    ],
)
def test_words_beside_the_figures_of_a_plan_are_known(title: str, role: Role) -> None:
    word = match_heading(title)

    assert word is not None
    assert word.role is role


@pytest.mark.parametrize("title", ["県", "全国", "事業費の削減", "削減率"])
def test_a_word_that_may_mean_several_things_stays_open(title: str) -> None:
    """The control: a prefecture's own figures stand below 県."""
    assert match_heading(title) is None


@pytest.mark.parametrize("text", PLAIN_HEADINGS)
def test_a_plain_heading_means_what_the_patterns_say(text: str) -> None:
    first = next(word for word in HEADING_WORDS if word.pattern.fullmatch(text))
    plain = PLAIN_HEADINGS[text]

    assert (plain.role, plain.confidence) == (first.role, first.confidence)
    assert match_heading(text) is plain
    assert plain.pattern.fullmatch(text)


def test_a_single_letter_is_a_mark_and_no_heading() -> None:
    headings = [
        letter for letter in ascii_letters if any(word.pattern.fullmatch(letter) for word in HEADING_WORDS)
    ]

    assert headings == ["P"]
    assert match_heading("Ａ") is match_heading("b") is None


@pytest.mark.parametrize(
    ("heading", "role"),
    [("指標数値の目指す方向", Role.DIRECTION), ("部", Role.BODY), ("指標担当部課等", Role.BODY)],
)
def test_headings_of_directions_and_of_offices_are_known(heading: str, role: Role) -> None:
    word = match_heading(heading)

    assert word is not None and word.role is role


@pytest.mark.parametrize("title", ["年度末", "年度末時点", "年度末現在"])
def test_what_stands_at_the_end_of_the_year_was_reached(title: str) -> None:
    found = match_heading(title)

    assert found is not None
    assert found.role is Role.ACTUAL


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("ベース(1998年度)", Role.BASELINE),
        ("めざそう!ね(値)(2008年度)", Role.TARGET),
    ],
)
def test_words_of_single_cities_are_known(heading: str, role: Role) -> None:
    word = match_heading(heading)

    assert word is not None and word.role is role
