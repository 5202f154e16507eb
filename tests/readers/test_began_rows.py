"""Lines of what was first planned and what stands now."""

from __future__ import annotations

import pytest

from shirube.core.finding import Level
from shirube.readers.result import ReadPlan
from tests.readers.tables import actuals, read, read_one, targets

TABLE = """
財政再建推進計画の実施状況
番号 | 改善項目 | 項目数 | | H15 | H16 | H17
1 | 人件費削減 | 2 | 当初 | 79 | 192 | 183
 | | | 現在 | 109 | 262 | 403
 | | | 増減 | {change} | 70 | 220
2 | 補助の見直し | 128 | 当初 | 17 | 57 | 59
 | | | 現在 | 26 | 66 | 75
 | | | 増減 | 9 | 9 | 16
"""


def said(found: ReadPlan) -> list[Level]:
    return [one.level for one in found.findings if one.code == "began-as-plan"]


def test_what_was_planned_and_what_stands_now_are_targets_and_actuals_and_asked_about() -> None:
    found = read_one(TABLE.format(change="30"))

    first, second = found.plan.indicators
    assert (first.name, second.name) == ("人件費削減", "補助の見直し")
    assert targets(first) == {2003: "79", 2004: "192", 2005: "183"}
    assert actuals(first) == {2003: "109", 2004: "262", 2005: "403"}
    assert said(found) == [Level.ODD]


def test_a_single_misprint_keeps_no_table_from_being_read() -> None:
    assert said(read_one(TABLE.format(change="31"))) == [Level.ODD]


@pytest.mark.parametrize(
    "text",
    [
        TABLE.format(change="30").replace("70", "71").replace("220", "221"),  # not the difference
        TABLE.format(change="30").replace("増減", "備考"),
        "指標 | 当初 | 現在 | 増減\n相談件数 | 10 | 12 | 2",
    ],
)
def test_other_lines_called_so_are_left_as_they_are(text: str) -> None:
    assert not any(map(said, read(text)))


def test_three_figures_in_a_cell_are_told_apart_where_they_add_up() -> None:
    text = """
    財政再建推進計画の実施状況
    番号 | 改善項目 | 項目数 | | H15 | H16
    1 | 人件費削減 | 2 | 当初 現在 増減 | 79 109 30 | 192 262 {change}
    2 | 補助の見直し | 128 | 当初 現在 増減 | 17 26 9 | 57 66 9
    """
    found = read_one(text.format(change="70"))

    first, second = found.plan.indicators
    assert (targets(first), actuals(first)) == ({2003: "79", 2004: "192"}, {2003: "109", 2004: "262"})
    assert (targets(second), actuals(second)) == ({2003: "17", 2004: "57"}, {2003: "26", 2004: "66"})
    assert said(found) == [Level.ODD]
    assert not any(map(said, read(text.format(change="71").replace(" 9", " 8"))))
