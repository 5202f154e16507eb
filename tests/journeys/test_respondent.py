"""The ten minutes of a respondent: own rows only, by keyboard alone, on a phone, without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Server
from tests.journeys.test_pages import find_violations, measure_overflow


@pytest.mark.timeout(300)
def test_a_respondent_sees_and_fills_only_the_own_rows_by_keyboard_alone(
    log_in: Callable[..., Page], server: Server
) -> None:
    page = log_in("bista")
    expect(page.get_by_role("heading", name="令和8年度の実績")).to_be_visible()

    focus(page, "入力する")
    page.keyboard.press("Enter")
    page.wait_for_url("**/entry/2026/")
    rows = page.locator("#entry tbody tr")
    expect(rows).to_have_count(5)
    assert "まちゼミ" not in page.locator("main").inner_text()
    reach(page, "input.cell")
    page.keyboard.type("16")
    page.keyboard.press("ArrowDown")

    expect(rows.nth(0).locator(".state")).to_contain_text("保存しました")
    expect(rows.nth(1).locator("input.cell")).to_be_focused()
    assert find_violations(page) == []


def test_rows_of_others_do_not_exist_for_a_respondent(log_in: Callable[..., Page], server: Server) -> None:
    page = log_in("bista")

    page.goto(f"{server.url}/plans/1/indicators/2.1.2")  # まちゼミ of 商工会
    expect(page.locator("h1")).to_have_text("ページが見つかりません")
    page.goto(f"{server.url}/plans/1/indicators/1.2.1")
    expect(page.locator("h1")).to_have_text("創業塾")


@pytest.mark.timeout(300)
def test_figures_are_entered_on_a_phone(log_in: Callable[..., Page], server: Server) -> None:
    page = log_in("marche", viewport={"width": 390, "height": 800}, has_touch=True)
    page.goto(f"{server.url}/plans/1/entry/2026/")

    page.locator("input.cell").tap()
    page.locator("input.cell").fill("2")
    page.locator("textarea").first.tap()

    expect(page.locator(".state").first).to_contain_text("2回 ÷ 2回 = 100.0%")
    assert measure_overflow(page) <= 0
    assert page.locator("input.cell").bounding_box()["height"] >= 44  # type: ignore[index]


@pytest.mark.timeout(300)
def test_the_draft_of_a_text_is_of_the_text_and_not_of_the_figure_beside_it(
    log_in: Callable[..., Page], server: Server
) -> None:
    page = log_in("bista")
    page.goto(f"{server.url}/plans/1/entry/2026/")
    last = page.locator("#entry tbody tr").last
    figure, text = (last.locator(f"[name^={name}-]").input_value() for name in ("version", "status_version"))

    with page.expect_response("**/draft/") as kept:
        last.locator("textarea").fill("書きかけ")

    sent = parse_qs(kept.value.request.post_data or "")
    assert (sent["version"], text != figure) == ([text], True)
    with page.expect_response("**/draft/"):
        last.locator("textarea").fill("")


@pytest.mark.timeout(300)
def test_everything_works_without_javascript(log_in: Callable[..., Page], server: Server) -> None:
    page = log_in("shokokai", java_script_enabled=False)
    page.goto(f"{server.url}/plans/1/entry/2026/")
    first = page.locator("#entry tbody tr").first

    first.locator("input.cell").fill("百二十")
    first.locator("textarea").fill("参加店を募った。\n課題：なし")
    page.get_by_role("button", name="すべて保存する").click()
    # What cannot be read is explained and kept; the text beside it has been saved.
    expect(page.get_by_role("alert")).to_contain_text("数値として読み取れません")
    expect(first.locator("input.cell")).to_have_value("百二十")
    first.locator("input.cell").fill("120件")
    page.get_by_role("button", name="すべて保存する").click()

    expect(page.get_by_role("status").first).to_contain_text("1指標を保存しました")
    page.goto(f"{server.url}/plans/1/?mark=S")
    page.get_by_role("link", name="Sの").or_(page.locator("a[data-why]")).first.click()
    expect(page.locator("h1")).to_have_text("中小・小口・マル経")


def test_a_viewer_may_look_and_is_told_what_is_not_allowed(
    log_in: Callable[..., Page], server: Server
) -> None:
    page = log_in("etsuran")
    page.goto(f"{server.url}/plans/1/")
    expect(page.get_by_role("link", name="報告を作る")).to_be_visible()
    expect(page.get_by_role("link", name="取込")).to_have_count(0)


def focus(page: Page, name: str) -> None:
    """Tab until a link or button of this name has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if name in (page.evaluate("document.activeElement.textContent") or ""):
            return
    pytest.fail(f"「{name}」にキーボードで移動できません。")


def reach(page: Page, selector: str) -> None:
    """Tab until an element that fits the selector has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{selector} にキーボードで移動できません。")
