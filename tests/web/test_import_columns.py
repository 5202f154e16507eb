from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from shirube.store.people import Person
from shirube.store.plans import FigureRow
from shirube.web.uploads import keep_upload
from tests.people import build_town

FONTS = Path(__file__).parents[2] / "shirube" / "static" / "fonts"


def build_plain_pdf() -> bytes:
    """A table without rules."""
    import typst

    rows = (
        ("事業", "指標", "R7目標", "R7実績"),
        ("創業塾", "参加者数", "60人", "55人"),
        ("空き店舗相談", "相談件数", "1,200件", "980件"),
    )
    cells = ", ".join(f"[{text}]" for row in rows for text in row)
    text = (
        '#set text(font: "BIZ UDPGothic")\n#set page(width: 420pt, height: 300pt, margin: 40pt)\n'
        f"#table(columns: (90pt, 80pt, 80pt, 80pt), stroke: none, {cells})"
    )
    pdf = typst.Compiler(font_paths=[str(FONTS)]).compile(text.encode(), format="pdf")
    assert isinstance(pdf, bytes)
    return pdf


@pytest.fixture
def opened(db: None, enter: Callable[[Person], Client]) -> tuple[Client, str]:
    person = build_town().secretariat
    return enter(person), keep_upload(person, "表.pdf", build_plain_pdf())


def test_a_pdf_without_rules_leads_to_a_picture_with_lines_to_begin_with(opened: tuple[Client, str]) -> None:
    client, token = opened

    answer = client.get(f"/plans/import/{token}/", follow=True)

    text = answer.content.decode()
    assert answer.redirect_chain[-1][0] == f"/plans/import/{token}/columns/"
    assert "空き店舗相談" in text
    assert len(re.findall(r'class="column-line" tabindex="0" role="slider"', text)) == 5
    lines = re.search(r'name="lines" value="([^"]+)" inputmode', text)
    assert lines is not None
    assert len(lines[1].split(",")) == 5


def test_with_the_lines_the_table_is_read_and_taken_in(opened: tuple[Client, str]) -> None:
    client, token = opened
    text = client.get(f"/plans/import/{token}/columns/").content.decode()
    found = re.search(r'name="lines" value="([^"]+)" inputmode', text)
    assert found is not None
    wish = {"lines": found[1]}

    preview = client.get(f"/plans/import/{token}/", wish)
    if preview.status_code == 302:
        pytest.fail(client.get(preview.headers["Location"]).content.decode())
    done = client.post(f"/plans/import/{token}/apply/", {"table": "1", **wish})

    assert "2指標" in preview.content.decode()
    assert done.headers["Location"].startswith("/plans/imports/")
    assert FigureRow.objects.of_everyone().filter(kind="actual", year=2025, number=980).exists()


@pytest.mark.parametrize(
    ("lines", "words"),
    [("abc", "数字をコンマで区切って"), ("40, 80", "3本以上"), ("40, 80, 5000", "ページの幅は420")],
)
def test_lines_that_cannot_be_are_explained_at_the_field(
    opened: tuple[Client, str], lines: str, words: str
) -> None:
    client, token = opened

    answer = client.get(f"/plans/import/{token}/columns/", {"lines": lines})

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_lines_between_which_no_table_stands_lead_back_to_the_picture(opened: tuple[Client, str]) -> None:
    client, token = opened

    answer = client.get(f"/plans/import/{token}/", {"lines": "1, 2, 3"}, follow=True)

    assert "/columns/" in answer.redirect_chain[-1][0]
    assert 'value="1, 2, 3"' in answer.content.decode()
    assert "を読めません" in answer.content.decode()


def test_a_page_that_is_not_there_and_a_file_that_is_no_pdf_have_no_picture(
    opened: tuple[Client, str], enter: Callable[[Person], Client]
) -> None:
    client, token = opened

    assert "9ページはありません" in client.get(f"/plans/import/{token}/columns/?page=9").content.decode()
