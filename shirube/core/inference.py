"""Which known rule explains what a municipality published: candidates ranked, with how many fit.

Holding one rule against a table belongs to agreement.py and published_rates.py; here many are tried, with
other formulas and roundings too. Nothing is chosen: a person decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from shirube.core.agreement import compare_published, is_same_mark, settle_edges
from shirube.core.formulas import FORMULAS
from shirube.core.plan import Plan
from shirube.core.published_rates import compare_rates
from shirube.core.rounding import Rounding, RoundingMode
from shirube.core.scale import Scale

# Formulas worth trying in place of a rule's own, the usual ones first.
USUAL_FORMULAS = ("ratio", "final_ratio", "progress", "cumulative_ratio", "paced_ratio", "final_progress")
_ROUNDINGS = (None, Rounding(RoundingMode.HALF_UP, 0), Rounding(RoundingMode.TRUNCATE, 0))
_DISPLAYS = (
    Rounding(),
    Rounding(RoundingMode.HALF_UP, 0),
    Rounding(RoundingMode.TRUNCATE, 1),
    Rounding(RoundingMode.TRUNCATE, 0),
    Rounding(RoundingMode.HALF_UP, 2),
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One rule and how many published cells it explains and contradicts.

    ``changes`` are the Japanese words for what was altered of the rule as shipped; none for the rule itself.
    ``untold`` counts cells about which the rule says nothing.
    """

    scale: Scale
    changes: tuple[str, ...]
    explained: int
    contradicted: int
    untold: int

    @property
    def is_perfect(self) -> bool:
        """True when every cell it speaks of is explained, and it speaks of all of them."""
        return self.explained > 0 and self.contradicted == 0 and self.untold == 0


@dataclass(frozen=True, slots=True)
class Ranking:
    """Candidates, the best first, and how many published cells there were."""

    candidates: tuple[Candidate, ...]
    cells: int

    @property
    def perfect(self) -> tuple[Candidate, ...]:
        """The candidates that explain every cell."""
        return tuple(item for item in self.candidates if item.is_perfect)

    def render(self) -> str:
        """What can honestly be said, in one or two sentences."""
        if not self.cells:
            return "公表された評価がないため、評価基準を推定できません。"
        if not self.candidates:
            return "公表された評価の記号に合う評価基準が、登録されていません。"
        best = self.candidates[0]
        found = len(self.perfect)
        if found == 1:
            return f"「{name_candidate(best)}」だけが、公表された{self.cells}件の全てを説明できます。"
        if found > 1:
            return (
                f"{found}通りの評価基準が、公表された{self.cells}件の全てを説明できます。"
                "公表された値だけでは、どれであるかは決まりません。"
            )
        return (
            f"{self.cells}件の全てを説明できる評価基準はありません。最も近い「{name_candidate(best)}」は、"
            f"{best.explained}件を説明し、{best.contradicted}件と矛盾します。"
        )


def name_candidate(candidate: Candidate) -> str:
    """The title of a rule with what was changed in it."""
    title = candidate.scale.title or candidate.scale.name
    return f"{title}（{'、'.join(candidate.changes)}）" if candidate.changes else title


def rank_scales(plan: Plan, scales: Iterable[Scale]) -> Ranking:
    """Rules by how many published marks they explain; those that lack a published mark are left out.

    Each is tried as it stands, and with other formulas and with rounding before judging. Open edges are put
    on the side that the marks prove. Of equals the one with fewer changes comes first.
    """
    marks = {published.mark for item in plan.indicators for published in item.published if published.mark}
    cells = sum(bool(published.mark) for item in plan.indicators for published in item.published)
    found = [
        _judge_marks(plan, settle_edges(plan, variant), changes)
        for scale in scales
        if _has_marks(scale, marks)
        for variant, changes in _iterate_variants(scale)
    ]
    return Ranking(_rank(found), cells)


def rank_formulas(plan: Plan) -> Ranking:
    """Formulas and roundings by how many published rates they reproduce to the digit."""
    cells = sum(bool(published.rate.strip()) for item in plan.indicators for published in item.published)
    directions = tuple(dict.fromkeys(item.direction for item in plan.indicators))
    found = []
    for name, formula in FORMULAS.items():
        for display in _DISPLAYS:
            scale = Scale(
                name=name,
                title=formula.words,
                formulas=tuple((direction, name) for direction in directions),
                display=display,
            )
            changes = () if display == Rounding() else (display.render(),)
            found.append(_judge_rates(plan, scale, changes))
    return Ranking(_rank(found), cells)


def _iterate_variants(scale: Scale) -> Iterator[tuple[Scale, tuple[str, ...]]]:
    for name in (None, *USUAL_FORMULAS):
        if name and (name in {known for _, known in scale.formulas} or not _looks_at_rate(scale)):
            continue
        changed, words = scale, tuple[str, ...]()
        if name:
            directions = dict.fromkeys(direction for direction, _ in scale.formulas)
            changed = replace(scale, formulas=tuple((direction, name) for direction in directions))
            words = (FORMULAS[name].words,)
        for rounding in _ROUNDINGS if scale.rounding is None and _looks_at_rate(scale) else (scale.rounding,):
            said = (f"{rounding.render_doing()}判定",) if rounding and rounding != scale.rounding else ()
            yield replace(changed, rounding=rounding), (*words, *said)


def _looks_at_rate(scale: Scale) -> bool:
    return any(band.rate for band in scale.bands)


def _has_marks(scale: Scale, marks: set[str]) -> bool:
    known = [band.mark for band in scale.bands] + [code.mark for code in scale.codes]
    computed = any(not band.is_judged for band in scale.bands)
    return computed and all(any(is_same_mark(mark, own) for own in known) for mark in marks)


def _judge_marks(plan: Plan, scale: Scale, changes: tuple[str, ...]) -> Candidate:
    agreement = compare_published(plan, scale)
    return Candidate(scale, changes, len(agreement.agree), len(agreement.differ), len(agreement.undetermined))


def _judge_rates(plan: Plan, scale: Scale, changes: tuple[str, ...]) -> Candidate:
    agreement = compare_rates(plan, scale)
    return Candidate(scale, changes, len(agreement.agree), len(agreement.differ), len(agreement.undetermined))


def _rank(found: Sequence[Candidate]) -> tuple[Candidate, ...]:
    useful = [item for item in found if item.explained]
    return tuple(sorted(useful, key=lambda item: (-item.explained, item.contradicted, len(item.changes))))
