"""Small changes of shape for paper and screen."""

from __future__ import annotations

import pytest

from shirube.core.wording import break_before_issues, use_wave_dash


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("開いた。 課題：周知", "開いた。\n課題：周知"),
        ("開いた。　課題:周知", "開いた。\n課題:周知"),
        ("開いた。課題：周知", "開いた。\n課題：周知"),
        ("開いた。\n課題：周知", "開いた。\n課題：周知"),
        ("課題：なし", "課題：なし"),
        ("この課題：周知", "この課題：周知"),
    ],
)
def test_issues_begin_a_line_where_the_text_file_had_a_space(text: str, shown: str) -> None:
    assert break_before_issues(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [("(90~120%)", "(90～120%)"), ("年1~2回", "年1～2回"), ("/~shoko/", "/~shoko/"), ("~~~", "~~~")],
)
def test_a_range_is_printed_with_the_wave_dash(text: str, shown: str) -> None:
    assert use_wave_dash(text) == shown
