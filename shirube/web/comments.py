"""Comments on an indicator: the forms on its page, and what comes back with a mistake.

Whatever is refused comes back with the text still in its form.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from shirube.actions import comments
from shirube.actions.outcome import Conflict, NotFound, Refused
from shirube.core.graded_plan import GradedRow
from shirube.store.access import Access
from shirube.store.evidence import Comment
from shirube.store.evidence_queries import find_comment
from shirube.store.queries import find_owner
from shirube.web.discussion import COMMENT_FIELDS, Discussion, build_discussion
from shirube.web.entry import parse_year
from shirube.web.forms import parse_number, read_form, read_form_key
from shirube.web.indicator import find_row, render_indicator
from shirube.web.pages import say_good
from shirube.web.prepared_plan import PreparedPlan, find_prepared


def do_comment(request: HttpRequest, access: Access, plan: int, key: str) -> HttpResponse:
    """Says something about a year, or answers a thread."""
    prepared, row = open_row(access, plan, key)
    form = read_form(request, {**COMMENT_FIELDS, "thread": "意見"})
    thread, year = form.number("thread"), form.number("year")

    def send_back() -> HttpResponse:
        # As it is now: the thread may have been marked as dealt with meanwhile.
        talk = open_discussion(access, prepared, row)
        view = talk.find_thread(thread) if thread is not None else None
        if view is None:
            talk.comment = form
        else:
            view.typed, view.error = form.fields["words"].value, form.fields["words"].error
        return render_indicator(request, access, prepared, row, talk=talk)

    if not form.require("words", *([] if thread else ["year"])):
        return send_back()
    try:
        said = comments.write_comment(
            indicator=prepared.loaded.indicators[key].pk,
            year=parse_year(year).start if year is not None else 0,
            text=form.fields["words"].value,
            thread=thread,
            form_key=read_form_key(request),
            by=access.person,
        )
    except Refused as refused:
        form.fail(str(refused), "words")
        return send_back()
    say_good(request, "返信しました。" if thread else "意見を書きました。")
    return go_to(plan, key, f"comment-{said.pk}")


def do_edit_comment(request: HttpRequest, access: Access, comment: int) -> HttpResponse:
    """Mends one's own comment. Of two windows the later one sees both texts."""
    found = _find(access, comment)
    text = request.POST.get("text", "").replace("\r\n", "\n")
    try:
        comments.edit_comment(
            comment=comment,
            text=text,
            version=parse_number(request.POST.get("version", "")) or 0,
            by=access.person,
        )
    except (Refused, Conflict) as refused:
        prepared, row = open_row(access, found.plan_id, found.indicator.key)
        talk = open_discussion(access, prepared, row)
        entry = talk.find_entry(comment)
        if entry is None:
            raise NotFound from refused
        # The version is now that of the other text: saving again is done knowingly.
        entry.typed, entry.error, entry.can_edit = text, str(refused), True
        page = render_indicator(request, access, prepared, row, talk=talk)
        page.status_code = 409 if isinstance(refused, Conflict) else 422
        return page
    say_good(request, "意見を直しました。前の文は履歴に残っています。")
    return go_to(found.plan_id, found.indicator.key, f"comment-{comment}")


def do_resolve_comment(request: HttpRequest, access: Access, comment: int) -> HttpResponse:
    """Marks a thread as dealt with, or takes it up again."""
    found = _find(access, comment)
    moves: dict[str, tuple[Callable[..., Comment], str]] = {
        "resolve": (comments.resolve_comment, "対応済みにしました。"),
        "reopen": (comments.reopen_comment, "再開しました。"),
    }
    move = request.POST.get("move", "")
    if move not in moves:
        raise NotFound
    act, words = moves[move]
    act(comment=comment, by=access.person)
    say_good(request, words)
    return go_to(found.plan_id, found.indicator.key, f"comment-{comment}")


def open_row(access: Access, plan: int, key: str) -> tuple[PreparedPlan, GradedRow]:
    """A row in sight. Raises NotFound."""
    prepared = find_prepared(access, plan)
    return prepared, find_row(prepared, key)


def open_discussion(access: Access, prepared: PreparedPlan, row: GradedRow) -> Discussion:
    """Comments and evidence of a row."""
    known = prepared.loaded.indicators[row.indicator.key]
    owner = find_owner(access, known.owner)
    body = owner.body_id if owner else None
    return build_discussion(access, known.pk, body, list(reversed(row.indicator.years)))


def go_to(plan: int, key: str, anchor: str) -> HttpResponse:
    """Back to the page of the indicator, at the place of what was done."""
    return HttpResponseRedirect(f"{reverse('indicator', args=[plan, key])}#{anchor}")


def _find(access: Access, comment: int) -> Comment:
    found = find_comment(access, comment)
    if found is None:
        raise NotFound
    return found
