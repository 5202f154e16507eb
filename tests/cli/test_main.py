"""The front door of the command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from shirube import __version__
from shirube.cli.commands import COMMANDS
from shirube.cli.main import EXIT_CODES
from tests.cli.run import SAMPLE, Runner


def test_the_version_is_printed(run: Runner) -> None:
    assert run("--version").out == f"shirube {__version__}\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_in_japanese(run: Runner, name: str) -> None:
    ran = run(name, "--help")

    assert ran.code == 0
    assert COMMANDS[name].summary in ran.out.replace("\n", "").replace(" ", "")
    assert "usage" not in ran.out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_the_two_functions(name: str) -> None:
    module = import_module(COMMANDS[name].module)

    assert callable(module.add_arguments)
    assert callable(module.run)


def test_without_a_command_the_help_is_shown(run: Runner) -> None:
    ran = run()

    assert ran.code == 64
    assert "check" in ran.out


def test_a_slip_of_the_keyboard_is_answered_with_what_was_meant(run: Runner) -> None:
    ran = run("chek", SAMPLE)

    assert ran.code == 64
    assert (
        ran.err
        == "コマンド「chek」はありません。「check」でしょうか。一覧は「shirube --help」で確認できます。\n"
    )


def test_a_missing_argument_is_named_in_japanese(run: Runner) -> None:
    ran = run("check")

    assert ran.code == 64
    assert "次の引数が必要です: ファイル" in ran.err


def test_an_unexpected_error_is_not_hidden(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr("shirube.cli.check.run", fail)

    with pytest.raises(ZeroDivisionError):
        run("check", SAMPLE)


def test_no_failure_looks_like_an_answer() -> None:
    assert not {0, 1} & set(EXIT_CODES.values())


def test_a_closed_pipe_ends_quietly() -> None:
    program = f"{sys.executable} -m shirube.cli.main check {SAMPLE} --json | head -c 10"

    done = subprocess.run(["bash", "-c", program], capture_output=True, text=True, check=False)

    assert done.stdout == '{\n  "file"'
    assert done.stderr == ""


@pytest.mark.parametrize("encoding", ["cp932", "ascii"])
def test_a_character_that_the_output_cannot_hold_ends_no_command(tmp_path: Path, encoding: str) -> None:
    table = tmp_path / "table.tsv"
    table.write_text("指標\tR6目標\tR6実績\n𠮷野町の来場者数\t10\t12\n", encoding="utf-8")

    def run(*words: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "shirube.cli.main", *words],
            capture_output=True,
            env={**os.environ, "PYTHONIOENCODING": encoding},
            check=False,
        )

    shown, data = run("recipe", str(table)), run("check", str(table), "--json")

    assert (shown.returncode, data.returncode, data.stderr) == (0, 0, b"")
    assert json.loads(data.stdout.decode(encoding))["plan"]["indicators"] == 1
    assert b"Traceback" not in run("explain", str(table)).stderr


def test_the_package_itself_is_the_command_where_no_path_leads_to_it() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "shirube", "--version"], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stdout) == (0, f"shirube {__version__}\n")
