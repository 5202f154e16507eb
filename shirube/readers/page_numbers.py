"""Rows with nothing but the number of a page, as they stand between the pages of a printed table.

    がん検診受診率  9.8  10.3
                   - 3 -
    教室参加者数   1,022  1,615

Left there they would be read as groups, as indicators without a name, or as goals.
"""

from __future__ import annotations

from collections import Counter

from msgspec.structs import replace

from shirube.core.fiscal_year import fold_width
from shirube.core.pattern import late_pattern
from shirube.readers.grid import Grid
from shirube.readers.grid_rows import count_filled, filled_cells

_NUMBER = late_pattern(
    r"[-ー‐―–−]\s?\d{1,4}\s?[-ー‐―–−]"
    r"|\(?(?:(?:ページ|頁|[Pp](?:age|AGE)?\.?)\s?\d{1,4}(?:\s?/\s?\d{1,4})?"
    r"|\d{1,4}(?:\s?/\s?\d{1,4})?\s?(?:ページ目?|頁目?|[Pp]))\)?"
)
# Without a word it may be a fraction; several of one whole are pages.
_OF_ALL = late_pattern(r"\(?(?P<number>\d{1,3})\s?/\s?(?P<all>\d{1,3})\)?")
_FEWEST_PAGES = 2


def leave_page_numbers_out(grid: Grid) -> Grid | None:
    """The grid with such rows blank; None where it has none."""
    lone = {
        row: fold_width(text).strip()
        for row, cells in enumerate(grid.rows)
        if count_filled(cells) == 1
        for text in filled_cells(cells)
    }
    pages = {row for row, text in lone.items() if _NUMBER.fullmatch(text)}
    counted = {row: match for row, text in lone.items() if (match := _OF_ALL.fullmatch(text))}
    sizes = Counter(match["all"] for match in counted.values() if int(match["number"]) <= int(match["all"]))
    pages |= {row for row, match in counted.items() if sizes[match["all"]] >= _FEWEST_PAGES}
    if not pages:
        return None
    blank = [""] * grid.width
    return replace(grid, rows=[blank if row in pages else cells for row, cells in enumerate(grid.rows)])
