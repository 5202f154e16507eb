"""The pages with tools of their own: writing a rule, drawing lines of columns, putting tags together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import PICTURES, Server, serve_example
from tests.journeys.test_pages import find_violations, measure_overflow
from tests.web.test_further_tables import BOOK
from tests.web.test_import_columns import build_plain_pdf

STATIC = Path(__file__).parents[2] / "shirube" / "static"
SAMPLE = Path(__file__).parents[2] / "shirube" / "examples" / "sample_plan.tsv"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """An example of their own: these tests count the grades of a plan into which nobody has typed."""
    yield from serve_example(tmp_path_factory.mktemp("tools"))


def choose_file(page: Page, server: Server, name: str, data: bytes) -> None:
    page.goto(f"{server.url}/plans/import/")
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    page.get_by_label("表のファイル").set_input_files(file)  # type: ignore[arg-type]


def read_places(page: Page) -> list[float]:
    return [float(part) for part in page.locator("[data-lines]").input_value().split(",")]


@pytest.mark.timeout(300)
def test_lines_of_columns_are_dragged_moved_by_keys_added_and_removed(
    log_in: Callable[..., Page], server: Server
) -> None:
    page = log_in("keikaku", viewport={"width": 1280, "height": 900})
    choose_file(page, server, "罫線なし.pdf", build_plain_pdf())
    expect(page.locator("h1")).to_have_text("列の線を引く")
    assert find_violations(page) == []
    before = read_places(page)
    line = page.locator(".column-line").nth(1)
    if PICTURES:
        page.screenshot(path=PICTURES / "web-import-columns.png")

    drag(page, line, 30)
    dragged = read_places(page)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Shift+ArrowLeft")
    moved = read_places(page)
    page.get_by_role("button", name="線を加える").click()
    added = read_places(page)
    page.keyboard.press("Delete")

    assert dragged[1] > before[1] + 5
    assert [dragged[0], *dragged[2:]] == [before[0], *before[2:]]
    assert moved[1] == pytest.approx(dragged[1] - 11)
    assert len(added) == len(before) + 1
    assert read_places(page) == moved

    page.locator("[data-lines]").fill(", ".join(str(place) for place in before))
    page.locator("[data-lines]").press("Enter")
    page.get_by_role("button", name="この線で読み取る").click()
    expect(page.locator("h1")).to_have_text("取り込む内容の確認")
    expect(page.locator("main")).to_contain_text("2指標")


def drag(page: Page, line: Locator, by: float) -> None:
    box = line.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + 60
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + by, y, steps=4)
    page.mouse.up()


@pytest.mark.timeout(300)
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_file_with_several_tables_leads_from_one_to_the_next(
    log_in: Callable[..., Page], server: Server, scripts: bool
) -> None:
    page = log_in("keikaku", java_script_enabled=scripts, viewport={"width": 390, "height": 900})
    choose_file(page, server, "三つの表.xlsx", BOOK)
    if not scripts:
        page.get_by_role("button", name="読み取る", exact=True).click()
    expect(page.get_by_role("heading", name="このファイルには、表が3つあります")).to_be_visible()
    if scripts:
        assert find_violations(page) == []
        assert measure_overflow(page) <= 0

    for name, left in (("農業振興計画", 2), ("緑の計画", 1)):
        page.get_by_role("button", name="新しい計画として取り込む").click()
        expect(page.locator("#further")).to_contain_text(f"取り込んでいない表が{left}つあります")
        if scripts:
            assert find_violations(page) == []
            assert measure_overflow(page) <= 0
        page.locator("#further").get_by_role("link", name=name).click()
        expect(page.locator(".facts")).to_contain_text(name)
        expect(page.locator("main")).to_contain_text("取り込み済み")

    page.get_by_role("button", name="新しい計画として取り込む").click()
    expect(page.locator("h1")).to_have_text("取り込みました")
    expect(page.locator("#further")).to_have_count(0)


@pytest.mark.timeout(300)
def test_without_javascript_lines_are_typed(log_in: Callable[..., Page], server: Server) -> None:
    page = log_in("keikaku", java_script_enabled=False)
    choose_file(page, server, "罫線なし.pdf", build_plain_pdf())
    page.get_by_role("button", name="読み取る", exact=True).click()
    expect(page.locator("h1")).to_have_text("列の線を引く")

    page.get_by_label("列の線の位置").fill("高い")
    page.get_by_role("button", name="図に描き直す").click()
    expect(page.get_by_role("alert")).to_contain_text("数字をコンマで区切って")
    page.get_by_label("列の線の位置").fill("40, 130, 210, 290, 375")
    page.get_by_role("button", name="図に描き直す").click()
    page.get_by_role("button", name="この線で読み取る").click()

    expect(page.locator("main")).to_contain_text("2指標")


@pytest.mark.timeout(300)
def test_a_long_file_shows_that_it_is_read_and_then_what_it_holds(
    log_in: Callable[..., Page], server: Server
) -> None:
    page = log_in("keikaku")
    choose_file(page, server, "長い表.tsv", SAMPLE.read_bytes() + b"\n" * 400_000)

    expect(page.get_by_text("読み取っています（")).to_be_visible()
    expect(page.locator("h1")).to_have_text("取り込む内容の確認", timeout=20_000)


@pytest.mark.timeout(300)
def test_a_reading_is_given_up_while_it_goes_on(log_in: Callable[..., Page], server: Server) -> None:
    page = log_in("keikaku")
    # The answer is held back, so that there is time to press the button.
    page.route("**/read/", lambda route: None)
    choose_file(page, server, "長い表.tsv", SAMPLE.read_bytes() + b"\n" * 400_000)
    expect(page.locator("h1")).to_have_text("読み取っています")
    assert find_violations(page) == []

    page.get_by_role("button", name="読み取りを取りやめる").click()

    expect(page.get_by_role("status").first).to_contain_text("取りやめました")
    assert page.url == f"{server.url}/plans/import/"


@pytest.mark.timeout(300)
def test_tags_are_put_together_by_dragging_and_by_keyboard(
    log_in: Callable[..., Page], server: Server
) -> None:
    page = log_in("keikaku")
    page.goto(f"{server.url}/plans/1/tags/")
    assert find_violations(page) == []
    # The second group into the first, tag by tag: once by mouse, once by the choice beside it.
    first, second = page.locator("[data-group='0']"), page.locator("[data-group='1']")
    tag = second.locator("[data-chip]").first
    name = tag.locator("input[type=hidden]").input_value()
    tag.drag_to(first.locator("[data-chip]").first)
    expect(first).to_contain_text(name)
    expect(page.locator("[data-said]")).to_contain_text(f"「{name}」を")
    other = page.locator("[data-group='2'] [data-chip]").first
    moved = other.locator("input[type=hidden]").input_value()
    choice = page.get_by_label(f"「{moved}」のまとめ先")
    choice.focus()
    choice.select_option("0")
    expect(choice).to_be_focused()
    first.locator("h2 input").fill("人を集める")
    if PICTURES:
        page.screenshot(path=PICTURES / "web-tags.png")

    page.get_by_role("button", name="まとめを保存する").click()

    expect(page.get_by_role("status").first).to_contain_text("課題のまとめを変更しました")
    page.goto(f"{server.url}/plans/1/analysis/")
    row = page.locator("tr", has=page.get_by_role("link", name="人を集める"))
    expect(row).to_contain_text(name)
    expect(row).to_contain_text(moved)
    row.get_by_role("link").nth(1).click()  # the number leads to its rows
    expect(page.locator("main")).to_contain_text("14指標のうち")
    page.goto(f"{server.url}/plans/1/tags/")
    page.get_by_role("button", name="登録されているまとめに戻す").click()
    expect(page.locator("main")).to_contain_text("登録されているまとめを使っています")


@pytest.mark.timeout(300)
def test_a_rule_is_written_with_its_line_beside_and_tried_before_it_is_set(
    log_in: Callable[..., Page], server: Server
) -> None:
    page = log_in("keikaku", viewport={"width": 1280, "height": 1100})
    page.goto(f"{server.url}/plans/1/scale/write/")
    expect(page.locator("#drawing .rate-dot")).to_have_count(14)

    page.get_by_label("評価区分2 下限", exact=True).fill("80")
    page.get_by_label("評価区分2 下限", exact=True).press("Tab")
    expect(page.locator("#drawing")).to_contain_text("80%以上がA")
    expect(page.locator("#drawing")).to_contain_text("重なり")
    page.get_by_label("評価区分3 上限", exact=True).fill("80")
    page.get_by_label("評価区分3 上限", exact=True).press("Tab")
    expect(page.locator("#drawing")).to_contain_text("指摘はありません")
    if PICTURES:
        page.evaluate("window.scrollTo(0, document.querySelector('#bands').offsetTop)")
        page.screenshot(path=PICTURES / "web-scale-editor.png")
    page.get_by_role("button", name="評価の変化を確かめる").click()

    expect(page.locator("#result")).to_contain_text("令和7年度 1指標")
    assert find_violations(page) == []
    page.goto(f"{server.url}/plans/1/scale/")
    expect(page.locator("main")).not_to_contain_text("第2版")


@pytest.mark.timeout(300)
def test_a_rule_is_written_from_nothing_without_javascript(
    log_in: Callable[..., Page], server: Server
) -> None:
    page = log_in("keikaku", java_script_enabled=False, viewport={"width": 390, "height": 800})
    page.goto(f"{server.url}/plans/1/scale/write/?start=empty")
    assert measure_overflow(page) <= 0
    page.get_by_label("名称※必須", exact=True).fill("二つの区分")
    for row in (3, 2):
        page.locator(f"[name=do][value=remove-bands-{row}]").click()
    page.get_by_label("評価区分1 記号", exact=True).fill("○")
    page.get_by_label("評価区分1 下限", exact=True).fill("１００")
    page.get_by_label("評価区分2 記号", exact=True).fill("×")
    page.get_by_label("評価区分2 上限", exact=True).fill("90")
    page.get_by_label("適用する最初の年度").select_option("令和8年度")
    page.get_by_role("textbox", name="理由").fill("試し")

    page.get_by_role("button", name="この評価基準を定める").click()
    expect(page.locator("main")).to_contain_text("すき間：90%から100%まで")
    page.get_by_label("評価区分2 上限", exact=True).fill("100")
    page.get_by_role("button", name="評価の変化を確かめる").click()

    expect(page.locator("#result")).to_contain_text("どの年度の評価も変わりません")
    expect(page.get_by_label("名称※必須", exact=True)).to_have_value("二つの区分")


@pytest.mark.timeout(300)
def test_columns_are_left_out_and_the_report_is_seen_before_it_is_saved(
    log_in: Callable[..., Page], server: Server
) -> None:
    page = log_in("keikaku")
    page.goto(f"{server.url}/plans/1/?hide=t&hide=body")
    expect(page.get_by_role("columnheader", name="実施主体")).to_have_count(0)
    expect(page.get_by_role("columnheader", name="実績").first).to_be_visible()
    assert find_violations(page) == []

    page.goto(f"{server.url}/plans/1/report/")
    picture = page.locator("img.page-preview")
    picture.scroll_into_view_if_needed()
    assert picture.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") > 1000
    assert find_violations(page) == []


def test_a_year_offers_the_marks_of_its_own_rule_only(open_browser: Callable[..., Page]) -> None:
    """The page of an indicator under two versions of a rule, without the server around it."""
    page = open_browser()
    page.set_content(
        "<select id='year'><option value='2025'>R7</option><option value='2024'>R6</option></select>"
        "<select id='mark' data-groups-by='year'>"
        "<optgroup label='R7' data-for='2025 2026'><option>良</option><option>否</option></optgroup>"
        "<optgroup label='R6' data-for='2023 2024'><option>S</option><option>A</option></optgroup></select>"
    )
    page.add_script_tag(path=STATIC / "js" / "shirube.js")
    mark, offered = page.locator("#mark"), "#mark optgroup:not([hidden]):not(:disabled) option"

    assert page.locator(offered).all_inner_texts() == ["良", "否"]
    page.locator("#year").select_option("2024")
    assert page.locator(offered).all_inner_texts() == ["S", "A"]
    expect(mark).to_have_value("S")
    mark.select_option("A")
    page.locator("#year").select_option("2025")
    expect(mark).to_have_value("良")
