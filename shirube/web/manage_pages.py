"""What stands around every page of 管理: the tabs to the others that this person may use."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from shirube.store.access import Access
from shirube.web.pages import Link, render_page

# Page, its word, and the permission it asks for (as in urls.py).
TABS = (
    ("manage", "組織と利用者", "hand_over_post"),
    ("deadlines", "期限", "set_calendar"),
    ("settings", "設定", "manage_system"),
    ("backups", "控え", "manage_system"),
)


def list_tabs(access: Access, here: str) -> tuple[Link, ...]:
    """The pages of 管理 that this person may use."""
    return tuple(
        Link(word, reverse(name), name == here) for name, word, action in TABS if access.can_somewhere(action)
    )


def render_manage_page(
    request: HttpRequest, template: str, access: Access, *, here: str, title: str, **context: Any
) -> HttpResponse:
    """A page of 管理 with its tabs."""
    return render_page(
        request,
        template,
        access,
        title=title,
        crumbs=(Link("ホーム", reverse("home")), Link("管理", reverse("manage")), Link(title)),
        tabs=list_tabs(access, here),
        **context,
    )
