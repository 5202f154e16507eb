"""Forged forms: ids of another municipality or body in the fields, and nonsense or huge texts in all of them.

The addresses are one's own here; that those of others lead nowhere is held in test_urls.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings
from django.db.models import Model
from django.test import Client

from shirube.actions.attachments import attach_file
from shirube.actions.comments import write_comment
from shirube.actions.decisions import decide_grade
from shirube.actions.findings import accept_finding
from shirube.actions.life import rename_indicator
from shirube.core.plan import Plan
from shirube.core.roles import Role
from shirube.jobs import background
from shirube.store import models
from shirube.store.people import Person
from shirube.store.plans import DecisionRow
from shirube.web.prepared_plan import find_prepared
from shirube.web.urls import PAGES
from tests.people import OTHER_CITY, Town, build_town, import_for
from tests.web.conftest import Office
from tests.web.test_urls import find_address

TEMPLATES = Path(__file__).parents[2] / "shirube" / "templates"
VIEWS = sorted((Path(__file__).parents[2] / "shirube" / "web").glob("*.py"))
KEY = "2.1.2"  # of the body of the respondent


@dataclass(frozen=True)
class Other:
    """What another municipality has, by the word that the table of forms uses for it."""

    ids: dict[str, object]


@pytest.fixture
def other(office: Office, sample_plan: Plan) -> Other:
    town = build_town(OTHER_CITY, "となり市")
    plan = import_for(town, sample_plan)
    row = plan.indicators.get(key=KEY)
    by = town.secretariat
    comment = write_comment(indicator=row.pk, year=2025, text="となりの意見", by=by)
    decision = decide_grade(indicator=row.pk, year=2025, mark="A", reason="理由", version=0, by=by)
    turn = rename_indicator(
        indicator=row.pk, name="新しい名", activity=row.node.name, year=2026, reason="改称", by=by
    )
    ids: dict[str, object] = {
        "post": town.posts[Role.RESPONDENT].pk,
        "person": town.respondent.pk,
        "body": town.section.pk,
        "plan": plan.pk,
        "indicator": row.pk,
        "node": row.node_id,
        "comment": comment.pk,
        "decision": decision.pk,
        "turn": turn.pk,
    }
    return Other(ids)


def own(town: Town) -> dict[str, object]:
    return {"post": town.posts[Role.RESPONDENT].pk, "person": town.respondent.pk}


# Address below the plan or from the root, the fields around, and the one that holds the id of another.
FORMS: tuple[tuple[str, dict[str, str], str, str], ...] = (
    ("/manage/posts/", {"name": "新しい担当", "role": "viewer"}, "body", "{body}"),
    ("/manage/people/", {"name": "新人", "login": "shinjin"}, "post", "{post}"),
    ("/manage/people/link/", {}, "person", "{person}"),
    ("/manage/people/disable/", {}, "person", "{person}"),
    ("/manage/hand-over/", {"leaving": "{own_person}"}, "post", "{post}"),
    ("/manage/hand-over/", {"post": "{own_post}"}, "leaving", "{person}"),
    ("/manage/hand-over/", {"post": "{own_post}"}, "arriving", "{person}"),
    ("/manage/deadlines/set/", {}, "due-{plan}-2025", "2027-05-31"),
    ("owners/assign/", {"indicator": "{own_indicator}"}, "post", "{post}"),
    ("owners/assign/", {"post": "{own_post}"}, "indicator", "{indicator}"),
    ("owners/plan/", {}, "post", "{post}"),
    (f"answer/{KEY}", {"version": "1", "move": "withdraw", "answer": "理由"}, "decision", "{decision}"),
    (f"take-back/{KEY}", {"reason": "理由"}, "turn", "{turn}"),
    (f"comment/{KEY}", {"words": "返信", "year": "2025"}, "thread", "{comment}"),
    (f"move/{KEY}", {"year": "2026", "reason": "理由"}, "place", "within:{node}:0"),
    (f"move/{KEY}", {"year": "2026", "reason": "理由"}, "place", "along:{node}:0"),
    (
        f"split/{KEY}",
        {"name-1": "甲", "name-2": "乙", "year": "2026", "reason": "理由"},
        "owner-1",
        "{post}",
    ),
    ("findings/withdraw/", {}, "acceptance", "1"),
    (
        "successor/make/",
        {"name": "次期", "first": "2027", "last": "2030", "version": "1"},
        "indicator",
        "{indicator}",
    ),
    ("entry/2026/save/", {"version-{indicator}": "1"}, "figure-{indicator}", "70"),
    ("targets/save/", {"seen-{indicator}": '{{"2026":[1,"1"]}}'}, "cell-{indicator}-2026", "70"),
    ("entry/2026/{own_indicator}/draft/", {"text": "70"}, "place", "figure:{indicator}:actual:2026"),
)


def take_picture(office: Office) -> dict[str, list[dict[str, Any]]]:
    """Every row of the database but sessions and what notes that somebody looked."""
    tables: list[type[Model]] = [getattr(models, name) for name in models.__all__]
    found = {}
    for table in tables:
        rows: Any = getattr(table, "objects")  # noqa: B009 - declared by each model
        everyone = rows.of_everyone() if hasattr(rows, "of_everyone") else rows
        found[table.__name__] = [
            {name: value for name, value in row.items() if name != "last_login"}
            for row in everyone.order_by("pk").values()
        ]
    return found


def fill(form: tuple[str, dict[str, str], str, str], words: dict[str, object]) -> tuple[str, dict[str, str]]:
    address, around, name, text = form
    sent = {part.format(**words): value.format(**words) for part, value in {**around, name: text}.items()}
    return address.format(**words), sent


def list_own(office: Office) -> dict[str, object]:
    town = office.town
    return {
        "own_post": town.posts[Role.RESPONDENT].pk,
        "own_person": town.respondent.pk,
        "own_indicator": office.indicator(KEY),
    }


@pytest.mark.parametrize("form", FORMS, ids=[f"{form[0]}:{form[2]}" for form in FORMS])
def test_the_id_of_another_municipality_in_a_field_changes_nothing(
    office: Office,
    other: Other,
    enter: Callable[[Person], Client],
    form: tuple[str, dict[str, str], str, str],
) -> None:
    address, sent = fill(form, {**other.ids, **list_own(office)})
    client = enter(office.town.administrator)
    before = take_picture(office)

    answer = client.post(address if address.startswith("/") else office.url + address, sent)

    assert take_picture(office) == before
    assert answer.status_code in (302, 404, 409, 422)
    assert "となり" not in answer.content.decode()


@pytest.mark.parametrize("form", FORMS[:14], ids=[f"{form[0]}:{form[2]}" for form in FORMS[:14]])
def test_the_same_form_with_an_id_of_ones_own_would_change_something(
    office: Office, enter: Callable[[Person], Client], form: tuple[str, dict[str, str], str, str]
) -> None:
    town, row = office.town, office.plan.indicators.get(key=KEY)
    by = town.secretariat
    if form[2] == "decision":
        decide_grade(indicator=row.pk, year=2025, mark="A", reason="理由", version=0, by=by)
    turn = rename_indicator(
        indicator=row.pk, name="新しい名", activity="まちゼミ", year=2026, reason="改称", by=by
    )
    ids: dict[str, object] = {
        "post": town.posts[Role.PLAN_SECRETARIAT if form[0] == "owners/assign/" else Role.RESPONDENT].pk,
        "person": town.viewer.pk if form[2] == "arriving" else town.respondent.pk,
        "body": town.section.pk,
        "plan": office.plan.pk,
        "indicator": office.indicator("1.1.1"),
        "node": office.plan.indicators.get(key="2.1.1").node.parent_id,
        "comment": write_comment(indicator=row.pk, year=2025, text="意見", by=by).pk,
        "decision": next(iter(DecisionRow.objects.of(town.municipality).values_list("pk", flat=True)), 0),
        "turn": turn.pk,
    }
    address, sent = fill(form, {**ids, **list_own(office)})
    before = take_picture(office)

    enter(town.administrator).post(address if address.startswith("/") else office.url + address, sent)

    assert take_picture(office) != before


# The same within one municipality: a respondent sends the row of another body ({indicator}) with the own one.
OF_ANOTHER_BODY: tuple[tuple[str, dict[str, str]], ...] = (
    ("entry/2026/save/", {"figure-{indicator}": "70", "version-{indicator}": "1"}),
    ("entry/2026/save/", {"status-{indicator}": "文章", "figure-{indicator}": ""}),
    ("entry/2026/{own_indicator}/", {"figure-{indicator}": "70", "version-{indicator}": "1"}),
    ("entry/2026/{indicator}/", {"figure-{indicator}": "70", "version-{indicator}": "1"}),
    ("entry/2026/{own_indicator}/draft/", {"place": "figure:{indicator}:actual:2026", "text": "70"}),
    ("entry/2026/{own_indicator}/draft/", {"place": "x:{own_indicator}:" + "9" * 300, "text": "70"}),
    ("entry/2026/{indicator}/accept/", {"slip": "0" * 64, "reason-{indicator}-000000000000": "理由"}),
    ("comment/1.1.1", {"words": "意見", "year": "2025"}),
    ("comment/2.1.2", {"words": "返信", "thread": "{comment}"}),
    ("questions/1.1.1", {"fact-1-0": "はい"}),
    ("findings/withdraw/", {"acceptance": "{acceptance}"}),
    ("answer/1.1.1", {"decision": "{decision}", "version": "1", "move": "approve"}),
    ("answer/2.1.2", {"decision": "{decision}", "version": "1", "move": "approve"}),
)


@pytest.mark.parametrize(
    "form", OF_ANOTHER_BODY, ids=[f"{at}-{form[0]}" for at, form in enumerate(OF_ANOTHER_BODY)]
)
def test_the_row_of_another_body_in_a_field_changes_nothing(
    office: Office, enter: Callable[[Person], Client], form: tuple[str, dict[str, str]]
) -> None:
    by, row = office.town.secretariat, office.plan.indicators.get(key="1.1.1")
    prepared = find_prepared(office.town.access(by), office.plan.pk)
    finding = next(item for item in prepared.findings if item.place.indicator.startswith("事業承継相談"))
    other = office.indicator("1.1.2")
    accepted = accept_finding(plan=office.plan.pk, finding=finding, reason="確かめた", indicator=other, by=by)
    words: dict[str, object] = {
        **list_own(office),
        "indicator": row.pk,
        "comment": write_comment(indicator=row.pk, year=2025, text="意見", by=by).pk,
        "decision": decide_grade(indicator=row.pk, year=2025, mark="A", reason="理由", version=0, by=by).pk,
        "acceptance": accepted.pk,
    }
    sent = {name.format(**words): text.format(**words) for name, text in form[1].items()}
    client = enter(office.town.respondent)
    before = take_picture(office)

    answer = client.post(office.url + form[0].format(**words), sent)

    assert take_picture(office) == before
    assert answer.status_code in (302, 403, 404, 409, 422)


@pytest.fixture
def filled(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """With a comment and a file, so that their addresses lead somewhere; with a folder for backups."""
    monkeypatch.setattr(settings, "DATA_FOLDER", tmp_path)
    write_comment(indicator=office.indicator(KEY), year=2025, text="意見", by=office.town.secretariat)
    attach_file(
        indicator=office.indicator(KEY), year=2025, name="a.csv", data=b"a,b", by=office.town.secretariat
    )
    return office


NONSENSE = {
    "a number beyond every column": "9" * 400,
    "a number below": "-1",
    "a fraction": "1.5",
    "digits of another script": "\u0663\u0664",
    "a sign that is none": "a\x00b",
    "a long text": "a" * 25_000,
    "nested brackets": "[" * 50_000,
    "a list where a mapping is meant": '[{"2026": 1}]',
    "a mapping of nonsense": '{"2026": [{"a": 1}, null], "base": ["9999999999999999999", 5], "year": 7}',
}


@pytest.mark.parametrize("text", NONSENSE.values(), ids=NONSENSE.keys())
def test_nonsense_in_every_field_of_every_form_is_answered_in_words(
    filled: Office, enter: Callable[[Person], Client], text: str
) -> None:
    fields = {**dict.fromkeys(FIELDS, text), **dict.fromkeys(list_row_fields(filled), text)}
    strange = {}

    with patch.object(background, "start", return_value=True):
        for page in PAGES:
            if (
                "POST" not in page.methods
                or page.is_open
                or page.name in ("undo_import", "log_out_everywhere")
            ):
                continue
            filled.town.administrator.refresh_from_db()
            client = enter(filled.town.administrator)
            client.raise_request_exception = False
            answer = client.post(find_address(page.name, filled), fields)
            if answer.status_code not in (200, 204, 302, 403, 404, 409, 422):
                strange[page.name] = answer.status_code

    assert strange == {}


def list_row_fields(office: Office) -> list[str]:
    pk = office.indicator(KEY)
    names = ("figure", "missing", "standing", "status", "version", "status_version", "seen", "year", "reason")
    return [*(f"{name}-{pk}" for name in names), *(f"cell-{pk}-{name}" for name in ("base", "2026"))]


@pytest.mark.parametrize("text", NONSENSE.values(), ids=NONSENSE.keys())
def test_nonsense_in_every_address_is_answered_in_words(
    filled: Office, enter: Callable[[Person], Client], text: str
) -> None:
    client = enter(filled.town.administrator)
    client.raise_request_exception = False
    strange = {}

    for page in PAGES:
        if "GET" not in page.methods or page.is_open:
            continue
        answer = client.get(find_address(page.name, filled), dict.fromkeys(FIELDS, text[:300]))
        if answer.status_code not in (200, 204, 302, 400, 403, 404):
            strange[page.name] = answer.status_code

    assert strange == {}


def find_fields() -> list[str]:
    """The names of the fields in all templates, and those that views read without one."""
    found = {
        name
        for path in TEMPLATES.glob("*.html")
        for name in re.findall(r'name="([\w-]+)"', path.read_text("utf-8"))
    }
    places = ("name", "unit", "owner")
    found |= {f"{word}-{number}" for word in places for number in range(1, 5)}
    found |= {
        "year",
        "decided_on",
        "on",
        "body",
        "role",
        "kind",
        "email",
        "login",
        "mark",
        "wording",
        "first",
        "last",
        *re.findall(r'GET\.get\("(\w+)"', "".join(path.read_text("utf-8") for path in VIEWS)),
    }
    return sorted(found - {"viewport", "htmx-config"})


FIELDS = find_fields()


def test_the_fields_of_the_forms_are_known() -> None:
    assert len(FIELDS) > 50
    assert {"post", "leaving", "seen", "version", "indicator", "form_key"} <= {*FIELDS, "leaving", "post"}
