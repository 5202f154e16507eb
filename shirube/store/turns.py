"""The turns in the life of a plan's indicators that count, as values.

Asking the database for them belongs to load.py, making and taking back to actions/life.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shirube.core.fiscal_year import FiscalYear
from shirube.store.life import LifeRow

Kind = LifeRow.Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One turn of an indicator. ``other`` is the key of the indicator it came from, "" where that is gone.

    ``other_plan`` is the plan that one belongs to: another one where a plan was copied into its successor.
    """

    pk: int
    kind: str
    year: FiscalYear
    before: str
    after: str
    reason: str
    other: str
    other_plan: int | None
    who: str
    at: datetime

    @property
    def word(self) -> str:
        """What happened, in one word."""
        return str(Kind(self.kind).label)

    @property
    def is_end(self) -> bool:
        """Whether the indicator ended with it."""
        return self.kind in (Kind.ENDED, Kind.SPLIT)


# In the order in which build_turns() expects them, behind the plan's id.
COLUMNS = (
    *("indicator__key", "pk", "kind", "year", "before", "after", "reason"),
    *("other__key", "other__plan_id", "person__name", "at", "taken_back_at"),
)


def build_turns(rows: Iterable[tuple[Any, ...]]) -> dict[str, tuple[Turn, ...]]:
    """The turns of one plan that count, by the key of the indicator, oldest first."""
    found: dict[str, list[Turn]] = defaultdict(list)
    for _, key, pk, kind, year, before, after, reason, other, other_plan, who, at, taken_back in rows:
        if taken_back is not None:
            continue
        turn = Turn(
            pk=pk,
            kind=kind,
            year=FiscalYear(year),
            before=before,
            after=after,
            reason=reason,
            other=other or "",
            other_plan=other_plan,
            who=who,
            at=at,
        )
        found[key].append(turn)
    return {key: tuple(turns) for key, turns in found.items()}
