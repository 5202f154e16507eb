"""``shirube formats``: which kinds of files can be read and written."""

from __future__ import annotations

import argparse

from shirube.cli.console import paint, render_columns
from shirube.readers.formats import READERS
from shirube.readers.read import EXCHANGE_SUFFIX
from shirube.writers.formats import WRITERS


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """None: the list is always whole."""


def run(args: argparse.Namespace) -> int:
    """Print both lists as they stand in the code."""
    print(paint("読み取れる形式", "bold"))
    exchange = (EXCHANGE_SUFFIX, "JSON", "しるべの計画ファイル")
    readers = [(suffix, item.name, item.note) for suffix, item in READERS.items()]
    for line in render_columns([*readers, exchange]):
        print(line)
    print(paint("作成できる形式", "bold"))
    for line in render_columns([(suffix, item.name, item.note) for suffix, item in WRITERS.items()]):
        print(line)
    return 0
