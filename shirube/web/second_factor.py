"""Setting the second factor up: the QR code and its key, the first code, recovery codes, taking it away.

What makes a code right belongs to actions/accounts.py.
"""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from shirube.actions import accounts
from shirube.actions.outcome import Refused
from shirube.store.access import Access
from shirube.web.accounts import RECOVERY_FIELDS, REMOVE_FIELDS, TOTP_FIELDS, render_account
from shirube.web.forms import Form, read_form
from shirube.web.pages import Link, render_page, say_good


def do_start_totp(request: HttpRequest, access: Access) -> HttpResponse:
    """Shows the secret to be put into an authenticator app."""
    form = read_form(request, TOTP_FIELDS)
    try:
        accounts.start_totp(by=access.person)
    except Refused as refused:
        form.fail(str(refused))
        return render_account(request, access, totp_form=form)
    return _show_secret(request, access, form)


def do_confirm_totp(request: HttpRequest, access: Access) -> HttpResponse:
    """Puts the second factor in force and shows the recovery codes, once."""
    form = read_form(request, TOTP_FIELDS)
    try:
        codes = accounts.confirm_totp(code=form.text("code"), by=access.person)
    except Refused as refused:
        form.fail(str(refused), "code")
        return _show_secret(request, access, form)
    say_good(request, "確認コードを設定しました。次のログインから必要になります。")
    return _show_codes(request, access, codes)


def do_remove_totp(request: HttpRequest, access: Access) -> HttpResponse:
    """Takes the second factor away."""
    form = read_form(request, REMOVE_FIELDS)
    try:
        accounts.remove_totp(password=request.POST.get("totp_password", ""), by=access.person)
    except Refused as refused:
        form.fail(str(refused), "totp_password")
        return render_account(request, access, remove_form=form)
    say_good(request, "確認コードを解除しました。")
    return redirect("account")


def do_renew_codes(request: HttpRequest, access: Access) -> HttpResponse:
    """New recovery codes, shown once; the old ones stop working."""
    form = read_form(request, RECOVERY_FIELDS)
    try:
        codes = accounts.renew_recovery_codes(
            password=request.POST.get("recovery_password", ""), by=access.person
        )
    except Refused as refused:
        form.fail(str(refused), "recovery_password")
        return render_account(request, access, recovery_form=form)
    say_good(request, "回復コードを作り直しました。前の回復コードは使えません。")
    return _show_codes(request, access, codes)


def _show_secret(request: HttpRequest, access: Access, form: Form) -> HttpResponse:
    import segno

    address = accounts.read_pending_totp(by=access.person)
    if not address:
        return render_account(request, access, totp_form=form)
    key = parse_qs(urlsplit(address).query).get("secret", [""])[0]
    return render_account(
        request,
        access,
        totp_form=form,
        secret=key,
        # In groups of four, as people read it to themselves while they type it.
        secret_words=" ".join(key[at : at + 4] for at in range(0, len(key), 4)),
        # As an image of its own, since the content policy lets no style into the page.
        qr_code=segno.make(address, error="m").svg_data_uri(scale=5, border=4, omitsize=False),
    )


def _show_codes(request: HttpRequest, access: Access, codes: tuple[str, ...]) -> HttpResponse:
    return render_page(
        request,
        "recovery_codes.html",
        access,
        title="回復コード",
        crumbs=(Link("ホーム", "/"), Link("自分の設定", reverse("account")), Link("回復コード")),
        codes=codes,
    )
