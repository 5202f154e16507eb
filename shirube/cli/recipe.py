"""``shirube recipe``: how a table was understood, written as a layout recipe that a person can correct."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from shirube.cli.reading import add_read_arguments, read_named_file
from shirube.readers.layout_recipe import render_layout_recipe
from shirube.readers.recipe_tables import infer_recipe


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, and where the recipe goes."""
    add_read_arguments(parser)
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="設定ファイル",
        help="書き出す先（例：my.toml）。なければ画面に表示します",
    )


def run(args: argparse.Namespace) -> int:
    """Write the recipe that the inference amounts to; an existing file is never overwritten."""
    read = read_named_file(args)
    name = args.output.stem if args.output else args.file.stem
    text = render_layout_recipe(infer_recipe(read, name))
    if args.output is None:
        print(text, end="")
        return 0
    try:
        with args.output.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        # It may hold a person's corrections, which nothing could bring back.
        print(
            f"{args.output} はすでにあります。別の名前を指定するか、先に移動してください。", file=sys.stderr
        )
        return 3
    except OSError as error:
        print(f"{args.output} に書き込めません。{error.strerror}", file=sys.stderr)
        return 3
    print(f"{args.output} に書き出しました。直してから、--layout {args.output} を付けて読み取ってください。")
    return 0
