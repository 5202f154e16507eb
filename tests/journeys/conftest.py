"""The product as an office has it: its own server process, and a browser. Nothing is replaced or sped up.

Each browser page is watched: an error on the console or a breach of the content policy fails its test.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
ROOT = Path(__file__).parents[2]
# Written anew only when asked for: pictures differ from machine to machine by a hair.
PICTURES = ROOT / "docs" / "images" if os.environ.get("SHIRUBE_PICTURES") else None


@dataclass(frozen=True)
class Server:
    """A running server: its address, its data, and the passwords of its people by login."""

    url: str
    data: Path
    passwords: dict[str, str]
    link: str = ""


@dataclass
class Watch:
    """What went wrong on the pages of one test."""

    problems: list[str] = field(default_factory=list)

    def add(self, page: Page) -> None:
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))

    def _note(self, message: ConsoleMessage) -> None:
        # 422 and 409 are how the server says that a form has mistakes; the page itself is all right.
        if message.type == "error" and not re.search(r"status of (422|409|404)", message.text):
            self.problems.append(message.text)


def make_environment(data: Path) -> dict[str, str]:
    """The variables of a process of the product, without those of the tests around it."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith(("SHIRUBE_", "DJANGO_"))}
    return {**kept, "SHIRUBE_DATA": str(data)}


def run_command(data: Path, *words: str) -> str:
    """One shirube command on a data folder."""
    environment = make_environment(data)
    command = [sys.executable, "-m", "shirube.cli.main", *words]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def start_server(data: Path) -> tuple[subprocess.Popen[str], str]:
    """A server on a free port, answering."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**make_environment(data), "SHIRUBE_PORT": str(port)}
    command = [sys.executable, "-m", "shirube.cli.main", "serve"]
    with (data / "server.log").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, text=True, env=environment, cwd=ROOT)
    address = f"http://127.0.0.1:{port}"
    for _ in range(300):
        if process.poll() is not None:
            pytest.fail((data / "server.log").read_text())
        try:
            with urllib.request.urlopen(f"{address}/health/", timeout=2):  # noqa: S310 - our own server
                return process, address
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.1)
    process.kill()
    pytest.fail("サーバーが30秒以内に応答しませんでした。" + (data / "server.log").read_text())


def stop_server(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The example municipality; other tests of this process have typed into it, in any order."""
    yield from serve_example(tmp_path_factory.mktemp("demo"))


def serve_example(data: Path) -> Iterator[Server]:
    """The example municipality as ``init --demo`` makes it, served until the caller has done."""
    told = run_command(data, "init", "--demo")
    lines = [line.split() for line in told.splitlines()]
    passwords = {words[0]: words[1] for words in lines if len(words) > 2 and words[1].count("-") == 3}
    assert {"admin", "keikaku", "shokokai"} <= passwords.keys(), told
    process, address = start_server(data)
    yield Server(address, data, passwords)
    stop_server(process)


@pytest.fixture
def empty_server(tmp_path: Path) -> Iterator[Server]:
    """A municipality just opened, with the link for its first administrator."""
    run_command(tmp_path, "init", "132284", "あきる野市")
    process, address = start_server(tmp_path)
    # The server prints a fresh link each time it starts until the first administrator has come in.
    found = re.search(r"(/entry/\S+)", (tmp_path / "server.log").read_text())
    assert found
    yield Server(address, tmp_path, {}, found[1])
    stop_server(process)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, once for all tests of this process."""
    if not CHROMIUM.exists():
        pytest.fail("chromium がありません。「sudo apt-get install chromium」を実行してください。")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Fails the test at its end when a page had an error."""
    watch = Watch()
    yield watch
    assert watch.problems == []


@pytest.fixture
def open_browser(browser: Browser, watch: Watch) -> Iterator[Callable[..., Page]]:
    """A page of a browser of its own; options are those of Playwright's contexts."""
    opened: list[BrowserContext] = []

    def make(**options: object) -> Page:
        chosen = {"viewport": {"width": 1440, "height": 1000}, "locale": "ja-JP", **options}
        context = browser.new_context(**chosen)  # type: ignore[arg-type]
        opened.append(context)
        page = context.new_page()
        watch.add(page)
        return page

    yield make
    for context in opened:
        context.close()


@pytest.fixture
def log_in(open_browser: Callable[..., Page], server: Server) -> Callable[..., Page]:
    """A page on which somebody of the example has logged in by name and password."""

    def make(login: str, **options: object) -> Page:
        page = open_browser(**options)
        page.goto(f"{server.url}/login/")
        page.get_by_label("利用者名").fill(login)
        page.get_by_label("パスワード", exact=False).first.fill(server.passwords[login])
        page.get_by_role("button", name="ログイン").click()
        page.wait_for_url(f"{server.url}/")
        return page

    return make
