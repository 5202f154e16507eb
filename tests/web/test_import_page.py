from __future__ import annotations

from msgspec.structs import replace

from shirube.core.merging import compute_merge
from shirube.core.plan import Plan
from shirube.web.import_page import build_import_page
from shirube.web.readings import ReadingWish, read_upload
from shirube.web.uploads import Upload
from tests.builders import build_indicator, build_plan
from tests.web.conftest import SAMPLE


def test_the_preview_says_how_each_column_was_understood_and_why() -> None:
    found = read_upload(Upload("t", SAMPLE.name, SAMPLE.read_bytes()), ReadingWish())
    merge = compute_merge(Plan(), found[0].plan)

    page = build_import_page("表", found, 1, merge, choices={}, is_new=True)

    roles = [column.role for column in page.columns]
    assert roles[:4] == ["階層（1段目）", "階層（2段目）", "階層（3段目）", "実施主体"]
    assert "令和7年度 評価" in roles
    assert page.agreement == "一致 42／42"
    assert all(column.why for column in page.columns)
    assert (page.indicators, page.total) == (14, len(merge.changes))


def test_differences_are_told_apart_and_gathered_by_indicator() -> None:
    found = read_upload(Upload("t", SAMPLE.name, SAMPLE.read_bytes()), ReadingWish())
    current = build_plan(
        replace(build_indicator("a", targets={"R7": 10}, actuals={}), name="参加者数"),
        replace(build_indicator("b", targets={"R7": 5}), name="会場の数"),
    )
    incoming = build_plan(
        replace(build_indicator("a", targets={"R7": 12}, actuals={"R7": 9}), name="参加者数"),
        replace(build_indicator("c", targets={"R7": 1}), name="冊子の発行部数"),
    )

    page = build_import_page("表", found, 1, compute_merge(current, incoming), choices={}, is_new=False)

    assert dict(page.kinds) == {"変更": 1, "新しい値": 1, "指標の追加": 1}
    assert [(line.span, line.what, line.kind) for line in page.differences if "指標" not in line.kind] == [
        (2, "令和7年度 目標値", "変更"),
        (0, "令和7年度 実績値", "新しい値"),
    ]
    assert len(page.kept) == 1


def test_findings_that_say_the_same_are_shown_once_with_their_places() -> None:
    rows = "".join(f"相談件数{number}\t10件\tどうにか\n" for number in range(3))
    found = read_upload(Upload("t", "表.tsv", f"指標\tR5目標\tR5実績\n{rows}".encode()), ReadingWish())

    page = build_import_page("表", found, 1, compute_merge(Plan(), found[0].plan), choices={}, is_new=True)

    (unread,) = [alike for alike in page.findings if alike.finding.code == "cell-unreadable"]
    assert unread.render_others() == "3行3列、4行3列"
