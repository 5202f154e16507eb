"""The page of one indicator, and what can be done there: revise a target, decide or approve a grade."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from shirube.actions.decisions import approve_grade, decide_grade, return_grade, withdraw_grade
from shirube.actions.figures import revise_target
from shirube.actions.outcome import Conflict, NotFound, Refused
from shirube.core.graded_plan import GradedRow
from shirube.core.workflow import MoveRefused
from shirube.store.access import Access
from shirube.store.queries import find_history, find_owner
from shirube.web.discussion import Discussion, build_discussion
from shirube.web.entry import parse_year
from shirube.web.forms import Form, parse_number, read_form
from shirube.web.history import build_record_lines
from shirube.web.indicator_page import build_indicator_page
from shirube.web.pages import render_page, render_part, say_bad, say_good
from shirube.web.plan import build_crumbs
from shirube.web.prepared_plan import PreparedPlan, find_prepared
from shirube.web.questions import group_asked
from shirube.web.turn_words import render_labels, render_turn

REVISE_FIELDS = {
    "year": "年度",
    "text": "新しい目標値",
    "reason": "改定の理由",
    "decided_by": "決定した会議など",
    "decided_on": "決定した日",
}
DECIDE_FIELDS = {
    "year": "年度",
    "mark": "決定する評価",
    "reason": "計算と異なる評価とする理由",
}


def show_indicator(request: HttpRequest, access: Access, plan: int, key: str) -> HttpResponse:
    """Everything about one indicator; with ``?why=y2025`` only why the grade of that year is what it is."""
    prepared = find_prepared(access, plan)
    row = find_row(prepared, key)
    why = request.GET.get("why", "")
    if why:
        return _show_why(request, prepared, row, why)
    return render_indicator(request, access, prepared, row)


def find_row(prepared: PreparedPlan, key: str) -> GradedRow:
    """The row of a key. Raises NotFound, also where the person may not see it."""
    row = next((row for row in prepared.graded.rows if row.indicator.key == key), None)
    if row is None:
        raise NotFound
    return row


def _show_why(request: HttpRequest, prepared: PreparedPlan, row: GradedRow, why: str) -> HttpResponse:
    year = parse_year(parse_number(why.removeprefix("y")) or 0)
    evaluation = row.in_year(year)
    return render_part(
        request,
        "why.html",
        name=row.name,
        year=year,
        sentence=evaluation.explanation if evaluation else "この年度の目標値も実績値もありません。",
        url=f"{reverse('indicator', args=[prepared.row.pk, row.indicator.key])}#y{year.start}",
    )


def do_revise_target(request: HttpRequest, access: Access, plan: int, key: str) -> HttpResponse:
    """Changes a target with its reason; the old one stays on record."""
    prepared, row = _open(access, plan, key)
    form = read_form(request, REVISE_FIELDS)
    year, day = form.number("year"), form.day("decided_on")
    if not form.require("year", "text", "reason") or year is None:
        return render_indicator(request, access, prepared, row, revise=form)
    return _carry_out(
        _Sender(request, access, prepared, row),
        lambda: revise_target(
            indicator=prepared.loaded.indicators[key].pk,
            year=parse_year(year).start,
            text=form.text("text"),
            version=read_seen(request, "target", year),
            reason=form.text("reason"),
            decided_by=form.text("decided_by"),
            decided_on=day,
            by=access.person,
        ),
        "目標値を改定しました。改定前の値は履歴に残っています。",
        revise=form,
    )


def do_decide_grade(request: HttpRequest, access: Access, plan: int, key: str) -> HttpResponse:
    """Proposes a grade that differs from the computed one."""
    prepared, row = _open(access, plan, key)
    form = read_form(request, DECIDE_FIELDS)
    year = form.number("year")
    if not form.require("year", "mark", "reason") or year is None:
        return render_indicator(request, access, prepared, row, decide=form)
    return _carry_out(
        _Sender(request, access, prepared, row),
        lambda: decide_grade(
            indicator=prepared.loaded.indicators[key].pk,
            year=parse_year(year).start,
            mark=form.text("mark"),
            reason=form.text("reason"),
            version=read_seen(request, "decision", year),
            by=access.person,
        ),
        "決定案を出しました。承認されると、表と報告に反映されます。",
        decide=form,
    )


def do_answer_decision(request: HttpRequest, access: Access, plan: int, key: str) -> HttpResponse:
    """Approves, returns or withdraws a decided grade: exactly the version that was seen."""
    prepared, row = _open(access, plan, key)
    form = read_form(request, {"decision": "決定案", "version": "版", "answer": "理由", "move": "操作"})
    decision, version = form.number("decision"), form.number("version") or 0
    known = {item.pk for (item_key, _), item in prepared.loaded.decisions.items() if item_key == key}
    if decision is None or decision not in known:
        raise NotFound
    answer = form.text("answer")
    moves: dict[str, tuple[Callable[[], object], str]] = {
        "approve": (
            lambda: approve_grade(decision=decision, version=version, by=access.person),
            "承認しました。表と報告に反映されます。",
        ),
        "return": (
            lambda: return_grade(decision=decision, version=version, answer=answer, by=access.person),
            "理由を添えて差し戻しました。",
        ),
        "withdraw": (
            lambda: withdraw_grade(decision=decision, version=version, reason=answer, by=access.person),
            "取り下げました。評価は計算によるものに戻ります。",
        ),
    }
    if form.text("move") not in moves:
        raise NotFound
    act, words = moves[form.text("move")]
    return _carry_out(_Sender(request, access, prepared, row), act, words)


def read_seen(request: HttpRequest, what: str, year: int) -> int:
    """The version of a cell that the page showed, 0 for none: each year of the form has its own."""
    return parse_number(request.POST.get(f"{what}-version-{year}", "")) or 0


def _open(access: Access, plan: int, key: str) -> tuple[PreparedPlan, GradedRow]:
    prepared = find_prepared(access, plan)
    return prepared, find_row(prepared, key)


class _Sender(NamedTuple):
    """Who sent a form of this page, and about which row."""

    request: HttpRequest
    access: Access
    prepared: PreparedPlan
    row: GradedRow


def _carry_out(sender: _Sender, act: Callable[[], object], words: str, **forms: Form) -> HttpResponse:
    """Does what was asked; what cannot be done comes back with the words typed still in the form."""
    try:
        act()
    except (Refused, Conflict, MoveRefused) as refused:
        for form in forms.values():
            form.fail(str(refused))
        if forms:
            return render_indicator(sender.request, sender.access, sender.prepared, sender.row, **forms)
        say_bad(sender.request, str(refused))
    else:
        say_good(sender.request, words)
    return redirect("indicator", plan=sender.prepared.row.pk, key=sender.row.indicator.key)


def render_indicator(
    request: HttpRequest,
    access: Access,
    prepared: PreparedPlan,
    row: GradedRow,
    **forms: Form | Discussion,
) -> HttpResponse:
    """The page; ``forms`` are those that came back with mistakes, those of the discussion as ``talk``."""
    plan = prepared.row.pk
    known = prepared.loaded.indicators[row.indicator.key]
    owner = find_owner(access, known.owner)
    turns = prepared.loaded.turns.get(row.indicator.key, ())
    page = build_indicator_page(prepared, row, str(owner) if owner else "")
    body = owner.body_id if owner else None
    ended = next((turn for turn in turns if turn.is_end), None)
    entry_year = prepared.entry_year
    is_over = ended is not None and entry_year is not None and ended.year <= entry_year
    can_see_history = access.can_somewhere("view_history")
    records = find_history(access, indicator=page.pk) if can_see_history else []
    status = 422 if forms else 200
    if "talk" not in forms:
        forms["talk"] = build_discussion(access, page.pk, body, [line.year for line in page.lines])
    shown: dict[str, Any] = {
        "revise": Form(REVISE_FIELDS),
        "decide": Form(DECIDE_FIELDS),
        **forms,
    }
    return render_page(
        request,
        "indicator.html",
        access,
        title=page.name,
        crumbs=build_crumbs(prepared, page.name),
        page=page,
        plan_id=plan,
        records=build_record_lines(records)[:30],
        can_see_history=can_see_history,
        asked=group_asked(prepared, row.indicator.key),
        can_answer=access.can("answer_question", body),
        can_enter=access.can("enter_actual", body) and not is_over,
        turns=[(turn, render_turn(turn)) for turn in turns],
        labels=render_labels(turns),
        can_change=access.can("change_indicator", body),
        can_revise=access.can("revise_target", body),
        can_decide=access.can("decide_grade", body) and bool(page.marks),
        can_approve=access.can("approve_grade", body),
        entry_year=entry_year,
        status=status,
        **shown,
    )
