"""Figures of many cells as columns of scaled integers, and how exact numbers become such integers."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from msgspec import Struct

IntColumn: TypeAlias = npt.NDArray[np.int64]

# Stands for 「no figure」 in a column. Missing is never zero; no scaled figure is ever this small.
MISSING = int(np.iinfo(np.int64).min)

COLUMN_NAMES = ("target", "actual", "baseline", "previous", "final_target")


class BulkCells(Struct, frozen=True, kw_only=True):
    """One column for each figure that a rule may look at, all equally long.

    The figures of one row share one scale (12.34 and 5 become 1234 and 500); rows may differ in theirs, since
    every formula here is a ratio in which the scale falls out. A column of None has no figure in any row.
    """

    target: IntColumn | None
    actual: IntColumn
    baseline: IntColumn | None = None
    previous: IntColumn | None = None
    final_target: IntColumn | None = None

    def __post_init__(self) -> None:
        for name in COLUMN_NAMES:
            column = getattr(self, name)
            if column is None:
                continue
            if column.dtype != np.int64 or column.ndim != 1:
                raise ValueError(f"{name} must be a column of 64-bit integers")
            if len(column) != len(self.actual):
                raise ValueError("all columns must be equally long")

    def __len__(self) -> int:
        return len(self.actual)

    def slice(self, start: int, stop: int) -> BulkCells:
        """Some rows, without copying them."""

        def part(column: IntColumn | None) -> IntColumn | None:
            return None if column is None else column[start:stop]

        return BulkCells(
            target=part(self.target),
            actual=self.actual[start:stop],
            baseline=part(self.baseline),
            previous=part(self.previous),
            final_target=part(self.final_target),
        )


def scale_column(values: Iterable[Decimal | int | None], decimals: int) -> IntColumn:
    """Exact numbers as integers times ten to ``decimals``; None becomes MISSING.

    Raises ValueError for a number with more decimals, and OverflowError for one that 64 bits do not hold:
    nothing is ever rounded on the way in.
    """
    factor = 10**decimals
    scaled = []
    for value in values:
        if value is None:
            scaled.append(MISSING)
            continue
        number = value * factor
        if number != int(number):
            raise ValueError(f"{value} has more than {decimals} decimals")
        if not -(2**63) < int(number) < 2**63:
            raise OverflowError(f"{value} with {decimals} decimals does not fit into 64 bits")
        scaled.append(int(number))
    return np.array(scaled, dtype=np.int64)
