"""What people said about indicators and laid before others, as far as a person may see it.

Each query takes the Access of the person and a number of statements that rows do not raise.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from shirube.store.access import Access
from shirube.store.evidence import Attachment, Comment


@dataclass(frozen=True, slots=True)
class Thread:
    """A first comment and what was answered, oldest first."""

    first: Comment
    answers: tuple[Comment, ...]


def find_threads(access: Access, indicator: int) -> list[Thread]:
    """The threads of an indicator in sight, newest year first, open ones before those dealt with."""
    seen = Comment.objects.of(access.municipality).filter(indicator__in=access.find_indicators())
    rows = list(seen.filter(indicator=indicator).select_related("person", "resolved_by").order_by("pk"))
    answers: dict[int, list[Comment]] = defaultdict(list)
    for row in rows:
        if row.thread_id is not None:
            answers[row.thread_id].append(row)
    firsts = sorted(
        (row for row in rows if row.thread_id is None),
        key=lambda row: (row.resolved_at is not None, -row.year, row.pk),
    )
    return [Thread(first, tuple(answers[first.pk])) for first in firsts]


def find_comment(access: Access, comment: int) -> Comment | None:
    """A comment in sight with its indicator, None otherwise (answer 404)."""
    seen = Comment.objects.of(access.municipality).filter(indicator__in=access.find_indicators())
    return seen.select_related("indicator").filter(pk=comment).first()


def find_attachments(access: Access, indicator: int) -> list[Attachment]:
    """The attachments of an indicator in sight, newest year first; withdrawn ones last."""
    seen = Attachment.objects.of(access.municipality).filter(indicator__in=access.find_indicators())
    rows = seen.filter(indicator=indicator).select_related("person", "withdrawn_by")
    return sorted(rows, key=lambda row: (row.withdrawn_at is not None, -row.year, row.pk))


def find_comments_to_answer(access: Access) -> QuerySet[Comment]:
    """Open threads in which somebody else spoke last, and which are this person's to answer (ホーム).

    Those on rows that the person enters or takes care of, and those in which the person took part.
    """
    comments = Comment.objects.of(access.municipality)
    later = comments.filter(thread=OuterRef("pk"))
    last = Subquery(later.order_by("-pk").values("person")[:1])
    own = access.find_indicators("enter_actual")
    took_part = Q(person=access.person) | Exists(later.filter(person=access.person))
    firsts = comments.filter(thread=None, resolved_at=None, indicator__in=access.find_indicators())
    return (
        firsts.annotate(last_person=Coalesce(last, "person", output_field=BigIntegerField()))
        .exclude(last_person=access.person.pk)
        .filter(Q(indicator__in=own) | took_part)
        .select_related("indicator__node", "plan", "person")
        .order_by("-pk")
    )
