"""Logging in and out, one's own page and password, and links that let somebody in.

What makes a login right, a password good or a link valid belongs to actions/accounts.py;
the second factor's forms to second_factor.py.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth import login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from shirube.actions import accounts
from shirube.actions.outcome import Refused
from shirube.actions.password_mail import ask_for_mail, send_reset_mail
from shirube.actions.passwords import SHORTEST, SHORTEST_WITH_TOTP
from shirube.actions.recovery_codes import FEW, count_codes, find_last_use
from shirube.conf.middleware import start_session_clock
from shirube.jobs import background
from shirube.store.access import Access
from shirube.store.people import EntryLink, Person
from shirube.store.queries import is_shared
from shirube.web.forms import Form, read_form
from shirube.web.pages import Link, render_page, say_good

BACKEND = "shirube.actions.backend.PersonBackend"
DEVICE_COOKIE = "shirube-device"
DEVICE_SECONDS = 365 * 24 * 3600
LOGIN_FIELDS = {"code": "団体コード", "login": "利用者名", "password": "パスワード", "totp": "確認コード"}
MAIL_FIELDS = {"code": "団体コード", "login": "利用者名"}
LINK_FIELDS = {"password": "パスワード", "again": "パスワード（確認）"}
PASSWORD_FIELDS = {
    "current": "現在のパスワード",
    "new": "新しいパスワード",
    "again": "新しいパスワード（確認）",
}
TOTP_FIELDS = {"code": "確認コード"}
REMOVE_FIELDS = {"totp_password": "パスワード"}
RECOVERY_FIELDS = {"recovery_password": "パスワード"}


def show_login(request: HttpRequest) -> HttpResponse:
    """The door. What was typed stays, but for the password."""
    after = request.POST.get("next") or request.GET.get("next") or "/"
    if request.user.is_authenticated:
        return HttpResponseRedirect(_choose_next(request, after))
    form = read_form(request, LOGIN_FIELDS)
    if request.method == "POST" and form.require("login", "password"):
        attempt = accounts.Attempt(
            login=form.text("login"),
            password=request.POST.get("password", ""),
            code=form.text("code"),
            totp=form.text("totp"),
            address=request.META.get("REMOTE_ADDR", ""),
            device=request.COOKIES.get(DEVICE_COOKIE, ""),
        )
        try:
            person = accounts.log_in(attempt)
        except Refused as refused:
            form.fail(str(refused))
        else:
            return _let_in(request, person, _choose_next(request, after))
    return render_page(
        request,
        "login.html",
        title="ログイン",
        form=form,
        after=after,
        asks_code=is_shared(),
        status=422 if form.errors else 200,
    )


def _let_in(request: HttpRequest, person: Person, after: str) -> HttpResponse:
    login(request, person, backend=BACKEND)
    start_session_clock(request)
    response = HttpResponseRedirect(after)
    response.set_cookie(
        DEVICE_COOKIE,
        accounts.make_device(person),
        max_age=DEVICE_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def _choose_next(request: HttpRequest, after: str) -> str:
    """Where to go after the login: only to a page of ours."""
    safe = url_has_allowed_host_and_scheme(after, {request.get_host()}, require_https=request.is_secure())
    return after if safe and after.startswith("/") else "/"


def do_logout(request: HttpRequest) -> HttpResponse:
    """Ends the session."""
    logout(request)
    say_good(request, "ログアウトしました。")
    return redirect("login")


def show_password_mail(request: HttpRequest) -> HttpResponse:
    """Asks for a link by mail. Whoever asks, for whomever: the same answer."""
    form = read_form(request, MAIL_FIELDS)
    is_sent = False
    if request.method == "POST" and settings.CAN_MAIL and form.require("login"):
        account = ask_for_mail(
            login=form.text("login"), code=form.text("code"), address=request.META.get("REMOTE_ADDR", "")
        )
        if account:
            background.start(partial(send_reset_mail, account))
        is_sent = True
    return render_page(
        request,
        "password_mail.html",
        title="パスワードの再設定",
        form=form,
        is_sent=is_sent,
        can_mail=settings.CAN_MAIL,
        asks_code=is_shared(),
        status=422 if form.errors else 200,
    )


def show_entry_link(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind an invitation or a link for a new password: choose a password and be in."""
    try:
        link = accounts.read_link(token)
    except Refused as refused:
        return render_page(
            request, "refusal.html", title="このリンクは使えません", words=str(refused), status=404
        )
    form = read_form(request, LINK_FIELDS)
    if request.method == "POST" and form.require("password", "again"):
        if request.POST.get("password") != request.POST.get("again"):
            form.fail("上に入力したパスワードと違います。もう一度入力してください。", "again")
        else:
            try:
                person = accounts.accept_link(token=token, password=request.POST.get("password", ""))
            except Refused as refused:
                form.fail(str(refused), "password")
            else:
                if link.kind == EntryLink.Kind.MAIL:
                    # Whoever can read the mail still has to show the second factor at the door.
                    say_good(request, "パスワードを設定しました。新しいパスワードでログインしてください。")
                    return redirect("login")
                say_good(
                    request, "パスワードを設定し、ログインしました。次からは利用者名とパスワードを使います。"
                )
                return _let_in(request, person, "/")
    return render_page(
        request,
        "entry_link.html",
        title=f"{link.get_kind_display()}：パスワードの設定",
        form=form,
        link=link,
        shortest=SHORTEST,
        status=422 if form.errors else 200,
    )


def show_account(request: HttpRequest, access: Access) -> HttpResponse:
    """One's own posts, password and second factor."""
    return render_account(request, access)


def do_change_password(request: HttpRequest, access: Access) -> HttpResponse:
    """A new password of one's own; other sessions end, this one stays."""
    form = read_form(request, PASSWORD_FIELDS)
    if form.require("current", "new", "again"):
        if request.POST.get("new") != request.POST.get("again"):
            form.fail("新しいパスワードと違います。もう一度入力してください。", "again")
        else:
            try:
                person = accounts.change_password(
                    current=request.POST.get("current", ""), new=request.POST.get("new", ""), by=access.person
                )
            except accounts.NotProven as refused:
                form.fail(str(refused), "current")
            except Refused as refused:
                form.fail(str(refused), "new")
            else:
                update_session_auth_hash(request, person)
                start_session_clock(request)
                say_good(request, "パスワードを変えました。ほかの端末では、もう一度ログインが必要です。")
                return redirect("account")
    return render_account(request, access, password_form=form)


def do_log_out_everywhere(request: HttpRequest, access: Access) -> HttpResponse:
    """Ends every session, this one too."""
    accounts.log_out_everywhere(by=access.person)
    logout(request)
    say_good(request, "すべての端末からログアウトしました。")
    return redirect("login")


def render_account(request: HttpRequest, access: Access, **shown: Any) -> HttpResponse:
    """One's own page; ``shown`` has the forms that came back with mistakes, and a secret being set up."""
    person = access.person
    context: dict[str, Any] = {
        "password_form": read_form(request, PASSWORD_FIELDS),
        "totp_form": read_form(request, TOTP_FIELDS),
        "remove_form": read_form(request, REMOVE_FIELDS),
        "recovery_form": read_form(request, RECOVERY_FIELDS),
        "secret": "",
        **shown,
    }
    wrong = any(isinstance(item, Form) and item.errors for item in context.values())
    return render_page(
        request,
        "account.html",
        access,
        title=person.name,
        lead=f"利用者名 {person.login}",
        crumbs=(Link("ホーム", "/"), Link("自分の設定")),
        shortest=SHORTEST_WITH_TOTP if person.has_totp else SHORTEST,
        shortest_with_totp=SHORTEST_WITH_TOTP,
        codes_left=count_codes(person) if person.has_totp else 0,
        code_used_at=find_last_use(person) if person.has_totp else None,
        few_codes=FEW,
        status=422 if wrong else 200,
        **context,
    )
