"""Settings from outside: read once, typed, and refused with a sentence when odd."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from shirube.conf.environment import (
    SETTINGS,
    DatabaseAddress,
    Environment,
    MailAddress,
    SettingError,
    list_settings,
    read_environment,
    read_secret_key,
)

ROOT = Path(__file__).parents[2]
KEY = "k" * 60


def read(folder: Path, **variables: str) -> Environment:
    return read_environment({"SHIRUBE_DATA": str(folder), **variables})


def test_without_any_setting_the_server_listens_to_this_machine_only(tmp_path: Path) -> None:
    found = read(tmp_path)

    assert (found.address, found.port, found.url) == ("127.0.0.1", 8000, "http://127.0.0.1:8000")
    assert found.database is None
    assert (found.idle_minutes, found.session_hours) == (30, 12)
    assert not found.is_https


def test_the_address_people_use_decides_about_https(tmp_path: Path) -> None:
    found = read(tmp_path, SHIRUBE_URL="https://shirube.city.example.jp/")

    assert found.is_https
    assert (found.host, found.origin) == ("shirube.city.example.jp", "https://shirube.city.example.jp")


def test_a_postgresql_address_is_taken_apart(tmp_path: Path) -> None:
    found = read(tmp_path, SHIRUBE_DATABASE="postgresql://shirube:p%40ss@db.example.jp:5433/plans")

    assert found.database == DatabaseAddress("db.example.jp", 5433, "plans", "shirube", "p@ss")
    socket = read(tmp_path, SHIRUBE_DATABASE="postgresql:///plans?host=/run/postgresql").database
    assert socket is not None
    assert (socket.host, socket.name) == ("/run/postgresql", "plans")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("smtp://mail.example.jp", MailAddress("mail.example.jp", 25, "", "", "")),
        (
            "starttls://u%40x:p%2Fw@mail.example.jp",
            MailAddress("mail.example.jp", 587, "starttls", "u@x", "p/w"),
        ),
        ("smtps://mail.example.jp:4465", MailAddress("mail.example.jp", 4465, "tls", "", "")),
    ],
)
def test_a_mail_address_is_taken_apart(tmp_path: Path, text: str, expected: MailAddress) -> None:
    found = read(tmp_path, SHIRUBE_MAIL=text, SHIRUBE_MAIL_FROM="shirube@example.jp")

    assert (found.mail, found.mail_from) == (expected, "shirube@example.jp")
    assert read(tmp_path).mail is None, "without the setting no mail is sent"


def test_a_mail_server_without_a_sender_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="SHIRUBE_MAIL_FROM"):
        read(tmp_path, SHIRUBE_MAIL="smtp://mail.example.jp")


def test_the_password_of_the_mail_server_is_not_shown(tmp_path: Path) -> None:
    with pytest.raises(SettingError) as refused:
        read(tmp_path, SHIRUBE_MAIL="smtp://user:hidden-word@mail.example.jp:port")

    assert "hidden-word" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("SHIRUBE_PORT", "http"),
        ("SHIRUBE_PORT", "0"),
        ("SHIRUBE_PORT", "８０００"),
        ("SHIRUBE_WORKERS", "-1"),
        ("SHIRUBE_URL", "shirube.example.jp"),
        ("SHIRUBE_URL", "https://example.jp/sub/path"),
        ("SHIRUBE_DATABASE", "mysql://host/name"),
        ("SHIRUBE_DATABASE", "postgresql://host"),
        ("SHIRUBE_DATABASE", "postgresql://host:port/name"),
        ("SHIRUBE_MAIL", "mail.example.jp"),
        ("SHIRUBE_MAIL", "https://mail.example.jp"),
        ("SHIRUBE_MAIL", "smtp://mail.example.jp:port"),
        ("SHIRUBE_MAIL_FROM", "しるべ <a@example.jp>"),
        ("SHIRUBE_SECRET_KEY", "short"),
        ("SHIRUBE_IDLE_MINUTES", "9999"),
    ],
)
def test_an_odd_value_stops_the_start_and_is_named(tmp_path: Path, name: str, text: str) -> None:
    with pytest.raises(SettingError) as refused:
        read(tmp_path, **{name: text})

    assert name in str(refused.value)
    assert "開始できません" in str(refused.value)


def test_a_slip_in_a_name_is_not_passed_over(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="「SHIRUBE_PROT」という設定はありません。「SHIRUBE_PORT」では"):
        read(tmp_path, SHIRUBE_PROT="8001")
    assert read(tmp_path, SHIRUBE_FONT_DIR="/fonts").port == 8000, "read by the writers, not by the server"


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(SettingError) as refused:
        read(tmp_path, SHIRUBE_PORT="x", SHIRUBE_WORKERS="y")

    assert "SHIRUBE_PORT" in str(refused.value)
    assert "SHIRUBE_WORKERS" in str(refused.value)


def test_a_secret_is_never_printed(tmp_path: Path) -> None:
    with pytest.raises(SettingError) as refused:
        read(tmp_path, SHIRUBE_SECRET_KEY="himitsu", SHIRUBE_DATABASE="mysql://me:himitsu@host/x")

    assert "himitsu" not in str(refused.value)


def test_the_settings_file_is_read_and_the_environment_wins(tmp_path: Path) -> None:
    (tmp_path / "shirube.toml").write_text('port = 8001\nurl = "http://city.local:8001"\n', "utf-8")

    found = read(tmp_path, SHIRUBE_PORT="8002")

    assert (found.port, found.url) == (8002, "http://city.local:8001")


@pytest.mark.parametrize("content", ["port = ", "port = 80.5", "port = true", 'prot = "1"', "[a]\nb = 1"])
def test_a_wrong_settings_file_stops_the_start(tmp_path: Path, content: str) -> None:
    (tmp_path / "shirube.toml").write_text(content, "utf-8")

    with pytest.raises(SettingError):
        read(tmp_path)


def test_a_settings_file_that_was_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="がありません"):
        read(tmp_path, SHIRUBE_CONFIG=str(tmp_path / "other.toml"))


def test_a_key_that_others_may_read_stops_the_start(tmp_path: Path) -> None:
    path = tmp_path / "secret-key"
    assert read_secret_key(tmp_path) == ""
    path.write_text(KEY)
    path.chmod(0o600)
    assert read_secret_key(tmp_path) == KEY

    path.chmod(0o644)
    with pytest.raises(SettingError, match="chmod 600"):
        read_secret_key(tmp_path)


def test_a_damaged_key_is_not_used(tmp_path: Path) -> None:
    path = tmp_path / "secret-key"
    path.write_text("k")
    path.chmod(0o600)

    with pytest.raises(SettingError, match="壊れています"):
        read_secret_key(tmp_path)


def test_every_setting_is_documented_with_its_default() -> None:
    text = (ROOT / "docs" / "settings.md").read_text("utf-8")

    missing = [setting.name for setting in SETTINGS if f"| `{setting.name}` |" not in text]
    assert missing == []
    assert [
        setting.name for setting in SETTINGS if setting.default and f"`{setting.default}`" not in text
    ] == []


def test_each_variable_is_read_in_one_place() -> None:
    reading = re.compile(r"environ(?:\.get\(|\[)\s*\"(SHIRUBE_\w+)")
    names = {setting.name for setting in SETTINGS}

    elsewhere = {
        path.name: sorted(names & set(reading.findall(path.read_text("utf-8"))))
        for path in (ROOT / "shirube").rglob("*.py")
    }

    assert {name: found for name, found in elsewhere.items() if found} == {}
    assert reading.findall('os.environ.get("SHIRUBE_PORT")') == ["SHIRUBE_PORT"], (
        "the search finds what it should"
    )


def test_each_setting_says_where_it_comes_from_and_secrets_stay_hidden(tmp_path: Path) -> None:
    (tmp_path / "shirube.toml").write_text('port = 8001\nmail = "smtp://u:hidden@m.example.jp"\n')
    given = {"SHIRUBE_DATA": str(tmp_path), "SHIRUBE_PORT": "8002", "SHIRUBE_SECRET_KEY": KEY}

    held = {item.name: item for item in list_settings(given)}

    assert (held["SHIRUBE_PORT"].text, held["SHIRUBE_PORT"].source) == ("8002", "環境変数")
    assert (held["SHIRUBE_MAIL"].source, held["SHIRUBE_WORKERS"].source) == ("設定ファイル", "既定値")
    assert [item for item in held.values() if "hidden" in item.text or KEY in item.text] == []
    assert held["SHIRUBE_DATABASE"].text == "（空）"
