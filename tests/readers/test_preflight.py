"""The look at a package before any library opens it."""

from __future__ import annotations

import io
import zipfile

import pytest

from shirube.readers import preflight
from shirube.readers.preflight import check_package
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
