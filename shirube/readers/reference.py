"""Cell names (D14) and positions."""

from __future__ import annotations

from shirube.core.pattern import late_pattern
from shirube.readers.grid import column_letters

_REFERENCE = late_pattern(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")


def parse_reference(name: str) -> tuple[int, int] | None:
    """``D14`` → (13, 3), row and column from 0; None for what is no cell name."""
    match = _REFERENCE.fullmatch(name)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def render_reference(row: int, column: int) -> str:
    """(13, 3) → ``D14``."""
    return f"{column_letters(column)}{row + 1}"
