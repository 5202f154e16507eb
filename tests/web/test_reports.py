from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from django.test import Client

from shirube.store.people import Person
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
