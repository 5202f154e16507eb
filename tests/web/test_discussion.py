from __future__ import annotations

from datetime import date
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shirube.actions.attachments import attach_file
from shirube.actions.comments import write_comment
from shirube.core.fiscal_year import FiscalYear
from shirube.web.discussion import build_discussion, render_size
from tests.web.conftest import Office


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (17, "17バイト"),
        (9_999, "9,999バイト"),
        (10_241, "11KB"),
        (1_300_000, "1.2MB"),
        (5 * 1024**3, "5.0GB"),
    ],
)
def test_sizes_read_as_the_file_managers_show_them(size: int, words: str) -> None:
    assert render_size(size) == words


def test_each_role_is_offered_what_it_may_do(office: Office) -> None:
    row, body = office.indicator("2.1.2"), office.town.outside.pk
    write_comment(indicator=row, year=2025, text="質問", by=office.town.reviewer)

    offered = {}
    for role in ("secretariat", "approver", "respondent", "reviewer", "viewer"):
        access = office.town.access(getattr(office.town, role))
        talk = build_discussion(access, row, body, [FiscalYear(2025)])
        offered[role] = (talk.can_comment, talk.can_attach, talk.threads[0].can_resolve)

    assert offered == {
        "secretariat": (True, True, True),
        "approver": (True, False, True),
        "respondent": (True, True, False),
        "reviewer": (True, False, True),  # having asked
        "viewer": (False, False, False),
    }


def test_the_last_year_that_has_ended_is_chosen_at_first(office: Office) -> None:
    years = [FiscalYear(year) for year in (2026, 2025, 2024)]
    access = office.town.access(office.town.secretariat)

    with patch("django.utils.timezone.localdate", lambda *_: date(2026, 5, 1)):
        talk = build_discussion(access, office.indicator("2.1.2"), office.town.outside.pk, years)

    assert (talk.comment.text("year"), talk.attach.text("attach_year")) == ("2025", "2025")


def test_many_comments_and_files_take_two_statements(office: Office) -> None:
    row, by = office.indicator("2.1.2"), office.town.secretariat
    for number in range(10):
        first = write_comment(indicator=row, year=2025, text=f"質問{number}", by=by)
        write_comment(indicator=row, year=2025, text="答え", thread=first.pk, by=by)
        attach_file(indicator=row, year=2025, name="a.csv", data=b"a", by=by)
    access = office.town.access(by)

    with CaptureQueriesContext(connection) as captured:
        build_discussion(access, row, office.town.outside.pk, [FiscalYear(2025)])

    assert len(captured) == 2
