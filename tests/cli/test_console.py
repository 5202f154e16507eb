"""Text for a terminal."""

from __future__ import annotations

import pytest

from shirube.cli.console import measure, pad, paint, render_columns


def test_full_width_characters_take_two_columns() -> None:
    assert measure("評価A") == 5
    assert pad("評価", 6) == "評価  "
    assert pad("12", 4, right=True) == "  12"


def test_columns_line_up_under_mixed_widths() -> None:
    assert render_columns([("評価", "A", "x"), ("S", "目標", "y")], indent="") == [
        "評価  A     x",
        "S     目標  y",
    ]


def test_colours_are_for_terminals_only(monkeypatch: pytest.MonkeyPatch) -> None:
    assert paint("評価", "red") == "評価"

    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert paint("評価", "red") == "\033[31m評価\033[0m"

    monkeypatch.setenv("NO_COLOR", "1")
    assert paint("評価", "red") == "評価"
