"""Links that let in once."""

from __future__ import annotations

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.utils import timezone

from shirube.actions.links import find_link, issue_link, use_link
from shirube.store.people import EntryLink
from tests.people import Town

pytestmark = pytest.mark.django_db


def test_a_link_works_until_its_time_is_over(town: Town) -> None:
    link = issue_link(town.viewer, EntryLink.Kind.INVITATION)
    assert find_link(link.token) is not None
    assert link.path == f"/entry/{link.token}/"

    later = timezone.now() + timedelta(days=7, seconds=1)
    with patch("django.utils.timezone.now", lambda: later):
        assert find_link(link.token) is None


def test_a_newer_link_ends_the_older_one(town: Town) -> None:
    older = issue_link(town.viewer, EntryLink.Kind.RESET)
    newer = issue_link(town.viewer, EntryLink.Kind.RESET)

    assert find_link(older.token) is None
    assert find_link(newer.token) is not None


def test_of_two_who_open_it_at_once_one_gets_in(town: Town) -> None:
    token = issue_link(town.viewer, EntryLink.Kind.RESET).token
    first, second = find_link(token), find_link(token)
    assert first is not None
    assert second is not None

    assert use_link(first)
    assert not use_link(second)


@pytest.mark.parametrize("token", ["", "x", "あ", "\ud800", "a" * 10_000])
def test_a_made_up_token_finds_nothing(token: str, town: Town) -> None:
    assert find_link(token) is None
