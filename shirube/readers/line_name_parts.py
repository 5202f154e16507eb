"""Names of indicators in lines of which several share one cell: 中学校 goes on with the name above it.

指標                  対象    区分   R5
授業が分かる割合      小学校  目標   82
                              実績   81
                      中学校  目標   74
                              実績   72
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from shirube.core.notation import parse_reading, split_name_and_quantity
from shirube.core.pattern import late_pattern
from shirube.readers.line_words import match_kind
from shirube.readers.name_units import match_unit_line
from shirube.readers.rewritten_grid import Cell

# What heads lines of goals, or of what was reached, and is no name: 第２期計画 over 量の見込み.
_KIND = late_pattern(r"(?:第?[\d０-９]{1,2}[期次])?(?:計画|目標|実績)(?:期間|値)?")
# What stands in the line below a name and says where its figures are from: 出典：生産農業所得統計.
_SOURCE = late_pattern(r"\s*+[(（【\[]?\s*+(?:出典|資料|出所)\s*+[)）】\]]?\s*+[:：].+")
# The label of a field for it, left blank: 説明(算式等).
_EXPLAINED = late_pattern(
    r"\s*+(?:指標の)?(?:説明|定義|意味|(?:計算|算定?)式)(?:[・/／、(（]\s*(?:説明|定義|意味|(?:計算|算定?)式)等?\s*[)）]?)?等?\s*"
)
_UNIT_LABEL = late_pattern(r"単位\s?[:：]")
_LONGEST_UNIT = 8
_STEPS = late_pattern(
    r"(?:年度|年次)(?:別|ごと)?(?:の)?(?:実施|取組|行動|改革)?(?:計画|工程|目標|スケジュール|取組内容)|(?:実施|取組|行動|改革)?(?:スケジュール|工程表?|計画工程)"
    r"|(?:実施|取組|行動|改革)の?(?:計画|内容|時期)"
)
_COUNTS = late_pattern(
    r"[\s(（]*(?:(?:(?:成果|活動|評価)?指標(?:名)?|KPI)\s*)?(?:\d{1,2}|[①-⑳A-ZＡ-Ｚ])[\s.．)）]*+(?:[\[［【(（]\s*+[\]］】)）]\s*)?"
)


def is_source(text: str) -> bool:
    """True for 「出典：農業統計（毎年度実施）」 and 「説明(算式等)」 among the names: they name nothing."""
    return _SOURCE.fullmatch(text) is not None or _EXPLAINED.fullmatch(text) is not None


def is_step_line(name: str, cells: Sequence[str]) -> bool:
    """True for 年度別計画 | 検討 | 実施 | 検証 among the names: what is done when, and no figure."""
    return _STEPS.fullmatch("".join(name.split())) is not None and not any(
        parse_reading(text).quantity for text in cells if text
    )


def only_counts(name: str) -> bool:
    """True for ③ and (3), which count the lines of a form where nobody filled in an indicator."""
    return _COUNTS.fullmatch(name) is not None


def join_unit_labels(texts: Sequence[list[str]]) -> None:
    """単位: | 人 as 単位:人 in one cell, in place; a label with nothing behind it says nothing."""
    for line in texts:
        for column, text in enumerate(line[:-1]):
            if text[:2] != "単位" or not _UNIT_LABEL.fullmatch(text):
                continue
            unit = line[column + 1]
            is_unit = len(unit) <= _LONGEST_UNIT and not any(map(str.isdigit, unit)) and not match_kind(unit)
            if is_unit:
                line[column], line[column + 1] = f"単位:{unit}" if unit else "", ""


def find_name_above_unit(line: Sequence[str], below: Sequence[str], first: int) -> tuple[int, str] | None:
    """A cell alone right above 「単位：校」, where the unit stands beside the first figures: the name.

    ``first`` is the column of the first year.
    """
    column, text = next(((column, text) for column, text in enumerate(line) if text), (first, ""))
    if column >= first or not below or match_unit_line(text):
        return None
    return (column, text) if match_unit_line(below[column]) else None


class LineNameParts:
    """Asked for the rows of a block from the top down; remembers the name that rows below go on with.

    ``column`` is headed as that of the indicators; with None nobody knows which column has the names.
    ``levels`` are columns headed as levels of the plan: what stands there is no part of a name.
    """

    def __init__(self, column: int | None, levels: Collection[int] = ()) -> None:
        self._column = column
        self._levels = levels
        self._parts: list[tuple[int, str]] = []

    def forget(self) -> None:
        """Another group begins: what stands in it goes on with no name above it."""
        self._parts = []

    def complete(self, names: list[tuple[int, str]]) -> list[tuple[int, str]]:
        """The parts of a row's name with their columns; where the first are blank, with those above."""
        names = [pair for pair in names if not _KIND.fullmatch(pair[1])]
        if not names:
            return names
        first, text = names[0]
        over = [(column, part) for column, part in self._parts if column < first]
        if over and self._goes_on(first, over):
            self._parts = [*over, *names]
            return [(first, " ".join([*(part for _, part in over), text])), *names[1:]]
        # A name that has its lines to itself is no whole of which the next could be a part.
        is_whole = self._column in (None, first)
        self._parts = names if is_whole and len(names) > 1 else []
        return names

    def _goes_on(self, first: int, over: Sequence[tuple[int, str]]) -> bool:
        """True for the rest of a name: behind the column of names, or where that above had its own rest.

        Below 3号 | 0歳児 stands 1～2歳 in the second column: it goes on with 3号. A number is no such whole.
        """
        if self._column is not None:
            return first > self._column
        is_named = not over[-1][1].isdigit() and not any(column in self._levels for column, _ in over)
        return is_named and any(column == first for column, _ in self._parts)


def strip_label(cell: Cell, text: str) -> Cell:
    """「目標値 10,000」 in a cell of targets: only the figure is the value."""
    try:
        label, quantity = split_name_and_quantity(text)
    except ValueError:
        return cell
    return Cell(cell.row, cell.column, quantity.raw) if match_kind(label) else cell
