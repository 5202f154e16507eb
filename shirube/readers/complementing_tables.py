"""Targets in one table of a file and actuals in another: one plan, put together by the names of indicators.

    目標のシート：指標 | R5目標 | R6目標      実績のシート：指標 | R5実績 | 評価

The columns of the second come to the right of the first. Which tables are asked at all is said by read.py;
tables of one heading are put below one another by joined_tables.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from shirube.core.finding import Finding, Level, Place
from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import AIMS, Role
from shirube.core.indicator import Indicator
from shirube.core.matching import match_indicators
from shirube.core.pattern import late_pattern
from shirube.core.plan import render_indicator_name
from shirube.readers.column_headings import BARE_YEAR
from shirube.readers.found_plans import FoundPlan, fit, fold_name, holds_all, list_roles
from shirube.readers.heading_tables import FoundTable
from shirube.readers.headings import find_heading_year
from shirube.readers.layout_names import COLUMNS
from shirube.readers.layout_reader import read_tables
from shirube.readers.records import heading_word
from shirube.readers.result import ReadPlan, UnderstoodColumn
from shirube.readers.rewritten_grid import Cell
from shirube.readers.rewritten_table import Line, line_of, rewrite_table
from shirube.readers.stacked_sheets import stack_grids
from shirube.readers.table import Table

_REACHED = frozenset((Role.ACTUAL, Role.RATE, Role.MARK, Role.DIFFERENCE))
_YEARLY = _REACHED.union(AIMS)
# Of one indicator there is one of these, whatever the column is called.
_ONCE = frozenset((Role.UNIT, Role.NUMBER, Role.DIRECTION, Role.BODY, Role.GOAL, Role.BASELINE))
# So much of the shorter table must be found again in the other.
_ENOUGH = (2, 3)
_IN_BRACKETS = late_pattern(r"[(\[【〔][^()\[\]【】〔〕]*[)\]】〕]$")


def may_complement(found: Sequence[ReadPlan]) -> bool:
    """True where one table has targets and no actuals, and another the reverse."""
    kinds = [_roles(read) for read in found]
    return any(map(_is_of_aims, kinds)) and any(map(_is_of_actuals, kinds))


def join_complements(plans: Sequence[FoundPlan]) -> list[ReadPlan]:
    """The plans, those of actuals put beside that of their targets where names and years agree."""
    left = [item for item in plans if _is_of_aims(_roles(item.read))]
    result = {id(item.read): item for item in plans}
    order = [id(item.read) for item in plans]
    for other in plans:
        if not _is_of_actuals(_roles(other.read)):
            continue
        tries = [(result[id(item.read)], _match(result[id(item.read)].read, other.read)) for item in left]
        base, matches = max(tries, key=lambda pair: len(pair[1]))
        place = next(key for key, item in result.items() if item is base)
        joined = _join(base, other, matches)
        if joined is not None:
            result[place] = joined
            order.remove(id(other.read))
        else:
            result[place] = replace(base, read=_say_apart(base.read, other.read, matches))
    return [result[key].read for key in order]


def _roles(read: ReadPlan) -> frozenset[Role]:
    return frozenset(item.column.role for item in read.columns)


def _is_of_aims(roles: frozenset[Role]) -> bool:
    return not roles.isdisjoint(AIMS) and roles.isdisjoint(_REACHED)


def _is_of_actuals(roles: frozenset[Role]) -> bool:
    return not roles.isdisjoint((Role.ACTUAL, Role.MARK)) and roles.isdisjoint(AIMS)


def _match(base: ReadPlan, other: ReadPlan) -> dict[str, str]:
    """The keys of the indicators of the base, by those of the other table."""
    found = match_indicators(base.plan, other.plan)
    # 講座参加者数（延べ） beside 講座参加者数, where neither name stands elsewhere.
    open_ = [_bare_names(base, set(found.values())), _bare_names(other, set(found))]
    found |= {key: open_[0][name] for name, key in open_[1].items() if name in open_[0]}
    return {other_key: key for other_key, key in found.items() if key in base.rows}


def _bare_names(read: ReadPlan, taken: set[str]) -> dict[str, str]:
    """The key by the name without brackets of each indicator that no other row is called like."""
    names: dict[str, list[str]] = {}
    for path, item in read.plan.rows:
        name = fold_name(item.name or path[-1].name)
        names.setdefault(_IN_BRACKETS.sub("", name) or name, []).append(item.key)
    return {name: keys[0] for name, keys in names.items() if len(keys) == 1 and keys[0] not in taken}


def _join(base: FoundPlan, other: FoundPlan, matches: dict[str, str]) -> FoundPlan | None:
    """Both tables as one plan; None where they do not agree enough, or something would be lost."""
    fewest = min(len(base.read.plan.indicators), len(other.read.plan.indicators))
    if len(matches) * _ENOUGH[1] < fewest * _ENOUGH[0] or not _may_share_years(base.read, other.read):
        return None
    further = [item for item in other.read.plan.indicators if item.key not in matches]
    names = [item.index for item in base.read.columns if item.column.role is Role.INDICATOR]
    if (further and not names) or base.read.totals or other.read.totals:
        return None
    table = _Beside(base, other, matches).write(further, names[0] if names else 0)
    found = FoundTable(
        table,
        COLUMNS,
        roles=tuple(dict.fromkeys((*list_roles(base), *list_roles(other)))),
        findings=(_say_joined(base.read, other.read, further), *base.found.findings, *other.found.findings),
    )
    lines = [*base.further, *other.further]
    reads = read_tables([found], lines)
    if len(reads) != 1 or not holds_all(reads[0], base.read, other.read, len(further)):
        return None
    read = reads[0]
    kept = [one for one in (*base.read.findings, *other.read.findings) if one.code == "hidden-cells"]
    kept = [one for one in kept if one.message not in {said.message for said in read.findings}]
    return FoundPlan(replace(read, findings=(*read.findings, *kept)), found, lines)


def _may_share_years(base: ReadPlan, other: ReadPlan) -> bool:
    """True where every figure has its year, and what was reached was reached on the way to the goals."""
    columns = [*base.columns, *other.columns]
    if any(item.column.year is None for item in columns if item.column.role in _YEARLY):
        return False
    aims = [item.column.year for item in base.columns if item.column.role in AIMS and item.column.year]
    reached = [
        item.column.year for item in other.columns if item.column.role in _REACHED and item.column.year
    ]
    start = [item.column.year for item in base.columns if item.column.role is Role.BASELINE]
    known = {(item.column.role, item.column.year) for item in base.columns if item.column.role in _REACHED}
    if any((item.column.role, item.column.year) in known for item in other.columns):
        return False
    first = next(filter(None, start), None) or min(aims) - 1
    return bool(set(aims) & set(reached)) or (min(reached) >= first and max(reached) <= max(aims))


class _Beside:
    """Writes the rows of two tables beside one another."""

    def __init__(self, base: FoundPlan, other: FoundPlan, matches: dict[str, str]) -> None:
        self.base, self.other = base, other
        self.tables: tuple[Table, Table] = base.found.table, other.found.table
        self.source = stack_grids([table.grid for table in self.tables])
        self.start = self.source.parts[1][0]
        self.rows = {base.read.rows[key]: other.read.rows[of] for of, key in matches.items()}
        self.twins = dict(self._find_twins())
        self.columns = [
            item
            for item in other.read.columns
            if item.index not in self.twins and item.column.role not in (Role.INDICATOR, Role.LEVEL)
        ]

    def _find_twins(self) -> Iterator[tuple[int, int]]:
        """Columns of the second table that say nothing new, and those of the first: 番号, 単位, 担当課."""
        left, right = (table.grid.rows for table in self.tables)
        for item in self.other.read.columns:
            role, title = item.column.role, fold_name(item.column.title)
            for one in self.base.read.columns if role not in _YEARLY else ():
                is_same = one.column.role is role and (role in _ONCE or fold_name(one.column.title) == title)
                pairs = ((left[row][one.index], right[of][item.index]) for row, of in self.rows.items())
                if is_same and all(cell in ("", own) for own, cell in pairs):
                    yield item.index, one.index

    def write(self, further: Sequence[Indicator], name: int) -> Table:
        """The joined table; rows of ``further`` indicators come last, their names in the column ``name``."""
        first, second = self.tables
        depth = max(first.heading_rows, 1)
        headings = [_name_left(item, texts) for item, texts in self._left_headings()]
        headings += [fit(_name_right(item), depth) for item in self.columns]
        body = [self._write_row(row, self.rows.get(row)) for row in first.body]
        body += [self._write_further(item, name) for item in further]
        around = (*first.below, *(row + self.start for row in (*second.above, *second.below)))
        above = [line_of(self.source, row) for row in first.above]
        below = [line_of(self.source, row) for row in around]
        table = rewrite_table(self.source, headings, body, above=above, below=below)
        return replace(table, stated=dict(first.stated), is_baseline_settled=first.is_baseline_settled)

    def _left_headings(self) -> Iterator[tuple[UnderstoodColumn | None, tuple[str, ...]]]:
        known = {item.index: item for item in self.base.read.columns}
        for index, texts in enumerate(self.tables[0].headings):
            yield known.get(index), texts

    def _write_row(self, row: int, other: int | None) -> Line:
        own: Line = [Cell(row, column) for column in range(self.tables[0].grid.width)]
        return [*own, *self._right(other)]

    def _right(self, row: int | None) -> Line:
        if row is None:
            return [""] * len(self.columns)
        return [Cell(row + self.start, item.index) for item in self.columns]

    def _write_further(self, item: Indicator, name: int) -> Line:
        row = self.other.read.rows[item.key]
        line: Line = [""] * self.tables[0].grid.width
        for index, twin in self.twins.items():
            line[twin] = Cell(row + self.start, index)
        own = (one.index for one in self.other.read.columns if one.column.role is Role.INDICATOR)
        line[name] = Cell(row + self.start, next(own, 0), item.name)
        return [*line, *self._right(row)]


def _name_left(item: UnderstoodColumn | None, texts: tuple[str, ...]) -> tuple[str, ...]:
    """The headings of a column; R5 alone says in the joined table what it was taken for."""
    if item is None or item.column.role not in AIMS or item.confidence > BARE_YEAR:
        return texts or ("",)
    return (*texts[:-1], _say(item, item.column.year))


def _name_right(item: UnderstoodColumn) -> tuple[str, ...]:
    headings = tuple(text for text in item.column.headings if text)
    if item.column.role not in _YEARLY or item.column.part:
        return headings
    if item.confidence <= BARE_YEAR:
        return (_say(item, item.column.year),)
    if not any(map(find_heading_year, headings)) and item.column.year:
        return (f"{item.column.year.render()} {' '.join(headings)}",)
    return headings


def _say(item: UnderstoodColumn, year: FiscalYear | None) -> str:
    return f"{year.render() if year else ''}{heading_word(item.column.role)}"


def _name(read: ReadPlan) -> str:
    return f"「{read.grid.name or read.plan.title or '表'}」"


def _say_joined(base: ReadPlan, other: ReadPlan, further: Sequence[Indicator]) -> Finding:
    found = {item.key for item in further}
    names = [render_indicator_name(path, item) for path, item in other.plan.rows if item.key in found]
    more = f"目標のない指標が{len(names)}つあります（{'、'.join(names[:5])}）。" if names else ""
    return Finding(
        code="tables-complement",
        level=Level.ODD if names else Level.INFORMATION,
        place=Place(file=base.grid.file, sheet=base.grid.name),
        message=f"目標の表{_name(base)}と実績の表{_name(other)}を、指標名で合わせて一つの計画として読み取りました。{more}",
        remedy="別々の計画であれば、ファイルを分けるか、--sheet でシートを指定してください。",
    )


def _say_apart(base: ReadPlan, other: ReadPlan, matches: dict[str, str]) -> ReadPlan:
    fewest = min(len(base.plan.indicators), len(other.plan.indicators))
    if len(matches) * _ENOUGH[1] >= fewest * _ENOUGH[0]:
        count = "年度が書かれていないか、合わない"
    else:
        count = f"一致する指標が{len(matches)}つだけの" if matches else "指標名か年度が合わない"
    finding = Finding(
        code="tables-apart",
        level=Level.ODD if matches else Level.INFORMATION,
        place=Place(file=base.grid.file, sheet=base.grid.name),
        message=f"目標だけの表{_name(base)}と実績だけの表{_name(other)}がありますが、{count}ため、別の計画として読み取りました。",
        remedy="同じ計画であれば、指標名をそろえ、見出しに年度を記入してください。",
    )
    return replace(base, findings=(*base.findings, finding))
