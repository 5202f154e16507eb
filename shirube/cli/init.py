"""``shirube init``: opens a municipality, or an example one with people of every role and a plan."""

from __future__ import annotations

import argparse

from shirube.cli.server_options import add_data_option, apply_options


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Code and name of the municipality, or ``--demo``."""
    parser.add_argument(
        "code", nargs="?", metavar="団体コード", help="全国地方公共団体コード（6桁、末尾は検査数字）"
    )
    parser.add_argument("name", nargs="?", metavar="団体名", help="団体の名前")
    parser.add_argument(
        "--admin", default="admin", metavar="利用者名", help="最初の管理者の利用者名（既定はadmin）"
    )
    parser.add_argument("--demo", action="store_true", help="見本の団体、利用者、計画を作成します")
    add_data_option(parser)


def run(args: argparse.Namespace) -> int:
    """Makes the database where it is missing, then what was asked for; prints how to get in."""
    from shirube.actions.outcome import Refused
    from shirube.conf.startup import check_start, migrate, start_django

    if not args.demo and not (args.code and args.name):
        raise Refused("団体コードと団体名を指定してください（例：shirube init 132284 あきる野市）。")
    apply_options(args)
    environment = start_django(make_key=True)
    migrate(environment.data)
    check_start()
    if args.demo:
        from shirube.cli.demo import make_demo

        print(make_demo())
        print(f"開始するには：shirube serve --data {environment.data}")
        return 0
    from shirube.actions.people import create_municipality

    made = create_municipality(
        code=args.code, name=args.name, admin_login=args.admin, admin_name="システム管理者"
    )
    print(f"{args.name}を登録しました。「shirube serve」で開始し、次のリンクを開いてください。")
    print("リンクは24時間有効で、1回だけ使えます。")
    print(f"  {environment.origin}{made.link.path}")
    return 0
