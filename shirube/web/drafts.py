"""下書き: what is being typed into a table is kept for its writer until it is sent.

Where a draft stands in the fields again is decided by the pages (entry_page.py, targets_page.py).
"""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse

from shirube.actions.figures import discard_draft, save_draft
from shirube.actions.outcome import NotFound
from shirube.store.access import Access
from shirube.store.queries import find_indicator
from shirube.store.records import Draft
from shirube.web.forms import LONGEST, parse_number


class Overtaken(NamedTuple):
    """A cell that has changed since a draft of it was begun, and what it says now ("" for nothing)."""

    what: str
    now: str


def is_overtaken(draft: Draft | None, version: int, now: str) -> bool:
    """Whether a cell has got another version since a draft of it was begun, and says something else."""
    return draft is not None and draft.base_version != version and draft.text != now


def do_entry_draft(
    request: HttpRequest, access: Access, plan: int, year: int, indicator: int
) -> HttpResponse:
    """Keeps what is being typed into the table of a year."""
    return _keep(request, access, "enter_actual", plan, indicator)


def do_target_draft(request: HttpRequest, access: Access, plan: int, indicator: int) -> HttpResponse:
    """Keeps what is being typed into the table of targets."""
    return _keep(request, access, "enter_target", plan, indicator)


def _keep(request: HttpRequest, access: Access, action: str, plan: int, indicator: int) -> HttpResponse:
    """An empty answer, since nothing on the page changes; an empty text ends the draft."""
    if find_indicator(access, plan, indicator, action) is None:
        raise NotFound
    place, text = request.POST.get("place", ""), request.POST.get("text", "")[:LONGEST]
    if text:
        version = parse_number(request.POST.get("version", "")) or 0
        save_draft(indicator=indicator, place=place, text=text, base_version=version, by=access.person)
    else:
        discard_draft(place=place, by=access.person)
    return HttpResponse(status=204)
