from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from shirube.core import pattern
from shirube.core.pattern import LatePattern, late_pattern

PACKAGE = Path(pattern.__file__).parents[1]
FOLDERS = ("core", "readers", "checks", "writers", "cli")


def test_a_late_pattern_finds_what_a_compiled_one_finds() -> None:
    late, compiled = late_pattern(r"([0-9]+)人", re.IGNORECASE), re.compile(r"([0-9]+)人", re.IGNORECASE)

    assert late.sub(r"\1名", "3人と4人") == compiled.sub(r"\1名", "3人と4人") == "3名と4名"
    assert [found[1] for found in late.finditer("3人と4人")] == ["3", "4"]
    assert (late.pattern, late.flags) == (compiled.pattern, compiled.flags)


def test_it_is_compiled_once_and_not_before_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    compile_now = re.compile

    def note_and_compile(text: str, flags: int = 0) -> re.Pattern[str]:
        asked.append(text)
        return compile_now(text, flags)

    monkeypatch.setattr(re, "compile", note_and_compile)
    late = late_pattern("目標")
    assert asked == []
    assert late.search("目標値")
    assert late.search("実績値") is None
    assert asked == ["目標"]


def test_a_wrong_pattern_is_told_at_its_first_use() -> None:
    late = late_pattern("(")

    with pytest.raises(re.error):
        late.search("x")


def test_every_pattern_of_the_package_can_be_compiled() -> None:
    found = 0
    for path in sorted(file for folder in FOLDERS for file in (PACKAGE / folder).rglob("*.py")):
        module = import_module(".".join(("shirube", *path.relative_to(PACKAGE).with_suffix("").parts)))
        for item in vars(module).values():
            if isinstance(item, LatePattern):
                assert isinstance(item.pattern, str | bytes)
                found += 1

    assert found > 50
