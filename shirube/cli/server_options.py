"""Options that the commands of the server share: they set the variables that conf/environment.py reads."""

from __future__ import annotations

import argparse
import os

_VARIABLES = {"data": "SHIRUBE_DATA", "port": "SHIRUBE_PORT"}


def add_data_option(parser: argparse.ArgumentParser) -> None:
    """``--data folder``, the same in every command of the server."""
    parser.add_argument(
        "--data", metavar="フォルダー", help="データのフォルダー（環境変数SHIRUBE_DATAに優先します）"
    )


def apply_options(args: argparse.Namespace) -> None:
    """Puts what was given on the command line where the settings are read from."""
    for option, variable in _VARIABLES.items():
        value = getattr(args, option, None)
        if value is not None:
            os.environ[variable] = str(value)
