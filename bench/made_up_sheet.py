"""A sheet as officers keep it themselves: bare numbers, the unit in a column of its own, merged measures."""

from __future__ import annotations

import random
from pathlib import Path

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

_HEADINGS = ("方向性", "個別施策", "実施事業", "指標名", "単位", "基準値（令和3年度）")
_YEARS = ("令和4年度", "令和5年度", "令和6年度", "令和7年度")
_KINDS = ("目標", "実績", "評価")
_LAST = ("実施主体", "備考")
_UNITS, _BODIES = ("人", "件", "回", "％"), ("市", "商工会", "観光協会", "農協")
_REMARKS = ("順調", "おおむね順調", "要改善", "")
_MEASURE, _DIRECTION = 50, 1_000
# Indicators of one measure, and figures.
_GROUPS, _FIGURES = (2, 5, 8), (10, 500)


def write_sheet(path: Path, indicators: int) -> int:
    """Writes so many rows of 20 columns with figures of chance, the same in every run; gives the columns."""
    choose = random.Random(1)  # noqa: S311 - figures, not secrets
    headings = [*_HEADINGS, *(f"{year}{kind}" for year in _YEARS for kind in _KINDS), *_LAST]
    with Workbook(str(path)) as book:
        sheet = book.add_worksheet("進捗")
        sheet.write_row(0, 0, headings)
        row = 1
        while row <= indicators:
            last = min(row + choose.choice(_GROUPS), indicators + 1) - 1
            for column, text in enumerate((f"方向性{row // _DIRECTION + 1}", f"施策{row // _MEASURE + 1}")):
                if last > row:
                    sheet.merge_range(row, column, last, column, text)
                else:
                    sheet.write_string(row, column, text)
            for number in range(row, last + 1):
                _write_row(sheet, number, choose)
            row = last + 1
    return len(headings)


def _write_row(sheet: Worksheet, row: int, choose: random.Random) -> None:
    cells: list[str | int] = [
        f"事業{row}",
        f"参加者数{row}",
        choose.choice(_UNITS),
        choose.randint(*_FIGURES),
    ]
    for year in _YEARS:
        target, actual = choose.randint(*_FIGURES), choose.randint(*_FIGURES)
        # The last year has not come yet.
        cells += [target, "", ""] if year == _YEARS[-1] else [target, actual, _grade(actual, target)]
    sheet.write_row(row, 2, [*cells, choose.choice(_BODIES), choose.choice(_REMARKS)])


def _grade(actual: int, target: int) -> str:
    bounds = (("S", 120), ("A", 100), ("B", 80))
    return next((mark for mark, bound in bounds if actual * 100 >= target * bound), "C")
