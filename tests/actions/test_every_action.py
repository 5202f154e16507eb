"""What is true of every action: on record with its person, all or nothing, and no row of another city."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.apps import apps
from django.db import connection, transaction
from pytest_django.fixtures import Settings

from shirube.actions import life
from shirube.actions.outcome import NotFound, Refused
from shirube.core.roles import NotAllowed
from shirube.store.records import AuditHead, AuditRecord
from shirube.store.scoping import ScopedQuerySet
from tests.actions.every_action import (
    CASES,
    CHOICES,
    READING,
    UNRECORDED,
    Case,
    World,
    build_world,
    find_actions,
    name_action,
)
from tests.people import OTHER_CITY

pytestmark = pytest.mark.django_db


class RecordFailed(Exception):  # noqa: N818 - stands for whatever may happen there
    """The audit record cannot be written."""


@pytest.fixture
def world(settings: Settings, tmp_path: Path) -> World:
    settings.ATTACHMENTS_FOLDER = tmp_path / "attachments"
    return build_world()


def fingerprint() -> str:
    """All rows of all tables."""
    found = hashlib.sha256()
    for model in apps.get_models():
        rows: Any = model._default_manager
        held = rows.of_everyone() if hasattr(rows, "of_everyone") else rows.all()
        for row in sorted(map(repr, held.values_list())):
            found.update(f"{model.__name__}{row}\n".encode())
    return found.hexdigest()


@contextmanager
def undone() -> Iterator[None]:
    """What is done inside is taken back."""
    mark = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(mark)


def attempt(one: Case, world: World, before: str, **other: Any) -> str:
    """How an action ended that must not be done: "" where it was refused and nothing has changed."""
    with undone():
        try:
            one.call(world, **other)
        except (NotFound, NotAllowed, Refused) as refused:
            chosen = {(name_case(one), parameter) for parameter in other} & CHOICES
            if isinstance(refused, Refused) and not chosen:
                return f"refused with a reason: {refused}"
            return "" if fingerprint() == before else "left something behind"
        except Exception as error:  # told with the action's name
            return repr(error)
        return "was done"


def name_case(one: Case) -> str:
    return name_action(one.action)


def test_every_action_stands_in_the_table() -> None:
    assert {name_case(one) for one in CASES} | READING == find_actions()


def test_every_action_is_on_record_with_the_person_who_did_it(world: World) -> None:
    odd = {}
    for one in CASES:
        last = AuditHead.objects.get(municipality=world.town.municipality).count
        with undone():
            one.call(world)
            added = AuditRecord.objects.of_everyone().filter(number__gt=last)
            actors = {(item.municipality_id, item.actor_id, item.actor_name) for item in added}
        person = getattr(world.town, one.by)
        wanted = {(world.town.municipality.pk, person.pk, person.name)}
        if actors != (set() if name_case(one) in UNRECORDED else wanted):
            odd[name_case(one)] = actors

    assert odd == {}


def test_what_cannot_be_recorded_is_not_done(world: World) -> None:
    before = fingerprint()
    odd = {}
    for one in CASES:
        if name_case(one) in UNRECORDED:
            continue
        with undone(), patch.object(AuditHead, "save", side_effect=RecordFailed):
            with pytest.raises(RecordFailed):
                one.call(world)
            if fingerprint() != before:
                odd[name_case(one)] = "left something behind"

    assert odd == {}


def test_without_the_transaction_something_would_be_left(world: World) -> None:
    # The control: if this finds nothing, the test above proves nothing.
    bare: Callable[..., object] = life.end_indicator.__wrapped__  # type: ignore[attr-defined]
    before = fingerprint()
    with patch.object(AuditHead, "save", side_effect=RecordFailed), pytest.raises(RecordFailed):
        bare(indicator=world.ids["indicator"], year=2025, reason="理由", by=world.town.secretariat)

    assert fingerprint() != before


def test_nobody_of_another_municipality_can_do_any_of_it(world: World) -> None:
    other = build_world(OTHER_CITY, "となり市")
    before = fingerprint()
    strangers = ("administrator", "secretariat", "approver", "respondent", "reviewer", "viewer")

    odd = {
        (name_case(one), who): found
        for one in CASES
        if one.ids
        for who in strangers
        if (found := attempt(one, world, before, by=getattr(other.town, who)))
    }

    assert odd == {}


def test_no_id_of_another_municipality_is_taken(world: World) -> None:
    other = build_world(OTHER_CITY, "となり市")
    before = fingerprint()

    odd = {
        (name_case(one), parameter): found
        for one in CASES
        for parameter, name in one.ids.items()
        if (found := attempt(one, world, before, **{parameter: other.ids[name]}))
    }

    assert odd == {}


@pytest.mark.parametrize("number", [0, 2**63 - 1])
def test_an_id_that_nobody_has_is_not_found(world: World, number: int) -> None:
    before = fingerprint()
    odd = {
        (name_case(one), parameter): found
        for one in CASES
        for parameter in one.ids
        if (found := attempt(one, world, before, **{parameter: number}))
    }

    assert odd == {}


def test_the_row_in_question_is_held_before_anything_is_written(world: World) -> None:
    odd = {}
    for one in CASES:
        if not one.holds:
            continue
        with undone():
            events = watch(partial(one.call, world))
        # Failures of guessing a password are counted apart, before anything of the account changes.
        written = [event for event in events if event.startswith("write ") and "loginfailures" not in event]
        held = f"hold {one.holds}"
        if held not in events or (written and events.index(held) > events.index(written[0])):
            odd[name_case(one)] = events

    assert odd == {}


def watch(act: Callable[[], object]) -> list[str]:
    """Which tables an action locked a row of, and which it wrote to, in their order."""
    events: list[str] = []
    lock = ScopedQuerySet.select_for_update

    def note_lock(rows: Any, *args: Any, **options: Any) -> Any:
        events.append(f"hold {rows.model._meta.model_name}")
        return lock(rows, *args, **options)

    def note_write(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        word, *rest = sql.split()
        if word in ("INSERT", "UPDATE", "DELETE"):
            table = next(item for item in rest if item.startswith('"')).strip('"').split("_", 1)[1]
            # The version of the plan rises in one statement, which holds the row as well.
            raised = word == "UPDATE" and table == "planrow" and '"version" = ' in sql
            events.append("hold planrow" if raised else f"write {table}")
        return execute(sql, params, many, context)

    with patch.object(ScopedQuerySet, "select_for_update", note_lock), connection.execute_wrapper(note_write):
        act()
    return events
