"""Grading columns of cells by a compiled rule: exact, in bounded memory, on all cores.

A rate p/q is never computed: whether it reaches an edge is asked by multiplying crosswise. Where a product
might not fit into 64 bits, Python's own integers take over for those rows, so that the answer is the same.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from shirube.bulk.columns import COLUMN_NAMES, MISSING, BulkCells
from shirube.bulk.ratios import RATIOS, Column, Mask, Ratio, Reason
from shirube.bulk.thresholds import compute_steps
from shirube.core.fiscal_year import FiscalYear
from shirube.core.indicator import Direction
from shirube.core.reading import Missing
from shirube.core.scale import Scale
from shirube.core.undefined import Undefined

Outcomes: TypeAlias = npt.NDArray[np.uint8]

# So many rows stay in the nearest cache of a core with all that is computed from them.
CHUNK = 32_768
# A share of the work that is worth a thread of its own.
SHARE = 8 * CHUNK
LARGEST = 2**63 - 1


class Outcome(Struct, frozen=True):
    """What one number of the answer stands for: a mark, "" for none, and then why."""

    mark: str
    undefined: Undefined | None = None
    missing: Missing | None = None


class BulkRule(Struct, frozen=True):
    """A rule compiled for one direction. ``outcomes`` is the legend of the numbers that grading returns.

    A threshold is (numerator, denominator, inclusive); ``first_reason`` is the place in ``outcomes`` from
    which on they are reasons for having no rate, in the order of ``reasons``.
    """

    direction: Direction
    ratio: Ratio
    thresholds: tuple[tuple[int, int, bool], ...]
    outcomes: tuple[Outcome, ...]
    reasons: tuple[Reason, ...]
    limit: int

    @property
    def first_reason(self) -> int:
        """Number of the first outcome that is a reason and no band."""
        return len(self.thresholds) + 1

    def marks(self, outcomes: Outcomes) -> list[str]:
        """The marks that numbers stand for; for looking at a few rows, not at millions."""
        return [self.outcomes[int(number)].mark for number in outcomes]

    def count_marks(self, outcomes: Outcomes) -> dict[str, int]:
        """How often each mark occurs; "" counts rows without one."""
        numbers = np.bincount(outcomes, minlength=len(self.outcomes))
        counts: dict[str, int] = {}
        for outcome, number in zip(self.outcomes, numbers.tolist(), strict=False):
            counts[outcome.mark] = counts.get(outcome.mark, 0) + number
        return counts


def compile_rule(scale: Scale, direction: Direction, year: FiscalYear | None = None) -> BulkRule:
    """Make a rule ready for one direction and, where it holds for some years only, for one year.

    Raises ValueError, in Japanese, for a rule that the bulk path does not cover: several formulas for the
    direction, a formula that is no ratio of the columns, bands that look at more than the rate, or
    exceptions for the last year.
    """
    names = scale.formulas_for(direction)
    if len(names) != 1 or names[0] not in RATIOS:
        raise ValueError(f"方向「{direction.value}」の計算式が一括の評価に対応していません。")
    if scale.final_bands:
        raise ValueError("最終年度の例外がある評価基準は、一括で評価できません。")
    if (scale.valid_from or scale.valid_to) and (year is None or not scale.is_valid_in(year)):
        raise ValueError("この評価基準は適用する年度が決まっています。適用される年度を指定してください。")
    ratio, steps = RATIOS[names[0]], compute_steps(scale)
    fractions = tuple(
        (item.value.numerator, item.value.denominator, item.inclusive) for item in steps.thresholds
    )
    reasons = (
        *(reason for _, reason in ratio.needs),
        *(reason for _, reason in ratio.refuses({name: np.zeros(0, np.int64) for name in COLUMN_NAMES})),
    )
    bands = [Outcome(band.mark if band else "") for band in steps.bands]
    largest_factor = max((max(abs(top), bottom) for top, bottom, _ in fractions), default=1)
    return BulkRule(
        direction=direction,
        ratio=ratio,
        thresholds=fractions,
        outcomes=(*bands, *(_make_outcome(scale, reason) for reason in reasons)),
        reasons=reasons,
        limit=LARGEST // (ratio.reach * largest_factor),
    )


def grade_cells(rule: BulkRule, cells: BulkCells, *, workers: int | None = None) -> Outcomes:
    """The outcome of every row as a number into ``rule.outcomes``; one byte each, rows in their order.

    ``workers`` is the number of threads, by default one for each core; numpy lets them run side by side.
    """
    result = np.empty(len(cells), dtype=np.uint8)
    count = workers if workers is not None else len(os.sched_getaffinity(0))
    starts = range(0, len(cells), SHARE)
    if count <= 1 or len(starts) <= 1:
        _grade_share(rule, cells, result)
        return result

    def grade(start: int) -> None:
        _grade_share(rule, cells.slice(start, start + SHARE), result[start : start + SHARE])

    with ThreadPoolExecutor(count) as pool:
        list(pool.map(grade, starts))
    return result


def _make_outcome(scale: Scale, reason: Reason) -> Outcome:
    code = scale.code_for(reason)
    mark = code.mark if code else ""
    return Outcome(mark, missing=reason) if isinstance(reason, Missing) else Outcome(mark, undefined=reason)


def _grade_share(rule: BulkRule, cells: BulkCells, result: Outcomes) -> None:
    """Grade some rows chunk by chunk, so that memory is bounded and the cache is kept."""
    size = min(CHUNK, len(cells))
    left, right = np.empty(size, np.int64), np.empty(size, np.int64)
    passes = np.empty(size, np.bool_)
    for start in range(0, len(cells), CHUNK):
        stop = min(start + CHUNK, len(cells))
        _grade_chunk(rule, cells.slice(start, stop), result[start:stop], (left, right, passes))


def _grade_chunk(
    rule: BulkRule, cells: BulkCells, result: Outcomes, buffers: tuple[Column, Column, Mask]
) -> None:
    figures, absent = _collect_figures(rule, cells)
    large = _find_large(rule, figures)
    if large is not None:
        figures = {name: np.where(large, 1, column) for name, column in figures.items()}
    _count_steps(rule, figures, result, buffers)
    _mark_reasons(rule, figures, absent, result)
    if large is not None:
        _grade_large(rule, cells, result, np.flatnonzero(large))


def _collect_figures(rule: BulkRule, cells: BulkCells) -> tuple[dict[str, Column], dict[str, Mask]]:
    """The columns that the formula needs, 1 standing where there is no figure, and where that is so."""
    figures: dict[str, Column] = {}
    absent: dict[str, Mask] = {}
    for name, _ in rule.ratio.needs:
        column: Column | None = getattr(cells, name)
        if column is None:
            figures[name] = np.ones(len(cells), np.int64)
            absent[name] = np.ones(len(cells), np.bool_)
            continue
        if column.min(initial=0) == MISSING:
            gone = column == MISSING
            absent[name], column = gone, np.where(gone, 1, column)
        figures[name] = column
    return figures, absent


def _find_large(rule: BulkRule, figures: dict[str, Column]) -> Mask | None:
    """Rows in which a product might not fit into 64 bits; None where there are none, which is usual."""
    large: Mask | None = None
    for column in figures.values():
        if column.max(initial=0) <= rule.limit and column.min(initial=0) >= -rule.limit:
            continue
        here = (column > rule.limit) | (column < -rule.limit)
        large = here if large is None else large | here
    return large


def _count_steps(
    rule: BulkRule, figures: dict[str, Column], result: Outcomes, buffers: tuple[Column, Column, Mask]
) -> None:
    """How many thresholds each rate takes: the number of its band."""
    size = len(result)
    left, right, passes = (buffer[:size] for buffer in buffers)
    top, bottom = _divide(rule, figures)
    result[:] = 0
    for numerator, denominator, inclusive in rule.thresholds:
        np.multiply(top, denominator, out=left)
        np.multiply(bottom, numerator, out=right)
        (np.greater_equal if inclusive else np.greater)(left, right, out=passes)
        np.add(result, passes.view(np.uint8), out=result)


def _divide(rule: BulkRule, figures: dict[str, Column]) -> tuple[Column, Column]:
    """Numerator and denominator of every rate, the denominator above zero wherever there is a rate."""
    top, bottom = rule.ratio.divide(figures, rule.direction)
    if rule.ratio.may_be_negative:
        turned = bottom < 0
        top, bottom = np.where(turned, -top, top), np.where(turned, -bottom, bottom)
    return top, bottom


def _mark_reasons(
    rule: BulkRule, figures: dict[str, Column], absent: dict[str, Mask], result: Outcomes
) -> None:
    """Write the reasons over the rows without a rate, the first reason last so that it stays."""
    masks: Sequence[Mask | None] = [
        *(absent.get(name) for name, _ in rule.ratio.needs),
        *(mask for mask, _ in rule.ratio.refuses(figures)),
    ]
    for place in reversed(range(len(masks))):
        mask = masks[place]
        if mask is not None and mask.any():
            result[mask] = rule.first_reason + place


def _grade_large(rule: BulkRule, cells: BulkCells, result: Outcomes, rows: npt.NDArray[np.intp]) -> None:
    """The rows with very large figures once more, on Python's integers."""
    columns = {name: getattr(cells, name) for name, _ in rule.ratio.needs}
    absent = {
        name: np.ones(len(rows), np.bool_) if column is None else column[rows] == MISSING
        for name, column in columns.items()
    }
    figures: dict[str, Column] = {
        name: np.ones(len(rows), object)
        if column is None
        else np.where(absent[name], 1, column[rows]).astype(object)
        for name, column in columns.items()
    }
    found = np.zeros(len(rows), np.uint8)
    top, bottom = _divide(rule, figures)
    for numerator, denominator, inclusive in rule.thresholds:
        left, right = top * denominator, bottom * numerator
        passes = (left >= right) if inclusive else (left > right)
        found += passes.astype(np.uint8)
    _mark_reasons(rule, figures, absent, found)
    result[rows] = found
