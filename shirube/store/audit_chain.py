"""The chain of the audit record: each record carries a code over itself and the code before it (HMAC).

Who shortens or alters the record in the database is found out by the chain, and by the anchor, a file outside
the database that notes count and last code. Adding records belongs to the actions.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from shirube.store.people import Municipality
from shirube.store.records import AuditRecord

# In the order in which they enter the code. A field added later goes to the end, and only where it is set.
CHAINED = (
    *("municipality_id", "number", "at", "actor_id", "actor_name", "verb"),
    *("plan_id", "indicator_id", "person_id", "place", "before", "after", "reason"),
)


@dataclass(frozen=True, slots=True)
class Anchor:
    """What the file outside says: after so many records the last code was this."""

    municipality: str
    count: int
    mac: str


def make_key(secret: str) -> bytes:
    """The key of the chain, made from the server's secret for this one purpose."""
    return hmac.digest(secret.encode(), b"shirube audit chain 1", hashlib.sha256)


def compute_mac(key: bytes, previous: str, record: AuditRecord) -> str:
    """The code of a record that follows the one with the code ``previous``."""
    fields = {name: _plain(getattr(record, name)) for name in CHAINED}
    text = json.dumps([previous, fields], ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hmac.new(key, text.encode("ascii"), hashlib.sha256).hexdigest()


def _plain(value: object) -> object:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value


def check_chain(municipality: Municipality, anchors: Iterable[Anchor] = ()) -> list[str]:
    """What is wrong with a municipality's record, as Japanese sentences; empty when it is as written."""
    key = make_key(settings.SECRET_KEY)
    known = {anchor.count: anchor.mac for anchor in anchors if anchor.municipality == municipality.code}
    problems, previous, count = [], "", 0
    for record in AuditRecord.objects.of(municipality).order_by("number").iterator(2000):
        count += 1
        if record.number != count:
            problems.append(f"履歴の{count}番から{record.number - 1}番までがありません。")
            count = record.number
        elif compute_mac(key, previous, record) != record.mac:
            problems.append(f"履歴の{record.number}番が、記録されたときと異なります。")
        if known.pop(record.number, record.mac) != record.mac:
            problems.append(f"履歴の{record.number}番が、外部の控えと異なります。")
        previous = record.mac
    if known:
        problems.append(f"履歴は{count}件ですが、外部の控えでは{max(known)}件まで記録されています。")
    return problems


def write_anchor(path: Path, anchor: Anchor) -> None:
    """Adds a line to the file outside. A power cut may lose it, which harms nothing: it is not synced."""
    line = json.dumps([anchor.municipality, anchor.count, anchor.mac])
    with path.open("a", encoding="ascii") as file:
        file.write(line + "\n")


def read_anchors(path: Path) -> Iterator[Anchor]:
    """The lines of the file outside; lines cut off by a crash or a full disk are passed over."""
    if not path.is_file():
        return
    with path.open(encoding="ascii", errors="replace") as lines:
        for line in lines:
            try:
                municipality, count, mac = json.loads(line)
            except (ValueError, TypeError):
                continue
            if isinstance(count, int):
                yield Anchor(str(municipality), count, str(mac))
