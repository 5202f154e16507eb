"""Evidence: attached whole, opened by whoever sees the indicator, withdrawn with a reason."""

from __future__ import annotations

import shutil
from pathlib import Path
from unittest.mock import patch

import pytest
from django.db import transaction
from pytest_django.fixtures import Settings

from shirube.actions.attachments import (
    attach_file,
    compute_used,
    open_attachment,
    withdraw_attachment,
)
from shirube.actions.outcome import NotFound, Refused
from shirube.actions.plans import assign_owner
from shirube.core.roles import NotAllowed, Role
from shirube.store import attachment_files
from shirube.store.attachment_files import check_folder, erase_file, find_path, iterate_files
from shirube.store.evidence import Attachment
from shirube.store.people import Person
from shirube.store.plans import IndicatorRow
from shirube.store.records import AuditRecord
from tests.builders import build_indicator, build_plan
from tests.people import OTHER_CITY, Town, build_town, import_for

pytestmark = pytest.mark.django_db
DATA = b"%PDF-1.7 evidence of the year"


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.ATTACHMENTS_FOLDER = tmp_path / "attachments"
    return tmp_path / "attachments"


@pytest.fixture
def town(folder: Path) -> Town:
    return build_town()


@pytest.fixture
def row(town: Town) -> IndicatorRow:
    plan = build_plan(build_indicator(key="1"), build_indicator(key="2"))
    return import_for(town, plan).indicators.get(key="1")


def attach(row: IndicatorRow, by: Person, data: bytes = DATA, **more: str) -> Attachment:
    return attach_file(indicator=row.pk, year=2025, name="集計.pdf", data=data, by=by, **more)


def test_a_file_is_attached_opened_and_on_record(town: Town, row: IndicatorRow) -> None:
    made = attach(row, town.secretariat)

    found, kind, data = open_attachment(attachment=made.pk, by=town.viewer)
    assert (found.name, found.size, kind.media, data) == ("集計.pdf", len(DATA), "application/pdf", DATA)
    record = AuditRecord.objects.of(town.municipality).get(verb="attachment.added")
    assert (record.indicator_id, made.sha256 in record.after) == (row.pk, True)


def test_the_file_is_there_before_the_row_is_committed(town: Town, row: IndicatorRow, folder: Path) -> None:
    seen = []

    def look(**values: object) -> None:
        seen.append([path.read_bytes() for path in iterate_files(folder)])
        raise RuntimeError("the power goes")

    with (
        patch("shirube.actions.attachments.audit.record", side_effect=look),
        pytest.raises(RuntimeError),
        transaction.atomic(),
    ):
        attach(row, town.secretariat)

    assert seen == [[DATA]]
    assert not Attachment.objects.of(town.municipality).exists()
    assert [path.read_bytes() for path in check_folder(folder).orphans] == [DATA], "told by shirube verify"


def test_what_is_attached_during_the_check_is_not_said_to_be_of_no_use(
    town: Town, row: IndicatorRow, folder: Path
) -> None:
    attach(row, town.secretariat)
    sound = attachment_files._is_sound

    def attach_meanwhile(path: Path, sha256: str) -> bool:
        with patch("shirube.store.attachment_files._is_sound", sound):
            attach(row, town.secretariat, DATA + b" more", form_key="once")
        return sound(path, sha256)

    with patch("shirube.store.attachment_files._is_sound", attach_meanwhile):
        report = check_folder(folder)

    assert (report.sound, report.orphans) == (1, [])
    assert check_folder(folder).sound == 2


def test_what_was_erased_by_others_meanwhile_is_written_again(
    town: Town, row: IndicatorRow, folder: Path, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        made = attach(row, town.secretariat)
        find_path(folder, town.municipality, made.sha256).unlink()

    assert open_attachment(attachment=made.pk, by=town.viewer)[2] == DATA


def test_only_who_enters_the_row_attaches(town: Town, row: IndicatorRow) -> None:
    for person in (town.viewer, town.reviewer, town.approver):
        with pytest.raises(NotAllowed):
            attach(row, person)
    with pytest.raises(NotFound):
        attach(row, town.respondent)
    assign_owner(indicators=[row.pk], post=town.posts[Role.RESPONDENT].pk, by=town.secretariat)

    assert attach(row, town.respondent).person == town.respondent


def test_what_is_not_in_sight_cannot_be_opened(town: Town, row: IndicatorRow) -> None:
    made = attach(row, town.secretariat)
    stranger = build_town(OTHER_CITY, "となり市").administrator

    for person in (stranger, town.respondent):
        with pytest.raises(NotFound):
            open_attachment(attachment=made.pk, by=person)


def test_the_same_content_in_two_towns_lies_in_two_places(
    town: Town, row: IndicatorRow, folder: Path
) -> None:
    attach(row, town.secretariat)
    other = build_town(OTHER_CITY, "となり市")
    theirs = import_for(other, build_plan(build_indicator(key="1"))).indicators.get(key="1")
    attach(theirs, other.secretariat)

    assert {path.relative_to(folder).parts[0] for path in iterate_files(folder)} == {"132284", OTHER_CITY}


def test_a_form_sent_twice_attaches_once(town: Town, row: IndicatorRow) -> None:
    assert attach(row, town.secretariat, form_key="k") == attach(row, town.secretariat, form_key="k")
    assert AuditRecord.objects.of(town.municipality).filter(verb="attachment.added").count() == 1


def test_too_large_too_much_and_the_wrong_kind_are_refused_and_leave_nothing(
    town: Town, row: IndicatorRow, folder: Path, settings: Settings
) -> None:
    settings.LARGEST_ATTACHMENT, settings.ATTACHMENT_QUOTA = 1000, 1500

    with pytest.raises(Refused, match="大きすぎます"):
        attach(row, town.secretariat, b"%PDF-" + b"x" * 1000)
    with pytest.raises(Refused, match="この種類のファイルは添付できません"):
        attach(row, town.secretariat, b"MZ\x90\x00")
    attach(row, town.secretariat, b"%PDF-" + b"x" * 900)
    with pytest.raises(Refused, match="合計が上限"):
        attach(row, town.secretariat, b"%PDF-" + b"y" * 900)

    assert len(list(iterate_files(folder))) == 1
    assert compute_used(town.municipality) == 905


def test_the_same_content_takes_room_once(town: Town, row: IndicatorRow) -> None:
    attach(row, town.secretariat)
    attach(row, town.secretariat)

    assert compute_used(town.municipality) == len(DATA)


def test_what_is_attached_again_at_the_moment_of_erasing_stays(
    town: Town, row: IndicatorRow, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = attach(row, town.secretariat)
    withdraw_attachment(attachment=first.pk, reason="誤り", is_erased=True, by=town.secretariat)
    again: list[Attachment] = []

    def rename(path: Path, target: Path) -> Path:
        # After it was looked up who names the content, and before it goes.
        if not again:
            again.append(attach(row, town.secretariat))
        return path.replace(target)

    monkeypatch.setattr(Path, "rename", rename)
    erase_file(folder, town.municipality, first.sha256)

    assert open_attachment(attachment=again[0].pk, by=town.secretariat)[2] == DATA
    assert [path.name for path in iterate_files(folder)] == [first.sha256]


def test_a_withdrawn_file_stays_on_record_and_is_opened_by_nobody(
    town: Town, row: IndicatorRow, folder: Path
) -> None:
    made = attach(row, town.secretariat)
    with pytest.raises(Refused, match="理由"):
        withdraw_attachment(attachment=made.pk, reason=" ", by=town.secretariat)

    done = withdraw_attachment(attachment=made.pk, reason="前年度の表だった", by=town.secretariat)

    assert (done.withdrawn_by, done.reason) == (town.secretariat, "前年度の表だった")
    with pytest.raises(NotFound):
        open_attachment(attachment=made.pk, by=town.secretariat)
    assert [path.read_bytes() for path in iterate_files(folder)] == [DATA]
    record = AuditRecord.objects.of(town.municipality).get(verb="attachment.withdrawn")
    assert (record.reason, made.sha256 in record.before) == ("前年度の表だった", True)
    with pytest.raises(NotAllowed):
        withdraw_attachment(attachment=made.pk, reason="二度", by=town.viewer)


def test_erasing_takes_the_content_away_unless_another_row_needs_it(
    town: Town, row: IndicatorRow, folder: Path, django_capture_on_commit_callbacks: object
) -> None:
    first, second = attach(row, town.secretariat), attach(row, town.secretariat)

    def erase(made: Attachment) -> None:
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
            withdraw_attachment(
                attachment=made.pk, reason="個人情報があった", is_erased=True, by=town.secretariat
            )

    erase(first)
    assert open_attachment(attachment=second.pk, by=town.viewer)[2] == DATA
    erase(second)
    assert list(iterate_files(folder)) == []
    assert check_folder(folder).damaged == [], "an erased file is not missed"


def test_a_file_changed_on_the_disk_is_never_handed_out(town: Town, row: IndicatorRow, folder: Path) -> None:
    made = attach(row, town.secretariat)
    path = find_path(folder, town.municipality, made.sha256)

    path.write_bytes(b"%PDF-1.7 forged evidence")
    with pytest.raises(Refused, match="添付したときと異なります"):
        open_attachment(attachment=made.pk, by=town.viewer)
    shutil.rmtree(folder)
    with pytest.raises(Refused, match="見つかりません"):
        open_attachment(attachment=made.pk, by=town.viewer)


def test_a_disk_that_is_full_says_so_and_attaches_nothing(town: Town, row: IndicatorRow) -> None:
    with (
        patch("shirube.store.attachment_files.os.fsync", side_effect=OSError(28, "No space left")),
        pytest.raises(Refused, match="空き容量"),
    ):
        attach(row, town.secretariat)

    assert not Attachment.objects.of(town.municipality).exists()
