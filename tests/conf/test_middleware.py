"""Whose address, how long a session lives."""

from __future__ import annotations

from collections.abc import Iterator
from unittest.mock import patch

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import include, path

from shirube.conf.middleware import ClientAddressMiddleware, PolicyMiddleware, start_session_clock
from tests.people import build_town


def tell_who(request: HttpRequest) -> HttpResponse:
    """A page for these tests: who asks, and a way in."""
    if request.GET.get("start"):
        start_session_clock(request)
    return HttpResponse(request.user.name if request.user.is_authenticated else "")


urlpatterns = [path("who/", tell_who), path("", include("shirube.conf.urls"))]


class Clock:
    now = 1_800_000_000.0

    def time(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Iterator[Clock]:
    clock = Clock()
    with patch("shirube.conf.middleware.time", clock):
        yield clock


@pytest.fixture
def client(db: None, clock: Clock) -> Iterator[Client]:
    client = Client()
    client.force_login(build_town().viewer)
    session = client.session
    session["started_at"] = session["seen_at"] = int(clock.now)
    session.save()
    with override_settings(ROOT_URLCONF=__name__):
        yield client


def who(client: Client) -> str:
    return client.get("/who/").content.decode()


def test_a_session_ends_after_half_an_hour_without_a_request(client: Client, clock: Clock) -> None:
    clock.now += 29 * 60
    assert who(client)
    clock.now += 29 * 60
    assert who(client), "each request begins the half hour anew"

    clock.now += 31 * 60
    assert who(client) == ""
    clock.now -= 31 * 60
    assert who(client) == "", "it does not come back"


def test_a_session_ends_after_twelve_hours_in_any_case(client: Client, clock: Clock) -> None:
    for _ in range(12 * 6 - 1):
        clock.now += 600
        assert who(client)

    clock.now += 900
    assert who(client) == ""


def test_a_session_whose_clock_was_never_started_counts_as_over(db: None, clock: Clock) -> None:
    client = Client()
    client.force_login(build_town().viewer)
    with override_settings(ROOT_URLCONF=__name__):
        assert who(client) == ""


def test_a_page_looked_at_again_at_once_writes_nothing(client: Client, clock: Clock) -> None:
    who(client)
    with patch("django.contrib.sessions.backends.db.SessionStore.save") as saved:
        clock.now += 30
        assert who(client)
    assert not saved.called


@pytest.mark.parametrize(
    ("proxies", "header", "address"),
    [
        (0, "1.1.1.1", "9.9.9.9"),
        (1, "1.1.1.1", "1.1.1.1"),
        (1, "6.6.6.6, 1.1.1.1", "1.1.1.1"),
        (2, "6.6.6.6, 1.1.1.1, 2.2.2.2", "1.1.1.1"),
        (2, "1.1.1.1", "9.9.9.9"),
        (1, "", "9.9.9.9"),
    ],
)
def test_only_what_our_own_proxies_wrote_is_believed(proxies: int, header: str, address: str) -> None:
    seen: list[str] = []

    def answer(request: HttpRequest) -> HttpResponse:
        seen.append(request.META["REMOTE_ADDR"])
        return HttpResponse()

    request = RequestFactory().get("/", REMOTE_ADDR="9.9.9.9", HTTP_X_FORWARDED_FOR=header)
    with override_settings(TRUSTED_PROXIES=proxies):
        ClientAddressMiddleware(answer)(request)

    assert seen == [address]


def test_static_files_may_be_kept_and_pages_may_not() -> None:
    keep = PolicyMiddleware(lambda request: HttpResponse())

    assert "Cache-Control" not in keep(RequestFactory().get("/static/a.css")).headers
    assert keep(RequestFactory().get("/plans/1/")).headers["Cache-Control"] == "no-store"
