from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shirube.actions.figures import enter_status
from shirube.store.people import Person
from shirube.store.plans import FigureRow, PlanRow
from shirube.store.records import ImportBatch
from tests.people import build_town
from tests.web.conftest import SAMPLE, Office


def send(client: Client, data: bytes, address: str = "/plans/import/", name: str = "表.tsv") -> str:
    answer = client.post(address, {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def test_a_table_is_shown_before_anything_changes_then_taken_in_and_taken_back(
    db: None, enter: Callable[[Person], Client]
) -> None:
    town = build_town()
    client = enter(town.secretariat)

    preview = send(client, SAMPLE.read_bytes())
    text = client.get(preview).content.decode()
    assert "一致 42／42" in text
    assert not PlanRow.objects.of(town.municipality).exists()
    done = client.post(f"{preview}apply/", {"table": "1"})
    assert "14指標" in client.get(done.headers["Location"]).content.decode()
    batch = ImportBatch.objects.of(town.municipality).get()
    client.post(f"/plans/imports/{batch.pk}/undo/")
    assert not PlanRow.objects.of(town.municipality).exists()


def test_an_import_taken_back_twice_is_explained(db: None, enter: Callable[[Person], Client]) -> None:
    town = build_town()
    client = enter(town.secretariat)
    client.post(f"{send(client, SAMPLE.read_bytes())}apply/", {"table": "1"})
    undo = f"/plans/imports/{ImportBatch.objects.of(town.municipality).get().pk}/undo/"

    first, second = client.post(undo), client.post(undo, follow=True)

    assert first.status_code == 302
    assert (second.status_code, "既に取り消されています" in second.content.decode()) == (200, True)


def test_the_list_of_imports_says_which_of_them_can_be_taken_back(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    client = enter(office.town.secretariat)
    assert "取り消せます" in client.get(f"{office.url}import/").content.decode()

    enter_status(
        indicator=office.indicator("1.1.1"), year=2026, text="x", version=0, by=office.town.secretariat
    )

    text = client.get(f"{office.url}import/").content.decode()
    assert ("取り消せます" in text, "取り込み済み" in text) == (False, True)


def test_differences_from_the_plan_that_is_there_are_shown_cell_by_cell(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    client = enter(office.town.secretariat)
    changed = SAMPLE.read_text("utf-8").replace("\t17人\tC\t65人", "\t18人\tC\t65人").encode()

    preview = send(client, changed, f"{office.url}import/")
    text = client.get(preview).content.decode()
    assert "1か所" in text
    assert "17人" in text
    client.post(
        preview.split("?")[0] + "apply/",
        {"table": "1", "into": office.plan.pk, "version": office.plan.version},
    )

    cell = FigureRow.objects.of(office.town.municipality).get(
        indicator=office.indicator("1.1.1"), kind="actual", year=2025
    )
    assert cell.number == 18


def test_a_plan_changed_since_the_preview_is_not_overwritten(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    client = enter(office.town.secretariat)
    preview = send(client, SAMPLE.read_bytes(), f"{office.url}import/")

    answer = client.post(
        preview.split("?")[0] + "apply/",
        {"table": "1", "into": office.plan.pk, "version": office.plan.version - 1},
        follow=True,
    )

    assert "計画が変更されました" in answer.content.decode()
    assert ImportBatch.objects.of(office.town.municipality).count() == 1


def test_pasted_cells_are_read_like_a_file(db: None, enter: Callable[[Person], Client]) -> None:
    client = enter(build_town().secretariat)

    answer = client.post("/plans/import/", {"pasted": SAMPLE.read_text("utf-8")})

    assert "14指標" in client.get(answer.headers["Location"]).content.decode()


@pytest.mark.parametrize("data", [b"\x00\x01\x02", "ただの文章です。".encode(), b"PK\x03\x04broken"])
def test_a_file_that_holds_no_table_is_explained(
    db: None, enter: Callable[[Person], Client], data: bytes
) -> None:
    client = enter(build_town().secretariat)

    answer = client.get(send(client, data, name="表.xlsx"), follow=True)

    assert answer.redirect_chain[-1][0] == "/plans/import/"
    assert "を読めません" in answer.content.decode()


def test_nothing_chosen_is_said_next_to_the_field(db: None, enter: Callable[[Person], Client]) -> None:
    answer = enter(build_town().secretariat).post("/plans/import/", {"pasted": "  "})

    assert answer.status_code == 422
    assert "ファイルを選ぶか、表を貼り付けてください" in answer.content.decode()


def test_a_column_taken_for_something_else_is_put_right_by_a_person(
    db: None, enter: Callable[[Person], Client]
) -> None:
    client = enter(build_town().secretariat)
    table = "事業\t指標\t令和7年度目標\tふたしか\n塾\t参加者数\t20人\t15人\n"
    preview = send(client, table.encode())
    assert "の意味が分かりません" in client.get(preview).content.decode()

    text = client.get(f"{preview}?role-3=実績値&year-3=2025").content.decode()
    done = client.post(f"{preview}apply/", {"table": "1", "role-3": "実績値", "year-3": "2025"})

    assert "令和7年度 実績値" in text
    assert done.headers["Location"].startswith("/plans/imports/")
    assert FigureRow.objects.of_everyone().get(kind="actual", year=2025).number == 15


def test_somebody_elses_file_does_not_exist(office: Office, enter: Callable[[Person], Client]) -> None:
    preview = send(enter(office.town.secretariat), SAMPLE.read_bytes())

    assert enter(office.town.administrator).get(preview).status_code == 404
