"""``shirube restore``: puts a backup into an empty place."""

from __future__ import annotations

import argparse
from pathlib import Path

from shirube.cli.server_options import add_data_option, apply_options


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The backup; where to is said by the settings."""
    parser.add_argument("file", type=Path, metavar="控え", help="shirube backupで作成したファイル（.zip）")
    add_data_option(parser)


def run(args: argparse.Namespace) -> int:
    """Checks the backup, puts it back, ends sessions and links of its time, and notes it in the history."""
    from shirube.conf.environment import read_environment
    from shirube.conf.restore import RestoreRefused, lock_out_the_past, restore_archive
    from shirube.conf.startup import check_start, migrate, start_django

    apply_options(args)
    environment = read_environment()
    if not environment.secret_key:
        raise RestoreRefused(
            f"「{environment.data}」に秘密鍵（secret-key）がありません。控えとは別に保管した秘密鍵を、"
            "このフォルダーに置いてから（権限は600）、もう一度実行してください。"
        )
    start_django()
    manifest = restore_archive(args.file)
    migrate(environment.data)
    check_start()
    from shirube.actions.backups import record_restore  # needs Django awake

    lock_out_the_past()
    record_restore(name=args.file.name, made_at=manifest.made_at)
    files = f"添付ファイル{manifest.attachments:,}件"
    print(f"控えを戻しました：{args.file.name}（作成 {manifest.made_at}、{files}）")
    print("全員がログインし直す必要があります。控えの後に利用停止とした方を、もう一度確かめてください。")
    print("「shirube verify」で履歴と添付ファイルを確かめてから、「shirube serve」で開始してください。")
    return 0
