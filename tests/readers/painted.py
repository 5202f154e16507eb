"""Pages for tests of PDF files: texts at places, and rules, as a program paints them."""

from __future__ import annotations

from collections.abc import Iterable

from shirube.readers.pdf_rules import Rule
from shirube.readers.pdf_text import Character

SIZE = 10.0


def paint(text: str, x: float, y: float) -> list[Character]:
    """Characters of ten points from ``x`` to the right, their middle at ``y``; letters are half as wide."""
    painted = []
    for one in text:
        width = SIZE / 2 if one.isascii() else SIZE
        painted.append(Character(one, x, y - SIZE / 2, x + width, y + SIZE / 2, SIZE))
        x += width
    return painted


def measure(text: str) -> float:
    """How wide a text is."""
    return sum(SIZE / 2 if one.isascii() else SIZE for one in text)


def paint_table(rows: Iterable[tuple[float, str]], edges: tuple[float, ...]) -> list[Character]:
    """Rows of texts between bars, each at its height; figures stand at the right of their column."""
    painted = []
    for y, row in rows:
        for left, right, text in zip(edges, edges[1:], row.split("|"), strict=False):
            is_figure = bool(text) and text[0].isdigit()
            painted += paint(text, right - 3 - measure(text) if is_figure else left + 3, y)
    return painted


def across(*heights: float, start: float, end: float) -> list[Rule]:
    """Rules from ``start`` to ``end`` at these heights."""
    return [Rule(height, start, end) for height in heights]
