"""Names of indicators in lines of which several share one cell: 中学校 goes on with the name above it.

指標                  対象    区分   R5
授業が分かる割合      小学校  目標   82
                              実績   81
                      中学校  目標   74
                              実績   72
"""

from __future__ import annotations

from shirube.core.pattern import late_pattern

# What heads lines of goals, or of what was reached, and is no name: 第２期計画 over 量の見込み.
_KIND = late_pattern(r"(?:第?[\d０-９]{1,2}[期次])?(?:計画|目標|実績)(?:期間|値)?")


class LineNameParts:
    """Asked for the rows of a block from the top down; remembers the name that rows below go on with.

    ``column`` is headed as that of the indicators; with None nobody knows which column has the names.
    """

    def __init__(self, column: int | None) -> None:
        self._column = column
        self._parts: list[tuple[int, str]] = []

    def forget(self) -> None:
        """Another group begins: what stands in it goes on with no name above it."""
        self._parts = []

    def complete(self, names: list[tuple[int, str]]) -> list[tuple[int, str]]:
        """The parts of a row's name with their columns; where the first are blank, with those above."""
        names = [pair for pair in names if not _KIND.fullmatch(pair[1])]
        if self._column is None or not names:
            return names
        first, text = names[0]
        over = [(column, part) for column, part in self._parts if column < first]
        if first > self._column and over:
            self._parts = [*over, *names]
            return [(first, " ".join([*(part for _, part in over), text])), *names[1:]]
        # A name that has its lines to itself is no whole of which the next could be a part.
        self._parts = names if first == self._column and len(names) > 1 else []
        return names
