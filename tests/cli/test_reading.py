"""Reading the file that a command names."""

from __future__ import annotations

import json
from argparse import ArgumentTypeError
from pathlib import Path

import pytest

from shirube.cli.reading import parse_column_lines
from tests.cli.run import SAMPLE, Runner


def write_two_tables(path: Path) -> Path:
    rows = ["指標\tR5目標\tR5実績", "人数\t5人\t4人", "", "別の表", "指標\tR6目標\tR6実績\tR6評価"]
    path.write_text("\n".join([*rows, "件数\t7件\t8件\tA", "回数\t2回\t2回\tA"]), encoding="utf-8")
    return path


def test_of_several_tables_the_largest_is_read_and_the_others_are_named(run: Runner, tmp_path: Path) -> None:
    answer = json.loads(run("check", write_two_tables(tmp_path / "二つ.tsv"), "--json").out)

    assert answer["plan"]["indicators"] == 2
    assert "other-tables" in [finding["code"] for finding in answer["findings"]]


def test_a_table_can_be_chosen_by_its_number(run: Runner, tmp_path: Path) -> None:
    path = write_two_tables(tmp_path / "二つ.tsv")

    assert json.loads(run("check", path, "--table", "1", "--json").out)["plan"]["indicators"] == 1
    assert run("check", path, "--table", "3").code == 2


def test_an_unknown_rule_is_refused(run: Runner) -> None:
    ran = run("check", SAMPLE, "--scale", "ない基準")

    assert ran.code == 5
    assert "ない基準" in ran.err


def test_column_lines_are_positions_in_points() -> None:
    assert parse_column_lines("40,180.5,320") == (40, 180.5, 320)
    with pytest.raises(ArgumentTypeError, match="数値をコンマで"):
        parse_column_lines("四十")


@pytest.mark.parametrize("words", [("--trust",), ()])
def test_a_trusted_file_reads_the_same(run: Runner, words: tuple[str, ...]) -> None:
    assert "42／42" in run("check", SAMPLE, *words).out
