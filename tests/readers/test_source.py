"""What all readers share: refusals, exact numbers, and limits that never cut in silence."""

from __future__ import annotations

import gc
import pickle
import weakref
from decimal import Decimal

import pytest

from shirube.core.finding import Level
from shirube.readers.grid import Span
from shirube.readers.source import (
    MAX_COLUMNS,
    MAX_ROWS,
    UnreadableFile,
    clip_merges,
    limit_rows,
    make_number,
    pause_collection,
    render_places,
)


def test_a_refusal_is_one_line_with_file_reason_and_remedy() -> None:
    refused = UnreadableFile("資料2.xlsx", "壊れています。", "保存し直してください。", code="x")

    assert str(refused) == "資料2.xlsx を読めません。壊れています。保存し直してください。"
    assert str(pickle.loads(pickle.dumps(refused))) == str(refused)  # noqa: S301 - our own bytes


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("5", 5),
        ("-2530", -2530),
        ("0.895", Decimal("0.895")),
        ("2.50", Decimal("2.5")),
        ("1e3", 1000),
        ("4.0", 4),
    ],
)
def test_digits_of_a_file_become_exact_numbers(text: str, number: int | Decimal) -> None:
    assert make_number(text) == number
    assert type(make_number(text)) is type(number)


@pytest.mark.parametrize("text", ["", "x", "1e9999", "NaN", "１", "1_000", "0x1"])
def test_what_is_no_number_stays_text(text: str) -> None:
    assert make_number(text) == text


def test_places_are_named_up_to_eight_and_the_rest_counted() -> None:
    assert render_places(["A1", "B2"]) == "A1、B2"
    assert render_places([f"A{n}" for n in range(1, 12)]).endswith("A8 ほか3か所")


@pytest.mark.parametrize(
    ("rows", "size"),
    [
        ([["x"]] * (MAX_ROWS + 1), (MAX_ROWS, 1)),
        ([["x"] * (MAX_COLUMNS + 1)], (1, MAX_COLUMNS)),
        ([["x"] * 600] * 6_000, (5_000, 600)),
    ],
    ids=["rows", "columns", "cells"],
)
def test_what_is_cut_off_is_said(rows: list[list[str]], size: tuple[int, int]) -> None:
    kept, findings = limit_rows(rows, file="a", sheet="b")

    assert (len(kept), len(kept[0])) == size
    assert [(one.code, one.level) for one in findings] == [("grid-cut", Level.GRAVE)]


def test_what_fits_is_kept_without_a_word() -> None:
    assert limit_rows([["a", 1]], file="a", sheet="b") == ([["a", 1]], [])


def test_merges_are_cut_to_the_grid() -> None:
    spans = [Span(0, 0, 9, 9), Span(5, 5, 6, 6), Span(1, 1, 1, 5)]

    assert clip_merges(spans, height=3, width=2) == (Span(0, 0, 2, 1),)


class _Ring:
    """Garbage that only the collector finds: it holds itself."""

    def __init__(self) -> None:
        self.itself = self


def test_no_garbage_is_sought_among_cells_and_later_all_of_it_is_found() -> None:
    looks: list[str] = []

    def note(phase: str, _: object) -> None:
        looks.append(phase)

    usual = gc.get_threshold()
    gc.unfreeze()  # a command that ran before in this process may have frozen everything
    gc.set_threshold(700, 10, 10)
    gc.collect()  # what was made before may be due for a look
    gc.callbacks.append(note)
    try:
        with pause_collection():
            cells = [[number] for number in range(50_000)]
            lost = weakref.ref(_Ring())
        assert not looks
        more = [[number] for number in range(50_000)]
        assert looks  # the control: making as much outside does make it look
    finally:
        gc.callbacks.remove(note)
        gc.set_threshold(*usual)

    assert len(cells) == len(more)
    assert gc.get_freeze_count() == 0
    gc.collect()
    assert lost() is None


def test_what_a_server_has_frozen_stays_frozen() -> None:
    gc.freeze()
    try:
        frozen = gc.get_freeze_count()
        with pause_collection():
            pass
        assert gc.get_freeze_count() == frozen
        assert gc.isenabled()
    finally:
        gc.unfreeze()


@pytest.mark.parametrize(("settle", "looks"), [(True, 1), (False, 0)])
def test_only_after_a_file_is_what_a_server_has_frozen_counted(
    monkeypatch: pytest.MonkeyPatch, settle: bool, looks: int
) -> None:
    counted: list[int] = []

    def count() -> int:
        counted.append(1)
        return 1

    monkeypatch.setattr(gc, "get_freeze_count", count)

    with pause_collection(settle=settle):
        assert not gc.isenabled()

    assert gc.isenabled()
    assert len(counted) == looks
