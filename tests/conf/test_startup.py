"""What happens before the first request."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from django.db import OperationalError, connection

from shirube.conf.environment import read_secret_key
from shirube.conf.startup import StartRefused, make_secret_key, migrate, prepare_folder


def test_the_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    make_secret_key(tmp_path)
    key = read_secret_key(tmp_path)
    make_secret_key(tmp_path)

    assert len(key) >= 50
    assert read_secret_key(tmp_path) == key
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


def test_the_folder_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    prepare_folder(tmp_path / "a" / "b")

    assert stat.S_IMODE((tmp_path / "a" / "b").stat().st_mode) == 0o700
    assert list((tmp_path / "a" / "b").iterdir()) == []


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(StartRefused, match="書き込めません"):
        prepare_folder(tmp_path / "file" / "data")


@pytest.mark.django_db
def test_a_database_of_a_later_version_is_left_alone(tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('store', '9999_future', '2030-01-01')"
        )

    with pytest.raises(StartRefused, match="新しい版"):
        migrate(tmp_path)


@pytest.mark.django_db
def test_a_database_that_is_up_to_date_needs_no_backup(tmp_path: Path) -> None:
    assert migrate(tmp_path) is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db
def test_a_migration_that_fails_stops_the_start_and_names_the_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'sessions'")

    def fail(*words: str, **options: object) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr("django.core.management.call_command", fail)
    monkeypatch.setattr("shirube.conf.backup.write_backup", lambda folder, reason: folder / f"{reason}.copy")

    with pytest.raises(StartRefused, match="空き容量") as caught:
        migrate(tmp_path)
    assert "before-migration.copy" in str(caught.value)
