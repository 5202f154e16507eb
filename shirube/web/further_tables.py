"""Tables of one file that are still to be taken in (続きの表): the file is kept until all are, or two days.

One table is looked at and taken in at a time; which of them are done is noted beside the file.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.urls import reverse
from msgspec.structs import replace

from shirube.core.plan import Plan
from shirube.readers.chosen_table import name_table, name_tables
from shirube.readers.result import ReadPlan
from shirube.store.access import Access
from shirube.store.queries import list_standing_imports
from shirube.web.import_reading import build_preview_url
from shirube.web.readings import ReadingWish
from shirube.web.uploads import Upload, find_upload, forget_upload

LOG = logging.getLogger(__name__)

_NOTES = "tables"
_LONGEST_NAME = 100
# What is noted: "tables", of which each has number, title, indicators and address, and "taken", which has the
# import of each table that has been taken in, by its number.
Notes = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FurtherTable:
    """One table that is left: its title, how many indicators it has, and where it is looked at."""

    title: str
    indicators: int
    url: str


def name_plan(found: Sequence[ReadPlan], number: int, file_name: str) -> Plan:
    """The plan of one table; without a title it is called by its sheet, an only table by its file."""
    read = found[number - 1]
    if read.plan.name:
        return read.plan
    is_only = len(found) == 1 and not read.plan.title
    name = PurePath(file_name).stem if is_only else name_table(read, number)
    return replace(read.plan, name=name.strip()[:_LONGEST_NAME])


def find_taken(access: Access, upload: Upload) -> frozenset[int]:
    """The numbers of the tables of a file that have been taken in, without those that were taken back."""
    return _find_standing(access, _read_notes(upload))


def note_taken(
    upload: Upload,
    found: Sequence[ReadPlan],
    *,
    access: Access,
    wish: ReadingWish,
    number: int,
    into: int | None,
    batch: int,
) -> bool:
    """Notes that one table has been taken in; True where others are left, else the file is thrown away."""
    taken = {**_read_notes(upload)["taken"], str(number): batch}
    # How the columns were corrected speaks of that one table; the rest of the wish of the whole file.
    rest = ((at, ReadingWish(at, lines=wish.lines, recipe=wish.recipe)) for at in range(1, len(found) + 1))
    tables = [
        [at, title, len(read.plan.indicators), build_preview_url(upload.token, asked, into)]
        for (at, asked), read, title in zip(rest, found, name_tables(found), strict=True)
        if read.plan.indicators
    ]
    notes = {"taken": taken, "tables": tables}
    if not _list_left(access, notes):
        forget_upload(access.person, upload.token)
        return False
    try:
        upload.keep(_NOTES, json.dumps(notes).encode())
    except OSError:
        # The table is in the database by now: nobody is to be told that nothing was saved.
        LOG.exception("cannot note which tables of a file are left")
        return False
    return True


def find_further(access: Access, token: str) -> tuple[FurtherTable, ...]:
    """What is left of a person's own file; () where nothing is, or the file is gone."""
    upload = find_upload(access.person, token)
    return _list_left(access, _read_notes(upload)) if upload else ()


def _read_notes(upload: Upload) -> Notes:
    """What was noted, nothing where a full disk or a power cut has left half of it."""
    try:
        found: Notes = json.loads(upload.find_kept(_NOTES) or b"{}")
    except ValueError:
        found = {}
    return {"taken": {}, "tables": [], **found}


def _list_left(access: Access, notes: Notes) -> tuple[FurtherTable, ...]:
    taken = _find_standing(access, notes)
    return tuple(FurtherTable(*rest) for at, *rest in notes["tables"] if at not in taken)


def _find_standing(access: Access, notes: Notes) -> frozenset[int]:
    standing = list_standing_imports(access, notes["taken"].values())
    return frozenset(int(number) for number, batch in notes["taken"].items() if batch in standing)


def build_done_url(batch: int, token: str = "") -> str:
    """The page of what an import has done; with a token it also leads on to the tables that are left."""
    address = reverse("import_done", args=[batch])
    return f"{address}?file={token}" if token else address
