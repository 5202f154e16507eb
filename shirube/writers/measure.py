"""How much room a table needs: widths of texts and columns in em (one full-width character), and lines.

An estimate that needs no font, for all writers alike: a full-width character is 1 em, a half-width one 0.76,
which is what the digits of BIZ UDPGothic take. It errs on the wide side, because a cell
cut off is worse than a little white.
"""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from functools import lru_cache
from heapq import nlargest
from math import ceil

from msgspec import Struct

from shirube.core.form import Role
from shirube.core.pattern import late_pattern
from shirube.core.table import Cell, Look, PrintedRow, PrintedTable

# Columns narrower than this break every word; texts get at least so much.
_LEAST = {Look.TEXT: 5.0, Look.SHORT: 2.0, Look.FIGURE: 2.0, Look.MARK: 2.6}
_MOST = {Look.SHORT: 8.0, Look.FIGURE: 9.0, Look.MARK: 6.4}
# A mark is a bold letter in a frame of its own.
_BOLD, _FRAME = 1.1, 0.9
_HALF = 0.76
_COMMA = 0.34
_PADDING = 0.8  # left and right of the text in every cell, together
_STEP = 2.0
# Letters and digits that no line break divides. Longer words are divided where the writer can do so.
_WORD = late_pattern(r"[A-Za-z0-9_@&+,%.]{6,}")
LONGEST_WORD = 12.0
_LONGEST_LOOKED_AT = 20
# A text of more lines wants a wider column, up to a width that is enough for any text.
_LINES_TO_READ = 14.0
_WIDE = 24.0
# A name is to be taken in at a glance.
_NAMES = (Role.LEVEL, Role.INDICATOR)
_LINES_OF_A_NAME = 3.0
_WIDE_FOR_A_NAME = 14.0
_SAMPLE = 80
# Of the room that is left, figures take at most so much to stand on one line.
_SHARE_OF_FIGURES = 0.4


def _count_wide(error: UnicodeError) -> tuple[str, int]:
    """Characters that CP932 lacks are counted as full-width: most of them are kanji."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "??" * (error.end - error.start), error.end


codecs.register_error("shirube-wide", _count_wide)


@lru_cache(maxsize=65536)
def measure_text(text: str) -> float:
    """Width of the longest line of a text in em."""
    return max(_measure_line(line) for line in text.split("\n"))


def measure_word(text: str) -> float:
    """Width of the longest word of a text in em: what no line break divides, 1,234,567 and Instagram."""
    return max(map(measure_text, _WORD.findall(text)), default=0.0)


def _measure_line(line: str) -> float:
    # CP932 spends one byte on a half-width character and two on a full-width one; C counts them for us.
    wide = len(line.encode("cp932", "shirube-wide")) - len(line)
    return wide + _HALF * (len(line) - wide) - (_HALF - _COMMA) * line.count(",")


@lru_cache(maxsize=65536)
def count_lines(text: str, width: float) -> int:
    """How many lines a text takes in a width of so many em; an empty one takes one."""
    usable = max(width, 1.0)
    lines = 0
    for line in text.split("\n"):
        needed = _measure_line(line)
        # A character that may not begin or end a line moves to another one: a little of each line is lost.
        lines += 1 if needed <= usable else ceil(needed / max(usable - 0.5, 1.0))
    return lines


class _Column(Struct, frozen=True):
    """What one column wants: the least, and the widths of its texts by row (spans shared out evenly)."""

    least: float
    most: float
    texts: tuple[float, ...]
    flexible: bool
    # What the texts of its cells need where the heading takes more lines.
    tight: float


def fit_columns(table: PrintedTable, total: float) -> list[float]:
    """Widths of all columns in em, padding included, that add up to ``total`` and keep the table low.

    Figures and marks get what they need; the rest goes, step by step, to the text column that makes the
    rows lower by most. What is left when no text needs a second line widens all columns alike, so that names
    stand near their figures. Where even the least is too much, all columns shrink alike.
    """
    columns = _describe(table)
    widths = [item.least + _PADDING for item in columns]
    rest = total - sum(widths)
    if rest < 0:
        return _squeeze(columns, widths, total)
    rest -= _unfold_figures(columns, widths, rest)
    flexible = [at for at, item in enumerate(columns) if item.flexible]
    while rest > 0 and (short := [at for at in flexible if widths[at] < columns[at].most + _PADDING]):
        step = min(_STEP, rest)
        widths[_choose_column(columns, widths, short, step)] += step
        rest -= step
    return [width * total / sum(widths) for width in widths] if rest > 0 else widths


def _unfold_figures(columns: Sequence[_Column], widths: list[float], rest: float) -> float:
    """Widens figures of two lines, 79%（平成20年度）, to one where texts keep most room; gives that width."""
    lacking = [
        0.0 if item.flexible or item.most > _WIDE_FOR_A_NAME else max(item.most + _PADDING - width, 0.0)
        for item, width in zip(columns, widths, strict=True)
    ]
    if sum(lacking) > rest * _SHARE_OF_FIGURES:
        return 0.0
    widths[:] = [width + more for width, more in zip(widths, lacking, strict=True)]
    return sum(lacking)


def _squeeze(columns: Sequence[_Column], widths: Sequence[float], total: float) -> list[float]:
    """Widths under the least: headings give way first, and only then the figures."""
    tight = [item.tight + _PADDING for item in columns]
    given, wanted = total - sum(tight), sum(widths) - sum(tight)
    if given < 0:
        return [width * total / sum(widths) for width in widths]
    return [small + (width - small) * given / wanted for small, width in zip(tight, widths, strict=True)]


def measure_tight(table: PrintedTable) -> float:
    """The width in em below which figures would run into one another."""
    return sum(item.tight + _PADDING for item in _describe(table))


def measure_least(table: PrintedTable) -> float:
    """The width in em below which columns have to shrink under what they need."""
    return sum(item.least + _PADDING for item in _describe(table))


def measure_readable(table: PrintedTable) -> list[float]:
    """The width in em with which each column reads well: no text runs down the page in a narrow column."""
    return [
        max(item.least, min(max(item.texts, default=0.0) / _LINES_TO_READ, _WIDE)) + _PADDING
        if item.flexible
        else item.least + _PADDING
        for item in _describe(table)
    ]


def measure_comfortable(table: PrintedTable) -> float:
    """The width in em in which names take few lines, and other texts read well."""
    readable = measure_readable(table)
    for at, (item, found) in enumerate(zip(table.columns, _describe(table), strict=True)):
        if found.flexible and item.column.role in _NAMES:
            lines = max(found.texts, default=0.0) / _LINES_OF_A_NAME
            readable[at] = max(found.least, min(lines, _WIDE_FOR_A_NAME)) + _PADDING
    return sum(readable)


def _describe(table: PrintedTable) -> list[_Column]:
    rows = _choose_rows(table)
    found = []
    for at, item in enumerate(table.columns):
        cells = [row.cells[at] for row in rows]
        texts = tuple(_share(cell) if cell else 0.0 for cell in cells)
        longest, word = _find_longest(table, at)
        heading = max((_share_heading(line[at]) for line in table.headings), default=0.0)
        flexible = item.look is Look.TEXT
        least = _LEAST[item.look]
        if item.look is Look.MARK:
            longest = longest * _BOLD + _FRAME
        if not flexible:
            # A figure that is cut in two, or runs into the next one, is another figure.
            most = max(_MOST[item.look], least, word)
            tight = min(max(least, longest), most)
            least = min(max(tight, min(heading, 5.0)), most)
        elif item.column.role is not Role.LEVEL and longest < least:
            tight = least = max(longest, 2.0)
        else:
            tight = least = max(least, min(word, LONGEST_WORD))
        most = max(longest, heading) if flexible else longest
        found.append(_Column(least, most, texts, flexible, tight))
    return found


def _find_longest(table: PrintedTable, at: int) -> tuple[float, float]:
    """Widths of the longest line and of the longest word of a column, over all its rows."""
    texts = {cell.text for row in table.rows if (cell := row.cells[at])}
    longest = nlargest(_LONGEST_LOOKED_AT, texts, key=len)
    return max(map(measure_text, longest), default=0.0), max(map(measure_word, longest), default=0.0)


def _choose_rows(table: PrintedTable) -> Sequence[PrintedRow]:
    """The rows with most text: widths that suit them suit the others."""
    if len(table.rows) <= _SAMPLE:
        return table.rows
    return nlargest(
        _SAMPLE,
        table.rows,
        key=lambda row: sum(len(cell.text) for cell in row.cells if cell and cell.rows == 1),
    )


def _share(cell: Cell) -> float:
    return measure_text(cell.text) / cell.rows


def _share_heading(cell: Cell | None) -> float:
    return measure_text(cell.text) / cell.columns if cell else 0.0


def _choose_column(
    columns: Sequence[_Column], widths: Sequence[float], flexible: Sequence[int], step: float
) -> int:
    """The column to which one more step of width saves most height, counted in lines over all rows."""
    gains = dict.fromkeys(flexible, 0.0)
    for row in range(len(columns[0].texts)):
        ranked = sorted(
            ((columns[at].texts[row] / (widths[at] - _PADDING), at) for at in flexible), reverse=True
        )
        highest, at = ranked[0]
        if highest <= 0:
            continue
        second = ranked[1][0] if len(ranked) > 1 else 0.0
        lower = columns[at].texts[row] / (widths[at] - _PADDING + step)
        gains[at] += max(highest - max(lower, second), 0.01 * (highest - lower))
    return max(flexible, key=lambda at: (gains[at], columns[at].most / widths[at]))


class LineHeights(Struct, frozen=True):
    """Heights in any unit: of one line of text, and of what stands above and below the text of a cell."""

    line: float
    padding: float

    def of(self, lines: int) -> float:
        """Height of a cell with so many lines."""
        return lines * self.line + self.padding


def estimate_rows(table: PrintedTable, widths: Sequence[float], heights: LineHeights) -> list[float]:
    """Height of every body row. Where a merged cell needs more than its rows, its last row grows."""
    inner = [width - _PADDING for width in widths]
    found: list[float] = []
    merged: list[tuple[int, int, float]] = []
    for at, row in enumerate(table.rows):
        lines = 1
        for cell, width in zip(row.cells, inner, strict=True):
            if cell is None or len(cell.text) < 2:
                continue
            needed = count_lines(cell.text, width)
            if cell.rows == 1:
                lines = max(lines, needed)
            else:
                merged.append((at, cell.rows, heights.of(needed)))
        found.append(heights.of(lines))
    # The shortest merges first: what they add helps the longer ones around them.
    for start, count, height in sorted(merged, key=lambda item: item[1]):
        lacking = height - sum(found[start : start + count])
        if lacking > 0:
            found[start + count - 1] += lacking
    return found


def estimate_headings(table: PrintedTable, widths: Sequence[float], heights: LineHeights) -> list[float]:
    """Height of every heading row."""
    found: list[float] = []
    for line in table.headings:
        lines = 1
        for at, cell in enumerate(line):
            if cell and cell.rows == 1:
                lines = max(lines, count_lines(cell.text, sum(widths[at : at + cell.columns]) - _PADDING))
        found.append(heights.of(lines))
    missing = 0.0
    for line in table.headings:
        for at, cell in enumerate(line):
            if cell and cell.rows > 1:
                needed = count_lines(cell.text, sum(widths[at : at + cell.columns]) - _PADDING)
                missing = max(missing, heights.of(needed) - sum(found[: cell.rows]))
    if found:
        found[-1] += missing
    return found
