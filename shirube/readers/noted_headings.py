"""Headings and labels with the mark of a note behind them or brackets around them: 目標値（注1）, 【実績】.

The note itself stays below the table. What a heading means is asked in many places, and in none of them does
it depend on such a sign.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import is_

from msgspec.structs import replace

from shirube.core.pattern import late_pattern
from shirube.readers.grid import Grid, Raw
from shirube.readers.grid_rows import count_filled
from shirube.readers.heading_rows import is_heading_cell
from shirube.readers.line_words import match_kind

_NOTED = late_pattern(
    r"(?P<word>[^※＊*]{1,24}?)\s*(?:[(（]\s*(?:※|＊|\*|注)\s*[\d０-９①-⑳]{0,2}\s*[)）]|(?:※|＊|\*|(?<=\s)注)\s*[\d０-９①-⑳]{0,2}[)）]?)"
)
# 指標名　※【　】内はゴール・ターゲット番号: what stands in brackets below is told in the heading itself.
_EXPLAINED = late_pattern(r"(?P<word>[^※＊*\s]{2,12})\s*[(（]?[※＊*][^※＊*]{2,60}")
_OPENING, _CLOSING = "【＜<〈《〔［[", "】＞>〉》〕］]"
_AROUND = dict(zip(_OPENING, _CLOSING, strict=True))
_ENDS = frozenset("※＊*注)）0123456789０１２３４５６７８９①②③④⑤" + _CLOSING)
_SIGNS = frozenset("※＊*注")
_FIRST_SIGNS = (*_OPENING, *sorted(_SIGNS))
_LONGEST = 32
# Alone in its row such a word heads what follows, with its brackets.
_FEWEST = 2


def bare_headings(grid: Grid) -> Grid:
    """The grid with its headings and labels without such signs; the grid itself where none has any."""
    # One look at all texts as one: of the signs nearly every grid has one or two, in a few of its rows.
    whole = "".join(grid.wholes)
    signs = [sign for sign in _FIRST_SIGNS if sign in whole]
    if not signs:
        return grid
    rows = [
        _bare_row(row, texts) if any(map(line.__contains__, signs)) else row
        for row, texts, line in zip(grid.rows, grid.texts, grid.wholes, strict=True)
    ]
    return grid if all(map(is_, rows, grid.rows)) else replace(grid, rows=rows)


def _bare_row(row: Sequence[Raw], texts: Sequence[str]) -> Sequence[Raw]:
    if not any(map(_may_be_signed, texts)) or count_filled(row) < _FEWEST:
        return row
    return [_bare(cell) if isinstance(cell, str) and _may_be_signed(cell) else cell for cell in row]


def _may_be_signed(cell: str) -> bool:
    """A quick look: most cells end with a word, and most that do not are longer or begin with a figure."""
    if cell[-1:] not in _ENDS or len(cell) > _LONGEST:
        # An empty one is none, too.
        return cell[:2] == "指標" and len(cell) <= 2 * _LONGEST and not _SIGNS.isdisjoint(cell)
    return cell[0] in _AROUND or not _SIGNS.isdisjoint(cell)


def _bare(cell: str) -> str:
    text = cell.strip()
    match = _NOTED.fullmatch(text) or _EXPLAINED.fullmatch(text)
    word = match["word"].strip() if match else text
    if len(word) > 2 and _AROUND.get(word[0]) == word[-1]:
        word = word[1:-1].strip()
    return word if word != text and (is_heading_cell(word) or match_kind(word)) else cell
