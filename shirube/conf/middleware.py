"""What happens to every request and answer: whose address, how long a session lives, what may be cached.

Who may see what is not decided here.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.backends.base import UpdateError
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

LOG = logging.getLogger(__name__)
GetResponse = Callable[[HttpRequest], HttpResponse]

STARTED, SEEN = "started_at", "seen_at"
# Writing the time at each request would make every page a write; once a minute is exact enough.
SEEN_STEP_SECONDS = 60
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class PolicyMiddleware:
    """Says on every answer what the browser may use, and that pages of people logged in are not kept."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer with the policies added."""
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        # Whatever is not a static file may hold drafts: neither a proxy nor the next person at a shared
        # computer gets it from a cache.
        if not request.path.startswith(f"/{settings.STATIC_URL.strip('/')}/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response


class ClientAddressMiddleware:
    """Puts the address of the person's computer into REMOTE_ADDR where proxies stand in front.

    Each trusted proxy appends the address it saw, so ours is counted from the right; what stands further
    left was written by the client and proves nothing.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer to the request with the right address."""
        proxies: int = settings.TRUSTED_PROXIES
        seen = [
            part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()
        ]
        if proxies and len(seen) >= proxies:
            request.META["REMOTE_ADDR"] = seen[-proxies]
        return self.get_response(request)


class SessionLimitsMiddleware:
    """Ends a session after a time without requests, and after a longer time in any case."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer to a request whose session is still good, else to an anonymous one."""
        if request.user.is_authenticated:
            now = int(time.time())
            started = request.session.get(STARTED, 0)
            seen = request.session.get(SEEN, 0)
            if now - seen > settings.SESSION_IDLE_SECONDS or now - started > settings.SESSION_COOKIE_AGE:
                logout(request)
            elif now - seen >= SEEN_STEP_SECONDS:
                note_seen(request, now)
        return self.get_response(request)


def note_seen(request: HttpRequest, now: int) -> None:
    """Notes the time of the request; where the disk is full, people can still read what is there."""
    request.session[SEEN] = now
    try:
        request.session.save()
    except (DatabaseError, UpdateError):  # the latter: logged out in another window just now
        LOG.exception("cannot note the time of a request")
    # It is noted, or cannot be: nothing is left for the end of the request to save.
    request.session.modified = False


def start_session_clock(request: HttpRequest) -> None:
    """To be called at login: without it a session counts as long over."""
    request.session[STARTED] = request.session[SEEN] = int(time.time())
