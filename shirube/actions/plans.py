"""Changes of a whole plan: taking a table in and taking that back, owners, the rule.

Reading files belongs to the readers; what a table changes is computed by core/merging.py, for the preview and
for the import alike.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from shirube.actions import audit, reach
from shirube.actions.outcome import NotFound, Refused, require_plain, require_reason
from shirube.actions.removal import remove_plan
from shirube.core.exchange import decode_plan, encode_plan
from shirube.core.merging import Change, Merge, compute_merge, find_changes
from shirube.core.own_marks import drop_own_marks
from shirube.core.plan import Plan
from shirube.core.roles import Holding, is_allowed
from shirube.core.scale import Scale
from shirube.store.access import Access, load_access
from shirube.store.load import LoadedPlan, load_plan
from shirube.store.people import Body, Person, Post
from shirube.store.plans import IndicatorRow, PlanRow
from shirube.store.records import ImportBatch
from shirube.store.remainder import decode_values, encode_value, encode_values
from shirube.store.save import save_new_plan, save_plan, save_scale


@dataclass(frozen=True, slots=True)
class Imported:
    """An import that was done: its batch, the plan, and every change it made."""

    batch: ImportBatch
    plan: PlanRow
    changes: tuple[Change, ...]


def preview_import(plan: Plan, *, into: int | None, by: Person) -> Merge:
    """What importing a table would change; changes nothing. Raises what importing would raise."""
    access = load_access(by)
    access.require("import_plan")
    if into is None:
        return compute_merge(Plan(), plan)
    row = access.find_plans().filter(pk=into).first()
    if row is None:
        raise NotFound
    return _merge(load_plan(row), plan)


def _merge(loaded: LoadedPlan, plan: Plan) -> Merge:
    """What a table changes; the grades of a table of ours are those of the plan and change nothing."""
    merge = compute_merge(loaded.plan, plan)
    return drop_own_marks(merge, loaded.plan, tuple(reversed(loaded.scales)), loaded.facts)


@transaction.atomic
def import_plan(
    *,
    plan: Plan,
    into: int | None,
    file_name: str,
    by: Person,
    file_hash: str = "",
    version: int | None = None,
    owner: int | None = None,
    form_key: str | None = None,
) -> Imported:
    """Takes a table in, whole or not at all: as a new plan, or into one that is there (``into``).

    ``version`` is that of the plan when the preview was shown; a plan changed since is refused, so that
    nobody agrees to differences other than those seen. ``form_key`` makes a second sending harmless.
    """
    access = load_access(by)
    access.require("import_plan")
    require_plain(file_name)
    row, post = None, None
    if into is not None:
        row = reach.lock_plan(access, into, "import_plan")
    else:
        post = _find_own_post(access) if owner is None else reach.lock_post(access, owner)
        # Of one form sent twice at the same time the second waits, and finds what the first has made.
        reach.lock_municipality(access)
    if form_key and (done := _find_batch(access, form_key)):
        return done
    if not plan.indicators:
        raise Refused("取り込む指標がありません。")
    if row is None:
        row = save_new_plan(plan, municipality=access.municipality, owner=post)
        before, changes = "", tuple(find_changes(Plan(), plan))
        _assign_by_body(access, row)
    else:
        if version is not None and row.version != version:
            raise Refused("確認画面を表示した後に、計画が変更されました。もう一度、違いを確認してください。")
        loaded = load_plan(row)
        merge = _merge(loaded, plan)
        before, changes = _render_plan(loaded.plan), merge.changes
        save_plan(row, merge.plan)
        reach.raise_version(row.pk, access)
        _assign_by_body(access, row)
    row.refresh_from_db()
    batch = ImportBatch.objects.create(
        municipality=access.municipality,
        plan=row,
        person=by,
        at=timezone.now(),
        file_name=file_name,
        file_hash=file_hash,
        before=before,
        changes=encode_values(changes),
        plan_version=row.version,
        form_key=form_key,
    )
    audit.record(
        verb="plan.imported",
        by=by,
        municipality=access.municipality,
        place=row.name,
        plan=row.pk,
        after={"ファイル": file_name, "指標": len(plan.indicators), "変更": len(changes), "取込": batch.pk},
    )
    return Imported(batch, row, changes)


@transaction.atomic
def undo_import(*, batch: int, by: Person, reason: str = "") -> PlanRow | None:
    """Puts a plan back to what it was before an import; a plan that the import made is removed (None).

    Raises Refused when the plan has been changed since: undoing would lose those changes.
    """
    access = load_access(by)
    access.require("import_plan")
    require_plain(reason)
    found = ImportBatch.objects.of(access.municipality).filter(pk=batch).first()
    if found is None:
        raise NotFound
    if found.undone_at or found.plan_id is None:
        raise Refused("この取込は、既に取り消されています。")
    row = reach.lock_plan(access, found.plan_id, "import_plan")
    if not may_undo(found, row):
        raise Refused(
            "取込の後に計画が変更されているため、取り消せません。変更した箇所を個別に直してください。"
        )
    found.undone_at = timezone.now()
    found.save(update_fields=["undone_at"])
    name, pk = row.name, row.pk
    if found.before:
        save_plan(row, decode_plan(json.loads(found.before)))
        reach.raise_version(row.pk, access)
    else:
        remove_plan(row)
    audit.record(
        verb="import.undone",
        by=by,
        municipality=access.municipality,
        place=name,
        plan=pk,
        after={"ファイル": found.file_name, "取込": found.pk},
        reason=reason,
    )
    return row if found.before else None


def may_undo(batch: ImportBatch, row: PlanRow) -> bool:
    """Whether an import can be taken back: it has not been, and its plan has not been changed since."""
    return batch.undone_at is None and row.version == batch.plan_version


@transaction.atomic
def assign_owner(*, indicators: list[int], post: int | None, by: Person) -> int:
    """Gives indicators to a post (None: to nobody); returns how many changed hands."""
    access = load_access(by)
    access.require("assign_owner")
    chosen = access.find_indicators().filter(pk__in=indicators)
    # First held, then looked at: the record is to name the owner that each one really had.
    reach.lock_plans(access, chosen)
    target = reach.lock_post(access, post) if post is not None else None
    rows = list(chosen.select_related("owner__body", "node").order_by("pk"))
    if len(rows) != len(set(indicators)):
        raise NotFound
    changed = [row for row in rows if row.owner_id != post]
    for plan in sorted({row.plan_id for row in changed}):
        reach.raise_version(plan, access)
    for row in changed:
        before = str(row.owner) if row.owner else ""
        IndicatorRow.objects.of(access.municipality).filter(pk=row.pk).update(owner=target)
        audit.record_indicator(
            access,
            row,
            verb="owner.assigned",
            place=reach.render_place(row, "担当"),
            before={"担当": before} if before else None,
            after={"担当": str(target) if target else "（なし）"},
        )
    return len(changed)


@transaction.atomic
def assign_plan_owner(*, plan: int, post: int | None, by: Person) -> PlanRow:
    """Gives a plan to the post that is in charge of it (計画所管)."""
    access = load_access(by)
    row = reach.lock_plan(access, plan, "assign_owner")
    target = reach.lock_post(access, post) if post is not None else None
    if row.owner_id == post:
        return row
    before = str(row.owner) if row.owner else ""
    PlanRow.objects.of(access.municipality).filter(pk=row.pk).update(owner=target)
    reach.raise_version(row.pk, access)
    audit.record(
        verb="plan_owner.assigned",
        by=by,
        municipality=access.municipality,
        place=row.name,
        plan=row.pk,
        before={"所管": before} if before else None,
        after={"所管": str(target) if target else "（なし）"},
    )
    row.refresh_from_db()
    return row


@transaction.atomic
def set_scale(*, plan: int, scale: Scale, version: int, reason: str, by: Person) -> PlanRow:
    """Puts a further version of the rule in force; earlier versions stay. Grades follow at once."""
    access = load_access(by)
    row = reach.lock_plan(access, plan, "set_scale")
    require_reason(reason, "評価基準を変える理由を入力してください。")
    if row.version != version:
        raise Refused("表示した後に計画が変更されました。評価への影響を、もう一度確認してください。")
    last = row.scales.order_by("-position").first()
    if last and last.scale == encode_value(scale):
        return row
    made = save_scale(row, scale)
    reach.raise_version(row.pk, access)
    audit.record(
        verb="scale.set",
        by=by,
        municipality=access.municipality,
        place=row.name,
        plan=row.pk,
        before={"評価基準": json.loads(last.scale)} if last else None,
        after={"評価基準": json.loads(made.scale)},
        reason=reason,
    )
    row.refresh_from_db()
    return row


def _render_plan(plan: Plan) -> str:
    return json.dumps(encode_plan(plan), ensure_ascii=False)


def _find_batch(access: Access, form_key: str) -> Imported | None:
    batch = (
        ImportBatch.objects.of(access.municipality).filter(form_key=form_key).select_related("plan").first()
    )
    if batch is None:
        return None
    if batch.plan is None:
        raise Refused("この取込は、取り消されています。もう一度、表を選んで内容を確かめてください。")
    return Imported(batch, batch.plan, decode_values(Change, batch.changes))


def _find_own_post(access: Access) -> Post | None:
    """The importer's own post that may import: the plan's owner until somebody says otherwise."""
    return next(
        (
            post
            for post in access.posts
            if is_allowed((Holding(post.role_value, post.body_id),), "import_plan")
        ),
        None,
    )


def _assign_by_body(access: Access, row: PlanRow) -> None:
    """Gives indicators without an owner to the post that answers for the body their table names.

    Only where the name leads to one body, and that body has one post of respondents: never a guess.
    """
    bodies = {body.pk: body for body in Body.objects.of(access.municipality).filter(is_active=True)}
    posts: dict[int, list[Post]] = {}
    for post in Post.objects.of(access.municipality).filter(role="respondent", is_active=True):
        posts.setdefault(post.body_id, []).append(post)
    by_name: dict[str, set[int]] = {}
    for body in bodies.values():
        for name in (body.name, *body.aliases.splitlines()):
            if name.strip():
                by_name.setdefault(name.strip(), set()).add(body.pk)
    changed: list[Any] = []
    for indicator in row.indicators.filter(owner=None):
        named = json.loads(indicator.rest).get("bodies", ())
        found = by_name.get(named[0], set()) if named else set()
        candidates = posts.get(next(iter(found)), []) if len(found) == 1 else []
        if len(candidates) == 1:
            indicator.owner = candidates[0]
            changed.append(indicator)
    IndicatorRow.objects.of(access.municipality).bulk_update(changed, ["owner"])
