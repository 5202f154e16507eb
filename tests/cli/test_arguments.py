"""Arguments that commands share."""

from __future__ import annotations

import os

import pytest

from shirube.cli.arguments import JapaneseParser, add_year_argument, parse_year
from shirube.core.fiscal_year import FiscalYear


@pytest.mark.parametrize("text", ["R7", "令和7年度", "2025"])
def test_a_year_is_taken_in_any_notation(text: str) -> None:
    assert parse_year(text) == FiscalYear(2025)


def test_a_wrong_year_is_refused_in_japanese(capsys: pytest.CaptureFixture[str]) -> None:
    parser = JapaneseParser(prog="shirube")
    add_year_argument(parser, "年度")

    with pytest.raises(SystemExit) as stop:
        parser.parse_args(["--year", "来年"])

    assert stop.value.code == 64
    error = capsys.readouterr().err
    assert "年度として読み取れません" in error
    assert error.count("\n") == 1


def test_the_help_speaks_japanese(capsys: pytest.CaptureFixture[str]) -> None:
    parser = JapaneseParser(prog="shirube")

    with pytest.raises(SystemExit):
        parser.parse_args(["--help"])

    out = capsys.readouterr().out
    assert "使い方：" in out
    assert "usage" not in out
    assert "options" not in out


@pytest.mark.parametrize(("columns", "widest"), [("60", 60), ("120", 120), ("", 80), ("wide", 80)])
def test_the_help_is_as_wide_as_the_terminal(
    columns: str, widest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ask_nobody(_: int) -> os.terminal_size:
        raise OSError("no terminal")

    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setattr(os, "get_terminal_size", ask_nobody)
    parser = JapaneseParser(prog="shirube")
    parser.add_argument("--long", help="word " * 60)

    width = max(map(len, parser.format_help().splitlines()))
    assert widest - 10 <= width <= widest
