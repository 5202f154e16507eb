"""The addresses of all pages. Those for staff belong to web/urls.py."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def show_health(request: HttpRequest) -> HttpResponse:
    """Answers "ok" when the database answers: for the monitoring of the machine, and tells nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


handler400 = "shirube.web.gate.show_bad_request"
handler404 = "shirube.web.gate.show_not_found"
handler500 = "shirube.web.gate.show_failure"

urlpatterns = [
    path("health/", show_health, name="health"),
    path("", include("shirube.web.urls")),
]
