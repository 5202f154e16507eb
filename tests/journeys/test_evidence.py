"""A committee member asks, the office answers and proves it, somebody takes the proof home; and a backup."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Server, serve_example
from tests.journeys.test_pages import find_violations, measure_overflow

INDICATOR = "/plans/1/indicators/1.2.2"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """An example of their own: one of them changes how a person logs in."""
    yield from serve_example(tmp_path_factory.mktemp("evidence"))


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_question_its_answer_and_its_proof(
    log_in: Callable[..., Page], server: Server, tmp_path: Path, scripts: bool
) -> None:
    question = f"数え方は前年度と同じですか（{'あり' if scripts else 'なし'}）。"
    asking = log_in("iin", java_script_enabled=scripts)
    asking.goto(server.url + INDICATOR)
    asking.get_by_text("意見を書く").first.click()
    asking.get_by_label("意見", exact=False).last.fill(question)
    asking.locator("#talk form").get_by_role("button", name="意見を書く").click()
    assert "意見を書きました" in asking.get_by_role("status").inner_text()

    office = log_in("keikaku", java_script_enabled=scripts)
    office.locator("li", has_text=question).get_by_role("link", name=re.compile("意見を見る")).click()
    thread = office.locator("#talk > ul > li", has_text=question)
    thread.get_by_text("返信する").first.click()
    thread.get_by_label("返信").fill("同じ数え方です。")
    thread.locator("form button", has_text="返信する").click()
    office.get_by_text("根拠資料を添付する").click()
    file = tmp_path / f"集計{scripts}.csv"
    file.write_text(f"年度,人数\n令和7年度,12\n{scripts}\n")
    office.get_by_label("ファイル").set_input_files(file)
    office.locator("#files form").get_by_role("button", name="添付する").click()
    assert f"「集計{scripts}.csv」を添付しました" in office.get_by_role("status").inner_text()
    if scripts:  # axe is a script itself
        assert find_violations(office) == []

    asking.goto(server.url + INDICATOR)
    assert "同じ数え方です。" in asking.locator("#talk").inner_text()
    with asking.expect_download() as taken:
        asking.get_by_role("link", name=f"集計{scripts}.csv").click()
    assert Path(taken.value.path()).read_text() == file.read_text()


def test_a_phone_shows_comments_and_files_within_its_width(
    log_in: Callable[..., Page], server: Server
) -> None:
    page = log_in("keikaku", viewport={"width": 390, "height": 800})
    page.goto(server.url + INDICATOR)
    for words in ("意見を書く", "根拠資料を添付する"):
        page.get_by_text(words).first.click()

    assert measure_overflow(page) == 0
    assert find_violations(page) == []


def test_the_second_factor_is_set_up_from_the_picture_and_a_recovery_code_lets_in(
    log_in: Callable[..., Page], open_browser: Callable[..., Page], server: Server
) -> None:
    page = log_in("marche")
    page.goto(f"{server.url}/account/")
    page.get_by_role("button", name="設定を始める").click()
    picture = page.get_by_role("img", name=re.compile("QRコード"))
    assert picture.evaluate("image => image.complete && image.naturalWidth > 100"), "drawn under the policy"
    assert find_violations(page) == []
    key = page.locator("strong.mono").inner_text().replace(" ", "")
    page.get_by_label("確認コード").fill(pyotp.TOTP(key).now())
    page.get_by_role("button", name="設定する").click()
    assert find_violations(page) == []
    code = page.locator("#codes li").first.inner_text()

    other = open_browser()
    other.goto(f"{server.url}/login/")
    other.get_by_label("利用者名").fill("marche")
    other.get_by_label("パスワード").first.fill(server.passwords["marche"])
    other.get_by_label("確認コード").fill(code)
    other.get_by_role("button", name="ログイン").click()
    other.wait_for_url(f"{server.url}/")
    assert "回復コードでログインがありました" in other.locator("main").inner_text()


def test_a_backup_is_made_beside_the_work_and_carried_away(
    log_in: Callable[..., Page], server: Server, tmp_path: Path
) -> None:
    page = log_in("admin")
    page.goto(f"{server.url}/manage/backups/")
    page.get_by_role("button", name="控えを今作成する").click()
    page.locator("td", has_text="確認済み").first.wait_for(timeout=30_000)  # the page refreshes itself
    page.get_by_label("パスワード").fill(server.passwords["admin"])
    with page.expect_download() as taken:
        page.get_by_role("button", name="保存する").click()

    taken.value.save_as(tmp_path / "backup.zip")
    with zipfile.ZipFile(tmp_path / "backup.zip") as packed:
        assert "database.sqlite3" in packed.namelist()
