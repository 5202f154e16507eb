"""Lines below an indicator that tell of it, and head nothing: ≪成果と見直し≫ 防護柵の設置が進んだ。

指標名        現状値  実績    達成度  目標値
被害額(千円)  22,585  20,563  A       20,000
≪成果と見直し≫ 防護柵の設置が進んだ。
面積(ha)      22.6    24.6    B       35.0
"""

from __future__ import annotations

from collections.abc import Collection

from shirube.core.pattern import late_pattern
from shirube.readers.grid_rows import count_filled, filled_cells
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


def find_remarks(table: Table, values: Collection[int]) -> frozenset[int]:
    """The rows of the body that tell of the indicator above them; none where such a line heads the first."""
    rows, pair = table.grid.rows, list(values)[:2]
    if not pair:
        return frozenset()
    one, other = pair[0], pair[-1]
    lone = [row for row in table.body if not rows[row][one] and not rows[row][other]]
    texts = {row: filled_cells(rows[row])[0] for row in lone if count_filled(rows[row]) == 1}
    found = frozenset(row for row, text in texts.items() if _tells(text))
    if not found:
        return found
    first = next((row for row in table.body if row not in lone), None)
    return found if first is not None and first < min(found) else frozenset()


def _tells(text: str) -> bool:
    if text.lstrip()[:1] not in _OPENING:
        return False
    match = _LABELLED.match(text)
    return match is not None and _TELLS.fullmatch(match["label"].strip()) is not None
