"""Files made to hurt end within the limits and with a sentence for the person who brought them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.readers.bombs import BOMBS, make_far_cell, make_inflated_pdf, make_lying_count, make_outside

# Reads one file as a server would, and says what came of it and what it cost.
_SERVER = """
import json, resource, sys, time
from shirube.readers.sandbox import read_grids_in_child
from shirube.readers.source import UnreadableFile

def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize() // 1024**2

before, begin = resident(), time.monotonic()
try:
    result = read_grids_in_child(sys.argv[1])
    texts, codes = [one.message for one in result.findings], [one.code for one in result.findings]
    rows = [[grid.height, grid.width] for grid in result.grids]
except UnreadableFile as refused:
    texts, codes, rows = [str(refused)], [refused.code], None
result = None
print(json.dumps({
    "texts": texts, "codes": codes, "rows": rows, "seconds": time.monotonic() - begin,
    "child": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024, "growth": resident() - before,
}))
"""
# How each must end. Where a slow machine may also run out of time, that is an answer too.
_SLOW = "file-too-slow"
EXPECTED: dict[str, set[str]] = {
    "rows": {"grid-cut"},
    "lying_dimension": {"grid-cut"},
    "spaces": {"file-too-large"},
    "laughs": {"file-unsafe"},
    "quadratic": {"file-unsafe"},
    "outside": {"file-unsafe"},
    "far_cell": {"grid-cut"},
    "far_corner": {"grid-cut"},
    "wide_corner": {"file-too-large"},
    "whole_merge": set(),
    "sheets": {"file-too-large"},
    "styles": {"", _SLOW},
    "echo": {"file-too-large"},
    "lying_count": set(),
    "nested_packages": set(),
    "macros": {"book-macros"},
    "encrypted": {"file-encrypted"},
    "paragraphs": {"file-too-large"},
    "paragraphs_of_text": {"file-too-large", _SLOW},
    "deep_tables": {"document-without-table", "table-too-deep"},
    "inflated_pdf": {"file-too-large", _SLOW},
    "circular_pdf": {"file-broken"},
    "endless_pdf": {_SLOW, "file-too-large", "pdf-scanned"},
    "long_line": set(),
    "commas": {"grid-cut"},
    "open_quotes": {"text-quotes", "grid-cut"},
    "reaching_cells": {"", _SLOW},
}


def serve(path: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-c", _SERVER, str(path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_ends_in_time_and_in_little_memory_with_a_sentence(name: str, tmp_path: Path) -> None:
    suffix, make = BOMBS[name]
    path = tmp_path / f"資料.{suffix}"
    path.write_bytes(make())

    answer = serve(path)

    assert answer["seconds"] <= 12, answer
    assert answer["child"] <= 512, answer
    # The file itself and its cells are let go again; what stays is what the interpreter keeps for later.
    assert answer["growth"] <= 20 or answer["rows"] is not None, answer
    assert set(answer["codes"]) <= EXPECTED[name], answer
    assert answer["codes"] or not EXPECTED[name] or "" in EXPECTED[name], answer
    assert all(re.search(r"[ぁ-ん].*。", text) for text in answer["texts"]), answer


def test_every_bomb_has_an_expected_end() -> None:
    assert set(EXPECTED) == set(BOMBS)


def run_limited(program: str, path: Path, megabytes: int) -> int:
    limit = f"import resource, sys; resource.setrlimit(resource.RLIMIT_AS, ({megabytes << 20},) * 2)\n"
    command = [sys.executable, "-c", limit + program, str(path)]
    return subprocess.run(command, capture_output=True, check=False, timeout=100).returncode


def test_without_our_limits_the_far_cell_would_take_more_than_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(make_far_cell())
    program = (
        "from python_calamine import CalamineWorkbook\n"
        "CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python(skip_empty_area=False)"
    )

    assert run_limited(program, path, 512) != 0


def test_without_our_mending_the_lying_count_would_end_the_process(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(make_lying_count())

    assert (
        run_limited(
            "from python_calamine import CalamineWorkbook as W\nW.from_path(sys.argv[1])", path, 8_192
        )
        != 0
    )


def test_without_our_limits_the_inflated_page_would_take_more_than_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(make_inflated_pdf())
    program = "import pdfplumber\nwith pdfplumber.open(sys.argv[1]) as pdf: pdf.pages[0].chars"

    assert run_limited(program, path, 512) != 0


def test_without_our_preflight_the_outside_entity_would_be_read(tmp_path: Path) -> None:
    import zipfile

    from lxml import etree

    path = tmp_path / "a.xlsx"
    path.write_bytes(make_outside())
    canary = tmp_path / "secret.txt"
    canary.write_text("canary", encoding="utf-8")
    with zipfile.ZipFile(path) as package:
        xml = package.read("xl/worksheets/sheet1.xml").replace(b"/etc/hostname", str(canary).encode())

    # The control: this is what a careless parser does with it.
    root = etree.fromstring(xml, etree.XMLParser(resolve_entities=True, load_dtd=True))

    assert b"canary" in etree.tostring(root)


def test_several_bombs_at_once_do_not_add_up(tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    from shirube.readers.sandbox import read_grids_in_child
    from shirube.readers.source import UnreadableFile

    path = tmp_path / "a.xlsx"
    path.write_bytes(BOMBS["wide_corner"][1]())

    def read(_: int) -> str:
        try:
            read_grids_in_child(path)
        except UnreadableFile as refused:
            return refused.code
        return ""

    begin = time.monotonic()
    with ThreadPoolExecutor(6) as pool:
        codes = list(pool.map(read, range(6)))

    assert codes == ["file-too-large"] * 6
    assert time.monotonic() - begin < 60
