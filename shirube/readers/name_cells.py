"""What cells that name something look like: the rows, groups of them, or what indicators belong to.

Columns of names are chosen by name_columns.py; other kinds of cells are told by cell_kinds.py.
"""

from __future__ import annotations

from shirube.core.fiscal_year import fold_width
from shirube.core.form import AIMS, Role
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.readers.cell_kinds import (
    FIGURES_AND_RATES,
    LOOKED_AT,
    NEXT_STEP,
    list_texts,
    sample,
    stands_behind_figures,
)
from shirube.readers.column_headings import find_roles, find_year
from shirube.readers.headings import (
    clean_heading,
    match_lowest,
)
from shirube.readers.legend import is_mark
from shirube.readers.line_words import parse_year_cell, strip_place
from shirube.readers.table import Table
from shirube.readers.values import cell_text

_BARE_FIGURE = late_pattern(r"[△▲-]?\d[\d,.]*")
_NUMBERED = late_pattern(r"^[\s(]*[\dⅠ-Ⅻ]{1,3}(?:[-.]\d{1,3})*+[).、]?\s*(?=\D)")
# What heads several rows is a name and no text.
_SHORTEST_GROUP, _LONGEST_GROUP = 2, 60
# What is said of a single row.
_OF_ROWS = frozenset(("新規", "重点", "主要", "再掲", "重要", "独自", "国庫", "単独", "直営", "委託", "補助"))


def names_rows(table: Table, column: int) -> bool:
    """True for 部局 at the left of a table in which nothing else names its rows: one for each of them."""
    roles = find_roles(table.headings)
    if {Role.INDICATOR, Role.LEVEL} & {*roles.values()}:
        return False
    before = [place for place in range(column) if roles.get(place) is not Role.NUMBER]
    if any(sample(table, place) for place in before):
        return False
    cells = list_texts(table, column)
    if len(cells) < len(table.body) or len(set(cells)) < len(cells) or not holds_names(table, column):
        return False
    unknown = (place for place in range(column + 1, len(table.headings)) if place not in roles)
    return not any(holds_names(table, place) for place in unknown)


def holds_names(table: Table, column: int) -> bool:
    """True for a column of words, mostly different ones, neither figures nor years nor marks."""
    cells = sample(table, column)
    words = [
        text for text in cells if parse_reading(strip_place(text)).quantity is None and not is_mark(text)
    ]
    distinct = len(set(words)) * 2 > len(words)
    return len(words) * 2 > len(cells) and distinct and not any(map(parse_year_cell, words))


def holds_groups(table: Table, column: int) -> bool:
    """True for words below リスクシナリオ left of the indicators, one for several rows each: a level.

    Its heading says nothing that is known.
    """
    headings = table.headings[column]
    # In the first column groups may stand without any heading.
    if (column and not any(headings)) or find_year(headings) or match_lowest(headings):
        return False
    roles = find_roles(table.headings).items()
    if not any(place > column and role is Role.INDICATOR for place, role in roles):
        return False
    cells = [cell_text(table.grid, row, column) for row in table.body[:LOOKED_AT]]
    said = [text for text in cells if text]
    # Blank below the first of several rows, or said again; each row by itself has a text of its own.
    groups = len(set(said))
    if not cells or not cells[0] or groups == len(cells) or stands_behind_figures(table, column):
        return False
    # 新, ○ and a word that comes and goes are said of single rows.
    runs = [text for place, text in enumerate(said) if place == 0 or said[place - 1] != text]
    if len(set(runs)) < len(runs) or (len(runs) == 1 and len(said) < len(cells)):
        return False
    if any(text in _OF_ROWS or NEXT_STEP.fullmatch(text) for text in said):
        return False
    if not all(_SHORTEST_GROUP <= len(text) <= _LONGEST_GROUP for text in said):
        return False
    return not any(map(_is_figure, said))


def _is_figure(text: str) -> bool:
    """True for 18,500 and 3人; in 1-1 建物の倒壊 the number only counts."""
    folded = fold_width(text)
    return (
        parse_reading(_NUMBERED.sub("", folded)).quantity is not None
        or _BARE_FIGURE.fullmatch(folded) is not None
    )


def heads_names(table: Table, column: int) -> bool:
    """True for 評価項目 right before 指標: what the indicators behind it belong to, no name of its own.

    Between the two stand no figures: 活動指標 and 成果指標 beside one another are two indicators.
    """
    last = next(filter(None, reversed(table.headings[column])), "")
    if not clean_heading(last).endswith("項目"):
        return False
    behind = {place: role for place, role in find_roles(table.headings).items() if place > column}
    first = next(
        (place for place, role in behind.items() if role in (Role.INDICATOR, *FIGURES_AND_RATES)), -1
    )
    if behind.get(first) is not Role.INDICATOR:
        return False
    name = clean_heading(next(filter(None, reversed(table.headings[first])), ""))
    # 数値目標 behind 目標項目 and before 最新値 is what is aimed at, though told in words.
    is_goal = (
        name == "数値目標"
        and Role.ACTUAL in behind.values()
        and not any(role in AIMS for role in behind.values())
    )
    return not name.endswith("項目") and not is_goal
