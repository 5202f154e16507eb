"""The April handover (人事異動): who owns a post leaves, its indicators wait, somebody else takes over.

By the administrator with keys alone, and by the office in charge without JavaScript.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Server, serve_example
from tests.journeys.test_pages import find_violations, measure_overflow
from tests.journeys.test_respondent import focus
from tests.journeys.test_roles import find_option, reach_button


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """An example of their own: people lose their posts here."""
    yield from serve_example(tmp_path_factory.mktemp("handover"))


def find_form(page: Page) -> Locator:
    return page.locator("form[action$='/hand-over/']")


def reach_choice(page: Page, choice: Locator) -> None:
    """Tab until a choice has the focus."""
    for _ in range(150):
        if choice.evaluate("(choice) => choice === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail("選択の欄にキーボードで移動できません。")


def choose_by_keys(page: Page, label: str, words: str) -> None:
    """Go to a choice of the handover by Tab, and down its options until the one that holds some words."""
    choice = find_form(page).get_by_label(label)
    reach_choice(page, choice)
    for _ in range(choice.locator("option").count()):
        if words in choice.locator("option:checked").inner_text():
            return
        page.keyboard.press("ArrowDown")
    pytest.fail(f"「{words}」を選べません。")


@pytest.mark.timeout(300)
def test_in_april_the_owner_leaves_and_the_indicators_wait_until_somebody_takes_over(
    log_in: Callable[..., Page], server: Server
) -> None:
    page = log_in("admin")
    focus(page, "管理")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("組織と利用者")
    assert find_violations(page) == []

    # The owner of the post leaves; who comes is not known yet.
    choose_by_keys(page, "担当", "経営指導員")
    choose_by_keys(page, "前任者", "会員 望")
    reach_button(page, "引き継ぐ")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status").first).to_contain_text("担当を引き継ぎました")
    orphans = page.locator("#orphans")
    expect(orphans).to_contain_text("4指標")
    expect(orphans).to_contain_text("中小・小口・マル経、まちゼミ、るのカード普及事業 ほか")
    row = page.locator("tr", has=page.get_by_role("link", name="経営指導員"))
    expect(row).to_contain_text("担当者なし")
    assert find_violations(page) == []
    assert measure_overflow(page) <= 0
    # At home it is a task, until it is done.
    page.goto(server.url)
    expect(page.locator("main")).to_contain_text("担当のいない指標があります")
    focus(page, "担当を決める")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("組織と利用者")

    choose_by_keys(page, "担当", "経営指導員")
    choose_by_keys(page, "後任者", "市場 実")
    reach_button(page, "引き継ぐ")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status").first).to_contain_text("担当を引き継ぎました")
    expect(orphans).to_have_count(0)
    expect(row).to_contain_text("市場 実")
    # Who took over sees the rows and last year's words; who left sees nothing any more.
    new = log_in("marche")
    new.goto(f"{server.url}/plans/1/entry/2026/")
    expect(new.locator("main")).to_contain_text("まちゼミ")
    gone = log_in("shokokai")
    expect(gone.locator("main")).not_to_contain_text("まちゼミ")
    # The record says who passed the post to whom.
    page.goto(f"{server.url}/history/")
    expect(page.locator("main")).to_contain_text("市場 実")
    expect(page.locator("main")).to_contain_text("商工会 経営指導員")


@pytest.mark.timeout(300)
def test_without_javascript_the_rows_of_an_empty_post_go_to_another_one(
    log_in: Callable[..., Page], server: Server
) -> None:
    page = log_in("keikaku", java_script_enabled=False)
    page.goto(f"{server.url}/manage/")
    form = find_form(page)
    form.get_by_label("担当").select_option(label=find_option(form, "相談員"))
    form.get_by_label("前任者").select_option(label="創業 翔")
    form.get_by_label("日付").fill("2199-04-01")
    form.get_by_role("button", name="引き継ぐ").click()
    # The day has not come: what was chosen stands there still.
    expect(page.get_by_role("alert")).to_contain_text("今日までの日にしてください")
    expect(form.get_by_label("前任者").locator("option:checked")).to_have_text("創業 翔")
    form.get_by_label("日付").fill("")
    form.get_by_role("button", name="引き継ぐ").click()
    expect(page.locator("#orphans")).to_contain_text("5指標")

    page.locator("#orphans").get_by_role("link").click()
    expect(page.locator("h1")).to_contain_text("指標の担当")
    odd = page.locator("tr", has_text="担当者なし")
    expect(odd).to_have_count(5)
    for box in odd.get_by_role("checkbox").all():
        box.check()
    page.get_by_label("選んだ指標の担当").select_option(label=find_option(page, "商工係"))
    page.get_by_role("button", name="担当を決める").click()

    expect(page.get_by_role("status").first).to_contain_text("5指標の担当を変えました")
    page.goto(f"{server.url}/manage/")
    expect(page.locator("#orphans")).to_have_count(0)
