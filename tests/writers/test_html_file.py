"""The Web page: accessible, complete in itself, safe against what people write, readable on a phone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from lxml import html
from msgspec.structs import replace

from shirube.core.form import Form
from shirube.core.plan import Plan
from shirube.core.report import compute_report
from shirube.writers.html_file import render_html
from tests.writers.sample import change, decide, make_sample, make_wide_sample


def render(plan: Plan) -> str:
    return render_html(compute_report(plan))[0].decode()


def parse(plan: Plan) -> Any:
    return html.document_fromstring(render(plan))


@pytest.fixture(scope="module")
def page() -> Any:
    return parse(make_sample())


def test_the_page_says_its_language_title_and_width(page: Any) -> None:
    assert page.get("lang") == "ja"
    assert page.findtext(".//title") == make_sample().title
    assert [item.text for item in page.iter("h1")] == [make_sample().title]
    assert page.xpath("//meta[@name='viewport']")
    assert page.xpath("//*[@class='number']")[0].text == "資料2"


def test_nothing_is_loaded_from_elsewhere_and_nothing_runs() -> None:
    text = render(make_sample())

    assert not re.search(r"<script|<link|<img|<iframe|src=|href=|@import|url\(", text)
    assert "default-src 'none'" in text


def test_the_table_has_a_caption_and_headings_with_a_scope(page: Any) -> None:
    table = page.xpath("//table[@class='wide']")[0]

    assert table.find("caption").text
    scopes = [cell.get("scope") for cell in table.iter("th")]
    assert None not in scopes
    assert scopes.count("colgroup") == 4
    assert scopes.count("col") == 6 + 1 + 1 + 12
    assert scopes.count("rowgroup") == 3 + 7
    assert scopes.count("row") == 14


def test_every_row_of_the_table_covers_every_column(page: Any) -> None:
    covered: dict[tuple[int, int], int] = {}
    rows = page.xpath("//table[@class='wide']/tbody/tr")
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while (number, column) in covered:
                column += 1
            for down in range(int(cell.get("rowspan", "1"))):
                covered[number + down, column] = 1
            column += 1
    assert set(covered) == {(row, column) for row in range(14) for column in range(19)}


def test_each_grade_tells_its_reason_without_a_script(page: Any) -> None:
    details = page.xpath("//table[@class='wide']//td//details")

    assert len(details) == 42
    first = details[0]
    assert first.xpath("string(summary)") == "A"
    assert first.findtext("p") == "21人 ÷ 20人 = 105.0%（90%以上120%未満）→ A"


def test_a_grade_is_letter_frame_and_colour_with_enough_contrast(page: Any) -> None:
    style = page.findtext(".//style")

    for tone, frame in enumerate(("double", "solid", "dashed", "solid")):
        look = re.search(rf"\.tone{tone} {{ color: (#\w+); background: (#\w+); border: \dpx (\w+)", style)
        assert look is not None
        assert look[3] == frame
        assert contrast(look[1], look[2]) >= 4.5
    assert contrast("#595959", "#ffffff") >= 4.5
    assert contrast("#999999", "#ffffff") < 4.5  # the control


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    shares = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x onerror=1>', "&lt;b&gt;", "'"])
def test_what_a_person_wrote_is_never_markup(text: str) -> None:
    plan = replace(change(make_sample(), "1", goal=text, name=text), title=text, document_number=text)

    page = parse(plan)

    assert page.findtext(".//h1") == text
    assert not page.xpath("//script") and not page.xpath("//img")
    assert text in [cell.text for cell in page.xpath("//table[@class='wide']//td")]


def test_control_characters_do_not_break_the_page() -> None:
    assert "講座\x0b" not in render(change(make_sample(), "1", goal="講座\x0b\x00会"))
    assert "講座会" in render(change(make_sample(), "1", goal="講座\x0b\x00会"))


def test_issues_stand_on_a_line_of_their_own(page: Any) -> None:
    assert "重なった。\n課題：" in page.xpath("string(//table[@class='wide'])")


def test_a_decided_grade_points_to_its_footnote() -> None:
    page = parse(decide(make_sample(), "9", "A"))

    assert "※1" in [item.text for item in page.iter("sup")]
    assert "決定評価はA" in page.xpath("string(//ul[@class='notes'])")


def test_the_page_prints_on_a3(page: Any) -> None:
    assert "size: A3 landscape" in page.findtext(".//style")
    assert page.find(".//main").get("class") is None


def test_a_table_wider_than_paper_is_printed_indicator_by_indicator() -> None:
    page = parse(make_wide_sample())

    assert page.find(".//main").get("class") == "beyond-paper"
    printed = page.findtext(".//style").partition("@media print")[2]
    assert ".beyond-paper .wide { display: none; }" in printed
    assert ".beyond-paper .narrow { display: block;" in printed
    assert len(page.xpath("//table[@class='wide']/tbody/tr")) == 14  # the screen keeps the table


def test_plans_without_a_form_a_scale_or_anything_have_a_page_too() -> None:
    assert "参加者数" in render(replace(make_sample(), form=Form(), scale=None))
    assert "計画の進捗状況" in render(Plan())
