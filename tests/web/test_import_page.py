from __future__ import annotations

from shirube.core.form import Role
from shirube.core.merging import compute_merge
from shirube.core.plan import Plan
from shirube.web.import_page import ColumnChoice, build_import_page, choose_table, read_choices, read_upload
from shirube.web.uploads import Upload
from tests.builders import year
from tests.web.conftest import SAMPLE


def test_the_preview_says_how_each_column_was_understood_and_why() -> None:
    found = read_upload(Upload("t", SAMPLE.name, SAMPLE.read_bytes()))
    merge = compute_merge(Plan(), found[0].plan)

    page = build_import_page("表", found, 1, merge, choices={}, is_new=True)

    roles = [column.role for column in page.columns]
    assert roles[:4] == ["階層（1段目）", "階層（2段目）", "階層（3段目）", "実施主体"]
    assert "令和7年度 評価" in roles
    assert page.agreement == "一致 42／42"
    assert all(column.why for column in page.columns)
    assert (page.indicators, page.total) == (14, len(merge.changes))


def test_the_largest_table_is_meant_unless_another_is_asked_for() -> None:
    found = read_upload(Upload("t", SAMPLE.name, SAMPLE.read_bytes()))

    assert choose_table(found, None) == 1
    assert choose_table(found, 7) == 1


def test_choices_that_mean_nothing_are_left_aside() -> None:
    sent = {
        "role-3": "実績値",
        "year-3": "2025",
        "role-x": "実績値",
        "role-4": "王様",
        "role-5": "",
        "year-9": "1",
    }

    assert read_choices(sent) == {3: ColumnChoice(Role.ACTUAL, year("R7"))}
    assert read_choices({"role-3": "実績値", "year-3": "99999999"}) == {3: ColumnChoice(Role.ACTUAL)}
