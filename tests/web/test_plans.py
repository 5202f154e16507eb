from __future__ import annotations

import csv
import io
from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from msgspec.structs import replace

from shirube.core.plan import Plan
from shirube.store.people import Person
from shirube.web.prepared_plan import forget_prepared
from tests.builders import build_indicator, build_plan
from tests.people import import_for
from tests.web.conftest import Office


def test_the_list_shows_progress_and_grades_of_each_plan(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    text = enter(office.town.viewer).get("/plans/").content.decode()

    assert "あきる野市商工業振興プラン" in text
    assert "令和7年度 14／14" in text
    assert "A以上 3／14" in text


def test_plans_are_found_by_name(office: Office, enter: Callable[[Person], Client]) -> None:
    client = enter(office.town.viewer)

    assert "条件に合う計画がありません" in client.get("/plans/?text=こども").content.decode()
    assert "あきる野市商工業" in client.get("/plans/?text=商工業&sort=end").content.decode()


def test_plans_are_found_by_how_far_they_are_and_the_file_holds_those_found(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    client = enter(office.town.viewer)
    import_for(
        office.town,
        replace(build_plan(build_indicator(targets={"R7": 1, "R20": 9})), name="こども計画"),
    )

    def find(state: str) -> set[str]:
        answer = client.get(f"/plans/?state={state}&format=csv")
        return {row[0] for row in csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))} - {"計画"}

    both = {"あきる野市商工業振興プラン", "こども計画"}
    assert find("") == find("nonsense") == both
    assert find("done") == {"あきる野市商工業振興プラン"}
    assert find("left") == {"こども計画"}
    assert "こども計画" not in find("ending")
    page = client.get("/plans/?state=left&text=こども").content.decode()
    assert "state=left" in page.partition("CSVで保存")[0]
    assert "次の改定 令和21年度" in page


def test_the_list_as_csv_opens_in_excel_and_holds_no_formula(
    office: Office, enter: Callable[[Person], Client]
) -> None:
    import_for(office.town, replace(build_plan(build_indicator(targets={"R8": 1})), name="=HYPERLINK(1)"))

    answer = enter(office.town.viewer).get("/plans/?format=csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))

    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert {row[0] for row in rows[1:]} == {"あきる野市商工業振興プラン", "'=HYPERLINK(1)"}


def test_more_plans_take_no_more_statements(
    office: Office, sample_plan: Plan, enter: Callable[[Person], Client]
) -> None:
    client = enter(office.town.viewer)

    def count() -> int:
        forget_prepared()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get("/plans/")
        return len(queries)

    one = count()
    for _ in range(3):
        import_for(office.town, sample_plan)

    assert count() == one
