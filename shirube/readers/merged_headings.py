"""A row of headings most of which reach down over the next row, which says 目標値 | 実績値 below one of them.

    事務事業  活動      活動指標の名称  活動量・サービス量      決算内訳
                                        目標値      実績値    活動ごとの額
    狂犬病    集合注射  実施会場数      30か所      30か所

Words that nobody knows head no table; what stands below them, and how, tells that they do.
"""

from __future__ import annotations

from collections.abc import Sequence

from shirube.core.form import AIMS, Role
from shirube.core.notation import parse_reading
from shirube.readers.grid import Raw
from shirube.readers.grid_rows import text_of
from shirube.readers.headings import match_heading

_PAIRED = (*AIMS, Role.ACTUAL)
_LONGEST = 30


def reach_down(row: Sequence[Raw], below: Sequence[Raw]) -> bool:
    """True for such a row above such another: the names are headed, and nothing in them is a figure."""
    # Rows of figures are told at no cost.
    if not any(isinstance(cell, str) and "実績" in cell for cell in below):
        return False
    heads = {column: text for column, cell in enumerate(row) if (text := text_of(cell).strip())}
    parts = {column: text for column, cell in enumerate(below) if (text := text_of(cell).strip())}
    if not parts or min(parts) == 0 or not set(range(min(parts) + 1)) <= heads.keys():
        return False
    # 市 | 全国 above R4実績 | R10目標 of each: words that divide all below them, and reach down over nothing.
    if len(set(parts.values())) < len(parts):
        return False
    texts = (*heads.values(), *parts.values())
    if any(
        len(text) > _LONGEST or "。" in text or parse_reading(text).quantity is not None for text in texts
    ):
        return False
    named = [word for column, text in heads.items() if column < min(parts) and (word := match_heading(text))]
    kinds = {word.role for text in parts.values() if (word := match_heading(text))}
    return any(word.role is Role.INDICATOR for word in named) and len(kinds.intersection(_PAIRED)) > 1
