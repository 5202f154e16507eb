"""The table of commands."""

from __future__ import annotations

from shirube.cli.commands import COMMANDS


def test_every_command_has_one_line_that_says_what_it_does() -> None:
    assert all(command.summary.endswith("ます") for command in COMMANDS.values())
    assert len({command.summary for command in COMMANDS.values()}) == len(COMMANDS)
