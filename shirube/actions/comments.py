"""Comments on one year of an indicator: saying, answering, mending one's own, marking as dealt with.

Plain text only. Whoever sees the indicator reads all of its comments.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from shirube.actions import audit, reach
from shirube.actions.outcome import Conflict, NotFound, Refused, Side, require_plain
from shirube.store.access import Access, load_access
from shirube.store.evidence import Comment
from shirube.store.people import Person
from shirube.store.plans import IndicatorRow

LONGEST = 4_000


@transaction.atomic
def write_comment(
    *, indicator: int, year: int, text: str, by: Person, thread: int | None = None, form_key: str = ""
) -> Comment:
    """Says something, or answers a thread. A form sent twice (``form_key``) says it once.

    Raises Refused for an empty or too long text, and where the thread was marked as dealt with meanwhile.
    """
    access = load_access(by)
    row = reach.lock_indicator(access, indicator, "comment")
    known = Comment.objects.of(access.municipality).filter(form_key=form_key) if form_key else None
    if known is not None and (found := known.first()):
        return found
    clean = _require_text(text)
    first = _find_thread(access, row, thread) if thread is not None else None
    if first is not None and first.resolved_at:
        raise Refused(
            "この意見は、先に対応済みになりました。続けるときは「再開する」を押してから返信してください。"
        )
    said = Comment.objects.of(access.municipality).create(
        municipality=access.municipality,
        plan_id=row.plan_id,
        indicator=row,
        year=first.year if first else year,
        thread=first,
        person=by,
        text=clean,
        at=timezone.now(),
        form_key=form_key or None,
    )
    verb = "comment.answered" if first else "comment.written"
    audit.record_indicator(access, row, verb=verb, place=_render_place(row, said), after={"本文": clean})
    return said


@transaction.atomic
def edit_comment(*, comment: int, text: str, version: int, by: Person) -> Comment:
    """Mends one's own comment on the day it was made; the history keeps what it said before.

    Raises NotFound for one of somebody else, Conflict when it was changed in another window meanwhile.
    """
    access = load_access(by)
    found, row = _find(access, comment)
    if found.person_id != by.pk:
        raise NotFound
    if not may_edit(found, by):
        raise Refused("直せるのは、書いた日のうちだけです。新しい意見として書いてください。")
    clean = _require_text(text)
    if clean == found.text:
        return found
    place = _render_place(row, found)
    if found.version != version:
        now = Side(found.text, found.person.name, found.version)
        raise Conflict(place=place, current=now, typed=clean)
    before = found.text
    found.text, found.version, found.edited_at = clean, found.version + 1, timezone.now()
    found.save(update_fields=["text", "version", "edited_at"])
    audit.record_indicator(
        access, row, verb="comment.edited", place=place, before={"本文": before}, after={"本文": clean}
    )
    return found


def may_edit(comment: Comment, person: Person) -> bool:
    """Whether a comment is one's own and of today."""
    return comment.person_id == person.pk and timezone.localdate(comment.at) == timezone.localdate()


@transaction.atomic
def resolve_comment(*, comment: int, by: Person) -> Comment:
    """Marks a thread as dealt with. Doing it twice is harmless."""
    return _mark(comment, by, is_resolved=True)


@transaction.atomic
def reopen_comment(*, comment: int, by: Person) -> Comment:
    """Takes up a thread again that was marked as dealt with."""
    return _mark(comment, by, is_resolved=False)


def _mark(comment: int, by: Person, *, is_resolved: bool) -> Comment:
    access = load_access(by)
    found, row = _find(access, comment)
    if found.thread_id is not None:
        raise NotFound
    if found.person_id != by.pk:
        access.require("resolve_comment", row.owner.body_id if row.owner else None)
    if bool(found.resolved_at) is is_resolved:
        return found
    found.resolved_at = timezone.now() if is_resolved else None
    found.resolved_by = by if is_resolved else None
    found.version += 1
    found.save(update_fields=["resolved_at", "resolved_by", "version"])
    verb = "comment.resolved" if is_resolved else "comment.reopened"
    audit.record_indicator(
        access, row, verb=verb, place=_render_place(row, found), after={"本文": found.text}
    )
    return found


def _find(access: Access, comment: int) -> tuple[Comment, IndicatorRow]:
    """A comment in sight and its indicator, whose plan is locked."""
    seen = Comment.objects.of(access.municipality).filter(indicator__in=access.find_indicators())
    found = seen.select_related("person").filter(pk=comment).first()
    if found is None:
        raise NotFound
    row = reach.lock_indicator(access, found.indicator_id, "comment")
    found.refresh_from_db()  # as it is now that nobody else can change it
    return found, row


def _find_thread(access: Access, row: IndicatorRow, thread: int) -> Comment:
    firsts = Comment.objects.of(access.municipality).filter(indicator=row, thread=None)
    found = firsts.filter(pk=thread).first()
    if found is None:
        raise NotFound
    return found


def _require_text(text: str) -> str:
    clean = text.replace("\r\n", "\n").strip()
    if not clean:
        raise Refused("意見を入力してください。")
    require_plain(clean)
    if len(clean) > LONGEST:
        raise Refused(f"意見は{LONGEST:,}文字以内で入力してください（現在{len(clean):,}文字）。")
    return clean


def _render_place(row: IndicatorRow, comment: Comment) -> str:
    return reach.render_place(row, "意見", comment.year)
