"""Money beside what is measured: of 実績額 and 実績値 the latter is the actual; alone 実績額 is it.

So with what is used beside how much is saved: where only 目標削減率 is a goal, 実績削減率 was reached.
"""

from __future__ import annotations

from collections.abc import Sequence

from shirube.core.form import AIMS, Role
from shirube.core.pattern import late_pattern

_AMOUNT = late_pattern(
    r"(?:計画|目標|予算|実績|決算|見込)(?:見込み?|財政効果|効果)?額|効果(?:目標|計画|実績)額"
)
_SAVED = late_pattern(r"(?:目標|計画|実績)(?:の)?(?P<what>(?:削減|縮減|低減|抑制|節減|減少)率)")
_ROLES = (Role.TARGET, Role.ACTUAL)
# 計画 | 実績額: what was planned is money too, which 目標 | 実績額 does not say.
_PLANNED = frozenset(("計画", "プラン"))


def find_amounts_beside(columns: Sequence[tuple[Role, str]]) -> frozenset[int]:
    """The places of columns of money whose role another column has that measures something else.

    ``columns`` are roles and titles from left to right.
    """
    amounts = {
        place: role
        for place, (role, title) in enumerate(columns)
        if role in _ROLES and "額" in title and _AMOUNT.search("".join(title.split()))
    }
    if not amounts:
        return _find_beside_savings(columns)
    others = [(role, title) for place, (role, title) in enumerate(columns) if place not in amounts]
    measured = {role for role, title in others if role in _ROLES and _PLANNED.isdisjoint(title.split()[-1:])}
    # Where only one of the two is measured otherwise, the money beside it is no target of it either.
    return frozenset(amounts) if measured else frozenset()


def _find_beside_savings(columns: Sequence[tuple[Role, str]]) -> frozenset[int]:
    """The places of actuals that are no rate of saving, where all goals are and such a rate was reached."""
    if not any(role is Role.TARGET and "率" in title for role, title in columns):
        return frozenset()
    said = [(role, _find_saving(title)) for role, title in columns]
    goals = {what for role, what in said if role in AIMS}
    if (
        len(goals) != 1
        or "" in goals
        or not any(role is Role.ACTUAL and what in goals for role, what in said)
    ):
        return frozenset()
    return frozenset(place for place, (role, what) in enumerate(said) if role is Role.ACTUAL and not what)


def _find_saving(title: str) -> str:
    match = _SAVED.search("".join(title.split()))
    return match["what"] if match else ""
