"""The year of the officer in charge: from last year's table to graded plan, PDF, and this year's figures."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PICTURES, Server
from tests.journeys.test_pages import find_violations

SAMPLE = Path(__file__).parents[2] / "shirube" / "examples" / "sample_plan.tsv"
PASSWORD = "naga-ame-no-asa-kumo"


@pytest.mark.timeout(300)
def test_last_years_table_becomes_a_graded_plan_and_a_pdf_in_five_clicks(
    open_browser: Callable[..., Page], empty_server: Server, tmp_path: Path
) -> None:
    page = open_browser()
    page.goto(empty_server.url + empty_server.link)
    page.get_by_label("パスワード", exact=False).nth(0).fill(PASSWORD)
    page.get_by_label("パスワード（確認）").fill(PASSWORD)
    page.get_by_role("button", name="設定してログインする").click()
    expect(page.get_by_text("まだ計画がありません")).to_be_visible()
    started, clicks = time.monotonic(), 0

    page.get_by_role("link", name="表を取り込む").click()
    clicks += 1
    page.get_by_label("表のファイル").set_input_files(SAMPLE)  # read as soon as it is chosen
    clicks += 2  # the button of the file field, and the file itself
    expect(page.locator("h1")).to_have_text("取り込む内容の確認")
    assert "一致 42／42" in page.locator("main").inner_text()
    assert find_violations(page) == []
    if PICTURES:
        page.screenshot(path=PICTURES / "web-import-preview.png")
    page.get_by_role("button", name="新しい計画として取り込む").click()
    clicks += 1
    assert "14指標" in page.get_by_role("status").inner_text()
    assert find_violations(page) == []
    with page.expect_download() as waiting:
        page.get_by_role("link", name="A3の表をPDFで保存").click()
        clicks += 1
    waiting.value.save_as(tmp_path / "plan.pdf")

    assert clicks <= 5
    assert time.monotonic() - started <= 60
    assert (tmp_path / "plan.pdf").read_bytes().startswith(b"%PDF-")
    assert waiting.value.suggested_filename == "あきる野市商工業振興プランR7.pdf"

    # And back again, as if nothing had happened.
    page.get_by_role("button", name="取込を取り消す").click()
    expect(page.get_by_text("まだ計画がありません")).to_be_visible()


@pytest.mark.timeout(300)
def test_figures_typed_in_get_their_grade_at_once(log_in: Callable[..., Page], server: Server) -> None:
    page = log_in("keikaku")
    page.goto(f"{server.url}/plans/1/entry/2026/")
    row = page.locator("tr", has=page.get_by_role("link", name="事業承継セミナー"))

    # Full width, as some keyboards send it.
    row.locator("input.cell").fill("７０")
    row.locator("input.cell").press("Enter")

    expect(row.locator("[id^=grade-]")).to_contain_text("A")
    expect(row.locator(".state")).to_contain_text("保存しました")
    expect(row.locator(".state")).to_contain_text("70人 ÷ 65人 = 107.7%")
    # Enter went down one row.
    following = page.locator("tr", has=page.get_by_role("link", name="事業承継相談"))
    expect(following.locator("input.cell")).to_be_focused()

    # A slip of one digit is said at once, and so is a wrong unit.
    following.locator("input.cell").fill("330")
    following.locator("input.cell").press("Tab")
    expect(following.locator(".warned")).to_contain_text("要確認")
    if PICTURES:
        page.screenshot(path=PICTURES / "web-entry-typed.png")
    page.goto(f"{server.url}/plans/1/")
    assert "令和8年度" in page.locator("#plan-table thead").inner_text()


@pytest.mark.timeout(300)
def test_slips_are_asked_about_at_once_and_the_last_change_is_taken_back(
    log_in: Callable[..., Page], server: Server
) -> None:
    page = log_in("keikaku")
    page.goto(f"{server.url}/plans/1/entry/2026/")
    row = page.locator("tr", has=page.get_by_role("link", name="地域マップの作成"))
    cell, undo = row.locator("input.cell"), page.get_by_role("button", name="直前の変更を戻す")
    expect(undo).to_be_disabled()
    # Last year stands beside: figure, grade and text.
    expect(row).to_contain_text("23,000")
    expect(row.locator("details")).to_have_attribute("open", "")

    for typed, words in (
        ("28,000件", "単位が違います"),
        ("280,000", "約12倍"),
        ("62,000", "前年度（23,000部）の約2.7倍"),
    ):
        cell.fill(typed)
        cell.press("Tab")
        expect(row.locator(".warned")).to_contain_text(words)
    assert find_violations(page) == []

    # By the button, and by the key.
    undo.click()
    expect(cell).to_have_value("280,000")
    expect(row.locator(".warned")).to_contain_text("約12倍")
    cell.press("Control+z")
    expect(cell).to_have_value("28,000件")
    cell.fill("62,000")
    cell.press("Tab")
    expect(row.locator(".warned")).to_contain_text("約2.7倍")

    # It is right: the reason stands there from now on.
    row.get_by_text("正しい値のとき").click()
    row.get_by_label("理由", exact=True).fill("全戸に配った")
    row.get_by_role("button", name="理由を付けて確認済みにする").click()
    expect(row.locator(".state")).to_contain_text("確認済み：全戸に配った")
    expect(row.locator("input.cell")).to_have_value("62,000")

    # A figure that goes asks for its reason, and none of it is lost.
    cell = row.locator("input.cell")
    cell.fill("")
    cell.press("Tab")
    expect(row.locator(".state")).to_contain_text("数値がない理由を選んでください")
    row.get_by_label("数値がない理由").select_option("集計中")
    expect(row.locator(".state")).to_contain_text("保存しました")


@pytest.mark.timeout(300)
def test_a_block_pasted_from_a_spreadsheet_fills_the_column_and_loses_nothing(
    log_in: Callable[..., Page], server: Server
) -> None:
    page = log_in("keikaku")
    page.goto(f"{server.url}/plans/1/entry/2026/")
    cells = page.locator("input.cell")
    last = cells.count() - 1

    cells.nth(last - 1).evaluate(
        "(cell) => { const data = new DataTransfer(); data.setData('text/plain', '29,000\\n4\\n999\\n');"
        " cell.dispatchEvent(new ClipboardEvent('paste',"
        " { clipboardData: data, bubbles: true, cancelable: true })) }"
    )

    expect(cells.nth(last - 1)).to_have_value("29,000")
    expect(cells.nth(last)).to_have_value("4")
    expect(page.locator("#rejected")).to_contain_text("999")
    expect(page.locator("tr").nth(last + 1).locator(".state")).to_contain_text("保存しました")


@pytest.mark.timeout(300)
def test_two_editors_of_one_cell_both_keep_their_figure(log_in: Callable[..., Page], server: Server) -> None:
    first, second = log_in("keikaku"), log_in("admin")
    for page in (first, second):
        page.goto(f"{server.url}/plans/1/entry/2026/")
    cell_of = "tr:has(a:text-is('まちゼミ'))"

    first.locator(f"{cell_of} input.cell").fill("41")
    first.locator(f"{cell_of} input.cell").press("Tab")
    expect(first.locator(f"{cell_of} .state")).to_contain_text("保存しました")
    second.locator(f"{cell_of} input.cell").fill("43")
    second.locator(f"{cell_of} input.cell").press("Tab")

    expect(second.locator(f"{cell_of} .state")).to_contain_text("計画 恵さんが先に変更しました")
    expect(second.locator(f"{cell_of} .state")).to_contain_text("41")
    expect(second.locator(f"{cell_of} input.cell")).to_have_value("43")
    second.locator(f"{cell_of} .state").get_by_role("button", name="入力した値で保存する").click()
    expect(second.locator(f"{cell_of} input.cell")).to_have_value("43")
    second.reload()
    expect(second.locator(f"{cell_of} input.cell")).to_have_value("43")


@pytest.mark.timeout(300)
def test_the_reason_of_a_grade_opens_beside_it_by_mouse_and_by_keyboard(
    log_in: Callable[..., Page], server: Server
) -> None:
    page = log_in("keikaku")
    page.goto(f"{server.url}/plans/1/")
    row = page.locator("#plan-table tr", has=page.get_by_role("link", name="るのカード普及事業"))
    badge = row.locator("a[data-why]").nth(1)

    badge.click()
    expect(page.get_by_role("dialog")).to_contain_text("94店 ÷ 105店 = 89.5%（50%超90%未満）→ B")
    assert find_violations(page) == []
    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(badge).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
