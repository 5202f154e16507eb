"""The quick way through the content of a page: the same objects as pdfminer, or none at all."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pdfminer.pdfinterp import PDFContentParser
from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import KWD, LIT, PSEOF

from shirube.readers import pdf_operations
from shirube.readers.pdf_operations import list_operations

PIECES = [
    *(b"q Q BT ET Tj TJ ' \" f* W n re Do BDC EMC true false d0".split()),
    *(b"0 1 -1 +2 007 .5 -.5 5. 12.34 -0.001 1.2.3 --4 - 1e5 99999999999999999999999".split()),
    *(b"/F1 /Span /# /A#20B / /\xe8\xa1\xa8 /\xff".split()),
    *(b"<00410042> <4> <414> <> <0g> << >> <</MCID 0>> <</A[/B]/C<</D 1>>>> <</A>> <<1 2>>".split(b" ")),
    *(rb"(a) () (a\)b) (\101\1\1012) (\400) (\q) (a(b)c) (a(b(c(d(e)))) (( )) (\\) (\n\r\t\b\f)".split(b" ")),
    *(b"(a\\\nb) (a\\\r\nb) (a\nb) [ ] [1(a)-2] [[1]2] { } % %c\n BI ID EI # \0 null R obj".split(b" ")),
]
JOINTS = [b" ", b"\n", b"\r\n", b"", b"\t", b"\0"]
contents = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(JOINTS)), max_size=12).map(
    lambda parts: b"".join(piece + joint for piece, joint in parts)
)


def list_by_pdfminer(data: bytes) -> list[Any]:
    parser = PDFContentParser([PDFStream({}, data)])
    found = []
    try:
        while True:
            found.append(parser.nextobject()[1])
    except PSEOF:
        return found


@given(contents)
@example(b"(a(b(c))) Tj")
@example(b"[1 2")
@example(b"")
@example(b" \n ")
def test_what_is_told_is_what_pdfminer_tells(data: bytes) -> None:
    found = list_operations(data)

    if found is not None:
        assert [(type(one), one) for one in found] == [(type(one), one) for one in list_by_pdfminer(data)]


@given(st.binary(max_size=60))
def test_the_same_of_any_bytes(data: bytes) -> None:
    found = list_operations(data)

    assert found is None or found == list_by_pdfminer(data)


def test_what_programs_for_offices_write_is_told() -> None:
    content = (
        b"/Span<</MCID 3/Attached[/Top]>>BDC\nq 1 0 0 -1 34.01 .5 cm/c0 cs 0.1 scn\n"
        b"BT/f0 14 Tf[(\\000\\001(\\002))-120<0041>]TJ(a\\)\\\nb)' ET\nQ EMC 1 2 3 4 re W* n true"
    )

    found = list_operations(content)

    assert found is not None
    assert found[:3] == [LIT("Span"), {"MCID": 3, "Attached": [LIT("Top")]}, KWD(b"BDC")]
    assert [b"\0\1(\2)", -120, b"\0A"] in found
    assert found[found.index(KWD(b"'")) - 1] == b"a)b"
    assert found[-1] is True


@pytest.mark.parametrize(
    "content",
    [b"BI /W 1 ID \xff EI", b"% remark\nq", b"(a(b(c(d(e))))) Tj", b"[1 Tj", b"] q", b"<</A 1] q", b"1#"],
)
def test_anything_else_is_left_to_pdfminer(content: bytes) -> None:
    assert list_operations(content) is None


def test_a_content_larger_than_any_page_is_left_to_pdfminer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_operations, "_LARGEST", 3)

    assert list_operations(b"q Q") is not None
    assert list_operations(b"q Q ") is None


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "content", [b" ", b"(", b"(a", b"((", b"[", b"<<", b"<0", b"\\", b"1", b"a", b"/", b"-"]
)
def test_endless_contents_take_no_time(content: bytes) -> None:
    data = content * 300_000

    assert list_operations(data) is None or len(data) > 0
