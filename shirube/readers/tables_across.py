"""Tables of a document whose columns go on in the next table, beside the same names.

    指標     単位  R4  R5            指標     単位  R6目標  R6実績
    相談件数 件    5   6    and then 相談件数 件    7       8

They are one table that did not fit the paper. Columns printed on further pages are left to pdf_wide.py.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from shirube.core.finding import Finding, Level
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.readers.around import DocumentTable
from shirube.readers.grid import Raw, Span
from shirube.readers.joined_tables import count_heading_rows
from shirube.readers.source import MAX_COLUMNS, make_grid_finding

# One repeated name may be that of a total.
_FEWEST_NAMES = 2
# What may stand between two such tables: （上の表の続き）.
_GOES_ON = late_pattern(r"\s*[(（〔【]?[^\s、。]{0,8}(?:つづき|続き|続)[)）〕】]?\s*")


def join_across(
    parts: Iterable[str | DocumentTable], file: str
) -> tuple[list[str | DocumentTable], list[Finding]]:
    """The parts of a document, tables that go on beside the same names as one, and what is said of it."""
    joined: list[str | DocumentTable] = []
    last: DocumentTable | None = None
    since: list[str] = []
    count = 0
    for part in parts:
        if isinstance(part, str):
            since += [line for line in part.split("\n") if line.strip()]
            joined.append(part)
            continue
        kept = 0
        if last is not None and part.outer == last.outer and all(map(_GOES_ON.fullmatch, since)):
            kept = count_repeated(last, part)
        if last is not None and kept and _fits(last, part, kept):
            widen(last, part, kept)
            del joined[max(place for place, one in enumerate(joined) if one is last) + 1 :]
            count += 1
        else:
            joined.append(part)
            last = part
        since = []
    return joined, [_describe(count, file)] if count else []


def _fits(left: DocumentTable, right: DocumentTable, kept: int) -> bool:
    """True where no column of the joined table would be cut off again."""
    return max(map(len, left.rows)) + max(map(len, right.rows)) - kept <= MAX_COLUMNS


def count_repeated(
    left: DocumentTable, right: DocumentTable, known_before: Collection[int] = frozenset()
) -> int:
    """How many columns of names the right table repeats from the left one; 0 where it is no further part.

    Without headings it is one only where as many columns were repeated before: ``known_before``.
    """
    # Nearly all tables have other names: that is seen in their first rows.
    if len(left.rows) != len(right.rows) or not left.rows or not (left.rows[0] and right.rows[0]):
        return 0
    if any(one[0] != other[0] for one, other in zip(left.rows, right.rows, strict=True)):
        return 0
    ours, theirs = _list_columns(left), _list_columns(right)
    kept = 0
    while kept < min(len(ours), len(theirs)) and ours[kept] == theirs[kept]:
        kept += 1
    headings = count_heading_rows(left)
    names = {str(cell) for column in ours[:kept] for cell in column[headings:]}
    is_named = sum(len(name) > 1 and parse_reading(name).quantity is None for name in names) >= _FEWEST_NAMES
    if not is_named or kept == len(theirs):
        return 0
    if not headings:
        return kept if kept in known_before else 0
    # The same headings again are the table of something else, such as another year.
    known = {column[:headings] for column in ours[kept:]}
    return 0 if any(column[:headings] in known for column in theirs[kept:]) else kept


def _list_columns(table: DocumentTable) -> list[Sequence[Raw]]:
    """The columns of a table; short rows end them all."""
    return list(zip(*table.rows, strict=False))


def widen(left: DocumentTable, right: DocumentTable, kept: int) -> None:
    """Put the columns of the right table behind the ``kept`` ones beside the rows of the left one."""
    width = max(map(len, left.rows))
    for row, more in zip(left.rows, right.rows, strict=True):
        row.extend([""] * (width - len(row)))
        row.extend(more[kept:])
    left.merges += [
        Span(span.top, max(span.left - kept, 0) + width, span.bottom, span.right - kept + width)
        for span in right.merges
        if span.right >= kept
    ]
    shift = width - kept
    left.struck |= {(row, column + shift) for row, column in right.struck if column >= kept}
    left.notes |= {
        (row, column + shift): text for (row, column), text in right.notes.items() if column >= kept
    }


def _describe(count: int, file: str) -> Finding:
    return make_grid_finding(
        "tables-joined-across",
        Level.INFORMATION,
        f"同じ指標が同じ順に並び、列が続いている{count}個の表を、すぐ前の表の右につなげました。",
        "別の表であれば、表と表の間に見出しの行を入れてください。",
        file=file,
    )
