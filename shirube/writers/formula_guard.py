"""Text that a spreadsheet must not take for a formula, in files that have no types (CSV).

Workbooks need none of this: there text cells are written as text.
"""

from __future__ import annotations

from shirube.core.pattern import late_pattern

# What a spreadsheet takes for the beginning of a formula, the full-width forms of Japanese Excel included.
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
_NUMBER = late_pattern(r"[-+]?[\d,]+(?:\.\d+)?(?:/\d+)?%?")


def guard_formula(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would run it; figures stay as they are."""
    if text.startswith(_STARTS) and not _NUMBER.fullmatch(text):
        return "'" + text
    return text


def unguard_formula(text: str) -> str:
    """What ``guard_formula`` was given: exactly the apostrophe that it adds is taken away."""
    inner = text.removeprefix("'")
    return inner if inner != text and guard_formula(inner) == text else text
