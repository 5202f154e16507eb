"""Choosing the band of one situation: bands in order, each condition true, false, or not to be told.

What a condition compares is found by subjects.py; putting an outcome together belongs to evaluation.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from msgspec import Struct

from shirube.core.scale import Band, Condition, Edge, Scale, Subject
from shirube.core.situation import Situation
from shirube.core.subjects import Value, compute_subject
from shirube.core.undefined import Undefined


class Choice(Struct, frozen=True):
    """The band that holds, or why none can be told.

    ``undefined`` is why the first band that is not ruled out cannot be told; ``candidates`` are then all
    bands that remain possible and ``questions`` what a person would have to enter. ``open_edge`` is an
    unsettled edge that a value hits exactly.
    """

    band: Band | None = None
    undefined: Undefined | None = None
    candidates: tuple[Band, ...] = ()
    questions: tuple[str, ...] = ()
    open_edge: Edge | None = None


def choose_band(situation: Situation, scale: Scale, rate: Fraction | Undefined) -> Choice:
    """The first band that holds; where one before it cannot be told, no band but what stands in the way."""
    bands = scale.bands_for(is_final_year=situation.is_final_year)
    judge = _Judge(situation, scale, rate)
    candidates: list[Band] = []
    ratio = rate.as_integer_ratio() if isinstance(rate, Fraction) else None
    for band in bands:
        plain = band.only_rate
        holds: bool | None
        if ratio and plain and ratio not in plain.open_ratios:
            holds = plain.holds_ratio(*ratio)
        else:
            holds = judge.decide(band)
        if holds is False or band.is_judged:
            continue
        candidates.append(band)
        if holds is True:
            break
    if judge.reason is None:
        found = candidates[0] if candidates else None
        return Choice(found, _without_band(bands) if found is None else None, open_edge=judge.open_edge)
    return Choice(None, judge.reason, tuple(candidates), judge.questions, judge.open_edge)


def _without_band(bands: Iterable[Band]) -> Undefined | None:
    """Why no band holds although everything is known: people judge, or the rule leaves a gap (None)."""
    return Undefined.JUDGED if any(band.is_judged for band in bands) else None


class _Judge:
    """Tries bands one after another and remembers what stood in the way and which open edges were hit."""

    def __init__(self, situation: Situation, scale: Scale, rate: Fraction | Undefined) -> None:
        self.situation = situation
        self.scale = scale
        self.rate = rate
        self.reason: Undefined | None = None
        self.questions: tuple[str, ...] = ()
        self.open_edge: Edge | None = None

    def decide(self, band: Band) -> bool | None:
        """True, False, or None where a way to the band can neither be taken nor ruled out."""
        before, asked = self.reason, self.questions
        outcome: bool | None = False
        for way in band.ways:
            held = self._decide_way(way)
            if held:
                # One way is enough: what another way lacks does not stand in the way.
                self.reason, self.questions = before, asked
                return True
            if held is None:
                outcome = None
        return outcome

    def _decide_way(self, way: tuple[Condition, ...]) -> bool | None:
        """Whether all conditions hold; remembers what is lacking, and an unsettled edge that is hit."""
        holds = True
        hits: list[Edge] = []
        lacking: list[tuple[Condition, Undefined]] = []
        for item in way:
            value = self._value(item)
            if isinstance(value, Undefined):
                lacking.append((item, value))
                continue
            at_open_edge = [edge for edge in item.open_edges if edge.value == value]
            hits += at_open_edge
            if not item.holds(value):
                if not at_open_edge:
                    return False  # whatever the others say, or lack
                holds = False
        if hits:
            self.open_edge = self.open_edge or hits[0]
        if not holds:
            return False
        self._remember(lacking)
        return None if lacking else True

    def _remember(self, lacking: list[tuple[Condition, Undefined]]) -> None:
        for item, reason in lacking:
            self.reason = self.reason or reason
            if reason is Undefined.NO_FACT:
                self.questions = tuple(dict.fromkeys((*self.questions, item.fact or item.subject.value)))

    def _value(self, item: Condition) -> Value:
        if item.subject is Subject.RATE:
            return self.rate
        return compute_subject(item, self.situation, self.scale)
