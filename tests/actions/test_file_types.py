"""What a file is, by what is in it."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.actions.file_types import FILE_TYPES, LONGEST_NAME, clean_name, find_file_type
from shirube.actions.outcome import Refused

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def pack(*names: str, mimetype: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        if mimetype:
            packed.writestr("mimetype", mimetype)
        for name in names:
            packed.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"%PDF-1.7\n...", "pdf"),
        (b"\x89PNG\r\n\x1a\n...", "png"),
        (b"\xff\xd8\xff\xe0...", "jpeg"),
        (OLE, "ole"),
        (pack("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
        (pack("[Content_Types].xml", "word/document.xml"), "docx"),
        (pack("[Content_Types].xml", "ppt/presentation.xml"), "pptx"),
        (pack("content.xml", mimetype="application/vnd.oasis.opendocument.spreadsheet"), "ods"),
        (pack("content.xml", mimetype="application/vnd.oasis.opendocument.text"), "odt"),
        ("年度,人数\r\n令和7年度,120\r\n".encode("cp932"), "text"),
        ("年度\t人数\n".encode("utf-8-sig"), "text"),
    ],
)
def test_the_content_says_what_it_is(data: bytes, expected: str) -> None:
    assert find_file_type(data).key == expected


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"MZ\x90\x00\x03",  # a program
        b"\x7fELF\x02\x01",
        b"#!/bin/sh\x00\x01",
        b"<!DOCTYPE html><script>alert(1)</script>",
        b"\n\n <svg xmlns='http://www.w3.org/2000/svg' onload='x'>",
        b"GIF89a\x01\x00",
        pack("anything.txt"),
        pack("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"),
        pack("Basic/script-lc.xml", mimetype="application/vnd.oasis.opendocument.spreadsheet"),
        OLE + "_VBA_PROJECT".encode("utf-16-le"),
        b"PK\x03\x04 broken",
        pack("content.xml", mimetype="application/vnd.oasis.opendocument.graphics"),
    ],
)
def test_programs_pages_macros_and_strangers_are_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        find_file_type(data)


def test_a_bomb_is_not_unpacked() -> None:
    # A first part of 1 GB in 1 MB, called as the part that is read.
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = b"a" * 1_000_000
    squeezed = b"".join([*(packer.compress(block) for _ in range(300)), packer.flush()])
    name = b"mimetype"
    crc, plain = 0, 300_000_000
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 0, crc, len(squeezed), plain, len(name), 0)
    entry = struct.pack(
        "<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, crc, len(squeezed), plain, len(name), *(0,) * 6
    )
    body = local + name + squeezed
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, len(entry + name), len(body), 0)

    with pytest.raises(Refused):
        find_file_type(body + entry + name + end)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("集計表.pdf", "集計表.pdf"),
        ("C:\\Users\\taro\\集計表.PDF", "集計表.PDF"),
        ("../../etc/passwd", "passwd.pdf"),
        ("値.exe", "値.exe.pdf"),
        ("\u202efdp.exe", "fdp.exe.pdf"),
        ("", "添付.pdf"),
        ("...", "添付.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
    ],
)
def test_names_show_what_the_file_is(typed: str, shown: str) -> None:
    assert clean_name(typed, FILE_TYPES["pdf"]) == shown


@given(st.text(max_size=400))
def test_no_name_leads_elsewhere_or_hides_anything(typed: str) -> None:
    shown = clean_name(typed, FILE_TYPES["pdf"])

    assert shown.lower().endswith(".pdf")
    assert not set("/\\\0\r\n\u202e") & set(shown)
    assert len(shown) <= LONGEST_NAME + 4
