"""The floor for saving: a Django of one view that updates one row in one transaction, in the same server.

``python -m bench.bare_view DATABASE PORT``. Neither login nor middleware; the database as durable as ours.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path

from shirube.conf.database import make_sqlite_settings

DATABASE = "BARE_DATABASE"


def show_health(request: HttpRequest) -> HttpResponse:
    """Whether the server is there."""
    return HttpResponse("ok")


def do_save(request: HttpRequest) -> HttpResponse:
    """One row, one transaction."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE t SET x = x + 1 WHERE id = 1")
    return HttpResponse("saved")


urlpatterns = [path("health/", show_health), path("save/", do_save)]


def make_application() -> object:
    """What the server calls, in each of its processes."""
    settings.configure(
        SECRET_KEY="bench only",  # noqa: S106 - nothing is signed
        ROOT_URLCONF=__name__,
        ALLOWED_HOSTS=["127.0.0.1"],
        DATABASES={"default": make_sqlite_settings(Path(os.environ[DATABASE]))},
    )
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()


def main(database: str, port: str) -> None:
    """Makes the table and serves until stopped."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from bench.bench_web import open_bare

    open_bare(Path(database)).close()
    os.environ[DATABASE] = database
    Granian(
        "bench.bare_view:make_application",
        factory=True,
        address="127.0.0.1",
        port=int(port),
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        websockets=False,
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
