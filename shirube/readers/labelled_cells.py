"""Tables whose cells say themselves what their figures are: 「目標 2,000 / 実績 1,650」 below a year.

Each such column becomes one column for each kind. Cells that leave it to the heading are the matter of
stacked_columns.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shirube.core.fiscal_year import fold_width
from shirube.core.form import Role
from shirube.core.pattern import late_pattern
from shirube.readers.column_headings import says_only_year
from shirube.readers.line_words import match_kind
from shirube.readers.records import heading_word
from shirube.readers.rewritten_grid import Cell
from shirube.readers.rewritten_table import replace_rows
from shirube.readers.stacked_cells import is_nothing
from shirube.readers.table import Table
from shirube.readers.values import cell_text

# A run of spaces is looked at from its beginning only: from each of thousands it would take minutes.
_PARTS = late_pattern(
    r"(?<!\s)\s*[\n/／、;|]|(?<!\s)\s+(?=[一-龠]{2,3}値?[\s:：])|(?=[(（【\[［][一-龠]{2,3}値?[)）】\]］]\s?[\d０-９])"
)
_LABELLED = late_pattern(r"[【\[(]?(?P<label>[一-龠]{2,3}値?)[】\])]?[\s:]*(?P<figure>\S.*)")
_KINDS = (Role.TARGET, Role.ACTUAL, Role.RATE, Role.MARK)


def spread_labelled_cells(table: Table) -> Table | None:
    """The table with a column for each kind of figure; None where no column of a year holds such cells."""
    columns = {
        index: kinds
        for index, headings in enumerate(table.headings)
        if says_only_year(headings)
        if (kinds := _find_kinds(table, index))
    }
    if not columns:
        return None
    heads: list[tuple[str, ...]] = []
    for index, headings in enumerate(table.headings):
        *upper, last = headings
        heads += [(*upper, f"{last} {heading_word(kind)}") for kind in columns.get(index, ())] or [headings]
    body = [_spread_row(table, row, columns) for row in table.body]
    return replace_rows(table, heads, body)


def split_labelled(text: str) -> dict[Role, str] | None:
    """The figures of a cell by the word before each; None where a part has none, or two have the same."""
    found: dict[Role, str] = {}
    for part in filter(None, map(str.strip, _PARTS.split(text.strip()))):
        match = _LABELLED.fullmatch(fold_width(part))
        kind = match_kind(match["label"]) if match else None
        if match is None or kind not in _KINDS or kind in found:
            return None
        found[kind] = match["figure"].strip()
    return found if len(found) > 1 else None


def _find_kinds(table: Table, column: int) -> tuple[Role, ...]:
    """The kinds that the cells of a column name; none where a figure stands there without its word."""
    cells = [text for row in table.body if (text := cell_text(table.grid, row, column))]
    split = [split_labelled(text) for text in cells if not is_nothing(text)]
    if not split or None in split:
        return ()
    named = {kind for one in split if one for kind in one}
    return tuple(kind for kind in _KINDS if kind in named) if {Role.TARGET, Role.ACTUAL} <= named else ()


def _spread_row(table: Table, row: int, columns: Mapping[int, Sequence[Role]]) -> list[Cell | str]:
    line: list[Cell | str] = []
    for index in range(len(table.headings)):
        kinds = columns.get(index)
        if kinds is None:
            line.append(Cell(row, index))
            continue
        text = cell_text(table.grid, row, index)
        # What says that there is nothing says so of each of them.
        parts = split_labelled(text) or dict.fromkeys(kinds, text)
        line += [Cell(row, index, parts[kind]) if kind in parts else "" for kind in kinds]
    return line
