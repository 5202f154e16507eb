"""The number line of a rule (数直線): grades as stretches, edges in words, the rates of the plan as points.

Everything is placed here, on the server, in units of the drawing; the template only writes it down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from shirube.core.fiscal_year import FiscalYear
from shirube.core.formulas import FORMULAS, Measure
from shirube.core.graded_plan import GradedRow
from shirube.core.rounding import render_exact_percent, render_percent
from shirube.core.scale import Band
from shirube.web.plan_rows import NO_TONE

WIDTH = 800
_STEP = 9  # points of rates stand so far apart, sideways and one above the other
_LABEL = 96  # room that the words of an edge need
_MOST_HIGH = 12  # points in one stack; further ones are drawn on top of it


class RatePoint(NamedTuple):
    """One rate of the plan: whose it is, what it is, and where to read more."""

    name: str
    rate: Fraction
    url: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """One grade on the line. ``colour`` is the city's own, "" for the tone of its rank."""

    mark: str
    tone: str
    colour: str
    x: int
    width: int


@dataclass(frozen=True, slots=True)
class EdgeMark:
    """One edge with its words; ``level`` is the line of writing that they stand on."""

    x: int
    words: str
    is_inside: bool
    level: int

    @property
    def at(self) -> int:
        """Where the words begin so that they stay on the drawing."""
        return min(max(self.x, _LABEL // 2), WIDTH - _LABEL // 2)


@dataclass(frozen=True, slots=True)
class Dot:
    """One rate on the line, ``y`` counted upwards from the line."""

    x: int
    y: int
    words: str
    url: str


@dataclass(frozen=True, slots=True)
class NumberLine:
    """The whole drawing. ``beyond`` counts rates further out than the line is long."""

    stretches: tuple[Stretch, ...]
    edges: tuple[EdgeMark, ...]
    dots: tuple[Dot, ...]
    beyond: int
    top: int
    height: int
    words: str


def build_number_line(
    bands: Sequence[Band], tones: Mapping[str, str], points: Sequence[RatePoint] = ()
) -> NumberLine | None:
    """The line of bands that look at the rate alone; None where one looks at anything else."""
    conditions = [band.rate for band in bands if len(band.conditions) == 1 and not band.alternatives]
    edges = [edge.value for item in conditions if item for edge in item.edges]
    if not edges or len(conditions) != len(bands) or not all(conditions):
        return None
    start, end = _find_ends(edges)

    def place(value: Fraction) -> int:
        return round(float((min(max(value, start), end) - start) / (end - start)) * WIDTH)

    marks = tuple(_place_labels(_iterate_edges(bands, place)))
    dots = tuple(_stack(points, place))
    top = max((dot.y for dot in dots), default=0) + (2 * _STEP if dots else 4)
    return NumberLine(
        stretches=tuple(_iterate_stretches(bands, tones, place, start, end)),
        edges=marks,
        dots=dots,
        beyond=sum(not start <= point.rate <= end for point in points),
        top=top,
        height=top + 30 + 34 + 18 * max((mark.level for mark in marks), default=0),
        words="、".join(f"{band.mark} {band.rate.render()}" for band in bands if band.rate),
    )


def list_points(
    rows: Iterable[GradedRow], year: FiscalYear | None, find_url: Callable[[GradedRow], str]
) -> list[RatePoint]:
    """The rates of one year; what is no rate (met or not, a difference) has no place on the line."""
    found = []
    for row in rows:
        evaluation = row.in_year(year) if year else None
        if evaluation is None or evaluation.judged_rate is None:
            continue
        if FORMULAS[evaluation.formula].measure is Measure.RATE:
            found.append(RatePoint(row.short_name, evaluation.judged_rate, find_url(row)))
    return sorted(found, key=lambda point: point.rate)


def _find_ends(edges: Sequence[Fraction]) -> tuple[Fraction, Fraction]:
    """A little more than the edges and zero take."""
    low, high = min(Fraction(0), *edges), max(Fraction(0), *edges)
    room = (high - low) / 4 or Fraction(1, 4)
    return (low - room if low < 0 else Fraction(0)), high + room


def _iterate_stretches(
    bands: Sequence[Band],
    tones: Mapping[str, str],
    place: Callable[[Fraction], int],
    start: Fraction,
    end: Fraction,
) -> Iterator[Stretch]:
    for band in bands:
        rate = band.rate
        if rate is None:
            continue
        left = place(rate.lower.value if rate.lower else start)
        right = place(rate.upper.value if rate.upper else end)
        yield Stretch(band.mark, tones.get(band.mark, NO_TONE), band.colour, left, max(right - left, 1))


def _iterate_edges(
    bands: Sequence[Band], place: Callable[[Fraction], int]
) -> Iterator[tuple[int, str, bool]]:
    """Each edge once, named by the grade above it; an upper end that no grade begins at by its own."""
    named = set()
    for band in bands:
        lower = band.rate.lower if band.rate else None
        if lower:
            named.add(lower.value)
            words = f"{render_exact_percent(lower.value)}{'以上' if lower.inclusive else '超'}が{band.mark}"
            yield place(lower.value), words + ("" if lower.is_confirmed else "？"), lower.inclusive
    for band in bands:
        upper = band.rate.upper if band.rate else None
        if upper and upper.value not in named:
            words = f"{render_exact_percent(upper.value)}{'以下' if upper.inclusive else '未満'}が{band.mark}"
            yield place(upper.value), words + ("" if upper.is_confirmed else "？"), upper.inclusive


def _place_labels(edges: Iterable[tuple[int, str, bool]]) -> Iterator[EdgeMark]:
    """Words that would run into each other go one line further down."""
    ends: list[int] = []
    for x, words, is_inside in sorted(edges):
        level = next((at for at, end in enumerate(ends) if end <= x - _LABEL // 2), len(ends))
        if level == len(ends):
            ends.append(0)
        ends[level] = x + _LABEL // 2
        yield EdgeMark(x, words, is_inside, level)


def _stack(points: Iterable[RatePoint], place: Callable[[Fraction], int]) -> Iterator[Dot]:
    """Rates of nearly the same place stand one above the other."""
    heights: dict[int, int] = {}
    for point in points:
        column = place(point.rate) // _STEP
        height = heights[column] = heights.get(column, 0) + 1
        x = min(column * _STEP + _STEP // 2, WIDTH - _STEP // 2)
        yield Dot(
            x,
            min(height, _MOST_HIGH) * _STEP - _STEP // 2,
            f"{point.name} {render_percent(point.rate)}",
            point.url,
        )
