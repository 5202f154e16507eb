"""目標値の入力: targets and baselines of a whole plan in one table, saved as a whole or row by row.

Each cell is an action of its own: what is wrong with one leaves the others saved, and its text in the field.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from shirube.actions.outcome import Conflict, NotFound, Refused
from shirube.actions.targets import enter_target, find_this_year
from shirube.core.fiscal_year import FiscalYear
from shirube.store.access import Access
from shirube.store.load import load_plan
from shirube.store.queries import find_drafts, find_indicator, find_plan, list_years
from shirube.web.forms import parse_number
from shirube.web.pages import draw_alone, render_page, render_part, say_good
from shirube.web.plan import build_crumbs, render_plan_name
from shirube.web.prepared_plan import PreparedPlan, find_prepared, prepare_plan
from shirube.web.targets_page import (
    BASE,
    TargetResult,
    TargetRow,
    build_target_row,
    build_target_rows,
    find_columns,
)


class Sent(NamedTuple):
    """What was sent about one row: the text of each column, what was seen there, and the reason."""

    texts: dict[str, str]
    versions: dict[str, int]
    shown: dict[str, str]
    base_year: str
    shown_year: str
    reason: str


@draw_alone
def show_targets(request: HttpRequest, access: Access, plan: int) -> HttpResponse:
    """The table."""
    prepared = find_prepared(access, plan)
    rows = build_target_rows(prepared, find_drafts(access, plan))
    return _render_table(request, access, prepared=prepared, rows=rows, results={})


def do_targets(request: HttpRequest, access: Access, plan: int) -> HttpResponse:
    """Saves every cell that was changed; rows with a problem come back with what was typed."""
    prepared = find_prepared(access, plan)
    results, typed = {}, {}
    for row in build_target_rows(prepared, {}):
        sent = read_sent(request.POST, row)
        if sent is not None:
            results[row.pk], typed[row.pk] = save_row(row, sent, access), sent
    saved = sum(result.saved for result in results.values())
    if all(result.is_clean for result in results.values()):
        say_good(request, f"{saved}個の値を保存しました。" if saved else "変更はありませんでした。")
        return redirect("targets", plan=plan)
    fresh = find_prepared(access, plan)
    shown = build_target_rows(fresh, find_drafts(access, plan))
    rows = tuple(_keep_typed(row, typed.get(row.pk), results.get(row.pk)) for row in shown)
    return _render_table(request, access, prepared=fresh, rows=rows, results=results, status=422)


def do_target_row(request: HttpRequest, access: Access, plan: int, indicator: int) -> HttpResponse:
    """Saves one row as soon as it was typed, and answers with its state."""
    row = _find_row(access, plan, indicator)
    sent = read_sent(request.POST, row)
    if sent is None:
        raise NotFound
    result = save_row(row, sent, access)
    if result.saved or result.conflicts:
        row = _find_row(access, plan, indicator)
    return render_part(
        request, "targets_answer.html", row=_keep_typed(row, sent, result), result=result, answered=True
    )


def read_sent(post: QueryDict, row: TargetRow) -> Sent | None:
    """The fields of one row, None where the form does not hold it or holds nonsense."""
    seen = _read_seen(post.get(f"seen-{row.pk}", ""))
    if seen is None:
        return None
    columns = [cell.column for cell in row.cells if f"cell-{row.pk}-{cell.column}" in post]
    cells = {column: seen[column] for column in columns if isinstance(seen.get(column), list)}
    return Sent(
        texts={column: post.get(f"cell-{row.pk}-{column}", "").strip() for column in cells},
        versions={column: parse_number(str(held[0])) or 0 for column, held in cells.items()},
        shown={column: str(held[1]) for column, held in cells.items()},
        base_year=post.get(f"year-{row.pk}", ""),
        shown_year=str(seen.get("year", "")),
        reason=post.get(f"reason-{row.pk}", "").strip(),
    )


def save_row(row: TargetRow, sent: Sent, access: Access) -> TargetResult:
    """Carries out what differs from what was shown, cell by cell."""
    result = TargetResult()
    for cell in row.cells:
        if cell.column not in sent.texts:
            continue
        text, is_base = sent.texts[cell.column], cell.column == BASE
        moved = is_base and bool(text) and sent.base_year != sent.shown_year
        if text == sent.shown[cell.column] and not moved:
            continue
        year = cell.year if not is_base else parse_number(sent.base_year) or None
        try:
            enter_target(
                indicator=row.pk,
                kind="baseline" if is_base else "target",
                year=year,
                text=text,
                version=sent.versions[cell.column],
                reason=sent.reason,
                by=access.person,
            )
            result.saved += 1
        except Conflict as conflict:
            result.conflicts[cell.column] = str(conflict)
        except Refused as refused:
            result.errors[cell.column] = f"{cell.label}：{refused}"
    return result


def _read_seen(text: str) -> dict[str, Any] | None:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):  # nonsense that no page has sent, or nested without end
        return None
    well_formed = isinstance(found, dict) and all(
        isinstance(held, str) or (isinstance(held, list) and len(held) == 2) for held in found.values()
    )
    return found if well_formed else None


def _find_row(access: Access, plan: int, indicator: int) -> TargetRow:
    """One row as it stands in the database now; of the others only the years are needed."""
    record = find_plan(access, plan)
    if record is None or find_indicator(access, plan, indicator, "enter_target") is None:
        raise NotFound
    years = [FiscalYear(start) for start in list_years(record)]
    prepared = prepare_plan(load_plan(record, only=[indicator]))
    return build_target_row(prepared, prepared.graded.rows[0], years, {})


def _keep_typed(row: TargetRow, sent: Sent | None, result: TargetResult | None) -> TargetRow:
    """The row with what was typed into the cells that could not be saved."""
    if sent is None or result is None or result.is_clean:
        return row
    wrong = result.errors.keys() | result.conflicts.keys()
    cells = tuple(
        replace(cell, text=sent.texts[cell.column]) if cell.column in wrong else cell for cell in row.cells
    )
    return replace(row, cells=cells, reason=sent.reason)


def _render_table(
    request: HttpRequest,
    access: Access,
    *,
    prepared: PreparedPlan,
    rows: tuple[TargetRow, ...],
    results: Mapping[int, TargetResult],
    status: int = 200,
) -> HttpResponse:
    plan, name, years = prepared.row.pk, render_plan_name(prepared), find_columns(prepared)
    return render_page(
        request,
        "targets.html",
        access,
        title="目標値・基準値の入力",
        crumbs=build_crumbs(prepared, "目標値・基準値の入力"),
        rows=rows,
        results=results,
        plan_id=plan,
        plan_name=name,
        years=years,
        has_begun=bool(years) and years[0].start <= find_this_year(),
        entered=sum(row.is_complete for row in rows),
        status=status,
    )
