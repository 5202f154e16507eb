"""Rows behind a gap that look like those of the table."""

from __future__ import annotations

import pytest

from shirube.readers.alike_rows import is_alike

MODEL = ("施策1", "相談件数", "120", "118", "会場が休みだった")


@pytest.mark.parametrize(
    ("cells", "alike"),
    [
        (("施策2", "講座数", "5", "6", ""), True),
        (("", "講座数", "5", "－", ""), True),
        (("", "講座数", "－", "－", ""), False),
        (("A評価", "3", "25%", "", ""), False),
        (("区分", "A", "B", "C", "計"), False),
        (("", "講座数", "5", "", ""), False),
        (("", "", "5", "6", ""), False),
        (("", "", "", "", ""), False),
    ],
)
def test_a_row_is_alike_where_figures_and_words_stand_in_the_same_columns(
    cells: tuple[str, ...], alike: bool
) -> None:
    assert is_alike(MODEL, cells) is alike
