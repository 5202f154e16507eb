"""Number formats of LibreOffice in the notation of Excel."""

from __future__ import annotations

import pytest
from defusedxml.ElementTree import fromstring

from shirube.readers.ods_styles import BOOLEAN, OdsStyles, read_attributes, read_ods_styles

SPACES = " ".join(
    f'xmlns:{name}="urn:{name}"' for name in ("office", "style", "number", "text", "table", "calcext")
)


def read(styles: str, attributes: str = 'style:data-style-name="N1"') -> OdsStyles:
    cell = f'<style:style style:name="ce1" style:family="table-cell" {attributes}/>'
    content = fromstring(f"<office:document {SPACES}>{styles}{cell}</office:document>")
    return read_ods_styles(content, None)


NUMBER = '<number:number number:decimal-places="{}" number:min-integer-digits="1" {}/>'


@pytest.mark.parametrize(
    ("kind", "parts", "expected"),
    [
        ("number", NUMBER.format(0, 'number:grouping="true"') + "<number:text>人</number:text>", '#,##0"人"'),
        ("number", NUMBER.format(2, 'number:min-decimal-places="0"'), "0.##"),
        ("number", NUMBER.format(0, "") + "<number:text>%</number:text>", '0"%"'),
        ("percentage", NUMBER.format(1, "") + "<number:text>%</number:text>", "0.0%"),
        ("number", NUMBER.format(0, 'number:display-factor="1000"'), "0,"),
        ("date", '<number:era number:style="long"/><number:year number:calendar="gengou"/>', "ggge"),
        (
            "date",
            '<number:year number:style="long"/><number:text>年</number:text><number:month/>',
            'yyyy"年"m',
        ),
        ("text", "<number:text-content/>", "@"),
        ("boolean", "<number:boolean/>", BOOLEAN),
    ],
)
def test_each_kind_of_style_has_its_notation(kind: str, parts: str, expected: str) -> None:
    found = read(f'<number:{kind}-style style:name="N1">{parts}</number:{kind}-style>')

    assert found.formats == {"ce1": expected}


def test_a_style_for_negative_numbers_becomes_a_condition() -> None:
    found = read(
        f'<number:number-style style:name="N1P0">{NUMBER.format(0, "")}</number:number-style>'
        f'<number:number-style style:name="N1"><number:text>▲</number:text>{NUMBER.format(0, "")}'
        '<style:map style:condition="value()&gt;=0" style:apply-style-name="N1P0"/></number:number-style>'
    )

    assert found.formats == {"ce1": '[>=0]0;"▲"0'}


def test_a_style_inherits_its_format_even_when_parents_run_in_a_circle() -> None:
    parent = '<style:style style:name="p" style:family="table-cell" style:data-style-name="N1"/>'
    number = f'<number:number-style style:name="N1">{NUMBER.format(1, "")}</number:number-style>'

    assert read(parent + number, 'style:parent-style-name="p"').formats["ce1"] == "0.0"
    assert read("", 'style:parent-style-name="ce1"').formats == {}


def test_attributes_have_no_namespaces_and_the_first_of_a_name_counts() -> None:
    cell = fromstring('<a xmlns:o="urn:o" xmlns:c="urn:c" o:kind="float" c:kind="error" plain="1"/>')

    assert read_attributes(cell) == {"kind": "float", "plain": "1"}
