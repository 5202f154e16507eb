"""How well the tests of the rules find wrong rules: ``python -m tests.run_mutants`` (./dev mutate).

Puts one mutant after another (mutants.py) in the place of the right function, each in a process of its own,
and runs the tests that reach it until one fails; a mutant that no test finds has survived. Names choose files
(``judging``, ``'notation*'``); ``--sample 40`` tries 40 mutants of each, drawn with a fixed seed. What was
found stays found as long as the function is the same: a run can be broken off and continued, and a run after
new tests tries only what is left. ``--near`` is the quick first pass: only the files of tests that
import the changed module are asked, so that what survives may yet be found by others; the next run tries it.
"""

from __future__ import annotations

import argparse
import fnmatch
import gc
import importlib
import json
import os
import pickle
import random
import re
import resource
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import NormalDist
from types import FrameType

import pytest
from _pytest.runner import runtestprotocol

from tests.mutants import Mutant, find_function, forget_results, install, list_codes, make_mutants

ROOT = Path(__file__).parents[1]
CORE = ROOT / "shirube" / "core"
RESULTS = ROOT / "build" / "mutants.json"
SURVIVORS = ROOT / "build" / "survivors.txt"
MEMORY = 3 << 30  # a mutant may count without end

# What a process runs that imports a changed module in the place of the right one.
IMPORTED = """
import importlib.util, sys
import pytest
spec = importlib.util.find_spec({name!r})
module = sys.modules[{name!r}] = importlib.util.module_from_spec(spec)
exec(compile({text!r}, spec.origin, "exec"), vars(module))
setattr(sys.modules[{name!r}.rpartition(".")[0]], {name!r}.rpartition(".")[2], module)
sys.exit(pytest.main(["tests/core", "-x", "-q", "-p", "no:xdist", "-p", "no:cacheprovider"]))
"""

QUIETLY = ("-q", "-p", "no:xdist", "-p", "no:cacheprovider")

KILLED, TIMEOUT, SURVIVED, UNREACHED, UNPLACED = "killed", "timeout", "survived", "no test", "not placed"
FOUND = (KILLED, TIMEOUT)


@dataclass(frozen=True)
class Reach:
    """Which tests run each function, and how many seconds of the processor each test takes."""

    tests_of: dict[str, list[int]]
    seconds: list[float]


class _Called:
    """Notes every function that runs."""

    def __init__(self) -> None:
        self.codes: set[int] = set()

    def __call__(self, frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            self.codes.add(id(frame.f_code))


@dataclass(frozen=True)
class Score:
    """What became of the mutants of one file."""

    made: int
    run: int
    found: int

    @property
    def share(self) -> float:
        return self.found / self.run if self.run else 0.0


@dataclass
class MutantLoop:
    """The plugin that stands in the place of pytest's own loop over the tests."""

    mutants: Sequence[Mutant]
    statuses: dict[str, str]  # by digest
    children: int
    at_import: frozenset[str] = frozenset()  # places that run while the package is imported
    near: bool = False  # ask only the files of tests that import the module
    running: dict[int, Mutant] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    imports: dict[Path, frozenset[str]] = field(default_factory=dict)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.items = session.items
        reach = Reach({}, [2.0] * len(self.items)) if self.near else self._measure_reach()
        if self.failed:
            return True
        self._fails(0, None)  # what all tests load is loaded once, here and not in every child
        gc.collect()
        gc.freeze()
        gc.disable()
        self._control(reach)
        if self.failed:
            return True
        saved = time.monotonic()
        for number, mutant in enumerate(self.mutants, 1):
            if tests := self._sort_tests(mutant, reach):
                self._start(mutant, tests, reach.seconds)
            elif mutant.place in self.at_import:
                self._start(mutant, [], [])
            else:
                self.statuses[mutant.digest] = UNREACHED
            if time.monotonic() - saved > 30:
                saved = time.monotonic()
                _save(self.statuses)
                _say(f"{number} / {len(self.mutants)}")
        while self.running:
            self._wait()
        _save(self.statuses)
        return True

    def _control(self, reach: Reach) -> None:
        """Without any mutant nothing may be found: one test of each file, run as those of a mutant are."""
        first = {item.path: number for number, item in reversed(list(enumerate(self.items)))}
        if not self._run_child(None, list(first.values()), reach.seconds):
            self.failed.append("the control: tests fail in a child without any mutant")

    def _run_child(self, mutant: Mutant | None, tests: Sequence[int], seconds: Sequence[float]) -> bool:
        pid = os.fork()
        if pid == 0:
            self._try(mutant, tests, seconds)
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0

    def _sort_tests(self, mutant: Mutant, reach: Reach) -> list[int]:
        """The tests of the file itself first, and quick ones first: most mutants are found at once."""
        stem = f"test_{mutant.module.rpartition('.')[2]}"
        tests = range(len(self.items)) if self.near else reach.tests_of.get(mutant.place, [])
        own: dict[int, bool] = {}
        for test in tests:
            path = self.items[test].path
            is_own = path.stem == stem or path.stem.startswith(f"{stem}_")
            if is_own or not self.near or mutant.module in self._find_imports(path):
                own[test] = is_own
        return sorted(own, key=lambda test: (not own[test], reach.seconds[test]))

    def _find_imports(self, path: Path) -> frozenset[str]:
        """The modules that a file of tests imports by name."""
        if path not in self.imports:
            found = re.findall(r"^from ([\w.]+) import", path.read_text("utf-8"), re.MULTILINE)
            self.imports[path] = frozenset(found)
        return self.imports[path]

    def _start(self, mutant: Mutant, tests: Sequence[int], seconds: Sequence[float]) -> None:
        while len(self.running) >= self.children:
            self._wait()
        pid = os.fork()
        if pid == 0:
            self._try(mutant, tests, seconds)
        self.running[pid] = mutant

    def _try(self, mutant: Mutant | None, tests: Sequence[int], seconds: Sequence[float]) -> None:
        """In the child: leave with 1 as soon as a test fails, with 0 when none does."""
        try:
            _be_quiet()
            resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
            if mutant:
                _install(mutant)
            for test, following in zip(tests, [*tests[1:], None], strict=True):
                # Counted in time of the processor: other work on the machine makes no mutant seem endless.
                signal.setitimer(signal.ITIMER_PROF, 10 * seconds[test] + 5)
                if self._fails(test, following):
                    os._exit(1)
            if mutant and mutant.place in self.at_import and not self.near:
                _try_import(mutant)
        except BaseException:
            os._exit(1)
        os._exit(0)

    def _fails(self, test: int, following: int | None) -> bool:
        next_item = None if following is None else self.items[following]
        return any(
            report.failed for report in runtestprotocol(self.items[test], log=False, nextitem=next_item)
        )

    def _wait(self) -> None:
        pid, status = os.wait()
        mutant = self.running.pop(pid)
        code = os.waitstatus_to_exitcode(status)
        # A mutant that cannot take the place of the function says nothing about the tests.
        outcome = {0: SURVIVED, 2: UNPLACED, -signal.SIGPROF: TIMEOUT}.get(code, KILLED)
        self.statuses[mutant.digest] = outcome

    def _measure_reach(self) -> Reach:
        """Run every test once, unchanged: they must pass, and tell which functions they call."""
        functions = {mutant.place: find_function(mutant) for mutant in self.mutants}
        places = {id(code): place for place, function in functions.items() for code in list_codes(function)}
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            with os.fdopen(writing, "wb") as pipe:
                try:
                    _be_quiet()
                    pickle.dump(self._watch(places), pipe)
                except BaseException as error:
                    pickle.dump((None, [f"the tests broke off: {error!r}"]), pipe)
                pipe.flush()
                os._exit(0)
        os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            reach, self.failed = pickle.load(pipe)  # noqa: S301 - written by our own child
        os.waitpid(pid, 0)
        return reach or Reach({}, [])

    def _watch(self, places: dict[int, str]) -> tuple[Reach, list[str]]:
        tests_of: dict[str, list[int]] = defaultdict(list)
        seconds: list[float] = []
        failed: list[str] = []
        for number, item in enumerate(self.items):
            called = _Called()
            forget_results("shirube.core")
            begin = time.process_time()
            sys.setprofile(called)
            fails = self._fails(number, number + 1 if number + 1 < len(self.items) else None)
            sys.setprofile(None)
            seconds.append(time.process_time() - begin)
            if fails:
                failed.append(item.nodeid)
            for place in {places[code] for code in called.codes & places.keys()}:
                tests_of[place].append(number)
        return Reach(dict(tests_of), seconds), failed


def try_mutants(
    mutants: Sequence[Mutant],
    statuses: dict[str, str],
    *,
    tests: str,
    children: int = 1,
    near: bool = False,
) -> list[str]:
    """Fill in what became of each mutant. Returns tests that fail by themselves; then nothing is tried."""
    loop = MutantLoop(mutants, statuses, children, _find_places_at_import(mutants), near)
    if mutants:
        os.environ["SHIRUBE_FUZZ"] = "few"
        # Native tracebacks: nobody reads them, and others take longer than the test.
        pytest.main([tests, *QUIETLY, "--tb=native"], plugins=[loop])
    return loop.failed


def _find_places_at_import(mutants: Sequence[Mutant]) -> frozenset[str]:
    """The functions that run while their package is imported: a change of them later comes too late."""
    called = _Called()
    sys.setprofile(called)
    for module in {mutant.module for mutant in mutants}:
        importlib.import_module(module)
    sys.setprofile(None)
    functions = {mutant.place: find_function(mutant) for mutant in mutants}
    return frozenset(place for place, function in functions.items() if id(function.__code__) in called.codes)


def _try_import(mutant: Mutant) -> None:
    """Run all tests in a new process that imports the changed module; leave with 1 when one fails."""
    program = IMPORTED.format(name=mutant.module, text=mutant.render_module())
    signal.setitimer(signal.ITIMER_PROF, 0)
    done = subprocess.run([sys.executable, "-c", program], check=False, cwd=ROOT, timeout=900)
    if done.returncode:
        os._exit(1)


def draw(mutants: Sequence[Mutant], size: int | None, seed: int) -> list[Mutant]:
    """All, or so many of each file; a larger sample with the same seed holds the smaller one."""
    if size is None:
        return list(mutants)
    by_module: dict[str, list[Mutant]] = defaultdict(list)
    for mutant in mutants:
        by_module[mutant.module].append(mutant)
    drawn: list[Mutant] = []
    for module, group in sorted(by_module.items()):
        random.Random(f"{seed} {module}").shuffle(group)  # noqa: S311 - a sample, no secret
        drawn += group[:size]
    return drawn


def count_scores(
    mutants: Sequence[Mutant], tried: Sequence[Mutant], statuses: dict[str, str]
) -> dict[str, Score]:
    """By module: how many mutants there are, how many of these were tried, how many were found."""
    made = Counter(mutant.module for mutant in mutants)
    tried = [mutant for mutant in tried if mutant.digest in statuses]
    run = Counter(mutant.module for mutant in tried)
    found = Counter(mutant.module for mutant in tried if statuses[mutant.digest] in FOUND)
    return {module: Score(made[module], run[module], found[module]) for module in sorted(made)}


def estimate_share(scores: Iterable[Score]) -> tuple[float, float]:
    """The share found of all mutants made, each file by its size, and half the width of its 95 % interval.

    A file tried whole adds no doubt. Elsewhere one found and one missed are added for the doubt alone, since
    a sample in which all were found does not prove that all are.
    """
    files = [score for score in scores if score.run]
    total = sum(score.made for score in files)
    share = variance = 0.0
    for score in files:
        weight = score.made / total
        share += weight * score.share
        doubtful = (score.found + 1) / (score.run + 2)
        variance += weight**2 * (1 - score.run / score.made) * doubtful * (1 - doubtful) / score.run
    return share, NormalDist().inv_cdf(0.975) * variance**0.5


def render_table(scores: dict[str, Score]) -> str:
    """A Markdown table of the files, the weakest first, and the whole under it."""
    lines = ["| ファイル | 変異 | 試した | 見つけた | 割合 |", "| --- | ---: | ---: | ---: | ---: |"]
    for module, score in sorted(scores.items(), key=lambda pair: (pair[1].share, pair[0])):
        name = module.rpartition(".")[2]
        lines.append(f"| `{name}` | {score.made:,} | {score.run:,} | {score.found:,} | {score.share:.1%} |")
    made, run, found = (
        sum(getattr(score, of) for score in scores.values()) for of in ("made", "run", "found")
    )
    share, width = estimate_share(scores.values())
    lines += ["", f"変異{made:,}件のうち{run:,}件を試し、{found:,}件を見つけました。"]
    lines.append(f"全体の割合は{share:.1%}です（95%信頼区間 ±{width * 100:.1f}ポイント）。")
    return "\n".join(lines) + "\n"


def render_survivors(mutants: Iterable[Mutant], statuses: dict[str, str]) -> str:
    """Each mutant that was not found, with its change."""
    blocks = [
        f"## {mutant.name} ({statuses[mutant.digest]})\n{mutant.render_change()}\n"
        for mutant in mutants
        if statuses.get(mutant.digest, KILLED) not in FOUND
    ]
    return "\n".join(blocks)


def main(arguments: list[str]) -> int:
    options = _parse(arguments)
    statuses: dict[str, str] = (
        {} if options.fresh or not RESULTS.exists() else json.loads(RESULTS.read_text())
    )
    mutants: list[Mutant] = []
    for path in sorted(CORE.glob("*.py")):
        if any(fnmatch.fnmatch(path.stem, pattern) for pattern in options.files or ["*"]):
            mutants += make_mutants(path.read_text("utf-8"), f"shirube.core.{path.stem}")
    chosen = draw(mutants, options.sample, options.seed)
    waiting = [mutant for mutant in chosen if options.retry(statuses.get(mutant.digest))]
    random.Random(options.seed).shuffle(waiting)  # noqa: S311 - so that a run broken off tells about every file
    _say(f"{len(mutants)} mutants, {len(chosen)} chosen with seed {options.seed}, {len(waiting)} to try")
    os.chdir(ROOT)
    if failed := try_mutants(
        waiting, statuses, tests="tests/core", children=options.children, near=options.near
    ):
        _say("\n".join(["these tests fail without any mutant:", *failed]))
        return 1
    SURVIVORS.write_text(render_survivors(chosen, statuses), "utf-8")
    _say(render_table(count_scores(mutants, chosen, statuses)))
    _say(f"{SURVIVORS.relative_to(ROOT)} shows what was not found.")
    return 0


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev mutate", description=__doc__)
    parser.add_argument("files", nargs="*", help="files of shirube/core, such as judging or 'notation*'")
    parser.add_argument("--sample", type=int, help="so many mutants of each file")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--children", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--fresh", action="store_true", help="forget what earlier runs found")
    parser.add_argument("--near", action="store_true", help="quick: only tests that import the module")
    parser.add_argument("--new-only", action="store_true", help="do not try again what survived before")
    options = parser.parse_args(arguments)
    options.retry = (
        (lambda status: status is None) if options.new_only else (lambda status: status not in FOUND)
    )
    return options


def _install(mutant: Mutant) -> None:
    try:
        install(mutant)
    except Exception:
        os._exit(2)


def _be_quiet() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


def _save(statuses: dict[str, str]) -> None:
    RESULTS.parent.mkdir(exist_ok=True)
    beside = RESULTS.with_suffix(".new")
    beside.write_text(json.dumps(statuses, indent=0))
    beside.replace(RESULTS)


def _say(text: str) -> None:
    sys.__stdout__.write(text + "\n") if sys.__stdout__ else None
    sys.__stdout__.flush() if sys.__stdout__ else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
