"""Labels of a form with a mark beside them."""

from __future__ import annotations

import time

import pytest

from shirube.readers.grids_as_plans import read_grids_as_plans
from shirube.readers.judgements import find_judgement, parse_judgement
from tests.readers.tables import grid, marks


@pytest.mark.parametrize(
    ("cells", "mark"),
    [
        (["今年度の評価", "", "Ａ", "", "評価の理由", "取組が進んだため"], "Ａ"),
        (["総合評価", "Ａ　順調に進んでいる"], "A"),
        (["施策の総合評価", "Ｂ　おおむね順調"], "B"),
        (["施策の評価", "Ａ", "着実に進んでいる"], "Ａ"),
        (["自己評価", "Ｂ（概ね成果があがっている）"], "B"),
        (["進捗状況", "□順調　■概ね順調　□遅れている"], "概ね順調"),
        (["点検結果", "☐順調　☑要改善"], "要改善"),
        (["前回評価", "Ｂ", "今回評価", "Ａ"], "Ａ"),
        (["評価", "3"], "3"),
        (["KPIの達成状況", "未達成"], "未達成"),
        (["達成度", "3", "重点", "事業の妥当性", "3", "事業の有効性", "4", "目標の状況", "II"], "3"),
    ],
)
def test_a_mark_beside_its_label_is_found(cells: list[str], mark: str) -> None:
    found = find_judgement(cells)

    assert found is not None
    assert found.mark == mark


@pytest.mark.parametrize(
    "cells",
    [
        ["評価", "A", "B", "C"],  # headings of a count
        ["評価区分", "A", "100%以上"],  # a legend
        ["達成", "未達成"],
        ["達成状況", "3"],  # a count
        ["達成状況", "3", "相談件数", "5"],
        ["前回評価", "Ｂ"],  # of another year
        ["進捗状況", "窓口を設け、相談を受けた。"],
        ["進捗状況", "□順調　□概ね順調　□遅れている"],  # nobody has chosen
        ["評価", "－"],
        ["二次評価", "A", "一次評価", "B"],  # the last does not come last
        ["施策評価", "A", "進捗状況", "順調"],  # two of them
        ["一次評価", "A", "二次評価", "B", "担当課", "総務課"],
        ["受講者数", "A"],
        ["評価"],
    ],
)
def test_what_only_looks_like_a_mark_beside_a_label_is_none(cells: list[str]) -> None:
    assert find_judgement(cells) is None


@pytest.mark.parametrize(("text", "mark"), [("◎：目標超過", "◎"), ("Aランク", ""), ("ABC", "ABC"), ("", "")])
def test_words_behind_a_mark_need_a_sign_between(text: str, mark: str) -> None:
    assert parse_judgement(text) == mark


def test_a_long_run_of_spaces_behind_a_mark_takes_no_time() -> None:
    begin = time.process_time()

    assert parse_judgement("Ａ:" + " " * 29_000 + "\nxy\n1\nz") == ""
    assert time.process_time() - begin < 1
    assert parse_judgement("Ａ:  \n順調に進んでいる") == "A"


def test_of_two_stages_of_judging_the_last_counts() -> None:
    found = find_judgement(["一次評価", "A", "", "二次評価", "B"])

    assert found is not None
    assert (found.label, found.mark, found.column) == ("二次評価", "B", 4)


def test_a_year_that_is_only_expected_is_not_judged_yet() -> None:
    sheet = grid(
        """
        事業名 | 配食サービス | | | | |
        指標 | 単位 | R4 | R5 | R6 | R8
         | | 実績 | 実績 | 見込 | 目標
        配食数 | 食 | 151 | 158 | 165 | 180
        登録者数 | 人 | 15 | 16 | 17 | 18
        一次評価 | A | 二次評価 | B | |
        """
    )
    (found,) = read_grids_as_plans([sheet], "調書.tsv")

    assert [marks(item) for item in found.plan.indicators] == [{2023: "B"}, {2023: "B"}]
    assert [item.name for item in found.plan.indicators] == ["配食数", "登録者数"]


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("進捗状況：順調", "順調"),
        ("【総合評価】　Ｂ", "Ｂ"),
        ("・達成状況：□Ａ　■Ｂ　□Ｃ", "Ｂ"),
        ("評価：Ａ 達成　Ｂ 未達成", ""),
        ("進捗状況：関係団体と調整している。", ""),
        ("評価の方法：達成", ""),
    ],
)
def test_a_line_of_its_own_gives_a_mark_where_nothing_else_stands_in_it(text: str, mark: str) -> None:
    found = find_judgement([text, "", ""])

    assert (found.mark if found else "") == mark


def test_a_line_of_endless_blanks_behind_a_label_takes_no_time() -> None:
    begin = time.process_time()

    assert find_judgement(["進捗状況" + "\u3000" * 60_000 + "順調" * 30]) is None
    assert time.process_time() - begin < 1


def test_a_mark_in_the_row_of_headings_is_said_to_be_unread() -> None:
    (found,) = read_grids_as_plans(
        [
            grid(
                """
                項目 | R5目標 | R5実績 | 実施した事業 | B
                巡回件数 | 800 | 810 | 訪問 |
                利用事業所数 | 45 | 48 | |
                """
            )
        ],
        "評価.tsv",
    )
    (said,) = (one for one in found.findings if one.code == "mark-in-heading")

    assert "「B」" in said.message
    assert not any(marks(item) for item in found.plan.indicators)


def test_a_year_above_an_empty_column_is_no_mark() -> None:
    (found,) = read_grids_as_plans(
        [grid("項目 | R5 | R6 | R7（目標）\n巡回件数 | 800 | | 900\n事業所数 | 45 | | 50")], "報告.tsv"
    )

    assert "mark-in-heading" not in {one.code for one in found.findings}
