"""What is wrong or odd about a table or a plan, where, how grave, and what to do about it.

Finding out is left to readers and checks; this file only says what a finding is.
"""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from shirube.core.fiscal_year import FiscalYear


class Level(Enum):
    """How grave a finding is. The order is that of a list for people: gravest first."""

    GRAVE = "grave"
    ODD = "odd"
    INFORMATION = "information"

    @property
    def label(self) -> str:
        """The Japanese word an officer reads."""
        return {"grave": "重大", "odd": "要確認", "information": "参考"}[self.value]

    @property
    def rank(self) -> int:
        """0 for the gravest, so that sorting puts it first."""
        return list(Level).index(self)


class Place(Struct, frozen=True, kw_only=True):
    """Where a finding is: a cell of a file, or an indicator and a year of a plan, or both.

    Every part may be empty; an empty place means the plan as a whole.
    """

    file: str = ""
    sheet: str = ""
    cell: str = ""
    indicator: str = ""
    year: FiscalYear | None = None

    def render(self) -> str:
        """One line such as 「実績.xlsx / 印刷用 / D14 / 創業塾（参加者数） / 令和6年度」."""
        year = self.year.render() if self.year else ""
        parts = (self.file, self.sheet, self.cell, self.indicator, year)
        return " / ".join(part for part in parts if part) or "計画全体"


class Finding(Struct, frozen=True, kw_only=True):
    """One thing that a person should know or mend. Message and remedy are Japanese sentences."""

    code: str
    level: Level
    message: str
    remedy: str = ""
    place: Place = Place()

    def __post_init__(self) -> None:
        if not self.code or not self.message:
            raise ValueError("a finding needs a code and a message")


def sort_findings(findings: list[Finding]) -> list[Finding]:
    """Gravest first; within one level in the order found, which is that of the table."""
    return sorted(findings, key=lambda finding: finding.level.rank)
