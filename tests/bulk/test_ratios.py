from __future__ import annotations

import numpy as np
import pytest

from shirube.bulk.columns import COLUMN_NAMES
from shirube.bulk.ratios import RATIOS
from shirube.core.formulas import FORMULAS, Measure
from shirube.core.indicator import Direction


@pytest.mark.parametrize("name", RATIOS)
def test_every_ratio_is_a_formula_of_the_core(name: str) -> None:
    assert FORMULAS[name].measure is Measure.RATE


@pytest.mark.parametrize("name", RATIOS)
def test_numerator_and_denominator_stay_within_their_reach(name: str) -> None:
    """The guard against overflow rests on this: the worst signs of the largest figures are tried."""
    ratio = RATIOS[name]
    corners = np.array(np.meshgrid(*[[-7, 7]] * len(COLUMN_NAMES))).reshape(len(COLUMN_NAMES), -1)
    figures = {column: corners[place].astype(object) for place, column in enumerate(COLUMN_NAMES)}

    for direction in (Direction.UP, Direction.DOWN):
        for side in ratio.divide(figures, direction):
            assert max(abs(value) for value in side) <= 7 * ratio.reach


@pytest.mark.parametrize("name", RATIOS)
def test_a_ratio_needs_the_actual_and_names_only_known_columns(name: str) -> None:
    needed = [column for column, _ in RATIOS[name].needs]

    assert "actual" in needed
    assert set(needed) <= set(COLUMN_NAMES)
    assert len(needed) == len(set(needed))
