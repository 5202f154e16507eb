"""The names of the layout families are part of recipes: they stay, and each is described."""

from __future__ import annotations

from shirube.readers.layout_names import CHAIN, COLUMNS, LAYOUTS, LINES, PLAIN


def test_the_names_in_recipes_stay_as_they_are() -> None:
    assert list(LAYOUTS) == [PLAIN, COLUMNS, LINES, CHAIN]
    assert list(LAYOUTS) == ["one-row-per-indicator", "columns", "lines", "chain"]
