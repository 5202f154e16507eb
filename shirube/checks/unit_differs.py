"""Units that differ within one indicator: 人 in one cell, 件 or % in another."""

from __future__ import annotations

from collections.abc import Iterator

from shirube.checks.context import CheckContext, Row
from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import fold_width
from shirube.core.reading import Reading
from shirube.core.unit import canonical_unit

CODE = "unit-differs"
LEVELS = (Level.ODD, Level.INFORMATION)

# People are counted with both words in one table; no rule makes them one unit, every officer does.
_PEOPLE = {"名": "人"}


def check_unit_differs(context: CheckContext) -> Iterator[Finding]:
    """One finding for each indicator whose cells carry different units.

    A cell without a unit says nothing; words that multiply (千, 万) and 「/年」 are no difference. Two
    spellings of one unit (か所, 箇所) are an information.
    """
    for row in context.rows:
        used = _collect_units(row)
        if len(used) > 1:
            yield _report(row, used)


def _collect_units(row: Row) -> dict[str, str]:
    """Each spelling of a unit with the first cell that carries it, in the order of the table."""
    indicator = row.indicator
    found: dict[str, str] = {}
    cells: list[tuple[str, Reading]] = []
    if indicator.baseline:
        year = indicator.baseline.year
        cells.append((f"{year.render()}の基準値" if year else "基準値", indicator.baseline.reading))
    cells += [(f"{item.year.render()}の目標値", item.reading) for item in indicator.targets]
    cells += [(f"{item.year.render()}の実績値", item.reading) for item in indicator.actuals]
    for where, reading in cells:
        if reading.quantity and reading.quantity.unit:
            found.setdefault(_spell(reading.quantity.unit), f"{where}は{reading.render()}")
    if indicator.unit and _spell(indicator.unit) not in found:
        found[_spell(indicator.unit)] = f"指標の単位は「{indicator.unit}」"
    return found


def _spell(unit: str) -> str:
    """A unit as written, in one width and without 「/年」."""
    head, slash, per = "".join(fold_width(unit).split()).partition("/")
    return head if not slash or per.startswith("年") else f"{head}/{per}"


def _report(row: Row, used: dict[str, str]) -> Finding:
    canonical = {_PEOPLE.get(unit, unit) for unit in map(canonical_unit, used)}
    listed = "、".join(used.values())
    if len(canonical) == 1:
        return Finding(
            code=CODE,
            level=Level.INFORMATION,
            place=row.place(),
            message=f"同じ単位の書き方がそろっていません（{listed}）。",
            remedy="公表する表では、一つの指標の中で単位の書き方をそろえてください。",
        )
    return Finding(
        code=CODE,
        level=Level.ODD,
        place=row.place(),
        message=f"一つの指標の中で単位が違います（{listed}）。このままでは達成率が意味を持ちません。",
        remedy="どの欄の単位が正しいか元の資料で確かめ、数値と単位をそろえてください。",
    )
