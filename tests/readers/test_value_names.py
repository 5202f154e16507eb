"""A name and its figure in one cell."""

from __future__ import annotations

import pytest

from shirube.readers.value_names import split_name


@pytest.mark.parametrize(
    ("text", "name", "figure"),
    [("口座振替率:45%", "口座振替率", "45%"), ("相談件数 30件", "相談件数", "30件"), ("45%", "", "45%")],
)
def test_a_name_before_a_figure_is_taken_apart(text: str, name: str, figure: str) -> None:
    assert split_name(text) == (name, figure)
