"""The rules of a PDF page → the cells between them, also where an outer rule is missing.

A table without a frame, or one that a page cuts in a merged cell, has cells that are open to one side; a
person sees where they end by the rules beside them. What stands in the cells is read by pdf_page.py.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from msgspec import Struct

# left, top, right, bottom in points from the left and the top of the page.
Box = tuple[float, float, float, float]
# Points by which rules may miss one another and still meet.
_NEAR = 3.0
# Points by which the ends of rules of one table may differ, and below which two rules are a double one.
SAME_END = 4.0
DOUBLE = 4.0
# Shorter ones are no rules but parts of letters drawn as lines, or of pictures.
_SHORTEST = 3.0
# So many rules have to end at the same place for a table to end there.
_ENDING_TOGETHER = 2
# A dot of a dotted rule, how far it is to the next one, and how many of them are a rule.
_DOT = 1.6
_BETWEEN_DOTS = 4.0
_FEWEST_DOTS = 5
# Above this a drawing is a picture, not a table of text.
_MOST_PLACES = 400_000


class Rule(Struct, frozen=True):
    """A rule along one axis: where it lies on the other one, and from where to where it runs."""

    at: float
    start: float
    end: float


class RuledTable(Struct, frozen=True):
    """The cells of a table, and which of its first and last ones no rule closes: the page cut them."""

    cells: list[Box]
    open_above: list[Box]
    open_below: list[Box]


def find_ruled(edges: Sequence[dict[str, Any]]) -> list[RuledTable]:
    """The tables between the edges of lines and areas as pdfplumber gives them; [] without rules.

    Tables come from the top down, and then from left to right. A single cell is a frame and no table.
    """
    return find_between(*gather_rules(edges)) if edges else []


def find_between(across: list[Rule], upright: list[Rule]) -> list[RuledTable]:
    """The same for rules that are gathered already."""
    groups = _group_rules(across, upright)
    alone = [rule for rules, walls in groups if not rules for rule in walls]
    tables = [_cut_cells(*group, alone) for group in groups if all(group)]
    tables = [table for table in tables if len(table.cells) > 1]
    return sorted(tables, key=lambda table: min((cell[1], cell[0]) for cell in table.cells))


def gather_rules(edges: Sequence[dict[str, Any]]) -> tuple[list[Rule], list[Rule]]:
    """(the rules across, the upright ones) of a page; pieces of one rule put together."""
    from pdfplumber.table import merge_edges

    straight = [edge for edge in edges if edge["orientation"] in ("h", "v")]
    dots = [edge for edge in straight if _measure(edge) < _DOT]
    straight = [edge for edge in straight if _measure(edge) >= _DOT] + _join_dots(dots)
    merged = merge_edges(straight, _NEAR, _NEAR, _NEAR, _NEAR) if straight else []
    across = [
        Rule(edge["top"], edge["x0"], edge["x1"])
        for edge in merged
        if edge["orientation"] == "h" and edge["x1"] - edge["x0"] >= _SHORTEST
    ]
    upright = [
        Rule(edge["x0"], edge["top"], edge["bottom"])
        for edge in merged
        if edge["orientation"] == "v" and edge["bottom"] - edge["top"] >= _SHORTEST
    ]
    return across, upright


def _measure(edge: dict[str, Any]) -> float:
    length: float = max(edge["x1"] - edge["x0"], edge["bottom"] - edge["top"])
    return length


def _join_dots(edges: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rules that rows of dots make. Word draws every dot of a dotted rule as an area of its own.

    Left among the rules, the sides of such dots would draw those of a whole page together.
    """
    joined: list[dict[str, Any]] = []
    for orientation, place, start, end in (("h", "top", "x0", "x1"), ("v", "x0", "top", "bottom")):
        own = [edge for edge in edges if edge["orientation"] == orientation]
        own.sort(key=lambda edge: (round(edge[place]), edge[start]))
        run: list[dict[str, Any]] = []
        for edge in [*own, None]:
            if run and not (
                edge
                and abs(edge[place] - run[-1][place]) < _DOT
                and run[-1][start] <= edge[start] <= run[-1][end] + _BETWEEN_DOTS
            ):
                if len(run) >= _FEWEST_DOTS:
                    joined.append({**run[0], end: run[-1][end]})
                run = []
            if edge:
                run.append(edge)
    return joined


def _group_rules(across: list[Rule], upright: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules that meet, directly or by others, belong to one table."""
    parent = list(range(len(across) + len(upright)))

    def find(one: int) -> int:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    by_place = sorted(range(len(across)), key=lambda number: across[number].at)
    places = [across[number].at for number in by_place]
    for number, rule in enumerate(upright, len(across)):
        for place in range(bisect_left(places, rule.start - _NEAR), len(places)):
            other = across[by_place[place]]
            if other.at > rule.end + _NEAR:
                break
            if other.start - _NEAR <= rule.at <= other.end + _NEAR:
                parent[find(by_place[place])] = find(number)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for number in range(len(parent)):
        group = groups.setdefault(find(number), ([], []))
        if number < len(across):
            group[0].append(across[number])
        else:
            group[1].append(upright[number - len(across)])
    return list(groups.values())


def _cut_cells(across: list[Rule], upright: list[Rule], alone: Sequence[Rule]) -> RuledTable:
    """The cells of the table whose rules these are.

    ``alone`` are upright rules that meet no other: one as tall as those of the table is its outer side, which
    meets nothing where a merged cell fills the page from its top to its end.
    """
    # The sides of a coloured box that touches a rule are no rules of the table: they meet only that one.
    inner = [rule for rule in upright if _is_of_table(rule, across)]
    known = set(inner)
    sides = [rule for rule in upright if rule not in known]
    across = [rule for rule in across if _is_of_table(rule, upright)]
    upright = inner + _find_beside([*sides, *alone], inner)
    cells = cut_between(upright + _find_missing(across, upright), across + _find_missing(upright, across))
    top, bottom = min((cell[1] for cell in cells), default=0.0), max((cell[3] for cell in cells), default=0.0)
    return RuledTable(
        cells,
        [cell for cell in cells if cell[1] == top and not _is_closed(cell, top, across)],
        [cell for cell in cells if cell[3] == bottom and not _is_closed(cell, bottom, across)],
    )


def cut_between(walls: Sequence[Rule], floors: Sequence[Rule]) -> list[Box]:
    """The cells between upright rules and rules across: places that none of them part are one cell."""
    xs = gather_places([rule.at for rule in walls])
    ys = gather_places([rule.at for rule in floors])
    if len(xs) < 2 or len(ys) < 2 or len(xs) * len(ys) > _MOST_PLACES:
        return []
    places = _join_places(_mark(walls, xs, ys), _mark(floors, ys, xs), len(ys) - 1, len(xs) - 1)
    return [(xs[left], ys[top], xs[right + 1], ys[bottom + 1]) for top, left, bottom, right in places]


def _is_closed(cell: Box, at: float, across: Sequence[Rule]) -> bool:
    """True where a rule of the page runs along this end of a cell."""
    middle = (cell[0] + cell[2]) / 2
    return any(abs(rule.at - at) <= _NEAR and rule.start <= middle <= rule.end for rule in across)


def _find_beside(sides: Sequence[Rule], upright: Sequence[Rule]) -> list[Rule]:
    """The sides that begin and end together with two or more rules of a table."""
    ordered = sorted(upright, key=lambda rule: rule.start)
    starts = [rule.start for rule in ordered]
    found = []
    for side in sides:
        near = ordered[bisect_left(starts, side.start - _NEAR) : bisect_right(starts, side.start + _NEAR)]
        if sum(abs(rule.end - side.end) <= _NEAR for rule in near) >= _ENDING_TOGETHER:
            found.append(side)
    return found


def _find_missing(along: Sequence[Rule], against: Sequence[Rule]) -> list[Rule]:
    """The rules that would close a table where two or more of its rules end together without one."""
    missing: list[Rule] = []
    drawn = sorted(against, key=lambda rule: rule.start)
    for ends in ([(rule.start, rule.at) for rule in along], [(rule.end, rule.at) for rule in along]):
        for group in _group_ends(ends):
            if len(group) >= _ENDING_TOGETHER:
                at = sum(place for place, _ in group) / len(group)
                rule = Rule(at, min(place for _, place in group), max(place for _, place in group))
                if not _is_drawn(rule, drawn):
                    missing += _leave_openings(rule, sorted(place for _, place in group), along, drawn)
    return missing


def _leave_openings(
    rule: Rule, ends: Sequence[float], along: Sequence[Rule], drawn: Sequence[Rule]
) -> list[Rule]:
    """The parts of a supposed rule without the cells between two groups of columns, which it does not part.

    | 令和5年度   | 評価 | 令和6年度   |    the rule below the years is drawn as far as the cell between,
    | 目標 | 実績 |      | 目標 | 実績 |    whose sides go on
    """
    near = [other for other in drawn if abs(other.at - rule.at) <= _NEAR]
    stops = sorted([*(other.start for other in near), *(other.end for other in near)])
    passing = [
        other.at
        for other in along
        if other.start < rule.at - _NEAR
        and other.end > rule.at + _NEAR
        and bisect_left(stops, other.at - _NEAR) < bisect_right(stops, other.at + _NEAR)
    ]
    parts: list[list[float]] = [[ends[0]]]
    for before, end in pairwise(ends):
        if any(before + _NEAR < place < end - _NEAR for place in passing):
            parts.append([])
        parts[-1].append(end)
    return [Rule(rule.at, part[0], part[-1]) for part in parts if len(part) >= _ENDING_TOGETHER]


def _group_ends(ends: Sequence[tuple[float, float]]) -> list[list[tuple[float, float]]]:
    """Ends of rules as (where it ends, where it lies), those that end at nearly the same place together."""
    groups: list[list[tuple[float, float]]] = []
    for end in sorted(ends):
        if groups and end[0] - groups[-1][-1][0] <= _NEAR:
            groups[-1].append(end)
        else:
            groups.append([end])
    return groups


def _is_of_table(rule: Rule, others: Sequence[Rule]) -> bool:
    """True for a rule that runs across another one, or from one to another."""
    met = [
        other.at
        for other in others
        if rule.start - _NEAR <= other.at <= rule.end + _NEAR
        and other.start - _NEAR <= rule.at <= other.end + _NEAR
    ]
    return len(met) > 1 or any(rule.start + _NEAR < at < rule.end - _NEAR for at in met)


def _is_drawn(rule: Rule, others: Sequence[Rule]) -> bool:
    """True where rules of the page, in the order of their starts, cover the whole way of a supposed one."""
    reached = rule.start + _NEAR
    for other in others:
        if abs(other.at - rule.at) <= _NEAR and other.start <= reached + _NEAR:
            reached = max(reached, other.end)
    return reached >= rule.end - _NEAR


def gather_places(places: Sequence[float], near: float = _NEAR) -> list[float]:
    """Places in order, those that are ``near`` one another as one, the first of them."""
    gathered: list[float] = []
    for place in sorted(places):
        if not gathered or place - gathered[-1] > near:
            gathered.append(place)
    return gathered


def _mark(rules: Sequence[Rule], places: Sequence[float], between: Sequence[float]) -> set[tuple[int, int]]:
    """(which place, which gap between the others) for every stretch that a rule covers."""
    marked: set[tuple[int, int]] = set()
    middles = [(one + other) / 2 for one, other in pairwise(between)]
    # Of two places as near the first one counts.
    halves = [(one + other) / 2 for one, other in pairwise(places)]
    for rule in rules:
        place = bisect_left(halves, rule.at)
        for gap in range(bisect_left(middles, rule.start), len(middles)):
            if middles[gap] > rule.end:
                break
            marked.add((place, gap))
    return marked


def _join_places(
    walls: set[tuple[int, int]], floors: set[tuple[int, int]], height: int, width: int
) -> list[tuple[int, int, int, int]]:
    """(top, left, bottom, right) of the cells: places side by side without a rule between them are one.

    What is no rectangle is cut into some, from the top left on.
    """
    taken: set[tuple[int, int]] = set()
    cells = []
    for top in range(height):
        for left in range(width):
            if (top, left) in taken:
                continue
            right = left
            while right + 1 < width and (right + 1, top) not in walls and (top, right + 1) not in taken:
                right += 1
            bottom = top
            while bottom + 1 < height and _goes_on_below(walls, floors, taken, (bottom, left, right)):
                bottom += 1
            taken.update((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
            cells.append((top, left, bottom, right))
    return cells


def _goes_on_below(
    walls: set[tuple[int, int]],
    floors: set[tuple[int, int]],
    taken: set[tuple[int, int]],
    strip: tuple[int, int, int],
) -> bool:
    """True when no rule parts a run of places from those below, nor these from one another."""
    row, left, right = strip
    if any((row + 1, column) in floors or (row + 1, column) in taken for column in range(left, right + 1)):
        return False
    if any((column, row + 1) in walls for column in range(left + 1, right + 1)):
        return False
    return all((side, row + 1) in walls for side in (left, right + 1))
