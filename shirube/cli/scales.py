"""``shirube scales``: the rules that are shipped, and one of them in words."""

from __future__ import annotations

import argparse

from shirube.cli.console import render_columns
from shirube.cli.scale_option import read_named_scale
from shirube.core.scale import Scale
from shirube.core.scale_words import render_scale
from shirube.readers.scale_recipe import load_scales


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The rule to show in words; none for the list."""
    parser.add_argument(
        "name", nargs="?", metavar="評価基準", help="名前か、TOMLファイル。指定しなければ一覧です"
    )


def run(args: argparse.Namespace) -> int:
    """Print the list, or one rule as Shirube applies it."""
    if args.name:
        print(render_scale(read_named_scale(args.name)))
        return 0
    rows = [(scale.name, _render_marks(scale), scale.title) for scale in load_scales()]
    print("\n".join(render_columns(rows, indent="")))
    return 0


def _render_marks(scale: Scale) -> str:
    marks = [band.mark for band in scale.bands] + [code.mark for code in scale.codes]
    return "・".join(marks) or "（達成率のみ）"
