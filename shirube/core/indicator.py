"""An indicator (指標): what is measured, its baseline, targets, actuals, published marks and texts.

How far it has come and what grade that earns belong to evaluation.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import Enum
from typing import TypeVar

from msgspec import Struct

from shirube.core.fiscal_year import FiscalYear
from shirube.core.reading import Reading


class Direction(Enum):
    """Which way is good."""

    # Members are single, so that the quickest hash is right: rules are looked up by them for every cell.
    __hash__ = object.__hash__

    UP = "増加"
    DOWN = "減少"
    KEEP = "維持"
    RANGE = "範囲"
    STATE = "状態"
    REFERENCE = "参考"


class Accumulation(Enum):
    """What one year's figure covers.

    CUMULATIVE cells hold running totals; CUMULATIVE_FLOW cells hold each year alone, to be added up.
    """

    ANNUAL = "単年度"
    CUMULATIVE = "累計"
    CUMULATIVE_FLOW = "累計（各年度の合計）"
    YEAR_END = "年度末"
    AVERAGE = "平均"
    RATIO = "率"


class Revision(Struct, frozen=True):
    """A change of a target after it was set: what stood before, and who decided why, from which year."""

    before: Reading
    reason: str = ""
    decided_by: str = ""
    decided_on: date | None = None
    effective_from: FiscalYear | None = None


class Target(Struct, frozen=True):
    """What the municipality promised to reach in one fiscal year; ``revisions`` oldest first."""

    year: FiscalYear
    reading: Reading
    revisions: tuple[Revision, ...] = ()

    @property
    def original(self) -> Reading:
        """The target as first set."""
        return self.revisions[0].before if self.revisions else self.reading


class Actual(Struct, frozen=True):
    """What was reached in one fiscal year; ``earlier`` are readings it replaced, oldest first."""

    year: FiscalYear
    reading: Reading
    earlier: tuple[Reading, ...] = ()


class Baseline(Struct, frozen=True):
    """The figure from before the plan. ``year`` is None where the table does not say it."""

    reading: Reading
    year: FiscalYear | None = None


class Published(Struct, frozen=True):
    """What the municipality printed for one year: its mark and its rate, as text, either may be empty.

    ``joint`` is the key of the first of several indicators that were given the mark together, "" for a mark
    of this indicator alone. A joint mark says nothing about the rule for a single indicator.
    """

    year: FiscalYear
    mark: str = ""
    rate: str = ""
    joint: str = ""


class Decision(Struct, frozen=True):
    """A grade decided by people against, or in confirmation of, the computed one."""

    year: FiscalYear
    mark: str
    reason: str
    decided_by: str = ""
    approved_by: str = ""
    decided_on: date | None = None

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise ValueError("a decided grade needs its reason")


class Fact(Struct, frozen=True):
    """What a person answered to a question of the rule in one year (予定どおりの進捗: はい)."""

    year: FiscalYear
    question: str
    answer: str

    def __post_init__(self) -> None:
        if not (self.question.strip() and self.answer.strip()):
            raise ValueError("a fact is an answer to a question: where nobody has answered, leave it out")


class Status(Struct, frozen=True):
    """The text on status and issues (実施状況・課題) of one year.

    ``text`` is the cell exactly as printed; ``narrative`` the part before 課題,
    ``issues`` the issue tags in order. ``no_issue`` is True when the text says 「課題：なし」: said to have
    none is not the same as silent.
    """

    text: str
    year: FiscalYear | None = None
    narrative: str = ""
    issues: tuple[str, ...] = ()
    no_issue: bool = False


class Indicator(Struct, frozen=True, kw_only=True):
    """One measured thing of a plan. Years of targets, actuals and marks are each unique and ascending.

    ``name`` may be empty where the table names only the activity. ``unit`` is empty where none is stated.
    ``facts`` are what people answered to the rule, each question once a year, in ascending years.
    ``extras`` keeps, by column, the text of cells that have no place elsewhere, so that nothing is lost.
    """

    key: str
    name: str = ""
    unit: str = ""
    direction: Direction = Direction.UP
    accumulation: Accumulation = Accumulation.ANNUAL
    bodies: tuple[str, ...] = ()
    goal: str = ""
    goal_year: FiscalYear | None = None
    baseline: Baseline | None = None
    targets: tuple[Target, ...] = ()
    actuals: tuple[Actual, ...] = ()
    published: tuple[Published, ...] = ()
    decisions: tuple[Decision, ...] = ()
    facts: tuple[Fact, ...] = ()
    statuses: tuple[Status, ...] = ()
    notes: tuple[str, ...] = ()
    extras: tuple[tuple[int, str], ...] = ()

    def __post_init__(self) -> None:
        if not self.key:
            raise ValueError("an indicator needs a key that is unique within its plan")
        _check_years(self.targets, self.actuals, self.published, self.decisions)
        if len(self.facts) > 1:
            asked = [(item.year.start, item.question) for item in self.facts]
            starts = [start for start, _ in asked]
            if len(set(asked)) < len(asked) or sorted(starts) != starts:
                raise ValueError("a question has one answer a year, and years ascend")

    def target(self, year: FiscalYear) -> Target | None:
        """The target of one year, None where none was set."""
        return find_year(self.targets, year)

    def actual(self, year: FiscalYear) -> Actual | None:
        """The actual of one year, None where the table has none."""
        return find_year(self.actuals, year)

    def published_in(self, year: FiscalYear) -> Published | None:
        """What was printed for one year, None where nothing was."""
        return find_year(self.published, year)

    def decision(self, year: FiscalYear) -> Decision | None:
        """The decided grade of one year, None where the computed one stands."""
        return find_year(self.decisions, year)

    def facts_in(self, year: FiscalYear) -> dict[str, str]:
        """What people answered in one year, by the question."""
        return {item.question: item.answer for item in self.facts if item.year == year}

    @property
    def years(self) -> tuple[FiscalYear, ...]:
        """Every year with a target, an actual or a mark, ascending; the baseline's year is not one."""
        found = {item.year for series in (self.targets, self.actuals, self.published) for item in series}
        return tuple(sorted(found))


Dated = TypeVar("Dated", Target, Actual, Published, Decision)


def _check_years(*several: Iterable[Target | Actual | Published | Decision]) -> None:
    """Raises ValueError unless the years ascend. Every indicator passes here: nothing is made on the way."""
    for series in several:
        before = 0
        for item in series:
            start = item.year.start
            if start <= before:
                raise ValueError("the years of an indicator must each occur once, in ascending order")
            before = start


def find_year(series: Iterable[Dated], year: FiscalYear) -> Dated | None:
    """The item of one year; series hold a handful of years, so looking through them is the quickest."""
    start = year.start
    for item in series:
        if item.year.start == start:
            return item
    return None
