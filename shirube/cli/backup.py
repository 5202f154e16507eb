"""``shirube backup``: a whole copy of database and attachments, also while people work."""

from __future__ import annotations

import argparse
from pathlib import Path

from shirube.cli.server_options import add_data_option, apply_options


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The folder to put the copy into."""
    parser.add_argument(
        "folder", nargs="?", type=Path, metavar="保存先", help="既定はデータのフォルダーのbackups"
    )
    add_data_option(parser)


def run(args: argparse.Namespace) -> int:
    """Writes the copy, checks it, and prints where it is."""
    from shirube.conf.backup_archive import write_archive
    from shirube.conf.startup import start_django

    apply_options(args)
    environment = start_django()
    saved = write_archive(args.folder or environment.data / "backups")
    print(f"控えを作成し、読み直して確かめました：{saved}")
    return 0
