from __future__ import annotations

from fractions import Fraction

import pytest

from shirube.core.indicator import Accumulation, Direction
from shirube.core.situation import number_of
from shirube.readers.scale_spec_table import COLUMNS, DEFAULT_YEAR, parse_spec_table
from tests.builders import year

F = Fraction


def test_every_column_arrives_where_it_belongs() -> None:
    heads = "|".join((*COLUMNS, "見込み"))
    row = "1人|2人|3人|4人|5人|6人|7人|R6|R4|R8|R3|減少|累計|50.0%|B|注|はい"

    [case], problems = parse_spec_table(f"{heads}\n{row}\n", first_line=10)

    situation = case.situation
    assert problems == ()
    assert number_of(situation.actual) == 1
    assert number_of(situation.target) == 2
    assert (situation.baseline, situation.previous, situation.final_target) == (F(3), F(4), F(5))
    assert (situation.total_actual, situation.total_target) == (F(6), F(7))
    assert (situation.year, situation.first_year) == (year("R6"), year("R4"))
    assert (situation.final_year, situation.baseline_year) == (year("R8"), year("R3"))
    assert situation.direction is Direction.DOWN
    assert situation.accumulation is Accumulation.CUMULATIVE
    assert situation.facts == (("見込み", "はい"),)
    assert (case.rate, case.mark, case.note, case.line) == ("50.0%", "B", "注", 11)
    assert dict(case.cells)["実績値"] == "1人"


def test_empty_cells_are_nothing_and_never_zero() -> None:
    [case], _ = parse_spec_table("実績値 | 目標値 | 基準値 | 問い\n | 2 | | \n")

    assert case.situation.actual is None
    assert case.situation.baseline is None
    assert case.situation.facts == ()
    assert case.situation.year == DEFAULT_YEAR
    assert case.situation.direction is Direction.UP


def test_a_framed_table_is_read_like_an_open_one() -> None:
    framed, _ = parse_spec_table("| 実績値 | 目標値 |\n|  | 2 |\n| 1 |  |\n")
    opened, _ = parse_spec_table("実績値 | 目標値\n | 2\n1 |\n")

    assert [case.situation for case in framed] == [case.situation for case in opened]
    assert [number_of(case.situation.target) for case in framed] == [Fraction(2), None]


@pytest.mark.parametrize("word", ["上", "増加中"])
def test_a_word_that_is_no_direction_is_a_problem_of_its_line(word: str) -> None:
    cases, problems = parse_spec_table(f"実績値 | 方向\n\n1 | {word}\n", first_line=5)

    assert cases == ()
    assert problems == ((7, f"例の「{word}」は、方向又は種別の言葉ではありません。"),)


def test_a_baseline_that_is_no_number_is_a_problem_and_a_missing_one_is_not() -> None:
    cases, problems = parse_spec_table("実績値 | 基準値\n1 | 検討\n1 | -\n")

    assert [line for line, _ in problems] == [1]
    assert cases[0].situation.baseline is None
