"""Other layouts in real files: what a spreadsheet stores as numbers, formats and merges."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import xlsxwriter

from shirube.readers.read import ReadOptions, read_plans
from tests.readers.tables import actuals, rates, targets

TRUSTED = ReadOptions(trusted=True)


def write_lines(path: Path) -> None:
    """Three lines per indicator with merged names, years and rates as numbers, units in formats."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("進捗")
    people = book.add_format({"num_format": '#,##0"人"'})
    percent = book.add_format({"num_format": "0.0%"})
    sheet.write_row("A1", ["指標", "区分", 2023, 2024, 2025])
    sheet.merge_range("A2:A4", "参加者数")
    lines: list[tuple[str, list[float], object]] = [
        ("目標値", [1200, 1300, 1400], people),
        ("実績値", [1100, 1365], people),
        ("達成率", [0.9167, 1.05], percent),
    ]
    for row, (kind, values, shape) in enumerate(lines, start=1):
        sheet.write(row, 1, kind)
        for place, value in enumerate(values):
            sheet.write(row, 2 + place, value, shape)
    book.close()


def test_lines_of_a_workbook_keep_numbers_formats_and_merges(tmp_path: Path) -> None:
    path = tmp_path / "進捗.xlsx"
    write_lines(path)

    (read,) = read_plans(path, TRUSTED)

    (item,) = read.plan.indicators
    assert (item.name, item.unit) == ("参加者数", "人")
    assert targets(item) == {2023: "1,200人", 2024: "1,300人", 2025: "1,400人"}
    assert actuals(item) == {2023: "1,100人", 2024: "1,365人"}
    assert rates(item) == {2023: "91.7%", 2024: "105.0%"}
    place = read.grid.place(read.rows[item.key], 1)
    assert (place.file, place.sheet) == ("進捗.xlsx", "進捗")


def test_a_child_process_reads_the_same(tmp_path: Path) -> None:
    path = tmp_path / "進捗.xlsx"
    write_lines(path)

    (trusted,) = read_plans(path, TRUSTED)
    (guarded,) = read_plans(path)

    assert guarded.plan == trusted.plan


def test_a_scale_in_the_number_format_multiplies_the_number(tmp_path: Path) -> None:
    path = tmp_path / "観光.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    ten_thousands = book.add_format({"num_format": '0.0"万人"'})
    sheet.write_row("A1", ["指標名", "令和5年度目標値", "令和5年度実績値"])
    sheet.write("A2", "観光客数")
    sheet.write("B2", 570, ten_thousands)
    sheet.write("C2", 594.5, ten_thousands)
    sheet.write_row("A3", ["宿泊者数", 100, 90])
    book.close()

    (read,) = read_plans(path, TRUSTED)

    quantity = read.plan.indicators[0].actuals[0].reading.quantity
    assert quantity is not None
    assert (quantity.value, quantity.unit, quantity.raw) == (Decimal(5_945_000), "人", "594.5万人")


def test_one_sheet_for_each_indicator_is_one_plan(tmp_path: Path) -> None:
    path = tmp_path / "調書.xlsx"
    book = xlsxwriter.Workbook(str(path))
    for number, (name, actual) in enumerate([("参加者数", 31), ("相談件数", 41)], start=1):
        sheet = book.add_worksheet(f"個票{number}")
        sheet.write_row("A1", ["成果指標", name])
        sheet.write_row("A2", ["年度", "R5", "R6"])
        sheet.write_row("A3", ["目標", 20, 30])
        sheet.write_row("A4", ["実績", 21, actual])
    book.close()

    (read,) = read_plans(path, TRUSTED)

    assert [(item.name, actuals(item)[2024]) for item in read.plan.indicators] == [
        ("参加者数", "31"),
        ("相談件数", "41"),
    ]
