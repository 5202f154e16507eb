"""The formulas of the core as ratios of columns: numerator, denominator above zero, and what is undefined.

Each works on 64-bit integers and, unchanged, on columns of Python's own integers, which never overflow.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from shirube.core.indicator import Direction
from shirube.core.reading import Missing
from shirube.core.undefined import Undefined

# Columns of int64 or of Python integers: numpy's types cannot say "either, but all alike".
Column: TypeAlias = npt.NDArray[Any]
Mask: TypeAlias = npt.NDArray[np.bool_]
Reason: TypeAlias = Undefined | Missing
Figures: TypeAlias = Mapping[str, Column]


class Ratio(Struct, frozen=True):
    """One formula. ``needs`` are its columns, each with the reason that its absence gives.

    ``refuses`` finds rows without a rate among those with all figures; in both the first reason counts.
    ``divide`` gives numerator and denominator, which lie within ``reach`` times the largest figure.
    """

    needs: tuple[tuple[str, Reason], ...]
    refuses: Callable[[Figures], tuple[tuple[Mask, Undefined], ...]]
    divide: Callable[[Figures, Direction], tuple[Column, Column]]
    reach: int
    may_be_negative: bool = False


_TARGET = ("target", Missing.NO_TARGET)
_ACTUAL = ("actual", Missing.NOT_ENTERED)
_FINAL = ("final_target", Undefined.NO_FINAL_TARGET)
_BASELINE = ("baseline", Undefined.NO_BASELINE)
_PREVIOUS = ("previous", Undefined.NO_PREVIOUS)


def _refuse_target(name: str) -> Callable[[Figures], tuple[tuple[Mask, Undefined], ...]]:
    return lambda figures: (
        (figures[name] == 0, Undefined.ZERO_TARGET),
        (figures[name] < 0, Undefined.NEGATIVE_TARGET),
    )


def _refuse_target_and_actual(name: str) -> Callable[[Figures], tuple[tuple[Mask, Undefined], ...]]:
    return lambda figures: (
        *_refuse_target(name)(figures),
        (figures["actual"] == 0, Undefined.ZERO_ACTUAL),
        (figures["actual"] < 0, Undefined.NEGATIVE_ACTUAL),
    )


def _signed(figures: Figures, direction: Direction) -> tuple[Column, Column]:
    target, actual = figures["target"], figures["actual"]
    better = target - actual if direction is Direction.DOWN else actual - target
    return abs(target) + better, abs(target)


def _share_of_way(start: str, end: str) -> Callable[[Figures, Direction], tuple[Column, Column]]:
    return lambda figures, _: (figures["actual"] - figures[start], figures[end] - figures[start])


RATIOS: dict[str, Ratio] = {
    "ratio": Ratio(
        (_TARGET, _ACTUAL), _refuse_target("target"), lambda f, _: (f["actual"], f["target"]), reach=1
    ),
    "inverse_ratio": Ratio(
        (_TARGET, _ACTUAL),
        _refuse_target_and_actual("target"),
        lambda f, _: (f["target"], f["actual"]),
        reach=1,
    ),
    "difference_ratio": Ratio(
        (_TARGET, _ACTUAL),
        _refuse_target("target"),
        lambda f, _: (2 * f["target"] - f["actual"], f["target"]),
        reach=3,
    ),
    "signed_ratio": Ratio(
        (_TARGET, _ACTUAL), lambda f: ((f["target"] == 0, Undefined.ZERO_TARGET),), _signed, reach=3
    ),
    "progress": Ratio(
        (_TARGET, _ACTUAL, _BASELINE),
        lambda f: ((f["target"] == f["baseline"], Undefined.TARGET_IS_BASELINE),),
        _share_of_way("baseline", "target"),
        reach=2,
        may_be_negative=True,
    ),
    "final_progress": Ratio(
        (_ACTUAL, _FINAL, _BASELINE),
        lambda f: ((f["final_target"] == f["baseline"], Undefined.TARGET_IS_BASELINE),),
        _share_of_way("baseline", "final_target"),
        reach=2,
        may_be_negative=True,
    ),
    "previous_progress": Ratio(
        (_TARGET, _ACTUAL, _PREVIOUS),
        lambda f: ((f["target"] == f["previous"], Undefined.TARGET_IS_PREVIOUS),),
        _share_of_way("previous", "target"),
        reach=2,
        may_be_negative=True,
    ),
    "final_ratio": Ratio(
        (_ACTUAL, _FINAL),
        _refuse_target("final_target"),
        lambda f, _: (f["actual"], f["final_target"]),
        reach=1,
    ),
    "inverse_final_ratio": Ratio(
        (_ACTUAL, _FINAL),
        _refuse_target_and_actual("final_target"),
        lambda f, _: (f["final_target"], f["actual"]),
        reach=1,
    ),
    "previous_ratio": Ratio(
        (_ACTUAL, _PREVIOUS),
        lambda f: ((f["previous"] <= 0, Undefined.ZERO_PREVIOUS),),
        lambda f, _: (f["actual"], f["previous"]),
        reach=1,
    ),
    "change_rate": Ratio(
        (_ACTUAL, _BASELINE),
        lambda f: ((f["baseline"] == 0, Undefined.ZERO_BASELINE),),
        lambda f, _: (f["actual"] - f["baseline"], abs(f["baseline"])),
        reach=2,
    ),
}
