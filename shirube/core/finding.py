"""What is wrong or odd about a table or a plan, where, how grave, and what to do about it.

Finding out is left to readers and checks; this file only says what a finding is.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from shirube.core.fiscal_year import FiscalYear

# Of findings told once, so many further places are named.
_SHOWN_PLACES = 10


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


_NOWHERE = Place()


class Finding(Struct, frozen=True, kw_only=True):
    """One thing that a person should know or mend. Message and remedy are Japanese sentences."""

    code: str
    level: Level
    message: str
    remedy: str = ""
    place: Place = _NOWHERE

    def __post_init__(self) -> None:
        if not self.code or not self.message:
            raise ValueError("a finding needs a code and a message")


def sort_findings(findings: list[Finding]) -> list[Finding]:
    """Gravest first; within one level in the order found, which is that of the table."""
    return sorted(findings, key=lambda finding: finding.level.rank)


class AlikeFindings(Struct, frozen=True):
    """Findings that say the same of several places, told to people once; ``places`` in the order found."""

    finding: Finding
    places: tuple[Place, ...]

    def render_place(self) -> str:
        """The first place, and how many more there are: 表.xlsx / D14 ほか3か所."""
        first = self.places[0].render()
        return f"{first} ほか{len(self.places) - 1}か所" if len(self.places) > 1 else first

    def render_others(self) -> str:
        """The next places, less what they share with the first: D15、D16、E15ほか; "" for a single place."""
        others = self.places[1:]
        shown = "、".join(self._shorten(place) for place in others[:_SHOWN_PLACES])
        return f"{shown}ほか" if len(others) > _SHOWN_PLACES else shown

    def _shorten(self, place: Place) -> str:
        first = self.places[0]
        if (place.file, place.sheet) == (first.file, first.sheet):
            place = replace(place, file="", sheet="")
        return place.render()


def fold_findings(findings: Iterable[Finding]) -> list[AlikeFindings]:
    """The findings with those as one that differ in nothing but their place; each where its first stood."""
    found: dict[Finding, list[Place]] = {}
    for finding in findings:
        found.setdefault(replace(finding, place=_NOWHERE), []).append(finding.place)
    return [
        AlikeFindings(replace(finding, place=places[0]), tuple(places)) for finding, places in found.items()
    ]
