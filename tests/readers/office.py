"""Files made by LibreOffice for the tests, each kind once per test process."""

from __future__ import annotations

import functools
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

_KEPT: dict[tuple[bytes, str, str], bytes] = {}


def convert(data: bytes, suffix: str, wanted: str, find_tool: Callable[[str], str]) -> bytes:
    """The bytes of a document in another format of LibreOffice (``wanted`` may name a filter)."""
    key = (data, suffix, wanted)
    if key not in _KEPT:
        _KEPT[key] = _convert(data, suffix, wanted, find_tool("soffice"))
    return _KEPT[key]


def _convert(data: bytes, suffix: str, wanted: str, program: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"document.{suffix}"
        path.write_bytes(data)
        # A profile of its own lets several conversions run at the same time.
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [
            program,
            profile,
            "--headless",
            "--convert-to",
            wanted,
            "--outdir",
            f"{folder}/out",
            str(path),
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)
        made = Path(folder) / "out" / f"document.{wanted.split(':', maxsplit=1)[0]}"
        assert made.exists(), done.stderr or done.stdout
        return made.read_bytes()


@functools.cache
def build_full_workbook() -> bytes:
    """A workbook with all that a spreadsheet reader must keep; see the tests of the readers."""
    from tests.readers.workbooks import build_xlsx

    return build_xlsx(_fill)


def _fill(book: Any, sheet: Any) -> None:
    style = book.add_format
    sheet.merge_range(0, 0, 0, 3, "題名")
    sheet.merge_range(1, 0, 3, 0, "創業支援")
    for column, (value, text) in enumerate(NUMBERS, 1):
        sheet.write(1, column, value, style({"num_format": text}))
        sheet.write(2, column, value)
    sheet.write(3, 1, 7)
    sheet.set_row(3, None, None, {"hidden": True})
    sheet.set_column(4, 4, None, None, {"hidden": True})
    sheet.write(4, 0, "改行\n二行目", style({"text_wrap": True}))
    sheet.write(4, 1, True)
    sheet.write_formula(4, 2, "=NA()", None, "#N/A")
    sheet.write_formula(4, 3, "=1+1", None, 2)
    sheet.write_string(4, 4, "=1+1")
    sheet.write_string(4, 5, "007")
    sheet.write_string(4, 6, "  余白  ")
    struck = style({"font_strikeout": True})
    sheet.write(5, 0, 100, struck)
    sheet.write(5, 1, "廃止", struck)
    sheet.write_rich_string(5, 2, struck, "80", style({"bold": True}), "90")
    sheet.write_comment(5, 1, "見込値", {"author": ""})
    sheet.write(8, 7, "末尾")
    hidden = book.add_worksheet("作業用")
    hidden.write(0, 0, 1)
    hidden.hide()


# Values and formats, and what each shows.
NUMBERS: tuple[tuple[float, str], ...] = (
    (1235, '#,##0"人"'),
    (0.895, "0.0%"),
    (-2530, "#,##0;▲#,##0"),
    (0, '#,##0;▲#,##0;"-"'),
    (300, '"約"#,##0'),
    (45017, '[$-411]ggge"年"m"月"d"日"'),
    (1.25, "[h]:mm"),
    (95, '0"%"'),
    (0.1 + 0.2, "General"),
    (1234567, '#,##0,"千円"'),
)
SHOWN = ["1,235人", "89.5%", "▲2,530", "-", "約300", "令和5年4月1日", "30:00", "95%", "0.3", "1,235千円"]
