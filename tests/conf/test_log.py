"""Log lines that nobody can forge."""

from __future__ import annotations

import json
import logging
import sys

from shirube.conf.log import LineFormatter


def render(message: str, *, error: bool = False) -> str:
    record = logging.LogRecord("test", logging.WARNING, "file", 1, message, None, None)
    if error:
        try:
            raise ValueError("壊れた\n行")
        except ValueError:
            record.exc_info = sys.exc_info()
    return LineFormatter().format(record)


def test_a_text_with_line_ends_and_escapes_stays_one_plain_line() -> None:
    line = render('入力：\r\n{"level": "INFO"}\x1b[31m 赤')

    assert line.isascii()
    assert "\n" not in line
    assert "\x1b" not in line
    assert json.loads(line)["message"] == '入力：\r\n{"level": "INFO"}\x1b[31m 赤'


def test_a_traceback_stands_in_the_same_line() -> None:
    line = render("失敗", error=True)

    assert "\n" not in line
    assert "ValueError" in json.loads(line)["traceback"]
