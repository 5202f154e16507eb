"""How often a page asks the database: as often for ten times as much of everything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from msgspec.structs import replace

from shirube.actions.attachments import attach_file
from shirube.actions.comments import write_comment
from shirube.actions.decisions import decide_grade
from shirube.actions.figures import enter_status, save_draft, status_place
from shirube.actions.findings import accept_finding
from shirube.actions.life import rename_indicator
from shirube.actions.people import create_body, create_post, invite_person
from shirube.actions.successor import copy_plan
from shirube.core.plan import Node, Plan
from shirube.core.roles import Role
from shirube.store.people import Person
from shirube.store.plans import IndicatorRow, PlanRow
from shirube.web.gate import Page
from shirube.web.prepared_plan import find_prepared, forget_prepared
from shirube.web.urls import PAGES
from tests.people import Town, build_town, import_for
from tests.web.conftest import SAMPLE

KEY = "2.1.2"  # of the body of the respondent
LOOKED_AT = [page for page in PAGES if "GET" in page.methods]
# Pages that show one thing and no rows: a file as it was kept, the form behind a link, how far a backup is.
SINGLE = {"recipe_file", "entry_link", "backup_state"}
QUERIES = {"download": "?format=.csv", "preview": "?year=2025"}


@dataclass(frozen=True)
class World:
    """A municipality with so much of everything."""

    town: Town
    plan: PlanRow
    copied: PlanRow
    parts: dict[str, object]

    def address(self, name: str) -> str:
        """The address of a page, about the rows that there are many of."""
        (page,) = (page for page in PAGES if page.name == name)
        parts = {**self.parts, "plan": self.copied.pk} if name == "copied" else self.parts
        words = {word: part for word, part in parts.items() if f":{word}>" in page.route}
        return reverse(name, kwargs=words) + QUERIES.get(name, "")


def repeat(plan: Plan, times: int) -> Plan:
    """The plan with every node and indicator several times; the first keep their keys."""

    def copy(node: Node, number: int) -> Node:
        return replace(
            node,
            name=f"{node.name}{number or ''}",
            children=tuple(copy(child, number) for child in node.children),
            indicators=tuple(
                replace(item, key=f"{item.key}{f'-{number}' if number else ''}") for item in node.indicators
            ),
        )

    return replace(plan, nodes=tuple(copy(node, number) for number in range(times) for node in plan.nodes))


def build_world(code: str, times: int, sample: Plan, enter: Callable[[Person], Client]) -> World:
    """A municipality in which there is so many times of everything that pages list."""
    town = build_town(code, f"市{times}")
    row = import_for(town, repeat(sample, times))
    for number in range(times):
        body = create_body(name=f"課{number}", by=town.administrator)
        post = create_post(body=body.pk, name="係", role=Role.RESPONDENT, by=town.administrator)
        invite_person(login=f"p{number}", name=f"職員{number}", post=post.pk, by=town.administrator)
        import_for(town, repeat(sample, 1))
        live(town, row, number)
    client = enter(town.administrator)
    table = SimpleUploadedFile("表.tsv", SAMPLE.read_bytes())
    token = client.post("/plans/import/", {"file": table}).headers["Location"].rstrip("/").split("/")[-1]
    indicator = row.indicators.get(key=KEY)
    parts: dict[str, object] = {
        "plan": row.pk,
        "year": 2026,
        "indicator": indicator.pk,
        "key": KEY,
        "token": token,
        "recipe": 999_999,
        "body": town.section.pk,
        "post": town.posts[Role.RESPONDENT].pk,
        "person": town.viewer.pk,
        "batch": row.imports.get().pk,
        "attachment": indicator.attachments.order_by("pk")[0].pk,
    }
    row.refresh_from_db()
    copied = copy_plan(
        plan=row.pk,
        name="次の計画",
        first=2030,
        last=2034,
        indicators=[item.pk for item in row.indicators.all()],
        version=row.version,
        by=town.administrator,
    )
    return World(town, row, copied, parts)


def live(town: Town, row: PlanRow, number: int) -> None:
    """What people do in the course of a year, to the rows that are looked at."""
    indicators = IndicatorRow.objects.of(town.municipality).filter(plan=row).order_by("position")
    pk = indicators.get(key=KEY).pk
    by = town.secretariat
    write_comment(indicator=pk, year=2025, text=f"意見{number}", by=by)
    attach_file(indicator=pk, year=2025, name=f"集計{number}.csv", data=b"a,b", by=by)
    enter_status(indicator=pk, year=2010 + number, text=f"本文{number}", version=0, by=by)
    rename_indicator(indicator=pk, name=f"名称{number}", activity="", year=2026, reason="見直し", by=by)
    other = indicators[number].pk
    save_draft(indicator=other, place=status_place(other, 2026), text="下書き", base_version=0, by=by)
    decide_grade(indicator=other, year=2025, mark="A", reason="理由", version=0, by=by)
    found = find_prepared(town.access(by), row.pk).findings
    accept_finding(plan=row.pk, finding=found[number % len(found)], reason=f"確認{number}", by=by)


def count_statements(client: Client, address: str) -> list[str]:
    """The statements of a page that nobody has looked at since the last change."""
    client.get(address)
    forget_prepared()
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    assert answer.status_code in (200, 302), f"{address}: {answer.status_code}"
    return [query["sql"] for query in captured]


@pytest.fixture
def worlds(db: None, sample_plan: Plan, enter: Callable[[Person], Client]) -> tuple[World, World]:
    return build_world("132284", 1, sample_plan, enter), build_world("131016", 10, sample_plan, enter)


# Every page twice, on one processor beside other tests: on a busy machine that takes minutes.
@pytest.mark.timeout(300)
def test_ten_times_as_much_of_everything_takes_no_more_statements(
    worlds: tuple[World, World], enter: Callable[[Person], Client]
) -> None:
    grown = {}
    for who, page in product(("administrator", "respondent"), LOOKED_AT):
        if page.name in SINGLE:
            continue
        counts = [count_for(world, who, page, enter) for world in worlds]
        if counts[0] != counts[1]:
            grown[who, page.name] = counts

    assert grown == {}


def count_for(world: World, who: str, page: Page, enter: Callable[[Person], Client]) -> int:
    """The statements of one page for one person; 0 where the person may not use it."""
    person = getattr(world.town, who)
    if page.action and not world.town.access(person).can_somewhere(page.action):
        return 0
    client = Client() if page.is_open else enter(person)
    return len(count_statements(client, world.address(page.name)))


def test_a_statement_for_each_row_would_be_found(
    worlds: tuple[World, World], enter: Callable[[Person], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    # The control: a page that looks up each indicator by itself.
    from shirube.web import prepared_plan

    prepare = prepared_plan.prepare_plan

    def look_up_each(loaded: Any, *groups: Any) -> Any:
        for item in loaded.indicators.values():
            IndicatorRow.objects.of(loaded.row.municipality_id).get(pk=item.pk)
        return prepare(loaded, *groups)

    monkeypatch.setattr(prepared_plan, "prepare_plan", look_up_each)
    few, many = (count_statements(enter(world.town.administrator), world.address("plan")) for world in worlds)

    assert len(many) - len(few) == 14 * 9


def test_every_page_is_looked_at_or_shows_a_single_thing() -> None:
    assert {page.name for page in LOOKED_AT} >= SINGLE
    assert len(LOOKED_AT) > 25
