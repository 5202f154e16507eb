"""Run by test_power_cut.py under strace: one action after another, and after each what the database holds.

Arguments: how many figures to enter after one action of each kind, and what to set instead of our own
settings of the database (for the controls). Each finished action adds a line to the file ``acknowledged``,
written outside of the power cut: its place in the trace tells what the person had been told by then.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

# Of the actions that are also cut at every statement, those that can follow one another. The import changes
# what the others expect to find, so it comes last.
FLOWS = ("entry", "text", "revision", "approval", "handover", "import", "undo", "import again")


def main(entries: int, pragmas: str) -> None:
    """Fills a database, copies it to where the trace looks, and works on the copy."""
    from django.conf import settings
    from django.db import connection

    from shirube.actions.figures import enter_figure
    from shirube.store.people import Person
    from shirube.store.plans import FigureRow
    from tests.actions.crash_points import fingerprint, make_flows

    flows = make_flows()
    made = Path(connection.settings_dict["NAME"])
    connection.close()
    folder = made.parent / "disk"
    folder.mkdir()
    database = folder / made.name
    # By plain writes: what the system copies by itself, the trace does not show.
    database.write_bytes(made.read_bytes())
    connection.settings_dict["NAME"] = str(database)
    if pragmas:
        connection.settings_dict["OPTIONS"]["init_command"] = pragmas
    settings.AUDIT_ANCHOR = folder / "audit-anchor.jsonl"
    connection.ensure_connection()

    notes = os.open(made.parent / "acknowledged", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def acknowledge(what: str) -> None:
        held = fingerprint(database)
        os.write(notes, json.dumps([what, held]).encode() + b"\n")

    acknowledge("start")
    for name in FLOWS:
        flows[name]()
        acknowledge(name)
    by = Person.objects.of_everyone().get(login="keikaku")
    cell = FigureRow.objects.of_everyone().filter(kind="actual", indicator__key="2").first()
    assert cell is not None
    for number in range(entries):
        enter_figure(
            indicator=cell.indicator_id,
            kind="actual",
            year=cell.year,
            text=str(1000 + number),
            version=cell.version + number,
            by=by,
        )
        acknowledge(f"figure {number}")


if __name__ == "__main__":
    import django

    django.setup()
    main(int(sys.argv[1]), sys.argv[2])
