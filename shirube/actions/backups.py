"""What happens to backups, on record: made, carried away, put back. Making them belongs to conf and jobs.

A backup holds every municipality of the server. Where there are several, their administrators have no part in
it: the operator makes and keeps them.
"""

from __future__ import annotations

from django.db import transaction

from shirube.actions import audit
from shirube.actions.outcome import NotFound
from shirube.store.access import load_access
from shirube.store.people import Municipality, Person


def require_whole_server(by: Person) -> Municipality:
    """The only municipality of the server. Raises NotAllowed, or NotFound if there are more."""
    access = load_access(by)
    access.require("manage_system")
    if Municipality.objects.count() != 1:
        raise NotFound
    return access.municipality


@transaction.atomic
def record_backup(*, name: str, size: int, sha256: str, by: Person) -> None:
    """Notes that somebody had a backup made."""
    municipality = require_whole_server(by)
    after = {"大きさ": f"{size:,}バイト", "ハッシュ値": sha256}
    audit.record(verb="backup.made", by=by, municipality=municipality, place=name, after=after)


@transaction.atomic
def record_download(*, name: str, by: Person) -> None:
    """Notes that somebody carries a backup, and so all data, away: before the first byte goes out."""
    municipality = require_whole_server(by)
    audit.record(verb="backup.downloaded", by=by, municipality=municipality, place=name)


@transaction.atomic
def record_restore(*, name: str, made_at: str) -> None:
    """Notes in every municipality's history that all of it is that of a backup. By the operator."""
    for municipality in Municipality.objects.order_by("code"):
        audit.record(
            verb="backup.restored",
            by=None,
            municipality=municipality,
            place=name,
            after={"控えを作成した日時": made_at},
        )
