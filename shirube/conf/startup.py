"""What must happen before the server takes requests: folder, secret key, checks, backup, migration.

Only commands call this; importing the settings never writes anything.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from shirube.conf.database import check_file_system
from shirube.conf.environment import SECRET_KEY_FILE, Environment, SettingError, read_environment


class StartRefused(Exception):  # noqa: N818 - names what is the matter; the command line shows the sentence
    """The server must not start. ``str()`` is a Japanese sentence with the remedy."""


def start_django(*, make_key: bool = False) -> Environment:
    """Reads the settings and wakes Django. ``make_key`` also makes data folder and secret key where missing.

    Raises SettingError or StartRefused.
    """
    # Whatever is made from here on is for the owner of the server alone.
    os.umask(0o077)
    environment = read_environment()
    if make_key:
        prepare_folder(environment.data)
        if not environment.secret_key:
            make_secret_key(environment.data)
            environment = read_environment()
    elif not environment.secret_key:
        raise SettingError(
            f"「{environment.data}」に、しるべのデータがありません。SHIRUBE_DATAをお確かめください。"
            "初めてお使いになるときは「shirube serve」を実行してください。"
        )
    if environment.database is None and (problems := check_file_system(environment.data)):
        raise StartRefused("\n".join(problems))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shirube.conf.settings")
    import django

    django.setup()
    return environment


def prepare_folder(data: Path) -> None:
    """Makes the data folder, for its owner alone."""
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Opening a file for appending shows whether it can be written, without changing anything.
        probe = data / ".write-test"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise StartRefused(
            f"データのフォルダー「{data}」に書き込めません（{error.strerror}）。"
            "SHIRUBE_DATAと、フォルダーの権限をお確かめください。"
        ) from error


def make_secret_key(data: Path) -> None:
    """Makes the secret key, readable by its owner alone. Two servers starting at once keep the same one."""
    try:
        handle = os.open(data / SECRET_KEY_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(64) + "\n")
        file.flush()
        os.fsync(file.fileno())


def migrate(data: Path) -> Path | None:
    """Brings the database up to date, after a backup of what is there; returns the backup, None without one.

    Raises StartRefused for a database made by a later version, or when the backup fails.
    """
    from django.core.management import call_command
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    applied = set(executor.loader.applied_migrations)
    unknown = sorted(f"{app}.{name}" for app, name in applied - set(executor.loader.disk_migrations))
    if unknown:
        raise StartRefused(
            f"データベースは、これより新しい版のしるべで使われています（{unknown[0]}）。しるべを更新してください。"
        )
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return None
    from shirube.conf.backup import write_backup

    saved = write_backup(data / "backups", reason="before-migration") if applied else None
    try:
        call_command("migrate", interactive=False, verbosity=0)
    except (DatabaseError, OSError) as error:
        kept = f"その前の控えは「{saved}」です。" if saved else ""
        raise StartRefused(
            f"データベースを新しい版に合わせられません（{error}）。空き容量と権限をお確かめのうえ、"
            f"もう一度開始してください。途中まで合わせたところから続けます。{kept}"
        ) from error
    return saved


def check_start() -> None:
    """Runs every check of Django and of database.py. Raises StartRefused with all that was found."""
    from django.core import checks

    found = checks.run_checks(databases=["default"], include_deployment_checks=False)
    grave = [message.msg for message in found if message.is_serious()]
    if grave:
        raise StartRefused("\n".join(grave))
