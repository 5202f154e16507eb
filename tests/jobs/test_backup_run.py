"""One backup at a time, its progress for all to read, and a failure that is told."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest
from django.conf import settings

from shirube.actions.outcome import NotFound
from shirube.conf.backup import BackupFailed
from shirube.core.roles import NotAllowed
from shirube.jobs import background, backup_run
from shirube.jobs.backup_run import (
    LAST,
    RUNNING,
    SILENT_SECONDS,
    RunState,
    find_folder,
    read_state,
    run_backup,
    start_backup,
)
from shirube.store.records import AuditRecord
from tests.people import OTHER_CITY, Town, build_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(settings, "DATA_FOLDER", tmp_path)
    return build_town()


def make_archive(folder: Path, *, progress: Callable[[int, int], None]) -> Path:
    path = folder / "20260401-020000-backup.zip"
    path.write_bytes(b"x" * 10)
    progress(5, 10)
    return path


def test_one_at_a_time(town: Town) -> None:
    with patch.object(background, "start", return_value=True) as started:
        assert start_backup(by=town.administrator)
        assert not start_backup(by=town.administrator)

    assert started.call_count == 1
    assert read_state(find_folder()) == RunState(is_running=True)


def test_it_is_made_noted_in_the_history_and_the_turn_ends(town: Town) -> None:
    folder = find_folder()
    seen: list[RunState] = []

    def make(folder: Path, *, progress: Callable[[int, int], None]) -> Path:
        made = make_archive(folder, progress=progress)
        seen.append(read_state(folder))
        return made

    with patch.object(backup_run, "write_archive", make), patch.object(background, "start") as started:
        start_backup(by=town.administrator)
        started.call_args.args[0]()

    assert seen == [RunState(is_running=True, percent=50)]
    assert read_state(folder) == RunState(is_running=False)
    assert sorted(path.name for path in folder.iterdir()) == [LAST, "20260401-020000-backup.zip"]
    assert AuditRecord.objects.of(town.municipality).get(verb="backup.made").actor_id == town.administrator.pk


@pytest.mark.parametrize(
    ("error", "words"),
    [(BackupFailed("空き容量がありません。"), "空き容量"), (RuntimeError("x"), "作成できません")],
)
def test_a_failure_is_told_and_the_next_one_may_begin(town: Town, error: Exception, words: str) -> None:
    folder = find_folder()
    with patch.object(background, "start", return_value=True):
        start_backup(by=town.administrator)

    with patch.object(backup_run, "write_archive", side_effect=error):
        background_run = background.run
        with patch.object(background, "connections"):
            background_run(lambda: run_backup(folder, town.administrator))

    assert words in read_state(folder).error
    with patch.object(background, "start", return_value=True):
        assert start_backup(by=town.administrator)


def test_a_disk_that_is_full_to_the_last_byte_leaves_no_run_and_no_good_news(town: Town) -> None:
    folder = find_folder()
    folder.mkdir(parents=True)
    (folder / LAST).write_text(json.dumps({"name": "20250401-020000-backup.zip"}))

    def fill_disk(folder: Path, *, progress: Callable[[int, int], None]) -> Path:
        full = patch.object(Path, "replace", side_effect=OSError(28, "No space left on device"))
        full.start()
        raise BackupFailed("空き容量がありません。")

    with patch.object(background, "start") as started, patch.object(backup_run, "write_archive", fill_disk):
        start_backup(by=town.administrator)
        try:
            with pytest.raises(OSError, match="No space"):
                started.call_args.args[0]()
        finally:
            patch.stopall()

    assert not read_state(folder).is_running
    assert "作成できません" in read_state(folder).error
    assert [path.name for path in folder.iterdir()] == [LAST]


def test_a_run_that_died_with_its_process_does_not_block_for_ever(town: Town) -> None:
    folder = find_folder()
    with patch.object(background, "start", return_value=True):
        start_backup(by=town.administrator)
        old = time.time() - SILENT_SECONDS - 1
        os.utime(folder / RUNNING, (old, old))

        assert not read_state(folder).is_running
        assert start_backup(by=town.administrator)


def test_when_too_much_is_waiting_the_turn_is_given_back(town: Town) -> None:
    with patch.object(background, "start", return_value=False):
        assert not start_backup(by=town.administrator)

    assert not read_state(find_folder()).is_running


def test_a_state_that_cannot_be_read_is_none(town: Town) -> None:
    folder = find_folder()
    folder.mkdir()
    for text in ("", "{", "[]"):
        (folder / RUNNING).write_text(text)
        (folder / LAST).write_text(text)
        assert read_state(folder) == RunState(is_running=True)
    (folder / RUNNING).unlink()
    (folder / LAST).write_text(json.dumps({"name": "a.zip"}))
    assert read_state(folder) == RunState(is_running=False)


def test_only_the_administrator_of_the_only_municipality_starts_one(town: Town) -> None:
    with pytest.raises(NotAllowed):
        start_backup(by=town.secretariat)
    build_town(OTHER_CITY, "となり市")
    with pytest.raises(NotFound):
        start_backup(by=town.administrator)
    assert not find_folder().exists()
