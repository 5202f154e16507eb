"""Writing a file whole or not at all: an interrupted or failing command leaves the old file as it was."""

from __future__ import annotations

import errno
import os
from pathlib import Path

_REASONS = {
    errno.ENOENT: "フォルダーがありません。フォルダーを作るか、別の保存先を指定してください。",
    errno.ENOTDIR: "フォルダーの場所にファイルがあります。別の保存先を指定してください。",
    errno.ENOSPC: "ディスクの空きがありません。空きを作ってから、もう一度実行してください。",
    errno.EDQUOT: "ディスクの割当てを使い切っています。空きを作ってから、もう一度実行してください。",
    errno.EFBIG: "ファイルが、この場所に置ける大きさを超えています。別の保存先を指定してください。",
    errno.EROFS: "書き込めない媒体です。別の保存先を指定してください。",
    errno.EISDIR: "同じ名前のフォルダーがあります。別のファイル名を指定してください。",
    errno.ENAMETOOLONG: "ファイル名が長すぎます。短い名前を指定してください。",
}
_DENIED = (
    "書き込む権限がないか、Excelなどでファイルを開いています。"
    "ファイルを閉じるか、別の保存先を指定してください。"
)


class UnwritableFile(Exception):  # noqa: N818 - the twin of UnreadableFile
    """A file that could not be written; ``str()`` is one Japanese line: which, why, and what to do."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path} に保存できません。{reason}")
        self.path = path
        self.reason = reason


def check_writable(path: Path) -> None:
    """Find out before the work begins whether its result could be written. Raises UnwritableFile."""
    folder = path.resolve().parent
    if path.is_dir():
        raise UnwritableFile(path, _REASONS[errno.EISDIR])
    if not folder.exists():
        raise UnwritableFile(path, _REASONS[errno.ENOENT])
    if not folder.is_dir():
        raise UnwritableFile(path, _REASONS[errno.ENOTDIR])
    if not os.access(folder, os.W_OK):
        raise UnwritableFile(path, _DENIED)


def write_whole(path: Path, data: bytes) -> None:
    """Put the bytes in place in one step, durably. Raises UnwritableFile; the old file then is untouched.

    A link is followed: what it points to is replaced. The new file has the old one's permissions.
    """
    target = path.resolve()
    beside = target.with_name(f".{target.name[:80]}.{os.urandom(6).hex()}.tmp")
    try:
        if not _write_unnamed(beside, data):
            _write_named(beside, data)
        try:
            keep_permissions(target, beside)
            beside.replace(target)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
        settle_folder(target.parent)
    except OSError as error:
        raise UnwritableFile(path, explain_failure(error)) from error


def explain_failure(error: OSError) -> str:
    """Why writing failed and what to do, in Japanese."""
    if isinstance(error, PermissionError):
        return _DENIED
    return _REASONS.get(error.errno or 0) or f"{error.strerror or error}。別の保存先を指定してください。"


def _write_unnamed(name: Path, data: bytes) -> bool:
    """Write through a file that has no name until it is complete, so that a killed process leaves nothing.

    False where the system or the file system knows no such files.
    """
    flag = getattr(os, "O_TMPFILE", 0)
    if not flag:
        return False
    try:
        descriptor = os.open(name.parent, flag | os.O_WRONLY, 0o666)
    except OSError:
        return False  # what really hinders writing will show again when a named file is tried
    with os.fdopen(descriptor, "wb") as file:
        _fill(file.fileno(), data)
        try:
            # A folder is named although the path is absolute: without one Python calls link(), which does
            # not follow the link in /proc.
            os.link(f"/proc/self/fd/{file.fileno()}", name, src_dir_fd=file.fileno(), follow_symlinks=True)
        except OSError:
            return False
    return True


def _write_named(name: Path, data: bytes) -> None:
    try:
        with name.open("xb") as file:
            _fill(file.fileno(), data)
    except BaseException:
        name.unlink(missing_ok=True)
        raise


def _fill(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
    os.fsync(descriptor)


def keep_permissions(old: Path, new: Path) -> None:
    """Give the new file the permissions of the one it replaces, if there is one."""
    if old.exists():
        new.chmod(old.stat().st_mode & 0o7777)


def settle_folder(folder: Path) -> None:
    """Make the new name durable too; Windows has no way and no need."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
