"""Putting issue tags of a plan together (課題のまとめ). The texts themselves are never changed."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from shirube.actions import audit, reach
from shirube.actions.outcome import Refused, require_plain
from shirube.core.tags import TagGroup
from shirube.store.access import load_access
from shirube.store.people import Person
from shirube.store.plans import PlanRow
from shirube.store.tag_groups import load_tag_groups_of, save_tag_groups

LONGEST_NAME = 80


@transaction.atomic
def set_tag_groups(*, plan: int, groups: Sequence[TagGroup], version: int, by: Person) -> PlanRow:
    """Counts tags together as said, from now on and for every year; none returns to the shipped groups."""
    access = load_access(by)
    row = reach.lock_plan(access, plan, "group_tags")
    _check(groups)
    if row.version != version:
        raise Refused("表示した後に計画が変更されました。もう一度表示して、まとめ直してください。")
    before = load_tag_groups_of(access.municipality.pk, [plan]).get(plan, ())
    if list(before) == list(groups):
        return row
    save_tag_groups(row, groups)
    reach.raise_version(row.pk, access)
    audit.record(
        verb="tags.grouped",
        by=by,
        municipality=access.municipality,
        place=row.name,
        plan=row.pk,
        before={group.name: list(group.tags) for group in before} or None,
        after={group.name: list(group.tags) for group in groups} or None,
    )
    row.refresh_from_db()
    return row


def _check(groups: Sequence[TagGroup]) -> None:
    names = [group.name for group in groups]
    require_plain(*names)
    if any(not name.strip() or len(name) > LONGEST_NAME for name in names):
        raise Refused(f"まとまりの名前を、{LONGEST_NAME}文字以内で入力してください。")
    if len(set(names)) != len(names):
        raise Refused("同じ名前のまとまりが二つあります。一つにまとめるか、名前を変えてください。")
    tags = [tag for group in groups for tag in group.tags]
    if len(set(tags)) != len(tags):
        raise Refused("一つの課題が二つのまとまりに入っています。どちらか一方にしてください。")
