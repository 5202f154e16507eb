"""The cells of a table of a PDF without upright rules, once its columns are known.

Every rule across parts rows, also one over some columns; lines of text part them where no rule does, and
texts over several columns head these. What may be read in two ways is not read. Columns are told by
pdf_open.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from shirube.core.notation import parse_reading
from shirube.readers.pdf_rows import Frame, Segment, TextRow, find_column
from shirube.readers.pdf_rules import DOUBLE, SAME_END, Box, Rule, cut_between, gather_places

# Rules between so many rows, and every row has its own.
_RULED_ROWS = 5
# A text so near to the middle between two rows, as a share of their distance, may belong to both.
_BETWEEN = 0.3
# By so much of a character the gap between two rows is wider than that between the lines of one.
_WIDER = 0.1
# Points from the left edge of a cell to its text, twice.
_PADDING = 10.0
# By one such part of their width a text may miss the middle of its columns.
_OFF_CENTRE = 10.0


def cut_cells(
    frame: Frame, edges: Sequence[float], rows: Sequence[TextRow], across: Sequence[Rule]
) -> list[Box]:
    """The cells between the columns and all rules across, those over some columns too.

    [] where it is open which texts of several lines belong together.
    """
    floors = [Rule(height, frame.left, frame.right) for height in frame.heights]
    floors += [
        rule
        for rule in across
        if frame.heights[0] + DOUBLE < rule.at < frame.heights[-1] - DOUBLE
        and frame.left - SAME_END < rule.start < rule.end < frame.right + SAME_END
        and all(abs(rule.at - height) > DOUBLE for height in frame.heights)
    ]
    # Rules that a merged parent keeps from beginning at the left part its rows all the same.
    heights = find_heights(frame, across)
    strips = [[row for row in rows if top < row.middle < bottom] for top, bottom in pairwise(heights)]
    groups = find_heading_groups(edges, strips[0])
    if groups is None:
        return []
    has_parents = len(heights) > len(frame.heights)
    lines = _count_lines(edges, strips[1:]) if has_parents or len(heights) > _RULED_ROWS else 0
    # Where the texts over several columns end and those below them begin.
    heading = (strips[0][0].middle + strips[0][1].middle) / 2 if groups else frame.heights[0]
    for (top, bottom), inside in zip(pairwise(heights), strips, strict=True):
        if any(top < floor.at < bottom for floor in floors):
            drawn = [floor.at for floor in floors if top < floor.at < bottom]
            heading = max(heading, *drawn) if groups and top == frame.heights[0] else heading
            continue
        further = (
            _cut_lines(edges, inside, lines)
            if top > frame.heights[0] and (lines or has_parents)
            else _find_further_floors(frame, edges, inside, top=top)
        )
        if further is None:
            return []
        floors += further
    return cut_between(_raise_walls(edges, rows, floors, (heading, groups)), floors)


def find_heights(frame: Frame, across: Sequence[Rule]) -> list[float]:
    """Where rules part the rows of a table: from its left, or from behind a merged parent to its right."""
    inner = [
        rule.at
        for rule in across
        if frame.heights[0] < rule.at < frame.heights[-1]
        and frame.left - SAME_END < rule.start
        and abs(rule.end - frame.right) < SAME_END
        and 2 * (rule.end - rule.start) > frame.right - frame.left
    ]
    return gather_places([*frame.heights, *inner], DOUBLE)


def _raise_walls(
    edges: Sequence[float],
    rows: Sequence[TextRow],
    floors: Sequence[Rule],
    headed: tuple[float, list[tuple[int, int]]],
) -> list[Rule]:
    """The edges of the columns between all floors: not through a text, nor below one that heads several.

    ``headed`` is where the texts over several columns end, and which columns each of them has.
    """
    walls: list[Rule] = []
    for upper, lower in pairwise(sorted({floor.at for floor in floors})):
        texts = [one for row in rows if upper < row.middle < lower for one in row.segments]
        over = [(one.left + 1, one.right - 1) for one in texts]
        over += [(edges[start], edges[end + 1]) for start, end in headed[1]] if lower <= headed[0] else []
        walls += [
            Rule(edge, upper, lower) for edge in edges if not any(left < edge < right for left, right in over)
        ]
    return walls


def _count_lines(edges: Sequence[float], strips: Sequence[Sequence[TextRow]]) -> int:
    """How many lines each indicator has between its rules, the same for most of them; 0 where it is one.

    Each line says in a column of its own what it holds: 目標, 実績.
    """
    counts = Counter(
        len(starts)
        for rows in strips
        if len(starts := [row for row in rows if has_figures(row)]) != 1
        and any(_is_word(starts, edges, column) for column in range(len(edges) - 1))
    )
    count, times = counts.most_common(1)[0] if counts else (0, 0)
    return count if count > 1 and times * 2 > len(strips) else 0


def _is_word(starts: Sequence[TextRow], edges: Sequence[float], column: int) -> bool:
    """True for a column with a word, and no figure, in each of these lines."""
    words = [
        one.text
        for row in starts
        for one in row.segments
        if find_column(edges, one) == column and parse_reading(one.text).quantity is None
    ]
    return len(words) == len(starts) > 1 and len(set(words)) > 1


def _cut_lines(edges: Sequence[float], rows: Sequence[TextRow], lines: int) -> list[Rule]:
    """Floors between the lines of one indicator, below those of its cells that have one for each line."""
    starts = [row for row in rows if has_figures(row)]
    if len(starts) != lines or lines < 2:
        return []
    filled = Counter(find_column(edges, one) for row in starts for one in row.segments)
    cuts = [(one.middle + other.middle) / 2 for one, other in pairwise(starts)]
    return [
        Rule(cut, edges[column], edges[column + 1])
        for cut in cuts
        for column in range(len(edges) - 1)
        if filled[column] > 1
    ]


def _find_further_floors(
    frame: Frame, edges: Sequence[float], rows: Sequence[TextRow], *, top: float
) -> list[Rule] | None:
    """Floors that nobody drew: between rows without rules, and below a heading over several columns.

    None where a text stands between two rows, so that it may belong to both.
    """
    if not rows:
        return []
    if len(frame.heights) <= _RULED_ROWS:
        starts = [row for row in rows if _begins_row(row, edges)]
        if len(starts) > 1:
            return _cut_rows(frame, edges, starts, rows)
    groups = find_heading_groups(edges, rows) if top == frame.heights[0] else []
    middle = (rows[0].middle + rows[1].middle) / 2 if groups else 0.0
    return [Rule(middle, edges[start], edges[end + 1]) for start, end in groups or ()]


def _cut_rows(
    frame: Frame, edges: Sequence[float], starts: Sequence[TextRow], rows: Sequence[TextRow]
) -> list[Rule] | None:
    """Floors between the rows that begin with these lines; each further line belongs to one of them."""
    groups = [[row] for row in starts]
    parted = _part_at_gaps(edges, starts, rows)
    for row in rows:
        if row in starts:
            continue
        number = parted[id(row)] if id(row) in parted else _find_start(edges, starts, row)
        if number is None:
            return None
        groups[number].append(row)
    ends = [(min(row.middle for row in group), max(row.middle for row in group)) for group in groups]
    if any(upper[1] >= lower[0] for upper, lower in pairwise(ends)):
        return None
    return [Rule((upper[1] + lower[0]) / 2, frame.left, frame.right) for upper, lower in pairwise(ends)]


def _part_at_gaps(
    edges: Sequence[float], starts: Sequence[TextRow], rows: Sequence[TextRow]
) -> dict[int, int]:
    """Lines that may go on above or below, by id: the widest gap between two rows is where one ends.

    So a name set in the middle of its row, with lines above and below its figures, stays whole.
    """
    parted: dict[int, int] = {}
    for number, (upper, lower) in enumerate(pairwise(starts)):
        between = [row for row in rows if upper.middle < row.middle < lower.middle and row not in starts]
        shared = {find_column(edges, one) for one in upper.segments}
        shared &= {find_column(edges, one) for one in lower.segments}
        if not all({find_column(edges, one) for one in row.segments} <= shared for row in between):
            continue
        lines = [upper, *between, lower]
        gaps = [below.middle - above.middle for above, below in pairwise(lines)]
        widest = gaps.index(max(gaps))
        others = [gap for place, gap in enumerate(gaps) if place != widest]
        if others and gaps[widest] - max(others) > _WIDER * upper.size:
            parted |= {id(row): number + (place >= widest) for place, row in enumerate(between)}
    return parted


def _find_start(edges: Sequence[float], starts: Sequence[TextRow], row: TextRow) -> int | None:
    """The row to which a line of a longer text belongs; None where it may belong to two."""
    after = next((number for number, start in enumerate(starts) if start.middle > row.middle), len(starts))
    if after in (0, len(starts)):
        return min(after, len(starts) - 1)
    own = {find_column(edges, segment) for segment in row.segments}
    upper, lower = (
        own <= {find_column(edges, segment) for segment in start.segments}
        for start in (starts[after - 1], starts[after])
    )
    if upper and lower:
        # Both have a text there already: that of the upper one goes on below its first line.
        return after - 1
    distances = row.middle - starts[after - 1].middle, starts[after].middle - row.middle
    if upper == lower and abs(distances[0] - distances[1]) < 2 * _BETWEEN * sum(distances):
        return None
    return after if distances[1] < distances[0] else after - 1


def find_heading_groups(edges: Sequence[float], rows: Sequence[TextRow]) -> list[tuple[int, int]] | None:
    """(first, last column) below each text of the first line that heads those of the last: 令和5年度.

    A text stands in the middle of its columns, or at their left. [] where no text heads others, None where it
    cannot be told which ones.
    """
    if len(rows) < 2 or len(rows[0].segments) >= len(rows[-1].segments):
        return []
    upper = rows[0].segments
    run = sorted({find_column(edges, segment) for segment in rows[-1].segments})
    if run != list(range(run[0], run[-1] + 1)):
        return None
    if len(run) % len(upper) == 0:
        # The years of a table have the same columns below them.
        each = len(run) // len(upper)
        equal = [(run[at], run[at + each - 1]) for at in range(0, len(run), each)]
        for is_left in (False, True):
            far = (
                _measure_off(edges, part, one, is_left=is_left)
                for part, one in zip(equal, upper, strict=True)
            )
            if max(far) <= 1:
                return [part for part in equal if part[1] > part[0]]
    found = _divide(edges, run, upper)
    return [part for part in found[1] if part[1] > part[0]] if found and found[0] <= 1 else None


def _measure_off(edges: Sequence[float], part: tuple[int, int], segment: Segment, *, is_left: bool) -> float:
    """How far a text is from the middle, or from the left, of its columns; 1 is as far as it may be."""
    left, right = edges[part[0]], edges[part[1] + 1]
    if is_left:
        return abs(segment.left - left - _PADDING / 2) / _PADDING
    return _OFF_CENTRE * abs((segment.left + segment.right - left - right) / 2) / (right - left)


def _divide(
    edges: Sequence[float], run: Sequence[int], upper: Sequence[Segment]
) -> tuple[float, list[tuple[int, int]]] | None:
    """The columns for each text so that it stands best over the middle of its own, with the worst distance.

    None where there are fewer columns than texts.
    """
    best: dict[tuple[int, int], tuple[float, list[tuple[int, int]]]] = {(0, 0): (0.0, [])}
    for number, segment in enumerate(upper, 1):
        for end in range(number, len(run) - (len(upper) - number) + 1):
            for start in range(number - 1, end):
                before = best.get((number - 1, start))
                if before is None:
                    continue
                part = run[start], run[end - 1]
                cost = max(before[0], _measure_off(edges, part, segment, is_left=False))
                if (number, end) not in best or cost < best[number, end][0]:
                    best[number, end] = cost, [*before[1], part]
    return best.get((len(upper), len(run)))


def _begins_row(row: TextRow, edges: Sequence[float]) -> bool:
    """True for a line with texts in half of the columns: a name, or at least two figures."""
    columns = {find_column(edges, segment) for segment in row.segments}
    return len(columns) * 2 > len(edges) - 1 and (0 in columns or has_figures(row))


def has_figures(row: TextRow) -> bool:
    """True for a line with two figures or more; one in brackets is the remark to that above it."""
    texts = [one.text for one in row.segments if not one.text.startswith(("(", "（"))]
    return sum(parse_reading(text).quantity is not None for text in texts) > 1
