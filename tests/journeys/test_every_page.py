"""That no page is forgotten: axe looks at each, here or where a journey comes to it; and the open ones."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import resolve
from playwright.sync_api import Page

from shirube.web.urls import PAGES
from tests.journeys.conftest import Server, run_command
from tests.journeys.test_pages import PAGES as LOOKED_AT
from tests.journeys.test_pages import find_violations, measure_overflow

# Files, and parts of pages that are looked at with the page.
NO_PAGE = {"attachment", "backup_state", "download", "preview", "recipe_file"}
# Pages that stand at the end of a way, and the journey that looks at them there.
ON_THE_WAY = {
    "copied": "test_targets",
    "import_columns": "test_tools",
    "import_done": "test_secretariat",
    "import_preview": "test_secretariat",
    "tag_groups": "test_tools",
}
OPEN = {"login", "password_mail", "entry_link", "import_new"}


def test_every_page_is_looked_at() -> None:
    seen = {resolve(address.partition("?")[0]).url_name for _, address, _ in LOOKED_AT}
    there = {page.name for page in PAGES if "GET" in page.methods}

    assert there - seen - NO_PAGE - OPEN - ON_THE_WAY.keys() == set()
    for journey in ON_THE_WAY.values():
        assert "find_violations(page) == []" in (Path(__file__).parent / f"{journey}.py").read_text("utf-8")
    assert there >= NO_PAGE | OPEN | ON_THE_WAY.keys(), "and no exception outlives its page"


@pytest.mark.timeout(300)
@pytest.mark.parametrize("width", [1440, 390], ids=["desk", "phone"])
def test_pages_for_people_who_are_not_in_yet_are_accessible(
    open_browser: Callable[..., Page], log_in: Callable[..., Page], server: Server, width: int
) -> None:
    told = run_command(server.data, "link", "iin")
    link = re.search(r"/entry/\S+", told)
    assert link, told
    size = {"width": width, "height": 900}
    problems = []

    page = open_browser(viewport=size)
    for address in ("/login/", "/password/", link[0]):
        page.goto(server.url + address)
        problems += [f"{address}: {line}" for line in find_violations(page)]
        problems += [f"{address}: too wide"] * (measure_overflow(page) > 0)
    inside = log_in("admin", viewport=size)
    inside.goto(f"{server.url}/plans/import/")
    problems += [f"import: {line}" for line in find_violations(inside)]
    problems += ["import: too wide"] * (measure_overflow(inside) > 0)

    assert problems == []
