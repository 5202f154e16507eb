"""Why no table was found in a file, and what a person can do, told by what stands there."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from shirube.core.form import Role
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.readers.grid import Grid
from shirube.readers.grid_rows import filled_cells
from shirube.readers.headings import find_heading_year, match_heading
from shirube.readers.values import cell_text

NOT_FOUND = "指標の表が見つかりませんでした。"
_HEADINGS_NEEDED = "見出しに「目標」「実績」などがあり、その下に指標が並ぶ表かどうか確認してください。"
_LOOKED_AT = 400
_MOST_COLUMNS = 60
_MOST_ROWS = 4
_MOST_NAMED, _LONGEST_NAME = 5, 20
_FEWEST_YEARS = 3
_BARE_YEAR = late_pattern(r"\d{1,2}")
_CHAINED = late_pattern(r"\d[^\d]{0,20}[⇒→➡⇨]\s{0,3}[約▲△]?\d")
_TOLD = late_pattern(r"(?:目標|実績)[^\d]{0,12}\d")


class _Headings(Struct, frozen=True):
    """The rows that seem to head figures, and the columns that these stand in."""

    first: int
    last: int
    columns: tuple[int, ...]


def describe_unread(grids: Sequence[Grid]) -> tuple[str, str]:
    """What is missing, and what to do: of years without an era, of headings, of figures in texts."""
    for grid in grids:
        if years := _find_bare_years(grid):
            return _describe_years(years)
    for grid in grids:
        if headings := _find_headings(grid):
            return _describe_headings(grid, headings)
    texts = [text for grid in grids for row in grid.rows[:_LOOKED_AT] for text in filled_cells(row)]
    if any(_CHAINED.search(text) for text in texts):
        return (
            f"{NOT_FOUND}値が矢印でつながれていますが、どれが基準値、目標値、実績値かが書かれていません。",
            "矢印の列の見出しを「基準値⇒目標値⇒実績値」のようにしてください。",
        )
    if any(_TOLD.search(text) for text in texts):
        return (
            f"{NOT_FOUND}目標や実績の値が、文の中に書かれています。",
            "指標名、目標値、実績値を列に分けた表にしてください。",
        )
    return NOT_FOUND, _HEADINGS_NEEDED


def _find_bare_years(grid: Grid) -> list[str]:
    """17 | 18 | 19 in a row, which may be years of any era; nothing where all have one."""
    for row in grid.rows[:_LOOKED_AT]:
        bare = [text for text in filled_cells(row)[:_MOST_COLUMNS] if _BARE_YEAR.fullmatch(text)]
        if len(bare) >= _FEWEST_YEARS and all(int(last) == int(first) + 1 for first, last in pairwise(bare)):
            return bare
    return []


def _describe_years(years: Sequence[str]) -> tuple[str, str]:
    return (
        f"{NOT_FOUND}「{years[0]}」「{years[1]}」などが年度かどうか、年度であれば元号が、どこにも書かれていません。",
        f"題名か見出しに「平成{years[0]}年度」のように元号と「年度」を記入してください。",
    )


def _find_headings(grid: Grid) -> _Headings | None:
    """The rows of words right above the longest run of rows with figures; None where no words stand there."""
    rows = min(grid.height, _LOOKED_AT)
    width = min(grid.width, _MOST_COLUMNS)
    figures = [
        [column for column in range(1, width) if _is_figure(cell_text(grid, row, column))]
        for row in range(rows)
    ]
    best: _Headings | None = None
    longest = 0
    row = 0
    while row < rows:
        end = row
        while end < rows and figures[end]:
            end += 1
        if end - row > longest and row and (first := _find_first(grid, figures, row)) is not None:
            longest = end - row
            best = _Headings(first, row - 1, tuple(figures[row]))
        row = max(end, row + 1)
    return best


def _find_first(grid: Grid, figures: Sequence[Sequence[int]], begin: int) -> int | None:
    """The first of the rows of words that end above ``begin``; None where a single cell stands there."""
    first = begin
    while first and begin - first < _MOST_ROWS and not figures[first - 1] and _holds_words(grid, first - 1):
        first -= 1
    return first if first < begin else None


def _holds_words(grid: Grid, row: int) -> bool:
    return len(filled_cells(grid.rows[row])[:2]) > 1


def _is_figure(text: str) -> bool:
    return bool(text) and parse_reading(text).quantity is not None


def _describe_headings(grid: Grid, found: _Headings) -> tuple[str, str]:
    titles = [_title(grid, found, column) for column in found.columns]
    titles = [title for title in titles if title and not _is_number(title)]
    words = titles or filled_cells(grid.rows[found.last])
    named = "」「".join(word[:_LONGEST_NAME] for word in words[:_MOST_NAMED])
    lines = (
        f"{found.first + 1}行目" if found.first == found.last else f"{found.first + 1}～{found.last + 1}行目"
    )
    said = "[columns] に見出しごとの内容を書いてください。"
    if titles and found.first == found.last:
        year = "" if find_heading_year(titles[0]) else ', year = "R6"'
        said = f'[columns] に "{titles[0]}" = {{ role = "実績値"{year} }} のように書いてください。'
    return (
        f"{NOT_FOUND}{lines}の見出し（「{named}」）には、どれが目標値や実績値かが書かれていません。",
        "見出しを「R6目標」「R6実績」のように直すか、読み取り設定（--layout）に "
        f"heading_rows = [{found.first + 1}, {found.last + 1}] と、{said}",
    )


def _title(grid: Grid, found: _Headings, column: int) -> str:
    return " ".join(cell_text(grid, found.last, column).split())


def _is_number(title: str) -> bool:
    word = match_heading(title)
    return word is not None and word.role is Role.NUMBER
