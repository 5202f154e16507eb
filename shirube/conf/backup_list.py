"""The backups that are there: their names, sizes, hashes, and when each was read back and checked."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

_NAME = re.compile(r"[0-9]{8}-[0-9]{6}-[a-z0-9-]{1,40}\.(?:zip|sqlite3|dump)")


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup. ``is_whole`` where attachments are in it; ``sha256`` "" where nothing was noted."""

    path: Path
    size: int
    made_at: datetime
    is_whole: bool
    sha256: str = ""
    checked_at: datetime | None = None

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.path.name


def list_backups(folder: Path) -> list[Backup]:
    """The backups of a folder, newest first. Halves and other files are not shown."""
    if not folder.is_dir():
        return []
    found = [read_backup(path) for path in folder.iterdir() if _NAME.fullmatch(path.name) and path.is_file()]
    return sorted(found, key=lambda backup: backup.name, reverse=True)


def find_backup(folder: Path, name: str) -> Backup | None:
    """A backup by its name; None for anything else, however the name may be written."""
    path = folder / name if _NAME.fullmatch(name) else None
    return read_backup(path) if path and path.is_file() and not path.is_symlink() else None


def read_backup(path: Path) -> Backup:
    """A backup with what was noted beside it; a note about a file of another size is not believed."""
    held = path.stat()
    made_at = datetime.fromtimestamp(held.st_mtime, ZoneInfo("Asia/Tokyo"))
    is_whole = path.suffix == ".zip"
    try:
        note = json.loads(path.with_name(f"{path.name}.json").read_text("ascii"))
        if note["size"] == held.st_size:
            checked_at = datetime.fromisoformat(note["checked_at"])
            return Backup(path, held.st_size, made_at, is_whole, str(note["sha256"]), checked_at)
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return Backup(path, held.st_size, made_at, is_whole)
