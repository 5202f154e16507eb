"""Files taken in but not yet applied: kept for one person between the steps of an import, then forgotten.

What is in them is never looked at here; reading them belongs to the readers, in a child with limits.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from shirube.store.people import Person

LARGEST = 50 * 1024 * 1024
KEPT_FOR = timedelta(days=2)
_FOLDER = "imports"


@dataclass(frozen=True, slots=True)
class Upload:
    """One file: the token that names it, its own name, its bytes."""

    token: str
    name: str
    data: bytes


def keep_upload(person: Person, name: str, data: bytes) -> str:
    """Keeps a file for a person and returns its token. Old files of the person are thrown away."""
    _forget_old(person)
    token = secrets.token_urlsafe(18)
    default_storage.save(f"{_folder(person)}/{token}.bin", ContentFile(data))
    default_storage.save(f"{_folder(person)}/{token}.json", ContentFile(json.dumps({"name": name}).encode()))
    return token


def find_upload(person: Person, token: str) -> Upload | None:
    """A person's own file, None where there is none (any more)."""
    if not token or not token.replace("-", "").replace("_", "").isalnum() or len(token) > 60:
        return None
    data, notes = (f"{_folder(person)}/{token}.{ending}" for ending in ("bin", "json"))
    if not default_storage.exists(data) or not default_storage.exists(notes):
        return None
    with default_storage.open(notes) as file:
        name = json.loads(file.read())["name"]
    with default_storage.open(data) as file:
        return Upload(token, name, file.read())


def forget_upload(person: Person, token: str) -> None:
    """Throws one file away; it has been taken in."""
    if find_upload(person, token):
        for ending in ("bin", "json"):
            default_storage.delete(f"{_folder(person)}/{token}.{ending}")


def _folder(person: Person) -> str:
    return f"{_FOLDER}/{person.pk}"


def _forget_old(person: Person) -> None:
    if not default_storage.exists(_folder(person)):
        return
    limit: datetime = timezone.now() - KEPT_FOR
    for name in default_storage.listdir(_folder(person))[1]:
        path = f"{_folder(person)}/{name}"
        if default_storage.get_modified_time(path) < limit:
            default_storage.delete(path)
