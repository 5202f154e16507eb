"""Files taken in but not yet applied: kept for one person between the steps of an import, then forgotten.

What is in them is never looked at here; reading them belongs to readings.py. What was read is kept beside
the file, since any process of the server may be asked next; throwing the file away ends its reading.
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
    """One file: the token that names it, its own name, its bytes, and whose it is ("" for nobody's)."""

    token: str
    name: str
    data: bytes
    folder: str = ""

    def find_kept(self, kind: str) -> bytes | None:
        """What was kept beside the file under a word, None where there is nothing."""
        path = f"{self.folder}/{self.token}.{kind}"
        if not self.folder or not default_storage.exists(path):
            return None
        with default_storage.open(path) as file:
            kept: bytes = file.read()
        return kept

    def keep(self, kind: str, data: bytes) -> None:
        """Keeps something beside the file; nothing where it has been thrown away meanwhile."""
        path = f"{self.folder}/{self.token}.{kind}"
        if self.folder and default_storage.exists(f"{self.folder}/{self.token}.bin"):
            default_storage.delete(path)
            default_storage.save(path, ContentFile(data))

    def is_unwanted(self) -> bool:
        """Whether the person has said that they no longer wait for it."""
        return bool(self.folder) and not default_storage.exists(f"{self.folder}/{self.token}.bin")


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
        return Upload(token, name, file.read(), _folder(person))


def forget_upload(person: Person, token: str) -> None:
    """Throws one file away with all that was kept beside it. A reading of it that still runs is ended."""
    if find_upload(person, token) is None:
        return
    for name in default_storage.listdir(_folder(person))[1]:
        if name.startswith(f"{token}."):
            default_storage.delete(f"{_folder(person)}/{name}")


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
