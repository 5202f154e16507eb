"""管理／期限: by which day each plan's figures of a year are to be entered."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from shirube.actions.deadlines import Wish, set_deadlines
from shirube.actions.outcome import Conflict, NotFound, Refused
from shirube.core.fiscal_year import FiscalYear, compute_fiscal_year
from shirube.store.access import Access
from shirube.store.deadlines import find_deadlines
from shirube.store.plans import PlanRow
from shirube.web.forms import Field, Form, parse_number
from shirube.web.manage_pages import render_manage_page
from shirube.web.pages import say_good


@dataclass(frozen=True, slots=True)
class Line:
    """One plan with the field and the version of each year."""

    plan: PlanRow
    cells: tuple[tuple[Field, int], ...]


def show_deadlines(request: HttpRequest, access: Access) -> HttpResponse:
    """The calendar: the year being asked for, and the present one."""
    return _render(request, access)


def do_set_deadlines(request: HttpRequest, access: Access) -> HttpResponse:
    """Sets what was changed, all or nothing."""
    plans, years = _list_plans(access), _list_years()
    form = _make_form(plans, years, request.POST.dict())
    wishes = []
    for plan in plans:
        for year in years:
            name = _name(plan, year)
            if name in request.POST:
                known = parse_number(request.POST.get(f"version-{name}", "")) or 0
                wishes.append(Wish(plan.pk, year.start, form.day(name), known))
    if len(wishes) != sum(name.startswith("due-") for name in request.POST):
        raise NotFound  # a plan out of sight, or one that is not there
    if not form.errors:
        try:
            changed = set_deadlines(wishes, by=access.person)
        except (Refused, Conflict) as refused:
            form.fail(str(refused))
            status = 409 if isinstance(refused, Conflict) else 422
            return _render(request, access, form, status=status)
        say_good(request, f"{changed}件の期限を変えました。" if changed else "変更はありません。")
        return redirect("deadlines")
    return _render(request, access, form, status=422)


def _list_plans(access: Access) -> list[PlanRow]:
    return list(access.find_plans("set_calendar").order_by("name", "pk"))


def _list_years() -> tuple[FiscalYear, ...]:
    this = compute_fiscal_year(timezone.localdate())
    return (this - 1, this)


def _name(plan: PlanRow, year: FiscalYear) -> str:
    return f"due-{plan.pk}-{year.start}"


def _make_form(plans: list[PlanRow], years: tuple[FiscalYear, ...], texts: dict[str, str]) -> Form:
    labels = {_name(plan, year): f"{plan.name}　{year.render()}" for plan in plans for year in years}
    return Form(labels, texts)


def _render(
    request: HttpRequest, access: Access, form: Form | None = None, *, status: int = 200
) -> HttpResponse:
    plans, years = _list_plans(access), _list_years()
    found = find_deadlines(access, range(years[0].start, years[-1].start + 1))
    shown = {
        _name(plan, year): row.due_on.isoformat()
        for plan in plans
        for year in years
        if (row := found.get((plan.pk, year.start))) and row.due_on
    }
    form = form or _make_form(plans, years, shown)
    lines = [
        Line(
            plan,
            tuple(
                (form[_name(plan, year)], row.version if (row := found.get((plan.pk, year.start))) else 0)
                for year in years
            ),
        )
        for plan in plans
    ]
    return render_manage_page(
        request,
        "deadlines.html",
        access,
        here="deadlines",
        title="期限",
        form=form,
        lines=lines,
        years=years,
        status=status,
    )
