"""Making a backup beside the requests: one at a time in all processes, with its progress for all.

The state is a file in the folder of the backups and not a row: a database that was put back knows nothing of
the backups made since.
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.conf import settings

from shirube.actions.backups import record_backup, require_whole_server
from shirube.conf.backup import BackupFailed
from shirube.conf.backup_archive import write_archive
from shirube.conf.backup_list import read_backup
from shirube.jobs import background
from shirube.store.people import Person

RUNNING, LAST = ".running.json", ".last.json"
# A run that says nothing for so long has died with its process.
SILENT_SECONDS = 120
_STEP_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class RunState:
    """Whether a backup is being made, how far it is, and how the last one ended ("" for well)."""

    is_running: bool
    percent: int = 0
    error: str = ""


def find_folder() -> Path:
    """Where the server keeps its backups."""
    folder: Path = settings.DATA_FOLDER / "backups"
    return folder


def start_backup(*, by: Person) -> bool:
    """Has a backup made; False while one is being made already. Raises NotAllowed or NotFound."""
    require_whole_server(by)
    folder = find_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not _take_turn(folder):
        return False
    if background.start(partial(run_backup, folder, by)):
        return True
    (folder / RUNNING).unlink(missing_ok=True)
    return False


def run_backup(folder: Path, by: Person) -> None:
    """Makes the backup and notes how it went; the turn taken by start_backup ends in any case."""
    told = 0.0

    def tell(done: int, total: int) -> None:
        nonlocal told
        if time.monotonic() - told >= _STEP_SECONDS:
            told = time.monotonic()
            _write(folder / RUNNING, {"percent": 100 * done // max(total, 1)})

    last: dict[str, object] = {
        "error": "控えを作成できませんでした。サーバーの記録（ログ）をお確かめください。"
    }
    try:
        # Said beforehand too: a process that is killed, or finds the disk full, says nothing afterwards.
        _write(folder / LAST, last)
        made = read_backup(write_archive(folder, progress=tell))
        record_backup(name=made.name, size=made.size, sha256=made.sha256, by=by)
        last = {"name": made.name}
    except BackupFailed as failed:
        last = {"error": str(failed)}
    finally:
        try:
            _write(folder / LAST, last)
        finally:
            (folder / RUNNING).unlink(missing_ok=True)


def read_state(folder: Path) -> RunState:
    """How it stands, whichever process is at it."""
    if _is_alive(folder / RUNNING):
        return RunState(True, int(str(_read(folder / RUNNING).get("percent", 0))))
    return RunState(False, error=str(_read(folder / LAST).get("error", "")))


def _take_turn(folder: Path) -> bool:
    path = folder / RUNNING
    if path.exists() and not _is_alive(path):
        path.unlink(missing_ok=True)
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        return False
    return True


def _is_alive(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime < SILENT_SECONDS
    except OSError:
        return False


def _write(path: Path, values: dict[str, object]) -> None:
    # Beside and renamed: whoever reads it meanwhile reads the old or the new one whole.
    part = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        part.write_text(json.dumps(values, ensure_ascii=False), "utf-8")
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def _read(path: Path) -> dict[str, object]:
    try:
        held = json.loads(path.read_text("utf-8") or "{}")
    except (OSError, ValueError):
        return {}
    return held if isinstance(held, dict) else {}
