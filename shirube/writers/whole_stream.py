"""Writing a long file piece by piece, and still whole or not at all.

For contents that fit into memory there is whole_file.py.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from shirube.writers.whole_file import (
    UnwritableFile,
    check_writable,
    explain_failure,
    keep_permissions,
    settle_folder,
)


@contextmanager
def open_whole(path: Path) -> Iterator[BinaryIO]:
    """A file to write to; it takes its name only when the block ends well, and then durably.

    After a failure inside the block nothing is left behind and an existing file is as it was. Raises
    UnwritableFile for what the disk refuses.
    """
    check_writable(path)
    target = path.resolve()
    beside = target.with_name(f".{target.name[:80]}.{secrets.token_hex(6)}.tmp")
    try:
        try:
            with beside.open("xb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            keep_permissions(target, beside)
            beside.replace(target)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
        settle_folder(target.parent)
    except BrokenPipeError:
        raise  # not about this file: whoever read our messages has left
    except OSError as error:
        raise UnwritableFile(path, explain_failure(error)) from error
