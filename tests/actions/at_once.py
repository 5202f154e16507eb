"""Run by test_at_once.py in a process of its own: two actions at the same moment, on PostgreSQL.

The first one is stopped where it is about to write its record, so after all that it looked at and changed;
the second one starts then, and either waits for the first or runs past it. Prints for each pair how both
ended and what was left, as JSON. "--without-locks" is the control.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable
from typing import Any

import pyotp

from tests.builders import build_indicator, build_plan

# So long the second action is left alone with what the first one holds, before the first goes on.
ALONE_SECONDS = 0.4
OTHER_PASSWORD = "よく晴れた日の港まつりの朝ごはん"

# Two actions, and what to look at afterwards.
Pair = tuple[Callable[[], object], Callable[[], object], Callable[[], object]]


def play(first: Callable[[], object], second: Callable[[], object]) -> list[str]:
    """How both ended: "done", or the name of what they raised."""
    stopped, go_on = threading.Event(), threading.Event()
    ends = ["", ""]

    def stop(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if '"store_audithead"' in sql and not stopped.is_set():
            stopped.set()
            go_on.wait(20)
        return execute(sql, params, many, context)

    def run(at: int, action: Callable[[], object]) -> None:
        from django.db import connection

        try:
            with connection.execute_wrapper(stop if at == 0 else _pass_on):
                action()
            ends[at] = "done"
        except Exception as error:  # how it ended is what is asked for
            ends[at] = type(error).__name__
        finally:
            stopped.set()
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate((first, second))]
    threads[0].start()
    stopped.wait(20)
    threads[1].start()
    threads[1].join(ALONE_SECONDS)
    go_on.set()
    for thread in threads:
        thread.join()
    return ends


def _pass_on(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    return execute(sql, params, many, context)


def make_pairs(world: Any) -> dict[str, Pair]:
    """By name; the one that leaves its municipality with one administrator comes last."""
    return {**make_account_pairs(world), **make_plan_pairs(world), **make_organisation_pairs(world)}


def make_account_pairs(world: Any) -> dict[str, Pair]:
    """Two windows of one person."""
    from shirube.actions import accounts
    from shirube.actions.second_factor import read_secret
    from shirube.store.people import Person, RecoveryCode
    from tests.actions.every_action import PASSWORD

    people = Person.objects.of(world.town.municipality)
    reviewer, secretariat = world.town.reviewer, world.town.secretariat
    accounts.start_totp(by=secretariat)

    def confirm(person: Person) -> Callable[[], object]:
        code = pyotp.TOTP(read_secret(people.get(pk=person.pk))).now()
        return lambda: accounts.confirm_totp(code=code, by=person)

    return {
        "a second factor set up in two windows": (
            confirm(reviewer),
            confirm(reviewer),
            lambda: RecoveryCode.objects.of(world.town.municipality).filter(person=reviewer).count(),
        ),
        "a second factor while the password changes": (
            confirm(secretariat),
            lambda: accounts.change_password(current=PASSWORD, new=OTHER_PASSWORD, by=secretariat),
            lambda: people.get(pk=secretariat.pk).has_totp,
        ),
    }


def make_plan_pairs(world: Any) -> dict[str, Pair]:
    """Two officers at one plan."""
    from shirube.actions import figures, findings, plans, recipes
    from shirube.store.plans import FigureRow
    from shirube.store.records import AuditRecord, ImportBatch
    from tests.actions.every_action import RECIPE

    town, ids = world.town, world.ids
    city, by = town.municipality, town.secretariat
    plan = build_plan(build_indicator("1", actuals={"R6": 8}))
    going = plans.import_plan(plan=plan, into=None, file_name="a.tsv", by=by)
    indicator = going.plan.indicators.get().pk

    def count(verb: str) -> Callable[[], object]:
        return lambda: AuditRecord.objects.of(city).filter(verb=verb).count()

    def enter(indicator: int, person: Any) -> Callable[[], object]:
        return lambda: figures.enter_figure(
            indicator=indicator, kind="actual", year=2024, text="9", version=1, by=person
        )

    def withdraw() -> None:
        findings.withdraw_acceptance(acceptance=ids["acceptance"], by=by)

    def forget() -> None:
        recipes.forget_recipe(recipe=ids["recipe"], by=by)

    def take_in() -> None:
        plans.import_plan(plan=plan, into=None, file_name="b.tsv", by=by, form_key="once")

    def keep() -> None:
        recipes.save_recipe(name="新しい表", recipe=RECIPE, headings=["令和7年度"], by=by)

    def assign(post: str) -> Callable[[], object]:
        return lambda: plans.assign_owner(indicators=[ids["other"]], post=ids[post], by=by)

    return {
        "a figure while its plan is taken back": (
            lambda: plans.undo_import(batch=going.batch.pk, by=by),
            enter(indicator, by),
            lambda: FigureRow.objects.of(city).filter(indicator=indicator).count(),
        ),
        "an indicator given to two posts": (
            assign("post"),
            assign("empty post"),
            lambda: [
                (json.loads(item.before or "{}").get("担当"), json.loads(item.after)["担当"])
                for item in AuditRecord.objects.of(city).filter(
                    verb="owner.assigned", indicator_id=ids["other"]
                )
            ],
        ),
        "a figure while its indicator goes to another body": (
            lambda: plans.assign_owner(indicators=[ids["indicator"]], post=ids["empty post"], by=by),
            enter(ids["indicator"], town.respondent),
            lambda: (
                FigureRow.objects.of(city).get(indicator=ids["indicator"], kind="actual", year=2024).version
            ),
        ),
        "a table sent twice": (
            take_in,
            take_in,
            lambda: ImportBatch.objects.of(city).filter(file_name="b.tsv").count(),
        ),
        "a reading kept twice": (keep, keep, count("recipe.saved")),
        "an accepted finding withdrawn twice": (
            withdraw,
            withdraw,
            count("acceptance.withdrawn"),
        ),
        "a reading let go of twice": (
            forget,
            forget,
            count("recipe.forgotten"),
        ),
    }


def make_organisation_pairs(world: Any) -> dict[str, Pair]:
    """Two administrators at the posts and people of one municipality."""
    from shirube.actions import organisation, people
    from shirube.core.roles import Role
    from shirube.store.people import Assignment, Body, Person, Post

    town, ids = world.town, world.ids
    city, admin = town.municipality, town.administrator
    section = town.section.pk
    managing, left, right, ending = (
        people.create_post(body=section, name=name, role=role, by=admin).pk
        for name, role in (
            ("副管理", Role.ADMINISTRATOR),
            ("左", Role.RESPONDENT),
            ("右", Role.RESPONDENT),
            ("終わる係", Role.VIEWER),
        )
    )
    other = people.invite_person(login="fuku", name="副管理者", post=managing, by=admin).person
    one, two = (
        people.invite_person(login=login, name=login, post=post, by=admin).person.pk
        for login, post in (("hidari", left), ("migi", right))
    )
    lasting = Assignment.objects.of(city).filter(until=None)

    def hand_over(post: int, leaving: int | None, arriving: int) -> Callable[[], object]:
        return lambda: people.hand_over_post(post=post, leaving=leaving, arriving=arriving, by=admin)

    return {
        "a post that ends while it is given to somebody": (
            lambda: organisation.end_post(post=ending, reason="統合", by=admin),
            hand_over(ending, None, one),
            lambda: lasting.filter(post__is_active=False).count(),
        ),
        "a body added twice": (
            lambda: people.create_body(name="新しい課", by=admin),
            lambda: people.create_body(name="新しい課", by=admin),
            lambda: Body.objects.of(city).filter(name="新しい課").count(),
        ),
        "a body that ends while it gets a post": (
            lambda: organisation.end_body(body=ids["empty body"], reason="統合", by=admin),
            lambda: people.create_post(body=ids["empty body"], name="係", role=Role.VIEWER, by=admin),
            lambda: Post.objects.of(city).filter(is_active=True, body__is_active=False).count(),
        ),
        "two people who change posts": (
            hand_over(left, one, two),
            hand_over(right, two, one),
            lambda: sorted(lasting.filter(post__in=(left, right)).values_list("post__name", "person__login")),
        ),
        "two posts that get one name": (
            lambda: organisation.change_post(post=left, name="同じ係", seen="左", by=admin),
            lambda: organisation.change_post(post=right, name="同じ係", seen="右", by=admin),
            lambda: Post.objects.of(city).filter(name="同じ係").count(),
        ),
        "two people who get one login": (
            lambda: people.invite_person(login="onaji", name="一人目", post=left, by=admin),
            lambda: people.invite_person(login="onaji", name="二人目", post=right, by=admin),
            lambda: Person.objects.of(city).filter(login="onaji").count(),
        ),
        "administrators who disable each other": (
            lambda: people.disable_person(person=other.pk, by=admin),
            lambda: people.disable_person(person=admin.pk, by=other),
            lambda: lasting.filter(post__role="administrator", person__is_active=True).count(),
        ),
    }


def let_go() -> None:
    """For the control: rows are looked at without holding them. The record keeps its own lock."""
    from shirube.actions import reach
    from shirube.store.records import AuditHead
    from shirube.store.scoping import ScopedQuerySet

    lock = ScopedQuerySet.select_for_update

    def look(rows: Any, *args: Any, **options: Any) -> Any:
        return lock(rows, *args, **options) if rows.model is AuditHead else rows

    setattr(ScopedQuerySet, "select_for_update", look)  # noqa: B010 - another method in its place
    reach.lock_municipality = lambda access: None


def main(*, with_locks: bool) -> dict[str, Any]:
    """Plays each pair once."""
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    from tests.actions.every_action import build_world

    pairs = make_pairs(build_world())
    if not with_locks:
        let_go()
    found = {name: [*play(first, second), look()] for name, (first, second, look) in pairs.items()}
    connection.close()
    return found


if __name__ == "__main__":
    import django

    django.setup()
    sys.stdout.write(json.dumps(main(with_locks="--without-locks" not in sys.argv)))
