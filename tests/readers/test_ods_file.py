"""Spreadsheets of LibreOffice, beyond what test_old_spreadsheets.py tests of all spreadsheets."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from shirube.readers.formats import read_source
from shirube.readers.source import MAX_ROWS, UnreadableFile
from tests.readers.office import build_full_workbook, convert
from tests.readers.workbooks import exchange_parts, read_part, source

Finder = Callable[[str], str]


def build_ods(find_tool: Finder, rows: str) -> bytes:
    """An .ods whose first sheet has these rows."""
    data = convert(build_full_workbook(), "xlsx", "ods", find_tool)
    content = read_part(data, "content.xml")
    start, end = content.index("<table:table-row"), content.index("</table:table>")
    return exchange_parts(data, {"content.xml": content[:start] + rows + content[end:]})


CELL = '<table:table-cell office:value-type="float" office:value="{}"><text:p>{}</text:p></table:table-cell>'


def test_empty_rows_repeated_a_million_times_cost_nothing(find_tool: Finder) -> None:
    value = CELL.format(5, 5)
    rows = (
        f"<table:table-row>{value}</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048575"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
    )

    result = read_source(source(build_ods(find_tool, rows), "a.ods"))

    assert result.grids[0].rows == [[5]]
    assert result.findings == ()


def test_a_row_repeated_with_values_is_repeated_up_to_the_limit_with_a_finding(find_tool: Finder) -> None:
    value = CELL.format(5, 5)
    few = f'<table:table-row table:number-rows-repeated="3">{value}</table:table-row>'
    many = few.replace('"3"', '"1048576"')

    assert read_source(source(build_ods(find_tool, few), "a.ods")).grids[0].rows == [[5], [5], [5]]
    result = read_source(source(build_ods(find_tool, many), "a.ods"))
    assert result.grids[0].height == MAX_ROWS
    assert [finding.code for finding in result.findings] == ["grid-cut"]


def test_a_number_of_hundreds_of_digits_stays_as_it_is_written(find_tool: Finder) -> None:
    numbers = ("1e305", "2e-305", "1e20")
    cells = "".join(CELL.format(number, number) for number in numbers)
    row = f"<table:table-row>{cells}</table:table-row>"

    grid = read_source(source(build_ods(find_tool, row), "a.ods")).grids[0]

    assert grid.rows == [["1e305", "2e-305", 10**20]]


def test_an_encrypted_spreadsheet_of_libreoffice_is_refused(find_tool: Finder) -> None:
    data = convert(build_full_workbook(), "xlsx", "ods", find_tool)
    manifest = read_part(data, "META-INF/manifest.xml").replace("/>", "><manifest:encryption-data/></x>", 1)

    with pytest.raises(UnreadableFile, match="パスワード"):
        read_source(source(exchange_parts(data, {"META-INF/manifest.xml": manifest}), "a.ods"))


def test_a_sheet_without_a_name_is_read_all_the_same(find_tool: Finder) -> None:
    data = convert(build_full_workbook(), "xlsx", "ods", find_tool)
    content = read_part(data, "content.xml").replace('table:name="進捗"', "", 1)

    result = read_source(source(exchange_parts(data, {"content.xml": content}), "a.ods"))

    assert [(grid.name, grid.rows[0][0]) for grid in result.grids] == [("シート1", "題名"), ("作業用", 1)]
