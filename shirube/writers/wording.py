"""Small changes of wording's shape, not of its words, that paper and screen need and data do not."""

from __future__ import annotations

from shirube.core.pattern import late_pattern

# Before 「課題：」 the published tables begin a new line; in text files a space is left of it.
_ISSUES = late_pattern(r"[ \u3000]+(?=課題[：:])")
# The half-width tilde hangs above the line in Japanese fonts; as a sign for a range it is the wave dash.
_RANGE = late_pattern(r"(?<![/~])~(?!~)")


def break_before_issues(text: str) -> str:
    """The text on status and issues with the issues on a line of their own."""
    return _ISSUES.sub("\n", text)


def use_wave_dash(text: str) -> str:
    """Ranges with the full-width dash: 90~120% is printed 90～120%. Addresses (/~name) are left alone."""
    return _RANGE.sub("～", text) if "~" in text else text
