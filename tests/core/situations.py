"""Builders of situations: one indicator around one year, from cells as a table prints them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from shirube.core.fiscal_year import FiscalYear
from shirube.core.indicator import Direction
from shirube.core.notation import parse_reading
from shirube.core.quantity import Quantity
from shirube.core.reading import Reading
from shirube.core.scale import Band, Condition, Edge, Evidence, Scale, Subject
from shirube.core.situation import Situation, number_of
from tests.builders import percent, year


def state(words: str) -> Reading:
    return Reading(state=words, text=words)


def between(low: str, high: str, unit: str = "%", **more: Any) -> Reading:
    """A range such as 40%以上60%以下."""
    return Reading(quantity=Quantity(Decimal(low), unit, to=Decimal(high), **more))


def change(number: str, word: str, unit: str = "%") -> Reading:
    """A change such as 16%削減."""
    return Reading(quantity=Quantity(Decimal(number), unit, change=word, raw=f"{number}{unit}{word}"))


def share(part: int, whole: int, unit: str = "") -> Reading:
    """A share of counts such as 98/99校園."""
    return Reading(quantity=Quantity(Decimal(part), unit, of=Decimal(whole)))


def build_situation(
    actual: str | Reading | None = None,
    target: str | Reading | None = None,
    *,
    direction: Direction = Direction.UP,
    in_year: str = "R6",
    baseline: str | None = None,
    baseline_year: str | None = None,
    previous: str | None = None,
    final_target: str | None = None,
    period: tuple[str, str] | None = None,
    facts: Mapping[str, str] | None = None,
    **more: Any,
) -> Situation:
    """What stands around R6: build_situation("94店", "105店"). ``period`` is first and final year."""
    return Situation(
        year=year(in_year),
        direction=direction,
        target=_read(target),
        actual=_read(actual),
        baseline=_number(baseline),
        baseline_year=_year(baseline_year),
        previous=_number(previous),
        final_target=_number(final_target),
        first_year=_year(period[0]) if period else None,
        final_year=_year(period[1]) if period else None,
        facts=tuple((facts or {}).items()),
        **more,
    )


def build_rate_scale(**more: Any) -> Scale:
    """A from 100 %, B from 80 %, C below, every formula of the direction given by ``formulas``."""
    return Scale(
        name="three",
        bands=(
            build_band("A", lower=100),
            build_band("B", lower=80, upper=100),
            build_band("C", upper=80),
        ),
        **more,
    )


def build_band(
    mark: str, *, lower: int | str | None = None, upper: int | str | None = None, open_lower: bool = False
) -> Band:
    """A band of rates, its lower edge inside and its upper one outside."""
    evidence = Evidence.OPEN if open_lower else Evidence.STATED
    return Band(
        mark=mark,
        conditions=(
            Condition(
                Subject.RATE,
                Edge(percent(lower), True, evidence) if lower is not None else None,
                Edge(percent(upper), False) if upper is not None else None,
            ),
        ),
    )


def _read(cell: str | Reading | None) -> Reading | None:
    return parse_reading(cell) if isinstance(cell, str) else cell


def _number(cell: str | None) -> Fraction | None:
    return number_of(parse_reading(cell)) if cell is not None else None


def _year(text: str | None) -> FiscalYear | None:
    return year(text) if text else None
