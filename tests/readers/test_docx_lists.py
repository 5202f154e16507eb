"""Numbers that Word writes by itself before paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from defusedxml.ElementTree import fromstring

from shirube.readers.docx_lists import ListNumbers, render_number

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LEVEL = '<w:lvl w:ilvl="{0}"><w:start w:val="{1}"/><w:numFmt w:val="{2}"/><w:lvlText w:val="{3}"/></w:lvl>'
NUMBERING = (
    f"<w:numbering {SPACE}>"
    '<w:abstractNum w:abstractNumId="7">'
    + LEVEL.format(0, 1, "decimal", "%1.")
    + LEVEL.format(1, 1, "decimalEnclosedCircle", "%2")
    + LEVEL.format(2, 1, "decimal", "%1-%3")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="8">'
    + LEVEL.format(0, 3, "aiueoFullWidth", "(%1)")
    + LEVEL.format(1, 1, "bullet", "")
    + "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="7"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="8"/></w:num></w:numbering>'
)
STYLES = (
    f'<w:styles {SPACE}><w:style w:styleId="Jigyo"><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr>'
    "</w:style></w:styles>"
)


def number_all(*places: tuple[int, int]) -> list[str]:
    numbers = ListNumbers(fromstring(NUMBERING), fromstring(STYLES))
    return [numbers.next_number(make_paragraph(*place)) for place in places]


def make_paragraph(list_id: int, level: int = 0) -> Element:
    inner = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    paragraph: Element = fromstring(f"<w:p {SPACE}><w:pPr>{inner}</w:pPr></w:p>")
    return paragraph


def test_numbers_count_on_and_lower_levels_begin_anew() -> None:
    assert number_all((1, 0), (1, 1), (1, 1), (1, 0), (1, 1), (1, 2)) == ["1.", "①", "②", "2.", "①", "2-1"]


def test_lists_of_one_kind_count_on_together_unless_one_begins_anew() -> None:
    assert number_all((1, 0), (2, 0), (3, 0), (3, 0), (1, 0)) == ["1.", "2.", "5.", "6.", "3."]


def test_a_list_may_begin_at_another_number_and_hold_bullets() -> None:
    assert number_all((4, 0), (4, 0), (4, 1)) == ["(ウ)", "(エ)", "・"]


def test_a_style_may_number_its_paragraphs() -> None:
    numbers = ListNumbers(fromstring(NUMBERING), fromstring(STYLES))
    styled = fromstring(f'<w:p {SPACE}><w:pPr><w:pStyle w:val="Jigyo"/></w:pPr></w:p>')

    assert [numbers.next_number(styled), numbers.next_number(styled)] == ["(ウ)", "(エ)"]


def test_paragraphs_without_a_list_have_no_number() -> None:
    assert number_all((0, 0), (9, 0), (1, 8)) == ["", "", ""]
    assert ListNumbers(None, None).next_number(make_paragraph(1)) == ""


@pytest.mark.parametrize(
    ("style", "number", "shown"),
    [
        ("decimal", 12, "12"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalZero", 3, "03"),
        ("upperLetter", 28, "BB"),
        ("lowerLetter", 3, "c"),
        ("upperRoman", 1994, "MCMXCIV"),
        ("lowerRoman", 4, "iv"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircle", 21, "21"),
        ("iroha", 3, "ハ"),
        ("aiueo", 46, "ン"),
        ("japaneseCounting", 25, "二十五"),
        ("japaneseCounting", 10, "十"),
        ("japaneseCounting", 105, "一〇五"),
        ("chineseCounting", 7, "7"),
        ("upperRoman", 100_000, "100000"),
    ],
)
def test_numbers_are_written_as_word_writes_them(style: str, number: int, shown: str) -> None:
    assert render_number(number, style) == shown
