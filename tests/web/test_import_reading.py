from __future__ import annotations

from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shirube.store.people import Person
from shirube.web.import_reading import build_preview_url
from shirube.web.readings import ReadingWish
from shirube.web.uploads import find_upload, keep_upload
from tests.people import build_town
from tests.web.conftest import SAMPLE, Office

LONG = SAMPLE.read_bytes() + b"\n" * 400_000


def test_a_long_file_is_said_to_be_read_and_then_shown(db: None, enter: Callable[[Person], Client]) -> None:
    client = enter(build_town().secretariat)
    answer = client.post("/plans/import/", {"file": SimpleUploadedFile("長い表.tsv", LONG)})
    preview = answer.headers["Location"]

    waiting = client.get(preview).content.decode()
    read = client.post(f"{preview}read/", headers={"HX-Request": "true"})

    assert "読み取っています" in waiting
    assert "取りやめる" in waiting
    assert f'content="1;url={preview}?wait=yes"' in waiting  # goes on by itself without JavaScript
    assert (read.status_code, read.headers["HX-Redirect"].split("?")[0]) == (204, preview)
    assert "14指標" in client.get(read.headers["HX-Redirect"]).content.decode()


def test_without_javascript_the_same_page_waits_for_the_answer(
    db: None, enter: Callable[[Person], Client]
) -> None:
    client = enter(build_town().secretariat)
    answer = client.post("/plans/import/", {"file": SimpleUploadedFile("長い表.tsv", LONG)})

    assert "14指標" in client.get(f"{answer.headers['Location']}?wait=yes").content.decode()


def test_giving_up_throws_the_file_away(office: Office, enter: Callable[[Person], Client]) -> None:
    person = office.town.secretariat
    client = enter(person)
    token = keep_upload(person, "表.tsv", LONG)

    answer = client.post(f"/plans/import/{token}/cancel/", {"into": office.plan.pk}, follow=True)

    assert answer.redirect_chain[-1][0] == f"{office.url}import/"
    assert "取りやめました" in answer.content.decode()
    assert find_upload(person, token) is None
    assert client.post(f"/plans/import/{token}/read/").status_code == 404


def test_a_file_that_cannot_be_read_leads_back_with_the_reason(
    db: None, enter: Callable[[Person], Client]
) -> None:
    person = build_town().secretariat
    client = enter(person)
    token = keep_upload(person, "表.xlsx", b"PK\x03\x04" + b"x" * 400_000)

    answer = client.post(f"/plans/import/{token}/read/", follow=True)

    assert answer.redirect_chain[-1][0] == "/plans/import/"
    assert "を読めません" in answer.content.decode()


def test_nobody_ends_or_starts_the_reading_of_somebody_elses_file(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    token = keep_upload(office.town.secretariat, "表.tsv", LONG)
    other = enter(office.town.administrator)

    for verb in ("read", "cancel"):
        assert other.post(f"/plans/import/{token}/{verb}/").status_code == 404
    assert find_upload(office.town.secretariat, token) is not None


def test_the_address_of_a_reading_holds_all_of_it() -> None:
    url = build_preview_url("t", ReadingWish(2, lines=(40.0, 80.5)), 7, wait="yes")

    assert url == "/plans/import/t/?table=2&into=7&lines=40%2C+80.5&wait=yes"
