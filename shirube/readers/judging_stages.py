"""Several marks of one year, given one after the other: 一次評価 | 二次評価. The last one counts.

Marks that judge different things (達成度 | 総合評価) or stand side by side (自己評価 | 外部評価) are left
as they are. Marks of figures that were only expected are told by standing_columns.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from shirube.core.fiscal_year import FiscalYear, fold_width
from shirube.core.form import Role
from shirube.core.pattern import late_pattern
from shirube.readers.headings import find_heading_year

_STAGE = late_pattern(
    r"(?P<number>[一二三四1-4])次(?:評価|判定|点検)|(?P<half>中[間期])(?:評価|判定|点検)"
    r"|(?:最終|期末|年度末)(?:評価|判定|決定)"
)
_NUMBERS = {sign: place for signs in ("一二三四", "1234") for place, sign in enumerate(signs)}
_LAST = len(_NUMBERS)


class Judged(Struct, frozen=True):
    """A column as it matters here: its role, its year, and what it is called."""

    role: Role
    year: FiscalYear | None
    title: str


def find_lesser_stages(columns: Sequence[Judged]) -> frozenset[int]:
    """The places of marks that a later one of the same year takes the place of."""
    marks = [place for place, one in enumerate(columns) if one.role is Role.MARK]
    if len(marks) < 2:
        return frozenset()
    lesser = _find_marks_of_groups(columns, marks)
    marks = [place for place in marks if place not in lesser]
    for year in {columns[place].year for place in marks}:
        stages = {place: _rank(columns[place].title) for place in marks if columns[place].year == year}
        ranks = list(stages.values())
        # One that is called 最終評価 alone may be that of the end of the plan.
        is_staged = None not in ranks and len(set(ranks)) == len(ranks) and ranks.count(_LAST) < len(ranks)
        if len(ranks) > 1 and is_staged:
            last = max(stages, key=lambda place: stages[place] or 0)
            lesser |= stages.keys() - {last}
    return frozenset(lesser)


def _find_marks_of_groups(columns: Sequence[Judged], marks: Sequence[int]) -> set[int]:
    """Marks left of the names, where each name has its own behind it: those of what the names stand below."""
    names = [place for place, one in enumerate(columns) if one.role is Role.INDICATOR]
    if not names or any(columns[place].role is Role.LEVEL for place in range(names[-1], len(columns))):
        return set()
    behind = {columns[place].year for place in marks if place > names[-1]}
    return {place for place in marks if place < names[0] and columns[place].year in behind}


def _rank(title: str) -> int | None:
    """How late a stage of judging is; None for a mark that names none."""
    # Next to no heading of a mark names a stage.
    is_staged = any(map(title.__contains__, "次中終末"))
    match = _STAGE.search("".join(fold_width(title).split())) if is_staged else None
    if match is None:
        return None
    if match["half"]:
        return 0
    return _NUMBERS[match["number"]] if match["number"] else _LAST


def find_lesser_results(headings: Sequence[Sequence[str]]) -> frozenset[int]:
    """The places of 結果 below 中間評価 where 最終評価 has its own."""
    groups: dict[str, dict[int, int]] = {}
    for place, texts in enumerate(headings):
        filled = [text for text in texts if text]
        if len(filled) < 2 or any(map(find_heading_year, filled)):
            continue
        rank = _rank(filled[-2])
        if rank in (0, _LAST):
            groups.setdefault("".join(filled[-1].split()), {})[place] = rank
    return frozenset(
        place
        for ranks in groups.values()
        if sorted(ranks.values()) == [0, _LAST]
        for place, rank in ranks.items()
        if rank == 0
    )
