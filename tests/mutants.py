"""One small wrong change to a function of the rules at a time: making it, putting it in place, showing it.

Where to change and into what is known by mutmut. Here the changed function alone is compiled and takes the
place of the right one's code: every name bound to that function runs it, at full speed, without a copy of
the package. Properties and cached functions, which mutmut leaves out, are reached the same way. Which tests
find a mutant is asked in run_mutants.py.
"""

from __future__ import annotations

import difflib
import hashlib
import importlib
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import _lru_cache_wrapper, cached_property
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import libcst
from mutmut.mutation.file_mutation import Mutation, create_mutations, deep_replace

# What these make of a function still runs the code of that function: the mark may go while mutants are made.
_MARK = re.compile(r"^( *)@(property|cached_property|cache|lru_cache\(.*\))$", re.MULTILINE)
_NO_MARK = "# without mark: "


@dataclass(frozen=True)
class Mutant:
    """One function with one change, still as a tree; ``name`` is module.Class.function:number."""

    name: str
    module: str
    class_name: str | None
    tree: libcst.Module
    function: libcst.FunctionDef
    mutation: Mutation

    @cached_property
    def source(self) -> str:
        changed = deep_replace(self.function, self.mutation.original_node, self.mutation.mutated_node)
        assert isinstance(changed, libcst.FunctionDef)
        return _render(changed)

    def render_module(self) -> str:
        """The whole text of the module with the change, for what is called while it is imported."""
        changed = deep_replace(self.tree, self.mutation.original_node, self.mutation.mutated_node)
        assert isinstance(changed, libcst.Module)
        return changed.code.replace(_NO_MARK, "@")

    @property
    def place(self) -> str:
        """The function as module.Class.function."""
        return self.name.rpartition(":")[0]

    @property
    def digest(self) -> str:
        """The same text means the same mutant, also after other functions of the file changed."""
        return hashlib.sha256(f"{self.module}.{self.class_name}\n{self.source}".encode()).hexdigest()[:16]

    def render_change(self) -> str:
        """The lines that differ, with what stands around them."""
        lines = difflib.unified_diff(
            _render(self.function).splitlines(), self.source.splitlines(), lineterm="", n=1
        )
        return "\n".join(list(lines)[3:])


def make_mutants(source: str, module: str) -> list[Mutant]:
    """Every mutant of the text of one module, in the order of the text."""
    tree, mutations, _, _ = create_mutations(module, _MARK.sub(rf"\1{_NO_MARK}\2", source))
    classes = {
        id(part): statement.name.value
        for statement in tree.body
        if isinstance(statement, libcst.ClassDef)
        for part in statement.body.body
    }
    counts: dict[str, int] = {}
    mutants: list[Mutant] = []
    for mutation in mutations:
        function = mutation.contained_by_top_level_function
        if not isinstance(function, libcst.FunctionDef):
            continue
        class_name = classes.get(id(function))
        place = ".".join(part for part in (module, class_name, function.name.value) if part)
        counts[place] = counts.get(place, 0) + 1
        mutants.append(Mutant(f"{place}:{counts[place]}", module, class_name, tree, function, mutation))
    return mutants


def make_mutants_of_folder(folder: Path, package: str) -> list[Mutant]:
    """Every mutant of every module of a folder, such as shirube/core."""
    mutants: list[Mutant] = []
    for path in sorted(folder.glob("*.py")):
        mutants += make_mutants(path.read_text("utf-8"), f"{package}.{path.stem}")
    return mutants


def find_function(mutant: Mutant) -> FunctionType:
    """The right function, as the imported package holds it, out of what its mark has made of it."""
    holder: ModuleType | type = importlib.import_module(mutant.module)
    if mutant.class_name is not None:
        holder = vars(holder)[mutant.class_name]
    found = vars(holder)[mutant.function.name.value]
    if isinstance(found, property):
        found = found.fget
    elif isinstance(found, cached_property):
        found = found.func
    elif isinstance(found, staticmethod | classmethod):
        found = found.__func__
    found = getattr(found, "__wrapped__", found)
    assert isinstance(found, FunctionType), f"{mutant.name}: no function"
    return found


def install(mutant: Mutant) -> None:
    """Put the changed code in the place of the right one; what was computed and kept before is forgotten."""
    right = find_function(mutant)
    wrong = _compile(mutant, right)
    right.__code__ = wrong.__code__
    right.__defaults__ = wrong.__defaults__
    right.__kwdefaults__ = wrong.__kwdefaults__
    forget_results(mutant.module.rpartition(".")[0] or mutant.module)


def forget_results(package: str) -> None:
    """Empty the caches of a package, so that every function runs again."""
    for cached in _iterate_caches(package):
        cached.cache_clear()


def list_codes(function: FunctionType) -> list[CodeType]:
    """The code of a function and of every function written inside it."""
    found, waiting = [], [function.__code__]
    while waiting:
        code = waiting.pop()
        found.append(code)
        waiting += [part for part in code.co_consts if isinstance(part, CodeType)]
    return found


def _compile(mutant: Mutant, right: FunctionType) -> FunctionType:
    # Under the name of its class, where ``super()`` and names with two underscores need it.
    text = mutant.source
    head = "from __future__ import annotations\n"
    if mutant.class_name is not None:
        head += f"class {mutant.class_name}:\n"
        text = "\n".join(f"    {line}" for line in text.splitlines())
    names = dict(right.__globals__)
    exec(compile(head + text, f"<{mutant.name}>", "exec", dont_inherit=True), names)  # noqa: S102 - our own text
    found = names if mutant.class_name is None else vars(names[mutant.class_name])
    wrong = found[mutant.function.name.value]
    wrong = getattr(wrong, "__func__", wrong)
    assert isinstance(wrong, FunctionType)
    return wrong


def _iterate_caches(package: str) -> Iterator[_lru_cache_wrapper[Any]]:
    for name, module in list(sys.modules.items()):
        if name == package or name.startswith(f"{package}."):
            yield from (
                value for value in list(vars(module).values()) if isinstance(value, _lru_cache_wrapper)
            )


def _render(function: libcst.FunctionDef) -> str:
    return libcst.Module([function.with_changes(leading_lines=[])]).code.strip() + "\n"
