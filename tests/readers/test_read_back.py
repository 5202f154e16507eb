"""What we print reads back to the same plan, and so does what LibreOffice makes of it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

import shirube
from shirube.core.plan import Plan
from shirube.readers.read import ReadOptions, read_plan
from shirube.writers.formats import write_report
from tests.readers.office import convert

Finder = Callable[[str], str]
TRUSTED = ReadOptions(trusted=True)
SAMPLE = Path(shirube.__file__).parent / "examples" / "sample_plan.tsv"


@functools.cache
def read_sample() -> Plan:
    return read_plan(SAMPLE, TRUSTED).plan


def write_sample(folder: Path, suffix: str) -> Path:
    path = folder / f"資料2{suffix}"
    write_report(read_sample(), path)
    return path


@pytest.mark.parametrize("suffix", [".xlsx", ".docx", ".html", ".pdf", ".json"])
def test_our_own_file_gives_the_same_plan_again(suffix: str, tmp_path: Path) -> None:
    assert read_plan(write_sample(tmp_path, suffix), TRUSTED).plan == read_sample()


@pytest.mark.parametrize(
    ("suffix", "wanted"),
    [(".xlsx", "xlsx"), (".xlsx", "xls"), (".xlsx", "ods"), (".docx", "docx"), (".docx", "pdf")],
)
def test_a_file_that_libreoffice_saved_gives_the_same_plan(
    suffix: str, wanted: str, tmp_path: Path, find_tool: Finder
) -> None:
    data = write_sample(tmp_path, suffix).read_bytes()
    path = tmp_path / f"保存.{wanted}"
    path.write_bytes(convert(data, suffix[1:], wanted, find_tool))

    assert read_plan(path, TRUSTED).plan == read_sample()


def test_a_changed_figure_would_be_noticed(tmp_path: Path) -> None:
    path = write_sample(tmp_path, ".html")
    path.write_text(path.read_text(encoding="utf-8").replace("94店", "95店"), encoding="utf-8")

    again = read_plan(path, TRUSTED).plan

    assert again != read_sample()
    assert replace(again, nodes=()) == replace(read_sample(), nodes=())
