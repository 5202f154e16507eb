"""What the benchmark of the server counts: all processes, shared memory once, the slow end of the times."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from bench.bench_web import find_percentile, render_memory, render_times
from bench.web_server import find_processes, measure_held


def test_the_slow_end_is_that_of_ninety_five_in_a_hundred() -> None:
    times = [float(number) for number in range(1, 101)]

    assert find_percentile(times, 95) == 95
    assert find_percentile([1.0, 9.0], 95) == 9
    assert find_percentile([4.0], 95) == 4


def test_children_and_their_children_are_counted() -> None:
    program = (
        "import subprocess, sys; subprocess.run([sys.executable, '-c', "
        "'import sys; held = b\"x\" * 60_000_000; print(1, flush=True); sys.stdin.read()'])"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        found = find_processes(process.pid)
        pss, rss = measure_held(process.pid)
        process.communicate()

    assert len(found) == 2
    assert os.getpid() not in found
    assert 60 < pss < rss < 150


@pytest.mark.parametrize(
    ("sums", "met"),
    [
        ([90, 120, 140, 150, 151, 149, 152], [True, True]),
        ([90, 120, 140, 150, 150, 150, 170, 151, 149, 152], [True, True]),  # one part is no trend
        ([90, 120, 140, 150, 151, 160, 165], [True, False]),
        ([90, 120, 140, 190, 195, 210, 215], [False, False]),
    ],
)
def test_memory_that_is_too_large_or_grows_misses_its_goal(sums: list[float], met: list[bool]) -> None:
    rows = render_memory([(held, held) for held in sums], 300, 1000, 10)

    assert [row.met for row in rows[:2]] == met


def test_the_goal_of_saving_is_about_the_slow_end() -> None:
    quick, slow = [0.05] * 100, [0.05] * 90 + [0.2] * 10

    assert render_times("x", quick, quick).met is True
    assert render_times("x", slow, quick).met is False
