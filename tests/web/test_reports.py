from __future__ import annotations

import io
import struct
from collections.abc import Callable
from urllib.parse import quote, urlencode

import pytest
from django.test import Client

from shirube.store.people import Person
from shirube.web import reports
from shirube.web.prepared_plan import find_prepared
from shirube.web.reports import TYPES
from shirube.writers.formats import WRITERS
from tests.web.conftest import Office


def test_every_format_is_offered_and_has_its_type(office: Office, enter: Callable[[Person], Client]) -> None:
    text = enter(office.town.viewer).get(f"{office.url}report/").content.decode()

    assert TYPES.keys() >= WRITERS.keys()
    for suffix in WRITERS:
        assert f"format={suffix}" in text


@pytest.mark.parametrize("suffix", [suffix for suffix in WRITERS if suffix != ".pdf"])
def test_a_file_is_always_for_saving(office: Office, enter: Callable[[Person], Client], suffix: str) -> None:
    answer = enter(office.town.viewer).get(f"{office.url}report/download/?format={suffix}&year=2025")

    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["Content-Type"] == TYPES[suffix]
    assert len(answer.content) > 1000


def test_the_excel_file_holds_the_figures(office: Office, enter: Callable[[Person], Client]) -> None:
    import openpyxl

    answer = enter(office.town.viewer).get(f"{office.url}report/download/?format=.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))

    texts = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value]
    assert "事業承継セミナー" in " ".join(texts)


def test_a_respondent_gets_only_the_own_rows(office: Office, enter: Callable[[Person], Client]) -> None:
    answer = enter(office.town.respondent).get(f"{office.url}report/download/?format=.html")

    assert "まちゼミ" in answer.content.decode()
    assert "創業塾" not in answer.content.decode()


def test_an_unknown_format_is_not_found(office: Office, enter: Callable[[Person], Client]) -> None:
    assert enter(office.town.viewer).get(f"{office.url}report/download/?format=.exe").status_code == 404


def test_the_first_page_is_shown_before_anything_is_saved(
    office: Office, enter: Callable[[Person], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = enter(office.town.viewer)
    page = client.get(f"{office.url}report/").content.decode()

    picture = client.get(f"{office.url}report/preview/?year=2025")

    assert f'src="{office.url}report/preview/?year=2025"' in page
    assert picture.headers["Content-Type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", picture.content[16:24])
    assert width / height == pytest.approx(420 / 297, abs=0.01)  # A3, lying

    def refuse(*_: object) -> None:
        raise AssertionError("drawn again")

    monkeypatch.setattr(reports, "render_file", refuse)
    assert client.get(f"{office.url}report/preview/?year=2025").content == picture.content


def test_a_year_that_the_plan_does_not_have_has_no_picture(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    client = enter(office.town.viewer)

    assert client.get(f"{office.url}report/preview/").status_code == 404
    assert client.get(f"{office.url}report/preview/?year=1999").status_code == 404


def test_a_part_is_chosen_shown_and_saved(office: Office, enter: Callable[[Person], Client]) -> None:
    client = enter(office.town.viewer)
    page = client.get(f"{office.url}report/?year=2025&kind=body:商工会").content.decode()
    asked = urlencode({"year": 2025, "kind": "body:商工会"})

    assert '<option value="body:商工会" selected>' in page
    assert "（商工会）</h2>" in page
    assert f'src="{office.url}report/preview/?{asked.replace("&", "&amp;")}"' in page
    answer = client.get(f"{office.url}report/download/?format=.html&{asked}")
    assert quote("R7_商工会.html") in answer.headers["Content-Disposition"]
    assert "まちゼミ" in answer.content.decode()
    assert "創業塾" not in answer.content.decode()
    assert client.get(f"{office.url}report/preview/?{asked}").content.startswith(b"\x89PNG")


def test_a_kind_of_which_there_is_nothing_to_show_is_not_found(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    client = enter(office.town.viewer)

    page = client.get(f"{office.url}report/?kind=body:観光協会").content.decode()
    assert '<option value="whole" selected>' in page
    for kind in ("body:観光協会", "half", "year:1"):
        address = f"{office.url}report/download/?format=.json&year=2025&kind={kind}"
        assert client.get(address).status_code == 404
        assert client.get(f"{office.url}report/preview/?year=2025&kind={kind}").status_code == 404


def test_a_respondent_cannot_ask_for_the_rows_of_another_body(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    client = enter(office.town.respondent)

    page = client.get(f"{office.url}report/").content.decode()
    assert "Bi@Sta" not in page
    answer = client.get(f"{office.url}report/download/?format=.json&year=2025&kind=body:Bi@Sta")
    assert answer.status_code == 404


def test_no_more_than_a_few_pictures_are_kept(
    office: Office, enter: Callable[[Person], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reports, "render_file", lambda *_: (b"picture", []))
    client = enter(office.town.viewer)
    prepared = find_prepared(office.town.access(office.town.viewer), office.plan.pk)

    counts = []
    for year in (2023, 2024, 2025):
        for kind in ("whole", "year", "unmet"):
            assert client.get(f"{office.url}report/preview/?year={year}&kind={kind}").content == b"picture"
            counts.append(len(prepared.drawn))

    assert counts[:4] == [1, 2, 3, 4]
    assert max(counts) == reports.KEPT_PICTURES
