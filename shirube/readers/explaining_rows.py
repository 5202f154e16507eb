"""Rows that explain the indicator above them: 目標項目の説明 | 防災活動に参加した割合.

    目標項目         現状値   R5目標   R5実績
    参加する割合     39.5%    43.0%    43.0%
    目標項目の説明   過去1年間に参加したことがある人

They are no indicator, and no heading of the next one: what they say is kept below the table. The same for a
sentence alone that says what is counted, and for 指標2 | 花観光の客数 before the row of that name.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.readers.grid_rows import filled_cells
from shirube.readers.line_words import is_caption
from shirube.readers.table import Table

_LABEL = late_pattern(
    r"[(（【]?(?:(?:目標|指標|評価)(?:項目|指標)?|数値目標|KPI)の?(?:説明|定義|考え方|算出(?:方法|式)|出典|設定(?:根拠|理由))[)）】]?"
)
# 1年間に市を訪れる観光客の総数です。 alone says what is counted, and heads nothing.
_SENTENCE = late_pattern(
    r"[^。]{4,120}(?:総数|割合|人数|件数|合計|指標|もの|数値?|比率|金額)(?:です|である|を(?:いう|いいます|示す|示します|表す|表します))。"
)
_MOST_CELLS = 3


def set_explanations_apart(table: Table) -> Table | None:
    """The table with such rows below it; None where it has none, or nothing else."""
    rows = [row for row in table.body if _explains(filled_cells(table.grid.rows[row]))]
    if not rows or rows[0] == table.body[0] or len(rows) == len(table.body):
        return None
    told = set(rows)
    body = tuple(row for row in table.body if row not in told)
    return replace(table, body=body, below=tuple(sorted((*rows, *table.below))))


def _explains(cells: Sequence[str]) -> bool:
    if is_caption(cells):
        return True
    if len(cells) == 1 and cells[0].endswith("。"):
        return _SENTENCE.fullmatch(cells[0].strip()) is not None
    if not 1 < len(cells) <= _MOST_CELLS or _LABEL.fullmatch("".join(cells[0].split())) is None:
        return False
    return all(parse_reading(text).quantity is None for text in cells[1:])
