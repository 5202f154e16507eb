"""Documents name everything there is, their links lead somewhere, and the README's commands run."""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

import pytest

from shirube.checks.registry import CHECKS
from shirube.cli.arguments import JapaneseParser
from shirube.cli.commands import COMMANDS
from shirube.cli.main import EXIT_CODES
from shirube.core.report_kind import KINDS
from shirube.readers.formats import READERS
from shirube.writers.formats import WRITERS

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
# These commands read a table, and share the options that say how.
READING = {"check", "report", "explain", "analyse", "recipe"}
BLOCK = re.compile(r"^```(?P<kind>[^\n]*)\n(?P<text>.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def find_missing(names: Iterable[str], text: str) -> list[str]:
    """Names that a document does not show as code or as a heading."""
    return [name for name in names if f"`{name}`" not in text and f"## {name}\n" not in text]


def find_dead_links(path: Path) -> list[str]:
    """Links of a document to files that are not there."""
    text = path.read_text(encoding="utf-8")
    return [link for link in LINK.findall(text) if not (path.parent / link).exists()]


def find_blocks(text: str, kind: str) -> list[str]:
    return [match["text"] for match in BLOCK.finditer(text) if match["kind"].strip() == kind]


def find_options(command: str) -> list[str]:
    """The long options of a command, without the help."""
    parser: argparse.ArgumentParser = JapaneseParser()
    import_module(COMMANDS[command].module).add_arguments(parser)
    return [
        option
        for action in parser._actions
        for option in action.option_strings
        if option.startswith("--") and option != "--help"
    ]


def test_every_command_is_documented() -> None:
    assert find_missing([f"shirube {name}" for name in COMMANDS], read("docs/commands.md")) == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_documented(command: str) -> None:
    text = read("docs/commands.md")
    section = text.partition(f"## shirube {command}\n")[2].partition("\n## ")[0]
    if command in READING:
        section += text.partition("## 読み取り方の指定")[2].partition("\n## ")[0]

    assert section
    assert find_missing(find_options(command), section) == []


def test_every_exit_code_is_documented() -> None:
    text = read("docs/commands.md").partition("## 終了コード")[2]

    assert [code for code in EXIT_CODES.values() if f"| {code} |" not in text] == []


def test_every_format_is_documented() -> None:
    text = read("docs/formats.md")
    read_part, _, write_part = text.partition("## 作成できる形式")

    assert find_missing(READERS, read_part) == []
    assert find_missing(WRITERS, write_part) == []


def test_every_kind_of_report_is_documented() -> None:
    text = read("docs/reports.md").partition("## 報告の種類")[2].partition("\n## ")[0]

    assert len(KINDS) >= 4
    assert [kind for kind in KINDS if f"| `{kind}" not in text] == []


def test_every_check_is_documented() -> None:
    assert find_missing([check.code for check in CHECKS], read("docs/checks.md")) == []


def test_a_name_left_out_would_be_found() -> None:
    assert find_missing(["shirube check", "shirube divine"], read("docs/commands.md")) == ["shirube divine"]


@pytest.mark.parametrize("path", [*ROOT.glob("*.md"), *DOCS.rglob("*.md")], ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    assert find_dead_links(path) == []


def test_a_dead_link_would_be_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("[消えた頁](nowhere.md) と [外](https://example.org/)", encoding="utf-8")

    assert find_dead_links(page) == ["nowhere.md"]


def test_set_up_takes_the_two_commands_that_the_script_has() -> None:
    (block,) = find_blocks(read("README.md"), "sh setup")
    commands = re.findall(r"^command_(\w+)\(\)", read("dev"), re.MULTILINE)

    assert block.split("\n")[:2] == ["./dev demo", "./dev test"]
    assert {"demo", "test"} <= set(commands)


def test_the_commands_of_the_readme_run(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "shirube" / "examples", tmp_path / "shirube" / "examples")
    (tmp_path / "out").mkdir()
    blocks = find_blocks(read("README.md"), "sh")
    assert blocks

    for line in "\n".join(blocks).splitlines():
        command = line.replace(".venv/bin/shirube", f"{sys.executable} -m shirube.cli.main")
        done = subprocess.run(
            command,
            shell=True,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{line}: {done.stderr}"

    assert (tmp_path / "out" / "plan.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("readme", ["README.md", "README.en.md"])
def test_the_python_of_the_readme_runs(readme: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "shirube" / "examples", tmp_path / "shirube" / "examples")
    (tmp_path / "out").mkdir()
    (program,) = find_blocks(read(readme), "python")

    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "→ A" in done.stdout
