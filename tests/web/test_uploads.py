from __future__ import annotations

from datetime import timedelta

import pytest

from shirube.web import uploads
from shirube.web.uploads import find_upload, forget_upload, keep_upload
from tests.people import build_town


@pytest.mark.django_db
def test_a_file_belongs_to_the_person_who_sent_it() -> None:
    town = build_town()
    token = keep_upload(town.secretariat, "表.xlsx", b"cells")

    found = find_upload(town.secretariat, token)

    assert found is not None
    assert (found.name, found.data) == ("表.xlsx", b"cells")
    assert find_upload(town.administrator, token) is None
    forget_upload(town.secretariat, token)
    assert find_upload(town.secretariat, token) is None


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["", "../../secret-key", "..", "a/b", "a" * 100, "\0"])
def test_a_token_never_leads_out_of_the_folder(token: str) -> None:
    assert find_upload(build_town().secretariat, token) is None


@pytest.mark.django_db
def test_old_files_are_thrown_away(monkeypatch: pytest.MonkeyPatch) -> None:
    person = build_town().secretariat
    old = keep_upload(person, "古い.tsv", b"1")
    monkeypatch.setattr(uploads, "KEPT_FOR", timedelta(seconds=-1))

    keep_upload(person, "新しい.tsv", b"2")

    assert find_upload(person, old) is None
