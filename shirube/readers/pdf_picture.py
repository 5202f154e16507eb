"""A page of a PDF as words and rules with their places, for drawing it, and column lines to begin with.

Read in the child like the tables themselves, hence handed back as a grid: the first row is the size of the
page in tenths of a point and the number of pages, each further row a word or a rule. Reading the table
between the column lines belongs to pdf_page.py.
"""

from __future__ import annotations

import io
from itertools import pairwise
from typing import Any

from msgspec import Struct

from shirube.readers.grid import Grid, Raw
from shirube.readers.pdf_text import Character, make_characters
from shirube.readers.source import FileGrids, Source, UnreadableFile

MAX_WORDS = 6_000
_WORD, _RULE = "word", "rule"
# A gap in the lines of text that is at least so wide, in points, may part two columns.
_LEAST_GAP = 7.0
# So small a share of the lines may still run across it: titles and notes do.
_MOST_ACROSS = 0.12


class Word(Struct, frozen=True):
    """A run of characters; points from the left and from the top of the page to its base line."""

    left: float
    right: float
    base: float
    size: float
    text: str


class Rule(Struct, frozen=True):
    """A straight line of the page."""

    left: float
    top: float
    right: float
    bottom: float


class PagePicture(Struct, frozen=True):
    """What is drawn of one page."""

    width: float
    height: float
    pages: int
    words: tuple[Word, ...]
    rules: tuple[Rule, ...]


def read_pdf_picture(source: Source) -> FileGrids:
    """The page ``source.pdf_page`` (from 1) as a grid. Raises UnreadableFile where there is no such page."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(source.data)) as pdf:
        number = source.pdf_page or 1
        if not 1 <= number <= len(pdf.pages):
            raise UnreadableFile(source.name, f"{number}ページはありません。")
        page = pdf.pages[number - 1]
        rows: list[list[Raw]] = [[_tenths(page.width), _tenths(page.height), len(pdf.pages), 0, 0, ""]]
        rows += _list_words(page)
        rows += _list_rules(page)
        return FileGrids((Grid(file=source.name, name="page", rows=rows),))


def _list_words(page: Any) -> list[list[Raw]]:
    """Characters side by side; a wide gap, where columns may be parted, begins a word of its own."""
    parts: list[list[Character]] = []
    for one in sorted(make_characters(page.chars), key=lambda one: (round(one.bottom), one.left)):
        last = parts[-1][-1] if parts else None
        is_beside = last and abs(last.bottom - one.bottom) < 0.3 * one.size and one.left >= last.left
        if last and is_beside and one.left - last.right < 0.6 * one.size:
            parts[-1].append(one)
        elif one.text.strip():
            parts.append([one])
    return [
        [
            _tenths(part[0].left),
            _tenths(part[-1].right),
            _tenths(max(one.bottom for one in part)),
            _tenths(max(one.size for one in part)),
            _WORD,
            "".join(one.text for one in part).strip(),
        ]
        for part in parts[:MAX_WORDS]
    ]


def _list_rules(page: Any) -> list[list[Raw]]:
    found = dict.fromkeys(
        tuple(_tenths(edge[key]) for key in ("x0", "top", "x1", "bottom")) for edge in page.edges
    )
    return [[*ends, _RULE, ""] for ends in list(found)[:MAX_WORDS]]


def _tenths(points: float) -> int:
    return max(0, round(points * 10))


def make_picture(grids: FileGrids) -> PagePicture:
    """The picture again from the grid of ``read_pdf_picture``."""
    (width, height, pages, *_), *rows = grids.grids[0].rows
    words, rules = [], []
    for one, two, three, four, kind, text in rows:
        places = _points(one), _points(two), _points(three), _points(four)
        if kind == _WORD:
            words.append(Word(*places, text=str(text)))
        else:
            rules.append(Rule(*places))
    return PagePicture(_points(width), _points(height), int(str(pages)), tuple(words), tuple(rules))


def _points(cell: Raw) -> float:
    return int(str(cell)) / 10


def suggest_columns(picture: PagePicture) -> tuple[float, ...]:
    """Column lines to begin with: the rules that stand upright, else the gaps that most lines leave free.

    The outer lines are always among them; () for a page without words.
    """
    if not picture.words:
        return ()
    left = max(0.0, min(word.left for word in picture.words) - 4)
    right = min(picture.width, max(word.right for word in picture.words) + 4)
    upright = sorted(
        {
            round(rule.left)
            for rule in picture.rules
            if rule.right - rule.left < 1 and rule.bottom - rule.top > picture.height / 20
        }
    )
    inner: list[float] = [x for x in upright if left + 6 < x < right - 6] or _find_gaps(picture, left, right)
    return (round(left, 1), *(round(x, 1) for x in inner), round(right, 1))


def _find_gaps(picture: PagePicture, left: float, right: float) -> list[float]:
    """The middles of upright strips that nearly no line of text crosses."""
    lines = {round(word.base / 3) for word in picture.words}
    most = _MOST_ACROSS * len(lines)
    ends = sorted(
        {left, right, *(word.left for word in picture.words), *(word.right for word in picture.words)}
    )
    strips: list[tuple[float, float]] = []
    for start, end in pairwise(ends):
        middle = (start + end) / 2
        across = {round(word.base / 3) for word in picture.words if word.left < middle < word.right}
        if len(across) > most:
            continue
        if strips and strips[-1][1] == start:
            strips[-1] = (strips[-1][0], end)
        else:
            strips.append((start, end))
    return [
        (start + end) / 2
        for start, end in strips
        if end - start >= _LEAST_GAP and start > left and end < right
    ]
