"""Grades decided by people: proposed, approved by somebody else, returned, withdrawn."""

from __future__ import annotations

import random

import pytest

from shirube.core.workflow import (
    DECISION_MOVES,
    DecisionState,
    MoveRefused,
    check_separation,
    compute_next_state,
)

S = DecisionState


@pytest.mark.parametrize(
    ("state", "move", "end"),
    [
        (S.WITHDRAWN, "propose", S.PROPOSED),
        (S.PROPOSED, "approve", S.APPROVED),
        (S.PROPOSED, "return", S.RETURNED),
        (S.RETURNED, "propose", S.PROPOSED),
        (S.APPROVED, "propose", S.PROPOSED),
        (S.APPROVED, "withdraw", S.WITHDRAWN),
    ],
)
def test_each_move_ends_where_the_table_says(state: S, move: str, end: S) -> None:
    assert compute_next_state(state, move) is end


@pytest.mark.parametrize("state", [S.RETURNED, S.WITHDRAWN, S.APPROVED])
def test_only_what_is_proposed_can_be_approved(state: S) -> None:
    with pytest.raises(MoveRefused, match="承認する"):
        compute_next_state(state, "approve")


def test_however_one_moves_approval_always_comes_directly_from_a_proposal() -> None:
    chance = random.Random(1)  # noqa: S311 - the same walk every time
    state = S.WITHDRAWN
    for _ in range(1_000):
        before, move = state, chance.choice(list(DECISION_MOVES))
        try:
            state = compute_next_state(state, move)
        except MoveRefused:
            continue
        if state is S.APPROVED:
            assert before is S.PROPOSED


def test_nobody_approves_a_proposal_of_their_own() -> None:
    check_separation(proposer=1, approver=2)
    with pytest.raises(MoveRefused, match="本人は承認できません"):
        check_separation(proposer=1, approver=1)
