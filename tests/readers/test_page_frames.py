"""What stands around the matter of a web page."""

from __future__ import annotations

import time

import pytest
from lxml import html

from shirube.readers.html_file import read_html_grids
from shirube.readers.page_frames import is_page_frame, strip_way
from shirube.readers.source import Source


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("現在地 トップページ > 組織でさがす > 第3次行財政改革の実績", "第3次行財政改革の実績"),
        ("ホーム＞市政情報＞計画", "計画"),
        ("トップページの改善", "トップページの改善"),
        ("来場者数 > 入館者数 > 利用者数", "来場者数 > 入館者数 > 利用者数"),  # no page begins there
    ],
)
def test_of_the_way_to_a_page_its_title_is_kept(line: str, kept: str) -> None:
    assert strip_way(line) == kept


@pytest.mark.parametrize(
    ("page", "is_frame"),
    [
        ("<footer><p>Copyright</p></footer>", True),
        ("<div id='footer'><p>Copyright</p></div>", True),
        ("<div role='navigation'><ul><li>市政情報</li></ul></div>", True),
        ("<div id='footer'><table><tr><td>実績</td></tr></table></div>", False),
        ("<div class='table-footer'><p>速報値を含む</p></div>", False),  # notes below a table
        ("<footer><p>※速報値</p></footer>", False),
        ("<div class='honbun'><p>本文</p></div>", False),
    ],
)
def test_menus_and_the_foot_of_a_page_are_known_by_their_names(page: str, *, is_frame: bool) -> None:
    assert is_page_frame(html.fragment_fromstring(page)) is is_frame


def test_a_way_of_thousands_of_signs_is_gone_through_at_once() -> None:
    line = "現在地 " + "> " * 20_000 + ">"

    assert strip_way(line) == line


def test_the_title_of_the_page_stands_above_its_table() -> None:
    page = (
        "<html><body><nav><ul><li>くらし</li></ul></nav>"
        "<div>現在地 トップページ > 市政 > 収納対策の実績</div>"
        "<table><tr><th>指標</th><th>R5目標</th></tr><tr><td>来館者</td><td>5</td></tr></table>"
        "<footer><p>電話</p></footer></body></html>"
    )
    (grid,) = read_html_grids(Source(name="a.html", data=page.encode())).grids

    texts = [cell for row in grid.rows for cell in row if cell != ""]
    assert texts[0] == "収納対策の実績"
    assert "くらし" not in texts
    assert "電話" not in texts


def test_endless_blanks_in_the_way_to_a_page_take_no_time() -> None:
    line = "トップ" + "\u3000" * 60_000 + ">"
    begin = time.process_time()

    assert strip_way(line) == line
    assert time.process_time() - begin < 1
