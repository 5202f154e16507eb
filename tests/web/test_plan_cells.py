from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from shirube.actions.figures import enter_figure
from shirube.store.people import Person
from shirube.web.plan_cells import draw_rows
from shirube.web.plan_filter import PlanFilter
from shirube.web.plan_page import build_plan_page
from shirube.web.prepared_plan import find_prepared
from tests.web.conftest import Office


def test_cells_are_drawn_once_for_a_version_and_a_choice_of_years(office: Office) -> None:
    prepared = find_prepared(office.town.access(office.town.viewer), office.plan.pk)
    page = build_plan_page(prepared, PlanFilter(), open_findings=0, url="/plans/1/")

    first = draw_rows(prepared, page.headings, "/plans/1/indicators/")

    assert draw_rows(prepared, page.headings, "/plans/1/indicators/") is first
    assert draw_rows(prepared, page.headings[:2], "/plans/1/indicators/") is not first
    assert len(first) == 14
    assert 'href="/plans/1/indicators/1.1.1#y2025"' in first[0]


def test_names_in_cells_are_text_and_never_markup(office: Office) -> None:
    from dataclasses import replace

    prepared = find_prepared(office.town.access(office.town.viewer), office.plan.pk)
    page = build_plan_page(prepared, PlanFilter(), open_findings=0, url="/plans/1/")
    odd = replace(prepared)
    odd.__dict__["rows"] = (prepared.rows[0]._replace(name="<script>alert(1)</script>", key="a/b?c"),)

    drawn = draw_rows(odd, page.headings, "/plans/1/indicators/")[0]

    assert "<script>" not in drawn
    assert "&lt;script&gt;" in drawn
    assert "/plans/1/indicators/a/b%3Fc" in drawn


def test_a_figure_entered_is_in_the_next_page(office: Office, enter: Callable[[Person], Client]) -> None:
    client = enter(office.town.viewer)
    assert "1,234" not in client.get(office.url).content.decode()

    enter_figure(
        indicator=office.indicator("1.1.1"), kind="actual", year=2025, text="1234", version=1,
        by=office.town.secretariat,
    )  # fmt: skip

    assert "1,234" in client.get(office.url).content.decode()
