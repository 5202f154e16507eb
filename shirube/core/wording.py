"""Small changes of the shape of running texts, not of their words.

Readers make them when a text comes in, so that the same text is the same whatever file it came through;
writers make them for texts that came in another way. Figures and names stay exactly as written.
"""

from __future__ import annotations

from shirube.core.pattern import late_pattern

# Before 「課題：」 the published tables begin a new line; text files leave a space of it, some PDF nothing.
# Sought from where spaces begin: from each of thousands of them it would take seconds.
_ISSUES = late_pattern(r"(?:(?<![ \u3000])[ \u3000]++|(?<=[。．]))(?=課題[：:])")
_ISSUES_BEHIND = tuple(f"{sign}課題" for sign in " \u3000。．")
# The half-width tilde hangs above the line in Japanese fonts; as a sign for a range it is the wave dash.
_RANGE = late_pattern(r"(?<![/~])~(?!~)")


def break_before_issues(text: str) -> str:
    """The text on status and issues with the issues on a line of their own."""
    return _ISSUES.sub("\n", text) if any(map(text.__contains__, _ISSUES_BEHIND)) else text


def use_wave_dash(text: str) -> str:
    """Ranges with the full-width dash: 90~120% is printed 90～120%. Addresses (/~name) are left alone."""
    return _RANGE.sub("～", text) if "~" in text else text
