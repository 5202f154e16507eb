"""Who comes through to a page: logged in, with a role that may use it; and how refusals are answered.

Which page asks for which permission stands in urls.py; what a role may do in core/roles.py. A row out of
reach is answered as if it did not exist, so that nobody learns what there is elsewhere.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import logout
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from shirube.actions.outcome import Conflict, NotFound, Refused
from shirube.core.roles import NotAllowed
from shirube.store.access import Access, load_access
from shirube.web.full_disk import find_trouble
from shirube.web.pages import render_page, render_refusal

View = Callable[..., HttpResponseBase]
LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Page:
    """One address: its name, its route, the view behind it, and the permission it asks for.

    ``action`` is a key of core.roles.PERMISSIONS, "" for everybody who is logged in. ``is_open`` pages are
    for people who are not logged in yet; their views get no access.
    """

    name: str
    route: str
    view: View
    action: str = ""
    methods: tuple[str, ...] = ("GET",)
    is_open: bool = False

    def make_view(self) -> View:
        """The view as Django calls it."""
        return _make_open(self) if self.is_open else _make_guarded(self)


def _make_guarded(page: Page) -> View:
    @wraps(page.view)
    def guarded(request: HttpRequest, **parts: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return send_to_login(request)
        if not _accepts(page, request):
            return render_refusal(request, None, 405)
        try:
            access = load_access(request.user)
        except NotAllowed:
            logout(request)
            return send_to_login(request)
        if page.action and not access.can_somewhere(page.action):
            return render_refusal(request, access, 403)
        return _answer(page, request, access, parts)

    return guarded


def _answer(page: Page, request: HttpRequest, access: Access, parts: dict[str, Any]) -> HttpResponseBase:
    try:
        return page.view(request, access, **parts)
    except NotFound:
        return render_refusal(request, access, 404)
    except NotAllowed as refused:
        return render_refusal(request, access, 403, str(refused))
    except (Refused, Conflict) as refused:
        return render_refusal(request, access, 409, str(refused))
    except (DatabaseError, OSError) as error:
        if (trouble := find_trouble(error)) is None:
            raise
        LOG.exception("cannot save")
        if is_part(request):
            return HttpResponse(trouble.words, status=trouble.status, content_type="text/plain")
        return render_refusal(request, access, trouble.status, trouble.words)


def _make_open(page: Page) -> View:
    @wraps(page.view)
    def opened(request: HttpRequest, **parts: Any) -> HttpResponseBase:
        if not _accepts(page, request):
            return render_refusal(request, None, 405)
        return page.view(request, **parts)

    return opened


def _accepts(page: Page, request: HttpRequest) -> bool:
    return request.method in page.methods or (request.method == "HEAD" and "GET" in page.methods)


def send_to_login(request: HttpRequest) -> HttpResponse:
    """To the login page, and back here afterwards; of a part of a page the browser goes as a whole."""
    here = request.get_full_path() if request.method == "GET" and not is_part(request) else "/"
    address = f"{reverse('login')}?{urlencode({'next': here})}" if here != "/" else reverse("login")
    if is_part(request):
        response = HttpResponse(status=401)
        response.headers["HX-Redirect"] = reverse("login")
        return response
    return HttpResponseRedirect(address)


def is_part(request: HttpRequest) -> bool:
    """Whether only a part of a page is asked for (htmx)."""
    return request.headers.get("HX-Request") == "true"


def show_csrf_refusal(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: an old page, or a forged one."""
    return render_page(
        request,
        "refusal.html",
        title="もう一度操作してください",
        words="画面を開いてから時間がたったため、送信を受け付けられませんでした。"
        "前の画面に戻って再読み込みし、もう一度操作してください。",
        status=403,
    )


def show_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """An address that leads nowhere."""
    access = load_access(request.user) if request.user.is_authenticated else None
    return render_refusal(request, access, 404)


def show_bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A form too large to be taken in whole, or nonsense that no browser sends. Nothing of it was read."""
    words = (
        "一度に送れる大きさを超えているか、正しくない送信のため、受け付けられませんでした。何も変わっていません。"
        "表を貼り付けたときは、ファイルにして取り込むか、幾つかに分けてください。"
    )
    if is_part(request):
        return HttpResponse(words, status=400, content_type="text/plain; charset=utf-8")
    return render_page(request, "refusal.html", title="受け付けられませんでした", words=words, status=400)


def show_failure(request: HttpRequest) -> HttpResponse:
    """Something of ours broke. Nothing is looked up: that may be what is broken."""
    return render_page(
        request,
        "refusal.html",
        title="処理できませんでした",
        words="システムの内部で異常が起きました。入力した内容は保存されていない場合があります。"
        "時間をおいてやり直し、続くときはシステム管理者に連絡してください。",
        status=500,
    )
