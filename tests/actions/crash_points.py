"""Run by test_crash_points.py in a process of its own: one action is cut off at every SQL statement.

Arguments: the flows (comma between), how to cut ("exit", "once" or "always"), and "--without-transaction" for
the control. Prints JSON by flow. Each try runs in a child on a fresh copy of the database.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

CUT, DONE, RAISED = 9, 0, 7


def fingerprint(path: Path) -> str:
    """All rows of all tables; opening the file first undoes what a dead process left half done."""
    found = hashlib.sha256()
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA foreign_key_check").fetchone() is None
        tables = database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        ).fetchall()
        for (table,) in tables:
            if table == "sqlite_sequence":  # counts numbers given out, also to rows that never came to be
                continue
            for row in sorted(map(repr, database.execute(f'SELECT * FROM "{table}"'))):  # noqa: S608
                found.update(f"{table}{row}\n".encode())
    return found.hexdigest()


def make_flows() -> dict[str, Callable[[], object]]:
    """Fills the database; returns the actions to be cut off."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from shirube.actions import (
        attachments,
        comments,
        deadlines,
        decisions,
        figures,
        life,
        people,
        plans,
        successor,
    )
    from shirube.core.roles import Role
    from shirube.store.plans import PlanRow
    from tests.builders import build_indicator, build_plan, build_scale
    from tests.people import build_town, import_for

    town = build_town()
    old = [build_indicator(str(n), name=f"指標{n}", targets={"R6": 10}, actuals={"R6": 8}) for n in (1, 2, 3)]
    new = [
        build_indicator(
            str(n),
            name=f"指標{n}",
            targets={"R6": 11, "R7": 12},
            actuals={"R6": 9},
            marks={"R6": "A"},
            status="本文",
        )
        for n in (1, 2, 4)
    ]
    first, second = build_plan(*old, scale=build_scale()), build_plan(*new)
    row = import_for(town, first)
    into_again = import_for(town, first)
    batch = plans.import_plan(plan=second, into=into_again.pk, file_name="b", by=town.secretariat).batch
    indicator = row.indicators.get(key="1").pk
    proposal = decisions.decide_grade(
        indicator=row.indicators.get(key="2").pk,
        year=2024,
        mark="A",
        reason="理由",
        version=0,
        by=town.secretariat,
    )
    by = town.secretariat
    third, fourth = import_for(town, second), import_for(town, second)
    ended = life.end_indicator(indicator=fourth.indicators.get(key="4").pk, year=2025, reason="理由", by=by)
    moving = fourth.indicators.get(key="2")
    copied = successor.copy_plan(
        plan=fourth.pk,
        name="次の計画",
        first=2028,
        last=2030,
        indicators=[moving.pk],
        version=PlanRow.objects.of(town.municipality).get(pk=fourth.pk).version,
        by=by,
    )
    unwrapped = "--without-transaction" in sys.argv

    def bare(action: Any) -> Any:
        return action.__wrapped__ if unwrapped else action

    return {
        "import": lambda: bare(plans.import_plan)(plan=second, into=None, file_name="a", by=by),
        "import again": lambda: bare(plans.import_plan)(plan=second, into=row.pk, file_name="a", by=by),
        "undo": lambda: bare(plans.undo_import)(batch=batch.pk, by=by),
        "entry": lambda: bare(figures.enter_figure)(
            indicator=indicator, kind="actual", year=2024, text="99", version=1, by=by
        ),
        "text": lambda: bare(figures.enter_status)(
            indicator=indicator, year=2024, text="新しい本文", version=0, by=by
        ),
        "revision": lambda: bare(figures.revise_target)(
            indicator=indicator, year=2024, text="12", version=1, reason="見直し", by=by
        ),
        "end": lambda: bare(life.end_indicator)(
            indicator=third.indicators.get(key="1").pk, year=2025, reason="理由", by=by
        ),
        "split": lambda: bare(life.split_indicator)(
            indicator=third.indicators.get(key="1").pk,
            parts=[life.Part("甲"), life.Part("乙")],
            year=2025,
            reason="理由",
            by=by,
        ),
        "move": lambda: bare(life.move_indicator)(
            indicator=moving.pk,
            node=moving.node.parent_id,
            after=None,
            with_activity=True,
            year=2025,
            reason="理由",
            by=by,
        ),
        "taking back": lambda: bare(life.take_back_turn)(turn=ended.pk, reason="誤り", by=by),
        "next plan": lambda: bare(successor.copy_plan)(
            plan=third.pk,
            name="次の計画",
            first=2028,
            last=2030,
            indicators=list(third.indicators.values_list("pk", flat=True)),
            version=third.version,
            by=by,
        ),
        "undoing it": lambda: bare(successor.undo_copy)(plan=copied.pk, reason="誤り", by=by),
        "approval": lambda: bare(decisions.approve_grade)(
            decision=proposal.pk, version=proposal.version, by=town.approver
        ),
        "comment": lambda: bare(comments.write_comment)(indicator=indicator, year=2024, text="意見", by=by),
        "attachment": lambda: bare(attachments.attach_file)(
            indicator=indicator, year=2024, name="a.csv", data=b"a,b", by=by
        ),
        "deadlines": lambda: bare(deadlines.set_deadlines)(
            [deadlines.Wish(plan, 2025, date(2026, 5, 29), 0) for plan in (row.pk, third.pk)], by=by
        ),
        "handover": lambda: bare(people.hand_over_post)(
            post=town.posts[Role.RESPONDENT].pk,
            leaving=town.respondent.pk,
            arriving=town.reviewer.pk,
            by=town.administrator,
        ),
    }


class Cutter:
    """Counts statements and cuts at the one chosen: ends the process, or fails once or from there on."""

    def __init__(self, at: int, how: str) -> None:
        self.at = at
        self.how = how
        self.count = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        from django.db import OperationalError

        self.count += 1
        if self.how == "exit" and self.count == self.at:
            # After the statement as well as before it: what it wrote must be undone too.
            execute(sql, params, many, context)
            os._exit(CUT)
        if self.count == self.at or (self.how == "always" and self.count > self.at):
            raise OperationalError("disk I/O error")
        return execute(sql, params, many, context)


def run_child(action: Callable[[], object], at: int, how: str) -> int:
    """The action in a child of this process, cut at a statement; returns how the child ended."""
    child = os.fork()
    if child == 0:
        from django.db import DatabaseError, connection

        try:
            with connection.execute_wrapper(Cutter(at, how)):
                action()
        except DatabaseError:
            os._exit(RAISED)
        except BaseException as error:
            os.write(2, repr(error).encode())
            os._exit(1)
        os._exit(DONE)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main(flows: list[str], how: str) -> dict[str, object]:
    """Cuts each flow off."""
    from django.db import connection

    actions = make_flows()
    connection.close()
    database = Path(connection.settings_dict["NAME"])
    shutil.copyfile(database, database.with_name("template"))
    return {flow: cut(actions[flow], how, database) for flow in flows}


def cut(action: Callable[[], object], how: str, database: Path) -> dict[str, object]:
    """Cuts an action at statement 1, 2, 3 … until it comes through."""
    template = database.with_name("template")
    before = fingerprint(template)
    odd: list[str] = []
    for at in range(1, 1000):
        shutil.copyfile(template, database)
        for name in ("-journal", "-wal", "-shm"):
            database.with_name(database.name + name).unlink(missing_ok=True)
        end = run_child(action, at, how)
        after = fingerprint(database)
        if end == DONE:
            return {"statements": at - 1, "odd": odd, "changed": after != before}
        if end not in (CUT, RAISED):
            odd.append(f"{at}: ended with {end}")
        elif after != before:
            odd.append(f"{at}: half a change")
    return {"statements": -1, "odd": odd, "changed": False}


if __name__ == "__main__":
    import django

    django.setup()
    sys.stdout.write(json.dumps(main(sys.argv[1].split(","), sys.argv[2])))
