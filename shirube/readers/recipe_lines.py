"""In which line of a TOML file a key stands, so that a mistake can be found: the parser does not tell."""

from __future__ import annotations

from functools import cached_property
from re import Match

from shirube.core.pattern import late_pattern

_HEAD = late_pattern(r"\s*\[\[?\s*([\w.-]+)\s*\]?\]")
_KEY = late_pattern(r"\s*(?:([\w-]+)|\"((?:[^\"\\]|\\.)*)\"|'([^']*)')\s*=")
_ESCAPED = late_pattern(r"\\(.)")


class RecipeLines:
    """Line numbers (from 1) of the keys of a TOML text, by table, its place among those of its name, key."""

    def __init__(self, text: str) -> None:
        self._lines: dict[tuple[str, int, str], int] = {}
        counts: dict[str, int] = {}
        table, index = "", 0
        for number, line in enumerate(text.splitlines(), start=1):
            if head := _HEAD.match(line):
                table = head[1]
                index = counts.get(table, 0)
                counts[table] = index + 1
                self._lines.setdefault((table, index, ""), number)
            elif key := _KEY.match(line):
                self._lines.setdefault((table, index, _bare_key(key)), number)

    def find(self, place: tuple[str, int] | tuple[()], key: str) -> int:
        """The line of a key; of its table's heading where the key is missing; 0 where neither is known."""
        if not place:
            return self._lines.get(("", 0, key)) or self._lines.get((key, 0, ""), 0)
        table, index = place
        return self._lines.get((table, index, key)) or self._lines.get((table, index, ""), 0)


class RecipePlaces:
    """The file a recipe stands in, to name a line of it in a message.

    Two recipes that say the same are the same, wherever they stand: places are equal to one another.
    """

    def __init__(self, file: str = "", text: str = "") -> None:
        self._file, self._text = file, text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RecipePlaces)

    def __hash__(self) -> int:
        return hash(RecipePlaces)

    def name(self, key: str = "", table: str = "", index: int = 0) -> str:
        """「読み取り設定 my.toml の12行目」; without the line where that is not known."""
        file = f"読み取り設定 {self._file}" if self._file else "読み取り設定"
        line = self._lines.find((table, index) if table else (), key)
        return f"{file} の{line}行目" if line else file

    @cached_property
    def _lines(self) -> RecipeLines:
        return RecipeLines(self._text)


def _bare_key(key: Match[str]) -> str:
    if key[1] or key[3]:
        return key[1] or key[3]
    return _ESCAPED.sub(lambda found: {"n": "\n", "t": "\t"}.get(found[1], found[1]), key[2] or "")
