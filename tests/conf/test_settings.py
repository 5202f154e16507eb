"""Django's settings as they are in service."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from shirube.conf import settings as product_settings

ROOT = Path(__file__).parents[2]


def ask(folder: Path, program: str, **variables: str) -> subprocess.CompletedProcess[str]:
    held = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "shirube.conf.settings",
        "SHIRUBE_DATA": str(folder),
        "SHIRUBE_SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "SHIRUBE_DATABASE": "",
        **variables,
    }
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        env=held,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


DEPLOY = """
import django, json
django.setup()
from django.core.checks import run_checks
print(json.dumps([message.id for message in run_checks(include_deployment_checks=True)]))
"""


def test_behind_https_djangos_own_check_finds_nothing(tmp_path: Path) -> None:
    done = ask(tmp_path, DEPLOY, SHIRUBE_URL="https://shirube.example.jp")

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == []


def test_without_https_it_names_what_only_https_can_give(tmp_path: Path) -> None:
    # The control: the check does look. Inside a city hall plain http may be all there is.
    done = ask(tmp_path, DEPLOY)

    assert set(json.loads(done.stdout)) == {
        "security.W004",
        "security.W008",
        "security.W012",
        "security.W016",
    }


def test_cookies_are_bound_to_the_host_behind_https(tmp_path: Path) -> None:
    program = """
from shirube.conf import settings
print(settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY)
"""
    assert ask(tmp_path, program, SHIRUBE_URL="https://a.jp").stdout.split() == [
        "__Host-shirube",
        "True",
        "True",
    ]
    assert ask(tmp_path, program).stdout.split() == ["shirube", "False", "True"]


def test_without_a_key_nothing_starts_and_the_sentence_says_what_to_do(tmp_path: Path) -> None:
    done = ask(tmp_path, "import shirube.conf.settings", SHIRUBE_SECRET_KEY="")

    assert "SettingError" in done.stderr
    assert "shirube serve" in done.stderr


def test_the_server_can_be_loaded_as_its_process_loads_it(tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()  # "shirube serve" makes and fills it
    done = ask(tmp_path, "from shirube.conf.server import application; print(callable(application))")

    assert done.stdout.strip() == "True", done.stderr


def test_language_and_time_are_those_of_the_office() -> None:
    assert (settings.LANGUAGE_CODE, settings.TIME_ZONE, settings.DEBUG) == ("ja", "Asia/Tokyo", False)


def test_no_mail_and_no_cache_leave_the_machine() -> None:
    assert "dummy" in product_settings.EMAIL_BACKEND
    assert settings.CACHES["default"]["BACKEND"].endswith("LocMemCache")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/health/", "/no/such/page/"])
def test_every_answer_carries_the_policies(path: str) -> None:
    answer = Client().get(path)

    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    for part in ("object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"):
        assert part in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "camera=()" in answer.headers["Permissions-Policy"]
