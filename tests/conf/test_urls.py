"""The address for the monitoring of the machine."""

from __future__ import annotations

import pytest
from django.test import Client


@pytest.mark.django_db
def test_the_health_page_asks_the_database_and_tells_nothing_else() -> None:
    answer = Client().get("/health/")

    assert (answer.status_code, answer.content) == (200, b"ok")
