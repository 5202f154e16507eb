"""Lines below an indicator that tell of it, and head nothing: ≪成果と見直し≫ 防護柵の設置が進んだ。

指標名        現状値  実績    達成度  目標値
被害額(千円)  22,585  20,563  A       20,000
≪成果と見直し≫ 防護柵の設置が進んだ。
面積(ha)      22.6    24.6    B       35.0

A whole sentence without a number does so too, unless such sentences head the first rows.
"""

from __future__ import annotations

from collections.abc import Collection

from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.readers.grid_rows import count_filled, filled_cells
from shirube.readers.group_lines import find_style
from shirube.readers.table import Table

_OPENING = "≪《<＜〈【［[〔（("
# A label in brackets with its text behind it; 【課題1】 and 【成果指標】 head rows.
_LABELLED = late_pattern(
    r"\s*[≪《<＜〈【［\[〔（(](?P<label>[^≪≫《》<>＜＞〈〉【】［］\[\]〔〕（）()]{2,20})[≫》>＞〉】］\]〕）)]\s*\S"
)
_TELLS = late_pattern(
    r"成果(?:[とや・、].*|及び.*)?|.*(?:課題|見直し|要因|理由|分析|所見|コメント|改善[点策]|今後の\S{1,8})"
    r"|.*(?:取組|取り組み|実施|進捗|達成)の?(?:内容|状況|結果|概要)(?:等|[・、]\S{1,8})?"
)


def find_remarks(table: Table, names: Collection[int], values: Collection[int]) -> frozenset[int]:
    """The rows of the body that tell of the indicator above them; none where such a line heads the first."""
    rows, pair = table.grid.rows, list(values)[:2]
    if not pair:
        return frozenset()
    # Without a column of names what is measured stands beside the figure, and so do sentences.
    one, other = (pair[0], pair[-1]) if names else (pair[-1], pair[-1])
    lone = [row for row in table.body if not rows[row][one] and not rows[row][other]]
    texts = {row: filled_cells(rows[row])[0] for row in lone if count_filled(rows[row]) == 1}
    found = frozenset(row for row, text in texts.items() if _tells(text) or _is_sentence(text))
    if not found:
        return found
    first = next((row for row in table.body if row not in texts), None)
    heads_first = any(_is_sentence(text) for row in table.above[-1:] for text in filled_cells(rows[row]))
    return found if first is not None and first < min(found) and not heads_first else frozenset()


def _tells(text: str) -> bool:
    if text.lstrip()[:1] not in _OPENING:
        return False
    match = _LABELLED.match(text)
    return match is not None and _TELLS.fullmatch(match["label"].strip()) is not None


def _is_sentence(text: str) -> bool:
    """True for words that a full stop ends; 「(1) 女性の起業を支えます。」 heads rows all the same."""
    text = text.strip()
    return text.endswith("。") and not find_style(text) and parse_reading(text).quantity is None
