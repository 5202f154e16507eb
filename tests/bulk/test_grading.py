"""The bulk path is the core, only faster: held against it cell by cell."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from shirube.bulk import grading
from shirube.bulk.columns import MISSING, BulkCells
from shirube.bulk.grading import BulkRule, Outcome, compile_rule, grade_cells
from shirube.bulk.ratios import RATIOS
from shirube.core.evaluation import evaluate_situation
from shirube.core.indicator import Direction
from shirube.core.quantity import Quantity
from shirube.core.reading import Missing, Reading
from shirube.core.rounding import Rounding, RoundingMode
from shirube.core.scale import Band, Code, Condition, Edge, Scale, Subject
from shirube.core.situation import Situation
from shirube.core.undefined import Undefined
from tests.builders import SEED_ROWS, build_scale, year

SCALE = build_scale()
FIGURES = ("target", "actual", "baseline", "previous", "final_target")


def column(*values: int | None) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array([MISSING if value is None else value for value in values], np.int64)


def grade(scale: Scale, target: list[int | None], actual: list[int | None]) -> list[Outcome]:
    rule = compile_rule(scale, Direction.UP)
    found = grade_cells(rule, BulkCells(target=column(*target), actual=column(*actual)))
    return [rule.outcomes[number] for number in found]


def test_every_published_grade_of_the_reference_plan_comes_out() -> None:
    cells = [
        tuple(
            int(part.replace(",", "")) if place < 2 else part for place, part in enumerate(row[at : at + 3])
        )
        for row in SEED_ROWS
        for at in (4, 7, 10)
    ]

    found = grade(SCALE, [cell[0] for cell in cells], [cell[1] for cell in cells])  # type: ignore[misc]

    assert [outcome.mark for outcome in found] == [cell[2] for cell in cells]


def test_no_cell_exactly_on_an_edge_falls_a_band_too_low() -> None:
    """Where floats fail: actual exactly 80 % (60, 90, 95, 50 %) of a target with two decimals."""
    for edge in (50, 60, 80, 90, 95):
        scale = Scale(
            name="x",
            bands=(
                Band(mark="A", conditions=(Condition(Subject.RATE, Edge(Fraction(edge, 100), True)),)),
                Band(mark="B", conditions=(Condition(Subject.RATE, None, Edge(Fraction(edge, 100), False)),)),
            ),
        )
        target = np.arange(1, 20_001, dtype=np.int64) * 100
        rule = compile_rule(scale, Direction.UP)

        assert rule.count_marks(grade_cells(rule, BulkCells(target=target, actual=target // 100 * edge))) == {
            "B": 0,
            "A": 20_000,
        } | {"": 0}
        if edge == 80:
            naive = (target // 100 * edge) / 100 / (target / 100) >= 0.8
            assert not naive.all(), "the control: naive floats do fall"


def test_missing_figures_and_targets_without_a_rate_have_their_reason() -> None:
    found = grade(SCALE, [None, 10, None, 0, -5], [5, None, None, 5, 5])

    assert [outcome.missing for outcome in found[:3]] == [
        Missing.NO_TARGET,
        Missing.NOT_ENTERED,
        Missing.NO_TARGET,
    ]
    assert [outcome.undefined for outcome in found[3:]] == [Undefined.ZERO_TARGET, Undefined.NEGATIVE_TARGET]
    assert all(outcome.mark == "" for outcome in found)


def test_codes_of_the_rule_are_given_where_there_is_no_rate() -> None:
    codes = (
        Code(mark="－", missing=(Missing.NOT_ENTERED,)),
        Code(mark="Z", undefined=(Undefined.ZERO_TARGET,)),
    )

    assert [item.mark for item in grade(replace(SCALE, codes=codes), [10, 0], [None, 5])] == ["－", "Z"]


def test_figures_that_64_bits_cannot_multiply_are_graded_exactly_all_the_same() -> None:
    huge = 2**63 - 1
    target, actual = [huge, huge, 10, huge // 2 * 2], [huge // 10 * 9 + 8, huge // 10 * 9, 9, huge // 2]

    found = grade(SCALE, list(target), list(actual))

    exact = [Fraction(a, t) for a, t in zip(actual, target, strict=True)]
    assert [item.mark for item in found] == [
        "A" if rate >= Fraction(9, 10) else "B" if rate > Fraction(1, 2) else "C" for rate in exact
    ]
    wrapped = np.array(actual, np.int64) * np.int64(10) >= np.array(target, np.int64) * np.int64(9)
    assert wrapped.tolist() != [rate >= Fraction(9, 10) for rate in exact], "the control: 64 bits alone wrap"


def test_many_rows_on_several_threads_stay_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grading, "CHUNK", 64)
    monkeypatch.setattr(grading, "SHARE", 256)
    rule = compile_rule(SCALE, Direction.UP)
    actual = np.arange(10_000, dtype=np.int64) % 173
    cells = BulkCells(target=np.full(10_000, 100, np.int64), actual=actual)

    alone, together = grade_cells(rule, cells, workers=1), grade_cells(rule, cells, workers=4)

    assert np.array_equal(alone, together)
    assert rule.marks(together[:3]) == ["C", "C", "C"]
    assert [rule.outcomes[number].mark for number in together[[51, 90, 120]]] == ["B", "A", "S"]


def test_no_rows_are_no_trouble() -> None:
    assert grade(SCALE, [], []) == []


@pytest.mark.parametrize(
    ("scale", "words"),
    [
        (replace(SCALE, formulas=()), "計算式が一括の評価に対応していません"),
        (replace(SCALE, formulas=((Direction.UP, "met"),)), "計算式が一括の評価に対応していません"),
        (
            replace(SCALE, formulas=((Direction.UP, "ratio"), (Direction.UP, "progress"))),
            "計算式が一括の評価に対応していません",
        ),
        (replace(SCALE, final_bands=SCALE.bands), "最終年度の例外"),
        (replace(SCALE, valid_from=year("R5")), "適用する年度"),
        (replace(SCALE, bands=(Band(mark="A"),)), "人の判断"),
    ],
)
def test_a_rule_that_is_not_covered_is_refused_and_never_guessed(scale: Scale, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        compile_rule(scale, Direction.UP)


def test_a_rule_of_certain_years_is_compiled_for_one_of_them() -> None:
    scale = replace(SCALE, valid_from=year("R5"), valid_to=year("R8"))

    assert compile_rule(scale, Direction.UP, year("R7")).outcomes[0].mark == "C"
    with pytest.raises(ValueError, match="適用する年度"):
        compile_rule(scale, Direction.UP, year("R9"))


# ---- the differential test: every formula, every outcome, cell by cell ----

small = st.integers(-12, 12)
figure = st.one_of(st.none(), small, small, st.integers(0, 10**6), st.integers(-(2**63) + 1, 2**63 - 1))
rows = st.lists(st.tuples(*[figure] * len(FIGURES)), min_size=1, max_size=30)
roundings = st.none() | st.builds(Rounding, st.sampled_from(RoundingMode), st.integers(0, 2))
CODES = (
    Code(mark="－", missing=(Missing.NOT_ENTERED,)),
    Code(mark="X", undefined=(Undefined.ZERO_TARGET, Undefined.NO_BASELINE)),
)


@pytest.mark.parametrize("direction", [Direction.UP, Direction.DOWN])
@pytest.mark.parametrize("name", RATIOS)
@given(rows=rows, rounding=roundings, coded=st.booleans())
def test_the_bulk_path_gives_what_the_core_gives(
    name: str,
    direction: Direction,
    rows: list[tuple[int | None, ...]],
    rounding: Rounding | None,
    coded: bool,
) -> None:
    scale = replace(SCALE, formulas=((direction, name),), rounding=rounding, codes=CODES if coded else ())
    rule = compile_rule(scale, direction)
    columns = {key: column(*[row[place] for row in rows]) for place, key in enumerate(FIGURES)}

    found = [rule.outcomes[number] for number in grade_cells(rule, BulkCells(**columns))]

    assert found == [evaluate_by_core(scale, direction, row) for row in rows]


def evaluate_by_core(scale: Scale, direction: Direction, row: tuple[int | None, ...]) -> Outcome:
    target, actual, baseline, previous, final_target = row
    evaluation = evaluate_situation(
        Situation(
            year=year("R7"),
            direction=direction,
            target=None if target is None else Reading(quantity=Quantity(Decimal(target))),
            actual=None if actual is None else Reading(quantity=Quantity(Decimal(actual))),
            baseline=None if baseline is None else Fraction(baseline),
            previous=None if previous is None else Fraction(previous),
            final_target=None if final_target is None else Fraction(final_target),
        ),
        scale,
    )
    return Outcome(evaluation.mark, evaluation.undefined, evaluation.missing)


def test_marks_are_counted_by_name() -> None:
    rule: BulkRule = compile_rule(SCALE, Direction.UP)
    found = grade_cells(rule, BulkCells(target=column(10, 10, 0), actual=column(9, 9, 1)))

    assert rule.count_marks(found) == {"C": 0, "B": 0, "A": 2, "S": 0, "": 1}
