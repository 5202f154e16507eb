"""The page that shows a link for somebody, once, to whoever issued it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from shirube.actions.links import IssuedLink
from shirube.store.access import Access
from shirube.store.people import Person
from shirube.web.pages import Link, render_page


def show_link(
    request: HttpRequest, access: Access, person: Person, link: IssuedLink, title: str
) -> HttpResponse:
    """The link with whom it is for and until when it works; it is kept nowhere."""
    return render_page(
        request,
        "issued_link.html",
        access,
        title=title,
        crumbs=(Link("管理", reverse("manage")), Link(title)),
        invited=person,
        address=request.build_absolute_uri(link.path),
        link=link,
    )
