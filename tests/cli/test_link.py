"""``shirube link``."""

from __future__ import annotations

import re
from pathlib import Path

from tests.cli.server import run_server_command


def test_the_operator_gets_a_link_for_somebody_who_exists(tmp_path: Path) -> None:
    run_server_command(tmp_path, "init", "132284", "試験市")

    done = run_server_command(tmp_path, "link", "132284/admin", SHIRUBE_URL="https://shirube.example.jp")
    nobody = run_server_command(tmp_path, "link", "nobody")

    assert done.returncode == 0, done.stderr
    assert re.search(r"https://shirube\.example\.jp/entry/[\w-]{40,}/", done.stdout)
    assert nobody.returncode == 9
    assert "登録されていない" in nobody.stderr
