"""報告: the table of a plan as a file: choose year and format, look at what it holds, download."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from django.http import HttpRequest, HttpResponse

from shirube.actions.outcome import NotFound
from shirube.core.fiscal_year import FiscalYear, YearStyle
from shirube.core.report_kind import WHOLE, UnknownKindError, choose_part, list_choices, render_part
from shirube.store.access import Access
from shirube.web.pages import say_bad
from shirube.web.plan import render_plan_name, render_plan_page
from shirube.web.prepared_plan import PreparedPlan, find_prepared
from shirube.web.report_child import PREVIEW, Order, render_file
from shirube.web.turn_words import add_footnotes
from shirube.writers.formats import WRITERS

KEPT_PICTURES = 4
TYPES = {
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
}


def show_report(request: HttpRequest, access: Access, plan: int) -> HttpResponse:
    """The choice of year, kind and format."""
    prepared = find_prepared(access, plan)
    year = read_year(request, prepared)
    kinds = dict(list_choices(prepared.graded, year)) if year else {}
    kind = request.GET.get("kind", "")
    kind = kind if kind in kinds else WHOLE.key
    order = make_order(prepared, year, kind)
    report = order.compute() if prepared.plan.indicators else None
    return render_plan_page(
        request,
        "report.html",
        access,
        prepared,
        here="report",
        title="報告を作る",
        year=year,
        kind=kind,
        kinds=kinds,
        asked=_render_asked(year, kind),
        years=[item for item in prepared.plan.years if item in prepared.reported_years]
        or prepared.plan.years,
        writers=list(WRITERS.values()),
        report=report,
        columns=len(report.table.columns) if report else 0,
    )


def read_year(request: HttpRequest, prepared: PreparedPlan) -> FiscalYear | None:
    """The year asked for, else the current one."""
    text = request.GET.get("year", "")
    chosen = next((item for item in prepared.plan.years if str(item.start) == text), None)
    return chosen or prepared.year


def _render_asked(year: FiscalYear | None, kind: str) -> str:
    """Year and kind as the addresses of file and picture name them."""
    if year is None:
        return ""
    return urlencode({"year": year.start} | ({} if kind == WHOLE.key else {"kind": kind}))


def download_report(request: HttpRequest, access: Access, plan: int) -> HttpResponse:
    """The file itself, made anew from what stands in the database."""
    prepared = find_prepared(access, plan)
    writer = WRITERS.get(request.GET.get("format", ""))
    if writer is None or not prepared.plan.indicators:
        raise NotFound
    year, kind = read_year(request, prepared), request.GET.get("kind", "") or WHOLE.key
    data, findings = render_file(writer.suffix, make_order(prepared, year, kind))
    for finding in findings:
        say_bad(request, f"{finding.message}{finding.remedy}")
    response = HttpResponse(data, content_type=TYPES.get(writer.suffix, "application/octet-stream"))
    of_year = year.render(YearStyle.LETTER) if year else ""
    part = render_part(kind)
    name = f"{render_plan_name(prepared)}{of_year}{'_' if part else ''}{part}{writer.suffix}"
    # Always as a file to be saved: a page made from what people typed never runs among our own pages.
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"report{writer.suffix}\"; filename*=UTF-8''{quote(name)}"
    )
    return response


def show_preview(request: HttpRequest, access: Access, plan: int) -> HttpResponse:
    """The first page of the PDF of one year and kind as a picture."""
    prepared = find_prepared(access, plan)
    text = request.GET.get("year", "")
    year = next((item for item in prepared.plan.years if str(item.start) == text), None)
    if year is None or not prepared.plan.indicators:
        raise NotFound
    # Not read back from what is kept: somebody else's choice of years may have thrown it away since.
    kind = request.GET.get("kind", "") or WHOLE.key
    picture = prepared.drawn.get(("preview", year, kind))
    if picture is None:
        picture, _ = render_file(PREVIEW, make_order(prepared, year, kind))
        _let_go_of_pictures(prepared)
        prepared.drawn["preview", year, kind] = picture
    return HttpResponse(picture, content_type="image/png")


def _let_go_of_pictures(prepared: PreparedPlan) -> None:
    """Room for one more: each takes some 400 KB, and there are as many as years times kinds."""
    kept = [key for key in list(prepared.drawn) if key[0] == "preview"]
    for key in kept if len(kept) >= KEPT_PICTURES else ():
        prepared.drawn.pop(key, None)


def make_order(prepared: PreparedPlan, year: FiscalYear | None, kind: str = WHOLE.key) -> Order:
    """What a report is made from. Raises NotFound for a kind of which there is nothing to show."""
    try:
        part = choose_part(prepared.plan, prepared.graded, kind, year)
    except UnknownKindError:
        raise NotFound from None
    printed = add_footnotes(part, prepared.loaded.turns)
    # A part may have no figure of the year at all; then no year of it is emphasised.
    of_year = year if year in part.years else None
    return Order(printed, of_year, prepared.scales, prepared.loaded.facts)
