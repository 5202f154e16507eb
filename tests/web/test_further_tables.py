"""A file with several tables: one after the other is taken in, and the file stays until all are."""

from __future__ import annotations

import errno
import io
import re
from collections.abc import Callable

import openpyxl
import pytest
from django.test import Client

from shirube.store.people import Person
from shirube.store.plans import PlanRow
from shirube.store.records import ImportBatch
from shirube.web.uploads import Upload, find_upload
from tests.people import OTHER_CITY, build_town
from tests.web.conftest import SAMPLE
from tests.web.test_imports import send


def build_book(*plans: tuple[str, list[str]]) -> bytes:
    """A workbook with one sheet for each plan: its name, and the activities it has."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, activities in plans:
        sheet = book.create_sheet(name)
        sheet.append([name])
        sheet.append(["事業", "指標", "令和7年度 目標", "令和7年度 実績"])
        for activity in activities:
            sheet.append([activity, "利用者数（人）", 100, 90])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


BOOK = build_book(
    ("観光振興計画", ["案内所", "まつり"]), ("農業振興計画", ["直売所"]), ("緑の計画", ["花壇"])
)


def apply(client: Client, page: str) -> str:
    """Sends the form of a preview as it stands; where the answer leads."""
    text = client.get(page).content.decode()
    form = text[text.index('action="/plans/import/') :]
    action = re.search(r'action="([^"]+)"', form)
    assert action
    fields = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form[: form.index("</form>")])
    answer = client.post(action[1], dict(fields))
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def find_links(text: str) -> list[tuple[str, str]]:
    part = text[text.index('id="further"') :]
    found = re.findall(r'<li><a href="([^"]+)">([^<]+)</a>', part[: part.index("</section>")])
    return [(url.replace("&amp;", "&"), name) for url, name in found]


def test_the_tables_of_one_file_are_taken_in_one_after_the_other(
    db: None, enter: Callable[[Person], Client]
) -> None:
    town = build_town()
    client = enter(town.secretariat)
    preview = send(client, BOOK, name="三つの表.xlsx")
    assert "このファイルには、表が3つあります" in client.get(preview).content.decode()

    done = apply(client, preview)
    text = client.get(done).content.decode()
    assert [name for _, name in find_links(text)] == ["農業振興計画", "緑の計画"]

    url, name = find_links(text)[0]
    page = client.get(url).content.decode()
    assert f"<dd>{name}</dd>" in page
    assert page.count("取り込み済み") == 1
    done = apply(client, url)
    text = client.get(done).content.decode()
    assert [name for _, name in find_links(text)] == ["緑の計画"]

    done = apply(client, find_links(text)[0][0])
    assert 'id="further"' not in client.get(done).content.decode()
    names = PlanRow.objects.of(town.municipality).order_by("pk").values_list("name", flat=True)
    assert list(names) == ["観光振興計画", "農業振興計画", "緑の計画"]
    assert client.get(preview).status_code == 404, "and the file is forgotten once all are taken in"


def test_a_table_without_a_title_makes_a_plan_with_a_name_all_the_same(
    db: None, enter: Callable[[Person], Client]
) -> None:
    town = build_town()
    client = enter(town.secretariat)
    untitled = "事業\t指標\t令和7年度 目標\t令和7年度 実績\n案内所\t利用者数（人）\t100\t90\n".encode()

    apply(client, send(client, untitled, name="観光の実績.tsv"))

    assert PlanRow.objects.of(town.municipality).get().name == "観光の実績"
    assert "観光の実績" in client.get("/plans/").content.decode()


def test_a_further_table_can_go_into_the_plan_of_the_first(
    db: None, enter: Callable[[Person], Client]
) -> None:
    town = build_town()
    client = enter(town.secretariat)
    done = apply(client, send(client, BOOK, name="三つの表.xlsx"))
    plan = PlanRow.objects.of(town.municipality).get()

    url = find_links(client.get(done).content.decode())[0][0]
    apply(client, f"{url}&into={plan.pk}")

    assert PlanRow.objects.of(town.municipality).count() == 1
    assert plan.indicators.count() == 3


def test_a_form_sent_twice_takes_its_table_in_once(db: None, enter: Callable[[Person], Client]) -> None:
    town = build_town()
    client = enter(town.secretariat)
    for name, data in (("三つの表.xlsx", BOOK), ("一つの表.tsv", SAMPLE.read_bytes())):
        preview = send(client, data, name=name)
        key = re.search(r'name="form_key" value="([^"]+)"', client.get(preview).content.decode())
        assert key

        sent = {"table": "1", "form_key": key[1]}
        first, second = (client.post(f"{preview}apply/", sent) for _ in range(2))

        assert (first.status_code, second.status_code) == (302, 302)
        assert first.headers["Location"] == second.headers["Location"]
    assert ImportBatch.objects.of(town.municipality).count() == 2


def test_a_form_sent_again_after_the_import_was_taken_back_is_explained(
    db: None, enter: Callable[[Person], Client]
) -> None:
    town = build_town()
    client = enter(town.secretariat)
    preview = send(client, BOOK, name="三つの表.xlsx")
    sent = {"table": "1", "form_key": "one-rendering"}
    client.post(f"{preview}apply/", sent)
    batch = ImportBatch.objects.of(town.municipality).get()
    client.post(f"/plans/imports/{batch.pk}/undo/")

    again = client.post(f"{preview}apply/", sent, follow=True)

    assert "この取込は、取り消されています" in again.content.decode()
    assert not PlanRow.objects.of(town.municipality).exists()
    apply(client, preview)  # from the preview shown anew
    assert PlanRow.objects.of(town.municipality).count() == 1


def test_a_table_that_was_taken_back_is_left_again(db: None, enter: Callable[[Person], Client]) -> None:
    town = build_town()
    client = enter(town.secretariat)
    preview = send(client, BOOK, name="三つの表.xlsx")
    done = apply(client, preview)
    assert "取り込み済み" in client.get(preview).content.decode(), "the control"
    other = apply(client, find_links(client.get(done).content.decode())[0][0])
    first = ImportBatch.objects.of(town.municipality).order_by("pk")[0]

    client.post(f"/plans/imports/{first.pk}/undo/")

    page = client.get(preview).content.decode()
    assert page.count("取り込み済み") == 1, "the other table still is"
    names = [name for _, name in find_links(client.get(other).content.decode())]
    assert names == ["観光振興計画", "緑の計画"]


def test_a_full_disk_after_the_import_does_not_say_that_nothing_was_saved(
    db: None, enter: Callable[[Person], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    town = build_town()
    client = enter(town.secretariat)
    preview = send(client, BOOK, name="三つの表.xlsx")
    client.get(preview)

    def fail(upload: Upload, kind: str, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(Upload, "keep", fail)
    done = apply(client, preview)

    assert PlanRow.objects.of(town.municipality).count() == 1
    assert "取り込みました" in client.get(done).content.decode()


@pytest.mark.parametrize("half", [b"", b'{"taken": {"1', b'{"left": []}'])
def test_notes_cut_off_by_a_power_cut_are_none(
    db: None, enter: Callable[[Person], Client], half: bytes
) -> None:
    town = build_town()
    client = enter(town.secretariat)
    preview = send(client, BOOK, name="三つの表.xlsx")
    done = apply(client, preview)
    upload = find_upload(town.secretariat, preview.rstrip("/").split("/")[-1])
    assert upload is not None
    upload.keep("tables", half)

    assert client.get(done).status_code == client.get(preview).status_code == 200
    assert "取り込み済み" not in client.get(preview).content.decode()


def test_what_is_left_of_a_file_is_shown_to_nobody_else(db: None, enter: Callable[[Person], Client]) -> None:
    town = build_town()
    client = enter(town.secretariat)
    done = apply(client, send(client, BOOK, name="三つの表.xlsx"))
    stranger = build_town(OTHER_CITY, "となり市")

    assert 'id="further"' in client.get(done).content.decode()
    assert 'id="further"' not in enter(town.administrator).get(done).content.decode()
    assert enter(stranger.secretariat).get(done).status_code == 404
    assert 'id="further"' not in client.get(f"{done}..%2F").content.decode()
