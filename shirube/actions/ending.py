"""The cells of an indicator that ends: marked 終了 from a year on, and put back as they were.

When an indicator may end, and recording it, belong to life.py.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from shirube.actions.outcome import Refused
from shirube.core.fiscal_year import FiscalYear
from shirube.core.indicator import Revision
from shirube.core.reading import Missing, Reading
from shirube.store.access import Access
from shirube.store.figure_cells import COLUMNS, join_reading, split_reading
from shirube.store.plans import FigureRow, IndicatorRow, PlanRow
from shirube.store.queries import list_years
from shirube.store.remainder import decode_values, encode_values

Kind = FigureRow.Kind
# A saved cell: kind, year, its version once it said 終了, and its columns before (None: there was none).
KeptCell = dict[str, Any]

_KEPT = (*COLUMNS, "past", "typed")


def end_cells(access: Access, row: IndicatorRow, year: FiscalYear, reason: str) -> list[KeptCell]:
    """Marks targets and actuals from ``year`` on as 終了; returns what stood there.

    Raises Refused when something was already reached in such a year, or the plan has none.
    """
    plan = PlanRow.objects.of(access.municipality).get(pk=row.plan_id)
    years = [start for start in list_years(plan) if start >= year.start]
    if not years:
        raise Refused(f"この計画には、{year.render()}以後の年度がありません。")
    figures = FigureRow.objects.of(access.municipality).filter(indicator=row, year__gte=year.start)
    cells = {(item.kind, item.year): item for item in figures.exclude(kind=Kind.BASELINE)}
    reported = [start or 0 for (kind, start), cell in cells.items() if kind == Kind.ACTUAL and _says(cell)]
    if reported:
        last = FiscalYear(max(reported))
        raise Refused(
            f"{last.render()}の実績値が入力されています。それより後の年度から終了するか、実績値を確かめてください。"
        )
    kept = []
    for start in years:
        target = cells.get((Kind.TARGET, start))
        if target is not None and not target.missing:
            kept.append(_write(target, _revise(target, year, reason)))
        actual = cells.get((Kind.ACTUAL, start)) or FigureRow(
            municipality=access.municipality,
            plan_id=row.plan_id,
            indicator=row,
            kind=Kind.ACTUAL,
            year=start,
        )
        kept.append(_write(actual, {**_ended(reason), "past": ""}))
    return kept


def restore_cells(access: Access, row: IndicatorRow, kept: list[KeptCell]) -> int:
    """Puts cells back as they were before; returns how many were changed since and therefore stay."""
    figures = FigureRow.objects.of(access.municipality).filter(indicator=row).exclude(kind=Kind.BASELINE)
    cells = {(item.kind, item.year): item for item in figures}
    changed = 0
    for item in kept:
        current = cells.get((item["kind"], item["year"]))
        if current is None or current.version != item["version"]:
            changed += 1
        elif item["was"] is None:
            current.delete()
        else:
            was = {**item["was"], "as_of": _read_day(item["was"]["as_of"])}
            for name, value in was.items():
                setattr(current, name, value)
            current.version += 1
            current.save()
    return changed


def _says(cell: FigureRow) -> bool:
    return not cell.missing and bool(cell.number is not None or cell.state or cell.exact)


def _ended(reason: str) -> dict[str, Any]:
    reading = Reading(missing=Missing.ENDED, text=Missing.ENDED.value, note=reason)
    return {**split_reading(reading), "typed": ""}


def _revise(target: FigureRow, year: FiscalYear, reason: str) -> dict[str, Any]:
    before = join_reading(*(getattr(target, name) for name in COLUMNS))
    revision = Revision(before, reason, effective_from=year)
    return {**_ended(""), "past": encode_values((*decode_values(Revision, target.past), revision))}


def _write(cell: FigureRow, columns: dict[str, Any]) -> KeptCell:
    was = None
    if cell.pk is not None:
        was = {name: getattr(cell, name) for name in _KEPT}
        was["as_of"] = was["as_of"].isoformat() if was["as_of"] else None
        cell.version += 1
    for name, value in columns.items():
        setattr(cell, name, value)
    cell.save()
    return {"kind": str(cell.kind), "year": cell.year, "version": cell.version, "was": was}


def _read_day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
