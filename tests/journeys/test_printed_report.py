"""The report as a Web page on paper: what a sheet cannot hold is not cut off at its edge."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from playwright.sync_api import Page

from shirube.core.plan import Plan
from shirube.core.report import compute_report
from shirube.writers.html_file import render_html
from tests.journeys.test_pages import measure_overflow
from tests.writers.sample import make_sample, make_wide_sample

A3 = {"width": 1512, "height": 1047}  # pixels within the margins, 400 by 277 mm


@pytest.mark.parametrize(
    ("plan", "shown", "hidden"),
    [(make_sample(), ".wide", ".narrow"), (make_wide_sample(), ".narrow", ".wide")],
    ids=["usual", "wide"],
)
def test_nothing_of_a_report_is_cut_off_on_paper(
    open_browser: Callable[..., Page], tmp_path: Path, plan: Plan, shown: str, hidden: str
) -> None:
    file = tmp_path / "report.html"
    file.write_bytes(render_html(compute_report(plan))[0])
    page = open_browser(viewport=A3)
    page.goto(file.as_uri())
    page.emulate_media(media="print")

    assert page.locator(shown).is_visible()
    assert page.locator(hidden).is_hidden()
    assert measure_overflow(page) == 0


def test_a_wide_table_would_be_cut_off(open_browser: Callable[..., Page], tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_bytes(render_html(compute_report(make_wide_sample()))[0])
    page = open_browser(viewport=A3)
    page.goto(file.as_uri())
    page.emulate_media(media="print")
    page.evaluate("document.querySelector('main').className = ''")

    assert measure_overflow(page) > 0


def test_a_group_higher_than_a_page_begins_on_the_first_page(
    open_browser: Callable[..., Page], tmp_path: Path, find_tool: Callable[[str], str]
) -> None:
    plan = make_sample(copies=4)
    measures = tuple(measure for direction in plan.nodes for measure in direction.children)
    file = tmp_path / "report.html"
    group = replace(plan, nodes=(replace(plan.nodes[0], children=measures),))
    file.write_bytes(render_html(compute_report(group))[0])
    page = open_browser()
    page.goto(file.as_uri())
    page.pdf(path=tmp_path / "report.pdf", prefer_css_page_size=True)

    first = [find_tool("pdftotext"), "-l", "1", "-raw", str(tmp_path / "report.pdf"), "-"]
    text = subprocess.run(first, capture_output=True, check=True).stdout.decode()
    assert "事業承継セミナー" in text
    assert text.count("C\n") > 2  # grades of its rows
