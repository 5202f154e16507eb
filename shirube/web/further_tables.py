"""Tables of one file that are still to be taken in (続きの表): the file is kept until all are, or two days.

One table is looked at and taken in at a time; which of them are done is noted beside the file.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from django.urls import reverse
from msgspec.structs import replace

from shirube.core.plan import Plan
from shirube.readers.result import ReadPlan
from shirube.store.access import Access
from shirube.web.import_page import name_table
from shirube.web.import_reading import build_preview_url
from shirube.web.readings import ReadingWish
from shirube.web.uploads import Upload, find_upload, forget_upload

_NOTES = "tables"
_LONGEST_NAME = 100


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


def find_taken(upload: Upload) -> frozenset[int]:
    """The numbers of the tables of a file that have been taken in."""
    kept = upload.find_kept(_NOTES)
    return frozenset(json.loads(kept)["taken"]) if kept else frozenset()


def note_taken(
    upload: Upload,
    found: Sequence[ReadPlan],
    *,
    access: Access,
    wish: ReadingWish,
    number: int,
    into: int | None,
) -> bool:
    """Notes that one table has been taken in; True where others are left, else the file is thrown away."""
    taken = find_taken(upload) | {number}
    # How the columns were corrected speaks of that one table; the rest of the wish of the whole file.
    rest = ((at, ReadingWish(at, lines=wish.lines, recipe=wish.recipe)) for at in range(1, len(found) + 1))
    left = [
        [name_table(read, at), len(read.plan.indicators), build_preview_url(upload.token, asked, into)]
        for (at, asked), read in zip(rest, found, strict=True)
        if at not in taken and read.plan.indicators
    ]
    if not left:
        forget_upload(access.person, upload.token)
        return False
    upload.keep(_NOTES, json.dumps({"taken": sorted(taken), "left": left}).encode())
    return True


def find_further(access: Access, token: str) -> tuple[FurtherTable, ...]:
    """What is left of a person's own file; () where nothing is, or the file is gone."""
    upload = find_upload(access.person, token)
    kept = upload.find_kept(_NOTES) if upload else None
    return tuple(FurtherTable(*item) for item in json.loads(kept)["left"]) if kept else ()


def build_done_url(batch: int, token: str = "") -> str:
    """The page of what an import has done; with a token it also leads on to the tables that are left."""
    address = reverse("import_done", args=[batch])
    return f"{address}?file={token}" if token else address
