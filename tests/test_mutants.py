"""The tool that tests the tests: a mutant takes the place of the right function; weak tests are told."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.mutants import Mutant, install, make_mutants
from tests.run_mutants import Score, count_scores, draw, estimate_share, render_survivors, render_table

RULE = '''"""Rules."""

from functools import lru_cache


class Base:
    def weight(self):
        return 1


class Rule(Base):
    @property
    def edge(self):
        return 90

    def weight(self):
        return super().weight() + 4

    @staticmethod
    def holds(rate):
        return rate >= 90


@lru_cache(maxsize=4096)
def compute_double(value):
    return value * 2


def grade(rate, best="A"):
    return best if rate >= 90 else "B"
'''

GRADE = 'def {0}(rate, best="A"):\n    return best if rate >= 90 else "B"\n\n\n'
PASSING = "def test_{0}():\n    pass\n\n\n"
TRY = """
import json, sys
from pathlib import Path
from tests.mutants import make_mutants
from tests.run_mutants import try_mutants
mutants = make_mutants(Path("rule.py").read_text(), "rule")
statuses = {}
failed = try_mutants(mutants, statuses, tests=".")
near = {}
try_mutants(mutants, near, tests=".", near=True)
told = [[m.name, statuses.get(m.digest), near.get(m.digest)] for m in mutants]
Path("result.json").write_text(json.dumps([failed, told]))
"""


@pytest.fixture
def rule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    path = tmp_path / "rule_under_test.py"
    path.write_text(RULE, "utf-8")
    spec = importlib.util.spec_from_file_location("rule_under_test", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "rule_under_test", module)
    spec.loader.exec_module(module)
    return module


def find_mutant(place: str, change: str) -> Mutant:
    """The mutant of RULE in that function whose changed line holds these words."""
    for mutant in make_mutants(RULE, "rule_under_test"):
        added = [line for line in mutant.render_change().splitlines() if line.startswith("+")]
        if mutant.name.startswith(f"rule_under_test.{place}:") and any(change in line for line in added):
            return mutant
    raise AssertionError(f"no such mutant: {place}, {change}")


def test_a_changed_rule_runs_wherever_the_right_one_was_called(rule: ModuleType) -> None:
    grade = rule.grade

    install(find_mutant("grade", "rate > 90"))

    assert grade(90) == "B"
    assert grade(91) == "A"


def test_a_changed_default_counts_too(rule: ModuleType) -> None:
    install(find_mutant("grade", "XXAXX"))

    assert rule.grade(95) == "XXAXX"


def test_properties_methods_and_cached_functions_are_changed_as_well(rule: ModuleType) -> None:
    assert rule.compute_double(3) == 6

    install(find_mutant("Rule.edge", "91"))
    install(find_mutant("Rule.weight", "- 4"))
    install(find_mutant("Rule.holds", "rate > 90"))
    install(find_mutant("compute_double", "/ 2"))

    assert rule.Rule().edge == 91
    assert rule.Rule().weight() == -3
    assert rule.Rule.holds(90) is False
    assert rule.compute_double(3) == 1.5  # not the 6 that was kept


def test_every_function_with_something_to_change_has_mutants() -> None:
    places = {mutant.name.rpartition(":")[0] for mutant in make_mutants(RULE, "m")}

    assert places == {
        "m.Base.weight",
        "m.Rule.edge",
        "m.Rule.weight",
        "m.Rule.holds",
        "m.compute_double",
        "m.grade",
    }


Outcomes = dict[str, set[str | None]]


def try_rules(folder: Path, test: str) -> tuple[list[str], Outcomes, Outcomes]:
    """Tests that fail by themselves, and what became of each function's mutants, by all and near tests."""
    (folder / "pyproject.toml").write_text('[tool.mutmut]\nsource_paths = ["."]\n', "utf-8")
    (folder / "rule.py").write_text(
        "".join(GRADE.format(name) for name in ("strong", "weak", "idle")), "utf-8"
    )
    (folder / "test_rule.py").write_text(f"from rule import *\n\ndef test_rule():\n    {test}\n", "utf-8")
    # Beside it a file that comes first: going from file to file must not look like a failure.
    (folder / "test_before.py").write_text("".join(PASSING.format(number) for number in (1, 2)), "utf-8")
    root = str(Path(__file__).parents[1])
    subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = ['.', {root!r}]\n{TRY}"],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    failed, outcomes = json.loads((folder / "result.json").read_text())
    by_all: Outcomes = {}
    by_near: Outcomes = {}
    for name, status, near in outcomes:
        by_all.setdefault(name.partition(":")[0], set()).add(status)
        by_near.setdefault(name.partition(":")[0], set()).add(near)
    return failed, by_all, by_near


def test_a_strong_test_finds_every_wrong_rule_and_a_weak_one_does_not(tmp_path: Path) -> None:
    strong = "assert strong(90) == strong(91) == 'A' and strong(89) == 'B'"

    failed, outcomes, near = try_rules(tmp_path, f"{strong}; assert weak(99) == 'A'")

    assert failed == []
    assert outcomes["rule.strong"] == {"killed"}
    assert outcomes["rule.weak"] == {"killed", "survived"}
    assert outcomes["rule.idle"] == {"no test"}
    assert near == {**outcomes, "rule.idle": {"survived"}}


def test_nothing_is_tried_while_a_test_fails_by_itself(tmp_path: Path) -> None:
    failed, outcomes, _ = try_rules(tmp_path, "assert strong(90) == 'S'")

    assert failed == ["test_rule.py::test_rule"]
    assert outcomes == {"rule.strong": {None}, "rule.weak": {None}, "rule.idle": {None}}


def test_the_whole_module_can_be_written_with_one_change() -> None:
    mutant = find_mutant("compute_double", "/ 2")

    assert mutant.render_module() == RULE.replace("value * 2", "value / 2")


def test_a_larger_sample_holds_the_smaller_one() -> None:
    mutants = [*make_mutants(RULE, "a"), *make_mutants(RULE, "b")]

    small, large = draw(mutants, 3, seed=1), draw(mutants, 6, seed=1)

    assert [mutant.module for mutant in small] == ["a"] * 3 + ["b"] * 3
    assert {mutant.name for mutant in small} < {mutant.name for mutant in large}
    assert {mutant.name for mutant in small} != {mutant.name for mutant in draw(mutants, 3, seed=2)}
    assert draw(mutants, None, seed=1) == mutants


def test_each_file_weighs_by_its_size_and_only_samples_leave_doubt() -> None:
    whole = [Score(made=300, run=300, found=300), Score(made=100, run=100, found=80)]
    sampled = [Score(made=300, run=30, found=30), Score(made=100, run=10, found=8)]

    share, width = estimate_share(whole)
    assert share == pytest.approx(0.95)
    assert width == 0
    share, width = estimate_share(sampled)
    assert share == pytest.approx(0.95)
    assert 0.05 < width < 0.12
    assert estimate_share([Score(made=50, run=0, found=0), *whole])[0] == pytest.approx(0.95)


def test_what_survived_is_shown_with_its_change() -> None:
    mutants = make_mutants(RULE, "rule")
    missed = next(mutant for mutant in mutants if "rate > 90" in mutant.source and "grade" in mutant.name)
    statuses = {mutant.digest: "killed" for mutant in mutants} | {missed.digest: "survived"}

    scores = count_scores(mutants, mutants, statuses)
    text = render_survivors(mutants, statuses)

    assert scores["rule"].found == len(mutants) - 1
    assert f"## {missed.name} (survived)" in text
    assert '+    return best if rate > 90 else "B"' in text
    assert text.count("##") == 1
    assert f"| `rule` | {len(mutants)} | {len(mutants)} | {len(mutants) - 1} |" in render_table(scores)
