from __future__ import annotations

import pytest
import typst

from shirube.readers.pdf_picture import PagePicture, Rule, Word, make_picture, suggest_columns
from shirube.readers.sandbox import read_source_in_child
from shirube.readers.source import Source, UnreadableFile

ROWS = (
    ("Name", "Target", "Actual"),
    ("Seminar", "60", "55"),
    ("Visits", "1200", "980"),
    ("Shops", "105", "94"),
)


def build_pdf(*, stroke: str = "none", pages: int = 1) -> bytes:
    cells = ", ".join(f"[{text}]" for row in ROWS for text in row)
    table = f"#table(columns: (120pt, 90pt, 90pt), stroke: {stroke}, {cells})"
    text = "#set page(width: 400pt, height: 300pt, margin: 40pt)\n" + "\n#pagebreak()\n".join([table] * pages)
    pdf: bytes = typst.compile(text.encode())
    return pdf


def read_picture(data: bytes, page: int = 1) -> PagePicture:
    return make_picture(read_source_in_child(Source(name="t.pdf", data=data, pdf_page=page)))


def test_every_word_of_the_page_is_there_with_its_place() -> None:
    picture = read_picture(build_pdf(pages=2), page=2)

    assert (picture.width, picture.height, picture.pages) == (400, 300, 2)
    assert {word.text for word in picture.words} == {text for row in ROWS for text in row}
    assert all(40 <= word.left < word.right < 360 for word in picture.words)
    by_text = {word.text: word for word in picture.words}
    assert by_text["Target"].left - by_text["Name"].left == pytest.approx(120, abs=1)
    assert by_text["Seminar"].base > by_text["Name"].base


def test_lines_to_begin_with_stand_between_the_columns_and_read_the_table() -> None:
    data = build_pdf()
    columns = suggest_columns(read_picture(data))

    grid = read_source_in_child(Source(name="t.pdf", data=data, pdf_columns=columns)).grids[0]

    assert [tuple(str(cell) for cell in row) for row in grid.rows] == list(ROWS)


def test_upright_rules_are_taken_as_they_stand() -> None:
    picture = read_picture(build_pdf(stroke="(x: 1pt, y: none)"))

    assert len(picture.rules) >= 4
    assert suggest_columns(picture)[1:-1] == pytest.approx((160, 250), abs=1.5)


def test_a_title_across_the_page_does_not_hide_the_gaps() -> None:
    words = [Word(left, left + 40, 20.0 * line, 10, "x") for line in range(2, 14) for left in (50, 150, 250)]
    title = Word(50, 290, 20, 14, "a title over all columns")
    picture = PagePicture(400, 300, 1, (title, *words), ())

    assert suggest_columns(picture) == pytest.approx((46, 120, 220, 294))


def test_a_page_without_words_gives_no_lines() -> None:
    assert suggest_columns(PagePicture(400, 300, 1, (), (Rule(1, 1, 1, 200),))) == ()


def test_a_page_that_is_not_there_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="3ページはありません"):
        read_picture(build_pdf(), page=3)
