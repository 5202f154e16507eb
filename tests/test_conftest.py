"""The guards of the test run itself: they hold, and they let pass what they should."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

REFUSED = "a test tried to reach the network"
# 192.0.2.0/24 is reserved for documentation: even without the guard nobody would answer.
CONNECT_OUT = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=1)"


def test_a_test_cannot_reach_another_machine() -> None:
    with pytest.raises(RuntimeError, match=REFUSED):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_a_test_cannot_even_look_up_the_name_of_another_machine() -> None:
    with pytest.raises(RuntimeError, match=REFUSED):
        socket.getaddrinfo("shirube.invalid", 80)


def test_a_program_started_by_a_test_cannot_reach_another_machine() -> None:
    result = subprocess.run([sys.executable, "-c", CONNECT_OUT], capture_output=True, text=True, check=False)

    assert result.returncode == 1
    assert REFUSED in result.stderr


def test_a_test_may_talk_to_itself() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        connection, _ = server.accept()
        connection.close()


@pytest.mark.parametrize(
    ("address", "local"),
    [
        (("127.0.0.1", 80), True),
        (("127.8.8.8", 80), True),
        (("::1", 80, 0, 0), True),
        ("/run/service.sock", True),
        ((0, 0), True),
        (None, True),
        (("192.0.2.1", 80), False),
        (("10.0.0.1", 80), False),
        (("2001:db8::1", 80, 0, 0), False),
        (("0.0.0.0", 80), False),  # noqa: S104 - an address to judge, nothing listens on it
        ("shirube.invalid", False),
        (b"shirube.invalid", False),
    ],
)
def test_the_guard_tells_this_machine_from_others(address: object, local: bool) -> None:
    guard = sys.modules["shirube_network_guard"]

    assert guard.is_local(address) is local


def test_a_missing_program_fails_the_test_and_names_the_command_to_run(
    find_tool: Callable[[str], str],
) -> None:
    with pytest.raises(pytest.fail.Exception, match="sudo apt-get install no-such-program"):
        find_tool("no-such-program")


def test_a_program_that_is_there_is_found(find_tool: Callable[[str], str]) -> None:
    assert find_tool("git").endswith("git")


USES_THE_FOLDER = """
import os
from pathlib import Path
from tests.settings import FOLDER
(Path(FOLDER) / "typed.txt").write_text("x")
if os.fork() == 0:
    raise SystemExit  # a child's end takes nothing from its parent
os.wait()
assert (Path(FOLDER) / "typed.txt").exists()
print(FOLDER)
"""


def test_a_run_leaves_no_folder_behind_and_a_child_takes_none() -> None:
    result = subprocess.run(
        [sys.executable, "-c", USES_THE_FOLDER], capture_output=True, text=True, check=True
    )

    assert Path(result.stdout.strip()).name.startswith("shirube-tests-")
    assert not Path(result.stdout.strip()).exists()
