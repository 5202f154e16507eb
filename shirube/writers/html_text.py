"""Texts and grades as HTML, escaped. Everything a person wrote goes through here."""

from __future__ import annotations

from html import escape

from shirube.core.table import Cell
from shirube.core.wording import break_before_issues, use_wave_dash

# HTML has no place for control characters; browsers show them as boxes or not at all.
_CONTROL = {code: None for code in range(32) if chr(code) not in "\t\n"}


def render_text(text: str, *, issues: bool = False) -> str:
    """The text for an element or an attribute; ``issues`` puts those of a status on a line of their own."""
    shaped = break_before_issues(text) if issues else text
    return escape(use_wave_dash(shaped).translate(_CONTROL))


def render_grade(cell: Cell) -> str:
    """A grade with its frame and colour, and the number of its footnote."""
    tone = f" tone{cell.tone}" if cell.tone is not None else ""
    note = f"<sup>※{cell.note}</sup>" if cell.note else ""
    return f'<span class="grade{tone}">{render_text(cell.text)}</span>{note}'
