"""The frame of the benchmarks: fair pairs, sections that replace themselves, and a list that is complete."""

from __future__ import annotations

import sys
import time
from importlib import import_module
from pathlib import Path

import pytest

from bench import results
from bench.__main__ import BENCHES, main
from bench.bench_bulk import count_edge_errors
from bench.frame import Pair, Row, compare, measure_memory, measure_pair, render_seconds, run_command
from bench.made_up import make_blocks


def test_the_ratio_is_the_median_of_the_turns_and_not_of_the_medians() -> None:
    pair = Pair(ours=(1.0, 4.0, 9.0), other=(1.0, 2.0, 3.0))

    assert pair.ratio == 2.0
    assert (pair.our_median, pair.other_median) == (4.0, 2.0)


def test_both_sides_run_by_turns() -> None:
    ran: list[str] = []

    measure_pair(lambda: ran.append("ours"), lambda: ran.append("other"), rounds=2)

    assert ran == ["ours", "other"] * 3


def test_what_comes_before_our_turn_is_not_counted() -> None:
    pair = measure_pair(lambda: None, lambda: None, rounds=2, before=lambda: time.sleep(0.05))

    assert max(pair.ours) < 0.05


def test_a_goal_is_met_or_missed_in_both_directions() -> None:
    pair = Pair(ours=(1.0,), other=(4.0,))

    assert compare("x", pair, at_most=0.3).met is True
    assert compare("x", pair, at_most=0.2).met is False
    assert compare("x", pair, at_least=4).met is True
    assert compare("x", pair, at_least=5).met is False
    assert compare("x", pair).met is None


@pytest.mark.parametrize("program", ["raise SystemExit(3)", "1/0"])
def test_a_command_that_fails_is_no_result(program: str) -> None:
    command = [sys.executable, "-c", program]
    with pytest.raises(RuntimeError):
        run_command(command)()
    with pytest.raises(RuntimeError):
        measure_memory(command)


def test_memory_is_that_of_the_command_and_not_of_the_tests() -> None:
    assert 3 < measure_memory([sys.executable, "-c", "pass"]) < 40
    assert measure_memory([sys.executable, "-c", "x = b'x' * 200_000_000"]) > 190


def test_a_section_replaces_its_older_self_and_leaves_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "docs" / "benchmarks.md"
    monkeypatch.setattr(results, "PAGE", page)
    results.write_section("one", "一", "説明", [Row(what="甲", ours="1")])
    results.write_section("two", "二", "説明", [Row(what="乙", ours="2", met=False)])
    results.write_section("one", "一", "説明", [Row(what="丙", ours="3", met=True)])

    text = page.read_text(encoding="utf-8")

    assert "甲" not in text
    assert text.index("丙") < text.index("乙")
    assert "**未達成**" in text
    assert text.count("<!-- one -->") == 1


def test_seconds_are_shown_as_people_read_them() -> None:
    assert (render_seconds(0.0123), render_seconds(1.5)) == ("12.3 ms", "1.50 s")


def test_every_benchmark_is_listed_and_explains_itself() -> None:
    listed = {module.removeprefix("bench.") for module in BENCHES.values()}
    there = {path.stem for path in Path(results.__file__).parent.glob("bench_*.py")}

    assert listed == there
    for module in BENCHES.values():
        loaded = import_module(module)
        assert loaded.__doc__
        assert callable(loaded.measure)


def test_an_unknown_benchmark_is_answered_with_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nothing"]) == 64
    assert "一覧：start、" in capsys.readouterr().err


def test_made_up_figures_are_the_same_every_time_and_lie_on_edges_too() -> None:
    (targets, actuals), *rest = make_blocks(1_500, 1_000)
    (again, _), *_ = make_blocks(1_500, 1_000)

    assert (targets == again).all()
    assert [len(block[0]) for block in rest] == [500]
    assert (actuals * 10 == targets * 9).any()


def test_floats_fail_at_the_edge_and_the_bulk_path_does_not() -> None:
    assert count_edge_errors() == (0, 8_205)
