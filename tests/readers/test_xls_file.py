"""Workbooks of the old Excel, beyond what test_old_spreadsheets.py tests of all spreadsheets."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from shirube.readers import xls_file
from shirube.readers.formats import read_source
from tests.readers.office import build_full_workbook, convert
from tests.readers.workbooks import source

Finder = Callable[[str], str]


def test_an_old_workbook_named_xlsx_is_read_as_what_it_is(find_tool: Finder) -> None:
    data = convert(build_full_workbook(), "xlsx", "xls", find_tool)

    result = read_source(source(data, "資料2.xlsx"))

    assert result.grids[0].rows[0][0] == "題名"
    assert "file-suffix" in [finding.code for finding in result.findings]


def test_values_stand_when_the_second_reader_of_xls_gives_up(
    find_tool: Finder, monkeypatch: pytest.MonkeyPatch
) -> None:
    import xlrd

    def fail(**_: object) -> None:
        raise xlrd.XLRDError("odd record")

    monkeypatch.setattr(xlrd, "open_workbook", fail)
    data = convert(build_full_workbook(), "xlsx", "xls", find_tool)

    result = xls_file.read_xls_grids(source(data, "a.xls"))

    assert result.grids[0].rows[1][1] == 1235
    assert [finding.code for finding in result.findings] == ["book-formats-unknown"]
