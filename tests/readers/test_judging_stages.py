"""Several marks of one year, given one after the other."""

from __future__ import annotations

import pytest

from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.readers.judging_stages import Judged, find_lesser_results, find_lesser_stages
from tests.readers.tables import marks, read_one


@pytest.mark.parametrize("years", ["R4目標 | R4実績", "目標 | 実績"])
def test_the_second_judgement_counts_and_the_first_is_kept(years: str) -> None:
    """With a year in each heading the table is read as it stands, without one it is written out first."""
    found = read_one(
        f"""
        令和4年度 施策評価
        施策 | 指標 | {years} | 達成率 | 一次評価 | 二次評価
        子育て | 利用者数 | 12,000 | 10,854 | 90.5% | B | B
        学校 | 楽しいと答えた割合 | 90.0 | 88.7 | 98.6% | A | B
        高齢者 | 参加者数 | 2,400 | 1,506 | 62.8% | C | D
        """
    )

    assert [marks(item) for item in found.plan.indicators] == [{2022: "B"}, {2022: "B"}, {2022: "D"}]
    assert [text for item in found.plan.indicators for _, text in item.extras] == ["B", "A", "C"]
    assert "column-unknown" not in {one.code for one in found.findings}


def judged(*titles: str) -> list[Judged]:
    return [Judged(Role.MARK, FiscalYear(2022), title) for title in titles]


@pytest.mark.parametrize(
    ("titles", "lesser"),
    [
        (("一次評価", "二次評価"), {0}),
        (("2次評価", "1次評価"), {1}),
        (("中間評価", "期末評価"), {0}),
        (("年度末評価", "中間評価"), {1}),
        (("一次評価", "二次評価", "最終評価"), {0, 1}),
        (("自己評価", "外部評価"), set()),
        (("達成度", "総合評価"), set()),
        (("最終評価", "最終判定"), set()),
        (("一次評価",), set()),
        (("一次評価", "評価"), set()),
    ],
)
def test_only_marks_that_say_their_stage_take_the_place_of_one_another(
    titles: tuple[str, ...], lesser: set[int]
) -> None:
    assert find_lesser_stages(judged(*titles)) == lesser


def test_stages_of_different_years_are_left_alone() -> None:
    first, second = judged("一次評価", "二次評価")
    other = Judged(Role.MARK, FiscalYear(2023), "二次評価")

    assert find_lesser_stages([first, other]) == frozenset()
    assert find_lesser_stages([first, second, other]) == {0}


def test_a_mark_left_of_the_names_is_that_of_what_they_stand_below() -> None:
    """評価項目 has A, B, C for all its indicators, and each of these a grade of its own."""
    first, second = read_one(
        """
        令和元年度の評価
        評価項目 | 評価 | 評価指標 | 年度目標 | 年度実績 | 達成率 | 評点
        資料の充実 | B | 蔵書冊数 | 2,350冊 | 2,356冊 | 100.3% | 4
                   |   | 受入冊数 | 650冊 | 601冊 | 92.5% | 2
        """
    ).plan.indicators

    assert (marks(first), marks(second)) == ({2019: "4"}, {2019: "2"})


def test_what_was_reached_in_the_middle_gives_way_to_the_end() -> None:
    groups = ("中間評価", "最終評価")
    headings = [("重点", ""), *((stage, own) for stage in groups for own in ("結果", "評価"))]

    assert find_lesser_results(headings) == {1, 2}
    assert find_lesser_results([headings[1], ("最終評価", "評価")]) == frozenset()
    assert find_lesser_results([("中間評価 R4", "結果"), ("最終評価 R7", "結果")]) == frozenset()
