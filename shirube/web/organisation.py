"""管理: the page of one body, post or person: its data, its end (廃止、利用停止), and coming back."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from shirube.actions import organisation
from shirube.actions.outcome import Conflict, NotFound, Refused
from shirube.store.access import Access
from shirube.store.people import Body, Person, Post
from shirube.store.queries import find_body, find_person, find_post, list_leavers, list_posts
from shirube.web.forms import Form, read_form
from shirube.web.issued_links import show_link
from shirube.web.manage_pages import render_manage_page
from shirube.web.pages import say_good

BODY_FIELDS = {"name": "課・団体の名前", "aliases": "表での名前", "change_reason": "変更の理由"}
POST_FIELDS = {"name": "担当の名前", "change_reason": "変更の理由"}
PERSON_FIELDS = {"name": "氏名", "email": "メールアドレス"}
END_FIELDS = {"reason": "理由"}
ENABLE_FIELDS = {"post": "担当"}


def show_body(request: HttpRequest, access: Access, body: int) -> HttpResponse:
    """A body's names, and its end."""
    return _render_body(request, access, _find_body(access, body))


def do_change_body(request: HttpRequest, access: Access, body: int) -> HttpResponse:
    """New names."""
    form = read_form(request, BODY_FIELDS)
    aliases = tuple(line.strip() for line in form.text("aliases").splitlines() if line.strip())
    return _carry_out(
        request,
        form,
        required=("name",),
        act=lambda: organisation.change_body(
            body=body,
            name=form.text("name"),
            aliases=aliases,
            seen=request.POST.get("seen", ""),
            reason=form.text("change_reason"),
            by=access.person,
        ),
        words="変更しました。",
        # With the name as it is now: saving again is done knowingly.
        show=lambda: _render_body(request, access, _find_body(access, body), form=form),
    )


def do_end_body(request: HttpRequest, access: Access, body: int) -> HttpResponse:
    """The end of a body."""
    found, form = _find_body(access, body), read_form(request, END_FIELDS)
    return _carry_out(
        request,
        form,
        required=("reason",),
        act=lambda: organisation.end_body(body=body, reason=form.text("reason"), by=access.person),
        words=f"「{found.name}」を廃止しました。",
        show=lambda: _render_body(request, access, found, end_form=form),
    )


def show_post(request: HttpRequest, access: Access, post: int) -> HttpResponse:
    """A post's name, and its end."""
    return _render_post(request, access, _find_post(access, post))


def do_change_post(request: HttpRequest, access: Access, post: int) -> HttpResponse:
    """A new name."""
    form = read_form(request, POST_FIELDS)
    return _carry_out(
        request,
        form,
        required=("name",),
        act=lambda: organisation.change_post(
            post=post,
            name=form.text("name"),
            seen=request.POST.get("seen", ""),
            reason=form.text("change_reason"),
            by=access.person,
        ),
        words="変更しました。",
        show=lambda: _render_post(request, access, _find_post(access, post), form=form),
    )


def do_end_post(request: HttpRequest, access: Access, post: int) -> HttpResponse:
    """The end of a post."""
    found, form = _find_post(access, post), read_form(request, END_FIELDS)
    return _carry_out(
        request,
        form,
        required=("reason",),
        act=lambda: organisation.end_post(post=post, reason=form.text("reason"), by=access.person),
        words=f"「{found}」を廃止しました。",
        show=lambda: _render_post(request, access, found, end_form=form),
    )


def show_person(request: HttpRequest, access: Access, person: int) -> HttpResponse:
    """A person's data; locking out, or letting back in."""
    return _render_person(request, access, _find_person(access, person))


def do_change_person(request: HttpRequest, access: Access, person: int) -> HttpResponse:
    """A new name or mail address."""
    found, form = _find_person(access, person), read_form(request, PERSON_FIELDS)
    return _carry_out(
        request,
        form,
        required=("name",),
        act=lambda: organisation.change_person(
            person=person, name=form.text("name"), email=form.text("email"), by=access.person
        ),
        words="変更しました。",
        show=lambda: _render_person(request, access, found, form=form),
    )


def do_enable_person(request: HttpRequest, access: Access, person: int) -> HttpResponse:
    """Lets somebody back in, to a post; the link is shown once."""
    found, form = _find_person(access, person), read_form(request, ENABLE_FIELDS)
    post = form.number("post")
    if not form.require("post") or post is None:
        return _render_person(request, access, found, enable_form=form)
    try:
        made = organisation.enable_person(person=person, post=post, by=access.person)
    except Refused as refused:
        form.fail(str(refused))
        return _render_person(request, access, found, enable_form=form)
    return show_link(request, access, made.person, made.link, "利用再開のリンク")


def _carry_out(
    request: HttpRequest,
    form: Form,
    *,
    required: tuple[str, ...],
    act: Callable[[], object],
    words: str,
    show: Callable[[], HttpResponse],
) -> HttpResponse:
    if not form.require(*required):
        return show()
    try:
        act()
    except (Refused, Conflict) as refused:
        form.fail(str(refused))
        page = show()
        page.status_code = 409 if isinstance(refused, Conflict) else 422
        return page
    say_good(request, words)
    return redirect("manage")


def _find_body(access: Access, body: int) -> Body:
    found = find_body(access, body)
    if found is None:
        raise NotFound
    return found


def _find_post(access: Access, post: int) -> Post:
    found = find_post(access, post)
    if found is None:
        raise NotFound
    return found


def _find_person(access: Access, person: int) -> Person:
    found = find_person(access, person)
    if found is None:
        raise NotFound
    return found


def _render_body(
    request: HttpRequest, access: Access, body: Body, *, form: Form | None = None, **more: object
) -> HttpResponse:
    texts = {"name": body.name, "aliases": body.aliases}
    return _render(
        request, access, "body.html", body.name, body=body, form=form or Form(BODY_FIELDS, texts), **more
    )


def _render_post(
    request: HttpRequest, access: Access, post: Post, *, form: Form | None = None, **more: object
) -> HttpResponse:
    form = form or Form(POST_FIELDS, {"name": post.name})
    return _render(request, access, "post.html", str(post), post=post, form=form, **more)


def _render_person(
    request: HttpRequest, access: Access, one: Person, *, form: Form | None = None, **more: object
) -> HttpResponse:
    context: dict[str, object] = {
        "one": one,
        "form": form or Form(PERSON_FIELDS, {"name": one.name, "email": one.email}),
        "enable_form": Form(ENABLE_FIELDS),
        "post_choices": [(post.pk, str(post)) for post in list_posts(access)],
        "leaver": next((item for item in list_leavers(access) if item.person == one), None),
        **more,
    }
    return _render(request, access, "person.html", one.name, **context)


def _render(
    request: HttpRequest, access: Access, template: str, title: str, **context: object
) -> HttpResponse:
    context = {"end_form": Form(END_FIELDS), **context}
    wrong = any(isinstance(item, Form) and item.errors for item in context.values())
    return render_manage_page(
        request, template, access, here="", title=title, status=422 if wrong else 200, **context
    )
