"""The PDF as it comes out: one A3 page, all words, accessible structure, and long tables without a loss."""

from __future__ import annotations

import io
import re
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pikepdf
import pytest
import typst
from msgspec.structs import replace

from shirube.core.form import Form, Role
from shirube.core.plan import Plan
from shirube.core.report import compute_report
from shirube.writers.pdf_file import render_first_page, render_pdf
from shirube.writers.pdf_setting import choose_settings
from tests.builders import year
from tests.writers.sample import change, decide, make_sample, make_wide_sample

A3 = (1190.55, 841.89)


def make(plan: Plan) -> bytes:
    return render_pdf(compute_report(plan))[0]


@pytest.fixture(scope="module")
def sample() -> bytes:
    return make(make_sample())


@pytest.fixture
def extract(find_tool: Callable[[str], str]) -> Callable[[bytes], str]:
    """The text of a PDF as another program reads it, white space folded."""

    def run(data: bytes) -> str:
        # -raw keeps the order in which the page was set, so that the lines of a cell stay together.
        done = subprocess.run(
            [find_tool("pdftotext"), "-raw", "-", "-"], input=data, capture_output=True, check=True
        )
        return re.sub(r"\s+", "", done.stdout.decode())

    return run


def test_a_table_of_the_usual_size_is_one_a3_page(sample: bytes) -> None:
    with pikepdf.open(io.BytesIO(sample)) as pdf:
        (page,) = pdf.pages
        assert [round(float(side), 2) for side in page.mediabox[2:]] == list(A3)


def test_every_text_of_the_table_is_on_the_page(sample: bytes, extract: Callable[[bytes], str]) -> None:
    text = extract(sample)

    report = compute_report(make_sample())
    for words in (report.title, "資料2", "※評価の目安となる基準は、見本です。", "目標値以上（120%以上）"):
        assert re.sub(r"\s+", "", words) in text
    for row in report.table.rows:
        assert row.indicator is not None
        assert f"({row.indicator.name})" in text
    assert text.count("28,000部") == 4


def test_the_document_says_its_language_and_title_and_keeps_the_standards(sample: bytes) -> None:
    with pikepdf.open(io.BytesIO(sample)) as pdf:
        assert str(pdf.Root.Lang).startswith("ja")
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert bool(pdf.Root.MarkInfo.Marked)
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
            assert metadata["dc:title"] == make_sample().title


def test_the_structure_has_a_heading_and_a_table_whose_headings_have_a_scope(sample: bytes) -> None:
    with pikepdf.open(io.BytesIO(sample)) as pdf:
        tags = [str(item.S) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/S" in item]
        spans = [
            item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/TH"
        ]
    assert "/H1" in tags
    assert tags.count("/Table") == 2  # the table and its legend
    assert len(spans) >= 6 + 5 + 13 + 2


def test_the_letter_of_each_grade_is_text_and_not_only_colour(
    sample: bytes, extract: Callable[[bytes], str]
) -> None:
    text = extract(sample)

    # Each grade of the three years, and the four of the legend.
    assert len(re.findall(r"[SABC](?![a-z@])", text)) >= 42 + 4


def test_a_thousand_rows_come_out_complete(extract: Callable[[bytes], str]) -> None:
    text = extract(make(make_sample(copies=72)))

    assert text.count("28,000部") == 4 * 72
    assert len(re.findall(r"P\.\d\d", text)) == 1_008


def test_five_thousand_rows_come_out_complete(extract: Callable[[bytes], str]) -> None:
    plan = make_sample(copies=360)
    few = tuple(item for item in plan.form.columns if item.role is Role.LEVEL or item.year == year("R7"))

    text = extract(make(replace(plan, form=Form(few))))

    assert text.count("23,000部") == 360
    assert len(re.findall(r"P\.\d\d", text)) == 5_040


def test_the_headings_and_the_group_s_label_are_repeated_on_every_page(
    extract: Callable[[bytes], str],
) -> None:
    data = make(make_sample(copies=5))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = len(pdf.pages)
        for page in pdf.pages:
            single = pikepdf.new()
            single.pages.append(page)
            held = io.BytesIO()
            single.save(held)
            text = extract(held.getvalue())
            if re.search(r"P\.\d\d", text):  # the last page may hold the legend alone
                assert "方向性" in text
                assert text.count("年間目標") == 4
                assert "の育成" in text or "の促進" in text
                assert f"/{pages}" in text
    assert pages > 3


def test_texts_are_never_read_as_code(extract: Callable[[bytes], str]) -> None:
    hostile = '#panic("x") $x$ *太字* _斜体_ `code` <label> @ref \\u{41} "] #[ // /* = 見出し'

    text = extract(make(change(make_sample(), "1", goal=hostile)))

    assert re.sub(r"\s+", "", hostile) in text


def test_a_character_that_no_font_has_is_printed_as_geta_and_named(
    extract: Callable[[bytes], str],
) -> None:
    plan = change(make_sample(), "3", goal="外字\ue000を含む")

    data, findings = render_pdf(compute_report(plan))

    assert "外字〓を含む" in extract(data)
    (finding,) = findings
    assert finding.code == "font-missing"
    assert finding.place.indicator == "創業塾（参加者数）"
    assert "U+E000" in finding.message


def test_ordinary_texts_give_no_finding() -> None:
    assert render_pdf(compute_report(make_sample()))[1] == []


def test_a_decided_grade_has_its_footnote(extract: Callable[[bytes], str]) -> None:
    text = extract(make(decide(make_sample(), "9", "A")))

    assert "※1るのカード普及事業（取扱店舗数）令和6年度：算定評価はB、決定評価はA" in text
    assert "A※1" in text


def test_long_marks_of_other_cities_are_printed_whole(extract: Callable[[bytes], str]) -> None:
    plan = make_sample()
    assert plan.scale is not None
    bands = tuple(replace(band, mark=band.name) for band in plan.scale.bands)

    text = extract(make(replace(plan, scale=replace(plan.scale, bands=bands))))

    assert text.count("要大幅改善") > 10


def test_a_plan_with_hardly_anything_still_gives_a_page(extract: Callable[[bytes], str]) -> None:
    assert "計画の進捗状況" in extract(make(Plan()))


def test_texts_longer_than_a_page_are_printed_to_the_end(extract: Callable[[bytes], str]) -> None:
    text = extract(make(change(make_sample(), "5", goal="長い文章。" * 4_000 + "終わり")))

    assert text.count("章") == 4_000  # one character each: words are cut by the edges of pages
    assert "終わり" in text


def test_the_example_of_the_package_fits_one_page(tmp_path: Path) -> None:
    from shirube.readers.read import read_plan

    path = Path(__file__).parents[2] / "shirube" / "examples" / "sample_plan.tsv"

    with pikepdf.open(io.BytesIO(make(read_plan(path).plan))) as pdf:
        assert len(pdf.pages) == 1


def read_sizes(pdf: bytes) -> list[float]:
    """The size of type that most characters have, page by page."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        counted = [Counter(round(char["size"], 1) for char in page.chars) for page in document.pages]
    return [sizes.most_common(1)[0][0] for sizes in counted]


def test_a_page_that_runs_over_is_set_again_in_the_next_size_and_stays_one_page() -> None:
    plan = change(make_sample(), "5", goal="多くの店が並ぶ通りにする。" * 20)
    report = compute_report(plan)
    hoped, taken, *_ = choose_settings(report)

    pdf, _ = render_pdf(report)

    assert not hoped.sure
    assert taken.size < hoped.size
    assert read_sizes(pdf) == [taken.size]


def test_only_a_page_that_runs_over_is_set_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    template = tmp_path / "report.typ"
    template.write_text('#panic("another mistake")', encoding="utf-8")
    monkeypatch.setattr("shirube.writers.pdf_file._TEMPLATE", template)

    with pytest.raises(typst.TypstError, match="another mistake"):
        render_pdf(compute_report(make_sample()))


def test_the_first_page_can_be_looked_at_as_a_picture() -> None:
    report = compute_report(make_sample())

    picture, findings = render_first_page(report)

    assert picture.startswith(b"\x89PNG")
    assert findings == []
    assert len(picture) < 1_000_000


def test_a_table_too_wide_for_a_page_loses_nothing_and_says_which_strip_a_page_shows(
    extract: Callable[[bytes], str],
) -> None:
    plan = make_wide_sample()
    data = make(plan)
    text = extract(data)

    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = len(pdf.pages)
    assert pages % 2 == 0
    assert text.count("表を左右2枚に分けたうちの1枚目") == text.count("2枚に分けたうちの2枚目") == pages / 2
    assert all(f"令和{number}年度" in text for number in range(5, 21))
    for row in compute_report(plan).table.rows:
        name = next(cell.text for cell in row.cells[2:3] if cell)
        assert text.count(re.sub(r"\s+", "", name)) == 2
    assert text.count("目標値以上（120%以上）") == 1


def test_a_word_longer_than_any_column_goes_on_in_the_next_line(extract: Callable[[bytes], str]) -> None:
    text = extract(make(change(make_sample(), "5", goal="Transformation" * 4, name="Instagram登録者数")))

    assert "\u200b" in text
    assert "Transformation" * 4 in text.replace("\u200b", "")
    assert "Instagram" in text


def test_years_and_words_of_headings_break_between_them(extract: Callable[[bytes], str]) -> None:
    plan = make_sample()
    names = ("令和5年度", "令和6年度", "令和7年度", "令和8年度")
    columns = [
        replace(one, headings=(f"R{names.index(one.headings[0]) + 5}{one.headings[1][-2:]}",))
        if one.headings[0] in names
        else replace(one, headings=one.headings[:1])
        for one in plan.form.columns
    ]

    text = extract(make(replace(plan, form=Form(tuple(columns)))))

    assert all(f"R{number}{word}" in text for number in (5, 6, 7, 8) for word in ("目標", "実績", "評価"))


@pytest.mark.parametrize("text", ["1," * 10_000, "ー" * 20_000])
def test_signs_between_which_no_line_may_break_are_printed_all_the_same(text: str) -> None:
    pdf, _ = render_pdf(compute_report(change(make_sample(), "5", goal=text)))

    with pdfplumber.open(io.BytesIO(pdf)) as document:
        seen = sum(
            char["text"] == text[0] and char["x1"] <= page.width
            for page in document.pages
            for char in page.chars
        )
    assert seen >= text.count(text[0])
