"""What a command loads before its work begins."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
END = "\nimport json, sys; print(json.dumps(sorted(sys.modules)))"


def load(program: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", program + END], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_structs_are_loaded_without_what_only_decoding_needs() -> None:
    loaded = load("from shirube.core.light_start import load_structs; load_structs()")

    assert "msgspec" in loaded
    assert loaded & {"typing_extensions", "inspect", "ast", "tokenize"} == set()


def test_otherwise_they_would_come_along() -> None:
    """The control: typing_extensions is installed, and msgspec takes it."""
    assert {"typing_extensions", "inspect"} <= load("import msgspec")


def test_a_command_about_a_file_loads_none_of_it() -> None:
    program = (
        "from shirube.cli.main import main\n"
        "assert main(['check', 'shirube/examples/sample_plan.tsv', '--json']) == 0"
    )

    assert load(program) & {"typing_extensions", "inspect"} == set()


def test_whoever_needs_it_later_finds_it_and_values_can_be_decoded() -> None:
    program = (
        "from shirube.core.light_start import load_structs; load_structs()\n"
        "import msgspec, typing_extensions\n"
        "class Pair(msgspec.Struct):\n    name: str\n    years: list[int]\n"
        'assert msgspec.json.decode(b\'{"name":"a","years":[1]}\', type=Pair) == Pair("a", [1])\n'
        "assert typing_extensions.Required"
    )

    assert "typing_extensions" in load(program)


def test_nothing_is_done_where_either_is_loaded() -> None:
    program = (
        "import typing_extensions\nfrom shirube.core.light_start import load_structs\nload_structs()\n"
        "import sys\nassert sys.modules['typing_extensions'] is typing_extensions"
    )

    assert "msgspec" not in load(program)
