"""The name of a row, which several columns may share: what is blank or 〃 there goes on from the row above.

Which columns hold names is told by column_roles.py; names in cells of figures by value_names.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from shirube.core.notation_words import DASHES
from shirube.core.pattern import late_pattern
from shirube.readers.grid import Grid
from shirube.readers.line_words import is_part, is_total
from shirube.readers.merge_reach import MergeReach
from shirube.readers.rewritten_grid import Cell
from shirube.readers.sum_rows import holds_words
from shirube.readers.values import DITTOS, cell_text

_OPENING = frozenset(("(", "（"))
# A name in brackets from end to end, and the brackets at the end of another.
_IN_BRACKETS = late_pattern(r"[(（][^()（）]+[)）]")
_LAST_BRACKETS = late_pattern(r"(?<!\s)\s*+[(（][^()（）]*[)）]$")
# [病床利用率] below 1日入院患者数 is beside the point: （単価） below both belongs to the first.
_ASIDE = late_pattern(r"[\[［][^\[\]［］]+[\]］]")


class RowNames:
    """Asked for the rows of a table from the top down; remembers what the last one was called.

    ``names``, ``numbers`` and ``units`` are columns; in ``otherwise`` a row without a name stands.
    """

    def __init__(
        self,
        grid: Grid,
        names: Sequence[int],
        *,
        numbers: Sequence[int] = (),
        units: Sequence[int] = (),
        otherwise: int = 0,
    ) -> None:
        self._grid = grid
        self._names = names
        self._numbers = numbers
        self._units = units
        self._otherwise = otherwise
        self._merge_reach = MergeReach(grid.merges)
        self._parts = [""] * len(names)
        self._base = ""

    def read(self, row: int, *, is_first: bool) -> tuple[str, Cell]:
        """The name and its cell; a blank first part continues the name above, a part (うち…) its whole.

        ``is_first`` says that no row above can be continued.
        """
        parts = [self._text(row, column) for column in self._names]
        if parts and parts[0][:1] in _OPENING and not is_first:
            parts[0] = self._complete(parts[0])
        if any(self._parts):
            parts = [old if new in DITTOS else new for new, old in zip(parts, self._parts, strict=True)]
        if not any(parts):
            for column in self._numbers:
                # 「計」 or 「１　歳入の確保」 stands in the column of numbers.
                if is_total(text := self._text(row, column)) or holds_words(text):
                    return text, Cell(row, column)
        first = next((column for column, text in zip(self._names, parts, strict=True) if text), None)
        if first is None:
            return self._name_by_merge(row), Cell(row, self._otherwise)
        if parts[0] and not _ASIDE.fullmatch(parts[0]):
            self._base = parts[0]
        if parts[0] or is_first:
            self._parts = parts
        else:
            depth = self._names.index(first)
            self._parts = [*self._parts[:depth], *parts[depth:]]
        whole, *rest = self._parts
        # 「－」 below 対象 says that the row needs no more words to be told apart.
        said = [whole, *(part for part in rest if part not in DASHES)]
        return " ".join(filter(None, said)), Cell(row, first)

    def begins(self, row: int) -> bool:
        """True for 男性の育児休業取得率 alone above 国家公務員, which begins the names below."""
        if len(self._names) < 2 or row + 1 >= len(self._grid.rows):
            return False
        first, *rest = self._names
        is_alone = bool(self._text(row, first)) and not any(self._text(row, column) for column in rest)
        goes_on = not self._text(row + 1, first) and any(self._text(row + 1, column) for column in rest)
        if is_alone and goes_on:
            self._parts = [self._text(row, first), *[""] * len(rest)]
        return is_alone and goes_on

    def _complete(self, text: str) -> str:
        """飲酒する人の割合（女） of （女） below 飲酒する人の割合（男）; any other text as it is."""
        whole = self._parts[0] if self._parts else ""
        whole = self._base if _ASIDE.fullmatch(whole) else whole
        if not whole or is_part(text) or not _IN_BRACKETS.fullmatch(text):
            return text
        return _LAST_BRACKETS.sub("", whole) + text

    def _name_by_merge(self, row: int) -> str:
        """The name merged down to a row that measures the same otherwise: 人数, and below it 時間/月.

        In a file without merges another unit than that of the row above says as much.
        """
        units = [self._text(row, column) for column in self._units]
        if not any(units) or not any(self._parts):
            return ""
        if self._grid.merges and self._merge_reach.find(row - 1, self._names[0]) < row:
            return ""
        if not self._grid.merges and units == [self._text(row - 1, column) for column in self._units]:
            return ""
        return " ".join(filter(None, (*self._parts, *units)))

    def _text(self, row: int, column: int) -> str:
        return cell_text(self._grid, row, column)
