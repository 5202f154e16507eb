"""Which known rule explains what a municipality published: candidates ranked, with how many fit.

Holding one rule against a table belongs to agreement.py and published_rates.py; here many are tried, with
other formulas and roundings too. Nothing is chosen: a person decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from shirube.core.agreement import compare_published, is_same_mark, settle_edges
from shirube.core.formulas import FORMULAS
from shirube.core.indicator import Published
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.core.plan import Node, Plan
from shirube.core.published_rates import compare_rates
from shirube.core.reading import Missing
from shirube.core.rounding import Rounding, RoundingMode
from shirube.core.scale import Condition, Scale, Subject

# Formulas worth trying in place of a rule's own, the usual ones first.
USUAL_FORMULAS = ("ratio", "final_ratio", "progress", "cumulative_ratio", "paced_ratio", "final_progress")
_ROUNDINGS = (Rounding(RoundingMode.HALF_UP, 0), Rounding(RoundingMode.TRUNCATE, 0))
_DISPLAYS = (
    Rounding(),
    Rounding(RoundingMode.HALF_UP, 0),
    Rounding(RoundingMode.TRUNCATE, 1),
    Rounding(RoundingMode.TRUNCATE, 0),
    Rounding(RoundingMode.HALF_UP, 2),
)

# All rules are tried on about so many cells, and so many of the best then on the whole plan.
_MOST_CELLS = 120
# The body that a rule is named after stands before what the rule is for: 高松市長マニフェストの評価.
_BODY = late_pattern(
    r"[^\s（(]{2,12}?(?:都|道|府|県|市|町|村|区|会議所|商工会|図書館|局|組合)(?=\s|長|の|立|[^\s]*計画|$)"
)
_KEPT = 12


class Candidate(Struct, frozen=True):
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


class Ranking(Struct, frozen=True):
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
    on the side that the marks prove. Of equals the one with fewer changes comes first, and of these the rule
    of the body that the plan names itself after.
    """
    scales = sorted(scales, key=lambda scale: not _is_of(plan, scale))
    marks = {published.mark for item in plan.indicators for published in item.published if published.mark}
    cells = _count(plan, lambda item: bool(item.mark))
    # 未確定 and － in the place of a mark say that there is none yet: a rule need not have them.
    given = {mark for mark in marks if parse_reading(mark).missing in (None, Missing.UNREADABLE)}
    fitting = [scale for scale in scales if _has_marks(scale, given or marks)]
    tries = [item for scale in fitting for item in _iterate_formulas(scale)]
    if _has_later_goals(plan):
        finals = [_judge_by_final_goal(scale) for scale in fitting]
        tries += [_Try(scale, ("最終目標値と比べて判定",)) for scale in finals if scale]
    part = _thin_out(plan, cells)
    # Rounding is tried on the most promising only: it changes few marks, so it saves no hopeless rule.
    best = [item for _, item in _try_all(part, tries, _judge_marks)[:_KEPT]]
    rounded = [other for item in best for other in _iterate_roundings(item)]
    return Ranking(_rank_tries(plan, part, best + rounded, _judge_marks), cells)


def rank_formulas(plan: Plan) -> Ranking:
    """Formulas and roundings by how many published rates they reproduce to the digit."""
    directions = tuple(dict.fromkeys(item.direction for item in plan.indicators))
    tries = [
        _Try(
            Scale(
                name=name,
                title=formula.words,
                formulas=tuple((direction, name) for direction in directions),
                display=display,
            ),
            () if display == Rounding() else (display.render(),),
        )
        for name, formula in FORMULAS.items()
        for display in _DISPLAYS
    ]
    cells = _count(plan, lambda item: bool(item.rate.strip()))
    return Ranking(_rank_tries(plan, _thin_out(plan, cells), tries, _judge_rates), cells)


class _Try(NamedTuple):
    """A rule to be tried and the words for what was changed in it."""

    scale: Scale
    changes: tuple[str, ...]


def _try_all(
    plan: Plan, tries: Sequence[_Try], judge: Callable[[Plan, _Try], Candidate]
) -> list[tuple[Candidate, _Try]]:
    """Every try that explains anything, the best first."""
    found = [(judge(plan, item), item) for item in tries]
    kept = [pair for pair in found if pair[0].explained]
    # A change that only leaves more marks open makes no rule better than it is as it stands.
    least: dict[tuple[str, int], int] = {}
    for candidate, _ in kept:
        family = candidate.scale.name, candidate.explained
        least[family] = min(candidate.contradicted, least.get(family, candidate.contradicted))
    return sorted(kept, key=lambda pair: _order(pair[0], least[pair[0].scale.name, pair[0].explained]))


def _rank_tries(
    plan: Plan, part: Plan, tries: Sequence[_Try], judge: Callable[[Plan, _Try], Candidate]
) -> tuple[Candidate, ...]:
    """All tries on a part of the plan, and the best of them on the whole."""
    ranked = _try_all(part, tries, judge)
    if part is not plan:
        ranked = _try_all(plan, [item for _, item in ranked[: _KEPT // 2]], judge)
    return tuple(candidate for candidate, _ in ranked)


def _thin_out(plan: Plan, cells: int) -> Plan:
    """The plan itself, or where it is big every so many-th of its indicators.

    A hundred rules on every cell of a big plan would keep a person waiting for minutes.
    """
    every = -(-cells // _MOST_CELLS)
    if every <= 1:
        return plan
    return replace(plan, nodes=(Node(name=plan.name, indicators=plan.indicators[::every]),))


def _order(item: Candidate, least: int) -> tuple[int, int, int, int]:
    """Most explained first, then the rule that contradicts least in any form, its plainest form first."""
    return -item.explained, least, len(item.changes), item.contradicted


def _is_of(plan: Plan, scale: Scale) -> bool:
    """True where the body that a rule is named after (高松市, 津商工会議所) stands in the plan's title."""
    body = _BODY.match(scale.title)
    return body is not None and (body[0] in plan.title or body[0] == plan.municipality)


def _count(plan: Plan, is_cell: Callable[[Published], bool]) -> int:
    return sum(is_cell(published) for item in plan.indicators for published in item.published)


def _iterate_formulas(scale: Scale) -> Iterator[_Try]:
    """The rule as it stands, and with other formulas where it looks at a rate."""
    yield _Try(scale, ())
    known = {name for _, name in scale.formulas}
    for name in USUAL_FORMULAS if _looks_at_rate(scale) else ():
        if name not in known:
            directions = dict.fromkeys(direction for direction, _ in scale.formulas)
            changed = replace(scale, formulas=tuple((direction, name) for direction in directions))
            yield _Try(changed, (FORMULAS[name].words,))


def _has_later_goals(plan: Plan) -> bool:
    """True where a mark was given for a year without a goal of its own."""
    return any(
        published.mark and item.target(published.year) is None
        for item in plan.indicators
        for published in item.published
    )


def _judge_by_final_goal(scale: Scale) -> Scale | None:
    """The rule with 目標達成 asked of the final goal, where plans have no other; None for other rules."""
    subjects = {item.subject for band in scale.bands for way in band.ways for item in way}
    if Subject.MET not in subjects or Subject.FINAL_MET in subjects:
        return None

    def change(conditions: tuple[Condition, ...]) -> tuple[Condition, ...]:
        return tuple(
            replace(item, subject=Subject.FINAL_MET) if item.subject is Subject.MET else item
            for item in conditions
        )

    bands = tuple(
        replace(
            band,
            conditions=change(band.conditions),
            alternatives=tuple(map(change, band.alternatives)),
        )
        for band in scale.bands
    )
    return replace(scale, bands=bands)


def _iterate_roundings(item: _Try) -> Iterator[_Try]:
    """The same with rounding before judging, where the rule itself has none."""
    if item.scale.rounding is None and _looks_at_rate(item.scale):
        for rounding in _ROUNDINGS:
            words = f"{rounding.render_doing()}判定"
            yield _Try(replace(item.scale, rounding=rounding), (*item.changes, words))


def _looks_at_rate(scale: Scale) -> bool:
    return any(band.rate for band in scale.bands)


def _has_marks(scale: Scale, marks: set[str]) -> bool:
    known = [band.mark for band in scale.bands] + [code.mark for code in scale.codes]
    computed = any(not band.is_judged for band in scale.bands)
    return computed and all(any(is_same_mark(mark, own) for own in known) for mark in marks)


def _judge_marks(plan: Plan, item: _Try) -> Candidate:
    has_open = any(True for _ in item.scale.find_open_edges())
    settled = settle_edges(plan, item.scale) if has_open else item.scale
    agreement = compare_published(plan, settled)
    told = len(agreement.agree), len(agreement.differ), len(agreement.undetermined)
    return Candidate(settled, item.changes, *told)


def _judge_rates(plan: Plan, item: _Try) -> Candidate:
    agreement = compare_rates(plan, item.scale)
    told = len(agreement.agree), len(agreement.differ), len(agreement.undetermined)
    return Candidate(item.scale, item.changes, *told)
