"""Grades decided by people against the computed one: proposed with a reason, approved by somebody else."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from shirube.actions import audit, reach
from shirube.actions.outcome import Conflict, NotFound, Refused, Side, require_plain, require_reason
from shirube.core.fiscal_year import FiscalYear
from shirube.core.scale import Scale
from shirube.core.scale_versions import find_scale_in_force
from shirube.core.workflow import DecisionState, check_separation, compute_next_state
from shirube.store.access import Access, load_access
from shirube.store.people import Person
from shirube.store.plans import DecisionRow, IndicatorRow, ScaleRow
from shirube.store.remainder import decode_value


@transaction.atomic
def decide_grade(
    *,
    indicator: int,
    year: int,
    mark: str,
    reason: str,
    version: int,
    by: Person,
    decided_by: str = "",
    decided_on: date | None = None,
) -> DecisionRow:
    """Proposes a grade that differs from the computed one. It counts only once it is approved.

    Raises Refused without a reason or for a mark the rule does not know, Conflict when somebody was first.
    """
    access = load_access(by)
    row = reach.lock_indicator(access, indicator, "decide_grade")
    require_plain(mark, decided_by)
    _check_mark(access, row, year, mark)
    require_reason(reason, "計算と異なる評価とする理由を入力してください。")
    rows = DecisionRow.objects.of(access.municipality)
    current = rows.filter(indicator=row, year=year).first()
    if reach.has_changed(current, version):
        raise _make_conflict(row, current, year, mark)
    before = _describe(current)
    state = compute_next_state(current.state_value if current else DecisionState.WITHDRAWN, "propose")
    if current is None:
        current = DecisionRow(municipality=access.municipality, plan_id=row.plan_id, indicator=row, year=year)
    else:
        current.version += 1
    current.mark, current.reason, current.state = mark, reason, state.name.lower()
    current.decided_by, current.decided_on = decided_by or by.name, decided_on or timezone.localdate()
    current.proposer, current.approver, current.approved_by, current.answer = by, None, "", ""
    current.save()
    _record(access, row, current, verb="grade.decided", before=before, reason=reason)
    return current


@transaction.atomic
def approve_grade(*, decision: int, version: int, by: Person) -> DecisionRow:
    """Approves exactly the proposal that was seen (``version``); never one's own."""
    return _move(decision, "approve", version, by, "")


@transaction.atomic
def return_grade(*, decision: int, version: int, answer: str, by: Person) -> DecisionRow:
    """Gives a proposal back with an answer."""
    require_reason(answer, "差し戻す理由を入力してください。")
    return _move(decision, "return", version, by, answer)


@transaction.atomic
def withdraw_grade(*, decision: int, version: int, reason: str, by: Person) -> DecisionRow:
    """Takes a decided grade back; the computed one counts again."""
    require_reason(reason, "取り下げる理由を入力してください。")
    return _move(decision, "withdraw", version, by, reason)


_ACTIONS = {"approve": "approve_grade", "return": "approve_grade", "withdraw": "decide_grade"}
_VERBS = {"approve": "grade.approved", "return": "grade.returned", "withdraw": "grade.withdrawn"}


def _move(decision: int, move: str, version: int, by: Person, answer: str) -> DecisionRow:
    access = load_access(by)
    current = DecisionRow.objects.of(access.municipality).filter(pk=decision).first()
    if current is None:
        raise NotFound
    # What has been approved is taken back by those who approve.
    approved = move == "withdraw" and current.state_value is DecisionState.APPROVED
    row = reach.lock_indicator(access, current.indicator_id, "approve_grade" if approved else _ACTIONS[move])
    current.refresh_from_db()
    if reach.has_changed(current, version):
        raise _make_conflict(row, current, current.year, "")
    before = _describe(current)
    state = compute_next_state(current.state_value, move)
    if move == "approve":
        check_separation(proposer=current.proposer_id, approver=by.pk)
        current.approver, current.approved_by = by, by.name
    current.state, current.answer = state.name.lower(), answer
    current.version += 1
    current.save()
    _record(access, row, current, verb=_VERBS[move], before=before, reason=answer)
    return current


def _check_mark(access: Access, row: IndicatorRow, year: int, mark: str) -> None:
    """Raises Refused for a mark unknown to the rule in force in that year, whatever later versions say."""
    kept = ScaleRow.objects.of(access.municipality).filter(plan=row.plan_id).order_by("-position")
    scale = find_scale_in_force([decode_value(Scale, item.scale) for item in kept], FiscalYear(year))
    if scale is None:
        raise Refused("評価基準がないため、評価を決定できません。先に評価基準を定めてください。")
    if scale.band(mark) is None and scale.code(mark) is None:
        marks = "、".join(band.mark for band in scale.bands)
        raise Refused(
            f"評価「{mark}」は、{FiscalYear(year)}の評価基準にありません（{marks}から選んでください）。"
        )


def _make_conflict(row: IndicatorRow, current: DecisionRow | None, year: int, typed: str) -> Conflict:
    side = Side(
        f"{current.mark}（{current.state_value.value}）" if current else "",
        current.proposer.name if current and current.proposer else "",
        current.version if current else 0,
    )
    return Conflict(place=reach.render_place(row, "評価", year), current=side, typed=typed)


def _describe(row: DecisionRow | None) -> dict[str, str] | None:
    if row is None:
        return None
    return {"評価": row.mark, "理由": row.reason, "状態": row.state_value.value}


def _record(
    access: Access,
    row: IndicatorRow,
    current: DecisionRow,
    *,
    verb: str,
    before: dict[str, str] | None,
    reason: str,
) -> None:
    audit.record_indicator(
        access,
        row,
        verb=verb,
        place=reach.render_place(row, "評価", current.year),
        before=before,
        after=_describe(current),
        reason=reason,
    )
