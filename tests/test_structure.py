"""docs/structure.md is the map of the two largest folders, and the code keeps to it.

Like the rules of test_architecture.py these are functions over texts, so that a bad sample can prove that
they find what they look for.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from msgspec import Struct

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "shirube"
FOLDERS = ("readers", "core")
NAME = re.compile(r"`(\w+)`")
NAMED = re.compile(r"`([^`]+)`")


class Group(Struct, frozen=True):
    """Files of one folder that stand together, and the groups whose files they may import."""

    name: str
    builds_on: frozenset[str]
    modules: tuple[str, ...]


def read_groups(text: str, folder: str) -> list[Group]:
    """The rows of the table below the heading of a folder."""
    section = text.partition(f"\n## {folder}\n")[2].partition("\n## ")[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")][2:]
    return [
        Group(
            name.strip(),
            frozenset(part for part in map(str.strip, below.split(",")) if part != "–"),
            tuple(NAME.findall(modules)),
        )
        for name, _holds, below, modules in rows
    ]


def find_imported(source: str, folder: str) -> Iterator[str]:
    """The files of the same folder that a file imports, at any depth, also for types only."""
    package = f"shirube.{folder}"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module == package:
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith(package + "."):
            yield (node.module or "").removeprefix(package + ".")
        elif isinstance(node, ast.Import):
            yield from (
                alias.name.removeprefix(package + ".")
                for alias in node.names
                if alias.name.startswith(package + ".")
            )


def check_groups(groups: list[Group], imports: Mapping[str, set[str]]) -> list[str]:
    """What stands nowhere or twice in the map, is there no more, or imports against it."""
    listed = Counter(name for group in groups for name in group.modules)
    found = [
        f"{module} stands {listed[module]} times in the map" for module in imports if listed[module] != 1
    ]
    found += [f"{module} stands in the map and is no file" for module in listed if module not in imports]
    group_of = {module: group for group in groups for module in group.modules}
    for module, others in imports.items():
        own = group_of.get(module)
        for other in sorted(others):
            there = group_of.get(other)
            if own and there and there.name not in {own.name, *own.builds_on}:
                found.append(f"{module} ({own.name}) imports {other} ({there.name})")
    names = {group.name for group in groups}
    found += [f"{group.name} builds on itself" for group in groups if group.name in group.builds_on]
    found += [f"{name} is no group" for group in groups for name in sorted(group.builds_on - names)]
    return found


def find_circles(arrows: Mapping[str, set[str]]) -> list[str]:
    """What can be reached from itself: files or groups that only make sense together."""
    found = []
    for start in arrows:
        seen: set[str] = set()
        open_ = list(arrows[start])
        while open_:
            one = open_.pop()
            if one not in seen:
                seen.add(one)
                open_ += arrows.get(one, set())
        if start in seen:
            found.append(start)
    return found


def read_imports(folder: str) -> dict[str, set[str]]:
    """Each file of a folder with those of the same folder that it imports."""
    files = sorted(path for path in (PACKAGE / folder).glob("*.py") if path.stem != "__init__")
    return {path.stem: set(find_imported(path.read_text(encoding="utf-8"), folder)) for path in files}


@pytest.fixture(scope="module")
def text() -> str:
    return (ROOT / "docs" / "structure.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_file_stands_once_in_the_map_and_imports_as_the_map_says(text: str, folder: str) -> None:
    assert check_groups(read_groups(text, folder), read_imports(folder)) == []


def test_what_is_said_of_where_to_change_names_files_and_groups_that_are_there(text: str) -> None:
    section = text.partition("\n## Where to change what\n")[2].partition("\n## ")[0]
    named = {name for line in section.splitlines() if line.startswith("|") for name in NAMED.findall(line)}
    groups = {group.name for folder in FOLDERS for group in read_groups(text, folder)}
    modules = {path.stem for folder in FOLDERS for path in (PACKAGE / folder).glob("*.py")}

    assert len(named) > 30
    assert named - groups - modules == {"notation*"}


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_group_builds_on_one_that_builds_on_it(text: str, folder: str) -> None:
    groups = read_groups(text, folder)

    assert len(groups) > 5
    assert find_circles({group.name: set(group.builds_on) for group in groups}) == []


# An evaluation carries the sentence that explains it, and the sentence is made from the evaluation.
ONE_THING_IN_TWO_FILES = {"readers": set[str](), "core": {"evaluation", "explanation"}}


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_two_files_import_each_other(folder: str) -> None:
    assert set(find_circles(read_imports(folder))) == ONE_THING_IN_TWO_FILES[folder]


def test_the_map_is_read_from_its_table() -> None:
    head = "| Group | Holds | Builds on | Modules |\n|---|---|---|---|\n"
    rows = "| a | x | – | `one` `two` |\n| b | y | a | `three` |\n"
    sample = f"\n## readers\n\n{head}{rows}\n## core\n\n{head}"

    groups = read_groups(sample, "readers")

    assert [(group.name, set(group.builds_on), group.modules) for group in groups] == [
        ("a", set(), ("one", "two")),
        ("b", {"a"}, ("three",)),
    ]
    assert read_groups(sample, "core") == []


def test_what_goes_against_the_map_is_found() -> None:
    groups = [
        Group("a", frozenset(), ("one", "two")),
        Group("b", frozenset({"a"}), ("three", "gone")),
        Group("c", frozenset({"d"}), ("two",)),
    ]

    found = check_groups(groups, {"one": {"three"}, "two": set(), "three": {"one"}, "new": set()})

    assert found == [
        "two stands 2 times in the map",
        "new stands 0 times in the map",
        "gone stands in the map and is no file",
        "one (a) imports three (b)",
        "d is no group",
    ]


def test_files_that_import_each_other_are_found() -> None:
    assert find_circles({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a"}}) == ["b", "c"]
    assert find_circles({"a": {"b"}, "b": set()}) == []


def test_imports_in_functions_and_for_types_are_seen_too() -> None:
    source = (
        "from shirube.core.plan import Plan\nfrom shirube.readers.grid import Grid\n"
        "import shirube.readers.table\ndef read():\n    from shirube.readers import values\n"
    )

    assert sorted(find_imported(source, "readers")) == ["grid", "table", "values"]
    assert list(find_imported(source, "core")) == ["plan"]


def find_unused(source: str) -> list[str]:
    """Private constants, functions and classes of a file that it never uses: they are nobody else's."""
    tree = ast.parse(source)
    used = {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }
    defined = [
        name
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Assign | ast.AnnAssign)
        for name in (
            [node.name]
            if isinstance(node, ast.FunctionDef | ast.ClassDef)
            else [one.id for one in ast.walk(node) if isinstance(one, ast.Name)]
        )
    ]
    return [name for name in defined if re.match("_[^_]", name) and name not in used]


@pytest.mark.parametrize("folder", FOLDERS)
def test_nothing_is_kept_that_nobody_uses(folder: str) -> None:
    files = sorted((PACKAGE / folder).glob("*.py"))

    assert [
        f"{path.stem}: {name}" for path in files for name in find_unused(path.read_text(encoding="utf-8"))
    ] == []


def test_what_nobody_uses_is_found() -> None:
    source = "_A = 1\n_B = 2\nC = _B\ndef _do():\n    return 1\ndef tell():\n    return C\n"

    assert find_unused(source) == ["_A", "_do"]
