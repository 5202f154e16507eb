"""The life of an indicator: it ends, is moved, split, renamed; and the last of these is taken back.

Nothing is deleted by it: an ended indicator keeps what it had, and its later cells say 終了. Copying
a plan into its successor belongs to successor.py.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from shirube.actions import audit, reach
from shirube.actions.ending import end_cells, restore_cells
from shirube.actions.outcome import NotFound, Refused, require_plain, require_reason
from shirube.core.fiscal_year import FiscalYear
from shirube.store.access import Access, load_access
from shirube.store.evidence import Attachment, Comment
from shirube.store.life import LifeRow
from shirube.store.people import Person
from shirube.store.plans import (
    DecisionRow,
    FactRow,
    FigureRow,
    IndicatorRow,
    MarkRow,
    NodeRow,
    PlanRow,
    StatusRow,
)
from shirube.store.tree import Tree, load_tree, place_indicator, place_node

Kind = LifeRow.Kind

PERMISSION = "change_indicator"
LONGEST_NAME = 200
MOST_PARTS = 10
# What a new indicator takes over from the one that was split; targets, texts and goals are its own.
_INHERITED = ("direction", "accumulation", "bodies")


@dataclass(frozen=True, slots=True)
class Part:
    """One indicator that a split makes. ``owner`` is a post; None leaves it to that of the old one."""

    name: str
    unit: str = ""
    owner: int | None = None


@transaction.atomic
def end_indicator(*, indicator: int, year: int, reason: str, by: Person) -> LifeRow:
    """Ends an indicator from a fiscal year on: its cells from then say 終了, and nobody is asked for them.

    Targets of those years are revised to 終了 with the reason, so that the old ones stay. Raises Refused when
    an actual of such a year is there already, or the plan has no such year.
    """
    access = load_access(by)
    row, when = _start(access, indicator, year, reason)
    _require_alive(row)
    kept = {"cells": end_cells(access, row, when, reason)}
    turn = _add_turn(access, row, Kind.ENDED, when, reason=reason, kept=kept)
    _record(access, row, "indicator.ended", after={"終了": f"{when.render()}から"}, reason=reason)
    return turn


@transaction.atomic
def move_indicator(
    *,
    indicator: int,
    node: int | None,
    after: int | None,
    with_activity: bool,
    year: int,
    reason: str,
    by: Person,
) -> LifeRow:
    """Moves an indicator to another place of the same plan.

    ``with_activity``: the lowest node goes along, to below ``node`` and behind the node ``after`` there; only
    where it holds nothing else. Otherwise the indicator alone goes into ``node``, behind the indicator
    ``after``. None for ``after`` is the first place. Raises Refused for a place that is not there, or is the
    one it already has.
    """
    access = load_access(by)
    row, when = _start(access, indicator, year, reason)
    tree = load_tree(PlanRow.objects.of(access.municipality).get(pk=row.plan_id))
    old = _describe_place(tree, row, with_activity=with_activity)
    _check_destination(tree, row, node, after, with_activity=with_activity)
    moved = next(item for item in tree.indicators[row.node_id] if item.pk == row.pk)
    if with_activity:
        place_node(tree, tree.nodes[row.node_id], node, after)
    else:
        place_indicator(tree, moved, node or 0, after)
    new = _describe_place(tree, moved, with_activity=with_activity)
    if (old["path"], old["behind"]) == (new["path"], new["behind"]):
        raise Refused("今と同じ位置です。別の移動先を選んでください。")
    turn = _add_turn(
        access, row, Kind.MOVED, when, reason=reason, before=old["words"], after=new["words"], kept=old
    )
    _record(
        access,
        row,
        "indicator.moved",
        before={"位置": old["words"]},
        after={"位置": new["words"]},
        reason=reason,
    )
    return turn


@transaction.atomic
def rename_indicator(
    *, indicator: int, name: str, activity: str, year: int, reason: str, by: Person
) -> LifeRow:
    """Renames an indicator, and the activity it measures where that has no other one; the old names stay.

    ``activity`` is ignored where several indicators share the node; empty leaves it as it is.
    Raises Refused without any name.
    """
    access = load_access(by)
    row, when = _start(access, indicator, year, reason)
    tree = load_tree(PlanRow.objects.of(access.municipality).get(pk=row.plan_id))
    names = {"name": row.name, "activity": row.node.name}
    new_name = _read_name(name)
    alone = tree.is_alone(row.node_id)
    new_activity = (_read_name(activity) if alone else "") or row.node.name
    if not (new_name or new_activity):
        raise Refused("新しい名前を入力してください。")
    if (new_name, new_activity) == (row.name, row.node.name):
        raise Refused("今と同じ名前です。")
    before = reach.render_place(row)
    _write_names(access, row, new_name, new_activity)
    after = reach.render_place(row)
    turn = _add_turn(access, row, Kind.RENAMED, when, reason=reason, before=before, after=after, kept=names)
    _record(access, row, "indicator.renamed", before={"名前": before}, after={"名前": after}, reason=reason)
    return turn


@transaction.atomic
def split_indicator(
    *, indicator: int, parts: Sequence[Part], year: int, reason: str, by: Person
) -> list[IndicatorRow]:
    """Splits an indicator into two or more: it ends, and new ones stand behind it, without figures yet.

    Raises Refused for fewer than two names, equal names, or where it could not end.
    """
    access = load_access(by)
    row, when = _start(access, indicator, year, reason)
    _require_alive(row)
    names = [_read_name(part.name) for part in parts]
    _check_parts(row, names)
    kept: dict[str, Any] = {"cells": end_cells(access, row, when, reason)}
    made = _make_parts(access, row, names, parts)
    kept["parts"] = [item.pk for item in made]
    old = reach.render_place(row)
    words = "、".join(names)
    _add_turn(access, row, Kind.SPLIT, when, reason=reason, before=old, after=words, kept=kept)
    _record(access, row, "indicator.split", before={"指標": old}, after={"分割後": words}, reason=reason)
    for item in made:
        item.node = row.node
        _add_turn(access, item, Kind.SPLIT_FROM, when, reason=reason, before=old, other=row)
        _record(access, item, "indicator.added", after={"分割元": old}, reason=reason)
    return made


@transaction.atomic
def take_back_turn(*, turn: int, reason: str, by: Person) -> int:
    """Takes the last turn of an indicator back: it goes on, returns, or has its old name again.

    Cells that somebody has changed since stay as they are; returns how many. Raises Refused for a turn that
    is not the last one, and where its place is gone or the parts of a split have figures.
    """
    access = load_access(by)
    found = LifeRow.objects.of(access.municipality).filter(pk=turn, taken_back_at=None).first()
    if found is None:
        raise NotFound
    row = reach.lock_indicator(access, found.indicator_id, PERMISSION)
    require_reason(reason, "理由を入力してください。")
    last = list_turns(row)[-1:]
    if not last or last[0].pk != found.pk or found.kind not in _TAKERS:
        raise Refused("後から行った変更を、先に取り消してください。")
    kept = _TAKERS[found.kind](access, row, found)
    rows = LifeRow.objects.of(access.municipality)
    rows.filter(pk=found.pk).update(taken_back_at=timezone.now())
    _record(
        access,
        row,
        "indicator.taken_back",
        before={"取り消した変更": found.get_kind_display(), "後": found.after},
        after={"前": found.before, "そのまま残した欄": kept or ""},
        reason=reason,
    )
    return kept


def list_turns(row: IndicatorRow) -> list[LifeRow]:
    """The turns of an indicator that count, in the order in which they were made."""
    return list(row.life.filter(taken_back_at=None).order_by("pk"))


# ---- beginning and recording ----


def _start(access: Access, indicator: int, year: int, reason: str) -> tuple[IndicatorRow, FiscalYear]:
    row = reach.lock_indicator(access, indicator, PERMISSION)
    require_reason(reason, "理由を入力してください。")
    try:
        return row, FiscalYear(year)
    except ValueError:
        raise Refused("年度を選んでください。") from None


def _require_alive(row: IndicatorRow) -> None:
    if any(turn.kind in (Kind.ENDED, Kind.SPLIT) for turn in list_turns(row)):
        raise Refused("この指標は、既に終了しています。")


def _add_turn(
    access: Access,
    row: IndicatorRow,
    kind: str,
    year: FiscalYear,
    *,
    reason: str,
    before: str = "",
    after: str = "",
    other: IndicatorRow | None = None,
    kept: dict[str, Any] | None = None,
) -> LifeRow:
    return LifeRow.objects.create(
        municipality=access.municipality,
        plan_id=row.plan_id,
        indicator=row,
        kind=kind,
        year=year.start,
        before=before,
        after=after,
        reason=reason,
        other=other,
        kept=json.dumps(kept or {}, ensure_ascii=False),
        person=access.person,
        at=timezone.now(),
    )


def _record(access: Access, row: IndicatorRow, verb: str, *, reason: str, **sides: Any) -> None:
    audit.record_indicator(access, row, verb=verb, place=reach.render_place(row), reason=reason, **sides)


# ---- names ----


def _read_name(text: str) -> str:
    name = " ".join(text.split())
    require_plain(name)
    if len(name) > LONGEST_NAME:
        raise Refused(f"名前は{LONGEST_NAME}文字以内で入力してください。")
    return name


def _write_names(access: Access, row: IndicatorRow, name: str, activity: str) -> None:
    IndicatorRow.objects.of(access.municipality).filter(pk=row.pk).update(name=name)
    NodeRow.objects.of(access.municipality).filter(pk=row.node_id).update(name=activity)
    row.name, row.node.name = name, activity


# ---- places ----


def _describe_place(tree: Tree, row: IndicatorRow, *, with_activity: bool) -> dict[str, Any]:
    """Where an indicator stands, by names and keys: nodes are made anew by each import."""
    node = tree.nodes[row.node_id]
    if with_activity:
        group = [(item.pk, item.name) for item in tree.children[node.parent_id]]
        at, home = [pk for pk, _ in group].index(node.pk), node.parent_id
    else:
        group = [(item.pk, item.key) for item in tree.indicators[node.pk]]
        at, home = [pk for pk, _ in group].index(row.pk), node.pk
    return {
        "with_activity": with_activity,
        "path": [item.name for item in tree.path(home)] if home is not None else [],
        "behind": group[at - 1][1] if at else None,
        "words": tree.render_path(home),
    }


def _check_destination(
    tree: Tree, row: IndicatorRow, node: int | None, after: int | None, *, with_activity: bool
) -> None:
    gone = Refused("選んだ移動先がなくなっています。画面を開き直して、選び直してください。")
    if node is None and not with_activity:
        raise gone
    if node is not None and node not in tree.nodes:
        raise gone
    if with_activity and (not tree.is_alone(row.node_id) or node == row.node_id):
        raise Refused("この事業には別の指標もあるため、事業ごと移すことはできません。")
    here = tree.children.get(node, ()) if with_activity else tree.indicators.get(node or 0, ())
    if after is not None and after not in [item.pk for item in here]:
        raise gone


# ---- splitting ----


def _check_parts(row: IndicatorRow, names: list[str]) -> None:
    if len(names) < 2 or not all(names):
        raise Refused("分割後の指標の名前を、二つ以上入力してください。")
    if len(names) > MOST_PARTS:
        raise Refused(f"一度に分割できるのは{MOST_PARTS}指標までです。")
    if len(set(names)) < len(names):
        raise Refused("分割後の指標には、それぞれ別の名前を付けてください。")


def _make_parts(
    access: Access, row: IndicatorRow, names: list[str], parts: Sequence[Part]
) -> list[IndicatorRow]:
    taken = set(IndicatorRow.objects.of(access.municipality).filter(plan=row.plan_id).values_list("key"))
    held = json.loads(row.rest)
    rest = json.dumps({name: held[name] for name in _INHERITED if name in held}, ensure_ascii=False)
    tree = load_tree(PlanRow.objects.of(access.municipality).get(pk=row.plan_id))
    # In the order of their ids, all before anything is written: two who split never wait for each other.
    wanted = sorted({part.owner for part in parts if part.owner is not None})
    owners = {post: reach.lock_post(access, post) for post in wanted}
    made: list[IndicatorRow] = []
    for name, part in zip(names, parts, strict=True):
        item = IndicatorRow(
            municipality=access.municipality,
            plan_id=row.plan_id,
            node_id=row.node_id,
            owner=owners[part.owner] if part.owner is not None else row.owner,
            position=row.position,
            key=_choose_key(row.key, taken),
            name=name,
            unit=_read_name(part.unit),
            rest=rest,
        )
        item.save(force_insert=True)
        place_indicator(tree, item, row.node_id, made[-1].pk if made else row.pk)
        made.append(item)
    return made


def _choose_key(key: str, taken: set[tuple[str]]) -> str:
    number = 1
    while (found := f"{key}-{number}",) in taken:
        number += 1
    taken.add((found,))
    return found


# ---- taking back ----


def _take_back_end(access: Access, row: IndicatorRow, turn: LifeRow) -> int:
    return restore_cells(access, row, json.loads(turn.kept)["cells"])


def _take_back_split(access: Access, row: IndicatorRow, turn: LifeRow) -> int:
    parts = json.loads(turn.kept)["parts"]
    for model in (FigureRow, StatusRow, FactRow):
        if model.objects.of(access.municipality).filter(indicator__in=parts).exists():
            raise Refused("分割後の指標に、既に値や文章が入力されているため、取り消せません。")
    for graded in (DecisionRow, MarkRow):
        if graded.objects.of(access.municipality).filter(indicator__in=parts).exists():
            raise Refused("分割後の指標に、既に評価があるため、取り消せません。")
    for said in (Comment, Attachment):
        if said.objects.of(access.municipality).filter(indicator__in=parts).exists():
            raise Refused("分割後の指標に、既に意見又は根拠資料があるため、取り消せません。")
    if _has_turns(access, parts):
        raise Refused("分割後の指標に、別の変更が行われています。先にそれを取り消してください。")
    IndicatorRow.objects.of(access.municipality).filter(pk__in=parts, plan=row.plan_id).delete()
    return _take_back_end(access, row, turn)


def _has_turns(access: Access, parts: list[int]) -> bool:
    rows = LifeRow.objects.of(access.municipality).filter(indicator__in=parts, taken_back_at=None)
    return rows.exclude(kind=Kind.SPLIT_FROM).exists()


def _take_back_move(access: Access, row: IndicatorRow, turn: LifeRow) -> int:
    old = json.loads(turn.kept)
    tree = load_tree(PlanRow.objects.of(access.municipality).get(pk=row.plan_id))
    home = tree.find_node(old["path"]) if old["path"] else None
    along: bool = old["with_activity"]
    if (home is None and old["path"]) or (along and not tree.is_alone(row.node_id)):
        raise Refused("元の位置がなくなっています。「移動」で、新しい位置を選んでください。")
    pk = home.pk if home else None
    if along:
        behind = next((item.pk for item in tree.children[pk] if item.name == old["behind"]), None)
        place_node(tree, tree.nodes[row.node_id], pk, behind)
    elif pk is not None:
        group = tree.indicators.get(pk, [])
        behind = next((item.pk for item in group if item.key == old["behind"]), None)
        moved = next(item for item in tree.indicators[row.node_id] if item.pk == row.pk)
        place_indicator(tree, moved, pk, behind)
    return 0


def _take_back_rename(access: Access, row: IndicatorRow, turn: LifeRow) -> int:
    old = json.loads(turn.kept)
    tree = load_tree(PlanRow.objects.of(access.municipality).get(pk=row.plan_id))
    activity = old["activity"] if tree.is_alone(row.node_id) else row.node.name
    _write_names(access, row, old["name"], activity)
    return 0


_TAKERS: dict[str, Callable[[Access, IndicatorRow, LifeRow], int]] = {
    Kind.ENDED: _take_back_end,
    Kind.SPLIT: _take_back_split,
    Kind.MOVED: _take_back_move,
    Kind.RENAMED: _take_back_rename,
}
