"""Cell names (D14) and positions, and number formats kept under cell names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from shirube.core.pattern import late_pattern
from shirube.readers.grid import column_letters

_REFERENCE = late_pattern(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")


def parse_reference(name: str) -> tuple[int, int] | None:
    """``D14`` → (13, 3), row and column from 0; None for what is no cell name."""
    match = _REFERENCE.fullmatch(name)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


class ReferenceFormats(Mapping[tuple[int, int], str]):
    """Number formats by (row, column), kept under cell names: thousands cost nothing until asked."""

    def __init__(self, styles: Mapping[str, str], formats: Mapping[str, str]) -> None:
        """``styles``: cell name → style number; ``formats``: style number → number format."""
        self.styles = styles
        self.formats = formats

    def __getitem__(self, cell: tuple[int, int]) -> str:
        return self.formats[self.styles[render_reference(*cell)]]

    def get(self, cell: tuple[int, int], default: str | None = None) -> str | None:  # type: ignore[override]
        """The format of a cell; asked for each number of a table, so without the detour over an exception."""
        number = self.styles.get(render_reference(*cell))
        return default if number is None else self.formats[number]

    def kinds(self) -> set[str]:
        """Every format that some cell may have, without looking at the cells."""
        return set(self.formats.values())

    def __iter__(self) -> Iterator[tuple[int, int]]:
        for name in self.styles:
            cell = parse_reference(name)
            if cell is not None:
                yield cell

    def __len__(self) -> int:
        return len(self.styles)


def render_reference(row: int, column: int) -> str:
    """(13, 3) → ``D14``."""
    return f"{column_letters(column)}{row + 1}"


def make_reference_formats(formats: Mapping[tuple[int, int], str]) -> ReferenceFormats:
    """The same number formats under cell names; equal formats share one style number."""
    numbers: dict[str, str] = {}
    for text in formats.values():
        numbers.setdefault(text, str(len(numbers)))
    styles = {render_reference(*cell): numbers[text] for cell, text in formats.items()}
    return ReferenceFormats(styles, {number: text for text, number in numbers.items()})
