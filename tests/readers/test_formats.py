"""From a file to its grids: the content decides, and every refusal is one clear line."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from shirube.readers.formats import READERS, load_source, read_grids, read_pasted_grids, read_source
from shirube.readers.source import UnreadableFile
from tests.readers.workbooks import build_rows_xlsx, source


def test_the_content_decides_when_the_suffix_lies(tmp_path: Path) -> None:
    path = tmp_path / "実績.csv"
    path.write_bytes(build_rows_xlsx([["指標", 5]]))

    result = read_grids(path)

    assert result.grids[0].rows == [["指標", 5]]
    assert [finding.code for finding in result.findings] == ["file-suffix"]
    assert ".xlsx" in result.findings[0].message


def test_a_suffix_nobody_knows_is_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / "実績"
    path.write_text("指標\t実績\n相談\t3\n", encoding="utf-8")

    assert read_grids(path).grids[0].rows[1] == ["相談", "3"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "空"),
        (b"\xef\xbb\xbf\r\n", "空"),
        (b"\x89PNG\r\n\x1a\n", "画像"),
        (b"{\\rtf1 x}", "リッチテキスト"),
        (b"PK\x03\x04broken", "壊れて"),
        (b"<?xml version='1.0'?><root/>", "XML"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), ".doc"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "パスワード"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "表のファイルではありません"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason) as refused:
        read_source(source(data, "資料.xlsx"))

    assert str(refused.value).startswith("資料.xlsx を読めません。")
    assert "\n" not in str(refused.value)


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="見つかりません"):
        read_grids(tmp_path / "ない.xlsx")
    with pytest.raises(UnreadableFile, match="ファイルではありません"):
        read_grids(tmp_path)


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "大きい.csv"
    with path.open("wb") as file:
        file.truncate(21 * 1024 * 1024)

    with pytest.raises(UnreadableFile, match=r"21\.0MB.*20MB"):
        read_grids(path)


def test_cells_pasted_from_a_spreadsheet_are_read() -> None:
    result = read_pasted_grids("指標\t目標\n相談\t3\n")

    assert [list(row) for row in result.grids[0].rows] == [["指標", "目標"], ["相談", "3"]]
    with pytest.raises(UnreadableFile, match="貼り付けられていません"):
        read_pasted_grids(" \n")


def test_every_suffix_has_a_name_for_people() -> None:
    assert all(suffix.startswith(".") and form.name for suffix, form in READERS.items())


def test_reading_leaves_the_garbage_collector_as_it_was() -> None:
    read_source(source(b"a\tb\n", "a.tsv"))

    assert gc.isenabled()


def test_a_broken_workbook_is_not_said_to_be_a_text_of_an_unknown_encoding(tmp_path: Path) -> None:
    path = tmp_path / "資料2.xlsx"
    path.write_bytes(bytes(range(128, 256)) * 30)

    with pytest.raises(UnreadableFile, match=r"名前は「\.xlsx」ですが") as refused:
        read_source(load_source(path))

    assert refused.value.code == "file-broken"


def test_a_folder_is_refused_by_its_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(UnreadableFile, match=r"^\. を読めません。ファイルではありません"):
        load_source(Path())
