"""Making the next plan (次期計画) from one that ends; taking it back while nothing has been done with it.

Which indicator gets which baseline is computed by core/successor.py, for the page that shows it before alike.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from shirube.actions import audit, reach
from shirube.actions.outcome import Refused, require_plain, require_reason
from shirube.actions.removal import remove_plan
from shirube.core.fiscal_year import FiscalYear
from shirube.core.plan import Plan, render_indicator_name
from shirube.core.successor import compute_successor
from shirube.store.access import Access, load_access
from shirube.store.life import LifeRow
from shirube.store.load import LoadedPlan, load_plan
from shirube.store.people import Person
from shirube.store.plans import IndicatorRow, PlanRow
from shirube.store.save import save_new_plan

PERMISSION = "copy_plan"
LONGEST_NAME = 200
LONGEST_PERIOD = 30
# The version a plan has as long as nobody has changed anything in it.
_UNTOUCHED = 1


@transaction.atomic
def copy_plan(
    *,
    plan: int,
    name: str,
    first: int,
    last: int,
    indicators: Collection[int],
    version: int,
    by: Person,
) -> PlanRow:
    """Makes the next plan with these indicators, their owners, and baselines from their last final actuals.

    ``version`` is that of the plan when the baselines were shown: of a plan changed since, nothing is copied.
    Raises Refused for a name that a next plan has already, so that a form sent twice makes one plan.
    """
    access = load_access(by)
    row = reach.lock_plan(access, plan, PERMISSION)
    period = _read_period(row, first, last)
    name = _read_name(row, name)
    if row.version != version:
        raise Refused("確認画面を表示した後に、計画が変更されました。もう一度、基準値を確認してください。")
    loaded = load_plan(row)
    keys = {key for key, known in loaded.indicators.items() if known.pk in set(indicators)}
    if not keys or len(keys) != len(set(indicators)):
        raise Refused("次期計画に引き継ぐ指標を選んでください。")
    successor = compute_successor(loaded.plan, name=name, first=period[0], last=period[1], keys=keys)
    made = save_new_plan(successor, municipality=access.municipality, owner=row.owner)
    PlanRow.objects.of(access.municipality).filter(pk=made.pk).update(predecessor=row)
    _hand_on(access, made, loaded, successor)
    _record(access, row, made, len(keys))
    made.refresh_from_db()
    return made


@transaction.atomic
def undo_copy(*, plan: int, reason: str, by: Person) -> PlanRow | None:
    """Removes a next plan; returns the plan it came from. Raises Refused once anything in it was done."""
    access = load_access(by)
    row = reach.lock_plan(access, plan, PERMISSION)
    require_reason(reason, "取り消す理由を入力してください。")
    if row.predecessor_id is None:
        raise Refused("この計画は、前期計画から作られたものではありません。")
    if not is_untouched(row):
        raise Refused("次期計画に、既に入力や変更があるため、取り消せません。")
    if row.successors.exists():
        raise Refused("この計画から、更に次の計画が作られているため、取り消せません。")
    name, pk, before = row.name, row.pk, row.predecessor
    remove_plan(row)
    audit.record(
        verb="plan.copy_undone",
        by=by,
        municipality=access.municipality,
        place=name,
        plan=pk,
        before={"前期計画": before.name if before else ""},
        reason=reason,
    )
    return before


def is_untouched(row: PlanRow) -> bool:
    """Whether nobody has changed anything in a plan since it was made."""
    return row.version == _UNTOUCHED


def _read_period(row: PlanRow, first: int, last: int) -> tuple[FiscalYear, FiscalYear]:
    try:
        period = FiscalYear(first), FiscalYear(last)
    except ValueError:
        raise Refused("次期計画の最初と最後の年度を入力してください。") from None
    if last < first:
        raise Refused("最後の年度は、最初の年度以後にしてください。")
    if last - first >= LONGEST_PERIOD:
        raise Refused(f"計画の期間は{LONGEST_PERIOD}年以内にしてください。")
    if row.first_year is not None and first <= row.first_year:
        raise Refused("次期計画は、今の計画より後の年度に始まるようにしてください。")
    return period


def _read_name(row: PlanRow, text: str) -> str:
    name = " ".join(text.split())
    require_plain(name)
    if not name:
        raise Refused("次期計画の名前を入力してください。")
    if len(name) > LONGEST_NAME:
        raise Refused(f"計画の名前は{LONGEST_NAME}文字以内で入力してください。")
    if row.successors.filter(name=name).exists():
        raise Refused(f"次期計画「{name}」は、既に作られています。")
    return name


def _hand_on(access: Access, made: PlanRow, loaded: LoadedPlan, successor: Plan) -> None:
    """Gives the new indicators the owners of the old ones, and remembers which one each came from."""
    rows = list(made.indicators.all())
    for item in rows:
        item.owner_id = loaded.indicators[item.key].owner
    IndicatorRow.objects.of(access.municipality).bulk_update(rows, ["owner"])
    names = {item.key: render_indicator_name(path, item) for path, item in loaded.plan.rows}
    first = successor.period[0].start if successor.period else 0
    LifeRow.objects.bulk_create(
        LifeRow(
            municipality=access.municipality,
            plan=made,
            indicator=item,
            kind=LifeRow.Kind.CARRIED,
            year=first,
            before=f"{loaded.plan.name}　{names[item.key]}",
            other_id=loaded.indicators[item.key].pk,
            person=access.person,
            at=timezone.now(),
        )
        for item in rows
    )


def _record(access: Access, row: PlanRow, made: PlanRow, count: int) -> None:
    for plan, words in ((row, {"次期計画": made.name}), (made, {"前期計画": row.name})):
        audit.record(
            verb="plan.copied",
            by=access.person,
            municipality=access.municipality,
            place=plan.name,
            plan=plan.pk,
            after={**words, "引き継いだ指標": count},
        )
