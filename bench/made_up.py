"""Made-up figures and plans for benchmarks: reproducible, and of the size that is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


def make_blocks(total: int, size: int, seed: int = 1741) -> Iterator[tuple[Ints, Ints]]:
    """Targets and actuals of yearly figures with two decimals, as hundredths, in blocks of bounded size.

    About one actual in a hundred lies exactly on an edge of 50, 80, 90 or 120 %, as round figures do.
    """
    generator = np.random.default_rng(seed)
    for start in range(0, total, size):
        count = min(size, total - start)
        targets = generator.integers(1, 50_000, count) * 20
        actuals = targets * generator.integers(0, 1_600, count) // 1_000
        edges = generator.choice(np.array([50, 80, 90, 120]), count)
        on_edge = generator.random(count) < 0.01
        actuals[on_edge] = targets[on_edge] * edges[on_edge] // 100
        yield targets, actuals


def write_cells(path: Path, rows: int) -> None:
    """A plain list of cells with distinct figures."""
    with path.open("w", encoding="utf-8") as file:
        file.write("indicator,fiscal_year,target,actual,baseline,direction,kind,unit\n")
        for number in range(rows):
            target, actual = number % 9973 + 1, (number * 7919) % 11_003
            figures = f"{target}.{number % 10},{actual},{number % 499}"
            file.write(f"指標{number},R{number % 5 + 3},{figures},up,annual,人\n")
