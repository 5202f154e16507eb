"""Which of several tables of a file is meant when people name only the file, and how each is called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from shirube.readers.result import ReadPlan


def choose_plan(found: Sequence[ReadPlan]) -> ReadPlan:
    """The table that people mean when they name only the file: that with most indicators, or the first.

    One without any goal, as of accounts beside a plan, is meant only where no other has one. Of sheets for
    one year each the newest with actuals is meant.
    """
    if len(found) == 1:
        return found[0]
    return max(found, key=lambda read: (_has_goals(read), len(read.plan.indicators), find_last_year(read)))


def find_last_year(read: ReadPlan) -> int:
    """The newest year of which something was reached; 0 without any."""
    actuals = (actual for item in read.plan.indicators for actual in item.actuals)
    return max((actual.year.start for actual in actuals if not actual.reading.is_missing), default=0)


def _has_goals(read: ReadPlan) -> bool:
    return any(item.targets for item in read.plan.indicators)


def name_table(read: ReadPlan, number: int) -> str:
    """How one table of a file is called: by its title, else by its sheet."""
    return read.plan.title or read.grid.name or f"{number}番目の表"


def name_tables(found: Sequence[ReadPlan]) -> list[str]:
    """How the tables are called side by side: where several have one title, with the sheet of each."""
    names = [name_table(read, number) for number, read in enumerate(found, 1)]
    count = Counter(names)
    return [
        f"{name}（{sheet}）" if count[name] > 1 and sheet not in ("", name) else name
        for name, sheet in zip(names, (read.grid.name for read in found), strict=True)
    ]
