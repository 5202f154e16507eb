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


@pytest.mark.timeout(10)
def test_thousands_of_spaces_before_the_issues_are_gone_through_once() -> None:
    assert break_before_issues(f"順調{' 　' * 50_000}課題：周知") == "順調\n課題：周知"
    sentence = f"順調{'　' * 100_000}課題を整理した。課題：周知"
    assert break_before_issues(sentence).endswith("した。\n課題：周知")
