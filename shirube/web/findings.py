"""点検: what the checks find in a plan, with place and remedy; known findings are set aside with a reason."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from shirube.actions.findings import accept_finding, fingerprint, withdraw_acceptance
from shirube.actions.outcome import NotFound, Refused
from shirube.checks.registry import CHECKS
from shirube.core.finding import Finding, Level
from shirube.store.access import Access
from shirube.store.queries import find_acceptances
from shirube.store.records import FindingAcceptance
from shirube.web.forms import parse_number
from shirube.web.pages import say_bad, say_good
from shirube.web.plan import render_plan_page
from shirube.web.prepared_plan import PreparedPlan, find_prepared


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding with the name of its check, where its row is shown, and its acceptance if it has one."""

    finding: Finding
    check: str
    fingerprint: str
    url: str
    acceptance: FindingAcceptance | None


def show_findings(request: HttpRequest, access: Access, plan: int) -> HttpResponse:
    """Open findings, gravest first, then those that were accepted."""
    prepared = find_prepared(access, plan)
    lines = build_finding_lines(prepared, find_acceptances(access, plan))
    return render_plan_page(
        request,
        "findings.html",
        access,
        prepared,
        here="findings",
        title="点検",
        open_lines=[
            line for line in lines if line.acceptance is None and line.finding.level is not Level.INFORMATION
        ],
        hints=[line for line in lines if line.acceptance is None and line.finding.level is Level.INFORMATION],
        accepted=[line for line in lines if line.acceptance],
        checks=CHECKS,
        can_accept=access.can_somewhere("accept_finding"),
    )


def build_finding_lines(prepared: PreparedPlan, accepted: dict[str, FindingAcceptance]) -> list[FindingLine]:
    """All findings of a plan."""
    names = {check.code: check.name_ja for check in CHECKS}
    keys = {row.name: row.indicator.key for row in prepared.graded.rows}
    lines = []
    for finding in prepared.findings:
        key = keys.get(finding.place.indicator)
        url = reverse("indicator", args=[prepared.row.pk, key]) if key else ""
        mark = fingerprint(finding)
        lines.append(
            FindingLine(finding, names.get(finding.code, finding.code), mark, url, accepted.get(mark))
        )
    return lines


def do_accept_finding(request: HttpRequest, access: Access, plan: int) -> HttpResponse:
    """Sets a finding aside with a reason."""
    prepared = find_prepared(access, plan)
    mark = request.POST.get("finding", "")
    finding = next((item for item in prepared.findings if fingerprint(item) == mark), None)
    if finding is None:
        say_bad(request, "この指摘は、値が変わったため、もうありません。")
        return redirect("findings", plan=plan)
    try:
        accept_finding(
            plan=plan,
            finding=finding,
            reason=request.POST.get("reason", "").strip(),
            indicator=find_indicator_of(prepared, finding),
            by=access.person,
        )
    except Refused as refused:
        say_bad(request, str(refused))
    else:
        say_good(request, "確認済みとしました。")
    return redirect("findings", plan=plan)


def find_indicator_of(prepared: PreparedPlan, finding: Finding) -> int | None:
    """The id of the indicator that a finding is about, None for one about the whole plan."""
    row = next((row for row in prepared.graded.rows if row.name == finding.place.indicator), None)
    return prepared.loaded.indicators[row.indicator.key].pk if row else None


def do_withdraw_acceptance(request: HttpRequest, access: Access, plan: int) -> HttpResponse:
    """Shows a finding among the open ones again."""
    prepared = find_prepared(access, plan)
    chosen = parse_number(request.POST.get("acceptance", ""))
    known = {item.pk for item in find_acceptances(access, prepared.row.pk).values()}
    if chosen is None or chosen not in known:
        raise NotFound
    withdraw_acceptance(acceptance=chosen, by=access.person)
    say_good(request, "未確認に戻しました。")
    return redirect("findings", plan=plan)
