"""Spaces that only shape a cell: around its text, and between the letters of a word (目　標　値, 備\\n考).

Officers space the letters of short headings out, and spreadsheets keep what stands around a text. Words are
compared as they are meant, so such spaces are taken out before anything is compared.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import is_

from msgspec.structs import replace

from shirube.core.pattern import late_pattern
from shirube.readers.grid import Grid, Raw
from shirube.readers.headings import match_heading
from shirube.readers.line_words import match_kind

_GAPS = frozenset(" 　\n")
_LETTER = "[々一-鿿ぁ-ヶー]"
# Letters one by one, at most as many as the longest word of a heading has.
_SPACED = late_pattern(rf"(?<!{_LETTER}){_LETTER}(?:[ 　\n]{{1,9}}{_LETTER}){{1,9}}(?!{_LETTER})")
# 平 成 28 年 度
_SPACED_YEAR = late_pattern(
    r"(?:平[ 　\n]{1,9}成|令[ 　\n]{1,9}和)[ 　\n]{0,9}"
    r"(?:[0-9０-９]{1,2}|[0-9０-９][ 　\n]{1,9}[0-9０-９]|元)[ 　\n]{0,9}年(?:[ 　\n]{0,9}度)?"
)
# A heading with its year; a longer text is a sentence.
_LONGEST = 40
# Words of tables that are neither a heading nor the name of a line.
_WORDS = frozenset(("年度", "合計", "小計", "総計", "累計", "平均"))


def close_spaces(grid: Grid) -> Grid:
    """The grid with its cells stripped and such words closed; the grid itself where it has none."""
    rows = list(map(_close_row, grid.rows, grid.texts, grid.wholes))
    return grid if all(map(is_, rows, grid.rows)) else replace(grid, rows=rows)


def _close_row(row: Sequence[Raw], texts: Sequence[str], whole: str) -> Sequence[Raw]:
    """The row itself where nothing is to be taken out of it."""
    if " " not in whole and "　" not in whole and "\n" not in whole:
        return row
    for cell in texts:
        # Asked here and not by a function: every text of a large table passes.
        if (" " in cell or "　" in cell or "\n" in cell) and _is_spaced(cell):
            return [_close(one) if isinstance(one, str) else one for one in row]
    return row


def _is_spaced(cell: str) -> bool:
    """A quick look at the ends of a cell: what is to be closed shows there."""
    return cell[:1] in _GAPS or cell[-1:] in _GAPS or cell[1:2] in _GAPS or cell[-2:-1] in _GAPS


def _close(cell: str) -> str:
    text = cell.strip()
    if len(text) > _LONGEST or not (text[1:2] in _GAPS or text[-2:-1] in _GAPS):
        return text
    return _SPACED.sub(_join, _SPACED_YEAR.sub(lambda match: "".join(match[0].split()), text))


def _join(match: re.Match[str]) -> str:
    word = "".join(match[0].split())
    is_known = word in _WORDS or word.endswith("年度") or match_heading(word) or match_kind(word)
    return word if is_known else match[0]
