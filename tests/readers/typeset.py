"""PDF files for tests as the typesetter of the reports makes them."""

from __future__ import annotations

from pathlib import Path

import typst

from shirube.readers.formats import read_source
from shirube.readers.source import FileGrids
from tests.readers.workbooks import source

FONTS = Path(__file__).parents[2] / "shirube" / "static" / "fonts"
PAPER = '#set page(width: 420pt, height: 300pt, margin: 30pt)\n#set text(font: "BIZ UDPGothic", size: 9pt)\n'


def read_typeset(text: str) -> FileGrids:
    """The tables of a document set from this source, on a page of its own size unless it says another."""
    pdf = typst.Compiler(font_paths=[str(FONTS)]).compile((PAPER + text).encode(), format="pdf")
    assert isinstance(pdf, bytes)
    return read_source(source(pdf, "資料2.pdf"))


def set_table(rows: str, columns: str, style: str) -> str:
    """The source of a table: a row a line, its cells between bars."""
    cells = ", ".join(f"[{cell.strip()}]" for row in rows.strip().split("\n") for cell in row.split("|"))
    return f"#table(columns: ({columns}), {style}, {cells})\n"
