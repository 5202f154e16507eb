"""Text for a terminal: colours only where a person looks at it, columns aligned by East Asian width."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Sequence

_CODES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34", "cyan": "36"}


def use_colour() -> bool:
    """True for a terminal, unless NO_COLOR is set (no-color.org)."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def paint(text: str, *styles: str) -> str:
    """The text in colour where colours are used; as it is elsewhere."""
    if not use_colour() or not styles:
        return text
    return f"\033[{';'.join(_CODES[style] for style in styles)}m{text}\033[0m"


def measure(text: str) -> int:
    """Width in half-width columns: a full-width character takes two."""
    wide = sum(1 for character in text if unicodedata.east_asian_width(character) in "FW")
    return len(text) + wide


def pad(text: str, width: int, *, right: bool = False) -> str:
    """The text filled with spaces to a width in columns; longer text stays as it is."""
    space = " " * max(0, width - measure(text))
    return space + text if right else text + space


def render_columns(rows: Sequence[Sequence[str]], *, indent: str = "  ", gap: str = "  ") -> list[str]:
    """Rows of texts as aligned lines; the last column is not filled."""
    widths = [max(map(measure, column)) for column in zip(*rows, strict=True)]
    return [
        (indent + gap.join(pad(cell, width) for cell, width in zip(row, widths, strict=True))).rstrip()
        for row in rows
    ]


def render_json(data: object) -> str:
    """JSON to be printed: Japanese stays readable where the output can hold every character."""
    import json

    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return json.dumps(data, ensure_ascii=not encoding.lower().startswith("utf"), indent=2)
