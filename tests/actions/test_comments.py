"""Comments: who may, what is kept, what is never lost."""

from __future__ import annotations

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.utils import timezone

from shirube.actions.comments import (
    LONGEST,
    edit_comment,
    reopen_comment,
    resolve_comment,
    write_comment,
)
from shirube.actions.life import Part, split_indicator, take_back_turn
from shirube.actions.outcome import Conflict, NotFound, Refused
from shirube.actions.people import hand_over_post
from shirube.actions.plans import assign_owner, undo_import
from shirube.core.roles import NotAllowed, Role
from shirube.store.evidence import Comment
from shirube.store.life import LifeRow
from shirube.store.people import Person
from shirube.store.plans import IndicatorRow
from shirube.store.records import AuditRecord, ImportBatch
from tests.builders import build_indicator, build_plan
from tests.people import OTHER_CITY, Town, build_town, import_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(town: Town) -> IndicatorRow:
    plan = build_plan(build_indicator(key="1"), build_indicator(key="2"))
    return import_for(town, plan).indicators.get(key="1")


def write(row: IndicatorRow, by: Person, text: str = "数え方を教えてください。", **more: object) -> Comment:
    return write_comment(indicator=row.pk, year=2025, text=text, by=by, **more)  # type: ignore[arg-type]


def verbs(town: Town) -> list[str]:
    records = AuditRecord.objects.of(town.municipality).filter(verb__startswith="comment.")
    return list(records.order_by("number").values_list("verb", flat=True))


def test_a_committee_member_asks_the_office_answers_and_marks_it_as_dealt_with(
    town: Town, row: IndicatorRow
) -> None:
    asked = write(row, town.reviewer)
    answered = write(row, town.secretariat, "延べ人数です。", thread=asked.pk)
    done = resolve_comment(comment=asked.pk, by=town.secretariat)

    assert (answered.thread_id, answered.year) == (asked.pk, 2025)
    assert done.resolved_by == town.secretariat
    assert verbs(town) == ["comment.written", "comment.answered", "comment.resolved"]
    record = AuditRecord.objects.of(town.municipality).get(verb="comment.written")
    assert (record.plan_id, record.indicator_id) == (row.plan_id, row.pk)
    assert "数え方を教えてください" in record.after


def test_viewers_only_read(town: Town, row: IndicatorRow) -> None:
    with pytest.raises(NotAllowed):
        write(row, town.viewer)

    assert not Comment.objects.of(town.municipality).exists()


def test_a_respondent_comments_on_own_rows_only(town: Town, row: IndicatorRow) -> None:
    with pytest.raises(NotFound):
        write(row, town.respondent)
    assign_owner(indicators=[row.pk], post=town.posts[Role.RESPONDENT].pk, by=town.secretariat)

    assert write(row, town.respondent).person == town.respondent


def test_another_municipality_finds_nothing(town: Town, row: IndicatorRow) -> None:
    stranger = build_town(OTHER_CITY, "となり市").secretariat
    said = write(row, town.reviewer)

    with pytest.raises(NotFound):
        write(row, stranger)
    with pytest.raises(NotFound):
        edit_comment(comment=said.pk, text="x", version=1, by=stranger)
    with pytest.raises(NotFound):
        resolve_comment(comment=said.pk, by=stranger)


def test_a_form_sent_twice_says_it_once(town: Town, row: IndicatorRow) -> None:
    first = write(row, town.reviewer, form_key="one")
    again = write(row, town.reviewer, form_key="one")
    other = write(row, town.reviewer, form_key="two")

    assert first == again != other
    assert verbs(town) == ["comment.written"] * 2


def test_ones_own_comment_is_mended_and_the_history_keeps_the_old_text(town: Town, row: IndicatorRow) -> None:
    said = write(row, town.reviewer)

    mended = edit_comment(comment=said.pk, text="数え方と時点を教えてください。", version=1, by=town.reviewer)

    assert (mended.version, mended.edited_at is not None) == (2, True)
    record = AuditRecord.objects.of(town.municipality).get(verb="comment.edited")
    assert "数え方を教えてください。" in record.before
    assert "時点" in record.after
    with pytest.raises(NotFound):
        edit_comment(comment=said.pk, text="別人", version=2, by=town.secretariat)


def test_only_on_the_day_it_was_made(town: Town, row: IndicatorRow) -> None:
    said = write(row, town.reviewer)
    tomorrow = timezone.now() + timedelta(days=1)

    with patch("django.utils.timezone.now", lambda: tomorrow), pytest.raises(Refused, match="書いた日のうち"):
        edit_comment(comment=said.pk, text="次の日", version=1, by=town.reviewer)

    assert edit_comment(comment=said.pk, text="同じ日", version=1, by=town.reviewer).text == "同じ日"


def test_of_two_windows_the_later_one_sees_both_texts(town: Town, row: IndicatorRow) -> None:
    said = write(row, town.reviewer)
    edit_comment(comment=said.pk, text="一つ目の窓", version=1, by=town.reviewer)

    with pytest.raises(Conflict) as met:
        edit_comment(comment=said.pk, text="二つ目の窓", version=1, by=town.reviewer)

    assert (met.value.current.text, met.value.typed) == ("一つ目の窓", "二つ目の窓")
    said.refresh_from_db()
    assert said.text == "一つ目の窓"


def test_a_thread_dealt_with_takes_no_answer_until_it_is_taken_up_again(
    town: Town, row: IndicatorRow
) -> None:
    asked = write(row, town.reviewer)
    resolve_comment(comment=asked.pk, by=town.approver)

    with pytest.raises(Refused, match="先に対応済み"):
        write(row, town.reviewer, "まだあります", thread=asked.pk)
    reopen_comment(comment=asked.pk, by=town.reviewer)
    assert write(row, town.reviewer, "まだあります", thread=asked.pk).thread == asked


def test_dealt_with_is_said_by_the_office_or_by_who_asked(town: Town, row: IndicatorRow) -> None:
    asked = write(row, town.secretariat)

    with pytest.raises(NotAllowed):
        resolve_comment(comment=asked.pk, by=town.reviewer)
    own = write(row, town.reviewer)
    assert resolve_comment(comment=own.pk, by=town.reviewer).resolved_at
    assert resolve_comment(comment=own.pk, by=town.reviewer).version == 2, "twice is once"


@pytest.mark.parametrize("text", ["", "  \n ", "あ" * (LONGEST + 1), "制御\x00文字"])
def test_what_cannot_be_kept_is_refused(town: Town, row: IndicatorRow, text: str) -> None:
    with pytest.raises(Refused):
        write(row, town.reviewer, text)

    assert verbs(town) == []


def test_an_answer_to_a_thread_of_another_indicator_is_refused(town: Town, row: IndicatorRow) -> None:
    other = IndicatorRow.objects.of(town.municipality).exclude(pk=row.pk).first()
    assert other is not None
    asked = write(other, town.reviewer)

    with pytest.raises(NotFound):
        write(row, town.reviewer, thread=asked.pk)


def test_an_import_cannot_be_undone_under_a_comment(town: Town, row: IndicatorRow) -> None:
    write(row, town.reviewer)
    batch = ImportBatch.objects.of(town.municipality).get()

    with pytest.raises(Refused, match="取り消せません"):
        undo_import(batch=batch.pk, by=town.secretariat)

    assert Comment.objects.of(town.municipality).count() == 1


def test_a_split_cannot_be_taken_back_under_a_comment(town: Town, row: IndicatorRow) -> None:
    old = build_indicator(key="1", targets={"R6": 10, "R7": 11, "R8": 12})
    one = import_for(town, build_plan(old)).indicators.get()
    parts = [Part("甲"), Part("乙")]
    split_indicator(indicator=one.pk, parts=parts, year=2026, reason="分けた", by=town.secretariat)
    turn = LifeRow.objects.of(town.municipality).get(indicator=one, kind="split")
    part = IndicatorRow.objects.of(town.municipality).filter(plan=one.plan_id).exclude(pk=one.pk).first()
    assert part is not None
    write(part, town.reviewer)

    with pytest.raises(Refused, match="意見又は根拠資料がある"):
        take_back_turn(turn=turn.pk, reason="誤り", by=town.secretariat)

    assert Comment.objects.of(town.municipality).count() == 1


def test_who_has_lost_the_post_says_nothing_any_more(town: Town, row: IndicatorRow) -> None:
    hand_over_post(
        post=town.posts[Role.REVIEWER].pk, leaving=town.reviewer.pk, arriving=None, by=town.administrator
    )

    with pytest.raises(NotFound):
        write(row, town.reviewer)
