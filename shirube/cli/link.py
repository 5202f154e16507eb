"""``shirube link``: lets somebody set a new password, when no administrator can get in any more."""

from __future__ import annotations

import argparse

from shirube.cli.server_options import add_data_option, apply_options


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whom the link is for."""
    parser.add_argument("login", metavar="利用者名", help="団体が複数あるときは「団体コード/利用者名」")
    add_data_option(parser)


def run(args: argparse.Namespace) -> int:
    """Prints a link that works once, for 24 hours. Whoever can run this owns the machine anyway."""
    from shirube.conf.startup import start_django

    apply_options(args)
    environment = start_django()
    from shirube.actions.accounts import make_operator_link  # needs Django awake

    link = make_operator_link(args.login)
    print(
        "次のリンクを開いて、新しいパスワードを決めてください（24時間有効、1回限り）。確認コードの設定は解除されます。"
    )
    print(f"  {environment.origin}{link.path}")
    return 0
