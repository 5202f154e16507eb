"""Rows around a table that hold figures like its own and were not read: nobody shall lose them unawares."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from shirube.core.finding import Finding, Level, Place
from shirube.core.fiscal_year import fold_width
from shirube.core.pattern import late_pattern
from shirube.readers.body_end import is_footnote
from shirube.readers.grid import Grid
from shirube.readers.grid_rows import filled_cells
from shirube.readers.headings import find_heading_year
from shirube.readers.legend import is_legend_entry, is_mark
from shirube.readers.line_words import match_kind

# A figure, with its year in brackets at most; a band of a legend (90%以上) or a date is none.
_ONE_FIGURE = r"[△▲-]?\s?\d[\d,.]*+\s*+(?:%|[^\d\s、。~以未超年月日時()]{0,4})\s*+(?:\([^()]{1,9}\))?"
_FIGURE = late_pattern(_ONE_FIGURE)
# The same behind a word that names it: 紹介率 54.1%.
_NAMED = late_pattern(rf"(?:[^\d\s、。]{{1,12}}\s)?{_ONE_FIGURE}")
_FEWEST = 2
# So many columns were cut off, and hold no names.
_MOST_LONE = 8
# A name, a figure and something beside them.
_FEWEST_CELLS = 3


def describe_unread_rows(
    grid: Grid, lines: Sequence[tuple[int, Sequence[str]]], filled: int
) -> tuple[Finding, ...]:
    """That such rows stand below a table; ``lines`` are the rows there with their filled cells.

    ``filled`` is how many cells its rows fill. Shorter rows may well be a summary, which is no loss.
    """
    rows = [(row, cells) for row, cells in lines if _has_figures(cells) or _is_as_full(cells, filled)]
    if not rows:
        return ()
    row, cells = rows[0]
    is_alike = any(len(texts) * 2 > filled for _, texts in rows)
    return (
        Finding(
            code="rows-unread",
            level=Level.ODD if is_alike else Level.INFORMATION,
            place=grid.place(min(row, grid.height - 1), 0),
            message=f"表の下にある、数値の入った{len(rows)}行は、表の続きとは分からないため、指標として読み取りませんでした"
            f"（例：「{' '.join(cells)[:40]}」）。",
            remedy="表の続きであれば、間の空行や注を表の下へ移してください。別の表であれば、見出しの行を設けてください。",
        ),
    )


def _is_as_full(cells: Sequence[str], filled: int) -> bool:
    """True for a row that fills nearly as many cells as those of the table, with one figure at least."""
    is_short = len(cells) * 4 < filled * 3 or len(cells) < _FEWEST_CELLS
    if is_short or is_footnote(cells) or is_legend_entry(cells):
        return False
    return any(_NAMED.fullmatch(fold_width(text).strip()) for text in cells[1:])


def describe_unread_grids(grids: Sequence[Grid], filled: int) -> tuple[Finding, ...]:
    """That such rows stand in sheets, or tables of a document, before the first that could be read."""
    found = [
        (grid, row, cells)
        for grid in grids
        for row, cells in enumerate(map(filled_cells, grid.rows))
        if _has_figures(cells)
    ]
    if not found:
        return ()
    grid, row, cells = found[0]
    names = list(dict.fromkeys(f"「{grid.name}」" for grid, _, _ in found))
    where = "、".join(names[:5]) + ("など" if len(names) > 5 else "")
    return (
        Finding(
            code="rows-unread",
            level=Level.ODD if any(len(texts) * 2 > filled for _, _, texts in found) else Level.INFORMATION,
            place=grid.place(row, 0),
            message=f"読み取った表より前の{where}にある、数値の入った{len(found)}行は、何の値かを示す見出しがないため、"
            f"指標として読み取りませんでした（例：「{' '.join(cells)[:40]}」）。",
            remedy="指標の表であれば、見出しに「目標」「実績」などを記入してください。一つの表が途中で切れているときは、つなげてください。",
        ),
    )


def describe_unread_sheets(grids: Sequence[Grid]) -> tuple[Finding, ...]:
    """That sheets of a workbook hold no table of indicators: 表紙, 目次, 記入例."""
    names = [f"「{grid.name}」" for grid in grids if grid.lettered and any(map(filled_cells, grid.rows))]
    if not names:
        return ()
    where = "、".join(names[:10]) + ("など" if len(names) > 10 else "")
    return (
        Finding(
            code="sheets-unread",
            level=Level.INFORMATION,
            place=Place(file=grids[0].file),
            message=f"{where}のシートには指標の表がないか、記入例と思われるため、指標を読み取っていません。",
            remedy="指標のあるシートであれば、見出しに「目標」「実績」などを記入してください。"
            "記入例も読み取るときは、--sheet でシートの名前を指定してください。",
        ),
    )


def describe_lone_columns(grids: Iterable[Grid]) -> tuple[Finding, ...]:
    """That a year or 目標 heads figures without any name: the right part of a sheet that a page cut off."""
    found = [grid for grid in grids if _is_lone_column(grid)]
    if not found:
        return ()
    names = [f"「{grid.name}」" for grid in found]
    where = "、".join(names[:5]) + ("など" if len(names) > 5 else "")
    shown = " ".join(text for row in found[0].rows for text in filled_cells(row))[:40]
    return (
        Finding(
            code="columns-unread",
            level=Level.ODD,
            place=found[0].place(0, 0),
            message=f"{where}には見出しと数値だけがあり、どの指標の値か分からないため、読み取りませんでした"
            f"（例：「{shown}」）。",
            remedy="紙の幅に収まらず右側の列だけが分かれた表であれば、元のファイルを使うか、左の表とつなげてください。",
        ),
    )


def _is_lone_column(grid: Grid) -> bool:
    lines = [cells for row in grid.rows if (cells := filled_cells(row))]
    if len(lines) <= _FEWEST or grid.width > _MOST_LONE:
        return False
    heading = " ".join(lines[0])
    if not (find_heading_year(heading) or any(map(match_kind, lines[0]))):
        return False
    below = [fold_width(text).strip() for cells in lines[1:] for text in cells]
    figures = [text for text in below if _FIGURE.fullmatch(text)]
    others = set(below).difference(figures)
    return len(figures) >= _FEWEST and all(map(_may_stand_below, others))


def _may_stand_below(text: str) -> bool:
    """A further heading, a mark, or a dash: no name."""
    return match_kind(text) is not None or is_mark(text)


def _has_figures(cells: Sequence[str]) -> bool:
    if len(cells) <= _FEWEST or is_footnote(cells) or is_legend_entry(cells):
        return False
    figures = [_FIGURE.fullmatch(fold_width(text).strip()) is not None for text in cells]
    # A number of the row may stand before its name.
    return sum(figures[1:]) >= _FEWEST and sum(figures[1:]) * 2 >= len(cells) - 1 and not all(figures[:2])
