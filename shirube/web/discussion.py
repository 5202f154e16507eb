"""What the page of an indicator shows of comments and evidence: threads, files, and the forms for more.

What may be said or attached belongs to actions/comments.py and actions/attachments.py.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.utils import timezone

from shirube.actions.comments import may_edit
from shirube.actions.file_types import FILE_TYPES, TAKEN
from shirube.core.fiscal_year import FiscalYear, compute_fiscal_year
from shirube.store.access import Access
from shirube.store.evidence import Attachment, Comment
from shirube.store.evidence_queries import Thread, find_attachments, find_threads
from shirube.web.forms import Form, Mistake

# Not "text": the page has a field of that name already.
COMMENT_FIELDS = {"year": "年度", "words": "意見"}
ATTACH_FIELDS = {"attach_year": "年度", "file": "ファイル"}


@dataclass(slots=True)
class Entry:
    """One comment; ``typed`` is the text in the form for mending it, with what is wrong."""

    comment: Comment
    can_edit: bool
    typed: str
    version: int
    error: str = ""


@dataclass(slots=True)
class ThreadView:
    """A thread; ``typed`` is the text in the form for answering it, with what is wrong."""

    year: FiscalYear
    first: Entry
    answers: list[Entry]
    can_resolve: bool
    typed: str = ""
    error: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it still waits to be dealt with."""
        return self.first.comment.resolved_at is None


@dataclass(slots=True)
class FileView:
    """One attachment as a line."""

    row: Attachment
    year: FiscalYear
    kind: str
    size: str


@dataclass(slots=True, kw_only=True)
class Discussion:
    """Everything that templates/discussion.html draws."""

    threads: list[ThreadView]
    files: list[FileView]
    years: Sequence[FiscalYear]
    can_comment: bool
    can_attach: bool
    comment: Form = field(default_factory=lambda: Form(COMMENT_FIELDS))
    attach: Form = field(default_factory=lambda: Form(ATTACH_FIELDS))
    # Names this rendering of the forms: sent twice, they count once.
    form_key: str = field(default_factory=lambda: secrets.token_urlsafe(18))
    largest: int = settings.LARGEST_ATTACHMENT // 1024**2
    taken: str = TAKEN

    @property
    def errors(self) -> list[Mistake]:
        """What is wrong in any of the forms, for the summary on top."""
        entries = [entry for thread in self.threads for entry in (thread.first, *thread.answers)]
        return [
            *self.comment.errors,
            *self.attach.errors,
            *(
                Mistake(thread.error, "返信", f"answer-{thread.first.comment.pk}")
                for thread in self.threads
                if thread.error
            ),
            *(Mistake(entry.error, "意見", f"edit-{entry.comment.pk}") for entry in entries if entry.error),
        ]

    def find_thread(self, pk: int) -> ThreadView | None:
        """The thread of a first comment."""
        return next((thread for thread in self.threads if thread.first.comment.pk == pk), None)

    def find_entry(self, pk: int) -> Entry | None:
        """A comment, first or answer."""
        entries = (entry for thread in self.threads for entry in (thread.first, *thread.answers))
        return next((entry for entry in entries if entry.comment.pk == pk), None)


def build_discussion(
    access: Access, indicator: int, body: int | None, years: Sequence[FiscalYear]
) -> Discussion:
    """Comments and evidence of an indicator that belongs to a body, newest year first. Two statements."""
    can_resolve = access.can("resolve_comment", body)
    # Mostly it is the last year that has ended which people talk about.
    this = compute_fiscal_year(timezone.localdate())
    usual = next((str(year.start) for year in years if year < this), "")
    return Discussion(
        comment=Form(COMMENT_FIELDS, {"year": usual}),
        attach=Form(ATTACH_FIELDS, {"attach_year": usual}),
        threads=[_build_thread(access, thread, can_resolve) for thread in find_threads(access, indicator)],
        files=[_build_file(row) for row in find_attachments(access, indicator)],
        years=years,
        can_comment=access.can("comment", body) and bool(years),
        can_attach=access.can("attach_evidence", body) and bool(years),
    )


def render_size(size: int) -> str:
    """12,345バイト, 340KB, 1.2MB: as the file managers of the offices show it."""
    if size < 10_000:
        return f"{size:,}バイト"
    if size < 1024**2:
        return f"{-(-size // 1024):,}KB"
    if size < 1024**3:
        return f"{size / 1024**2:,.1f}MB"
    return f"{size / 1024**3:,.1f}GB"


def _build_thread(access: Access, thread: Thread, can_resolve: bool) -> ThreadView:
    return ThreadView(
        year=FiscalYear(thread.first.year),
        first=_build_entry(access, thread.first),
        answers=[_build_entry(access, answer) for answer in thread.answers],
        can_resolve=can_resolve or thread.first.person_id == access.person.pk,
    )


def _build_entry(access: Access, comment: Comment) -> Entry:
    can_edit = may_edit(comment, access.person) and access.can_somewhere("comment")
    return Entry(comment, can_edit, comment.text, comment.version)


def _build_file(row: Attachment) -> FileView:
    return FileView(row, FiscalYear(row.year), FILE_TYPES[row.kind].label, render_size(row.size))
