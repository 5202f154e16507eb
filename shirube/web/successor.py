"""次期計画: the next plan is made from one that ends, with its baselines looked at first; and taken back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from shirube.actions.outcome import NotFound, Refused
from shirube.actions.successor import copy_plan, is_untouched, undo_copy
from shirube.store.access import Access
from shirube.store.queries import find_kin
from shirube.web.forms import Form, parse_number, read_form
from shirube.web.pages import render_page, say_bad, say_good
from shirube.web.plan import build_crumbs, render_plan_name
from shirube.web.prepared_plan import PreparedPlan, find_prepared
from shirube.web.successor_page import build_successor_page

FIELDS = {"name": "次期計画の名前", "first": "最初の年度", "last": "最後の年度", "version": "版"}


def show_successor(request: HttpRequest, access: Access, plan: int) -> HttpResponse:
    """What the next plan will be: name, years, indicators with their baselines."""
    return _render(request, access, find_prepared(access, plan))


def do_copy(request: HttpRequest, access: Access, plan: int) -> HttpResponse:
    """Makes the next plan."""
    prepared = find_prepared(access, plan)
    form = read_form(request, FIELDS)
    chosen = [pk for text in request.POST.getlist("indicator") if (pk := parse_number(text))]
    first, last = form.number("first"), form.number("last")
    if not form.require("name", "first", "last") or first is None or last is None:
        return _render(request, access, prepared, form, chosen)
    try:
        made = copy_plan(
            plan=plan,
            name=form.text("name"),
            first=first,
            last=last,
            indicators=chosen,
            version=form.number("version") or 0,
            by=access.person,
        )
    except Refused as refused:
        form.fail(str(refused))
        return _render(request, access, find_prepared(access, plan), form, chosen)
    say_good(request, f"「{made.name}」を作りました（{len(chosen)}指標）。")
    return redirect("copied", plan=made.pk)


def show_copied(request: HttpRequest, access: Access, plan: int) -> HttpResponse:
    """What to do next with a plan just made, and the way back."""
    prepared = find_prepared(access, plan)
    before, _ = find_kin(access, prepared.row)
    if before is None:
        raise NotFound
    return render_page(
        request,
        "copied.html",
        access,
        title=f"{render_plan_name(prepared)}を作りました",
        crumbs=build_crumbs(prepared, "次期計画の作成"),
        plan_id=plan,
        plan_name=render_plan_name(prepared),
        before=before,
        is_untouched=is_untouched(prepared.row),
        indicators=prepared.plan.indicators,
        has_scale=prepared.plan.scale is not None,
    )


def do_undo_copy(request: HttpRequest, access: Access, plan: int) -> HttpResponse:
    """Removes a next plan in which nothing has been done yet."""
    find_prepared(access, plan)
    try:
        before = undo_copy(plan=plan, reason=request.POST.get("reason", "").strip(), by=access.person)
    except Refused as refused:
        say_bad(request, str(refused))
        return redirect("plan", plan=plan)
    say_good(request, "次期計画の作成を取り消しました。")
    return redirect("successor", plan=before.pk) if before else redirect("plans")


def _render(
    request: HttpRequest,
    access: Access,
    prepared: PreparedPlan,
    form: Form | None = None,
    chosen: list[int] | None = None,
) -> HttpResponse:
    page = build_successor_page(prepared, chosen)
    usual = {"name": page.name, "first": str(page.first), "last": str(page.last)}
    _, after = find_kin(access, prepared.row)
    return render_page(
        request,
        "successor.html",
        access,
        title=f"{render_plan_name(prepared)}　次期計画を作る",
        crumbs=build_crumbs(prepared, "次期計画を作る"),
        plan_id=prepared.row.pk,
        version=prepared.row.version,
        page=page,
        form=form or Form(FIELDS, usual),
        after=after,
        status=422 if form else 200,
    )
