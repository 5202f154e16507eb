"""Tables of a document together with the lines of text around them (Word, HTML, PDF).

A document is a sequence of lines and tables. Titles, document numbers, legends and footnotes stand outside
the ruled table but belong to it, so they become rows of one cell above and below it. What such a row means
is left to the layout readers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from shirube.core.finding import Finding, Level
from shirube.core.pattern import late_pattern
from shirube.readers.grid import Grid, Raw, Span, widen_rows
from shirube.readers.source import (
    MAX_GRIDS,
    FileGrids,
    clip_merges,
    limit_rows,
    make_cut_finding,
    make_grid_finding,
)

# Lines that speak about the table above them: notes, and a mark with its meaning (「S：90%以上」).
_BELONGS_ABOVE = late_pattern(
    r"\s*+(?:[※*＊]|[(（]?注|備考|[（(]?出典|資料[：:]|凡例|[【\[]?評価(?:基準|区分|の)|"
    r"[A-Za-zＡ-Ｚ◎○〇●△▲×☆★]{1,3}\d?\s*[：:…＝=]|[^\s：:]{0,12}[◎○△×][：:]|"
    r"(?:[・○●◆■]\s*)?[^\s：:]{0,6}(?:評価|判定|進捗(?:状況|度)?|達成(?:状況|度)?)[：:]\s*[^\s：:]{1,8}\s*$)"
)


class DocumentTable(Struct):
    """One table as a format reader found it, before the lines around it are added."""

    rows: list[list[Raw]]
    merges: list[Span] = field(default_factory=list)
    struck: set[tuple[int, int]] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    notes: dict[tuple[int, int], str] = field(default_factory=dict)
    name: str = ""
    # After how many rows its first headings end, kept once joined_tables.py has counted them.
    heading_rows: int | None = None
    # The table in a cell of which this one stands, and the row of that cell.
    outer: tuple[DocumentTable, int] | None = None


def make_document_grids(
    parts: Iterable[str | DocumentTable], *, file: str, findings: Sequence[Finding] = ()
) -> FileGrids:
    """One grid per table, in order. Lines between two tables go below the first where they speak about it.

    A document without any table becomes one grid of its lines, with a finding.
    """
    tables: list[DocumentTable] = []
    between: list[list[str]] = [[]]
    for part in parts:
        if isinstance(part, DocumentTable):
            tables.append(part)
            between.append([])
        else:
            between[-1] += [line for line in part.split("\n") if line.strip()]
    if not tables:
        return _make_lines_only(between[0], file=file, findings=findings)
    grids, odd = [], list(findings)
    below: list[str]
    above = between[0]
    starts: dict[int, tuple[int, int]] = {}
    for number, table in enumerate(tables[:MAX_GRIDS]):
        last = number == len(tables) - 1
        below, rest = (between[-1], []) if last else _split_between(between[number + 1])
        grid, cut = _make_grid(table, above, below, file=file, name=table.name or f"表{number + 1}")
        starts[id(table)] = number, len(above)
        grids.append(grid if table.outer is None else replace(grid, outer=_find_outer(table.outer, starts)))
        odd += cut
        above = rest
    if len(tables) > MAX_GRIDS:
        odd.append(make_cut_finding("表", MAX_GRIDS, file=file, sheet=""))
    return FileGrids(tuple(grids), tuple(odd))


def _find_outer(
    outer: tuple[DocumentTable, int], starts: dict[int, tuple[int, int]]
) -> tuple[int, int] | None:
    table, row = outer
    if id(table) not in starts:
        return None
    number, start = starts[id(table)]
    return number, start + row


def _split_between(lines: list[str]) -> tuple[list[str], list[str]]:
    """(lines about the table before, lines that lead to the next one)."""
    count = 0
    while count < len(lines) and _BELONGS_ABOVE.match(lines[count]):
        count += 1
    return lines[:count], lines[count:]


def _make_grid(
    table: DocumentTable, above: Sequence[str], below: Sequence[str], *, file: str, name: str
) -> tuple[Grid, list[Finding]]:
    # A blank row says that what follows is no row of the table, however much it looks like one.
    gap: list[Sequence[Raw]] = [[""]] if below else []
    rows: list[Sequence[Raw]] = [*([line] for line in above), *table.rows, *gap, *([line] for line in below)]
    kept, cut = limit_rows(widen_rows(rows), file=file, sheet=name)
    down = len(above)
    height, width = len(kept), len(kept[0]) if kept else 0
    spans = [Span(span.top + down, span.left, span.bottom + down, span.right) for span in table.merges]
    grid = Grid(
        file=file,
        name=name,
        rows=kept,
        merges=clip_merges(spans, height=height, width=width),
        hidden_rows=frozenset(row + down for row in table.hidden_rows if row + down < height),
        struck=frozenset((row + down, column) for row, column in table.struck),
        notes={(row + down, column): text for (row, column), text in table.notes.items()},
        lettered=False,
    )
    return grid, cut


def _make_lines_only(lines: list[str], *, file: str, findings: Sequence[Finding]) -> FileGrids:
    finding = make_grid_finding(
        "document-without-table",
        Level.ODD,
        "表（罫線で区切られた表）が見つかりません。本文の行だけを読みました。",
        "表が図や画像になっていないか確かめてください。",
        file=file,
    )
    rows: list[list[Raw]] = [[line] for line in lines]
    kept, cut = limit_rows(rows, file=file, sheet="")
    return FileGrids((Grid(file=file, name="", rows=kept, lettered=False),), (*findings, finding, *cut))
