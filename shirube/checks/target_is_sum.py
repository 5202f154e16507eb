"""An indicator whose target is the sum of two other indicators' targets in every year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from shirube.checks.context import CheckContext, Row
from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import FiscalYear
from shirube.core.situation import number_of
from shirube.core.unit import canonical_unit

CODE = "target-is-sum"
LEVELS = (Level.INFORMATION,)

# Two years agree by chance too often.
_ENOUGH_YEARS = 3
# Above this many indicators of one unit sums agree by chance: then only rows of one measure are compared.
_MANY = 60
_NAMED_AS_TOTAL = ("合計", "総計", "全体", "総数", "小計")

Series = tuple[Decimal, ...]
Kind = tuple[str, tuple[FiscalYear, ...]]


class _Candidate(Struct, frozen=True):
    row: Row
    series: Series


def check_target_is_sum(context: CheckContext) -> Iterator[Finding]:
    """One finding for each such indicator; actuals that do not add up are named in it.

    Compared are indicators with one unit and one set of at least three years; in large plans only those of
    one measure. Silent where the target never changes, where several different pairs fit (chance), and for
    rows that are named as totals.
    """
    for group in _group(context):
        by_series: dict[Series, list[_Candidate]] = defaultdict(list)
        for candidate in group:
            by_series[candidate.series].append(candidate)
        for candidate in group:
            pair = _find_pair(candidate, by_series)
            if pair:
                yield _report(candidate, *pair)


def _group(context: CheckContext) -> Iterator[list[_Candidate]]:
    kinds: dict[Kind, list[_Candidate]] = defaultdict(list)
    for row in context.rows:
        candidate = _make_candidate(row)
        if candidate:
            years = tuple(target.year for target in row.indicator.targets)
            kinds[canonical_unit(row.indicator.unit), years].append(candidate)
    for group in kinds.values():
        if len(group) <= _MANY:
            yield group
        else:
            yield from _split_by_measure(group)


def _split_by_measure(group: Sequence[_Candidate]) -> Iterator[list[_Candidate]]:
    measures: dict[tuple[int, ...], list[_Candidate]] = defaultdict(list)
    for candidate in group:
        measures[tuple(id(node) for node in candidate.row.path[:-1])].append(candidate)
    return (members for members in measures.values() if len(members) <= _MANY)


def _make_candidate(row: Row) -> _Candidate | None:
    """A row whose targets are at least three numbers above zero."""
    quantities = [target.reading.quantity for target in row.indicator.targets]
    # Shares (98/99校園) cannot be added up.
    series = tuple(item.value for item in quantities if item and item.of is None and item.value > 0)
    return _Candidate(row, series) if len(series) == len(quantities) >= _ENOUGH_YEARS else None


def _find_pair(
    whole: _Candidate, by_series: dict[Series, list[_Candidate]]
) -> tuple[_Candidate, _Candidate] | None:
    """The two indicators that add up to this one; None where there are none, or several that differ."""
    if len(set(whole.series)) == 1 or any(word in whole.row.name for word in _NAMED_AS_TOTAL):
        return None
    pairs: dict[frozenset[Series], tuple[_Candidate, _Candidate]] = {}
    for series, members in by_series.items():
        if series[0] >= whole.series[0]:
            continue
        rest = tuple(total - part for total, part in zip(whole.series, series, strict=True))
        others = [item for item in by_series.get(rest, ()) if item is not members[0]]
        if others:
            pairs.setdefault(frozenset((series, rest)), (members[0], others[0]))
    return next(iter(pairs.values())) if len(pairs) == 1 else None


def _report(whole: _Candidate, first: _Candidate, second: _Candidate) -> Finding:
    one, other = first.row.name, second.row.name
    sums = "、".join(
        f"{target.year.render()} {target.reading.render()}" for target in whole.row.indicator.targets
    )
    message = f"目標値が、どの年度も「{one}」と「{other}」の目標値の合計と同じです（{sums}）。"
    differing = _find_differing_years(whole.row, first.row, second.row)
    if differing:
        message += f"実績値は合計と一致していません（{'、'.join(differing)}）。"
    return Finding(
        code=CODE,
        level=Level.INFORMATION,
        place=whole.row.place(),
        message=message,
        remedy="3つの指標を合計すると、同じ人や件数を二重に数えるおそれがあります。"
        "目標値の考え方を説明できるようにしておいてください。",
    )


def _find_differing_years(whole: Row, first: Row, second: Row) -> list[str]:
    """The years whose actuals do not add up as the targets do, in words."""
    found = []
    for item in whole.indicator.actuals:
        parts = [row.indicator.actual(item.year) for row in (first, second)]
        numbers = [number_of(part.reading) if part else None for part in parts]
        total = number_of(item.reading)
        if total is None or None in numbers:
            continue
        if total != sum(number for number in numbers if number is not None):
            listed = "と".join(part.reading.render() for part in parts if part)
            found.append(f"{item.year.render()} {item.reading.render()}に対し{listed}")
    return found
