"""Finding one's way in the XML of Word."""

from __future__ import annotations

import pytest
from defusedxml.ElementTree import fromstring

from shirube.readers.docx_xml import find, get, is_on, iter_blocks, local_name, to_count

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
XML = (
    f'<w:a {SPACE}><w:ins><w:p w:val="3"/></w:ins><w:b><w:c w:val="off"/></w:b>'
    "<w:sdt><w:sdtContent><w:tbl/></w:sdtContent></w:sdt></w:a>"
)


def test_wrappers_are_looked_through() -> None:
    assert [local_name(one) for one in iter_blocks(fromstring(XML))] == ["p", "b", "tbl"]


def test_children_and_attributes_are_found_by_plain_names() -> None:
    root = fromstring(XML)

    assert get(find(root, "ins", "p"), "val") == "3"
    assert find(root, "b", "x", "y") is None
    assert get(None, "val") == ""


def test_a_property_is_set_unless_it_says_no() -> None:
    root = fromstring(XML)

    assert (is_on(find(root, "ins", "p")), is_on(find(root, "b", "c")), is_on(None)) == (True, False, False)


@pytest.mark.parametrize(("value", "count"), [("3", 3), ("0", 1), ("x", 1), ("9999999999", 1), ("٣", 1)])
def test_counts_are_at_least_one(value: str, count: int) -> None:
    assert to_count(fromstring(f'<w:a {SPACE} w:val="{value}"/>')) == count
