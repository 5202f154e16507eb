"""Names that a PDF or a word processor broke into two rows: 特殊詐欺の | 件 | 41, and 認知件数 alone below.

指標          単位  R4  R5          A line that heads rows stands in the same place; what tells the two
特殊詐欺の    件    41  38          apart is said in _continue: a name that cannot end so, or rows of which
認知件数                            each one is followed by such a line, the last one too.
"""

from __future__ import annotations

from msgspec.structs import replace

from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import fold_width
from shirube.core.pattern import late_pattern
from shirube.readers.grid_rows import count_filled, text_of
from shirube.readers.group_lines import find_style
from shirube.readers.line_words import is_part, is_total, parse_year_cell
from shirube.readers.rewritten_grid import Cell
from shirube.readers.rewritten_table import replace_rows
from shirube.readers.surroundings import is_note
from shirube.readers.table import Table

_LOOKED_AT = 60
# A name does not end so, nor begin so.
_OPEN_END = late_pattern(
    r"(?:[のをとにへや・、/／]|及び|並びに|又は|または|における|当たり|に係る|に対する|する|した|[(（\[［][^)）\]］]*)$"
)
_OPEN_BEGINNING = late_pattern(r"(?:の|を|に占める|における|[・、)）\]］]|[(（][^()（）]{1,8}[)）]$)")
_LONGEST = 30
_FEWEST = 2


def join_wrapped_names(table: Table) -> tuple[Table, tuple[Finding, ...]]:
    """The table with such names in one piece, and what is said about it; any other table as it is."""
    lone = _find_lone(table)
    if not lone:
        return table, ()
    body = [row for row in table.body if row not in lone]
    named = set(body)
    column = next(iter(lone.values()))
    pairs = {row - 1: row for row in lone}
    is_after_rows = named.issuperset(pairs)
    if not is_after_rows or not _continue(table, pairs, named, column):
        return table, ()
    width = range(table.grid.width)
    lines: list[list[Cell | str]] = []
    for row in body:
        line: list[Cell | str] = [Cell(row, place) for place in width]
        if row in pairs:
            line[column] = Cell(row, column, _text(table, row, column) + _text(table, pairs[row], column))
        lines.append(line)
    below = tuple(row for row in table.below if row not in lone)
    return replace_rows(replace(table, below=below), table.headings, lines), (_say(table, pairs, column),)


def _find_lone(table: Table) -> dict[int, int]:
    """The rows with a single text, all in one column of names, by their numbers; none where others differ."""
    rows = table.grid.rows
    if table.grid.merges or all(count_filled(rows[row]) > 1 for row in table.body[:_LOOKED_AT]):
        return {}
    behind = table.body[-1] + 1
    places = [*table.body, *([behind] if behind in table.below else [])]
    lone = [row for row in places if count_filled(rows[row]) == 1]
    found = {row: next(place for place, cell in enumerate(rows[row]) if cell != "") for row in lone}
    texts = [_text(table, row, column) for row, column in found.items()]
    if len(set(found.values())) != 1 or not all(map(_may_continue, texts)):
        if behind not in found or len(found) < _FEWEST:
            return {}
        # What stands behind the rows may be a line of its own, and the rest may still be halves of names.
        del found[behind]
        texts = [_text(table, row, column) for row, column in found.items()]
        if len(set(found.values())) != 1 or not all(map(_may_continue, texts)):
            return {}
    return found


def _may_continue(text: str) -> bool:
    return (
        0 < len(text) <= _LONGEST
        and not text.endswith("。")
        and not find_style(text)
        and not is_note(text)
        and not is_total(text)
        and not is_part(text)
        and parse_year_cell(text) is None
    )


def _continue(table: Table, pairs: dict[int, int], named: set[int], column: int) -> bool:
    """True where every row is followed by such a line, the last one too, or where no name ends before it."""
    if len(named) > _FEWEST and set(pairs) == named:
        return True
    return all(
        _OPEN_END.search(fold_width(_text(table, row, column)[-_LONGEST:]))
        or _OPEN_BEGINNING.match(fold_width(_text(table, below, column)))
        for row, below in pairs.items()
    )


def _text(table: Table, row: int, column: int) -> str:
    return text_of(table.grid.rows[row][column]).strip()


def _say(table: Table, pairs: dict[int, int], column: int) -> Finding:
    row, below = next(iter(pairs.items()))
    return Finding(
        code="names-wrapped",
        level=Level.INFORMATION,
        place=table.grid.place(row, column),
        message=f"2行に分かれた指標名を、上の行の続きとしてつなげました（{len(pairs)}行。"
        f"例：「{_text(table, row, column)}」＋「{_text(table, below, column)}」）。",
        remedy="下の行が見出しであるときは、値のある行との間に空行を入れるか、見出しに番号を付けてください。",
    )
