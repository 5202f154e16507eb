"""Entering figures and texts."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from shirube.actions import figures
from shirube.actions.outcome import Conflict, NotFound, Refused
from shirube.actions.plans import assign_owner
from shirube.core.fiscal_year import FiscalYear
from shirube.core.indicator import Target
from shirube.core.reading import Missing, Standing
from shirube.core.roles import NotAllowed, Role
from shirube.store.plans import FigureRow, PlanRow
from shirube.store.records import AuditRecord, Draft
from tests.builders import build_indicator, build_plan, reading, year
from tests.people import OTHER_CITY, Town, build_town, import_for, reload

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(town: Town) -> PlanRow:
    return import_for(
        town, build_plan(build_indicator("1", unit="店", targets={"R6": 105}, actuals={"R6": 94}))
    )


@pytest.fixture
def pk(row: PlanRow) -> int:
    return row.indicators.get().pk


def last(town: Town) -> AuditRecord:
    return AuditRecord.objects.of(town.municipality).order_by("-number")[0]


def count(town: Town) -> int:
    return AuditRecord.objects.of(town.municipality).count()


def test_a_figure_is_entered_with_its_unit_and_what_was_typed_is_kept(
    town: Town, row: PlanRow, pk: int
) -> None:
    cell = figures.enter_figure(
        indicator=pk, kind="actual", year=2025, text="８８", version=0, by=town.secretariat
    )

    assert (cell.text, cell.typed, cell.number, cell.version) == ("88店", "８８", 88, 1)
    actual = reload(row).plan.indicators[0].actual(year("R7"))
    assert actual is not None
    assert actual.reading == reading("88店")


def test_a_figure_that_is_corrected_leaves_the_earlier_one_with_the_cell(
    town: Town, row: PlanRow, pk: int
) -> None:
    figures.enter_figure(
        indicator=pk,
        kind="actual",
        year=2024,
        text="95",
        version=1,
        standing=Standing.RESTATED,
        by=town.secretariat,
    )

    (actual,) = reload(row).plan.indicators[0].actuals
    assert actual.earlier == (reading(94, "店"),)
    assert (actual.reading.text, actual.reading.standing) == ("95店", Standing.RESTATED)


def test_a_slip_put_right_is_in_the_record_but_not_in_the_plans_history(
    town: Town, row: PlanRow, pk: int
) -> None:
    figures.enter_figure(indicator=pk, kind="actual", year=2024, text="95", version=1, by=town.secretariat)

    (actual,) = reload(row).plan.indicators[0].actuals
    assert actual.earlier == ()
    assert json.loads(last(town).before) == {"値": "94店"}


def test_a_provisional_figure_stays_beside_the_final_one(town: Town, row: PlanRow, pk: int) -> None:
    for version, text, standing in ((0, "80", Standing.PROVISIONAL), (1, "82", Standing.FINAL)):
        figures.enter_figure(
            indicator=pk,
            kind="actual",
            year=2025,
            text=text,
            version=version,
            standing=standing,
            by=town.secretariat,
        )

    actual = reload(row).plan.indicators[0].actual(year("R7"))
    assert actual is not None
    assert [(item.text, item.standing) for item in actual.earlier] == [("80店", Standing.PROVISIONAL)]


def test_one_change_is_one_record_with_before_after_and_who(town: Town, row: PlanRow, pk: int) -> None:
    before = count(town)

    figures.enter_figure(
        indicator=pk, kind="actual", year=2024, text="95", version=1, note="再集計", by=town.secretariat
    )

    record = last(town)
    assert count(town) == before + 1
    assert (record.verb, record.actor_name, record.indicator_id) == (
        "figure.entered",
        town.secretariat.name,
        pk,
    )
    assert record.place == "事業1（参加者数） 令和6年度 実績値"
    assert json.loads(record.before) == {"値": "94店"}
    assert json.loads(record.after) == {"値": "95店", "備考": "再集計"}


def test_no_figure_needs_its_reason_and_is_not_zero(town: Town, row: PlanRow, pk: int) -> None:
    with pytest.raises(Refused, match="理由"):
        figures.enter_figure(indicator=pk, kind="actual", year=2025, text="", version=0, by=town.secretariat)

    figures.enter_figure(
        indicator=pk,
        kind="actual",
        year=2025,
        text="",
        missing=Missing.TABULATING,
        version=0,
        by=town.secretariat,
    )

    actual = reload(row).plan.indicators[0].actual(year("R7"))
    assert actual is not None
    assert actual.reading.missing is Missing.TABULATING
    assert actual.reading.quantity is None


def test_the_second_of_two_editors_sees_both_texts_and_changes_nothing(town: Town, pk: int) -> None:
    figures.enter_figure(indicator=pk, kind="actual", year=2024, text="95", version=1, by=town.secretariat)

    with pytest.raises(Conflict) as refused:
        figures.enter_figure(
            indicator=pk, kind="actual", year=2024, text="96", version=1, by=town.administrator
        )

    conflict = refused.value
    assert (conflict.current.text, conflict.current.version, conflict.typed) == ("95店", 2, "96")
    assert conflict.current.by == town.secretariat.name
    assert FigureRow.objects.of(town.municipality).get(kind="actual").text == "95店"


def test_two_first_entries_into_an_empty_cell_conflict_too(town: Town, pk: int) -> None:
    figures.enter_figure(indicator=pk, kind="actual", year=2025, text="1", version=0, by=town.secretariat)

    with pytest.raises(Conflict):
        figures.enter_figure(
            indicator=pk, kind="actual", year=2025, text="2", version=0, by=town.administrator
        )


def test_a_form_sent_twice_counts_once(town: Town, pk: int) -> None:
    figures.enter_figure(indicator=pk, kind="actual", year=2025, text="7", version=0, by=town.secretariat)
    records = count(town)

    again = figures.enter_figure(
        indicator=pk, kind="actual", year=2025, text="7", version=0, by=town.secretariat
    )

    assert again.version == 1
    assert count(town) == records


def test_every_change_raises_the_version_of_the_plan(town: Town, row: PlanRow, pk: int) -> None:
    figures.enter_figure(indicator=pk, kind="actual", year=2025, text="7", version=0, by=town.secretariat)

    assert reload(row).row.version == row.version + 1


@pytest.mark.parametrize("text", ["たくさん", "1人と2人", "9" * 300])
def test_what_is_no_figure_is_refused_and_nothing_changes(
    town: Town, row: PlanRow, pk: int, text: str
) -> None:
    before = reload(row)

    with pytest.raises(Refused):
        figures.enter_figure(
            indicator=pk, kind="actual", year=2024, text=text, version=1, by=town.secretariat
        )

    assert reload(row).plan == before.plan


def test_an_outside_body_enters_actuals_of_its_own_rows_and_nothing_else(
    town: Town, row: PlanRow, pk: int
) -> None:
    def enter(kind: str) -> FigureRow:
        return figures.enter_figure(
            indicator=pk, kind=kind, year=2025, text="7", version=0, by=town.respondent
        )

    with pytest.raises(NotFound):
        enter("actual")
    assign_owner(indicators=[pk], post=town.posts[Role.RESPONDENT].pk, by=town.secretariat)

    assert enter("actual").text == "7店"
    with pytest.raises(NotAllowed):
        enter("target")


@pytest.mark.parametrize("who", ["viewer", "reviewer", "approver"])
def test_those_who_only_look_cannot_enter(town: Town, pk: int, who: str) -> None:
    with pytest.raises(NotAllowed):
        figures.enter_figure(
            indicator=pk, kind="actual", year=2025, text="7", version=0, by=getattr(town, who)
        )


def test_a_row_of_another_municipality_does_not_exist(town: Town, pk: int) -> None:
    other = build_town(OTHER_CITY, "となり市")
    tries: list[Callable[[], object]] = [
        lambda: figures.enter_figure(
            indicator=pk, kind="actual", year=2025, text="7", version=0, by=other.secretariat
        ),
        lambda: figures.enter_status(indicator=pk, year=2025, text="本文", version=0, by=other.secretariat),
        lambda: figures.revise_target(
            indicator=pk, year=2024, text="7", version=1, reason="理由", by=other.secretariat
        ),
        lambda: figures.clear_figure(
            indicator=pk, kind="actual", year=2024, version=1, reason="理由", by=other.secretariat
        ),
        lambda: figures.answer_question(
            indicator=pk, year=2024, question="問", answer="はい", by=other.secretariat
        ),
        lambda: figures.save_draft(
            indicator=pk, place=f"status:{pk}:2024", text="本文", base_version=0, by=other.secretariat
        ),
    ]

    for attempt in tries:
        with pytest.raises(NotFound, match=r"^見つかりません。$"):
            attempt()


def test_a_revised_target_keeps_the_old_one_the_reason_and_who_decided(
    town: Town, row: PlanRow, pk: int
) -> None:
    figures.revise_target(
        indicator=pk,
        year=2024,
        text="100",
        version=1,
        reason="制度の変更",
        decided_by="推進委員会",
        effective_from=2024,
        by=town.secretariat,
    )

    target = reload(row).plan.indicators[0].target(year("R6"))
    assert isinstance(target, Target)
    assert (target.reading.text, target.original.text) == ("100店", "105店")
    (revision,) = target.revisions
    assert (revision.reason, revision.decided_by, revision.effective_from) == (
        "制度の変更",
        "推進委員会",
        FiscalYear(2024),
    )


def test_a_revision_without_reason_or_without_target_is_refused(town: Town, pk: int) -> None:
    with pytest.raises(Refused, match="改定の理由"):
        figures.revise_target(indicator=pk, year=2024, text="1", version=1, reason=" ", by=town.secretariat)
    with pytest.raises(Refused, match="まだ目標値がない"):
        figures.revise_target(
            indicator=pk, year=2030, text="1", version=0, reason="理由", by=town.secretariat
        )


def test_a_cleared_cell_is_empty_and_its_figure_is_in_the_record(town: Town, row: PlanRow, pk: int) -> None:
    figures.clear_figure(
        indicator=pk, kind="actual", year=2024, version=1, reason="別の指標の値だった", by=town.secretariat
    )

    assert reload(row).plan.indicators[0].actuals == ()
    assert json.loads(last(town).before) == {"値": "94店"}


def test_a_text_is_saved_and_its_issue_tags_are_read(town: Town, row: PlanRow, pk: int) -> None:
    text = "講座を4回開いた。\n課題：周知、集客"
    figures.enter_status(indicator=pk, year=2025, text=text, version=0, by=town.secretariat)

    (status,) = reload(row).plan.indicators[0].statuses
    assert (status.text, status.issues, status.year) == (text, ("周知", "集客"), year("R7"))


def test_of_two_texts_for_one_year_the_second_editor_keeps_theirs(town: Town, pk: int) -> None:
    figures.enter_status(indicator=pk, year=2025, text="先の文", version=0, by=town.secretariat)

    with pytest.raises(Conflict) as refused:
        figures.enter_status(indicator=pk, year=2025, text="後の文", version=0, by=town.administrator)

    assert (refused.value.current.text, refused.value.typed) == ("先の文", "後の文")


def test_an_answer_to_the_rules_question_can_be_changed(town: Town, row: PlanRow, pk: int) -> None:
    for answer in ("はい", "いいえ", "いいえ"):
        figures.answer_question(
            indicator=pk, year=2024, question="予定どおりの進捗", answer=answer, by=town.secretariat
        )

    assert reload(row).facts["1", year("R6")] == {"予定どおりの進捗": "いいえ"}
    assert json.loads(last(town).after) == {"答え": "いいえ"}


def test_an_answer_is_taken_back_and_never_overwrites_one_that_was_not_seen(
    town: Town, row: PlanRow, pk: int
) -> None:
    def answer(text: str, seen: str) -> None:
        figures.answer_question(
            indicator=pk,
            year=2024,
            question="予定どおりの進捗",
            answer=text,
            seen=seen,
            by=town.secretariat,
        )

    with pytest.raises(Refused, match="答えを選んでください"):
        answer("", "")
    answer("はい", "")
    with pytest.raises(Conflict) as conflict:
        answer("いいえ", "")
    assert (conflict.value.current.text, conflict.value.current.by) == ("はい", town.secretariat.name)

    answer("", "はい")
    assert reload(row).facts == {}
    assert json.loads(last(town).after) == {"答え": "（取消し）"}


def test_a_draft_is_kept_as_typed_until_it_is_sent(town: Town, pk: int) -> None:
    place = figures.figure_place(pk, "actual", 2025)
    records = count(town)
    figures.save_draft(indicator=pk, place=place, text="7人と", base_version=0, by=town.secretariat)
    figures.save_draft(indicator=pk, place=place, text="７", base_version=0, by=town.secretariat)

    drafts = Draft.objects.of(town.municipality)
    assert drafts.get().text == "７"
    assert count(town) == records, "nothing of the plan has changed"

    figures.enter_figure(indicator=pk, kind="actual", year=2025, text="７", version=0, by=town.secretariat)
    assert not drafts.exists()


def test_a_draft_belongs_to_an_indicator_that_its_author_can_see(town: Town, pk: int) -> None:
    with pytest.raises(NotFound):
        figures.save_draft(
            indicator=pk, place="status:999:2025", text="x", base_version=0, by=town.secretariat
        )
    with pytest.raises(NotFound):
        figures.save_draft(
            indicator=pk, place=f"status:{pk}:2025", text="x", base_version=0, by=town.respondent
        )


def test_a_discarded_draft_is_gone(town: Town, pk: int) -> None:
    place = figures.status_place(pk, 2025)
    figures.save_draft(indicator=pk, place=place, text="書きかけ", base_version=0, by=town.secretariat)

    figures.discard_draft(place=place, by=town.secretariat)

    assert not Draft.objects.of(town.municipality).exists()
