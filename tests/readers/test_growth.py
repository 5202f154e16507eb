"""What reading a table takes grows with its rows and columns, not with their square.

Counted are calls, of Python and of C alike: the same on every machine, unlike seconds. Beside each table
stands the pass that was quadratic.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType

import pytest

from shirube.readers.grid import Grid, widen_rows
from shirube.readers.grids_as_plans import read_grids_as_plans
from shirube.readers.source import UnreadableFile

CASES = Path(__file__).parents[1] / "cases"
FEW, MANY = 300, 1200
# Four times as much takes a little more than that where a row is compared with the few next to it.
MOST = 6


def load_rows(name: str) -> list[list[str]]:
    (path,) = CASES.glob(f"*/{name}.tsv")
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    return [list(map(str, row)) for row in widen_rows(rows)]


def lengthen(rows: list[list[str]], size: int) -> list[list[str]]:
    """The second half of the rows again and again."""
    half = len(rows) // 2
    return rows[:half] + rows[half:] * (size // (len(rows) - half))


def count_calls(run: Callable[[], object]) -> int:
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        run()
    finally:
        sys.setprofile(None)
    return calls


def compare_growth(run: Callable[[int], object]) -> float:
    """How many times the calls it takes for many are those it takes for few."""
    run(FEW // 4)  # loads what is loaded once
    return count_calls(lambda: run(MANY)) / count_calls(lambda: run(FEW))


def read(rows: list[list[str]]) -> object:
    return read_grids_as_plans([Grid(file="表.tsv", name="表", rows=rows)], "表.tsv")


@pytest.mark.parametrize(
    "name",
    [
        "ibaraki_pref_sogosenryaku",  # for each column of goals all headings behind it were looked up
        "konan_hoiku",  # for each line all indicators above were looked at
    ],
)
def test_rows_of_published_tables_are_read_in_a_time_that_grows_with_them(name: str) -> None:
    rows = load_rows(name)

    assert compare_growth(lambda size: read(lengthen(rows, size))) < MOST


def broaden(rows: list[list[str]], size: int, *, is_told_apart: bool) -> list[list[str]]:
    """All columns but the first again and again, of which the words may have numbers of their own."""
    times = range(size // len(rows[0]))

    def say(text: str, number: int) -> str:
        is_word = is_told_apart and len(text) > 1 and not any(map(str.isdigit, text))
        return f"{text}{number}" if is_word else text

    return [[row[0], *(say(text, number) for number in times for text in row[1:])] for row in rows]


@pytest.mark.parametrize(
    ("name", "is_told_apart"),
    [
        ("kakogawa_gesui", False),  # each column of one table was compared with each of the next
        ("chiba_shihyo", True),  # for each of many indicators beside one another the sheet was read anew
    ],
)
def test_columns_are_read_in_a_time_that_grows_with_them(name: str, is_told_apart: bool) -> None:
    rows = load_rows(name)

    def try_to_read(size: int) -> None:
        with suppress(UnreadableFile):
            read(broaden(rows, size // 4, is_told_apart=is_told_apart))

    assert compare_growth(try_to_read) < MOST


def test_what_is_quadratic_is_found() -> None:
    """The control."""
    assert compare_growth(lambda size: [abs(one - two) for one in range(size) for two in range(size)]) > MOST


@pytest.mark.parametrize("step", [0, 1], ids=["the same again and again", "each with figures of its own"])
def test_sheets_of_one_name_are_compared_in_a_time_that_grows_with_them(step: int) -> None:
    head = ["施策", "指標名", "目標 R5", "実績 R5", "目標 R6", "実績 R6"]

    def run(size: int) -> None:
        rows = [["観光", "来館者数", "100", str(place * step), "110", "95"] for place in range(size)]
        grids = [Grid(file="表", name=name, rows=[head, *rows], lettered=True) for name in ("個票", "集計")]
        read_grids_as_plans(grids, "表")

    assert compare_growth(run) < MOST
