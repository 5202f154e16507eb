"""The developer script and the lock: commands are listed; the lock is whole, current, without addresses."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements.lock"

REQUIRED = 'typst>=0.15\nlxml ; python_version > "3"'
GOOD_LOCK = "lxml==6.1.3 \\\n    --hash=sha256:aa\ntypst==0.15.2 \\\n    --hash=sha256:bb\n"


def read_requirements() -> list[Requirement]:
    """Everything that pyproject.toml asks for: the package, its extras and the developers' tools."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    lines = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    for extra in project["project"].get("optional-dependencies", {}).values():
        lines += extra
    return [Requirement(line) for line in [*lines, *project["build-system"]["requires"]]]


def check_lock(lock: str, requirements: list[Requirement]) -> list[str]:
    """What is wrong with a lock: something missing or outdated, a package without hash, an address."""
    found = [f"an address: {line.strip()}" for line in lock.splitlines() if re.search(r"[a-z]+://", line)]
    locked: dict[str, list[Version]] = {}
    for entry in re.split(r"\n(?=\S)", lock.strip()):
        name, _, rest = entry.partition("==")
        locked.setdefault(canonicalize_name(name), []).append(Version(re.split(r"[\s;]", rest)[0]))
        if "--hash=sha256:" not in entry:
            found.append(f"no hash: {name}")
    for requirement in requirements:
        versions = locked.get(canonicalize_name(requirement.name), [])
        if not any(requirement.specifier.contains(version) for version in versions):
            found.append(f"not locked: {requirement}")
    return found


def run_dev(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [ROOT / "dev", *arguments], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )


def test_the_lock_is_what_pyproject_asks_for() -> None:
    assert check_lock(LOCK.read_text("utf-8"), read_requirements()) == []


@pytest.mark.parametrize(
    ("lock", "words"),
    [
        (GOOD_LOCK.replace("0.15.2", "0.14.0"), "not locked: typst>=0.15"),
        (GOOD_LOCK.replace("lxml", "xml2"), "not locked: lxml"),
        (GOOD_LOCK.replace(" \\\n    --hash=sha256:bb", ""), "no hash: typst"),
        (GOOD_LOCK + "uv==1 --hash=sha256:cc # from https://example.jp/\n", "an address"),
    ],
)
def test_a_bad_lock_is_found(lock: str, words: str) -> None:
    requirements = [Requirement(line) for line in REQUIRED.splitlines()]

    assert any(words in found for found in check_lock(lock, requirements))
    assert check_lock(GOOD_LOCK, requirements) == []


def test_every_command_of_the_script_is_listed_in_its_help() -> None:
    commands = set(re.findall(r"^command_(\w+)\(\)", (ROOT / "dev").read_text("utf-8"), re.MULTILINE))
    listed = set(re.findall(r"^  (\w+) ", run_dev("help").stdout, re.MULTILINE))

    assert commands - {"help"} == listed
    assert {"demo", "test", "check", "fix", "bench", "lock", "docs", "build"} <= listed


def test_an_unknown_command_fails_and_shows_what_there_is() -> None:
    result = run_dev("tset")

    assert result.returncode == 1
    assert "「tset」というコマンドはありません" in result.stderr
    assert "demo" in result.stderr


def test_the_scripts_are_sound_bash_and_stop_at_the_first_error() -> None:
    for script in ("dev", ".ci/run"):
        subprocess.run(["bash", "-n", ROOT / script], check=True)
        assert (ROOT / script).read_text("utf-8").startswith("#!/usr/bin/env bash")
        assert "set -euo pipefail" in (ROOT / script).read_text("utf-8")


def test_content_that_is_not_the_reviewed_font_is_refused(tmp_path: Path) -> None:
    # A registry that serves something else under the same name and version is an alarm, not a font.
    checkout, tools = tmp_path / "checkout", tmp_path / "bin"
    checkout.mkdir()
    tools.mkdir()
    (checkout / "dev").write_text((ROOT / "dev").read_text("utf-8"), "utf-8")
    (tools / "npm").write_text("#!/bin/sh\necho something else > biz-udpgothic-0.4.2.tgz\n")
    (tools / "npm").chmod(0o755)

    result = subprocess.run(
        ["bash", checkout / "dev", "fonts"],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": f"{tools}:{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin"},
    )

    assert result.returncode == 1
    assert "一致しません" in result.stderr
    assert not list(checkout.rglob("*.ttf"))
