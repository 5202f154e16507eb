"""Drawings of targets and actuals by year as SVG: points and lines only, styled by class, never by attribute.

What the figures are belongs to the caller; the words around a drawing (title, table beside) to the templates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from shirube.core.rounding import render_exact_number

Series = Sequence[Fraction | None]


class Point(NamedTuple):
    """One place of a drawing in its own units, with the words beside it."""

    x: str
    y: str
    words: str = ""


class Line(NamedTuple):
    """A broken line as the ``points`` attribute wants it; a gap in the figures makes two lines."""

    points: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spark:
    """A small drawing for a table cell; ``words`` say in text what it shows."""

    targets: tuple[Line, ...]
    actuals: tuple[Line, ...]
    dots: tuple[Point, ...]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A drawing of one indicator with its axis, direct labels and title."""

    width: int
    height: int
    floor: str
    targets: tuple[Line, ...]
    actuals: tuple[Line, ...]
    target_dots: tuple[Point, ...]
    actual_dots: tuple[Point, ...]
    ticks: tuple[Point, ...]
    guides: tuple[Point, ...]
    target_label: Point | None
    actual_label: Point | None
    title: str
    description: str


def build_spark(targets: Series, actuals: Series, words: str) -> Spark | None:
    """The course of one row in 84 by 34 units; None where there is nothing to draw. ``words`` tell the same.

    The lower end is zero, or the least figure below it: counts must not look steeper than they are.
    """
    known = [float(value) for value in (*targets, *actuals) if value is not None]
    if not known:
        return None
    low, high = min(0.0, *known), max(0.0, *known)
    step, scale = 66 / max(len(targets) - 1, 1), 24 / (high - low or 1)
    promised, reached = (
        [
            None
            if value is None
            else Point(_render(8 + step * at), _render(29 - (float(value) - low) * scale))
            for at, value in enumerate(series)
        ]
        for series in (targets, actuals)
    )
    dots = tuple(point for point in reached if point)
    return Spark(targets=_join(promised), actuals=_join(reached), dots=dots, words=words)


def _join(points: Sequence[Point | None]) -> tuple[Line, ...]:
    """Lines through neighbouring points; one point alone makes no line."""
    runs: list[list[str]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(f"{point.x},{point.y}")
    return tuple(Line(" ".join(run)) for run in runs if len(run) > 1)


def build_chart(
    title: str, unit: str, labels: Sequence[str], targets: Series, actuals: Series
) -> Chart | None:
    """The drawing of one indicator's page, with a scale from zero; None where there is nothing to draw."""
    width, height = 640, 280
    frame = _Frame(len(labels), [*targets, *actuals], left=64, right=560, top=28, bottom=236)
    if not frame.known:
        return None
    return Chart(
        width=width,
        height=height,
        floor=_render(frame.y(frame.low)),
        targets=frame.lines(targets),
        actuals=frame.lines(actuals),
        target_dots=frame.dots(targets),
        actual_dots=frame.dots(actuals, unit),
        ticks=tuple(Point(_render(frame.x(at)), "260", label) for at, label in enumerate(labels)),
        guides=tuple(
            Point("64", _render(frame.y(value)), render_exact_number(value)) for value in frame.guides()
        ),
        target_label=_label(frame, targets, "目標", actuals),
        actual_label=_label(frame, actuals, "実績", targets),
        title=title,
        description=_describe(labels, targets, actuals, unit),
    )


class _Frame:
    """Turns years and figures into places of a drawing."""

    def __init__(
        self, count: int, figures: Sequence[Fraction | None], *, left: int, right: int, top: int, bottom: int
    ) -> None:
        self.known = [figure for figure in figures if figure is not None]
        self.low = min([Fraction(0), *self.known])
        high = max([Fraction(0), *self.known])
        self.high = high if high > self.low else self.low + 1
        self.left, self.top, self.bottom = left, top, bottom
        # Places on a screen are no values: here alone floats will do, and large plans need their speed.
        self.step = (right - left) / max(count - 1, 1)
        self.scale = (bottom - top) / float(self.high - self.low)

    def x(self, at: int) -> float:
        return self.left + self.step * at

    def y(self, value: Fraction) -> float:
        return self.bottom - (float(value) - float(self.low)) * self.scale

    def lines(self, figures: Series) -> tuple[Line, ...]:
        places = enumerate(figures)
        return _join(
            [
                None if value is None else Point(_render(self.x(at)), _render(self.y(value)))
                for at, value in places
            ]
        )

    def dots(self, figures: Series, unit: str = "") -> tuple[Point, ...]:
        return tuple(
            Point(_render(self.x(at)), _render(self.y(value)), f"{render_exact_number(value)}{unit}")
            for at, value in enumerate(figures)
            if value is not None
        )

    def guides(self) -> tuple[Fraction, ...]:
        """Round numbers for the scale at the side, at most five."""
        span = self.high - self.low
        step = Fraction(1)
        while step * 5 < span:
            step *= 10
        while step > span:
            step /= 10
        for part in (Fraction(1, 5), Fraction(1, 2), Fraction(1)):
            if span <= step * part * 5:
                step *= part
                break
        first = -(-self.low // step)
        values = (step * (first + at) for at in range(7))
        return tuple(value for value in values if self.low <= value <= self.high)


def _label(frame: _Frame, figures: Series, word: str, other: Series) -> Point | None:
    """The name of a line at its end; moved apart where the other line ends at nearly the same place."""
    last = next((at for at in range(len(figures) - 1, -1, -1) if figures[at] is not None), None)
    if last is None or (value := figures[last]) is None:
        return None
    y = frame.y(value)
    rival = other[last] if last < len(other) else None
    if rival is not None and abs(frame.y(rival) - y) < 16:
        y += 12 if value < rival or (value == rival and word == "目標") else -12
    return Point(_render(frame.x(last) + 10), _render(y + 4), word)


def _describe(labels: Sequence[str], targets: Series, actuals: Series, unit: str) -> str:
    parts = []
    for label, target, actual in zip(labels, targets, actuals, strict=True):
        figures = [
            f"{word}{render_exact_number(value)}{unit}"
            for word, value in (("目標", target), ("実績", actual))
            if value is not None
        ]
        if figures:
            parts.append(f"{label} {' '.join(figures)}")
    return "、".join(parts)


def _render(value: float) -> str:
    """A coordinate with one decimal, which is finer than a screen."""
    return f"{round(value, 1):g}"
