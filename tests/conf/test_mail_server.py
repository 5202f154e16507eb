"""The mail server that was named gets the mail; without one nothing connects anywhere."""

from __future__ import annotations

import email
import email.policy
import socket
import socketserver
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.server import ROOT, make_variables, run_server_command

SEND = """
import django
django.setup()
from django.conf import settings
from shirube.actions.accounts import find_account
from shirube.actions.password_mail import send_reset_mail
from shirube.store.people import Person
person = Person.objects.of_everyone().get(login="admin")
person.email = "admin@city.example.jp"
person.set_password("naga-ame-no-asa-kumo")
person.save()
print(settings.CAN_MAIL)
send_reset_mail(find_account("admin"))
"""


class Sink(socketserver.StreamRequestHandler):
    """A mail server that takes one mail and keeps it."""

    def handle(self) -> None:
        self.server.calls += 1  # type: ignore[attr-defined]
        self.wfile.write(b"220 sink\r\n")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                text = b""
                while (part := self.rfile.readline()) != b".\r\n":
                    text += part
                self.server.mails.append(text)  # type: ignore[attr-defined]
            elif word == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            self.wfile.write(b"250 ok\r\n")


@pytest.fixture
def sink() -> Iterator[socketserver.ThreadingTCPServer]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Sink) as server:
        server.mails, server.calls = [], 0  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def send(data: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", SEND],
        env=make_variables(data, DJANGO_SETTINGS_MODULE="shirube.conf.settings", **variables),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )


def test_the_mail_arrives_from_the_sender_that_was_set_with_a_link_to_the_address_that_was_set(
    tmp_path: Path, sink: socketserver.ThreadingTCPServer
) -> None:
    run_server_command(tmp_path, "init", "132284", "試験市")
    port = sink.server_address[1]

    send(
        tmp_path,
        SHIRUBE_MAIL=f"smtp://127.0.0.1:{port}",
        SHIRUBE_MAIL_FROM="shirube@city.example.jp",
        SHIRUBE_URL="https://shirube.city.example.jp",
    )

    (text,) = sink.mails  # type: ignore[attr-defined]
    mail = email.message_from_bytes(text, policy=email.policy.default)
    assert (mail["From"], mail["To"]) == ("shirube@city.example.jp", "admin@city.example.jp")
    assert mail["Subject"] == "【しるべ】パスワードの再設定"
    assert "https://shirube.city.example.jp/entry/" in mail.get_content()


def test_without_the_setting_nothing_connects_anywhere(
    tmp_path: Path, sink: socketserver.ThreadingTCPServer
) -> None:
    run_server_command(tmp_path, "init", "132284", "試験市")

    done = send(tmp_path)

    assert done.stdout.strip() == "False"
    assert sink.calls == 0  # type: ignore[attr-defined]


def test_a_mail_server_that_is_not_there_breaks_nothing_and_gives_nothing_away(tmp_path: Path) -> None:
    run_server_command(tmp_path, "init", "132284", "試験市")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    done = send(
        tmp_path, SHIRUBE_MAIL=f"smtp://127.0.0.1:{port}", SHIRUBE_MAIL_FROM="shirube@city.example.jp"
    )

    assert "ConnectionRefusedError" in done.stderr
    assert "/entry/" not in done.stderr
    assert "admin@" not in done.stderr
