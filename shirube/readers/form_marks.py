"""The mark of a form that stands beside a label outside the table: it is that of all indicators of the form.

    指標      目標  実績
    相談件数  150   163
    移住者数   40    31

    総合評価  Ａ

Only for plans whose tables have no marks of their own. Which rows hold such a mark is told by judgements.py.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct, field
from msgspec.structs import replace

from shirube.core.finding import Finding, Level, Place
from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Column, Form, Role
from shirube.core.indicator import Indicator, Published
from shirube.core.plan import Plan
from shirube.core.reading import Standing
from shirube.readers.amendments import replace_indicators
from shirube.readers.grid import Grid
from shirube.readers.joined_tables import JoinedGrid
from shirube.readers.judgements import Judgement, find_judgement, may_hold_judgement
from shirube.readers.result import ReadPlan
from shirube.readers.rewritten_grid import RewrittenGrid
from shirube.readers.stacked_sheets import StackedGrid
from shirube.readers.values import cell_text

# A place in a file: the number of the sheet or table, and the row.
_At = tuple[int, int]


class _Grid:
    """A sheet or table of the file; its judgements are found once, however many plans stand in it."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid

    @cached_property
    def judgements(self) -> Sequence[tuple[int, Judgement]]:
        """The rows with a label and its mark."""
        return tuple(_find_judgements(self.grid))


class _Group(Struct):
    """The indicators of one form, and the marks beside labels in it."""

    keys: list[str] = field(default_factory=list)
    # True where it has indicators, be they of another plan.
    counts: bool = False
    judged: list[tuple[_At, Judgement]] = field(default_factory=list)


def _lacks_marks(read: ReadPlan) -> bool:
    items = read.plan.indicators
    return bool(items) and not any(one.mark for item in items for one in item.published)


def _speaks_of_marks(read: ReadPlan) -> bool:
    """True where something outside the table may give one."""
    return any(map(may_hold_judgement, (*read.plan.remarks, *read.plan.footnotes)))


def _are_judged(read: ReadPlan, further: Iterable[_Grid]) -> bool:
    """True for a plan without marks where tables behind it that hold no plan name some."""
    return _lacks_marks(read) and any(one.judgements for one in further)


def give_form_marks(found: Sequence[ReadPlan], grids: Sequence[Grid]) -> list[ReadPlan]:
    """The plans, those without marks with those of their forms. ``grids`` are all of the file, in order."""
    owners = [_list_own(read.grid, grids) for read in found]
    taken = {number for own in owners for number in own}
    places = [_find_places(read, own) if own else {} for read, own in zip(found, owners, strict=True)]
    sources = list(map(_Grid, grids))
    # The mark below a further table of a sheet is as well that of the tables above it.
    speaking = {
        number for read, own in zip(found, owners, strict=True) if _speaks_of_marks(read) for number in own
    }
    result = []
    for number, (read, own) in enumerate(zip(found, owners, strict=True)):
        further = _list_further(own, taken, grids) if own else []
        needs = _lacks_marks(read) and not speaking.isdisjoint(own)
        if own and (needs or _are_judged(read, (sources[one] for one in further))):
            # Further tables of the same sheet are no less forms of their own.
            others = [at for other, known in enumerate(places) if other != number for at in known.values()]
            result.append(_give(read, places[number], (own, further, others), sources))
        else:
            result.append(read)
    return result


def _list_own(grid: Grid, grids: Sequence[Grid]) -> list[int]:
    """The numbers of the sheets or tables that a plan was read from; none where one of them is not known."""
    source = _find_source(grid)
    parts: Sequence[Grid] = [source]
    if isinstance(source, JoinedGrid):
        parts = source.sources
    elif isinstance(source, StackedGrid):
        parts = [sheet for _, sheet in _list_parts(source)]
    numbers = {id(one): number for number, one in enumerate(grids)}
    known = [numbers[id(one)] for one in parts if id(one) in numbers]
    return known if len(known) == len(parts) else []


def _list_parts(grid: StackedGrid, start: int = 0) -> list[tuple[int, Grid]]:
    """The sheets or tables of a grid with their first rows, also those of stacked ones within it."""
    parts: list[tuple[int, Grid]] = []
    for first, part in grid.parts:
        parts += (
            _list_parts(part, start + first) if isinstance(part, StackedGrid) else [(start + first, part)]
        )
    return parts


def _list_further(own: Sequence[int], taken: set[int], grids: Sequence[Grid]) -> list[int]:
    """Tables of a document that no plan was read from, behind the own ones and before the next plan's."""
    if grids[own[0]].lettered:
        return []
    stop = min((number for number in taken if number > own[-1]), default=len(grids))
    start = own[0]
    # The form in a cell of which the table stands comes before it in the file.
    while outer := grids[start].outer:
        start = outer[0]
    return [number for number in range(start, stop) if number not in taken]


def _order(grids: Sequence[Grid], at: _At) -> tuple[int, ...]:
    """Where a row is as one reads: a table in a cell between the rows of the table around it."""
    outer = grids[at[0]].outer
    return (*_order(grids, outer), *at) if outer else at


def _find_source(grid: Grid) -> Grid:
    while isinstance(grid, RewrittenGrid):
        grid = grid.source
    return grid


def _give(
    read: ReadPlan,
    places: Mapping[str, _At],
    around: tuple[Sequence[int], Sequence[int], Sequence[_At]],
    sources: Sequence[_Grid],
) -> ReadPlan:
    """The plan with the marks of its forms: those ``around`` its indicators.

    These are its own tables, further ones without a plan, and the places of the indicators of other plans.
    """
    own, further, others = around
    if len(places) != len(read.plan.indicators):
        return read
    rows = {*places.values(), *others}
    judged = [
        ((number, row), judgement)
        for number in sorted({*own, *further})
        for row, judgement in sources[number].judgements
        if (number, row) not in rows
    ]
    if not judged:
        return read
    grids = [one.grid for one in sources]
    within = {number for number, _ in (*places.values(), *(at for at, _ in judged))}
    every = _group(places, [at for at in others if at[0] in within], judged, grids)
    groups = [group for group in every if group.keys]
    foreign = {at for group in every if group.counts and not group.keys for at, _ in group.judged}
    items = {item.key: item for item in read.plan.indicators}
    given: dict[str, Published] = {}
    for group in groups:
        given |= _marks_of(group, items)
    used = [group for group in groups if group.keys[0] in given]
    known = {at for group in used for at, _ in group.judged}
    left = [one for one in judged if one[0] not in known | foreign]
    if not given:
        return _tell(read, left, grids) if left else read
    changed = {key: _add(items[key], one) for key, one in given.items()}
    plan = _with_columns(replace_indicators(read.plan, changed), {one.year for one in given.values()})
    number, row = used[0].judged[0][0]
    said = _describe(used, grids[number].place(row, 0))
    result = replace(read, plan=plan, findings=(*read.findings, said))
    return _tell(result, left, grids) if left else result


def _find_places(read: ReadPlan, own: Sequence[int]) -> dict[str, _At]:
    """Where each indicator stands in the file, by its key."""
    source = _find_source(read.grid)
    starts = [start for start, _ in _list_parts(source)] if isinstance(source, StackedGrid) else []
    places: dict[str, _At] = {}
    for key, row in read.rows.items():
        line = _trace(read.grid, row)
        if line is None:
            continue
        if isinstance(source, JoinedGrid):
            part, line = source.lines[line]
            places[key] = own[part], line
        elif isinstance(source, StackedGrid):
            part = bisect_right(starts, line) - 1
            places[key] = own[part], line - starts[part]
        else:
            places[key] = own[0], line
    return places


def _trace(grid: Grid, row: int) -> int | None:
    """The row of the file in which a row of a rewritten table begins."""
    while isinstance(grid, RewrittenGrid):
        origins = (grid.origins.get((row, column)) for column in range(grid.width))
        found = next((origin for origin in origins if origin is not None), None)
        if found is None:
            return None
        row, grid = found[0], grid.source
    return row


def _find_judgements(grid: Grid) -> Iterator[tuple[int, Judgement]]:
    for row, line in enumerate(grid.rows):
        if any(isinstance(cell, str) and may_hold_judgement(cell) for cell in line):
            texts = [cell_text(grid, row, column) for column in range(grid.width)]
            if judgement := find_judgement(texts):
                yield row, judgement


def _group(
    places: Mapping[str, _At],
    others: Sequence[_At],
    judged: Sequence[tuple[_At, Judgement]],
    grids: Sequence[Grid],
) -> list[_Group]:
    """The forms of a file: in each the marks stand behind the indicators, or in each before them."""
    sheets = sorted({number for number, _ in (*places.values(), *(at for at, _ in judged))})
    groups: list[_Group] = []
    for part in [[number] for number in sheets] if grids[sheets[0]].lettered else [sheets]:
        events: list[tuple[_At, str, Judgement | None]] = [
            (at, key, None) for key, at in places.items() if at[0] in part
        ]
        events += [(at, "", None) for at in others if at[0] in part]
        events += [(at, "", judgement) for at, judgement in judged if at[0] in part]
        events.sort(key=lambda event: _order(grids, event[0]))
        leads = bool(events) and events[0][2] is not None
        current = _Group()
        for at, key, judgement in events:
            # What ends a form is the first of its kind behind all of the other kind.
            ends = (current.counts and judgement) if leads else (current.judged and not judgement)
            if ends:
                groups.append(current)
                current = _Group()
            if judgement is None:
                current.counts = True
                current.keys += [key] if key else []
            else:
                current.judged.append((at, judgement))
        if leads and groups and not current.counts:
            # A mark before the first form and one behind the last: which of them is that of the whole?
            for group in groups:
                group.keys.clear()
        groups.append(current)
    return [group for group in groups if group.judged]


def _marks_of(group: _Group, known: Mapping[str, Indicator]) -> dict[str, Published]:
    """The mark of each indicator of a form; none where its labels give several."""
    marks = {judgement.mark for _, judgement in group.judged}
    items = [known[key] for key in group.keys]
    year = _latest(items)
    if len(marks) != 1 or year is None:
        return {}
    first = group.keys[0] if len(group.keys) > 1 else ""
    mark = marks.pop()
    return {item.key: Published(year, mark, _rate(item, year), joint=first) for item in items}


def _latest(items: Sequence[Indicator]) -> FiscalYear | None:
    """The newest year with figures: one of which some are only expected is not judged yet."""
    known = [one for item in items for one in item.actuals if not one.reading.is_missing]
    expected = {one.year for one in known if one.reading.standing is Standing.EXPECTED}
    years = {one.year for one in known}
    return max(years - expected or years, default=None)


def _rate(item: Indicator, year: FiscalYear) -> str:
    known = item.published_in(year)
    return known.rate if known else ""


def _add(item: Indicator, mark: Published) -> Indicator:
    known = {one.year: one for one in item.published} | {mark.year: mark}
    return replace(item, published=tuple(known[year] for year in sorted(known)))


def _with_columns(plan: Plan, years: set[FiscalYear]) -> Plan:
    """The form with a column for the marks of each year, so that they are printed."""
    depth = plan.form.heading_rows
    columns = [
        Column(Role.MARK, (*[""] * (depth - 1), f"評価（{year.render()}）"), year)
        for year in sorted(years)
        if plan.form.find(Role.MARK, year) is None
    ]
    return replace(plan, form=Form((*plan.form.columns, *columns))) if depth else plan


def _describe(used: Sequence[_Group], place: Place) -> Finding:
    listed = "、".join(
        f"「{group.judged[0][1].label}」の「{group.judged[0][1].mark}」は{len(group.keys)}指標"
        for group in used[:5]
    )
    return Finding(
        code="mark-of-form",
        level=Level.INFORMATION,
        place=place,
        message=f"表の外に項目名と並べて書かれた評価を、同じ様式の全ての指標の評価として読み取りました（{listed}）。",
        remedy="一部の指標の評価であるときは、表に「評価」の列を設けて指標ごとに記入してください。",
    )


def _tell(read: ReadPlan, judged: Sequence[tuple[_At, Judgement]], grids: Sequence[Grid]) -> ReadPlan:
    """Marks that cannot be given to anybody are named: which of them counts, a person must say."""
    (number, row), _ = judged[0]
    listed = "、".join(f"「{one.label}」の「{one.mark}」" for _, one in judged[:5])
    said = Finding(
        code="mark-of-form-unread",
        level=Level.ODD,
        place=grids[number].place(row, 0),
        message=f"表の外に評価（{listed}）がありますが、どの指標のどの年度の評価か分からないため、"
        "評価として読み取りませんでした。",
        remedy="表に「評価」の列を設けて、指標ごとに記入してください。",
    )
    return replace(read, findings=(*read.findings, said))
