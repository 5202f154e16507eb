"""Counting the cells of an old workbook record by record."""

from __future__ import annotations

import struct

from shirube.readers.xls_records import count_cells

SHEET, CHART = struct.pack("<HH", 0x0600, 0x0010), struct.pack("<HH", 0x0600, 0x0020)


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def number(row: int, column: int) -> bytes:
    return record(0x0203, struct.pack("<HHHd", row, column, 0, 1.5))


BEGIN, END = record(0x0809, SHEET), record(0x000A)


def test_cells_of_every_kind_are_counted_once_each() -> None:
    several = record(0x00BD, struct.pack("<HH", 3, 0) + bytes(6 * 4) + struct.pack("<H", 3))
    stream = BEGIN + number(0, 0) + number(0, 0) + number(0, 1) + several + record(0x0201, bytes(6)) + END

    assert count_cells(stream) == 6


def test_a_chart_within_a_sheet_holds_no_cells_and_does_not_end_the_sheet() -> None:
    chart = record(0x0809, CHART) + number(5, 5) + END

    assert count_cells(BEGIN + number(0, 0) + chart + number(1, 0) + END) == 2


def test_cells_behind_a_wrong_end_still_count() -> None:
    assert count_cells(BEGIN + number(0, 0) + END + number(1, 0) + END + BEGIN + number(0, 0) + END) == 3


def test_what_stands_before_the_first_sheet_is_no_cell() -> None:
    assert count_cells(number(0, 0) + record(0x0809, struct.pack("<HH", 0x0600, 5)) + number(0, 0) + END) == 0


def test_a_record_that_reaches_beyond_the_end_stops_the_count() -> None:
    assert count_cells(BEGIN + number(0, 0) + number(1, 0)[:-1]) == 1
