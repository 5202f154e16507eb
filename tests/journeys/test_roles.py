"""What the other roles come for: the chief approves, the administrator brings in a new officer.

Most go once as an officer does it and once without JavaScript. The respondent, the viewer, the office in
charge and the committee have files of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Server
from tests.journeys.test_pages import find_violations
from tests.journeys.test_respondent import focus, reach

SAMPLE = Path(__file__).parents[2] / "shirube" / "examples" / "sample_plan.tsv"
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
# Each run has rows and people of its own: the server and its data are those of all tests.
KEYS = {True: "1.1.2", False: "1.2.1"}


def check(page: Page, *, scripts: bool) -> None:
    """Looks for what axe finds, which is a script itself."""
    if scripts:
        assert find_violations(page) == []


@SCRIPTS
@pytest.mark.timeout(300)
def test_a_chief_finds_what_awaits_approval_at_home_and_approves_it_by_keyboard(
    log_in: Callable[..., Page], server: Server, scripts: bool
) -> None:
    address = f"{server.url}/plans/1/indicators/{KEYS[scripts]}"
    office = log_in("keikaku", java_script_enabled=scripts)
    office.goto(address)
    office.get_by_text("計算と異なる評価を決定する").click()
    office.get_by_label("決定する評価", exact=False).select_option("S")
    office.locator("form[action*=decide] textarea").fill("制度の改正により、対象が半分になったため。")
    office.get_by_role("button", name="決定案を出す").click()
    expect(office.get_by_role("status").first).to_be_visible()
    # Nobody approves an own proposal.
    expect(office.get_by_role("button", name="承認する")).to_have_count(0)

    chief = log_in("kacho", java_script_enabled=scripts)
    expect(chief.locator("main")).to_contain_text("承認")
    chief.goto(address)
    reach_button(chief, "承認する")
    chief.keyboard.press("Enter")

    expect(chief.get_by_role("status").first).to_contain_text("承認")
    expect(chief.locator("main")).to_contain_text("決定評価 S")
    check(chief, scripts=scripts)


def reach_button(page: Page, name: str) -> None:
    """Tab until a button of this name has the focus."""
    button = page.get_by_role("button", name=name).first
    for _ in range(150):
        page.keyboard.press("Tab")
        if button.evaluate("(button) => button === document.activeElement"):
            return
    pytest.fail(f"「{name}」にキーボードで移動できません。")


@SCRIPTS
@pytest.mark.timeout(300)
def test_a_new_officer_is_invited_comes_in_and_sees_the_rows_of_the_post(
    log_in: Callable[..., Page], open_browser: Callable[..., Page], server: Server, scripts: bool
) -> None:
    login = f"shinnin{int(scripts)}"
    page = log_in("admin", java_script_enabled=scripts)
    page.goto(f"{server.url}/manage/")
    check(page, scripts=scripts)
    form = page.locator("form[action$='/manage/people/']")
    if not form.is_visible():
        page.locator("summary", has_text=re.compile("招待|利用者")).first.click()
    form.get_by_label("利用者名", exact=False).fill(login)
    form.get_by_label("氏名", exact=False).fill("新任 明")
    form.locator("select").first.select_option(label=find_option(form, "経営指導員"))
    form.get_by_role("button").click()
    expect(page.locator("main")).to_contain_text("今だけ表示されます")
    link = page.get_by_label("リンク", exact=True).input_value()

    new = open_browser(java_script_enabled=scripts)
    new.goto(server.url + "/entry/" + link.partition("/entry/")[2])
    new.get_by_label("パスワード", exact=False).nth(0).fill("naga-ame-no-asa-kumo")
    new.get_by_label("パスワード（確認）").fill("naga-ame-no-asa-kumo")
    new.get_by_role("button", name="設定してログインする").click()
    expect(new.locator("main")).to_contain_text("令和8年度の実績")
    new.goto(f"{server.url}/plans/1/entry/2026/")
    expect(new.locator("main")).to_contain_text("まちゼミ")
    assert "創業塾" not in new.locator("main").inner_text()


def find_option(form: object, words: str) -> str:
    """The whole label of the choice that holds some words."""
    labels: list[str] = form.locator("select option").all_inner_texts()  # type: ignore[attr-defined]
    return next(label for label in labels if words in label)


@pytest.mark.timeout(300)
def test_without_javascript_a_table_is_taken_in_compared_and_handed_out(
    log_in: Callable[..., Page], server: Server, tmp_path: Path
) -> None:
    page = log_in("keikaku", java_script_enabled=False)
    page.goto(f"{server.url}/plans/1/report/")
    with page.expect_download() as taken:
        page.get_by_role("link", name=re.compile("Excel")).first.click()
    book = tmp_path / "plan.xlsx"
    taken.value.save_as(book)

    page.goto(f"{server.url}/plans/1/import/")
    page.get_by_label("表のファイル").set_input_files(book)
    page.get_by_role("button", name=re.compile("読み取る|読み込む|内容を確認")).first.click()

    expect(page.locator("h1")).to_have_text("取り込む内容の確認")
    # What others have typed in meanwhile is in the book too.
    expect(page.locator("main")).to_contain_text("違いはありません")


@pytest.mark.timeout(300)
def test_the_report_is_reached_and_saved_by_keyboard_alone(
    log_in: Callable[..., Page], server: Server
) -> None:
    page = log_in("etsuran")
    page.goto(f"{server.url}/plans/1/")
    focus(page, "報告を作る")
    page.keyboard.press("Enter")
    page.wait_for_url("**/report/")
    reach(page, "a[href*='.pdf']")
    with page.expect_download() as taken:
        page.keyboard.press("Enter")

    assert taken.value.suggested_filename.endswith(".pdf")
