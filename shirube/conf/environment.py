"""What can be set from outside, each variable read once by a typed reader (docs/settings.md lists them).

A variable comes from the process's environment or from the settings file; the environment wins. A missing or
odd value stops the start with a sentence that says what to set. Django's settings belong to settings.py.
"""

from __future__ import annotations

import os
import re
import stat
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

PREFIX = "SHIRUBE_"
SECRET_KEY_FILE = "secret-key"  # noqa: S105 - the name of the file, not the key
SETTINGS_FILE = "shirube.toml"
ATTACHMENTS_FOLDER = "attachments"
MIN_SECRET_LENGTH = 50


class SettingError(Exception):
    """A setting with which the server must not start. ``str()`` is a Japanese sentence with the remedy."""


@dataclass(frozen=True, slots=True)
class DatabaseAddress:
    """Where the PostgreSQL database is. ``host`` may be the folder of a unix socket."""

    host: str
    port: int
    name: str
    user: str
    password: str


@dataclass(frozen=True, slots=True)
class MailAddress:
    """The mail server. ``security`` is "" (plain), "starttls" or "tls"."""

    host: str
    port: int
    security: str
    user: str
    password: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """Every setting, typed. ``secret_key`` is empty until ``shirube serve`` or ``init`` has made one."""

    data: Path
    database: DatabaseAddress | None
    attachments: Path
    attachment_mb: int
    attachment_quota_mb: int
    mail: MailAddress | None
    mail_from: str
    secret_key: str
    url: str
    address: str
    port: int
    workers: int
    threads: int
    proxies: int
    idle_minutes: int
    session_hours: int

    @property
    def is_https(self) -> bool:
        """Whether people reach the server by https."""
        return self.url.startswith("https://")

    @property
    def host(self) -> str:
        """The host name under which people reach the server."""
        return urlsplit(self.url).hostname or self.address

    @property
    def origin(self) -> str:
        """Scheme, host and port, without a path."""
        return self.url.rstrip("/")


@dataclass(frozen=True, slots=True)
class Setting:
    """One variable: its name, how its text is read, its default as text, and what it is for."""

    name: str
    read: Callable[[str], Any]
    default: str
    explanation: str


def _read_text(text: str) -> str:
    return text


def _read_folder(text: str) -> Path:
    return Path(text).expanduser().absolute()


def _read_optional_folder(text: str) -> Path | None:
    return _read_folder(text) if text else None


def _read_number(low: int, high: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", text) or not low <= int(text) <= high:
            raise ValueError(f"{low}から{high}までの整数で指定してください")
        return int(text)

    return read


def _read_secret_key(text: str) -> str:
    if text and len(text) < MIN_SECRET_LENGTH:
        raise ValueError(f"{MIN_SECRET_LENGTH}文字以上の、推測できない文字列を指定してください")
    return text


def _read_url(text: str) -> str:
    if not text:
        return text
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ValueError(
            "「https://しるべ.example.jp」のように、http又はhttpsで始まるアドレスだけを指定してください"
        )
    return text.rstrip("/")


def _read_database(text: str) -> DatabaseAddress | None:
    if not text or text == "sqlite":
        return None
    parts = urlsplit(text)
    name = unquote(parts.path.strip("/"))
    if parts.scheme not in ("postgresql", "postgres") or not name:
        raise ValueError(
            "空（SQLite）か、「postgresql://利用者:パスワード@ホスト:5432/データベース名」の形で指定してください"
        )
    socket = parse_qs(parts.query).get("host", [""])[0]
    try:
        port = parts.port or 5432
    except ValueError:
        raise ValueError("ポート番号は1から65535までの整数で指定してください") from None
    return DatabaseAddress(
        host=parts.hostname or socket,
        port=port,
        name=name,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


# The scheme of a mail address, the security it stands for, and the usual port.
MAIL_SCHEMES = {"smtp": ("", 25), "starttls": ("starttls", 587), "smtps": ("tls", 465)}


def _read_mail(text: str) -> MailAddress | None:
    if not text:
        return None
    parts = urlsplit(text)
    wrong = ValueError(
        "空（メールを送らない）か、「smtp://ホスト:25」「starttls://利用者:パスワード@ホスト:587」"
        "「smtps://利用者:パスワード@ホスト:465」の形で指定してください"
    )
    if parts.scheme not in MAIL_SCHEMES or not parts.hostname or parts.path.strip("/") or parts.query:
        raise wrong
    security, usual = MAIL_SCHEMES[parts.scheme]
    try:
        port = parts.port or usual
    except ValueError:
        raise wrong from None
    return MailAddress(
        parts.hostname, port, security, unquote(parts.username or ""), unquote(parts.password or "")
    )


def _read_sender(text: str) -> str:
    if text and not re.fullmatch(r"[^@\s<>,;]+@[^@\s<>,;]+", text):
        raise ValueError("「shirube@city.example.jp」のようなメールアドレスを一つ指定してください")
    return text


SETTINGS: tuple[Setting, ...] = (
    Setting("SHIRUBE_DATA", _read_folder, "shirube-data", "データベース、秘密鍵、控えを置くフォルダー"),
    Setting(
        "SHIRUBE_DATABASE", _read_database, "", "空ならSQLite。PostgreSQLならpostgresql://で始まるアドレス"
    ),
    Setting("SHIRUBE_SECRET_KEY", _read_secret_key, "", "秘密鍵。空ならSHIRUBE_DATAのsecret-key"),
    Setting("SHIRUBE_URL", _read_url, "", "利用者が開くアドレス。空ならhttp://待受けアドレス:ポート"),
    Setting("SHIRUBE_ATTACHMENTS", _read_optional_folder, "", "添付ファイルのフォルダー"),
    Setting("SHIRUBE_ATTACHMENT_MB", _read_number(1, 200), "20", "添付ファイル1件の上限（MB）"),
    Setting(
        "SHIRUBE_ATTACHMENT_QUOTA_MB",
        _read_number(1, 10_000_000),
        "5000",
        "1団体の添付ファイルの合計の上限（MB）",
    ),
    Setting("SHIRUBE_MAIL", _read_mail, "", "メールサーバー。空ならメールを送りません"),
    Setting("SHIRUBE_MAIL_FROM", _read_sender, "", "送るメールの差出人"),
    Setting("SHIRUBE_ADDRESS", _read_text, "127.0.0.1", "待ち受けるアドレス"),
    Setting("SHIRUBE_PORT", _read_number(1, 65535), "8000", "待ち受けるポート番号"),
    Setting("SHIRUBE_WORKERS", _read_number(1, 64), "1", "働くプロセスの数"),
    Setting("SHIRUBE_THREADS", _read_number(1, 64), "4", "1プロセスが同時に扱う要求の数"),
    Setting("SHIRUBE_PROXIES", _read_number(0, 8), "0", "前段に置いたリバースプロキシの数"),
    Setting("SHIRUBE_IDLE_MINUTES", _read_number(1, 720), "30", "操作がないときにログアウトする分数"),
    Setting("SHIRUBE_SESSION_HOURS", _read_number(1, 72), "12", "操作中でもログアウトする時間数"),
)
# Read before all others: it says where they may stand. Not in the file itself.
CONFIG_VARIABLE = "SHIRUBE_CONFIG"
SECRET_VARIABLES = frozenset({"SHIRUBE_SECRET_KEY", "SHIRUBE_DATABASE", "SHIRUBE_MAIL"})
# Read by the tests and by the search for fonts, not by the server.
FOREIGN_VARIABLES = frozenset({"SHIRUBE_FUZZ", "SHIRUBE_FONT_DIR"})


def read_environment(variables: Mapping[str, str] | None = None) -> Environment:
    """Every setting, typed. Raises SettingError that names each variable that is wrong and how to mend it."""
    given = {name: value for name, value in (variables or os.environ).items() if name.startswith(PREFIX)}
    held = _read_file(given)
    problems = _find_unknown(held, cutoff=0.0) + _find_unknown(given, cutoff=0.85)
    texts = {**held, **given}
    values: dict[str, Any] = {}
    for setting in SETTINGS:
        text = texts.get(setting.name, setting.default).strip()
        try:
            values[setting.name.removeprefix(PREFIX).lower()] = setting.read(text or setting.default)
        except ValueError as error:
            problems.append(f"{setting.name}：{error}（現在の値：「{_hide(setting.name, text)}」）。")
    if values.get("mail") and not values.get("mail_from", "-"):
        problems.append("SHIRUBE_MAIL_FROM：メールを送るときは、差出人を指定してください。")
    if problems:
        raise SettingError("設定に誤りがあるため、開始できません。\n" + "\n".join(problems))
    values["secret_key"] = values["secret_key"] or read_secret_key(values["data"])
    values["attachments"] = values["attachments"] or values["data"] / ATTACHMENTS_FOLDER
    values["url"] = values["url"] or f"http://{values['address']}:{values['port']}"
    return Environment(**values)


@dataclass(frozen=True, slots=True)
class HeldSetting:
    """A setting in force as text (of a secret only that it is there), where from, and what for."""

    name: str
    text: str
    source: str
    explanation: str


def list_settings(variables: Mapping[str, str] | None = None) -> list[HeldSetting]:
    """Every setting in force, for showing. Read anew: the settings cannot change while the server runs."""
    given = {name: value for name, value in (variables or os.environ).items() if name.startswith(PREFIX)}
    held = _read_file(given)
    found = []
    for setting in SETTINGS:
        text = {**held, **given}.get(setting.name, "").strip()
        source = "既定値" if not text else "環境変数" if setting.name in given else "設定ファイル"
        if setting.name in SECRET_VARIABLES:
            shown = "設定済み（表示しません）" if text else "（空）"
        else:
            shown = text or setting.default or "（空）"
        found.append(HeldSetting(setting.name, shown, source, setting.explanation))
    return found


def _find_unknown(names: Iterable[str], *, cutoff: float) -> list[str]:
    """Names that no setting has. Of the environment only slips: other programs have variables there too."""
    known = [setting.name for setting in SETTINGS]
    found = []
    for name in sorted(set(names) - {*known, CONFIG_VARIABLE} - FOREIGN_VARIABLES):
        near = get_close_matches(name, known, n=1, cutoff=cutoff)
        if near or not cutoff:
            hint = f"「{near[0]}」ではありませんか。" if near else ""
            found.append(f"「{name}」という設定はありません。{hint}")
    return found


def _hide(name: str, text: str) -> str:
    """The value for the message; of what may hold a secret, nothing."""
    return "（表示しません）" if name in SECRET_VARIABLES else text


def _read_file(given: Mapping[str, str]) -> dict[str, str]:
    """The variables of the settings file: that named by SHIRUBE_CONFIG, else the one in the data folder."""
    named = given.get(CONFIG_VARIABLE, "").strip()
    data = _read_folder(given.get("SHIRUBE_DATA", "").strip() or SETTINGS[0].default)
    path = Path(named) if named else data / SETTINGS_FILE
    if not path.is_file():
        if named:
            raise SettingError(f"設定ファイル「{named}」がありません。SHIRUBE_CONFIGをお確かめください。")
        return {}
    try:
        held = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingError(f"設定ファイル「{path}」を読み取れません（{error}）。") from error
    odd = [
        name for name, value in held.items() if not isinstance(value, str | int) or isinstance(value, bool)
    ]
    if odd:
        raise SettingError(f"設定ファイル「{path}」の「{odd[0]}」は、文字列か整数で書いてください。")
    return {PREFIX + name.upper(): str(value) for name, value in held.items()}


def read_secret_key(data: Path) -> str:
    """The key in the data folder, "" where there is none yet. A key that others may read stops the start."""
    path = data / SECRET_KEY_FILE
    if not path.is_file():
        return ""
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise SettingError(
            f"秘密鍵のファイル「{path}」を、ほかの利用者も読める状態です。"
            f"「chmod 600 {path}」を実行してから、もう一度開始してください。"
        )
    key = path.read_text("ascii").strip()
    if len(key) < MIN_SECRET_LENGTH:
        raise SettingError(
            f"秘密鍵のファイル「{path}」が壊れています（短すぎます）。控えから戻してください。"
        )
    return key
