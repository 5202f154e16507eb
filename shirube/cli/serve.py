"""``shirube serve``: the web application, from nothing to its address in one command."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from shirube.cli.server_options import add_data_option, apply_options

if TYPE_CHECKING:
    from shirube.conf.environment import Environment


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where the data are and where to listen; everything else is a setting (docs/settings.md)."""
    add_data_option(parser)
    parser.add_argument(
        "--port", metavar="番号", help="待ち受けるポート番号（環境変数SHIRUBE_PORTに優先します）"
    )
    parser.add_argument(
        "--prepare", action="store_true", help="データベースなどを用意するだけで、待ち受けません"
    )


def run(args: argparse.Namespace) -> int:
    """Prepares folder, key, database and static files, says where to go, and serves until stopped."""
    from shirube.conf.startup import check_start, migrate, start_django
    from shirube.conf.workers import collect_static, serve

    apply_options(args)
    environment = start_django(make_key=True)
    if saved := migrate(environment.data):
        print(f"データベースを新しい版に合わせました。その前の控え：{saved}")
    check_start()
    collect_static()
    _open_first_municipality()
    _greet(environment)
    if not args.prepare:
        print("終了するには Ctrl+C を押してください。", flush=True)
        serve(environment)
    return 0


def _open_first_municipality() -> None:
    """Asks for code and name when the database is empty; without a terminal says which command to run."""
    from shirube.actions.outcome import Refused
    from shirube.actions.people import create_municipality
    from shirube.conf.startup import StartRefused
    from shirube.store.people import Municipality

    while not Municipality.objects.exists():
        if not sys.stdin.isatty():
            raise StartRefused(
                "団体がまだ登録されていません。「shirube init 団体コード 団体名」を実行してから、"
                "もう一度開始してください。見本で試すときは「shirube init --demo」です。"
            )
        print("はじめに、団体を登録します。")
        code, name = input("全国地方公共団体コード（6桁）："), input("団体名：")
        try:
            create_municipality(code=code, name=name, admin_login="admin", admin_name="システム管理者")
        except Refused as refused:
            print(refused, file=sys.stderr)


def _greet(environment: Environment) -> None:
    from shirube.actions.accounts import make_first_link
    from shirube.store.people import Municipality

    print(f"しるべのアドレス：{environment.origin}/")
    print(f"データの場所　　：{environment.data}")
    for municipality in Municipality.objects.order_by("code"):
        if link := make_first_link(municipality):
            print(
                f"{municipality.name}の最初の管理者は、次のリンクを開いてパスワードを決めてください（24時間有効、1回限り）。"
            )
            print(f"  {environment.origin}{link.path}")
