"""Run by test_two_editors.py in a process of its own: two people save the same cell at the same moment.

Argument: the number of rounds, and "--without-versions" for the negative control. Prints JSON.
"""

from __future__ import annotations

import json
import sys
import threading
from typing import Any


def prepare() -> dict[str, object]:
    """An empty database with a town and a plan of one indicator."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from tests.builders import build_indicator, build_plan
    from tests.people import build_town, import_for

    town = build_town()
    row = import_for(town, build_plan(build_indicator(unit="人", actuals={"R6": "10人"})))
    return {"town": town, "row": row, "indicator": row.indicators.get().pk}


def edit(
    *, indicator: int, text: str, version: int, by: object, barrier: threading.Barrier, ends: list[object]
) -> None:
    """One editor: waits for the other, saves, and notes how it ended."""
    from django.db import connection

    from shirube.actions.figures import enter_figure
    from shirube.actions.outcome import Conflict

    connection.ensure_connection()
    barrier.wait()
    try:
        saved = enter_figure(indicator=indicator, kind="actual", year=2024, text=text, version=version, by=by)  # type: ignore[arg-type]
        ends.append(("saved", text, saved.version))
    except Conflict as conflict:
        ends.append(("conflict", text, conflict.typed, conflict.current.text, conflict.current.version))
    finally:
        connection.close()


def main(rounds: int, *, with_versions: bool) -> dict[str, object]:
    """Plays the rounds and counts."""
    held = prepare()
    from django.conf import settings

    from shirube.actions import reach
    from shirube.store.audit_chain import check_chain, read_anchors
    from shirube.store.plans import FigureRow
    from shirube.store.records import AuditRecord

    town = held["town"]
    if not with_versions:
        reach.has_changed = lambda current, version: False
    figures = FigureRow.objects.of(town.municipality)  # type: ignore[attr-defined]
    counts = {"saved": 0, "conflict": 0, "both": 0, "neither": 0, "lost": 0, "own text": 0, "other's text": 0}
    editors = (town.secretariat, town.administrator)  # type: ignore[attr-defined]
    for number in range(rounds):
        version = figures.get(kind="actual").version
        barrier = threading.Barrier(2)
        ends: list[Any] = []
        threads = [
            threading.Thread(
                target=edit,
                kwargs={
                    "indicator": held["indicator"],
                    "text": f"{1000 + 2 * number + at}人",
                    "version": version,
                    "by": by,
                    "barrier": barrier,
                    "ends": ends,
                },
            )
            for at, by in enumerate(editors)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        won = [end for end in ends if end[0] == "saved"]
        lost = [end for end in ends if end[0] == "conflict"]
        counts["saved"] += len(won)
        counts["conflict"] += len(lost)
        counts["both"] += len(won) == 2
        counts["neither"] += not won
        counts["own text"] += sum(end[1] == end[2] for end in lost)
        stored = figures.get(kind="actual")
        counts["other's text"] += sum(end[3] == stored.text and end[4] == stored.version for end in lost)
        counts["lost"] += len(won) == 2
    audit = AuditRecord.objects.of(town.municipality).filter(verb="figure.entered").count()  # type: ignore[attr-defined]
    chain = check_chain(town.municipality, read_anchors(settings.AUDIT_ANCHOR))  # type: ignore[attr-defined]
    return {**counts, "audit": audit, "chain": chain, "rounds": rounds}


if __name__ == "__main__":
    import django

    django.setup()
    sys.stdout.write(json.dumps(main(int(sys.argv[1]), with_versions="--without-versions" not in sys.argv)))
