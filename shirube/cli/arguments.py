"""Arguments that several commands share, and a parser that speaks Japanese."""

from __future__ import annotations

import argparse
import os
import sys
from typing import NoReturn

from shirube.core.fiscal_year import FiscalYear, parse_fiscal_year

_USUAL_WIDTH = 80
_WORDS = {
    "the following arguments are required": "次の引数が必要です",
    "unrecognized arguments": "分からない引数です",
    "invalid choice": "選べない値です",
    "choose from": "次から選んでください",
    "expected one argument": "値を一つ指定してください",
    "expected at least one argument": "値を指定してください",
    "not allowed with argument": "同時に指定できない引数です",
    "argument ": "引数 ",
    "invalid parse_year value": "年度として読み取れません",
    "invalid int value": "整数ではありません",
}


class _Formatter(argparse.HelpFormatter):
    """Help as wide as the terminal. argparse makes one for each argument, and would load shutil to ask."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_find_width() - 2)


def _find_width() -> int:
    """Columns of the terminal; 80 where there is none."""
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal() and int(told):
        return int(told)
    try:
        out = sys.__stdout__
        return (os.get_terminal_size(out.fileno()).columns if out else 0) or _USUAL_WIDTH
    except (AttributeError, ValueError, OSError):
        return _USUAL_WIDTH


class JapaneseParser(argparse.ArgumentParser):
    """An argument parser whose own words are Japanese."""

    def __init__(self, *args: object, **options: object) -> None:
        options.setdefault("add_help", False)
        options.setdefault("formatter_class", _Formatter)
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self._positionals.title = "引数"
        self._optionals.title = "指定"
        self.add_argument("-h", "--help", action="help", help="この説明を表示します")

    def error(self, message: str) -> NoReturn:
        """One line that says what is wrong with the words of the command, and where the help is."""
        for english, japanese in _WORDS.items():
            message = message.replace(english, japanese)
        print(f"{self.prog}：{message}。使い方は「{self.prog} --help」で確認できます。", file=sys.stderr)
        sys.exit(64)

    def format_usage(self) -> str:
        """The usage line with a Japanese head."""
        return super().format_usage().replace("usage:", "使い方：", 1)

    def format_help(self) -> str:
        """The help with a Japanese head."""
        return super().format_help().replace("usage:", "使い方：", 1)


def parse_year(text: str) -> FiscalYear:
    """A fiscal year given on the command line: R7, 令和7年度, 2025."""
    return parse_fiscal_year(text)


def add_year_argument(parser: argparse.ArgumentParser, help_text: str) -> None:
    """``--year R7``, the same in every command."""
    parser.add_argument(
        "--year", type=parse_year, metavar="年度", help=f"{help_text}（例：R7、令和7年度、2025）"
    )
