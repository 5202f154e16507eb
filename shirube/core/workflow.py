"""The states that things pass through, and the only moves between them.

Who may move is the matter of roles.py; carrying a move out that of the actions.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from msgspec import Struct


class DecisionState(Enum):
    """Where a grade decided by people stands. Only an approved one counts in reports."""

    PROPOSED = "承認待ち"
    APPROVED = "承認済み"
    RETURNED = "差戻し"
    WITHDRAWN = "取下げ"


class MoveRefused(Exception):  # noqa: N818 - names what is the matter; entry points turn it into an answer
    """A move that the state does not allow. ``str()`` is one Japanese sentence."""


class Move(Struct, frozen=True):
    """A move: the word for it, the states it may start from, and the one it ends in."""

    label: str
    start: frozenset[DecisionState]
    end: DecisionState


_EVERY = frozenset(DecisionState)

DECISION_MOVES: Mapping[str, Move] = {
    "propose": Move("決定案を出す", _EVERY, DecisionState.PROPOSED),
    "approve": Move("承認する", frozenset({DecisionState.PROPOSED}), DecisionState.APPROVED),
    "return": Move("差し戻す", frozenset({DecisionState.PROPOSED}), DecisionState.RETURNED),
    # What has been approved stays on record; taking it back is a decision of its own and keeps its reason.
    "withdraw": Move("取り下げる", _EVERY - {DecisionState.WITHDRAWN}, DecisionState.WITHDRAWN),
}


def compute_next_state(state: DecisionState, move: str) -> DecisionState:
    """The state after a move. Raises MoveRefused when the state does not allow it."""
    found = DECISION_MOVES[move]
    if state not in found.start:
        raise MoveRefused(f"「{state.value}」のため、「{found.label}」ことはできません。")
    return found.end


def check_separation(*, proposer: int | None, approver: int) -> None:
    """Raises MoveRefused when somebody would approve a proposal of their own."""
    if proposer == approver:
        raise MoveRefused("決定案を出した本人は承認できません。別の承認者が承認してください。")
