"""指標の終了・移動・分割・名称変更: one page with the four forms, and taking the last of them back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from shirube.actions import life
from shirube.actions.outcome import NotFound, Refused
from shirube.core.graded_plan import GradedRow
from shirube.store.access import Access
from shirube.store.plans import IndicatorRow
from shirube.store.queries import find_indicator, list_posts
from shirube.store.tree import load_tree
from shirube.web.forms import Form, read_form
from shirube.web.indicator import find_row
from shirube.web.life_page import find_usual_year, list_places, list_years, parse_place
from shirube.web.pages import Link, render_page, say_bad, say_good
from shirube.web.plan import build_crumbs
from shirube.web.prepared_plan import PreparedPlan, find_prepared

END_FIELDS = {"year": "終了する年度", "reason": "終了の理由"}
MOVE_FIELDS = {"place": "移動先", "year": "移動する年度", "reason": "移動の理由"}
RENAME_FIELDS = {
    "activity": "事業の名前",
    "name": "指標の名前",
    "year": "変更する年度",
    "reason": "名称変更の理由",
}
PARTS = 4
SPLIT_FIELDS = {
    **{
        f"{what}-{number}": f"{number}番目の{words}"
        for number in range(1, PARTS + 1)
        for what, words in (("name", "指標の名前"), ("unit", "単位"), ("owner", "担当"))
    },
    "year": "分割する年度",
    "reason": "分割の理由",
}


class _Subject(NamedTuple):
    """Who asks, and the indicator that is meant."""

    request: HttpRequest
    access: Access
    prepared: PreparedPlan
    row: GradedRow
    record: IndicatorRow


def show_life(request: HttpRequest, access: Access, plan: int, key: str) -> HttpResponse:
    """The four forms."""
    return _render(_open(request, access, plan, key))


def do_end(request: HttpRequest, access: Access, plan: int, key: str) -> HttpResponse:
    """Ends the indicator from a year on."""
    subject, form = _open(request, access, plan, key), read_form(request, END_FIELDS)

    def act() -> str:
        life.end_indicator(
            indicator=subject.record.pk,
            year=form.number("year") or 0,
            reason=form.text("reason"),
            by=access.person,
        )
        return "指標を終了しました。終了の年度からは、入力を求めません。"

    return _carry_out(subject, "end", form, ("year", "reason"), act)


def do_move(request: HttpRequest, access: Access, plan: int, key: str) -> HttpResponse:
    """Puts the indicator somewhere else in the plan."""
    subject, form = _open(request, access, plan, key), read_form(request, MOVE_FIELDS)

    def act() -> str:
        place = parse_place(form.text("place"))
        if place is None:
            raise Refused("移動先を選んでください。")
        turn = life.move_indicator(
            indicator=subject.record.pk,
            node=place.node,
            after=place.after,
            with_activity=place.with_activity,
            year=form.number("year") or 0,
            reason=form.text("reason"),
            by=access.person,
        )
        return f"「{turn.after}」に移動しました。"

    return _carry_out(subject, "move", form, ("place", "year", "reason"), act)


def do_rename(request: HttpRequest, access: Access, plan: int, key: str) -> HttpResponse:
    """Gives the indicator a new name."""
    subject, form = _open(request, access, plan, key), read_form(request, RENAME_FIELDS)

    def act() -> str:
        turn = life.rename_indicator(
            indicator=subject.record.pk,
            name=form.text("name"),
            activity=form.text("activity"),
            year=form.number("year") or 0,
            reason=form.text("reason"),
            by=access.person,
        )
        return f"「{turn.after}」に変更しました。前の名前は、経過と履歴に残っています。"

    return _carry_out(subject, "rename", form, ("year", "reason"), act)


def do_split(request: HttpRequest, access: Access, plan: int, key: str) -> HttpResponse:
    """Ends the indicator and makes two or more of it."""
    subject, form = _open(request, access, plan, key), read_form(request, SPLIT_FIELDS)

    def act() -> str:
        parts = [
            life.Part(
                form.text(f"name-{number}"), form.text(f"unit-{number}"), form.number(f"owner-{number}")
            )
            for number in range(1, PARTS + 1)
            if form.text(f"name-{number}")
        ]
        made = life.split_indicator(
            indicator=subject.record.pk,
            parts=parts,
            year=form.number("year") or 0,
            reason=form.text("reason"),
            by=access.person,
        )
        return f"{len(made)}指標に分割しました。新しい指標の目標値を入力してください。"

    return _carry_out(subject, "split", form, ("name-1", "name-2", "year", "reason"), act)


def do_take_back(request: HttpRequest, access: Access, plan: int, key: str) -> HttpResponse:
    """Takes the last turn back."""
    subject = _open(request, access, plan, key)
    form = read_form(request, {"turn": "変更", "reason": "取り消す理由"})
    number = form.number("turn")
    if number not in {turn.pk for turn in subject.prepared.loaded.turns.get(key, ())}:
        raise NotFound
    try:
        kept = life.take_back_turn(turn=number or 0, reason=form.text("reason"), by=access.person)
    except Refused as refused:
        say_bad(request, str(refused))
        return redirect("life", plan=plan, key=key)
    words = f"後から変更された{kept}個の欄は、そのまま残しました。" if kept else ""
    say_good(request, f"取り消しました。{words}")
    return redirect("indicator", plan=plan, key=key)


def _open(request: HttpRequest, access: Access, plan: int, key: str) -> _Subject:
    prepared = find_prepared(access, plan)
    row = find_row(prepared, key)
    record = find_indicator(access, plan, prepared.loaded.indicators[key].pk, "change_indicator")
    if record is None:
        raise NotFound
    return _Subject(request, access, prepared, row, record)


def _carry_out(
    subject: _Subject, name: str, form: Form, required: tuple[str, ...], act: Callable[[], str]
) -> HttpResponse:
    """Does what the form asks for; what cannot be done comes back with the words typed."""
    if not form.require(*required):
        return _render(subject, **{name: form})
    try:
        words = act()
    except Refused as refused:
        form.fail(str(refused))
        return _render(subject, **{name: form})
    say_good(subject.request, words)
    return redirect("indicator", plan=subject.prepared.row.pk, key=subject.row.indicator.key)


def _render(subject: _Subject, **forms: Form) -> HttpResponse:
    request, access, prepared, row, record = subject
    plan, usual = prepared.row.pk, find_usual_year(prepared)
    year = {"year": str(usual.start) if usual else ""}
    tree = load_tree(prepared.row)
    names = {"name": record.name, "activity": record.node.name}
    turns = prepared.loaded.turns.get(record.key, ())
    shown: dict[str, Any] = {
        "end": Form(END_FIELDS, year),
        "move": Form(MOVE_FIELDS, year),
        "rename": Form(RENAME_FIELDS, {**year, **names}),
        "split": Form(SPLIT_FIELDS, year),
        **forms,
    }
    return render_page(
        request,
        "life.html",
        access,
        title=f"{row.activity}　終了・移動・分割・名称変更",
        crumbs=(
            *build_crumbs(prepared),
            Link(row.activity, reverse("indicator", args=[plan, record.key])),
            Link("終了・移動・分割・名称変更"),
        ),
        plan_id=plan,
        key=record.key,
        here=tree.render_path(record.node_id),
        years=[(item.start, item.render()) for item in list_years(prepared)],
        places=list_places(tree, record),
        is_alone=tree.is_alone(record.node_id),
        has_ended=any(turn.is_end for turn in turns),
        posts=[(post.pk, str(post)) for post in list_posts(access, answering=True)],
        parts=range(1, PARTS + 1),
        status=422 if forms else 200,
        **shown,
    )
