"""How Django finds the person of a session again. Logging in itself belongs to accounts.py."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from shirube.store.people import Person


class PersonBackend(BaseBackend):
    """Finds active people by id; refuses Django's own way of logging in, which knows no lockout."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> None:
        """Nobody: people log in by actions.accounts.log_in."""
        return

    def get_user(self, user_id: Any) -> Person | None:
        """The person of a session, None once disabled: the next request is then anonymous."""
        people = Person.objects.of_everyone().select_related("municipality")
        return people.filter(pk=user_id, is_active=True).first()
