"""One table in every format gives the same cells."""

from __future__ import annotations

import functools
import io
from collections.abc import Callable
from typing import Any

import docx
import pytest

from shirube.readers.formats import READERS, read_source
from shirube.readers.sandbox import read_source_in_child
from tests.readers.office import convert
from tests.readers.workbooks import build_xlsx, source

TABLE = [
    ["実施事業", "実施主体", "令和5年度", "", "令和6年度", ""],
    ["", "", "目標", "実績", "目標", "実績"],
    ["創業塾（参加者数）", "商工会", "16人", "11人", "19人", "14人"],
    ["店舗数", "市", "105店", "94店", "1,200店", "△5店"],
    ["満足度", "市", "90％以上", "―", "=1+1", "※"],
]


@functools.cache
def build_workbook() -> bytes:
    def fill(book: Any, sheet: Any) -> None:
        cell = book.add_format({"border": 1})
        sheet.set_column(0, 5, 22)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        for number, row in enumerate(TABLE):
            for column, text in enumerate(row):
                sheet.write_string(number, column, text, cell)
        sheet.merge_range(0, 2, 0, 3, TABLE[0][2], cell)
        sheet.merge_range(0, 4, 0, 5, TABLE[0][4], cell)

    return build_xlsx(fill)


def build(suffix: str, find_tool: Callable[[str], str]) -> bytes:
    match suffix:
        case ".xlsx" | ".xlsm":
            return build_workbook()
        case ".tsv" | ".txt":
            return "\n".join("\t".join(row) for row in TABLE).encode()
        case ".csv":
            return "\r\n".join(",".join(f'"{cell}"' for cell in row) for row in TABLE).encode("cp932")
        case ".docx":
            document, out = docx.Document(), io.BytesIO()
            table = document.add_table(rows=len(TABLE), cols=6)
            for number, row in enumerate(TABLE):
                for column, text in enumerate(row):
                    table.cell(number, column).text = text
            document.save(out)
            return out.getvalue()
        case ".htm":
            return convert(build_workbook(), "xlsx", "html", find_tool)
        case _:
            return convert(build_workbook(), "xlsx", suffix[1:], find_tool)


@pytest.mark.parametrize("suffix", [suffix for suffix in READERS if suffix != ".json"])
def test_every_format_gives_the_same_cells(suffix: str, find_tool: Callable[[str], str]) -> None:
    data = source(build(suffix, find_tool), f"資料2{suffix}")

    result = read_source(data)

    grid = max(result.grids, key=lambda grid: grid.height)
    table = [list(row) for row in grid.rows if row[0] != "進捗" and any(row)]
    assert table == TABLE
    assert read_source_in_child(data) == result
