"""Registers the checks at start with Django."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


class ConfConfig(AppConfig):
    """The set-up as a Django application, for the sake of its checks."""

    name = "shirube.conf"
    label = "conf"
    verbose_name = "設定"

    def ready(self) -> None:
        """Registers what must hold before the first request."""
        register(check_database, Tags.database)


def check_database(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **options: Any
) -> list[CheckMessage]:
    """Durable settings and a local disk for SQLite; PostgreSQL sees to both itself."""
    from django.db import connections

    from shirube.conf.database import check_file_system, check_sqlite_settings

    problems: list[str] = []
    for alias in databases or ():
        connection = connections[alias]
        if connection.vendor != "sqlite" or "mode=memory" in str(connection.settings_dict["NAME"]):
            continue
        problems += check_file_system(settings.DATA_FOLDER)
        if not problems:
            with connection.cursor() as cursor:
                problems += check_sqlite_settings(cursor)
    return [Error(problem, id="shirube.E001") for problem in problems]
