"""Targets and baselines in the table, by keyboard and from a spreadsheet; and the plan that comes after."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.journeys.conftest import Server, Watch
from tests.journeys.test_pages import find_violations


def paste(page: Page, cell: str, text: str) -> None:
    page.locator(cell).evaluate(
        "(cell, text) => { const data = new DataTransfer(); data.setData('text/plain', text);"
        " cell.dispatchEvent(new ClipboardEvent('paste',"
        " { clipboardData: data, bubbles: true, cancelable: true })) }",
        text,
    )


@pytest.mark.timeout(300)
def test_the_next_plan_gets_its_targets_from_a_pasted_block_and_loses_nothing(
    log_in: Callable[..., Page], server: Server
) -> None:
    page = log_in("keikaku")
    page.goto(f"{server.url}/plans/1/successor/")
    page.get_by_label("次期計画の名前").fill("第2期商工業振興プラン")
    page.get_by_role("button", name="次期計画を作る").click()
    expect(page.get_by_role("link", name="目標値を入力する")).to_be_visible()
    assert find_violations(page) == []
    page.get_by_role("link", name="目標値を入力する").click()
    rows = page.locator("tbody tr")
    last = rows.count() - 1
    first_target = f"tbody tr:nth-child({last}) input.cell >> nth=1"

    paste(page, first_target, "29,000\t３０，０００\n5\t6\t7\t8\t9\n11\t12\n")

    expect(rows.nth(last - 1).locator("input.cell").nth(2)).to_have_value("３０，０００")
    expect(rows.nth(last - 1).locator(".state")).to_contain_text("保存しました")
    expect(rows.nth(last).locator("input.cell").nth(4)).to_have_value("8")
    expect(page.locator("#rejected li")).to_have_text(["9", "11 ／ 12"])
    expect(rows.nth(last).locator(".state")).to_contain_text("保存しました")
    assert find_violations(page) == []

    # Enter goes down one column, and what was taken back is saved too.
    cell = rows.nth(0).locator("input.cell").nth(1)
    cell.fill("20")
    cell.press("Enter")
    expect(rows.nth(1).locator("input.cell").nth(1)).to_be_focused()
    expect(rows.nth(0).locator(".state")).to_contain_text("保存しました")
    page.reload()
    expect(rows.nth(0).locator("input.cell").nth(1)).to_have_value("20")
    expect(rows.nth(last - 1).locator("input.cell").nth(2)).to_have_value("30,000")


@pytest.mark.timeout(300)
def test_a_target_in_force_asks_for_its_reason_beside_the_cell(
    log_in: Callable[..., Page], server: Server
) -> None:
    page = log_in("admin")
    page.goto(f"{server.url}/plans/1/targets/")
    row = page.locator("tr:has(a:text-is('創業相談'))")
    cell = row.locator("input.cell").last

    cell.fill("120")
    cell.press("Tab")
    expect(row.locator(".state")).to_contain_text("改定の理由を入力してください")
    expect(cell).to_have_attribute("aria-invalid", "true")
    assert find_violations(page) == []

    row.get_by_label("改定の理由").fill("窓口を増やしたため")
    row.get_by_label("改定の理由").press("Tab")
    expect(row.locator(".state")).to_contain_text("保存しました")
    expect(cell).not_to_have_attribute("aria-invalid", "true")
    page.goto(f"{server.url}/plans/1/indicators/1.2.2")
    expect(page.locator("main")).to_contain_text("窓口を増やしたため")


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    "where",
    [("/plans/1/entry/2026/", "創業相談", 0), ("/plans/1/targets/", "まちゼミ", 1)],
    ids=["entry", "targets"],
)
def test_what_is_being_typed_outlives_a_closed_window_and_a_server_that_cannot_save(
    log_in: Callable[..., Page], server: Server, watch: Watch, where: tuple[str, str, int]
) -> None:
    address, name, place = where
    page = log_in("keikaku")
    page.goto(server.url + address)
    before = find_cell(page, name, place).input_value()
    with page.expect_response("**/draft/") as kept:
        find_cell(page, name, place).fill("77")
    assert kept.value.status == 204
    page.close(run_before_unload=False)

    page = log_in("keikaku")
    page.goto(server.url + address)
    cell, state = find_cell(page, name, place), page.locator(f"tr:has(a:text-is('{name}')) .state")
    expect(cell).to_have_value("77")
    expect(state).to_contain_text("下書き（未保存）")
    page.route(
        "**/plans/1/**", lambda route: refuse(route) if route.request.method == "POST" else route.continue_()
    )
    cell.fill("78")
    cell.press("Tab")
    expect(state).to_contain_text("サーバーのディスクに書き込めません")
    expect(cell).to_have_value("78")
    watch.problems.clear()  # the console tells of the answer too

    page.unroute("**/plans/1/**")
    with page.expect_response("**/draft/"):
        cell.fill(before)


def find_cell(page: Page, name: str, place: int) -> Locator:
    return page.locator(f"tr:has(a:text-is('{name}')) input.cell").nth(place)


def refuse(route: Route) -> None:
    route.fulfill(
        status=507, content_type="text/plain; charset=utf-8", body="サーバーのディスクに書き込めません。"
    )
