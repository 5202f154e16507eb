"""Options of the commands of the server."""

from __future__ import annotations

import argparse
import os

import pytest

from shirube.cli.server_options import add_data_option, apply_options


def test_an_option_wins_over_the_environment_and_its_absence_changes_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SHIRUBE_DATA", "before")
    monkeypatch.delenv("SHIRUBE_PORT", raising=False)
    parser = argparse.ArgumentParser()
    add_data_option(parser)

    apply_options(parser.parse_args([]))
    assert os.environ["SHIRUBE_DATA"] == "before"
    apply_options(parser.parse_args(["--data", "after"]))

    assert os.environ["SHIRUBE_DATA"] == "after"
    assert "SHIRUBE_PORT" not in os.environ
