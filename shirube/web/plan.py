"""The page of a plan: its table, and why each grade is what it is.

What the page shows is put together in plan_page.py.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from shirube.actions.findings import fingerprint
from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import YearStyle
from shirube.store.access import Access
from shirube.store.queries import find_acceptances, find_kin
from shirube.web.pages import Link, draw_alone, render_page
from shirube.web.plan_cells import draw_rows
from shirube.web.plan_filter import COLUMNS, parse_filter
from shirube.web.plan_page import build_plan_page
from shirube.web.prepared_plan import PreparedPlan, find_prepared


@draw_alone
def show_plan(request: HttpRequest, access: Access, plan: int) -> HttpResponse:
    """The table of a plan with filters, years and folded groups as the address says."""
    prepared = find_prepared(access, plan)
    open_findings = list_open_findings(access, prepared)
    address = reverse("plan", args=[plan])
    before, after = find_kin(access, prepared.row)
    page = build_plan_page(prepared, parse_filter(request.GET), open_findings=len(open_findings), url=address)
    return render_page(
        request,
        "plan.html",
        access,
        title=page.title,
        crumbs=(Link("計画一覧", reverse("plans")), Link(page.title)),
        page=page,
        columns=COLUMNS,
        plan_id=plan,
        plan_url=address,
        tabs=build_tabs(access, prepared, "plan", len(open_findings)),
        actions=build_actions(access, prepared),
        before=before,
        after=after,
        can_copy=access.can("copy_plan") and bool(prepared.plan.indicators),
        drawn=draw_rows(prepared, page.headings, f"{address}indicators/"),
    )


def list_open_findings(access: Access, prepared: PreparedPlan) -> list[Finding]:
    """The findings that ask for attention: grave or odd, and accepted by nobody."""
    accepted = find_acceptances(access, prepared.row.pk)
    return [
        finding
        for finding in prepared.findings
        if finding.level is not Level.INFORMATION and fingerprint(finding) not in accepted
    ]


def build_tabs(access: Access, prepared: PreparedPlan, here: str, findings: int = 0) -> tuple[Link, ...]:
    """The pages of one plan."""
    plan = prepared.row.pk
    names = [
        ("plan", "表", 0),
        *([("targets", "目標値", 0)] if access.can_somewhere("enter_target") else []),
        ("analysis", "分析", 0),
        ("findings", "点検", findings),
        ("scale", "評価基準", 0),
    ]
    if access.can_somewhere("view_history"):
        names.append(("plan_history", "履歴", 0))
    return tuple(Link(words, reverse(name, args=[plan]), name == here, count) for name, words, count in names)


def build_actions(access: Access, prepared: PreparedPlan) -> tuple[Link, ...]:
    """What can be done with a plan, the usual thing last and emphasised."""
    plan = prepared.row.pk
    found = []
    if access.can("import_plan"):
        found.append(Link("取込", reverse("import_into", args=[plan])))
    found.append(Link("報告を作る", reverse("report", args=[plan])))
    year = prepared.entry_year
    if year and access.can_somewhere("enter_actual"):
        address = reverse("entry", args=[plan, year.start])
        found.append(Link(f"{year.render()}を入力", address, is_primary=True))
    return tuple(found)


def build_crumbs(prepared: PreparedPlan, *further: str) -> tuple[Link, ...]:
    """計画一覧 ／ the plan ／ further steps, the last of them being here."""
    plan = Link(render_plan_name(prepared), reverse("plan", args=[prepared.row.pk]))
    return (Link("計画一覧", reverse("plans")), plan, *(Link(text) for text in further))


def render_plan_name(prepared: PreparedPlan) -> str:
    """How pages call a plan."""
    return prepared.plan.name or prepared.plan.title or "計画"


def render_plan_page(
    request: HttpRequest,
    template: str,
    access: Access,
    prepared: PreparedPlan,
    *,
    here: str,
    title: str,
    **context: Any,
) -> HttpResponse:
    """A further page of a plan with its tabs and breadcrumb."""
    findings = len(list_open_findings(access, prepared))
    return render_page(
        request,
        template,
        access,
        title=title,
        crumbs=build_crumbs(prepared, title),
        prepared=prepared,
        plan_id=prepared.row.pk,
        plan_name=render_plan_name(prepared),
        plan_url=reverse("plan", args=[prepared.row.pk]),
        tabs=build_tabs(access, prepared, here, findings),
        letter=YearStyle.LETTER,
        **context,
    )
