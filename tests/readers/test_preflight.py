"""The look at a package before any library opens it."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from shirube.actions.file_types import find_file_type
from shirube.actions.outcome import Refused
from shirube.readers import preflight
from shirube.readers.preflight import BROKEN_ZIP, check_package
from shirube.readers.sniff import find_kind
from shirube.readers.source import UnreadableFile
from tests.readers.workbooks import build_rows_xlsx, exchange_parts, source

WORKBOOK = build_rows_xlsx([["指標", 5]])


def test_an_ordinary_workbook_passes_without_a_finding() -> None:
    assert check_package(source(WORKBOOK)) == []


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/passwd", "C:\\evil", "xl/../../x", "a\\..\\b"])
def test_a_part_named_outside_the_package_is_refused(name: str) -> None:
    with pytest.raises(UnreadableFile, match="外を指しています"):
        check_package(source(exchange_parts(WORKBOOK, {name: "x"})))


def test_a_package_of_too_many_parts_is_refused() -> None:
    parts = {f"xl/media/{number}.txt": "" for number in range(1_001)}

    with pytest.raises(UnreadableFile, match="1,000個"):
        check_package(source(exchange_parts(WORKBOOK, parts)))


def test_a_package_that_swells_is_refused_by_ratio_and_by_size(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = exchange_parts(WORKBOOK, {"xl/big.xml": b"<a/>" + b" " * (30 * 1024 * 1024)})

    with pytest.raises(UnreadableFile, match="200倍"):
        check_package(source(bomb))

    monkeypatch.setattr(preflight, "MAX_UNPACKED_BYTES", 20 * 1024 * 1024)
    with pytest.raises(UnreadableFile, match="20MB"):
        check_package(source(bomb))

    # The control: without the limits nothing else would have stopped it.
    monkeypatch.setattr(preflight, "MAX_UNPACKED_BYTES", 10**12)
    monkeypatch.setattr(preflight, "MAX_RATIO", 10**9)
    assert check_package(source(bomb)) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_declared_document_type_is_refused(encoding: str) -> None:
    xml = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'

    with pytest.raises(UnreadableFile, match="宣言"):
        check_package(source(exchange_parts(WORKBOOK, {"xl/worksheets/sheet1.xml": xml.encode(encoding)})))


def test_a_document_type_behind_a_long_comment_is_refused_too() -> None:
    xml = f"<!--{'x' * 70_000}--><!DOCTYPE w><worksheet/>"

    with pytest.raises(UnreadableFile, match="宣言"):
        check_package(source(exchange_parts(WORKBOOK, {"xl/worksheets/sheet1.xml": xml})))


def test_references_to_other_files_are_named_but_plain_links_are_not() -> None:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{office}/hyperlink" Target="https://example.jp" TargetMode="External"/>'
        f'<Relationship Id="r2" Type="{office}/externalLinkPath"'
        ' Target="file:///a.xlsx" TargetMode="External"/>'
        "</Relationships>"
    )

    found = check_package(source(exchange_parts(WORKBOOK, {"xl/externalLinks/_rels/e.xml.rels": relations})))

    assert [finding.code for finding in found] == ["file-external"]
    assert "externalLinkPath" in found[0].message
    assert "hyperlink" not in found[0].message


def test_an_encrypted_part_and_a_truncated_file_are_refused() -> None:
    encrypted = bytearray(WORKBOOK)
    at = encrypted.index(b"PK\x01\x02")
    encrypted[at + 8] |= 1

    with pytest.raises(UnreadableFile, match="パスワード"):
        check_package(source(bytes(encrypted)))
    with pytest.raises(UnreadableFile, match="壊れて"):
        check_package(source(WORKBOOK[: len(WORKBOOK) // 2]))


def test_a_part_whose_size_is_a_lie_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"<a>" + b" " * 100_000)
    data = out.getvalue()
    lie = data.replace((100_003).to_bytes(4, "little"), (50).to_bytes(4, "little"))

    assert lie != data
    with pytest.raises(UnreadableFile, match="壊れて"):
        check_package(source(lie))


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, 99]
)
def test_a_part_that_cannot_be_unpacked_is_a_damaged_package_to_everybody_who_opens_one(method: int) -> None:
    data = build_spoiled_zip(method)

    with zipfile.ZipFile(io.BytesIO(data)) as package, pytest.raises(BROKEN_ZIP):
        package.read("mimetype")
    with pytest.raises(UnreadableFile, match="途中で切れているか、壊れています"):
        find_kind(source(data))
    with pytest.raises(Refused, match="壊れています"):
        find_file_type(data)


def test_a_package_that_is_not_spoiled_is_unpacked() -> None:
    with zipfile.ZipFile(io.BytesIO(build_spoiled_zip(zipfile.ZIP_DEFLATED, spoil=False))) as package:
        assert package.read("mimetype") == MIMETYPE


MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"


def build_spoiled_zip(method: int, *, spoil: bool = True) -> bytes:
    """A package whose first part, and nothing else, is damaged; 99 is a method that nobody knows."""
    buffer = io.BytesIO()
    known = method if method != 99 else zipfile.ZIP_STORED
    with zipfile.ZipFile(buffer, "w", compression=known) as package:
        package.writestr("mimetype", MIMETYPE)
        package.writestr("content.xml", "<a/>")
    data = bytearray(buffer.getvalue())
    if method == 99:
        for signature, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
            where = data.index(signature)
            data[where + at : where + at + 2] = struct.pack("<H", method)
    elif spoil:
        start = data.index(b"mimetype") + len("mimetype")
        # Behind the four bytes that LZMA's own head takes in a zip.
        data[start + 9 : start + 20] = b"\xff" * 11
    return bytes(data)
