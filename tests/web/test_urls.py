"""Every address, for every role, for strangers, and without the token: compared with a declared table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from shirube.actions.attachments import attach_file
from shirube.actions.comments import write_comment
from shirube.core.roles import Role
from shirube.jobs import background
from shirube.store.deadlines import Deadline
from shirube.store.evidence import Attachment, Comment
from shirube.store.people import Person
from shirube.store.plans import FigureRow, PlanRow
from shirube.store.records import AuditRecord, Draft, FindingAcceptance, ImportBatch
from shirube.web.urls import PAGES
from tests.people import build_town
from tests.web.conftest import Office

EVERYBODY = {"administrator", "secretariat", "approver", "respondent", "reviewer", "viewer"}
OFFICE = {"administrator", "secretariat"}  # the first administrator also has the post in charge of plans
OWN = OFFICE | {"respondent"}
PAST = OWN | {"approver"}
ADMIN = {"administrator"}

# Who gets through to which page. A page that is not here fails the build.
ALLOWED: dict[str, set[str]] = {
    **dict.fromkeys(("home", "account", "change_password", "start_totp", "confirm_totp"), EVERYBODY),
    **dict.fromkeys(("remove_totp", "renew_codes", "log_out_everywhere"), EVERYBODY),
    **dict.fromkeys(("plans", "plan", "analysis", "findings", "report", "download", "scale"), EVERYBODY),
    **dict.fromkeys(("preview",), EVERYBODY),
    **dict.fromkeys(("indicator", "answer_decision"), EVERYBODY),
    **dict.fromkeys(("import_new", "import_into", "import_preview", "do_import"), OFFICE),
    **dict.fromkeys(("import_read", "cancel_reading", "import_columns", "save_recipe"), OFFICE),
    **dict.fromkeys(("recipe_file", "forget_recipe"), OFFICE),
    **dict.fromkeys(("tag_groups", "set_tag_groups"), OFFICE),
    **dict.fromkeys(("import_done", "undo_import", "set_scale", "edit_scale"), OFFICE),
    **dict.fromkeys(("owners", "assign_owners", "assign_plan_owner"), OFFICE),
    **dict.fromkeys(("life", "end_indicator", "move_indicator", "rename_indicator"), OFFICE),
    **dict.fromkeys(("split_indicator", "take_back_turn"), OFFICE),
    **dict.fromkeys(("targets", "targets_save", "target_row", "target_draft"), OFFICE),
    **dict.fromkeys(("successor", "copy_plan", "copied", "undo_copy"), OFFICE),
    **dict.fromkeys(("revise_target", "decide_grade", "manage", "hand_over"), OFFICE),
    **dict.fromkeys(("entry", "entry_save", "entry_row", "entry_draft"), OWN),
    "answer_questions": OWN,
    **dict.fromkeys(("accept_finding", "withdraw_acceptance", "accept_slip"), OWN),
    **dict.fromkeys(("deadlines", "set_deadlines"), OFFICE),
    **dict.fromkeys(("settings", "backups", "backup_state", "make_backup", "download_backup"), ADMIN),
    **dict.fromkeys(("plan_history", "history"), PAST),
    **dict.fromkeys(("comment", "edit_comment", "resolve_comment"), EVERYBODY - {"viewer"}),
    **dict.fromkeys(("attach", "withdraw_attachment"), OWN),
    "attachment": EVERYBODY,
    **dict.fromkeys(("body", "change_body", "end_body", "post", "change_post", "end_post"), ADMIN),
    **dict.fromkeys(("person", "change_person", "enable"), ADMIN),
    **dict.fromkeys(("create_body", "create_post", "invite", "reset_link", "disable"), ADMIN),
}
OPEN = {"login", "password_mail", "entry_link", "logout"}
# Pages about one's own municipality; all others are about a row, which a stranger must not even suspect.
NOT_ABOUT_A_ROW = {
    *("home", "account", "change_password", "start_totp", "confirm_totp", "remove_totp"),
    *(
        "renew_codes",
        "log_out_everywhere",
        "plans",
        "import_new",
        "history",
        "manage",
        "create_body",
        "create_post",
    ),
    *("invite", "hand_over", "deadlines", "set_deadlines", "settings", "backups"),
    *("backup_state", "make_backup", "download_backup"),
}
# What takes the plan away comes last, since the others need it.
GUARDED = sorted((page for page in PAGES if not page.is_open), key=lambda page: page.name == "undo_import")


@pytest.fixture(autouse=True)
def _no_backup_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(settings, "DATA_FOLDER", tmp_path)
    with patch.object(background, "start", return_value=True):
        yield


@pytest.fixture
def office(office: Office) -> Office:
    """With a comment and an attachment on a row of the respondent's body."""
    row = office.indicator("2.1.2")
    write_comment(indicator=row, year=2025, text="確かめてください", by=office.town.secretariat)
    attach_file(indicator=row, year=2025, name="集計.csv", data=b"a,b", by=office.town.secretariat)
    return office


def find_address(name: str, office: Office) -> str:
    plan = office.plan.pk
    parts: dict[str, object] = {
        "plan": plan,
        "year": 2026,
        "indicator": office.indicator("2.1.2"),  # of the body of the respondent
        "key": "2.1.2",
        "token": "nothing-kept-here",
        "recipe": 999_999,
        "body": office.town.section.pk,
        "post": office.town.posts[Role.VIEWER].pk,
        "person": office.town.viewer.pk,
        "comment": Comment.objects.of_everyone().get(plan=plan).pk,
        "attachment": Attachment.objects.of_everyone().get(plan=plan).pk,
        "batch": ImportBatch.objects.of_everyone().get(plan=plan).pk,
    }
    page = next(page for page in PAGES if page.name == name)
    return reverse(name, kwargs={word: parts[word] for word in parts if f":{word}>" in page.route})


def take_fingerprint() -> tuple[int, ...]:
    """What any change of state would alter."""
    return (
        AuditRecord.objects.of_everyone().count(),
        sum(PlanRow.objects.of_everyone().values_list("version", flat=True)),
        FigureRow.objects.of_everyone().count(),
        Deadline.objects.of_everyone().count(),
        Comment.objects.of_everyone().count(),
        Attachment.objects.of_everyone().filter(withdrawn_at=None).count(),
        Draft.objects.of_everyone().count(),
        FindingAcceptance.objects.of_everyone().count(),
        Person.objects.of_everyone().filter(is_active=True).count(),
    )


def ask(client: Client, name: str, office: Office) -> int:
    page = next(page for page in PAGES if page.name == name)
    send = client.get if "GET" in page.methods else client.post
    return send(find_address(name, office)).status_code


def test_every_page_is_declared() -> None:
    assert {page.name for page in GUARDED} == ALLOWED.keys()
    assert {page.name for page in PAGES if page.is_open} == OPEN
    assert len({page.route for page in PAGES}) == len(PAGES)


@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_each_role_gets_exactly_where_the_table_says(
    office: Office, enter: Callable[[Person], Client], role: str
) -> None:
    wrong = []
    for page in GUARDED:
        person = getattr(office.town, role)
        person.refresh_from_db()  # logging out everywhere ends the sessions made before
        client = enter(person)
        before = take_fingerprint()
        status = ask(client, page.name, office)
        if (status != 403) != (role in ALLOWED[page.name]):
            wrong.append(f"{page.name}: {status}")
        if status in (403, 404) and take_fingerprint() != before:
            wrong.append(f"{page.name}: changed something")

    assert wrong == []


def test_a_stranger_cannot_tell_what_another_municipality_has(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    stranger = build_town("131016", "隣の市").administrator
    before = take_fingerprint()

    answers = {
        page.name: ask(enter(stranger), page.name, office)
        for page in GUARDED
        if page.name not in NOT_ABOUT_A_ROW | {"reset_link", "disable"}
    }

    assert {name: status for name, status in answers.items() if status != 404} == {}
    assert take_fingerprint() == before


def test_a_row_of_another_body_does_not_exist_for_a_respondent(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    client = enter(office.town.respondent)

    assert client.get(f"{office.url}indicators/2.1.2").status_code == 200
    assert client.get(f"{office.url}indicators/1.1.1").status_code == 404
    other = office.indicator("1.1.1")
    answer = client.post(f"{office.url}entry/2026/{other}/", {f"figure-{other}": "70"})
    assert answer.status_code == 404


def test_nobody_gets_in_without_logging_in(office: Office) -> None:
    before = take_fingerprint()

    for page in GUARDED:
        assert ask(Client(), page.name, office) == 302, page.name

    assert take_fingerprint() == before


def test_a_form_without_its_token_changes_nothing(office: Office, enter: Callable[[Person], Client]) -> None:
    client = enter(office.town.administrator)
    client.handler.enforce_csrf_checks = True
    before = take_fingerprint()

    statuses = {
        page.name: client.post(find_address(page.name, office)).status_code
        for page in PAGES
        if "POST" in page.methods and page.name != "entry_link"
    }

    assert set(statuses.values()) == {403}
    assert take_fingerprint() == before


def test_looking_changes_nothing(office: Office, enter: Callable[[Person], Client]) -> None:
    client = enter(office.town.administrator)
    before = take_fingerprint()

    for page in GUARDED:
        if "GET" in page.methods:
            client.get(find_address(page.name, office))
            client.head(find_address(page.name, office))

    assert take_fingerprint() == before


def test_a_changing_address_does_not_answer_to_get(office: Office, enter: Callable[[Person], Client]) -> None:
    client = enter(office.town.administrator)

    for page in GUARDED:
        if page.methods == ("POST",):
            assert client.get(find_address(page.name, office)).status_code == 405, page.name
