"""Tables of a PDF without upright rules, or with bands of colour for rows, or with nothing but upright rules.

Rules that run across from the same left to the same right are the frame of such a table. Its columns are the
upright rules of its bands, else the gaps that no row of text crosses; what cannot be told is left alone. Its
cells are cut by pdf_open_cells.py, and what was told without rules is said by pdf_file.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct

from shirube.readers.pdf_open_cells import cut_cells, find_heights, has_figures
from shirube.readers.pdf_rows import Frame, Segment, TextRow, find_column, find_rows, is_within
from shirube.readers.pdf_rules import DOUBLE, SAME_END, Box, Rule, gather_places
from shirube.readers.pdf_text import Character

# With more rules a page is a drawing, and of so many frames the widest are looked at.
_MOST_RULES = 2_000
_MOST_FRAMES = 100
# A table has so many columns (more no paper holds), and two of them are as far apart, in characters.
_FEWEST_COLUMNS = 3
_MOST_COLUMNS = 100
_LEAST_GAP = 0.4
# A heading and two indicators, and two walls with a column between them and one on each side.
_FEWEST_ROWS = 3
_FEWEST_WALLS = 2
# Points between two headings that nearly meet.
_NEARLY_MEET = 1.0
# Of all rows so many have no upright rule, where a table is read by its gaps: of few rows with bands one.
_MOSTLY_OPEN = 0.2
_MOST_CROSSING = 0.2


class OpenTable(Struct, frozen=True):
    """The cells of a table without upright rules, and the edges of its columns."""

    cells: list[Box]
    edges: list[float]
    # True where nothing but upright rules is drawn, and lines of text tell the rows.
    by_lines: bool = False

    @property
    def box(self) -> Box:
        """The area of the table."""
        return (
            self.edges[0],
            min(cell[1] for cell in self.cells),
            self.edges[-1],
            max(cell[3] for cell in self.cells),
        )


def find_open_tables(
    across: Sequence[Rule],
    upright: Sequence[Rule],
    characters: Sequence[Character],
    known: Sequence[float] = (),
) -> list[OpenTable]:
    """The tables of a page whose columns no rules part, from the top down.

    ``known`` are the edges of the columns of such a table on the page before, which may go on here without
    its headings.
    """
    found: list[OpenTable] = []
    if len(across) > _MOST_RULES:
        return found
    frames = sorted(_find_frames(across), key=lambda frame: frame.left - frame.right)
    for drawn in frames[:_MOST_FRAMES]:
        if any(_is_part(drawn, table.box) for table in found):
            continue
        frame = _reach_further(drawn, across)
        rows = find_rows([one for one in characters if is_within(one, frame)])
        if not _FEWEST_COLUMNS <= max((len(row.segments) for row in rows), default=0) <= _MOST_COLUMNS:
            continue
        edges = _find_edges(frame, upright, (rows, _gather_lines(frame, rows, across)), known)
        whole = _add_last_row(frame, edges, (across, upright), characters)
        if len(edges) <= _FEWEST_COLUMNS or not (whole is not frame or _is_open(frame, upright, rows, edges)):
            continue
        rows = find_rows([one for one in characters if is_within(one, whole)])
        cells = cut_cells(whole, edges, rows, across)
        if cells:
            found.append(OpenTable(cells, list(edges)))
    found += [
        table
        for table in _find_upright_tables(across, upright, characters)
        if not any(_overlap(table.box, other.box) for other in found)
    ]
    return sorted(found, key=lambda table: table.box[1])


def _overlap(one: Box, other: Box) -> bool:
    beside = one[2] <= other[0] or other[2] <= one[0]
    return not beside and one[1] < other[3] and other[1] < one[3]


def _group_by_ends(rules: Iterable[Rule]) -> list[list[Rule]]:
    """Rules that begin and end at the same places, in the order of the first of each group."""
    groups: list[list[Rule]] = []
    for rule in rules:
        for group in groups:
            if abs(group[0].start - rule.start) < SAME_END and abs(group[0].end - rule.end) < SAME_END:
                group.append(rule)
                break
        else:
            groups.append([rule])
    return groups


def _find_upright_tables(
    across: Sequence[Rule], upright: Sequence[Rule], characters: Sequence[Character]
) -> list[OpenTable]:
    """Tables of upright rules from the same top to the same end, with nothing drawn across."""
    found = []
    for group in _group_by_ends(upright)[:_MOST_FRAMES]:
        walls = gather_places([rule.at for rule in group], DOUBLE)
        top, bottom = group[0].start, group[0].end
        if not _FEWEST_WALLS <= len(walls) <= _MOST_COLUMNS or any(
            top - SAME_END < rule.at < bottom + SAME_END and rule.start < walls[-1] and rule.end > walls[0]
            for rule in across
        ):
            continue
        beside = [one for one in characters if top < one.middle[1] < bottom and one.text.strip()]
        edges = _add_outer_columns(walls, beside)
        frame = Frame(edges[0], edges[-1], (top, bottom))
        rows = find_rows([one for one in beside if is_within(one, frame)])
        of_figures = sum(map(has_figures, rows))
        if len(rows) < _FEWEST_ROWS or of_figures < _FEWEST_ROWS - 1 or _is_crossed(edges, rows):
            continue
        if cells := cut_cells(frame, edges, rows, ()):
            found.append(OpenTable(cells, edges, by_lines=True))
    return found


def _add_outer_columns(walls: Sequence[float], beside: Sequence[Character]) -> list[float]:
    """The walls, and the ends of the texts beyond the outer ones: no rule closes the outer columns."""
    left = min((one.left for one in beside if one.right < walls[0]), default=None)
    right = max((one.right for one in beside if one.left > walls[-1]), default=None)
    return [*([] if left is None else [left - 1]), *walls, *([] if right is None else [right + 1])]


def _is_part(frame: Frame, box: Box) -> bool:
    """True for rules within a table already found: those over some of its columns."""
    return (
        frame.left >= box[0] - SAME_END
        and frame.right <= box[2] + SAME_END
        and frame.heights[0] < box[3]
        and frame.heights[-1] > box[1]
    )


def _find_frames(across: Sequence[Rule]) -> list[Frame]:
    """Rules with the same ends, two or more."""
    frames = []
    for group in _group_by_ends(sorted(across, key=lambda rule: rule.at)):
        heights = gather_places([rule.at for rule in group], DOUBLE)
        if len(heights) > 1:
            frames.append(Frame(group[0].start, group[0].end, tuple(heights)))
    return frames


def _reach_further(frame: Frame, across: Sequence[Rule]) -> Frame:
    """The frame down to the last rule over some columns only, where a page ends within a merged cell.

    Such rules there are between other rows, too: they leave out the same columns.
    """
    top, low = frame.heights[0], frame.heights[-1]
    partly = [
        rule
        for rule in across
        if abs(rule.end - frame.right) < SAME_END and rule.start > frame.left + SAME_END
    ]
    starts = gather_places([rule.start for rule in partly if top < rule.at < low], SAME_END)
    below = [
        rule.at
        for rule in partly
        if rule.at > low and any(abs(rule.start - one) < SAME_END for one in starts)
    ]
    usual = max((after - before for before, after in pairwise(frame.heights)), default=0.0)
    further = [low]
    for at in gather_places(below, DOUBLE):
        if at - further[-1] > usual:
            break
        further.append(at)
    return Frame(frame.left, frame.right, (*frame.heights, *further[1:]))


def _is_open(frame: Frame, upright: Sequence[Rule], rows: Sequence[TextRow], edges: Sequence[float]) -> bool:
    """True where rows of several texts stand between rules that no upright rule joins."""
    filled = parted = 0
    for top, bottom in pairwise(frame.heights):
        inside = [row for row in rows if top < row.middle < bottom]
        if max((len(row.segments) for row in inside), default=0) < _FEWEST_COLUMNS:
            continue
        filled += 1
        if len(edges) > _FEWEST_COLUMNS and _is_crossed(edges, inside):
            # A line of several texts over the columns: a legend in a cell of the whole width.
            parted += 1
            continue
        parted += any(
            frame.left + SAME_END < rule.at < frame.right - SAME_END
            and rule.start <= top + SAME_END
            and rule.end >= bottom - SAME_END
            for rule in upright
        )
    return filled > 0 and filled - parted >= _MOSTLY_OPEN * filled and len(rows) > 1


def _find_edges(
    frame: Frame,
    upright: Sequence[Rule],
    lines: tuple[Sequence[TextRow], Sequence[TextRow]],
    known: Sequence[float],
) -> list[float]:
    """The edges of the columns: upright rules of bands, those of the page before, or the gaps in the text.

    ``lines`` are the lines of text, and the same with those of each row as one.
    """
    rows, gathered = lines
    inner = [
        rule.at
        for rule in upright
        if frame.left + SAME_END < rule.at < frame.right - SAME_END
        and rule.start >= frame.heights[0] - SAME_END
        and rule.end <= frame.heights[-1] + SAME_END
    ]
    drawn = [*gather_places([frame.left, *inner], SAME_END), frame.right]
    for edges in (drawn, list(known)):
        ends_here = (
            len(edges) > 1 and abs(edges[0] - frame.left) + abs(edges[-1] - frame.right) < 2 * SAME_END
        )
        is_table = _FEWEST_COLUMNS < len(edges) <= _MOST_COLUMNS + 1
        if is_table and ends_here and not _is_crossed(edges, rows):
            return edges
    gaps = _find_gaps(frame, rows)
    # A parent stands between the lines of a long name, and in a line of its own.
    further = _find_gaps(frame, gathered) if len(gathered) > _FEWEST_ROWS else []
    return [frame.left, *max(gaps, further, key=len), frame.right]


def _gather_lines(frame: Frame, rows: Sequence[TextRow], across: Sequence[Rule]) -> list[TextRow]:
    """The lines of text between two rules over most columns as one each: 目標, its name, 実績."""
    gathered = []
    for top, bottom in pairwise(find_heights(frame, across)):
        inside = [row for row in rows if top < row.middle < bottom]
        if inside:
            texts = _unite([one for row in inside for one in row.segments])
            gathered.append(TextRow((top + bottom) / 2, inside[0].size, texts))
    return gathered


def _unite(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """Texts one below the other as one, from the left of the first to the right of the last."""
    united: list[Segment] = []
    for one in sorted(segments, key=lambda one: one.left):
        if united and one.left < united[-1].right:
            last = united[-1]
            united[-1] = Segment(last.left, max(last.right, one.right), last.text + one.text)
        else:
            united.append(one)
    return tuple(united)


def _list_full(rows: Sequence[TextRow]) -> list[TextRow]:
    """The rows with texts in nearly all columns."""
    most = max(len(row.segments) for row in rows)
    return [row for row in rows if len(row.segments) >= max(_FEWEST_COLUMNS, 0.6 * most)]


def _is_crossed(edges: Sequence[float], rows: Sequence[TextRow]) -> bool:
    """True where rows of many texts run over an edge: these are no edges of their columns.

    One of them may: a legend of several texts in a cell of the whole width.
    """
    most = max(len(row.segments) for row in rows)
    full = [row for row in rows if len(row.segments) * 2 > most]
    crossing = [
        row
        for row in full
        if any(one.left + 1 < edge < one.right - 1 for one in row.segments for edge in edges[1:-1])
    ]
    return len(crossing) > _MOST_CROSSING * len(full)


def _find_gaps(frame: Frame, rows: Sequence[TextRow]) -> list[float]:
    """One place in each strip that no row of nearly all columns crosses, and of other texts the fewest."""
    full = _list_full(rows)
    if len(full) < 2:
        return []
    least = _LEAST_GAP * min(row.size for row in full)
    everything = [segment for row in rows for segment in row.segments]
    # Headings fill their columns, and those of two may nearly meet.
    wide = _find_strips([row for row in full if row.middle > frame.heights[1]], least)
    narrow = _find_strips(full, _NEARLY_MEET)
    if len(narrow) >= _MOST_COLUMNS:
        return []
    strips = [
        (left, right)
        for left, right in narrow
        if right - left >= least or any(start <= left and right <= end for start, end in wide)
    ]
    found = [_find_least_crossed(left, right, everything) for left, right in strips]
    # Lines of a long remark run over a gap between its heading and its last line; a group heads some rows.
    gaps = [place for crossed, place in found if crossed <= len(full)]
    return _join_halves(frame, gaps, rows)


def _find_strips(rows: Sequence[TextRow], least: float) -> list[tuple[float, float]]:
    """Upright strips of at least this width between texts of these rows, which none of them crosses."""
    strips: list[tuple[float, float]] = []
    reached: float | None = None
    for segment in sorted((one for row in rows for one in row.segments), key=lambda one: one.left):
        if reached is not None and segment.left - reached >= least:
            strips.append((reached, segment.left))
        reached = segment.right if reached is None else max(reached, segment.right)
    return strips


def _join_halves(frame: Frame, gaps: list[float], rows: Sequence[TextRow]) -> list[float]:
    """Without the gaps within a column: its heading at the left and its figures at the right share no row."""
    edges = [frame.left, *gaps, frame.right]
    filled = [
        {find_column(edges, segment) for row in rows if top < row.middle < bottom for segment in row.segments}
        for top, bottom in pairwise(frame.heights)
    ]
    kept: list[float] = []
    own = [0 in columns for columns in filled]
    for number, gap in enumerate(gaps, 1):
        beside = [number in columns for columns in filled]
        if any(one and other for one, other in zip(own, beside, strict=True)):
            kept.append(gap)
            own = beside
        else:
            own = [one or other for one, other in zip(own, beside, strict=True)]
    return kept


def _find_least_crossed(left: float, right: float, segments: Sequence[Segment]) -> tuple[int, float]:
    """How many texts run over a strip where the fewest do, and the middle of its widest such piece."""
    ends = sorted(
        {left, right, *(end for one in segments for end in (one.left, one.right) if left < end < right)}
    )
    pieces = [
        (sum(one.left < (start + end) / 2 < one.right for one in segments), start - end, (start + end) / 2)
        for start, end in pairwise(ends)
    ]
    crossed, _, place = min(pieces)
    return crossed, place


def _add_last_row(
    frame: Frame,
    edges: Sequence[float],
    rules: tuple[Sequence[Rule], Sequence[Rule]],
    characters: Sequence[Character],
) -> Frame:
    """Every other row has a band: the last one may have none, and no rule below it. Else the frame itself.

    ``rules`` are those across, and those upright.
    """
    across, upright = rules
    heights = [bottom - top for top, bottom in pairwise(find_heights(frame, across))]
    usual = sorted(heights)[len(heights) // 2]
    low = frame.heights[-1]
    if len(edges) <= _FEWEST_COLUMNS or max(heights) > 2.5 * usual:
        return frame
    # The walls of a further row, however low, that a merged cell keeps from having the same rule below it.
    if any(rule.start < low + SAME_END and rule.end > low + min(usual / 2, 2 * SAME_END) for rule in upright):
        return frame
    below = Frame(frame.left, frame.right, (low, low + 1.2 * usual))
    rows = find_rows([one for one in characters if is_within(one, below)])
    if not rows or _is_crossed(edges, rows):
        return frame
    columns = {find_column(edges, segment) for row in rows for segment in row.segments}
    if len(columns) < max(_FEWEST_COLUMNS, 0.6 * (len(edges) - 1)):
        return frame
    return Frame(frame.left, frame.right, (*frame.heights, low + usual))
