"""A column of words below the heading of the figures beside them: of whom each figure is.

    項目                      現状値(平成26年度)
    BMI標準値の人の割合        男性   72.8%
                              女性   73.1%
    食育に関心のある人の割合           77%

The heading is that of the figures, and the words are the rest of the names. In a file with merges it stands
over both columns, in a text file over the first only. Where years stand there instead, (H26) | 28,317, they
are those of the figures.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from msgspec.structs import replace

from shirube.core.form import FIGURES, Role
from shirube.core.notation import parse_reading
from shirube.readers.cell_kinds import sample
from shirube.readers.column_role import ColumnRole
from shirube.readers.line_words import parse_year_cell
from shirube.readers.name_columns import are_mostly_figures, is_age
from shirube.readers.table import Table

_FEWEST_WORDS = 2
# Of whom a figure is is said in a word or two; words that fill a column of goals are goals.
_LONGEST = 12


def set_labels_apart(found: list[ColumnRole], table: Table) -> list[ColumnRole]:
    """The columns with such words below no heading, and their heading over the figures beside them."""
    result = list(found)
    for place, (item, right) in enumerate(itertools.pairwise(found)):
        is_over_both = bool(item.title) and (right.title == item.title or not right.title)
        if item.role not in FIGURES or right.index != item.index + 1 or not is_over_both:
            continue
        cells = sample(table, item.index)
        holds_years = bool(cells) and all(parse_year_cell(text) and not text.isdecimal() for text in cells)
        if (holds_years or _holds_labels(cells)) and are_mostly_figures(sample(table, right.index)):
            result[place + 1] = replace(item, index=right.index)
            dates = item.role if holds_years else None
            result[place] = ColumnRole(item.index, Role.EXTRA, None, "", dates=dates)
    return result


def _holds_labels(cells: Sequence[str]) -> bool:
    if len(cells) < _FEWEST_WORDS or any(len(text) > _LONGEST for text in cells):
        return False
    return all(is_age(text) or parse_reading(text).quantity is None for text in cells)
