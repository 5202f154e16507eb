"""Every page in a browser: accessible, within the content policy, and not wider than the screen."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.conftest import PICTURES, ROOT, Server, Watch

# Pictures are taken of what the guide for officers shows.
GUIDE = (ROOT / "docs" / "web.md").read_text("utf-8")

# Name of the picture, address, and the heading that shows that the page is the one meant.
PAGES = (
    ("home", "/", "ホーム"),
    ("plans", "/plans/", "計画一覧"),
    ("plan", "/plans/1/", "あきる野市商工業振興プラン"),
    ("plan-filtered", "/plans/1/?mark=C&fold=0", "あきる野市商工業振興プラン"),
    ("import", "/plans/1/import/", "取込"),
    ("entry", "/plans/1/entry/2026/", "令和8年度の入力"),
    ("analysis", "/plans/1/analysis/", "分析"),
    ("tag-groups", "/plans/1/tags/", "課題のまとめ"),
    ("findings", "/plans/1/findings/", "点検"),
    ("report", "/plans/1/report/", "報告を作る"),
    ("scale", "/plans/1/scale/?mark=A&percent=80&side=以上", "評価基準"),
    ("scale-editor", "/plans/1/scale/write/", "評価基準を書く"),
    ("plan-history", "/plans/1/history/", "履歴"),
    ("indicator", "/plans/1/indicators/1.1.1", "事業承継セミナー"),
    ("targets", "/plans/1/targets/", "目標値・基準値の入力"),
    ("successor", "/plans/1/successor/", "次期計画を作る"),
    ("life", "/plans/1/life/1.1.1", "終了・移動・分割・名称変更"),
    ("owners", "/plans/1/owners/", "指標の担当"),
    ("history", "/history/", "履歴"),
    ("manage", "/manage/", "組織と利用者"),
    ("deadlines", "/manage/deadlines/", "期限"),
    ("body", "/manage/bodies/1/", "事務局"),
    ("post", "/manage/posts/1/", "事務局 システム管理者"),
    ("person", "/manage/people/2/", "計画 恵"),
    ("settings", "/manage/settings/", "設定"),
    ("backups", "/manage/backups/", "控え"),
    ("account", "/account/", "管理 太郎"),
    ("not-found", "/plans/999/", "ページが見つかりません"),
)


def find_violations(page: Page) -> list[str]:
    """What axe finds wrong, as short lines."""
    found = Axe().run(page).response["violations"]
    return [f"{item['id']}: {node['html'][:120]}" for item in found for node in item["nodes"]]


def measure_overflow(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def lengthen_choices(page: Page) -> None:
    """Offers in every list a choice as long as the names of real measures are."""
    page.evaluate(
        """name => document.querySelectorAll('select').forEach(list => list.add(new Option(name)))""",
        "地域の特性を生かした新たな価値の創出と、次の担い手となる事業者の育成による商工業の振興",
    )


@pytest.mark.timeout(400)  # seventeen pages, each searched by axe
@pytest.mark.parametrize(
    ("width", "scale"), [(1440, 1), (390, 2), (720, 2)], ids=["desk", "phone", "zoom200"]
)
def test_every_page_is_accessible_and_fits_the_screen(
    log_in: Callable[..., Page], server: Server, width: int, scale: int
) -> None:
    # A zoom of 200 % on a screen of 1440 is a window of 720 in which everything is drawn twice as large.
    page = log_in("admin", viewport={"width": width, "height": 1000}, device_scale_factor=scale)
    problems = []

    for name, address, heading in PAGES:
        page.goto(server.url + address)
        assert heading in page.locator("h1").inner_text()
        problems += [f"{name}: {line}" for line in find_violations(page)]
        if PICTURES and width == 1440 and f"web-{name}.png" in GUIDE:
            page.screenshot(path=PICTURES / f"web-{name}.png")
        if PICTURES and width == 390 and name == "plan":
            page.screenshot(path=PICTURES / "web-plan-phone.png")
        lengthen_choices(page)
        if (over := measure_overflow(page)) > 0:
            problems.append(f"{name}: {over} pixels too wide")

    assert problems == []


def test_the_login_page_is_accessible(open_browser: Callable[..., Page], server: Server) -> None:
    page = open_browser()
    page.goto(f"{server.url}/login/")

    assert find_violations(page) == []


def test_a_wrong_password_is_explained_next_to_the_form(
    open_browser: Callable[..., Page], server: Server
) -> None:
    page = open_browser()
    page.goto(f"{server.url}/login/")
    page.get_by_label("利用者名").fill("nobody")
    page.get_by_label("パスワード").first.fill("not the password at all")
    page.get_by_role("button", name="ログイン").click()

    summary = page.get_by_role("alert")
    assert "入力内容をご確認ください" in summary.inner_text()
    assert page.get_by_label("利用者名").input_value() == "nobody"
    assert find_violations(page) == []


def test_an_inaccessible_page_would_be_found(log_in: Callable[..., Page], server: Server) -> None:
    page = log_in("admin")
    page.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=\"/x\"><input>')")

    assert find_violations(page) != []
    page.context.close()


def test_a_script_in_the_page_would_be_refused_and_noticed(
    log_in: Callable[..., Page], server: Server, watch: Watch
) -> None:
    page = log_in("admin")
    page.evaluate(
        "const own = document.createElement('script');"
        " own.textContent = 'window.ran = 1'; document.body.append(own)"
    )

    assert page.evaluate("window.ran") is None
    assert any("Content Security Policy" in problem for problem in watch.problems)
    watch.problems.clear()


def test_a_wide_page_would_be_found(log_in: Callable[..., Page], server: Server) -> None:
    page = log_in("admin", viewport={"width": 390, "height": 800})
    page.evaluate("document.querySelector('main').style.minWidth = '900px'")

    assert measure_overflow(page) > 0


def test_every_picture_of_the_guide_is_there() -> None:
    shown = re.findall(r"\(images/([\w-]+\.png)\)", GUIDE)

    assert len(shown) > 8
    assert [name for name in shown if not (ROOT / "docs" / "images" / name).is_file()] == []


def test_on_a_phone_names_in_wide_tables_are_not_squeezed_to_a_column_of_letters(
    log_in: Callable[..., Page], server: Server
) -> None:
    page = log_in("admin", viewport={"width": 390, "height": 1000})
    page.goto(f"{server.url}/plans/1/analysis/")

    names = page.locator("main .table:not(:has(.stack)) tbody th:visible")
    widths = [box["width"] for name in names.all() if (box := name.bounding_box())]

    assert len(widths) > 20
    assert min(widths) >= 8 * 13  # eight letters
    assert measure_overflow(page) <= 0


def test_on_a_phone_the_long_name_of_a_plan_fills_its_lines(
    log_in: Callable[..., Page], server: Server
) -> None:
    page = log_in("admin", viewport={"width": 390, "height": 1000})
    page.goto(f"{server.url}/plans/1/")

    first, second = page.evaluate(
        """() => {
            const title = document.querySelector('h1');
            title.textContent = '第3次あさぎり市総合計画後期基本計画及び第2期まち・ひと・しごと創生総合戦略';
            const range = document.createRange();
            range.selectNodeContents(title);
            return [...range.getClientRects()].slice(0, 2).map(line => line.width);
        }"""
    )

    assert min(first, second) > 250
