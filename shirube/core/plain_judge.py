"""A rule made ready for lists of plain figures: rate, mark and sentence as one would write them in a table.

Says letter by letter what evaluation.py and explanation.py say, without building fractions or an evaluation;
where it cannot be sure of that it says nothing, and the long way is taken. Marks alone, of a situation, are
given by grader.py.
"""

from __future__ import annotations

from math import gcd
from typing import NamedTuple

from shirube.core.grader import Grader, Quotient
from shirube.core.indicator import Direction
from shirube.core.rounding import render_percent_units, round_quotient
from shirube.core.scale import Band, Scale


class Figure(NamedTuple):
    """A plain number as a quotient of whole numbers, its unit, and how the explanation shows it."""

    number: int
    whole: int
    unit: str
    shown: str


class PlainJudgement(NamedTuple):
    """What stands in the table: rate as displayed, exact rate, mark, and the sentence ("" without)."""

    rate: str
    exact: str
    mark: str
    explanation: str


class PlainJudge:
    """Judges two figures of one unit by one scale. Make one and keep it."""

    def __init__(self, scale: Scale, *, explains: bool = True) -> None:
        self._grader = Grader(scale)
        self._display = scale.display
        self._explains = explains
        self._named = {direction: scale.formula(direction) or "" for direction in Direction}
        self._reasons = {band.mark: f"（{_words(band)}）→ {band.mark}" for band in scale.bands}
        self._edges, self._open, known = _place_edges(scale)
        self._quotients = self._grader.quotients if known or not explains else {}

    @property
    def directions(self) -> dict[Direction, Quotient]:
        """The directions that it knows; empty where the rule looks at more than target and actual."""
        return self._quotients

    def judge(self, direction: Direction, actual: Figure, target: Figure) -> PlainJudgement | None:
        """The judgement of two figures in one unit; None where it takes the long way."""
        quotient = self._quotients.get(direction)
        found = quotient(actual[0], actual[1], target[0], target[1]) if quotient else None
        if found is None:
            return None
        number, whole = found
        mark = self._grader.grade_quotient(number, whole)
        if mark is None:
            return None
        scaled, rest = round_quotient(number * 100, whole, self._display)
        shown = render_percent_units(scaled, self._display.digits)
        divisor = gcd(number, whole)
        exact = str(number // whole) if divisor == whole else f"{number // divisor}/{whole // divisor}"
        if not self._explains:
            return PlainJudgement(shown, exact, mark, "")
        # Rounded onto an edge the rate would look like another band, and on an open edge it has a remark.
        if scaled in self._edges if rest else scaled in self._open:
            return None
        figures = _FIGURES[self._named[direction]].format(actual[3], target[3])
        return PlainJudgement(shown, exact, mark, f"{figures} = {shown}{self._reasons[mark]}")


# As figures.py writes them.
_FIGURES = {"ratio": "{0} ÷ {1}", "inverse_ratio": "目標{1} ÷ 実績{0}", "difference_ratio": "2 － {0} ÷ {1}"}


def _words(band: Band) -> str:
    return "".join(item.render() for item in band.conditions[:1])  # a band that is judged quickly has one


def _place_edges(scale: Scale) -> tuple[frozenset[int], frozenset[int], bool]:
    """Every edge in units of the last digit displayed, the unsettled ones, and whether all lie on a digit.

    Between two such units lies no edge, so that rounding passes none but those that it lands on.
    """
    unit = 100 * 10**scale.display.digits
    edges = [edge for band in scale.bands if band.rate for edge in band.rate.edges]
    places = [edge.value * unit for edge in edges]
    unsettled = [edge.value * unit for edge in edges if not edge.is_confirmed]
    known = all(place.denominator == 1 for place in places)
    return frozenset(map(int, places)), frozenset(map(int, unsettled)), known
