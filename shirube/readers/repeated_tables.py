"""Sheets of a workbook that say once more what others say: 集計 and 総括表 beside forms.

    個票1: 観光入込客数 | R4 1,105 | R5 1,290 | A        集計: 観光入込客数 | R5 1,290 | A
    個票2: 宿泊者数     | R4   820 | R5   900 | B              宿泊者数     | R5   900 | B

An indicator counts once. Where all figures and marks of a sheet stand in others, it is left out; where one of
them differs, nothing is, and the difference is told, because one of both must be wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec.structs import replace

from shirube.core.finding import Finding, Level, Place
from shirube.core.fiscal_year import FiscalYear, fold_width
from shirube.core.indicator import Indicator
from shirube.core.reading import Reading
from shirube.readers.result import ReadPlan
from shirube.readers.sheet_series import SheetPart, find_series, find_subjects
from shirube.readers.table_pair import fold_name

# What is said of an indicator in one cell: kind, year, and what stands there.
_Said = dict[tuple[str, FiscalYear | None], Decimal | str]
# By a name: which plan says it, the names around it, and what is said.
_Known = dict[str, list[tuple[int, frozenset[str], _Said]]]

# A single figure found again may be the same by chance.
_FEWEST_ALIKE = 2
# So many figures are hardly the same by chance.
_FEWEST_COPIED = 4
_MOST_NAMED = 5
# A name of more different rows names no one of them; each would have to be compared with each.
_MOST_OF_A_NAME = 50


def leave_repeated_out(found: Sequence[ReadPlan]) -> list[ReadPlan]:
    """The plans without those that only repeat others, each of which is named."""
    rows = [list(_list_rows(read)) for read in found]
    known = _list_known(rows)
    parts = [SheetPart(find_series(read.grid), find_subjects(read)) for read in found]
    left: set[int] = set()
    told: list[Finding] = []
    # The one with the least to say goes first; of equals the later.
    for number in sorted(range(len(found)), key=lambda place: (_count(rows[place]), -place)):
        differing = _compare(number, rows[number], known, left, parts)
        if differing == []:
            left.add(number)
            told.append(_say_left(found[number]))
        elif differing:
            told.append(_say_differing(found[number], differing))
    kept = [read for number, read in enumerate(found) if number not in left]
    told += _list_alike(found, rows, parts, left)
    return [replace(kept[0], findings=(*told, *kept[0].findings)), *kept[1:]] if told else kept


def _list_known(rows: Sequence[Sequence[tuple[tuple[str, ...], _Said]]]) -> _Known:
    """What is said by name, the same of one sheet once."""
    known: _Known = {}
    listed: set[tuple[str, int, frozenset[str], frozenset[object]]] = set()
    for number, own in enumerate(rows):
        for names, said in own:
            content = frozenset(said.items())
            for name in names:
                around = frozenset(names) - {name}
                if (name, number, around, content) not in listed:
                    listed.add((name, number, around, content))
                    known.setdefault(name, []).append((number, around, said))
    return known


def _count(rows: Sequence[tuple[tuple[str, ...], _Said]]) -> int:
    return sum(len(said) for _, said in rows)


def _compare(
    number: int,
    rows: Sequence[tuple[tuple[str, ...], _Said]],
    known: _Known,
    left: set[int],
    parts: Sequence[SheetPart],
) -> list[str] | None:
    """The names of rows that another sheet says otherwise; None where some are of this sheet alone."""
    differing: list[str] = []
    alike = 0
    for (name, *around), said in rows:
        if len(known.get(name, ())) > _MOST_OF_A_NAME:
            return None
        # 利用者数 of another activity is another indicator.
        others = [
            one
            for other, further, one in known.get(name, ())
            if other not in left
            and not parts[number].is_beside(parts[other])
            and not (around and further and further.isdisjoint(around))
        ]
        shared = [one for one in others if not said.keys().isdisjoint(one)]
        if not said or not shared:
            return None
        # 相談件数 of another measure is another indicator.
        if not any(said.items() <= one.items() for one in shared):
            if len(shared) > 1 or not said.keys() <= shared[0].keys():
                return None
            differing.append(name)
        alike += len(said)
    return differing if alike >= _FEWEST_ALIKE and len(differing) * 2 <= len(rows) else None


def _list_rows(read: ReadPlan) -> Iterator[tuple[tuple[str, ...], _Said]]:
    """The names that each indicator goes by, its own first, and everything said of it."""
    if not read.grid.lettered:
        return
    for path, item in read.plan.rows:
        names = [item.name, *(node.name for node in reversed(path))]
        yield tuple(dict.fromkeys(filter(None, map(fold_name, names)))) or ("",), _list_said(item)


def _list_said(item: Indicator) -> _Said:
    said: _Said = {}
    readings: list[tuple[str, FiscalYear | None, Reading]] = [
        *(("target", one.year, one.reading) for one in item.targets),
        *(("actual", one.year, one.reading) for one in item.actuals),
    ]
    if item.baseline:
        readings.append(("baseline", None, item.baseline.reading))
    for kind, year, reading in readings:
        if reading.quantity is not None:
            said[kind, year] = reading.quantity.value
        elif not reading.is_missing and reading.text:
            said[kind, year] = fold_name(reading.text)
    for one in item.published:
        said |= {
            (kind, one.year): fold_width(text).strip()
            for kind, text in (("mark", one.mark), ("rate", one.rate))
            if text
        }
    return said


def _list_alike(
    found: Sequence[ReadPlan],
    rows: Sequence[Sequence[tuple[tuple[str, ...], _Said]]],
    parts: Sequence[SheetPart],
    left: set[int],
) -> Iterator[Finding]:
    """That sheets of different parts say all the same: one may have been copied and not filled in."""
    first: dict[tuple[str, object], ReadPlan] = {}
    for number, (read, own, part) in enumerate(zip(found, rows, parts, strict=True)):
        if number in left or _count(own) < _FEWEST_COPIED:
            continue
        content = frozenset((names, frozenset(said.items())) for names, said in own)
        other = first.setdefault((part.series, content), read)
        if other.grid.name != read.grid.name:
            yield _say_alike(read, other)


def _say_alike(read: ReadPlan, other: ReadPlan) -> Finding:
    return Finding(
        code="sheets-alike",
        level=Level.ODD,
        place=Place(file=read.grid.file, sheet=read.grid.name),
        message=f"「{read.grid.name}」の{len(read.plan.indicators)}指標は、値も評価も「{other.grid.name}」とすべて同じです。"
        "別の指標として読み取りました。",
        remedy="ほかのシートを写したままになっていないか確認してください。",
    )


def _say_left(read: ReadPlan) -> Finding:
    return Finding(
        code="sheet-repeats",
        level=Level.INFORMATION,
        place=Place(file=read.grid.file, sheet=read.grid.name),
        message=f"「{read.grid.name}」の{len(read.plan.indicators)}指標は、値も評価もほかのシートと同じため、"
        "重ねて数えず、読み取った計画に含めていません。",
        remedy="このシートだけを読み取るときは、--sheet でシートの名前を指定してください。",
    )


def _say_differing(read: ReadPlan, names: Sequence[str]) -> Finding:
    listed = "、".join(f"「{name}」" for name in names[:_MOST_NAMED])
    more = "など" if len(names) > _MOST_NAMED else ""
    return Finding(
        code="sheets-differ",
        level=Level.ODD,
        place=Place(file=read.grid.file, sheet=read.grid.name),
        message=f"「{read.grid.name}」の{listed}{more}は、ほかのシートの同じ指標と値又は評価が違います。",
        remedy="どちらが正しいか確認し、違うほうを直してください。",
    )
