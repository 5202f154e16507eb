"""Further tables as cities, prefectures and the state published them: what was read right stays right.

Each ``published/NAME.tsv`` was compared cell by cell with what a careful officer understands; ``NAME.csv`` is
the result. Figures, labels and marks are as published, sentences are left out. Where a change reads a table
better, look at every line that differs and write it anew: ``python -m tests.cases.test_published NAME``.

``forms`` holds the same for published forms of which some figures, or a part of the layout, are ours.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from shirube.core.indicator import Indicator
from shirube.core.plan import Node
from shirube.core.reading import Reading
from shirube.readers.read import ReadOptions, read_plans

HERE = Path(__file__).parent
TABLES = sorted(
    path.relative_to(HERE) for name in ("published", "forms") for path in HERE.glob(f"{name}/*.tsv")
)

Fact = tuple[str, str, str, str]


def list_facts(path: Path) -> list[Fact]:
    """Every figure and mark of all tables of a file: indicator with its path, kind, year, value."""
    return [
        fact
        for read in read_plans(path, ReadOptions(trusted=True))
        for row in read.plan.rows
        for fact in _list(*row)
    ]


def _list(nodes: tuple[Node, ...], indicator: Indicator) -> Iterator[Fact]:
    name = "/".join(filter(None, [*(node.name for node in nodes), indicator.name]))
    if indicator.baseline:
        when = indicator.baseline.year
        yield name, "baseline", str(when.start) if when else "", render(indicator.baseline.reading)
    for target in indicator.targets:
        yield name, "target", str(target.year.start), render(target.reading)
    for actual in indicator.actuals:
        yield name, "actual", str(actual.year.start), render(actual.reading)
    for one in indicator.published:
        yield from (
            (name, kind, str(one.year.start), text)
            for kind, text in (("rate", one.rate), ("mark", one.mark))
            if text
        )


def render(reading: Reading) -> str:
    """The exact number with its unit, else the text or why there is none."""
    quantity = reading.quantity
    if quantity is None:
        return reading.text or (reading.missing.name.lower() if reading.missing else "")
    return f"{quantity.value:f}{quantity.unit}"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)
def test_a_published_table_is_read_as_before(table: Path) -> None:
    with (HERE / table).with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        _, *expected = csv.reader(file)

    assert sorted(map(list, list_facts(HERE / table))) == sorted(expected)


def test_there_are_tables_and_each_has_its_figures() -> None:
    assert len(TABLES) > 30
    assert sorted(path.with_suffix(".tsv").relative_to(HERE) for path in HERE.glob("*/*.csv")) == sorted(
        TABLES
    )


def test_a_figure_that_is_lost_or_read_otherwise_is_noticed(tmp_path: Path) -> None:
    table = tmp_path / "表.tsv"
    table.write_text("指標\tR5目標\tR5実績\n相談件数\t100件\t120件\n", encoding="utf-8")
    facts = list_facts(table)
    table.write_text("指標\tR5目標\tR5実績\n相談件数\t100件\t12件\n", encoding="utf-8")

    assert facts == [("相談件数", "target", "2023", "100件"), ("相談件数", "actual", "2023", "120件")]
    assert list_facts(table) != facts


def write_facts(name: str) -> None:
    """Takes what is read now for right."""
    (table,) = (HERE / one for one in TABLES if one.stem == name)
    with table.with_suffix(".csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["indicator", "kind", "year", "value"])
        writer.writerows(list_facts(table))


if __name__ == "__main__":
    for name in sys.argv[1:]:
        write_facts(name)
