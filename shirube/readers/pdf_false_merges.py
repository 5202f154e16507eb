"""Cells that only look merged: below headings with rules between them stand rows without any.

    | 指標 | 単位 | R5実績 | R6実績 |
    | 相談件数  件    120       131   |
    | 会員数    人     40        38   |

The columns of the headings are those of rows of figures where no text runs over their edges. A legend, or
the boxes of a choice (□高 □中 □低), in a cell of the whole width stays one cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shirube.readers.grid import Span
from shirube.readers.pdf_open_cells import has_figures
from shirube.readers.pdf_rows import find_column, find_rows
from shirube.readers.pdf_text import Character

# So many columns such a cell reaches over, and so many rows have it at the same place.
_FEWEST_COLUMNS = 3
_FEWEST_ROWS = 2
# Of the rows of one shape so many have texts in half of the columns, and over no edge.
_MOSTLY = 0.6


def find_false_merges(
    spans: Sequence[Span], inside: Mapping[int, Sequence[Character]], edges: Sequence[float]
) -> set[int]:
    """The numbers of those of the cells that are several, by the texts within each."""
    shapes: dict[tuple[int, int], list[int]] = {}
    for number in inside:
        span = spans[number]
        if span.top == span.bottom and span.right - span.left + 1 >= _FEWEST_COLUMNS:
            shapes.setdefault((span.left, span.right), []).append(number)
    found: set[int] = set()
    for (left, right), numbers in shapes.items():
        if len(numbers) < _FEWEST_ROWS:
            continue
        own = edges[left : right + 2]
        parted = [number for number in numbers if _is_parted(inside[number], own)]
        figures = sum(any(map(has_figures, find_rows(inside[number]))) for number in parted)
        if min(len(parted), figures) >= max(_FEWEST_ROWS, _MOSTLY * len(numbers)):
            found.update(parted)
    return found


def _is_parted(characters: Sequence[Character], edges: Sequence[float]) -> bool:
    """True where texts stand in half of the columns at least, and none over an edge."""
    texts = [one for row in find_rows(characters) for one in row.segments]
    if any(one.left + 1 < edge < one.right - 1 for one in texts for edge in edges[1:-1]):
        return False
    return len({find_column(edges, one) for one in texts}) * 2 > len(edges) - 1
