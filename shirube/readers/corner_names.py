"""What stands in the corner of a table, above its labels and beside its headings.

    参加者数 | R5 | R6        年度・指標 | 相談件数 | 訪問件数
    目標     | 50 | 60        R5目標     | 100      | 50
    実績     | 45 | 62        R5実績     | 95       | 40

年度 and 区分 say what the labels are. Any other word is the name of the only indicator, or what several are
parts of.
"""

from __future__ import annotations

from collections.abc import Sequence

from shirube.core.pattern import late_pattern
from shirube.readers.block_labels import may_be_name
from shirube.readers.headings import find_heading_year, match_heading
from shirube.readers.line_blocks import Block
from shirube.readers.line_words import is_name_label, match_kind
from shirube.readers.name_units import match_unit_line
from shirube.readers.rewritten_grid import Cell

_OF_LABELS = late_pattern(
    r"(?:会計|事業|実施|対象)?年度?(?:別)?|年次|区分|(?:取組|取り組み|評価|目標)?項目(?:名)?"
    r"|(?:成果|評価|数値|目標)?指標(?:名|の?名称)?|KPI(?:名)?|名称|目標名|内容|種別|時点|時期"
    r"|内訳|分類|種類|単位|(?:数)?値|数量|基準|推移|備考"
)
_SAYS_YEARS = late_pattern(r"年[度次号]?|平成|令和|昭和|担当|所管|[部課室係]$")
_BETWEEN = late_pattern(r"[・/／＼\\|｜\s]+")


def is_corner(text: str) -> bool:
    """True for 年度 and 区分, and for two such words in one: 年度・指標, 区分＼項目."""
    return all(_OF_LABELS.fullmatch(part) for part in _BETWEEN.split(text.strip()))


def may_be_group(corner: str) -> bool:
    """True for a word that is neither a heading nor a year: 利用者 above 目標 and beside 男性."""
    return bool(corner.strip()) and not (
        _SAYS_YEARS.search(corner)
        or is_corner(corner)
        or match_heading(corner)
        or match_kind(corner)
        or find_heading_year(corner)
        or match_unit_line(corner)
    )


def find_name_in_corner(texts: Sequence[Sequence[str]], block: Block) -> tuple[str, Cell] | None:
    """The name of the only indicator of a block with where it stands, where none of its lines has one.

    It is the word above the kinds, or the one behind its label there: 成果指標1 | 参加者数 | 区分 | R5.
    """
    return _find_behind_label(texts, block) or _find_above_kinds(texts, block)


def _find_behind_label(texts: Sequence[Sequence[str]], block: Block) -> tuple[str, Cell] | None:
    """What stands behind 成果指標1 in the row of the years; below it lines have at most their unit."""
    years = block.years
    label = next((place for place, text in years.labels.items() if is_name_label(text)), years.first)
    if label + 1 >= years.first or label + 1 == block.kind_column:
        return None
    text = years.labels.get(label + 1, "")
    if not text or is_corner(text) or match_heading(text) or match_unit_line(text) or not may_be_name(text):
        return None
    others = [place for place in range(years.first) if place != block.kind_column]
    left = (texts[row][place] for row in block.lines for place in others if texts[row][place])
    return (text, Cell(years.row, label + 1)) if all(map(match_unit_line, left)) else None


def _find_above_kinds(texts: Sequence[Sequence[str]], block: Block) -> tuple[str, Cell] | None:
    years, column = block.years, block.kind_column
    text = years.labels.get(column, "")
    if not may_be_group(text) or not may_be_name(text):
        return None
    others = [place for place in range(years.first) if place != column]
    if any(texts[row][place] for row in block.lines for place in others):
        return None
    return text, Cell(years.row, column)
