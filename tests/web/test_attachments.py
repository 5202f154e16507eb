from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from shirube.actions.outcome import Refused
from shirube.store.attachment_files import find_path
from shirube.store.evidence import Attachment
from shirube.store.people import Person
from tests.people import build_town
from tests.web.conftest import Office

Enter = Callable[[Person], Client]
PDF = b"%PDF-1.7 evidence"


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.ATTACHMENTS_FOLDER = tmp_path / "attachments"


def attach(office: Office, client: Client, name: str = "集計.pdf", data: bytes = PDF, **more: str) -> object:
    sent = {"attach_year": "2025", "file": SimpleUploadedFile(name, data, "text/html"), **more}
    return client.post(f"{office.url}attach/1.2.1", sent, follow=True)


def find_only(office: Office) -> Attachment:
    return Attachment.objects.of(office.town.municipality).get()


def test_a_file_is_attached_listed_with_its_hash_and_saved(office: Office, enter: Enter) -> None:
    attach(office, enter(office.town.secretariat))
    made = find_only(office)
    client = enter(office.town.viewer)

    page = client.get(f"{office.url}indicators/1.2.1").content.decode()
    answer = client.get(f"/attachments/{made.pk}/")

    for shown in ("集計.pdf", made.sha256, "17バイト", "計画所管 花子"):
        assert shown in page
    assert "根拠資料を添付する" not in page
    assert answer.content == PDF


def test_it_goes_out_only_to_be_saved_and_nothing_in_it_may_run(office: Office, enter: Enter) -> None:
    # The browser called it a page, and it is a text with a page in its name.
    attach(office, enter(office.town.secretariat), "悪い.html", "値,人数".encode())

    answer = enter(office.town.viewer).get(f"/attachments/{find_only(office).pk}/")

    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer.headers["Content-Disposition"].endswith(".html.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
    assert answer.headers["Cache-Control"] == "no-store"
    # The control: the policy of ordinary pages would let the file's own scripts run, were it a page.
    page = enter(office.town.viewer).get("/")
    assert "sandbox" not in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<html><script>alert(1)</script>", "この種類のファイルは添付できません"),
        (b"", "ファイルが空です"),
        (b"%PDF-" + b"x" * 3000, "大きすぎます"),
    ],
)
def test_what_is_refused_says_why_beside_the_field(
    office: Office, enter: Enter, settings: Settings, data: bytes, words: str
) -> None:
    settings.LARGEST_ATTACHMENT = 2000

    answer = attach(office, enter(office.town.secretariat), "a.pdf", data)

    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert words in answer.content.decode()  # type: ignore[attr-defined]
    assert not Attachment.objects.of(office.town.municipality).exists()


def test_a_file_that_is_too_large_is_not_even_read(office: Office, enter: Enter, settings: Settings) -> None:
    settings.LARGEST_ATTACHMENT = 2000
    client = enter(office.town.secretariat)
    with patch("shirube.web.attachments.attachments.attach_file", side_effect=Refused("読みました")) as read:
        large = attach(office, client, "a.pdf", b"%PDF-" + b"x" * 3000)
        assert not read.called
        attach(office, client, "a.pdf", b"%PDF-")
        assert read.called, "the control: one that fits is read"

    assert "大きすぎます" in large.content.decode()


def test_without_a_file_one_is_asked_to_choose(office: Office, enter: Enter) -> None:
    answer = enter(office.town.secretariat).post(f"{office.url}attach/1.2.1", {"attach_year": "2025"})

    assert answer.status_code == 422
    assert "ファイルを選んでください" in answer.content.decode()


def test_a_name_with_folders_and_hidden_signs_is_only_shown(
    office: Office, enter: Enter, tmp_path: Path
) -> None:
    attach(office, enter(office.town.secretariat), "..\\..\\\u202efdp.exe")

    made = find_only(office)
    assert made.name == "fdp.exe.pdf"
    path = find_path(tmp_path / "attachments", office.town.municipality, made.sha256)
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == [path]


def test_who_does_not_see_the_indicator_does_not_get_the_file(office: Office, enter: Enter) -> None:
    attach(office, enter(office.town.secretariat))
    address = f"/attachments/{find_only(office).pk}/"

    assert enter(office.town.respondent).get(address).status_code == 404
    assert enter(build_town("131016", "隣の市").administrator).get(address).status_code == 404
    assert Client().get(address).status_code == 302
    # The control: the same address for somebody who does see it.
    assert enter(office.town.reviewer).get(address).status_code == 200


def test_a_withdrawn_file_is_listed_with_its_reason_and_given_to_nobody(office: Office, enter: Enter) -> None:
    client = enter(office.town.secretariat)
    attach(office, client)
    address = f"/attachments/{find_only(office).pk}/"

    refused = client.post(f"{address}withdraw/", {"reason": ""}, follow=True)
    done = client.post(f"{address}withdraw/", {"reason": "前年度の表だった"}, follow=True)

    assert "取り下げる理由を入力してください" in refused.content.decode()
    assert "前年度の表だった" in done.content.decode()
    assert f'href="{address}"' not in done.content.decode()
    assert client.get(address).status_code == 404


def test_a_damaged_file_is_not_given_out(office: Office, enter: Enter, tmp_path: Path) -> None:
    client = enter(office.town.secretariat)
    attach(office, client)
    made = find_only(office)
    find_path(tmp_path / "attachments", office.town.municipality, made.sha256).write_bytes(b"%PDF- forged")

    answer = client.get(f"/attachments/{made.pk}/")

    assert answer.status_code == 409
    assert "添付したときと異なります" in answer.content.decode()
