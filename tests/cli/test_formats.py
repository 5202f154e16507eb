"""``shirube formats``."""

from __future__ import annotations

from shirube.readers.formats import READERS
from shirube.writers.formats import WRITERS
from tests.cli.run import Runner


def test_every_format_is_listed(run: Runner) -> None:
    reading, _, writing = run("formats").out.partition("作成できる形式")

    assert all(suffix in reading for suffix in READERS)
    assert all(suffix in writing for suffix in WRITERS)
