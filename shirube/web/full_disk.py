"""When the server cannot save: the disk is full, may not be written, or others keep the database too long.

The change was undone as a whole by then. What is told belongs here; everything else that breaks is a failure
of ours and is answered by gate.show_failure.
"""

from __future__ import annotations

import errno
import sqlite3
from typing import NamedTuple

from django.db import DatabaseError


class Trouble(NamedTuple):
    """How it is answered: the status and the words."""

    status: int
    words: str


_KEPT = "入力した内容は保存されていません。画面を閉じずに、"
FULL = Trouble(
    507,
    f"サーバーのディスクに空きがないため、保存できません。{_KEPT}システム管理者に連絡してください。"
    "保存済みの内容は、これまでどおりご覧になれます。",
)
READ_ONLY = Trouble(
    507,
    f"サーバーのデータベースに書き込めないため、保存できません。{_KEPT}システム管理者に連絡してください。",
)
BUSY = Trouble(
    503, f"ほかの方の保存が続いているため、保存できません。{_KEPT}しばらく待って、もう一度保存してください。"
)
# What SQLite answers (the low byte of its codes), what PostgreSQL answers, what the system answers.
_SQLITE = {
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
}
_POSTGRESQL = {"53100": FULL, "25006": READ_ONLY, "55P03": BUSY, "40P01": BUSY}
_SYSTEM = {errno.ENOSPC: FULL, errno.EDQUOT: FULL, errno.EROFS: READ_ONLY}


def find_trouble(error: Exception) -> Trouble | None:
    """What a failure of database or disk means for the person; None where it is something else."""
    if isinstance(error, OSError):
        return _SYSTEM.get(error.errno or 0)
    if not isinstance(error, DatabaseError):
        return None
    code = getattr(error.__cause__, "sqlite_errorcode", None)
    if code is not None:
        return _SQLITE.get(code & 0xFF)
    return _POSTGRESQL.get(getattr(error.__cause__, "sqlstate", ""))
