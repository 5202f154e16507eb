"""Drawing a page: the template, and what stands around the content of every page.

What a page itself shows is put together by its presenter.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from threading import RLock
from typing import Any, ParamSpec

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from shirube.store.access import Access

P = ParamSpec("P")

# The interpreter runs one thread at a time anyway: pages drawn side by side are no sooner ready, but each of
# them needs its room in memory at once, and what a heap has grown to it seldom gives back.
_DRAWING = RLock()

REFUSALS = {
    403: (
        "この操作はできません",
        "あなたの役割では、このページの操作はできません。必要なときは、システム管理者に役割の変更を依頼してください。",
    ),
    404: (
        "ページが見つかりません",
        "アドレスが間違っているか、ページがなくなったか、見る権限がありません。",
    ),
    405: ("この操作はできません", "画面のボタンから操作してください。"),
    409: ("処理できませんでした", "ほかの方の変更と重なりました。もう一度表示して確かめてください。"),
    503: ("保存できません", "サーバーが混み合っています。しばらく待って、もう一度操作してください。"),
    507: ("保存できません", "サーバーのディスクに書き込めません。システム管理者に連絡してください。"),
}


@dataclass(frozen=True, slots=True)
class Link:
    """A way to another page; ``is_here`` where the reader already is, ``count`` a number beside the words."""

    text: str
    url: str = ""
    is_here: bool = False
    count: int = 0
    is_primary: bool = False


def render_page(
    request: HttpRequest,
    template: str,
    access: Access | None = None,
    *,
    title: str,
    crumbs: Sequence[Link] = (),
    lead: str = "",
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """A whole page with bar, breadcrumb and notices."""
    context |= {
        "title": title,
        "lead": lead,
        "crumbs": crumbs,
        "navigation": build_navigation(access, request.path) if access else (),
        "person": access.person if access else None,
        "place": render_place(access) if access else "",
        "access": access,
        "notices": list(messages.get_messages(request)),
    }
    return HttpResponse(_render(template, context, request), status=status)


def render_part(request: HttpRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
    """A part of a page."""
    return HttpResponse(_render(template, context, request), status=status)


def _render(template: str, context: dict[str, Any], request: HttpRequest) -> str:
    with _DRAWING:
        return render_to_string(template, context, request)


def draw_alone(view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """A view of whole plans, which takes its turn already while it puts its page together.

    For views that only look: one that waits for another process or for a lock would keep all the others.
    """

    @wraps(view)
    def drawn(*args: P.args, **parts: P.kwargs) -> HttpResponse:
        with _DRAWING:
            return view(*args, **parts)

    return drawn


def render_refusal(request: HttpRequest, access: Access | None, status: int, words: str = "") -> HttpResponse:
    """The page for what cannot be shown or done, in words."""
    title, usual = REFUSALS[status]
    return render_page(request, "refusal.html", access, title=title, words=words or usual, status=status)


def build_navigation(access: Access, path: str) -> tuple[Link, ...]:
    """The bar: only what this person can use."""
    found = [Link("ホーム", reverse("home"), path == reverse("home"))]
    if access.can_somewhere("view_plan"):
        found.append(Link("計画", reverse("plans"), path.startswith("/plans/")))
    if access.can_somewhere("view_history"):
        found.append(Link("履歴", reverse("history"), path.startswith("/history/")))
    if access.can_somewhere("hand_over_post"):
        found.append(Link("管理", reverse("manage"), path.startswith("/manage/")))
    return tuple(found)


def render_place(access: Access) -> str:
    """Municipality and body: あきる野市　商工振興課."""
    bodies = dict.fromkeys(post.body.name for post in access.posts)
    return "　".join([access.municipality.name, "・".join(bodies)]).strip()


def say_good(request: HttpRequest, words: str) -> None:
    """A notice on the next page that something was done."""
    messages.success(request, words, extra_tags="good")


def say_bad(request: HttpRequest, words: str) -> None:
    """A notice on the next page that something was not done."""
    messages.error(request, words, extra_tags="bad")
