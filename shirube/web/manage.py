"""管理: sections and outside bodies, posts, people, links, hand-over, and who answers for which indicator."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from shirube.actions import people
from shirube.actions.accounts import make_reset_link
from shirube.actions.outcome import NotFound, Refused
from shirube.actions.plans import assign_owner, assign_plan_owner
from shirube.core.roles import Role
from shirube.store.access import Access
from shirube.store.plans import IndicatorRow
from shirube.store.queries import (
    find_orphans,
    find_person,
    find_plan,
    list_bodies,
    list_ended,
    list_indicator_ids,
    list_indicators,
    list_leading_posts,
    list_leavers,
    list_people,
    list_posts,
)
from shirube.web.forms import Form, parse_number, read_form
from shirube.web.issued_links import show_link
from shirube.web.manage_pages import render_manage_page
from shirube.web.pages import render_page, say_bad, say_good
from shirube.web.plan import build_crumbs, render_plan_name
from shirube.web.prepared_plan import find_prepared

BODY_FIELDS = {"name": "課・団体の名前", "kind": "種別", "aliases": "表での名前"}
POST_FIELDS = {"body": "課・団体", "name": "担当の名前", "role": "役割"}
PERSON_FIELDS = {"login": "利用者名", "name": "氏名", "email": "メールアドレス", "post": "担当"}
HAND_OVER_FIELDS = {"post": "担当", "leaving": "前任者", "arriving": "後任者", "on": "日付"}


def show_manage(request: HttpRequest, access: Access) -> HttpResponse:
    """Bodies with their posts and people, and what has no owner."""
    return _render(request, access)


def do_create_body(request: HttpRequest, access: Access) -> HttpResponse:
    """Adds a section or an outside body."""
    form = read_form(request, BODY_FIELDS)
    names = tuple(line.strip() for line in form.text("aliases").splitlines() if line.strip())
    return _carry_out(
        request,
        access,
        ("body_form", form),
        required=("name",),
        act=lambda: people.create_body(
            name=form.text("name"), is_outside=form.text("kind") == "outside", aliases=names, by=access.person
        ),
        words=f"「{form.text('name')}」を追加しました。",
    )


def do_create_post(request: HttpRequest, access: Access) -> HttpResponse:
    """Adds a post with its role."""
    form = read_form(request, POST_FIELDS)
    body = form.number("body")
    role = next((item for item in Role if item.name.lower() == form.text("role")), None)

    def act() -> object:
        if role is None or body is None:
            raise Refused("課・団体と役割を選んでください。")
        return people.create_post(
            body=body, name=form.text("name") or role.value, role=role, by=access.person
        )

    return _carry_out(
        request, access, ("post_form", form), required=("body", "role"), act=act, words="担当を追加しました。"
    )


def do_invite(request: HttpRequest, access: Access) -> HttpResponse:
    """Adds a person; the link is shown once, to be handed over."""
    form = read_form(request, PERSON_FIELDS)
    post = form.number("post")
    if not form.require("login", "name", "post") or post is None:
        return _render(request, access, person_form=form)
    try:
        made = people.invite_person(
            login=form.text("login"),
            name=form.text("name"),
            email=form.text("email"),
            post=post,
            by=access.person,
        )
    except Refused as refused:
        form.fail(str(refused))
        return _render(request, access, person_form=form)
    return show_link(request, access, made.person, made.link, "招待のリンク")


def do_reset_link(request: HttpRequest, access: Access) -> HttpResponse:
    """A link with which somebody sets a new password."""
    number = _read_id(request.POST.get("person", ""))
    try:
        link = make_reset_link(person=number, by=access.person)
    except Refused as refused:
        say_bad(request, str(refused))
        return redirect("manage")
    person = find_person(access, number)
    if person is None:
        raise NotFound
    return show_link(request, access, person, link, "パスワード再設定のリンク")


def do_disable(request: HttpRequest, access: Access) -> HttpResponse:
    """Locks a person out."""
    try:
        person = people.disable_person(
            person=_read_id(request.POST.get("person", "")),
            reason=request.POST.get("reason", "").strip(),
            by=access.person,
        )
    except Refused as refused:
        say_bad(request, str(refused))
    else:
        say_good(request, f"{person.name}さんを利用停止にしました。担当からも外れています。")
    return redirect("manage")


def do_hand_over(request: HttpRequest, access: Access) -> HttpResponse:
    """Passes a post on; its indicators stay with it."""
    form = read_form(request, HAND_OVER_FIELDS)
    post, leaving, arriving, day = (
        form.number("post"),
        form.number("leaving"),
        form.number("arriving"),
        form.day("on"),
    )

    def act() -> object:
        if post is None or (leaving is None and arriving is None):
            raise Refused("担当と、前任者又は後任者を選んでください。")
        return people.hand_over_post(post=post, leaving=leaving, arriving=arriving, on=day, by=access.person)

    return _carry_out(
        request,
        access,
        ("hand_over_form", form),
        required=("post",),
        act=act,
        words="担当を引き継ぎました。指標は担当に付いたままです。",
    )


def show_owners(request: HttpRequest, access: Access, plan: int) -> HttpResponse:
    """Who answers for which indicator of a plan."""
    prepared = find_prepared(access, plan)
    return render_page(
        request,
        "owners.html",
        access,
        title=f"{render_plan_name(prepared)}　指標の担当",
        crumbs=build_crumbs(prepared, "指標の担当"),
        rows=list_indicators(access, plan, "assign_owner"),
        orphans={row.pk for row in find_orphans(access) if row.plan_id == plan},
        posts=[(post.pk, str(post)) for post in list_posts(access, answering=True)],
        leading=[(post.pk, str(post)) for post in list_leading_posts(access)],
        owner=prepared.row.owner_id,
        plan_id=plan,
        bodies={row.indicator.key: "・".join(row.indicator.bodies) for row in prepared.graded.rows},
    )


def do_assign_owners(request: HttpRequest, access: Access, plan: int) -> HttpResponse:
    """Gives the ticked indicators to one post."""
    if find_plan(access, plan) is None:
        raise NotFound
    chosen = [_read_id(text) for text in request.POST.getlist("indicator")]
    if not set(chosen) <= list_indicator_ids(access, plan, "assign_owner"):
        raise NotFound
    text = request.POST.get("post", "")
    if not chosen or not text:
        say_bad(request, "指標と担当を選んでください。")
        return redirect("owners", plan=plan)
    count = assign_owner(indicators=chosen, post=_read_id(text), by=access.person)
    say_good(request, f"{count}指標の担当を変えました。")
    return redirect("owners", plan=plan)


def do_assign_plan_owner(request: HttpRequest, access: Access, plan: int) -> HttpResponse:
    """Puts a post in charge of the plan."""
    if find_plan(access, plan) is None:
        raise NotFound
    text = request.POST.get("post", "")
    if not text:
        say_bad(request, "計画の所管を選んでください。")
        return redirect("owners", plan=plan)
    row = assign_plan_owner(plan=plan, post=_read_id(text), by=access.person)
    say_good(request, f"計画の所管を、{row.owner}にしました。")
    return redirect("owners", plan=plan)


def _carry_out(
    request: HttpRequest,
    access: Access,
    named: tuple[str, Form],
    *,
    required: tuple[str, ...],
    act: Callable[[], object],
    words: str,
) -> HttpResponse:
    name, form = named
    if not form.require(*required):
        return _render(request, access, **{name: form})
    try:
        act()
    except Refused as refused:
        form.fail(str(refused))
        return _render(request, access, **{name: form})
    say_good(request, words)
    return redirect("manage")


def _read_id(text: str) -> int:
    number = parse_number(text)
    if number is None:
        raise NotFound
    return number


def _render(request: HttpRequest, access: Access, **forms: Form) -> HttpResponse:
    bodies = list_bodies(access)
    everybody = list_people(access)
    orphans = list(find_orphans(access)) if access.can_somewhere("assign_owner") else []
    plans: dict[int, tuple[str, list[IndicatorRow]]] = {}
    for row in orphans:
        plans.setdefault(row.plan_id, (row.plan.name, []))[1].append(row)
    shown: dict[str, Any] = {
        "body_form": Form(BODY_FIELDS),
        "post_form": Form(POST_FIELDS),
        "person_form": Form(PERSON_FIELDS),
        "hand_over_form": Form(HAND_OVER_FIELDS),
        **forms,
    }
    return render_manage_page(
        request,
        "manage.html",
        access,
        here="manage",
        title="組織と利用者",
        bodies=bodies,
        everybody=[(person, posts) for person, posts in everybody if person.is_active],
        leavers=list_leavers(access),
        ended=list_ended(access),
        body_choices=[(body.pk, body.name) for body, _ in bodies],
        post_choices=[(item.post.pk, str(item.post)) for _, posts in bodies for item in posts],
        person_choices=[(person.pk, person.name) for person, _ in everybody if person.is_active],
        role_choices=[(role.name.lower(), role.value) for role in Role],
        orphans=plans,
        plans=[(row.pk, row.name) for row in access.find_plans()],
        can_manage=access.can("manage_people"),
        status=422 if forms else 200,
        **shown,
    )
