"""Which indicator of a new table is which of the plan that is already there.

Keys of a table count its rows, so a row put in between shifts them all: indicators are known by where they
stand in the tree and what they are called. Putting the two plans together belongs to merging.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable

from shirube.core.fiscal_year import fold_width
from shirube.core.indicator import Indicator
from shirube.core.plan import Node, Plan

# The nodes that lead to an indicator, at least the one it belongs to.
Row = tuple[tuple[Node, ...], Indicator]


def match_indicators(current: Plan, incoming: Plan) -> dict[str, str]:
    """For each key of the incoming plan that is found again, the key it has in the current one.

    Tried in order: same path and names, same activity and names, same activity alone, same names alone. A
    likeness that fits several rows on either side settles nothing, so that no figure lands in a wrong row.
    """
    left = list(current.rows)
    right = list(incoming.rows)
    found: dict[str, str] = {}
    for likeness in (_place, _names, _activity, _indicator_name):
        pairs = _pair(left, right, likeness)
        found.update(pairs)
        taken = set(pairs.values())
        left = [row for row in left if row[1].key not in taken]
        right = [row for row in right if row[1].key not in pairs]
    return found


def _pair(left: Iterable[Row], right: Iterable[Row], likeness: Callable[[Row], Hashable]) -> dict[str, str]:
    known = _group(left, likeness)
    return {
        rows[0]: known[like][0]
        for like, rows in _group(right, likeness).items()
        if like and len(rows) == 1 and len(known.get(like, ())) == 1
    }


def _group(rows: Iterable[Row], likeness: Callable[[Row], Hashable]) -> dict[Hashable, list[str]]:
    groups: dict[Hashable, list[str]] = defaultdict(list)
    for row in rows:
        groups[likeness(row)].append(row[1].key)
    return groups


def _place(row: Row) -> Hashable:
    path, indicator = row
    return (tuple(_fold(node.name) for node in path), _fold(indicator.name), _fold(indicator.unit))


def _names(row: Row) -> Hashable:
    path, indicator = row
    activity = _fold(path[-1].name)
    return (activity, _fold(indicator.name)) if activity or indicator.name else ""


def _activity(row: Row) -> Hashable:
    return _fold(row[0][-1].name)


def _indicator_name(row: Row) -> Hashable:
    return _fold(row[1].name)


def _fold(text: str) -> str:
    return fold_width(text).replace(" ", "").casefold()
