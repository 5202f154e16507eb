"""A city's rule for grading (評価基準) as data: formulas, ordered bands with a side for every edge, codes.

Applying it belongs to evaluation.py; holding it against published marks to agreement.py; reading it from a
legend or a recipe to the readers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction

from shirube.core.fiscal_year import FiscalYear
from shirube.core.indicator import Direction
from shirube.core.reading import Missing
from shirube.core.rounding import Rounding, render_exact_percent


class Evidence(Enum):
    """What the side of an edge rests on."""

    STATED = "明記"
    CONFIRMED = "実例で確認"
    OPEN = "未確認"
    CONTRADICTED = "実例と矛盾"


class Subject(Enum):
    """What a condition looks at. The value is the word printed in rules."""

    RATE = "達成率"
    FINAL_RATE = "最終目標に対する達成率"
    TARGET_GAP = "目標値との差"
    BASELINE_CHANGE = "基準値からの変化率"
    BASELINE_GAP = "基準値との差"
    PREVIOUS_CHANGE = "前年度からの変化率"
    PREVIOUS_GAP = "前年度との差"
    ON_SCHEDULE = "予定どおりの進捗"
    STATE = "状態"


@dataclass(frozen=True, slots=True)
class Edge:
    """One end of a band. ``inclusive`` says whether a value exactly here belongs to *this* band."""

    value: Fraction
    inclusive: bool
    evidence: Evidence = Evidence.STATED

    @property
    def is_confirmed(self) -> bool:
        """True when words or examples settle on which side the edge falls."""
        return self.evidence in (Evidence.STATED, Evidence.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Condition:
    """A subject lies between two edges; None on a side means there is no end on that side."""

    subject: Subject = Subject.RATE
    lower: Edge | None = None
    upper: Edge | None = None

    def __post_init__(self) -> None:
        if self.lower and self.upper and self.lower.value > self.upper.value:
            raise ValueError("the lower edge of a band must not lie above its upper edge")

    def holds(self, value: Fraction) -> bool:
        """Whether an exact value lies inside."""
        if self.lower and (
            value < self.lower.value or (value == self.lower.value and not self.lower.inclusive)
        ):
            return False
        above = self.upper and (
            value > self.upper.value or (value == self.upper.value and not self.upper.inclusive)
        )
        return not above

    def render(self) -> str:
        """The condition in words, its subject left out: 50%超90%未満."""
        lower = upper = ""
        if self.lower:
            lower = render_exact_percent(self.lower.value) + ("以上" if self.lower.inclusive else "超")
        if self.upper:
            upper = render_exact_percent(self.upper.value) + ("以下" if self.upper.inclusive else "未満")
        return f"{lower}{upper}" or "すべて"


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One grade and when it is given: all conditions hold. ``name`` and ``wording`` are printed as they are.

    ``tone`` is the rank of its colour, 0 the best of four; None lets the scale decide by its place.
    """

    mark: str
    name: str = ""
    wording: str = ""
    conditions: tuple[Condition, ...] = ()
    points: Fraction | None = None
    tone: int | None = None

    @property
    def rate(self) -> Condition | None:
        """The condition on the rate, None where the band does not look at the rate."""
        return next((item for item in self.conditions if item.subject is Subject.RATE), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A mark given without a number (X, －, 未確定), and the reasons for missing that lead to it."""

    mark: str
    name: str = ""
    wording: str = ""
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A rule: bands from the best grade down, tried in order, the first that holds wins.

    ``formulas`` names for each direction the formula of the rate (see formulas.FORMULAS).
    ``rounding`` is applied to the percentage *before* judging and is None unless the city says so;
    ``display`` is how a rate is printed. ``legend_heading`` are the heads of the printed legend.
    """

    name: str
    title: str = ""
    source: str = ""
    formulas: tuple[tuple[Direction, str], ...] = ((Direction.UP, "ratio"),)
    bands: tuple[Band, ...] = ()
    codes: tuple[Code, ...] = ()
    rounding: Rounding | None = None
    display: Rounding = Rounding()
    valid_from: FiscalYear | None = None
    valid_to: FiscalYear | None = None
    legend_heading: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        marks = [band.mark for band in self.bands]
        if len(set(marks)) != len(marks):
            raise ValueError("each mark of a scale stands for one band")

    def formula(self, direction: Direction) -> str | None:
        """Name of the formula for a direction, None where the rule says nothing about it."""
        return next((name for known, name in self.formulas if known is direction), None)

    def band(self, mark: str) -> Band | None:
        """The band of a mark, None for codes and unknown marks."""
        return next((band for band in self.bands if band.mark == mark), None)

    def code_for(self, missing: Missing) -> Code | None:
        """The code that a reason for missing leads to, None where the rule names none."""
        return next((code for code in self.codes if missing in code.missing), None)

    def tone(self, mark: str) -> int | None:
        """Rank of the colour of a mark, 0 (best) to 3; None for codes and unknown marks."""
        band = self.band(mark)
        if band is None:
            return None
        if band.tone is not None:
            return band.tone
        place = self.bands.index(band)
        # Four tones, whatever the number of bands: the best and the worst always get the outer ones.
        return place if len(self.bands) <= 4 and place < len(self.bands) - 1 else self._spread(place)

    def _spread(self, place: int) -> int:
        return round(place * 3 / (len(self.bands) - 1)) if len(self.bands) > 1 else 0

    def find_open_edges(self) -> Iterator[tuple[Band, Edge]]:
        """Every lower edge whose side nobody has settled, with the band above it."""
        for band in self.bands:
            if band.rate and band.rate.lower and not band.rate.lower.is_confirmed:
                yield band, band.rate.lower


def settle_edge(scale: Scale, value: Fraction, *, upper_band_includes: bool, evidence: Evidence) -> Scale:
    """The same scale with the edge at ``value`` put on one side in both bands that share it."""

    def settle(band: Band) -> Band:
        return replace(band, conditions=tuple(settle_condition(item) for item in band.conditions))

    def settle_condition(item: Condition) -> Condition:
        if item.subject is not Subject.RATE:
            return item
        lower, upper = item.lower, item.upper
        if lower and lower.value == value:
            lower = Edge(value, upper_band_includes, evidence)
        if upper and upper.value == value:
            upper = Edge(value, not upper_band_includes, evidence)
        return Condition(item.subject, lower, upper)

    return replace(scale, bands=tuple(settle(band) for band in scale.bands))
