"""The table of commands: where each one lives and the line that the help shows for it."""

from __future__ import annotations

from msgspec import Struct


class Command(Struct, frozen=True):
    """Where a command lives and the line that the help shows for it."""

    module: str
    summary: str


COMMANDS: dict[str, Command] = {
    "check": Command("shirube.cli.check", "表を読み取り、評価と点検の結果を表示します"),
    "report": Command("shirube.cli.report", "同じ表をPDF、Excel、HTML、JSONなどで作成します"),
    "explain": Command("shirube.cli.explain", "評価の理由を一つずつ文で表示します"),
    "analyse": Command(
        "shirube.cli.analyse", "分布、推移、必要なペース、試算、課題など、次に尋ねられることに答えます"
    ),
    "grade": Command("shirube.cli.grade", "指標の一覧（CSV）を評価基準で評価し、理由を付けて返します"),
    "formats": Command("shirube.cli.formats", "読み書きできるファイル形式の一覧を表示します"),
    "scales": Command("shirube.cli.scales", "登録されている評価基準の一覧と、その内容を言葉で表示します"),
    "recipe": Command("shirube.cli.recipe", "表の読み取り方を、直して使える設定ファイルに書き出します"),
    "checks": Command("shirube.cli.checks", "点検項目の一覧を表示します"),
    "serve": Command("shirube.cli.serve", "画面で使うためのサーバーを開始します"),
    "init": Command("shirube.cli.init", "団体を登録します。見本の団体も作成できます"),
    "backup": Command("shirube.cli.backup", "サーバーのデータベースと添付ファイルの控えを作成します"),
    "restore": Command("shirube.cli.restore", "控えを、空のサーバーに戻します"),
    "verify": Command("shirube.cli.verify", "データベース、履歴、添付ファイルに異状がないことを確かめます"),
    "link": Command("shirube.cli.link", "パスワードを再設定するためのリンクを発行します"),
}
