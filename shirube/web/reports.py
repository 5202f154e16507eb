"""報告: the table of a plan as a file: choose year and format, look at what it holds, download."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse

from shirube.actions.outcome import NotFound
from shirube.core.fiscal_year import FiscalYear, YearStyle
from shirube.store.access import Access
from shirube.web.pages import say_bad
from shirube.web.plan import render_plan_name, render_plan_page
from shirube.web.prepared_plan import PreparedPlan, find_prepared
from shirube.web.report_child import PREVIEW, Order, render_file
from shirube.writers.formats import WRITERS

TYPES = {
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
}


def show_report(request: HttpRequest, access: Access, plan: int) -> HttpResponse:
    """The choice of year and format."""
    prepared = find_prepared(access, plan)
    year = read_year(request, prepared)
    report = prepared.report(year) if prepared.plan.indicators else None
    return render_plan_page(
        request,
        "report.html",
        access,
        prepared,
        here="report",
        title="報告を作る",
        year=year,
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


def download_report(request: HttpRequest, access: Access, plan: int) -> HttpResponse:
    """The file itself, made anew from what stands in the database."""
    prepared = find_prepared(access, plan)
    writer = WRITERS.get(request.GET.get("format", ""))
    if writer is None or not prepared.plan.indicators:
        raise NotFound
    year = read_year(request, prepared)
    data, findings = render_file(writer.suffix, make_order(prepared, year))
    for finding in findings:
        say_bad(request, f"{finding.message}{finding.remedy}")
    response = HttpResponse(data, content_type=TYPES.get(writer.suffix, "application/octet-stream"))
    of_year = year.render(YearStyle.LETTER) if year else ""
    name = f"{render_plan_name(prepared)}{of_year}{writer.suffix}"
    # Always as a file to be saved: a page made from what people typed never runs among our own pages.
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"report{writer.suffix}\"; filename*=UTF-8''{quote(name)}"
    )
    return response


def show_preview(request: HttpRequest, access: Access, plan: int) -> HttpResponse:
    """The first page of the PDF of one year as a picture."""
    prepared = find_prepared(access, plan)
    text = request.GET.get("year", "")
    year = next((item for item in prepared.plan.years if str(item.start) == text), None)
    if year is None or not prepared.plan.indicators:
        raise NotFound
    # Not read back from what is kept: somebody else's choice of years may have thrown it away since.
    picture = prepared.drawn.get(("preview", year))
    if picture is None:
        picture, _ = render_file(PREVIEW, make_order(prepared, year))
        prepared.drawn["preview", year] = picture
    return HttpResponse(picture, content_type="image/png")


def make_order(prepared: PreparedPlan, year: FiscalYear | None) -> Order:
    """What the report of a year is made from."""
    return Order(prepared.printed, year, prepared.scales, prepared.loaded.facts)
