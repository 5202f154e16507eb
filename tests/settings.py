"""Django's settings for tests: those of the product, with a folder of their own and quick passwords."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="shirube-tests-"))
OWNER = os.getpid()


def leave_nothing() -> None:
    """Remove the folder when its maker ends; a forked child must not take it from its parent."""
    if os.getpid() == OWNER:
        shutil.rmtree(FOLDER, ignore_errors=True)


atexit.register(leave_nothing)
os.environ["SHIRUBE_DATA"] = str(FOLDER)
os.environ["SHIRUBE_SECRET_KEY"] = "tests only: not a secret, but long enough to be taken for one"
# PostgreSQL instead of SQLite: TEST_DATABASE=postgresql://…
os.environ["SHIRUBE_DATABASE"] = os.environ.get("TEST_DATABASE", "")

from shirube.conf.settings import *  # noqa: E402, F403
from shirube.conf.settings import DATABASES, STORAGES  # noqa: E402

ALLOWED_HOSTS = ["*"]
# Argon2 is slow on purpose. Its own test uses it.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    "django.contrib.auth.hashers.Argon2PasswordHasher",
]
# The live server of the browser tests knows no hashed names.
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if not os.environ["SHIRUBE_DATABASE"]:
    # In memory there is neither a journal nor anything to lose; the durable settings have tests of their own.
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA foreign_keys=ON;"
WHITENOISE_AUTOREFRESH = True
