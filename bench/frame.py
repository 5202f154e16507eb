"""Measuring in pairs: ours and the other by turns, medians and the median of the ratios of each turn.

What is measured belongs to the files bench_*.py, writing the results to results.py.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
Run = Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a table: our figure, the other's, their ratio, and the goal with whether it is met.

    Texts are as printed. ``met`` is None where a line only informs.
    """

    what: str
    ours: str
    other: str = ""
    ratio: str = ""
    goal: str = ""
    met: bool | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Seconds of both sides, turn by turn."""

    ours: tuple[float, ...]
    other: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """The median of the ratios of each turn: what else the machine did in a turn, it did to both."""
        return median(ours / other for ours, other in zip(self.ours, self.other, strict=True))

    @property
    def our_median(self) -> float:
        """Median of our seconds."""
        return median(self.ours)

    @property
    def other_median(self) -> float:
        """Median of the other's seconds."""
        return median(self.other)


def measure_pair(ours: Run, other: Run, *, rounds: int = 7, before: Run | None = None) -> Pair:
    """Time both by turns, after one turn that does not count.

    ``before`` is run before each of our turns, and its time does not count.
    """
    ours()
    other()
    times = []
    for _ in range(rounds):
        if before is not None:
            before()
        times.append((time_once(ours), time_once(other)))
    return Pair(tuple(pair[0] for pair in times), tuple(pair[1] for pair in times))


def time_once(run: Run) -> float:
    """Seconds of one run by the wall clock."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def time_median(run: Run, *, rounds: int = 5) -> float:
    """Median seconds of several runs, after one that does not count."""
    run()
    return median(time_once(run) for _ in range(rounds))


def compare(
    what: str, pair: Pair, *, at_most: float | None = None, at_least: float | None = None, note: str = ""
) -> Row:
    """A line about times: ``at_most`` bounds ours ÷ other, ``at_least`` other ÷ ours (how much faster)."""
    shown, goal, met = f"{pair.ratio:.2f}倍", "", None
    if at_most is not None:
        goal, met = f"{at_most:g}倍以下", pair.ratio <= at_most
    if at_least is not None:
        faster = 1 / pair.ratio
        shown, goal, met = f"{faster:.1f}倍速い", f"{at_least:g}倍以上速い", faster >= at_least
    ours, other = render_seconds(pair.our_median), render_seconds(pair.other_median)
    return Row(what=what, ours=ours, other=other, ratio=shown, goal=goal, met=met, note=note)


def render_seconds(seconds: float) -> str:
    """Seconds as people read them: 12.3 ms, 1.23 s."""
    return f"{seconds * 1000:.1f} ms" if seconds < 1 else f"{seconds:.2f} s"


def python(*words: str | Path) -> list[str]:
    """A command of this Python."""
    return [sys.executable, *map(str, words)]


def shirube(*words: str | Path) -> list[str]:
    """Our command as a user calls it: the script that installing makes."""
    script = Path(sys.executable).with_name("shirube")
    return [str(script), *map(str, words)]


def run_command(command: Sequence[str]) -> Run:
    """A run that is a whole process; failing fails the benchmark, since a fast error is no result."""

    def run() -> None:
        done = subprocess.run(command, capture_output=True, check=False, cwd=ROOT)
        # 1 says that there were grave findings, but also that Python itself failed.
        if done.returncode not in (0, 1) or b"Traceback" in done.stderr:
            raise RuntimeError(f"{' '.join(command)}: {done.stderr.decode(errors='replace')}")

    return run


def measure_memory(command: Sequence[str]) -> float:
    """Megabytes that a command held at most, its children included."""
    # A small Python in between, because a child inherits the maximum of the process that starts it.
    program = (
        "import json, resource, subprocess, sys\n"
        "done = subprocess.run(json.loads(sys.argv[1]), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)\n"
        "assert done.returncode in (0, 1) and b'Traceback' not in done.stderr, done.stderr.decode()\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n"
    )
    words = [sys.executable, "-S", "-c", program, json.dumps(list(command))]
    done = subprocess.run(words, capture_output=True, check=False, cwd=ROOT, env=dict(os.environ))
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace"))
    return int(done.stdout) / 1024
