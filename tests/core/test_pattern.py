from __future__ import annotations

import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from shirube.core import pattern
from shirube.core.pattern import LatePattern, late_pattern

PACKAGE = Path(pattern.__file__).parents[1]
ROOT = PACKAGE.parent
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


# Each takes a quarter of a millisecond, so that together they were a tenth of what a small table takes.
MOST_PATTERNS = 112
COUNT_PATTERNS = """
import re, sys
compile_pattern, asked = re._compiler.compile, []
re._compiler.compile = lambda *args: asked.append(args) or compile_pattern(*args)
from shirube.core.light_start import load_structs; load_structs()
from shirube.readers.read import read_plan
read_plan({path!r})
print(len(asked))
"""


def count_patterns(path: str) -> int:
    done = subprocess.run(
        [sys.executable, "-c", COUNT_PATTERNS.format(path=path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return int(done.stdout)


def test_an_ordinary_table_needs_few_patterns() -> None:
    assert count_patterns("shirube/examples/sample_plan.tsv") <= MOST_PATTERNS


def test_an_odd_one_needs_more(tmp_path: Path) -> None:
    """The control: the counter does count."""
    odd = tmp_path / "odd.tsv"
    head, row = (
        "指標\t平成2９年度実績（速報値）\tR6目標(見込)",
        "①来館者数（うち市内）※1\t約1万２千人\t1.3万人程度",
    )
    odd.write_text(f"{head}\n{row}\n", encoding="utf-8")

    assert count_patterns(str(odd)) > 20
