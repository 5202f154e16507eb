"""Grids for tests of layouts, written as people see them: cells between bars, rows on lines."""

from __future__ import annotations

from collections.abc import Sequence

from shirube.core.indicator import Indicator
from shirube.readers.grid import Grid, Raw, Span
from shirube.readers.layout_reader import read_tables
from shirube.readers.layout_recipe import NO_RECIPE, LayoutRecipe
from shirube.readers.layouts import find_all_tables
from shirube.readers.result import ReadPlan


def grid(text: str, *, merges: Sequence[Span] = (), hidden_rows: Sequence[int] = ()) -> Grid:
    """A grid of the cells between bars; an empty line is an empty row."""
    lines = [line.strip() for line in text.strip("\n").splitlines()]
    rows: list[list[Raw]] = [[cell.strip() for cell in line.split("|")] for line in lines]
    width = max(len(row) for row in rows)
    padded = [[*row, *([""] * (width - len(row)))] for row in rows]
    return Grid(
        file="表.tsv", name="表", rows=padded, merges=tuple(merges), hidden_rows=frozenset(hidden_rows)
    )


def read(
    text: str,
    recipe: LayoutRecipe = NO_RECIPE,
    *,
    merges: Sequence[Span] = (),
    hidden_rows: Sequence[int] = (),
) -> list[ReadPlan]:
    sheet = grid(text, merges=merges, hidden_rows=hidden_rows)
    return read_tables(find_all_tables(sheet, recipe))


def read_one(
    text: str,
    recipe: LayoutRecipe = NO_RECIPE,
    *,
    merges: Sequence[Span] = (),
    hidden_rows: Sequence[int] = (),
) -> ReadPlan:
    (plan,) = read(text, recipe, merges=merges, hidden_rows=hidden_rows)
    return plan


def targets(item: Indicator) -> dict[int, str]:
    return {target.year.start: target.reading.text for target in item.targets}


def actuals(item: Indicator) -> dict[int, str]:
    return {actual.year.start: actual.reading.text for actual in item.actuals if actual.reading.text}


def marks(item: Indicator) -> dict[int, str]:
    return {published.year.start: published.mark for published in item.published if published.mark}


def rates(item: Indicator) -> dict[int, str]:
    return {published.year.start: published.rate for published in item.published if published.rate}
