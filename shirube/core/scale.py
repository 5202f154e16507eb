"""A city's rule for grading (評価基準) as data: formulas, ordered bands with a side for every edge, codes.

Applying it belongs to evaluation.py; holding it against published marks to agreement.py; its words to
scale_words.py; reading it from a legend or a recipe to the readers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from fractions import Fraction
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from shirube.core.fiscal_year import FiscalYear
from shirube.core.indicator import Direction
from shirube.core.reading import Missing
from shirube.core.rounding import Rounding, render_exact_number, render_exact_percent
from shirube.core.undefined import Undefined


class Evidence(Enum):
    """What the side of an edge rests on."""

    STATED = "明記"
    CONFIRMED = "実例で確認"
    OPEN = "未確認"
    CONTRADICTED = "実例と矛盾"


class Subject(Enum):
    """What a condition looks at. The value is the word printed in rules.

    Gaps and changes count in the good direction: a value above zero is better, whichever way the
    indicator is meant to go.
    """

    RATE = "達成率"
    FINAL_RATE = "最終目標に対する達成率"
    TARGET_GAP = "目標値との差"
    BASELINE_CHANGE = "基準値からの変化率"
    BASELINE_GAP = "基準値との差"
    PREVIOUS_CHANGE = "前年度からの変化率"
    PREVIOUS_GAP = "前年度との差"
    TARGET = "目標値"
    UNIT = "単位"
    MET = "目標達成"
    FINAL_MET = "最終目標達成"
    FINAL_YEAR = "最終年度"
    ON_SCHEDULE = "予定どおりの進捗"
    STATE = "状態"
    FACT = "手入力"
    OTHERWISE = "それ以外"


# Edges of these subjects are percentages; of the others plain numbers in the unit of the indicator.
PERCENT_SUBJECTS = (Subject.RATE, Subject.FINAL_RATE, Subject.BASELINE_CHANGE, Subject.PREVIOUS_CHANGE)
YES, NO = "はい", "いいえ"


class Edge(Struct, frozen=True):
    """One end of a band. ``inclusive`` says whether a value exactly here belongs to *this* band."""

    value: Fraction
    inclusive: bool
    evidence: Evidence = Evidence.STATED

    @property
    def is_confirmed(self) -> bool:
        """True when words or examples settle on which side the edge falls."""
        return self.evidence in (Evidence.STATED, Evidence.CONFIRMED)


class Condition(Struct, frozen=True, dict=True):
    """A subject lies between two edges, or is one of some words; None on a side means no end there.

    ``words`` are for subjects that are not numbers (目標達成: はい; 状態: 完了). ``fact`` names what a person
    must enter by hand where the subject is FACT.
    """

    subject: Subject = Subject.RATE
    lower: Edge | None = None
    upper: Edge | None = None
    words: tuple[str, ...] = ()
    fact: str = ""

    def __post_init__(self) -> None:
        if self.lower and self.upper and self.lower.value > self.upper.value:
            raise ValueError("the lower edge of a band must not lie above its upper edge")
        if bool(self.fact) != (self.subject is Subject.FACT):
            raise ValueError("a fact has a name, and nothing else has")

    @cached_property
    def open_edges(self) -> tuple[Edge, ...]:
        """The ends that nobody has settled, the lower one first; kept, since every judgement asks."""
        return tuple(edge for edge in self.edges if not edge.is_confirmed)

    @cached_property
    def open_ratios(self) -> frozenset[tuple[int, int]]:
        """The same as quotients in lowest terms."""
        return frozenset(edge.value.as_integer_ratio() for edge in self.open_edges)

    @property
    def edges(self) -> tuple[Edge, ...]:
        """The ends there are, the lower one first."""
        return tuple(edge for edge in (self.lower, self.upper) if edge)

    @property
    def is_judged(self) -> bool:
        """True for a state with no words to compare it with: only a person can tell."""
        return self.subject is Subject.STATE and not self.words

    def holds(self, value: Fraction | str) -> bool:
        """Whether an exact value lies inside, or a word is one of those listed."""
        if isinstance(value, str):
            return value in self.words
        return self.holds_ratio(*value.as_integer_ratio())

    def holds_ratio(self, number: int, whole: int) -> bool:
        """The same of a quotient of whole numbers, ``whole`` above zero.

        Comparing fractions would take half the time of an evaluation.
        """
        low, low_of, low_in, high, high_of, high_in = self._ends
        if low_of:
            below = number * low_of - low * whole
            if below < 0 or (below == 0 and not low_in):
                return False
        above = number * high_of - high * whole
        return not high_of or above < 0 or (above == 0 and high_in)

    @cached_property
    def _ends(self) -> tuple[int, int, bool, int, int, bool]:
        """Numerator, denominator and side of either end; the denominator of a missing end is 0."""
        lower, upper = self.lower, self.upper
        return (
            *(lower.value.as_integer_ratio() if lower else (0, 0)),
            lower.inclusive if lower else False,
            *(upper.value.as_integer_ratio() if upper else (0, 0)),
            upper.inclusive if upper else False,
        )

    def render(self) -> str:
        """The condition in words, its subject left out: 50%超90%未満."""
        if self.words:
            return "または".join(self.words)
        show = render_exact_percent if self.subject in PERCENT_SUBJECTS else render_exact_number
        lower = upper = ""
        if self.lower:
            lower = show(self.lower.value) + ("以上" if self.lower.inclusive else "超")
        if self.upper:
            upper = show(self.upper.value) + ("以下" if self.upper.inclusive else "未満")
        return f"{lower}{upper}" or "すべて"


class Band(Struct, frozen=True, kw_only=True, dict=True):
    """One grade and when it is given: all conditions hold. ``name`` and ``wording`` are printed as they are.

    ``alternatives`` are further ways to the same grade, each again a set of conditions that all hold. A band
    without any condition is given by people only. ``tone`` is the rank of its colour, 0 the best of four;
    None lets the scale decide by its place. ``colour`` is #RRGGBB where the city prints one of its own.
    """

    mark: str
    name: str = ""
    wording: str = ""
    conditions: tuple[Condition, ...] = ()
    alternatives: tuple[tuple[Condition, ...], ...] = ()
    points: Fraction | None = None
    tone: int | None = None
    colour: str = ""

    @cached_property
    def ways(self) -> tuple[tuple[Condition, ...], ...]:
        """Every set of conditions that leads to this grade; empty where only people can give it."""
        ways = (self.conditions, *self.alternatives) if self.conditions else self.alternatives
        return tuple(way for way in ways if not any(item.is_judged for item in way))

    @property
    def rate(self) -> Condition | None:
        """The condition on the rate, None where the band does not look at the rate."""
        return next((item for item in self.conditions if item.subject is Subject.RATE), None)

    @cached_property
    def only_rate(self) -> Condition | None:
        """The condition on the rate where nothing else tells this grade; else None."""
        item = self.ways[0][0] if len(self.ways) == 1 and len(self.ways[0]) == 1 else None
        return item if item and item.subject is Subject.RATE else None

    @property
    def is_judged(self) -> bool:
        """True when no figure leads to this grade: people give it."""
        return not self.ways


class Code(Struct, frozen=True, kw_only=True):
    """A mark given without a grade (X, －, 未確定), and what leads to it.

    ``missing`` are reasons for a missing figure, ``undefined`` reasons why a formula gives no rate.
    """

    mark: str
    name: str = ""
    wording: str = ""
    missing: tuple[Missing, ...] = ()
    undefined: tuple[Undefined, ...] = ()


class Tolerance(Struct, frozen=True):
    """How far 「維持」 may stray: as a share of the target (0.1 = ±10 %), or in the unit of the indicator."""

    value: Fraction
    is_relative: bool = False

    def __post_init__(self) -> None:
        if self.value < 0:
            raise ValueError("a tolerance is not negative")

    def render(self) -> str:
        """±10% or ±3."""
        return f"±{render_exact_percent(self.value) if self.is_relative else render_exact_number(self.value)}"


class Scale(Struct, frozen=True, kw_only=True):
    """A rule: bands from the best grade down, tried in order, the first that holds wins.

    ``formulas`` names for each direction the formula of the rate (see formulas.FORMULAS); where a direction
    has several, the first that gives a rate is used. ``final_bands`` replace the bands in the last year of
    an indicator where the rule has an exception for it. ``rounding`` is applied to the percentage *before*
    judging and is None unless the city says so; ``display`` is how a rate is printed. ``legend_heading``
    are the heads of the printed legend. ``valid_from`` and ``valid_to`` bound the fiscal years judged by it.
    """

    name: str
    title: str = ""
    source: str = ""
    formulas: tuple[tuple[Direction, str], ...] = ((Direction.UP, "ratio"),)
    bands: tuple[Band, ...] = ()
    final_bands: tuple[Band, ...] = ()
    codes: tuple[Code, ...] = ()
    tolerance: Tolerance | None = None
    rounding: Rounding | None = None
    display: Rounding = Rounding()
    valid_from: FiscalYear | None = None
    valid_to: FiscalYear | None = None
    legend_heading: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for bands in (self.bands, self.final_bands):
            marks = [band.mark for band in bands]
            if len(set(marks)) != len(marks):
                raise ValueError("each mark of a scale stands for one band")

    def formula(self, direction: Direction) -> str | None:
        """Name of the first formula for a direction, None where the rule says nothing about it."""
        return next((name for known, name in self.formulas if known is direction), None)

    def formulas_for(self, direction: Direction) -> tuple[str, ...]:
        """Every formula for a direction in the order they are tried."""
        return tuple(name for known, name in self.formulas if known is direction)

    def bands_for(self, *, is_final_year: bool) -> tuple[Band, ...]:
        """The bands that judge: those of the exception in the last year, where there is one."""
        return self.final_bands if is_final_year and self.final_bands else self.bands

    def is_valid_in(self, year: FiscalYear) -> bool:
        """Whether the rule judges a fiscal year."""
        return (self.valid_from is None or self.valid_from <= year) and (
            self.valid_to is None or year <= self.valid_to
        )

    def band(self, mark: str) -> Band | None:
        """The band of a mark, None for codes and unknown marks."""
        return next((band for band in (*self.bands, *self.final_bands) if band.mark == mark), None)

    def code(self, mark: str) -> Code | None:
        """The code of a mark, None for grades and unknown marks."""
        return next((code for code in self.codes if code.mark == mark), None)

    def code_for(self, reason: Missing | Undefined) -> Code | None:
        """The code that a reason for having no grade leads to, None where the rule names none."""
        return next((code for code in self.codes if reason in code.missing or reason in code.undefined), None)

    def tone(self, mark: str) -> int | None:
        """Rank of the colour of a mark, 0 (best) to 3; None for codes and unknown marks."""
        band = self.band(mark)
        if band is None:
            return None
        if band.tone is not None:
            return band.tone
        bands = self.bands if band in self.bands else self.final_bands
        place = bands.index(band)
        # Four tones, whatever the number of bands: the best and the worst always get the outer ones.
        spread = round(place * 3 / (len(bands) - 1)) if len(bands) > 1 else 0
        return place if len(bands) <= 4 and place < len(bands) - 1 else spread

    @property
    def questions(self) -> dict[str, frozenset[str]]:
        """What people must enter by hand, each question with the answers that bands name."""
        found: dict[str, frozenset[str]] = {}
        for band in (*self.bands, *self.final_bands):
            for item in (item for way in band.ways for item in way):
                if item.subject in (Subject.FACT, Subject.ON_SCHEDULE):
                    name = item.fact or item.subject.value
                    found[name] = found.get(name, frozenset()) | frozenset(item.words)
        return found

    def find_open_edges(self) -> Iterator[tuple[Band, Edge]]:
        """Every lower edge whose side nobody has settled, with the band above it."""
        for band in self.bands:
            if band.rate and band.rate.lower and not band.rate.lower.is_confirmed:
                yield band, band.rate.lower


def choose_scale(scales: Iterable[Scale], year: FiscalYear) -> Scale | None:
    """The rule in force in a fiscal year: the first that is valid then, None where there is none."""
    return next((scale for scale in scales if scale.is_valid_in(year)), None)


def settle_edge(scale: Scale, value: Fraction, *, upper_band_includes: bool, evidence: Evidence) -> Scale:
    """The same scale with the edge at ``value`` put on one side in both bands that share it."""

    def settle(band: Band) -> Band:
        return replace(
            band,
            conditions=tuple(settle_condition(item) for item in band.conditions),
            alternatives=tuple(tuple(settle_condition(item) for item in way) for way in band.alternatives),
        )

    def settle_condition(item: Condition) -> Condition:
        if item.subject is not Subject.RATE:
            return item
        lower, upper = item.lower, item.upper
        if lower and lower.value == value:
            lower = Edge(value, upper_band_includes, evidence)
        if upper and upper.value == value:
            upper = Edge(value, not upper_band_includes, evidence)
        return replace(item, lower=lower, upper=upper)

    return replace(
        scale,
        bands=tuple(settle(band) for band in scale.bands),
        final_bands=tuple(settle(band) for band in scale.final_bands),
    )
