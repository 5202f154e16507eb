"""Workbooks of the old Excel, beyond what test_old_spreadsheets.py tests of all spreadsheets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from shirube.readers import xls_file
from shirube.readers.formats import read_source
from shirube.readers.source import UnreadableFile
from tests.readers.office import build_full_workbook, convert
from tests.readers.workbooks import source

Finder = Callable[[str], str]


def test_an_old_workbook_named_xlsx_is_read_as_what_it_is(find_tool: Finder) -> None:
    data = convert(build_full_workbook(), "xlsx", "xls", find_tool)

    result = read_source(source(data, "資料2.xlsx"))

    assert result.grids[0].rows[0][0] == "題名"
    assert "file-suffix" in [finding.code for finding in result.findings]


def test_values_stand_when_the_formats_of_an_old_workbook_are_broken(
    find_tool: Finder, monkeypatch: pytest.MonkeyPatch
) -> None:
    import xlrd

    whole = xlrd.open_workbook

    def fail_on_formats(**choices: Any) -> object:
        if choices["formatting_info"]:
            raise xlrd.XLRDError("odd record")
        return whole(**choices)

    monkeypatch.setattr(xlrd, "open_workbook", fail_on_formats)
    data = convert(build_full_workbook(), "xlsx", "xls", find_tool)

    result = xls_file.read_xls_grids(source(data, "a.xls"))

    assert result.grids[0].rows[1][1] == 1235
    assert result.grids[0].rows[1][6] == "2023-04-01"
    assert [finding.code for finding in result.findings] == ["book-formats-unknown", "cell-error"]


def test_an_old_workbook_that_nobody_can_open_is_refused(
    find_tool: Finder, monkeypatch: pytest.MonkeyPatch
) -> None:
    import xlrd

    def fail(**_: object) -> None:
        raise xlrd.XLRDError("odd record")

    monkeypatch.setattr(xlrd, "open_workbook", fail)
    data = convert(build_full_workbook(), "xlsx", "xls", find_tool)

    with pytest.raises(UnreadableFile, match="壊れています"):
        xls_file.read_xls_grids(source(data, "a.xls"))


def test_a_sheet_that_ends_too_early_is_called_damaged(find_tool: Finder) -> None:
    data = convert(build_full_workbook(), "xlsx", "xls", find_tool)
    whole = xls_file.read_xls_grids(source(data, "a.xls"))
    # An end of the sheet in place of the record of the cell A6.
    place = data.index(b"\x0a\x00\x05\x00\x00\x00") - 2
    broken = data[:place] + b"\x0a\x00" + data[place + 2 :]

    result = xls_file.read_xls_grids(source(broken, "a.xls"))

    assert "book-damaged" not in [finding.code for finding in whole.findings]
    assert "3個のセルを読み取れませんでした" in next(
        finding.message for finding in result.findings if finding.code == "book-damaged"
    )
