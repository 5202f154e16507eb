"""The way out of the child process: nothing is lost, and nothing odd comes through."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.core.finding import Level
from shirube.readers.grid import Grid, Span
from shirube.readers.grid_code import BrokenAnswerError, decode_result, encode_result
from shirube.readers.source import FileGrids, UnreadableFile, make_grid_finding

GRID = Grid(
    file="資料2.xlsx",
    name="進捗",
    rows=[["指標", 5, Decimal("0.895")], ["", -(10**30), "5"]],
    merges=(Span(0, 0, 1, 0),),
    formats={(0, 2): "0.0%"},
    hidden_rows=frozenset({1}),
    hidden_columns=frozenset({2}),
    struck=frozenset({(0, 1)}),
    notes={(1, 2): "見込"},
    lettered=False,
    hidden=True,
    outer=(3, 7),
)
FINDING = make_grid_finding(
    "code", Level.ODD, "気になる点", "直してください。", file="a", sheet="b", cell="C3"
)


def test_grids_and_findings_come_back_as_they_were() -> None:
    result = FileGrids((GRID, Grid(file="", name="", rows=[])), (FINDING,))

    assert decode_result(encode_result(result)) == result


def test_a_refusal_comes_back_as_it_was() -> None:
    refused = decode_result(encode_result(UnreadableFile("a.xls", "理由。", "対処。", code="x")))

    assert isinstance(refused, UnreadableFile)
    assert (str(refused), refused.code) == ("a.xls を読めません。理由。対処。", "x")


cells = st.one_of(st.text(), st.integers(), st.decimals(allow_nan=False, allow_infinity=False, places=4))


@given(st.lists(st.tuples(cells, cells), max_size=6))
def test_any_cell_comes_back(rows: list[tuple[str | int | Decimal, ...]]) -> None:
    result = FileGrids((Grid(file="a", name="b", rows=[list(row) for row in rows]),))

    assert decode_result(encode_result(result)) == result


@pytest.mark.parametrize(
    "change",
    [
        {"size": [2, 4]},
        {"size": [10**9, 10**9]},
        {"size": [-1, 3]},
        {"values": [1.5, "a", "b", "c", "d", "e"]},
        {"values": [["1e999999999"], "", "", "", "", ""]},
        {"values": [None]},
        {"values": []},
        {"merges": [[0, 0, 1]]},
        {"merges": [["a", 0, 1, 1]]},
        {"formats": {"cells": "A1", "styles": "7", "formats": {}}},
        {"struck": ["A"]},
        {"notes": []},
        {"file": 5},
    ],
)
def test_an_answer_no_reader_would_give_is_refused(change: dict[str, object]) -> None:
    head, _, cells = encode_result(FileGrids((GRID,))).partition(b"\n")
    content = json.loads(head)
    content["grids"][0].update(change)

    with pytest.raises(BrokenAnswerError):
        decode_result(json.dumps(content).encode() + b"\n" + cells)


@given(st.binary(max_size=200))
def test_noise_is_refused_and_nothing_else_happens(noise: bytes) -> None:
    with pytest.raises(BrokenAnswerError):
        decode_result(noise)


@given(st.integers(0, 2000), st.binary(min_size=1, max_size=4))
def test_a_damaged_answer_is_refused_or_read_as_cells(at: int, damage: bytes) -> None:
    answer = encode_result(FileGrids((GRID,), (FINDING,)))
    at %= len(answer)

    try:
        result = decode_result(answer[:at] + damage + answer[at + len(damage) :])
    except BrokenAnswerError:
        return
    assert isinstance(result, FileGrids | UnreadableFile)
