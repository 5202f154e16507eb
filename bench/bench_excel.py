"""Excel

結合セルのある10,000行の計画を読み、書く時間です（プロセスの中）。読取りの相手は、同じファイルのセルの値と
結合範囲を取り出すだけの python-calamine、書出しの相手は、同じセル、書式、結合を記録しておいて並べるだけの
XlsxWriter です。読み取る表は、値、評価、文章が指標ごとに違うものです。同じ14行を繰り返しただけの表は、
一度読んだ値や文章を使い回せて速くなるため、参考として載せます。もう一つの参考は、担当者が自分で作るような、
数値だけを書き、単位を別の列に書いた表です（値は乱数）。どれも、前に読んだものを毎回忘れさせてから測ります。
"""

from __future__ import annotations

import functools
import gc
import io
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from python_calamine import CalamineWorkbook
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from bench.frame import Pair, Row, compare, measure_pair
from bench.made_up_plan import make_plan, make_varied_plan
from bench.made_up_sheet import write_sheet
from shirube.core.report import Report, compute_report
from shirube.readers.read import ReadOptions, read_plan
from shirube.writers.xlsx_file import render_xlsx

INDICATORS = 10_000


def measure() -> list[Row]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        # In another process: an officer's has made no plans before, and a used heap slows both sides down.
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            title, own = pool.submit(_write_workbooks, folder).result()
        trusted = _measure_reading(folder / "varied.xlsx", ReadOptions(trusted=True))
        guarded = _measure_reading(folder / "varied.xlsx", ReadOptions())
        again = _measure_reading(folder / "repeated.xlsx", ReadOptions(trusted=True))
        plain = _measure_reading(folder / "own.xlsx", ReadOptions(trusted=True))
    return [
        compare(f"{title}を読み取り、理解する（`--trust`。相手：python-calamine）", trusted, at_most=3),
        compare("同上、子プロセスで安全に（相手：python-calamine）", guarded),
        compare("参考：同じ14行を繰り返した表（`--trust`。相手：python-calamine）", again),
        compare(f"参考：数値だけの{own}の表（`--trust`。相手：python-calamine）", plain),
        compare(f"{title}ほか3シートを書き出す（相手：XlsxWriter）", _measure_writing(), at_most=1.3),
    ]


def _write_workbooks(folder: Path) -> tuple[str, str]:
    """The files to be read, and how large the first two and the last are."""
    for name, plan in (
        ("repeated.xlsx", make_plan(INDICATORS)),
        ("varied.xlsx", make_varied_plan(INDICATORS)),
    ):
        report = compute_report(plan)
        (folder / name).write_bytes(replay_calls(_record(report), only_first=True))
        title = f"{len(plan.indicators):,}行×{len(report.table.columns)}列"
    return title, f"{INDICATORS:,}行×{write_sheet(folder / 'own.xlsx', INDICATORS)}列"


def _measure_writing() -> Pair:
    report = compute_report(make_plan(INDICATORS))
    calls = _record(report)
    return measure_pair(lambda: render_xlsx(report), lambda: replay_calls(calls), rounds=3)


def _record(report: Report) -> Recorder:
    return record_calls(lambda: render_xlsx(report))


def _measure_reading(path: Path, options: ReadOptions) -> Pair:
    return measure_pair(lambda: read_plan(path, options), lambda: read_bare(path), rounds=5, before=forget)


def forget() -> None:
    """Empties what the package remembers of texts it has read: an officer's file is never read twice."""
    modules = [module for name, module in sys.modules.items() if name.partition(".")[0] == "shirube"]
    for thing in [thing for module in modules for thing in vars(module).values()]:
        if isinstance(thing, functools._lru_cache_wrapper):
            thing.cache_clear()
    gc.collect()


def read_bare(path: Path) -> int:
    """Every cell and every merged range of the first sheet."""
    with CalamineWorkbook.from_path(str(path)) as book:
        sheet = book.get_sheet_by_index(0)
        return len(sheet.to_python()) + len(sheet.merged_cell_ranges or ())


Call = tuple[int, str, tuple[Any, ...], dict[str, Any]]


class Recorder:
    """The calls that a writer makes to XlsxWriter, without those that XlsxWriter makes to itself."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.formats: dict[int, dict[str, Any]] = {}
        self.kept: list[Format] = []  # so that no number of a format is given twice
        self.sheets: list[Worksheet] = []
        self.depth = 0

    @contextmanager
    def inside(self) -> Iterator[bool]:
        """Whether this call comes from outside."""
        self.depth += 1
        try:
            yield self.depth == 1
        finally:
            self.depth -= 1


def record_calls(run: Any) -> Recorder:
    """Run a writer and keep what it asked XlsxWriter to do."""
    recorder = Recorder()

    def wrap(name: str, original: Any) -> Any:
        def call(sheet: Worksheet, *args: Any, **options: Any) -> Any:
            with recorder.inside() as outside:
                if outside:
                    recorder.calls.append((recorder.sheets.index(sheet), name, args, options))
                return original(sheet, *args, **options)

        return call

    def add_sheet(book: Workbook, name: str | None = None, *rest: Any) -> Worksheet:
        with recorder.inside():
            sheet: Worksheet = original_sheet(book, name, *rest)
        recorder.sheets.append(sheet)
        return sheet

    def add_format(book: Workbook, properties: dict[str, Any] | None = None) -> Format:
        made: Format = original_format(book, properties)
        if "xf_index" not in (properties or {}):  # those that a workbook makes for itself
            recorder.formats[id(made)] = dict(properties or {})
            recorder.kept.append(made)
        return made

    original_sheet, original_format = Workbook.add_worksheet, Workbook.add_format
    names = [
        name for name in dir(Worksheet) if not name.startswith("_") and callable(getattr(Worksheet, name))
    ]
    wrapped = {name: wrap(name, getattr(Worksheet, name)) for name in names}
    with (
        patch.multiple(Worksheet, **wrapped),
        patch.multiple(Workbook, add_worksheet=add_sheet, add_format=add_format),
    ):
        run()
    return recorder


def replay_calls(recorder: Recorder, *, only_first: bool = False) -> bytes:
    """The same workbook by bare calls; for reading, only its sheet for people."""
    held = io.BytesIO()
    with Workbook(held, {"in_memory": True}) as book:
        formats = {key: book.add_format(properties) for key, properties in recorder.formats.items()}
        names = [sheet.get_name() for sheet in recorder.sheets]
        sheets = [book.add_worksheet(name) for name in (names[:1] if only_first else names)]
        for place, name, args, options in recorder.calls:
            if place >= len(sheets):
                continue
            values = [_exchange(item, formats) for item in args]
            getattr(sheets[place], name)(
                *values, **{key: _exchange(item, formats) for key, item in options.items()}
            )
    return held.getvalue()


def _exchange(item: Any, formats: dict[int, Format]) -> Any:
    """The format of the new workbook for one of the recorded workbook, also inside options."""
    if isinstance(item, Format):
        return formats.get(id(item))
    if isinstance(item, dict):
        return {key: _exchange(value, formats) for key, value in item.items()}
    return item
