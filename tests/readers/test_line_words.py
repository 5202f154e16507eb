"""Words that say what a line, a label or a row is."""

from __future__ import annotations

import pytest

from shirube.core.form import Role
from shirube.readers.line_words import (
    is_caption,
    is_mark_label,
    is_name_label,
    is_part,
    is_total,
    match_kind,
    match_revision,
    parse_year_cell,
    parse_year_heading,
    strip_place,
)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("目標", Role.TARGET),
        ("目標値", Role.TARGET),
        ("期待値", Role.TARGET),
        ("計画値", Role.TARGET),
        ("実績", Role.ACTUAL),
        ("実績値", Role.ACTUAL),
        ("達成率(%)", Role.RATE),
        ("評価", Role.MARK),
        ("目標と実績の比較", Role.DIFFERENCE),
        ("参加者数", None),
        ("", None),
        ("目標の達成に向けて取り組んだ内容について説明する文", None),
    ],
)
def test_the_kind_of_a_line_is_told_by_its_name(text: str, role: Role | None) -> None:
    assert match_kind(text) is role


@pytest.mark.parametrize("name", ["合計", "小計", "総 計", "平成22年度 合計", "計"])
def test_rows_that_add_others_up_are_totals(name: str) -> None:
    assert is_total(name)


@pytest.mark.parametrize(
    "name", ["設計", "家計相談", "合計特殊出生率", "中小・小口・マル経(合計利用件数)", "時計の設置"]
)
def test_names_that_only_contain_the_word_are_no_totals(name: str) -> None:
    assert not is_total(name)


def test_parts_of_the_row_above_are_known() -> None:
    assert [is_part(name) for name in ("うち認定数", "(うち女性)", "内数", "打合せ回数", "内容")] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_labels_beside_which_something_stands_are_known() -> None:
    assert [is_name_label(text) for text in ("成果指標", "指標名", "KPI", "参加者数")] == [
        True,
        True,
        True,
        False,
    ]
    assert [is_mark_label(text) for text in ("自己評価", "評価結果", "評価の考え方")] == [True, True, False]


def test_a_line_of_revised_targets_may_name_its_date() -> None:
    match = match_revision("(H30.3改訂後)")

    assert match is not None
    assert match["when"] == "H30.3"
    assert match_revision("目標値") is None


@pytest.mark.parametrize("text", ["令和5年度目標", "5年間", "R5～R8", "H27累計", ""])
def test_a_heading_with_more_than_a_year_is_no_year(text: str) -> None:
    assert parse_year_cell(text) is None


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("R9（最\n終）", 2027),
        ("R6\n(見\n込)", 2024),
        ("令和2年度\n（1年目）", 2020),
        ("1年目\n(R2)", 2020),
        ("R6（第3年次）", 2024),
    ],
)
def test_words_beside_a_year_may_run_over_the_end_of_a_narrow_column(text: str, year: int) -> None:
    found = parse_year_heading(text)

    assert found is not None
    assert found.start == year


@pytest.mark.parametrize("text", ["R5 6", "R6\n相談件数", "1年目"])
def test_what_says_more_than_a_year_is_no_heading_of_a_year(text: str) -> None:
    assert parse_year_heading(text) is None


def test_a_place_in_a_list_is_no_part_of_a_name() -> None:
    assert strip_place("3-3 図書の購入冊数(雑誌を除く)") == "図書の購入冊数(雑誌を除く)"
    assert strip_place("3-1資料購入費") == "資料購入費"
    # The control: figures from 3 to 5, with a unit.
    assert strip_place("3-5人") == "3-5人"
    assert strip_place("1.5 ha") == "1.5 ha"


def test_a_numbered_goal_labels_a_name() -> None:
    assert is_name_label("数値目標1")
    assert is_name_label("目標指標と実績")
    assert not is_name_label("数値目標")


def test_a_caption_counts_and_names_an_indicator() -> None:
    assert is_caption(["指標2", "花を見る客の数"])
    assert not is_caption(["指標2", "45万人"])
    assert not is_caption(["指標", "花を見る客の数"])
