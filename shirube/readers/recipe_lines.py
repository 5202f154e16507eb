"""In which line of a TOML file a key stands, so that a mistake can be found: the parser does not tell."""

from __future__ import annotations

from shirube.core.pattern import late_pattern

_HEAD = late_pattern(r"\s*\[\[?\s*([\w.-]+)\s*\]?\]")
_KEY = late_pattern(r"\s*([\w-]+)\s*=")


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
                self._lines.setdefault((table, index, key[1]), number)

    def find(self, place: tuple[str, int] | tuple[()], key: str) -> int:
        """The line of a key; of its table's heading where the key is missing; 0 where neither is known."""
        if not place:
            return self._lines.get(("", 0, key)) or self._lines.get((key, 0, ""), 0)
        table, index = place
        return self._lines.get((table, index, key)) or self._lines.get((table, index, ""), 0)
