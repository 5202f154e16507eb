"""Columns that hold the names of indicators, several of them where one alone does not tell rows apart.

A row's name is put together by row_names.py; names in cells of figures are taken out by value_names.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from shirube.core.form import FIGURES, Role
from shirube.core.notation import parse_reading, split_name_and_quantity
from shirube.core.pattern import late_pattern
from shirube.readers.cell_kinds import LOOKED_AT, sample
from shirube.readers.grid_rows import count_filled
from shirube.readers.headings import rank_level
from shirube.readers.line_words import is_span, match_kind
from shirube.readers.name_cells import holds_names
from shirube.readers.values import cell_text

if TYPE_CHECKING:
    from shirube.readers.column_role import ColumnRole
    from shirube.readers.table import Table

# What tells rows of one name apart is a word or two: 小6, 20～39歳.
_LONGEST_PART = 20
# A heading over texts, short ones of which may be names.
_CONTENT = late_pattern(r"(?:支援|実施|取組|取り組み|事業|活動|具体的な?(?:取組|支援)|評価)?の?内容")
_LONGEST_NAME = 40
_LONGEST_UNIT = 3
# A row with less is a line among them, or a legend below.
_FEWEST_IN_ROW = 2
# A single row may have lost its name by chance.
_FEWEST_NAMED = 2
# 18歳以上, 20 歳代 男性: of whom a figure is, and none itself.
_OF_AGE = late_pattern(
    r"[①-⑳・○]?\s*[0-9０-９]{1,3}\s*+(?:歳?\s*+[~～〜-]\s*+[0-9０-９]{1,3}\s*+)?歳\s*+(?:以上|以下|未満|代|台)?.{0,8}"
)
# Of whom a figure is: below such a heading even a single pair of rows is told apart.
_OF_WHOM = late_pattern(
    r"(?:調査|測定)?対象(?:者|層|学年|年齢)?|校種|学校種別?|学年|性別|男女別?|年代|年齢(?:区分|層|階級)?"
)
_ITEMS = late_pattern(r"[^\d\s]{0,4}項目名?")
# How words end that lead to a figure and are no name of it.
_PHRASES = ("して", "より", "対し", "比べ", "比べて", "基準に", "までに")


def find_names(found: list[ColumnRole], table: Table) -> list[ColumnRole]:
    """The column of names and those without a heading to its right that hold the rest of the names."""
    first = _main_name(found, table)
    if first is None:
        return found
    if first == _find_items_behind(found, table) and not found[0].title and found[0].role is Role.EXTRA:
        found = [replace(found[0], role=Role.LEVEL), *found[1:]]
    names = {first}
    # Blank columns are left out, so that the place of a column in the list is not that in the table.
    main = next(item for item in found if item.index == first)
    for item in (item for item in found if item.index > first):
        if _tells_rows_apart(item, table, first):
            names.add(item.index)
            break
        if item.role in (Role.DIRECTION, Role.UNIT) or (item.title and item.title != main.title):
            break
        if item.dates is not None:
            break
        cells = sample(table, item.index)
        # Below one heading over both 18歳以上 is the rest of a name, though it begins with a number.
        told = [text for text in cells if not is_age(text)]
        if any(map(str.isdigit, cells)) or (not item.title and are_mostly_figures(told)):
            break
        names.add(item.index)
    return [replace(item, role=Role.INDICATOR, name=True) if item.index in names else item for item in found]


def _tells_rows_apart(item: ColumnRole, table: Table, first: int) -> bool:
    """True for 小6 and 中3 below 校種, where one name stands for several rows: each is part of a name."""
    is_open = item.role is Role.EXTRA or (item.role is Role.LEVEL and is_plain_item(item.title))
    if not is_open or not item.title or item.dates is not None or item.year is not None:
        return False
    groups: list[list[str]] = []
    before = ""
    for row in table.body[:LOOKED_AT]:
        name, text = cell_text(table.grid, row, first), cell_text(table.grid, row, item.index)
        if not name and not text and count_filled(table.grid.rows[row]) < _FEWEST_IN_ROW:
            continue
        # The name may be written again in each row that it stands for.
        if (name and name != before) or not groups:
            groups.append([])
        groups[-1].append(text)
        before = name or before
    several = [group for group in groups if len(group) > 1]
    # A line alone between the rows has nothing in this column.
    alone = [group[0] for group in groups if len(group) == 1 and group[0]]
    cells = [text for group in several for text in group]
    if any(len(text) > _LONGEST_PART or (match_kind(text) and not is_span(text)) for text in cells):
        return False
    told = all(all(group) and len(set(group)) == len(group) for group in several)
    is_of_whom = _OF_WHOM.fullmatch(item.title) is not None
    words = [
        text
        for text in (*cells, *alone)
        if parse_reading(text).quantity is None or (is_of_whom and is_age(text))
    ]
    is_usual = len(cells) >= len(alone) or is_of_whom
    return bool(several) and told and is_usual and len(words) * 2 > len(cells) + len(alone)


def _main_name(found: list[ColumnRole], table: Table) -> int | None:
    """The column of names; None where the activity's cell or the cells of values hold them."""
    named = [item for item in found if item.role is Role.INDICATOR]
    if named:
        return _find_own_names(found, table, named[0].index)
    first = found[0].index if found else 0
    if found and not found[0].title and found[0].role is Role.EXTRA and holds_names(table, first):
        # 項目 over words of their own right of it: what has no heading groups them.
        return _find_items_behind(found, table) or first
    if (content := _find_content(found, table)) is not None:
        return content
    if any(item.role is Role.TARGET and are_mostly_named(sample(table, item.index)) for item in found):
        return None  # the cells of values name their indicators
    levels = [item for item in found if item.role is Role.LEVEL]
    # 基本方針 behind 項目 may only count: 1, 2, 3.
    levels = [item for item in levels if _has_words(sample(table, item.index))] or levels
    if levels and rank_level(levels[-1].title) == 2 and not is_plain_item(levels[-1].title):
        # 実施事業(指標名): tree_builder.py takes such cells apart.
        return _find_beside_level(found, table, levels[-1])
    if levels:
        return levels[-1].index
    unknown = [item for item in found if item.role is Role.EXTRA and sample(table, item.index)]
    if unknown and unknown[0].index == first and not are_mostly_figures(sample(table, first)):
        return _find_behind_counts(found, table) or first
    # Nothing else names the rows: whatever the heading says, 取組内容と指標 does.
    return _find_content(found, table, of_any=True)


def _find_items_behind(found: list[ColumnRole], table: Table) -> int | None:
    """The column right of the first that is headed 項目 or 評価項目, with a text of its own in most rows."""
    item = found[1] if len(found) > 1 else found[0]
    if item.role is not Role.LEVEL or _ITEMS.fullmatch("".join(item.title.split())) is None:
        return None
    texts = [cell_text(table.grid, row, item.index) for row in table.body[:LOOKED_AT]]
    said = [text for text in texts if text]
    is_told = bool(texts and texts[0]) and len(set(said)) == len(said) and len(said) * 2 > len(texts)
    return item.index if is_told and not are_mostly_figures(said) else None


def _has_words(cells: Sequence[str]) -> bool:
    return any(map(str.isalpha, "".join(cells)))


def _find_behind_counts(found: list[ColumnRole], table: Table) -> int | None:
    """支援メニュー right of a first column that only counts: ① | 経営分析 | 40 | 44."""
    first, *others = found
    right = others[0] if others else first
    if _has_words(sample(table, first.index)) or right.role is not Role.EXTRA:
        return None
    names = sample(table, right.index)
    is_told = len(names) == len(sample(table, first.index)) and len(set(names)) == len(names)
    are_names = is_told and not are_mostly_figures(names) and not any(text.endswith("。") for text in names)
    return right.index if are_names and right.title and right.year is None else None


def _find_beside_level(found: list[ColumnRole], table: Table, level: ColumnRole) -> int | None:
    """実施計画 right of 事業名, where one activity has several rows: what tells them apart are their names.

    ふれあいサロン | 箇所数     | 45   | 47
                   | 参加者数   | 8000 | 6200
    """
    item = next((one for one in found if one.index > level.index), level)
    figures = [one.index for one in found if one.role in FIGURES]
    is_open = item.role is Role.EXTRA and item.title and item.year is None and item.dates is None
    if not is_open or not figures or item.index > min(figures):
        return None
    groups: dict[str, list[str]] = {}
    activity = ""
    for row in table.body[:LOOKED_AT]:
        activity = cell_text(table.grid, row, level.index) or activity
        if any(cell_text(table.grid, row, column) for column in figures):
            groups.setdefault(activity, []).append(cell_text(table.grid, row, item.index))
    texts = [text for group in groups.values() for text in group]
    are_names = all(1 < len(text) <= _LONGEST_PART and not text.endswith("。") for text in texts)
    are_told = all(len(set(group)) == len(group) for group in groups.values())
    if not are_names or not are_told or len(groups) == len(texts) or are_mostly_figures(texts):
        return None
    # 千円 and 団体 are units, 目標 and 実績 kinds of figures.
    are_units = all(len(text) <= _LONGEST_UNIT for text in texts)
    return None if are_units or any(map(match_kind, texts)) else item.index


def _find_content(found: list[ColumnRole], table: Table, *, of_any: bool = False) -> int | None:
    """支援内容 before the figures, where each row with a figure says something short of its own.

    ``of_any`` takes a column of texts with any heading.
    """
    # 指標値 across the left of a form heads no figures.
    figures = [item.index for item in found if item.role in FIGURES and sample(table, item.index)]
    contents = (one for one in found if one.role is Role.STATUS)
    item = next((one for one in contents if of_any or any(map(_is_content, table.headings[one.index]))), None)
    if item is None or not figures or item.index > min(figures):
        return None
    rows = [
        row for row in table.body[:LOOKED_AT] if any(cell_text(table.grid, row, column) for column in figures)
    ]
    texts = [cell_text(table.grid, row, item.index) for row in rows]
    are_short = all(text and len(text) <= _LONGEST_NAME and not text.endswith("。") for text in texts)
    if not texts or not are_short or len(set(texts)) < len(texts) or are_mostly_figures(texts):
        return None
    # 創業塾 below 事業名 names its row already: what it does is said beside it. 活動 below 区分 only sorts
    # what stands left of its unit.
    is_measured = any(one.index == item.index + 1 and one.role is Role.UNIT for one in found)
    levels = [
        [cell_text(table.grid, row, one.index) for row in rows]
        for one in found
        if one.role is Role.LEVEL and not (is_measured and is_plain_item(one.title))
    ]
    is_named = any(all(names) and len(set(names)) == len(names) for names in levels)
    return None if is_named else item.index


def are_named_oddly(columns: Sequence[ColumnRole]) -> bool:
    """True where names stand below 区分 or 内容, or behind a column that only counts."""
    named = [item for item in columns if item.name]
    if any(is_plain_item(item.title) or _is_content(item.title) for item in named):
        return True
    return bool(named) and named[0] is not columns[0] and columns[0].role is Role.EXTRA


def _is_content(title: str) -> bool:
    """True for 内容 and 支援内容: a column of texts, unless nothing else names the rows."""
    return _CONTENT.fullmatch("".join(title.split())) is not None


def _find_own_names(found: list[ColumnRole], table: Table, headed: int) -> int:
    """The column that names the rows with figures: the next one, where that headed 指標 only counts lines.

    1 | 認定農業者を増やします above a row without number, whose 内容 is the name: ○認定経営体数 | 122 | 126.
    """
    right = next((item for item in found if item.index > headed), None)
    figures = [item.index for item in found if item.role in FIGURES]
    if right is None or right.role not in (Role.STATUS, Role.EXTRA, Role.LEVEL) or not figures:
        return headed
    rows = [
        row for row in table.body[:LOOKED_AT] if any(cell_text(table.grid, row, column) for column in figures)
    ]
    texts = [cell_text(table.grid, row, right.index) for row in rows]
    if len(rows) < _FEWEST_NAMED or any(cell_text(table.grid, row, headed) for row in rows):
        return headed
    is_named = all(texts) and len(set(texts)) == len(texts) and not are_mostly_figures(texts)
    return right.index if is_named and right.index < min(figures) else headed


_ITEM_HINTS = tuple("項区種サ")


def is_plain_item(title: str) -> bool:
    """True for headings that say nothing but that a name stands below: 項目, 区分."""
    if not any(map(title.__contains__, _ITEM_HINTS)):
        return False
    bare = re.sub(r"\s+|[(（][^()（）]*[)）]$", "", title)
    return re.fullmatch(r".{0,4}(?:項目|区分)(?:名)?|.{0,6}(?:の?種類|の?種別|サービス名)", bare) is not None


def are_mostly_named(cells: Sequence[str]) -> bool:
    """True where most cells are a name and its figure together; False for no cells."""
    return bool(cells) and sum(map(is_named_quantity, cells)) * 2 > len(cells)


def is_named_quantity(text: str) -> bool:
    """True for a cell such as 「口座振替率:45%」: a name and its figure together."""
    if parse_reading(text).quantity is not None:
        return False
    try:
        name, _ = split_name_and_quantity(text)
    except ValueError:
        return False
    return not is_phrase(name)


def is_phrase(name: str) -> bool:
    """True for 電気使用量を、平成21年度を基準にして before 23.0%削減する, which names nothing."""
    return "を、" in name or name.rstrip().endswith(_PHRASES)


def is_age(text: str) -> bool:
    """True for 18歳以上 and 20 歳代 男性: of whom a figure is."""
    return "歳" in text and _OF_AGE.fullmatch(text) is not None


def are_mostly_figures(cells: Sequence[str]) -> bool:
    """True where most cells are a figure and nothing else."""
    figures = sum(1 for text in cells if parse_reading(text).quantity is not None)
    return figures * 2 > len(cells)
