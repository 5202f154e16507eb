"""Damaged workbooks of LibreOffice (.ods) and the old Excel (.xls): read whole, refused, or called broken.

The other formats, the numbers by night and the time limits are in test_mutated_files.py.
"""

from __future__ import annotations

import io
import random
import re
import struct
import zipfile
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element, ParseError

import pytest
from defusedxml.ElementTree import fromstring

from shirube.core.finding import Level
from shirube.readers.source import FileGrids
from tests.readers.mutations import damage_package, damage_xls
from tests.readers.office import convert
from tests.readers.test_mutated_files import FAR, NIGHTLY, PARTS, build_plan_workbook, iter_seeds, try_read

pytestmark = pytest.mark.timeout(3_600 if NIGHTLY else 120)

Finder = Callable[[str], str]


def is_said_broken(result: FileGrids) -> bool:
    return any(one.level is Level.GRAVE for one in result.findings)


def read_all_text(result: FileGrids) -> list[str]:
    return [str(cell) for grid in result.grids for row in grid.rows for cell in row if cell != ""]


# ---- LibreOffice -----------------------------------------------------------------------------------------


def find_ods_texts(data: bytes) -> list[str] | None:
    """The texts and numbers of all cells a person sees, of an independent look at the XML; None for none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            root = fromstring(package.read("content.xml"), forbid_dtd=True)
    except (ParseError, zipfile.BadZipFile, zipfile.zlib.error, EOFError, KeyError, ValueError, OSError):  # type: ignore[attr-defined]
        return None
    return [text for table in root.iter() if _is(table, "table") for text in _iter_cell_texts(table)]


def _is(element: Element, name: str) -> bool:
    return str(element.tag).endswith("}" + name)


def _iter_cell_texts(table: Element) -> Iterator[str]:
    for cell in table.iter():
        if not _is(cell, "table-cell"):
            continue
        value = next((found for key, found in cell.items() if key.endswith("office:1.0}value")), "")
        lines = ["".join(child.itertext()) for child in cell if _is(child, "p")]
        if re.fullmatch(r"[1-9]\d{0,4}", value):
            yield value
        elif any(re.match(r"(?:施策|指標)\d", line) for line in lines):
            yield from lines


def find_lost_texts(result: FileGrids, texts: list[str]) -> list[str]:
    """Texts of the file that stand in no cell of ours."""
    read = "\n".join(read_all_text(result))
    return [text for text in texts if text.strip() and " ".join(text.split()) not in " ".join(read.split())]


@pytest.mark.parametrize("part", PARTS)
def test_damaged_workbooks_of_libreoffice_are_read_whole_or_refused(part: int, find_tool: Finder) -> None:
    whole = convert(build_plan_workbook(), "xlsx", "ods", find_tool)
    for seed in iter_seeds("ods", part):
        choose = random.Random(seed)  # noqa: S311
        target = choose.choice(["content.xml"] * 4 + ["styles.xml", "META-INF/manifest.xml"])
        data = damage_package(whole, target, choose)

        result = try_read(data, f"{seed}.ods")

        texts = find_ods_texts(data) if result and not is_said_broken(result) else None
        if result and texts:
            assert find_lost_texts(result, texts) == [], f"seed {seed}"


def test_a_text_missing_from_a_libreoffice_workbook_would_be_noticed(find_tool: Finder) -> None:
    data = convert(build_plan_workbook(), "xlsx", "ods", find_tool)
    result = try_read(data, "a.ods")
    texts = find_ods_texts(data)
    assert result is not None
    assert texts is not None
    assert len(texts) > 30
    assert find_lost_texts(result, texts) == []

    assert find_lost_texts(result, [*texts, "施策9", "54321"]) == ["施策9", "54321"]


# ---- the old Excel ---------------------------------------------------------------------------------------


def find_xls_cells(data: bytes) -> set[tuple[int, int]] | None:
    """Where the records of texts and numbers stand, of all sheets together; None where the file has no chain.

    A file of a few sheets is one chain of records from its first beginning on, whatever its directory says.
    """
    at = data.find(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    found: set[tuple[int, int]] = set()
    in_sheet = False
    while 0 <= at < len(data) - 4:
        kind, length = struct.unpack_from("<HH", data, at)
        if kind == 0:
            break
        if kind == 0x0809:
            in_sheet = data[at + 6 : at + 8] == b"\x10\x00"
        elif in_sheet and kind in {0x00FD, 0x0203, 0x027E} and length >= 10:
            found.add(struct.unpack_from("<HH", data, at + 4))
        at += 4 + length
    return {place for place in found if max(place) < FAR} or None


def find_lost_xls_cells(result: FileGrids, places: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Places of which no grid of ours holds anything."""
    read = {
        (row, column)
        for grid in result.grids
        for row, cells in enumerate(grid.rows)
        for column, cell in enumerate(cells)
        if cell != ""
    }
    return sorted(places - read)


@pytest.mark.parametrize("part", PARTS)
def test_damaged_workbooks_of_the_old_excel_are_read_whole_or_refused(part: int, find_tool: Finder) -> None:
    whole = convert(build_plan_workbook(), "xlsx", "xls", find_tool)
    for seed in iter_seeds("xls", part):
        data = damage_xls(whole, random.Random(seed))  # noqa: S311

        result = try_read(data, f"{seed}.xls")

        places = find_xls_cells(data) if result and not is_said_broken(result) else None
        if result and places:
            assert find_lost_xls_cells(result, places) == [], f"seed {seed}"


def test_a_cell_missing_from_an_old_workbook_would_be_noticed(find_tool: Finder) -> None:
    data = convert(build_plan_workbook(), "xlsx", "xls", find_tool)
    result = try_read(data, "a.xls")
    places = find_xls_cells(data)
    assert result is not None
    assert places is not None
    assert len(places) > 40
    assert find_lost_xls_cells(result, places) == []

    assert find_lost_xls_cells(result, {*places, (50, 0), (1, 8)}) == [(1, 8), (50, 0)]
