"""What the columns beside the years hold, in tables whose lines say what a figure is.

Which of them are levels is told by line_levels.py, what their cells mean for an indicator by line_figures.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shirube.core.form import AIMS, Role
from shirube.core.notation import parse_reading
from shirube.readers.direction_words import parse_direction
from shirube.readers.headings import match_heading
from shirube.readers.line_blocks import Block
from shirube.readers.line_levels import are_no_names
from shirube.readers.name_units import find_name_unit


def find_side_roles(texts: Sequence[Sequence[str]], block: Block, *, is_named: bool) -> dict[int, Role]:
    """The role of each column beside the years of a block, by the labels of the year row and by its cells.

    ``is_named`` says that a label above names the indicator, so that no column has to.
    """
    years = block.years
    roles: dict[int, Role] = {}
    for column, text in years.labels.items():
        word = match_heading(text)
        if word and column != block.kind_column:
            roles[column] = word.role
    roles |= dict.fromkeys(years.baselines, Role.BASELINE)
    for column in range(len(texts[years.row])):
        if column == block.kind_column or column in years.columns:
            continue
        cells = [texts[row][column] for row in block.lines if texts[row][column]]
        if cells and all(map(parse_direction, cells)):
            roles[column] = Role.DIRECTION
        elif cells and (column > years.last or are_no_names(years, column, cells)):
            roles.setdefault(column, Role.EXTRA)
        elif roles.get(column) in AIMS and _are_aims_in_words(block, roles, column, cells):
            roles[column] = Role.LEVEL
        elif roles.get(column) is Role.UNIT and not is_named and _are_names(texts, block, column, cells):
            del roles[column]
    return roles


def _are_aims_in_words(block: Block, roles: Mapping[int, Role], column: int, cells: Sequence[str]) -> bool:
    """True below 目標 before the names, where no cell has a figure: 目標１ 移動手段の確保 is a group."""
    named = [place for place, role in roles.items() if role is Role.INDICATOR]
    return any(column < place < block.years.first for place in named) and not any(
        parse_reading(text).quantity for text in cells
    )


def _are_names(texts: Sequence[Sequence[str]], block: Block, column: int, cells: Sequence[str]) -> bool:
    """True below 「[単位]」 where no cell is a unit, and no other column can hold the names."""
    others = (
        any(texts[row][place] for row in block.lines)
        for place in range(block.years.first)
        if place not in (column, block.kind_column, *block.years.baselines)
    )
    is_only = bool(cells) and not any(others)
    return is_only and not any(find_name_unit(f"({text})") for text in cells)
