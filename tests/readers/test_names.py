"""Cells that hold several things in words."""

from __future__ import annotations

import pytest

from shirube.core.fiscal_year import FiscalYear
from shirube.readers.names import (
    ActivityName,
    collect_bodies,
    parse_activity,
    parse_status,
    split_bodies,
    split_outside_parentheses,
)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (
            "経営支援セミナー【新規事業】(参加者数) P.35",
            ActivityName("経営支援セミナー", ("新規事業",), "参加者数", "P.35"),
        ),
        (
            "るのカード普及事業（取扱店舗数）　Ｐ.37",
            ActivityName("るのカード普及事業", (), "取扱店舗数", "Ｐ.37"),
        ),
        ("創業塾\n(参加者数(延べ))\nP.34", ActivityName("創業塾", (), "参加者数(延べ)", "P.34")),
        ("創業塾", ActivityName("創業塾")),
        ("(仮称)交流館の整備", ActivityName("(仮称)交流館の整備")),
        ("【重点】【新規】交流館", ActivityName("交流館", ("重点", "新規"))),
        ("", ActivityName("")),
    ],
)
def test_an_activity_cell_is_taken_apart(cell: str, expected: ActivityName) -> None:
    assert parse_activity(cell) == expected


def test_parentheses_stay_in_the_name_where_a_column_names_the_indicators() -> None:
    assert parse_activity("創業塾(夜間)", with_indicator=False).name == "創業塾(夜間)"


def test_two_bodies_are_told_apart_when_one_stands_alone_elsewhere() -> None:
    assert collect_bodies(["商工会・市", "商工会", "Bi@Sta"]) == ("商工会", "市", "Bi@Sta")


def test_a_dot_inside_the_name_of_a_body_does_not_split_it() -> None:
    assert collect_bodies(["中小・小口・マル経", "商工会"]) == ("中小・小口・マル経", "商工会")


def test_bodies_on_several_lines_are_several() -> None:
    assert split_bodies("商工課\n観光課、農林課", ()) == ("商工課", "観光課", "農林課")


def test_issue_tags_are_split_outside_parentheses() -> None:
    status = parse_status("開催した。 課題：周知、実施方法(対面、配信)、日時", FiscalYear(2025))

    assert status.narrative == "開催した。"
    assert status.issues == ("周知", "実施方法(対面、配信)", "日時")
    assert status.year == FiscalYear(2025)


@pytest.mark.parametrize("none", ["なし", "無し", "特になし", "なし。"])
def test_none_is_no_tag_but_is_said(none: str) -> None:
    status = parse_status(f"順調。 課題：{none}")

    assert (status.issues, status.no_issue) == ((), True)


def test_a_text_without_issues_says_nothing_about_them() -> None:
    status = parse_status("開催した。")

    assert (status.narrative, status.issues, status.no_issue) == ("開催した。", (), False)


def test_the_word_issue_within_a_sentence_is_no_list() -> None:
    assert parse_status("参加者増が課題である。").issues == ()


def test_a_column_of_issues_is_the_list() -> None:
    assert parse_status("開催した。", None, "周知、集客").issues == ("周知", "集客")


def test_a_parenthesis_never_closed_hides_no_tag_before_it() -> None:
    assert split_outside_parentheses("周知、方法(対面、配信") == ["周知", "方法(対面、配信"]


@pytest.mark.parametrize("head", ["課題：", "【今後の課題】：", "主な課題等:", "【課題】", "　課題点 ：\n"])
def test_whatever_opens_the_list_of_issues_is_no_part_of_the_narrative(head: str) -> None:
    status = parse_status(f"課題を話し合い、会を開いた。{head}集客、周知(紙、電子)")

    assert status.narrative == "課題を話し合い、会を開いた。"
    assert status.issues == ("集客", "周知(紙、電子)")


@pytest.mark.parametrize("page", ["P.33", "(pp33-35)", "　（１２頁）", "12ページ"])
def test_a_page_behind_a_name_is_told_however_it_is_written(page: str) -> None:
    found = parse_activity(f"IP講座（参加者数）{page}")

    assert (found.name, found.indicator) == ("IP講座", "参加者数")
    assert found.page == page.strip("()（）　")


def test_parentheses_around_the_issues_belong_to_neither_part() -> None:
    none = parse_status("順調に伸びている。（課題：なし）")
    some = parse_status("月1回開いた。(課題：周知、会場(駅前))")

    assert (none.narrative, none.issues, none.no_issue) == ("順調に伸びている。", (), True)
    assert (some.narrative, some.issues) == ("月1回開いた。", ("周知", "会場(駅前)"))


def test_issues_may_follow_their_word_without_a_colon_at_the_beginning_of_a_line() -> None:
    assert parse_status("課題　指導者不足、住居").issues == ("指導者不足", "住居")
    assert parse_status("多くの課題 解決に向けて進めた。").issues == ()


def test_bodies_joined_by_a_word_are_two_where_one_stands_alone_elsewhere() -> None:
    assert split_bodies("農業共済組合及び町", {"町"}) == ("農業共済組合", "町")
    assert split_bodies("道路及び河川課", {"町"}) == ("道路及び河川課",)
    assert collect_bodies(["農業共済組合及び町", "町"]) == ("農業共済組合", "町")


@pytest.mark.timeout(20)
def test_a_name_of_thousands_of_digits_is_gone_through_once() -> None:
    assert parse_activity(f"参加者数 {'1' * 100_000}頁目 12頁").page == "12頁"


@pytest.mark.timeout(10)
def test_a_name_of_brackets_that_nobody_closes_is_taken_apart_at_once() -> None:
    name = "交流館" + "【" * 100_000

    assert parse_activity(name) == ActivityName(name)
