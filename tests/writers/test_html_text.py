"""Texts and grades as HTML."""

from __future__ import annotations

import pytest

from shirube.core.table import Cell
from shirube.writers.html_text import render_grade, render_text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('<b>&"', "&lt;b&gt;&amp;&quot;"),
        ("90~120%", "90～120%"),
        ("講座\x00会\x1b", "講座会"),
        ("一行\n二行", "一行\n二行"),
    ],
)
def test_a_text_is_escaped_and_freed_of_control_characters(text: str, shown: str) -> None:
    assert render_text(text) == shown


def test_issues_are_broken_off_only_where_it_is_asked_for() -> None:
    assert render_text("開いた。 課題：周知", issues=True) == "開いた。\n課題：周知"
    assert render_text("開いた。 課題：周知") == "開いた。 課題：周知"


def test_a_grade_has_the_colour_of_its_rank_and_the_number_of_its_note() -> None:
    assert render_grade(Cell("A", tone=1, note=2)) == '<span class="grade tone1">A</span><sup>※2</sup>'


def test_a_code_has_no_colour() -> None:
    assert render_grade(Cell("－")) == '<span class="grade">－</span>'
