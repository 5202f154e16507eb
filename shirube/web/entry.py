"""入力: actuals and texts of one year in a table; saved as a whole, or cell by cell as they are typed.

Each cell is an action of its own: what is wrong with one leaves the others saved, and its text in the field.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from shirube.actions.figures import enter_figure, enter_status
from shirube.actions.findings import accept_finding, fingerprint
from shirube.actions.outcome import Conflict, NotFound, Refused
from shirube.core.finding import Finding
from shirube.core.fiscal_year import FiscalYear
from shirube.core.reading import Missing, Standing
from shirube.store.access import Access
from shirube.store.load import load_plan
from shirube.store.queries import (
    find_acceptances,
    find_drafts,
    find_indicator,
    find_plan,
    list_indicator_ids,
)
from shirube.web.entry_page import REASONS, STANDINGS, EntryRow, RowResult, build_entry_row, build_entry_rows
from shirube.web.forms import parse_number
from shirube.web.pages import draw_alone, render_page, render_part, say_bad, say_good
from shirube.web.plan import build_crumbs, render_plan_name
from shirube.web.prepared_plan import PreparedPlan, find_prepared, prepare_plan
from shirube.web.questions import save_answers


class Sent(NamedTuple):
    """What was sent about one row, as typed."""

    figure: str
    missing: str
    standing: str
    status: str
    version: int
    status_version: int


@draw_alone
def show_entry(request: HttpRequest, access: Access, plan: int, year: int) -> HttpResponse:
    """The table of one year."""
    when = parse_year(year)
    prepared = find_prepared(access, plan)
    allowed, accepted = find_allowed(access, prepared), find_acceptances(access, plan)
    rows = build_entry_rows(prepared, when, allowed, find_drafts(access, plan), accepted=accepted)
    return _render_table(request, access, prepared=prepared, year=when, rows=rows, results={})


def do_entry(request: HttpRequest, access: Access, plan: int, year: int) -> HttpResponse:
    """Saves every row that was changed; rows with a problem come back with what was typed."""
    when = parse_year(year)
    prepared = find_prepared(access, plan)
    drafts = find_drafts(access, plan)
    accepted = find_acceptances(access, plan)
    rows = build_entry_rows(prepared, when, find_allowed(access, prepared), drafts, accepted=accepted)
    results, typed = {}, {}
    for row in rows:
        sent = read_sent(request.POST, row.pk)
        if sent is None:
            continue
        results[row.pk] = save_whole_row(request.POST, row, sent, when, access)
        typed[row.pk] = sent
    saved = sum(result.saved for result in results.values())
    if all(result.is_clean for result in results.values()):
        say_good(request, f"{saved}指標を保存しました。" if saved else "変更はありませんでした。")
        return redirect("entry", plan=plan, year=year)
    fresh = find_prepared(access, plan)
    known = frozenset(row.pk for row in rows)
    shown = build_entry_rows(fresh, when, known, find_drafts(access, plan), accepted=accepted)
    kept = tuple(_keep_typed(row, typed.get(row.pk), results.get(row.pk)) for row in shown)
    return _render_table(request, access, prepared=fresh, year=when, rows=kept, results=results, status=422)


def do_entry_row(request: HttpRequest, access: Access, plan: int, year: int, indicator: int) -> HttpResponse:
    """Saves one row as soon as it was typed, and answers with its grade and state."""
    when = parse_year(year)
    row = _find_row(access, plan, when, indicator)
    sent = read_sent(request.POST, indicator)
    if sent is None:
        raise NotFound
    result = save_whole_row(request.POST, row, sent, when, access)
    if result.saved or result.conflicts:
        row = _find_row(access, plan, when, indicator)
    return render_part(
        request,
        "entry_answer.html",
        row=row,
        result=result,
        answered=True,
        plan_id=plan,
        year=when,
    )


def do_accept_slip(
    request: HttpRequest, access: Access, plan: int, year: int, indicator: int
) -> HttpResponse:
    """Says why an odd figure is right; it then stands among the accepted findings of the plan."""
    when = parse_year(year)
    if find_indicator(access, plan, indicator, "enter_actual") is None:
        raise NotFound
    mark = request.POST.get("slip", "")
    found = next(
        (item for item in _find_findings(access, plan, indicator) if fingerprint(item) == mark), None
    )
    address = f"{reverse('entry', args=[plan, when.start])}#row-{indicator}"
    if found is None:
        say_bad(request, "値が変わったため、指摘の内容も変わりました。もう一度確かめてください。")
        return redirect(address)
    try:
        reason = request.POST.get(f"reason-{indicator}-{mark[:12]}", "").strip()
        accept_finding(plan=plan, finding=found, reason=reason, indicator=indicator, by=access.person)
    except Refused as refused:
        say_bad(request, str(refused))
    else:
        say_good(request, "理由を付けて確認済みとしました。点検の画面にも残っています。")
    return redirect(address)


def _find_findings(access: Access, plan: int, indicator: int) -> tuple[Finding, ...]:
    row = find_plan(access, plan)
    if row is None:
        raise NotFound
    return prepare_plan(load_plan(row, only=[indicator])).findings


def parse_year(year: int) -> FiscalYear:
    """The year of an address. Raises NotFound for one that no plan can have."""
    try:
        return FiscalYear(year)
    except ValueError:
        raise NotFound from None


def find_allowed(access: Access, prepared: PreparedPlan) -> frozenset[int]:
    """The indicators of a plan whose actuals the person may enter."""
    return list_indicator_ids(access, prepared.row.pk, "enter_actual")


def _find_row(access: Access, plan: int, year: FiscalYear, indicator: int) -> EntryRow:
    """One row as it stands in the database now; only that row is loaded and graded."""
    row = find_plan(access, plan)
    if row is None or find_indicator(access, plan, indicator) is None:
        raise NotFound
    prepared = prepare_plan(load_plan(row, only=[indicator]))
    graded = prepared.graded.rows[0]
    accepted = find_acceptances(access, plan)
    return build_entry_row(prepared, graded, year, {}, accepted=accepted)


def read_sent(post: QueryDict, pk: int) -> Sent | None:
    """The fields of one row, None where the form does not hold it."""
    if f"figure-{pk}" not in post:
        return None
    return Sent(
        figure=post.get(f"figure-{pk}", "").strip(),
        missing=post.get(f"missing-{pk}", ""),
        standing=post.get(f"standing-{pk}", ""),
        status=post.get(f"status-{pk}", "").replace("\r\n", "\n").strip(),
        version=parse_number(post.get(f"version-{pk}", "")) or 0,
        status_version=parse_number(post.get(f"status_version-{pk}", "")) or 0,
    )


def save_whole_row(post: QueryDict, row: EntryRow, sent: Sent, year: FiscalYear, access: Access) -> RowResult:
    """Carries out what differs from what stands there: figure, text, and answers to the rule's questions."""
    result = save_row(row, sent, year, access)
    answered = save_answers(post, row.asked, row.pk, year, access)
    result.saved |= answered.saved > 0
    result.conflicts.extend(answered.conflicts)
    result.answers.update(answered.refused)
    return result


def save_row(row: EntryRow, sent: Sent, year: FiscalYear, access: Access) -> RowResult:
    """Carries out what differs from what stands there: the figure, then the text."""
    result = RowResult()
    try:
        result.saved |= _save_figure(row, sent, year, access)
    except Conflict as conflict:
        result.conflicts.append(str(conflict))
    except Refused as refused:
        result.figure_error = str(refused)
    if sent.status != row.status or row.has_draft:
        try:
            result.saved |= _save_status(row, sent, year, access)
        except Conflict as conflict:
            result.conflicts.append(str(conflict))
        except Refused as refused:
            result.status_error = str(refused)
    return result


def _save_figure(row: EntryRow, sent: Sent, year: FiscalYear, access: Access) -> bool:
    same = (sent.figure, sent.missing, sent.standing or "unstated") == (row.figure, row.missing, row.standing)
    if (same and not row.has_draft) or (not sent.figure and not sent.missing and row.version == 0):
        return False
    if sent.figure and sent.missing:
        raise Refused("数値と「数値がない理由」の両方が入っています。どちらか一方にしてください。")
    if not sent.figure and not sent.missing:
        raise Refused("数値を消すときは、数値がない理由を選んでください。")
    cell = enter_figure(
        indicator=row.pk,
        kind="actual",
        year=year.start,
        text=sent.figure,
        version=sent.version,
        missing=_find_missing(sent.missing),
        standing=_find_standing(sent.standing),
        by=access.person,
    )
    return cell.version != row.version


def _save_status(row: EntryRow, sent: Sent, year: FiscalYear, access: Access) -> bool:
    if not sent.status and row.status_version == 0:
        return False
    cell = enter_status(
        indicator=row.pk, year=year.start, text=sent.status, version=sent.status_version, by=access.person
    )
    return cell.version != row.status_version


def _find_missing(name: str) -> Missing | None:
    return next((reason for reason in REASONS if reason.name.lower() == name), None)


def _find_standing(name: str) -> Standing:
    return next((item for item in STANDINGS if item.name.lower() == name), Standing.UNSTATED)


def _keep_typed(row: EntryRow, sent: Sent | None, result: RowResult | None) -> EntryRow:
    if sent is None or result is None or result.is_clean:
        return row
    asked = tuple(replace(item, chosen=result.answers.get(item.field, item.chosen)) for item in row.asked)
    return replace(
        row,
        figure=sent.figure,
        missing=sent.missing,
        standing=sent.standing,
        status=sent.status,
        asked=asked,
    )


def _render_table(
    request: HttpRequest,
    access: Access,
    *,
    prepared: PreparedPlan,
    year: FiscalYear,
    rows: tuple[EntryRow, ...],
    results: Mapping[int, RowResult],
    status: int = 200,
) -> HttpResponse:
    plan, name = prepared.row.pk, render_plan_name(prepared)
    years = sorted({item.year for row in prepared.graded.rows for item in row.indicator.targets})
    return render_page(
        request,
        "entry.html",
        access,
        title=f"{year.render()}の入力",
        crumbs=build_crumbs(prepared, "入力"),
        rows=rows,
        results=results,
        plan_id=plan,
        plan_name=name,
        year=year,
        last_year=year - 1,
        years=years,
        reasons=[(reason.name.lower(), reason.value) for reason in REASONS],
        standings=[
            (item.name.lower(), "―" if item is Standing.UNSTATED else item.value) for item in STANDINGS
        ],
        has_questions=any(row.asked for row in rows),
        entered=sum(1 for row in rows if row.version and (row.figure or row.missing)),
        status=status,
    )
