"""What a person sees of comments and evidence, in a number of statements that rows do not raise."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shirube.actions.attachments import attach_file, withdraw_attachment
from shirube.actions.comments import resolve_comment, write_comment
from shirube.actions.plans import assign_owner
from shirube.core.roles import Role
from shirube.store.evidence import Comment
from shirube.store.evidence_queries import (
    find_attachments,
    find_comment,
    find_comments_to_answer,
    find_threads,
)
from shirube.store.people import Person
from shirube.store.plans import IndicatorRow
from tests.builders import build_indicator, build_plan
from tests.people import OTHER_CITY, Town, build_town, import_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(town: Town) -> list[IndicatorRow]:
    plan = import_for(town, build_plan(build_indicator(key="1"), build_indicator(key="2")))
    first, second = plan.indicators.order_by("key")
    assign_owner(indicators=[second.pk], post=town.posts[Role.RESPONDENT].pk, by=town.secretariat)
    return [first, second]


def say(
    row: IndicatorRow, by: Person, text: str = "質問", *, year: int = 2025, thread: int | None = None
) -> Comment:
    return write_comment(indicator=row.pk, year=year, text=text, by=by, thread=thread)


def test_open_threads_come_first_newest_year_first(town: Town, rows: list[IndicatorRow]) -> None:
    done = say(rows[0], town.reviewer, "済んだ", year=2026)
    old = say(rows[0], town.reviewer, "前の年", year=2024)
    new = say(rows[0], town.reviewer, "今の年", year=2025)
    answer = say(rows[0], town.secretariat, "返信", thread=new.pk)
    resolve_comment(comment=done.pk, by=town.secretariat)

    threads = find_threads(town.access(town.viewer), rows[0].pk)

    assert [thread.first for thread in threads] == [new, old, done]
    assert threads[0].answers == (answer,)


def test_nobody_sees_what_was_said_about_rows_out_of_sight(town: Town, rows: list[IndicatorRow]) -> None:
    said = say(rows[0], town.reviewer)
    attach_file(indicator=rows[0].pk, year=2025, name="a.csv", data=b"a", by=town.secretariat)
    stranger = build_town(OTHER_CITY, "となり市")

    for access in (town.access(town.respondent), stranger.access(stranger.administrator)):
        assert find_threads(access, rows[0].pk) == []
        assert find_attachments(access, rows[0].pk) == []
        assert find_comment(access, said.pk) is None
        assert list(find_comments_to_answer(access)) == []
    assert find_comment(town.access(town.viewer), said.pk) == said


def test_whose_word_is_awaited(town: Town, rows: list[IndicatorRow]) -> None:
    asked = say(rows[1], town.reviewer)

    def waiting(person: Person) -> list[Comment]:
        return list(find_comments_to_answer(town.access(person)))

    assert waiting(town.respondent) == waiting(town.secretariat) == [asked]
    assert waiting(town.reviewer) == waiting(town.viewer) == waiting(town.approver) == []
    say(rows[1], town.respondent, "お答えします", thread=asked.pk)
    assert waiting(town.respondent) == []
    assert waiting(town.reviewer) == waiting(town.secretariat) == [asked]
    resolve_comment(comment=asked.pk, by=town.reviewer)
    assert waiting(town.secretariat) == waiting(town.reviewer) == []


def test_withdrawn_files_come_last(town: Town, rows: list[IndicatorRow]) -> None:
    made = [
        attach_file(indicator=rows[0].pk, year=year, name="a.csv", data=b"a", by=town.secretariat)
        for year in (2026, 2024, 2025)
    ]
    withdraw_attachment(attachment=made[0].pk, reason="誤り", by=town.secretariat)

    found = find_attachments(town.access(town.viewer), rows[0].pk)

    assert [row.year for row in found] == [2025, 2024, 2026]


def test_the_number_of_statements_does_not_rise_with_the_rows(town: Town, rows: list[IndicatorRow]) -> None:
    def count() -> int:
        access = town.access(town.secretariat)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            threads = find_threads(access, rows[1].pk)
            assert all(entry.first.person.name for entry in threads)
            assert all(row.person.name for row in find_attachments(access, rows[1].pk))
            assert all(row.indicator.node.name for row in find_comments_to_answer(access))
        return len(captured)

    say(rows[1], town.reviewer)
    few = count()
    for number in range(12):
        first = say(rows[1], town.reviewer, f"質問{number}")
        say(rows[1], town.approver, "答え", thread=first.pk)
        attach_file(indicator=rows[1].pk, year=2025, name="a.csv", data=b"a", by=town.secretariat)

    assert count() == few == 3
