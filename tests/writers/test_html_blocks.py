"""The blocks for phones: an indicator each, its years as rows, its grades with their reasons."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from lxml import html
from msgspec.structs import replace

from shirube.core.form import Form, Role
from shirube.core.plan import Plan
from shirube.core.report import compute_report
from shirube.writers.html_file import render_html
from tests.writers.sample import make_sample


def parse(plan: Plan) -> Any:
    return html.document_fromstring(render_html(compute_report(plan))[0].decode())


@pytest.fixture(scope="module")
def page() -> Any:
    return parse(make_sample())


def test_on_a_phone_each_indicator_is_a_block_with_its_years_as_rows(page: Any) -> None:
    blocks = page.xpath("//section[@class='narrow']/article")

    assert len(blocks) == 14
    first = blocks[0]
    assert first.findtext("h4") == "事業承継セミナー(参加者数) P.33"
    assert [cell.text for cell in first.xpath(".//thead//th")] == ["年度", "年間目標", "実績", "評価"]
    years = first.xpath(".//tbody/tr[not(@class='why')]")
    assert [year.findtext("th") for year in years] == [
        "令和5年度",
        "令和6年度",
        "令和7年度",
        "令和8年度",
    ]
    assert "45.0" not in first.text_content()
    assert "17人 ÷ 45人 = 37.8%" in first.text_content()
    assert "max-width: 700px" in page.findtext(".//style")


@pytest.mark.parametrize("levels", [1, 2, 3])
def test_the_headings_of_the_blocks_leave_out_no_level(levels: int) -> None:
    plan = make_sample()
    columns = [item for item in plan.form.columns if item.level is None or item.level < levels]
    page = parse(replace(plan, form=Form(tuple(columns))))
    ranks = [int(item.tag[1]) for item in page.iter("h1", "h2", "h3", "h4")]

    assert len(ranks) > 14
    assert all(after - before <= 1 for before, after in pairwise(ranks))


@pytest.mark.parametrize(
    ("heading", "shown"),
    [
        ("令和5年度 目標", "目標"),
        ("R5目標値", "目標値"),
        ("目標（令和5年度）", "目標"),
        ("2023年度末の目標", "目標"),
        ("令和5年度", "目標値"),
        ("令和8年度までの目標", "令和8年度までの目標"),
    ],
)
def test_a_heading_that_names_its_year_leaves_it_to_the_rows(heading: str, shown: str) -> None:
    plan = make_sample()
    columns = [
        replace(item, headings=(heading,)) if item.role is Role.TARGET else replace(item, headings=("他",))
        for item in plan.form.columns
    ]
    page = parse(replace(plan, form=Form(tuple(columns))))

    heads = page.xpath("//section[@class='narrow']/article[1]//thead//th")
    assert [cell.text for cell in heads][:2] == ["年度", shown]
