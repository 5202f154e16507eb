from __future__ import annotations

import io
import struct
from collections.abc import Callable

import pytest
from django.test import Client

from shirube.store.people import Person
from shirube.web import reports
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
