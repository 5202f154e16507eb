"""``--scale NAME|FILE``: a shipped rule by its name, or a rule of the office's own as a TOML file."""

from __future__ import annotations

import argparse
from pathlib import Path

from shirube.core.scale import Scale


class ScaleError(Exception):
    """The rule that was named cannot be had; ``str()`` is Japanese and says why and what to do."""


def add_scale_argument(parser: argparse.ArgumentParser, help_text: str, *, required: bool = False) -> None:
    """The argument itself, the same in every command."""
    parser.add_argument(
        "--scale",
        metavar="評価基準",
        required=required,
        help=f"{help_text}（名前か、TOMLファイル。一覧は shirube scales）",
    )


def read_named_scale(text: str) -> Scale:
    """The rule that the text names: a file where it ends in .toml or is one, else a shipped rule.

    Raises ScaleError, or RecipeError where the file holds mistakes; both are Japanese.
    """
    from shirube.readers.scale_recipe import find_scale, read_scale

    path = Path(text)
    if path.suffix.lower() != ".toml" and not path.is_file():
        try:
            return find_scale(text)
        except ValueError as error:
            raise ScaleError(str(error)) from None
    try:
        return read_scale(path)
    except FileNotFoundError:
        raise ScaleError(
            f"評価基準のファイル {path.name} がありません。名前と場所を確かめてください。"
        ) from None
    except OSError as error:
        raise ScaleError(f"評価基準のファイル {path.name} を開けません（{error.strerror}）。") from None
    except UnicodeDecodeError:
        raise ScaleError(
            f"評価基準のファイル {path.name} の文字コードがUTF-8ではありません。UTF-8で保存し直してください。"
        ) from None
