"""Lines of indicators of which several share one name: 小学校 and 中学校 below one share of pupils."""

from __future__ import annotations

from shirube.readers.line_name_parts import LineNameParts
from tests.readers.tables import actuals, read_one, targets

HEAD = "施策の柱 | 指標 | 対象 | 区分 | R4 | R5 | R6\n"


def find_names(text: str) -> list[str]:
    return [item.name for item in read_one(text).plan.indicators]


def test_a_part_below_another_goes_on_with_the_name_they_share() -> None:
    found = read_one(
        HEAD
        + """学力 | 授業が分かる割合 | 小学校 | 目標 | 82 | 83 | 84
         | | | 実績 | 81 | 82 | 83
         | | 中学校 | 目標 | 74 | 75 | 76
         | | | 実績 | 73 | 74 | 75
        環境 | トイレの洋式化率 | 小学校 | 目標 | 60 | 70 | 80
         | | | 実績 | 58 | 71 | 79
         | | 中学校 | 目標 | 55 | 65 | 75
         | | | 実績 | 55 | 63 | 80"""
    )

    assert [item.name for item in found.plan.indicators] == [
        "授業が分かる割合 小学校",
        "授業が分かる割合 中学校",
        "トイレの洋式化率 小学校",
        "トイレの洋式化率 中学校",
    ]
    assert targets(found.plan.indicators[3]) == {2022: "55", 2023: "65", 2024: "75"}


def test_a_part_said_in_each_line_begins_one_indicator_only() -> None:
    assert find_names(
        HEAD
        + """学力 | 授業が分かる割合 | 小学校 | 目標 | 82 | 83 | 84
         | | 小学校 | 実績 | 81 | 82 | 83
         | | 中学校 | 目標 | 74 | 75 | 76
         | | 中学校 | 実績 | 73 | 74 | 75"""
    ) == ["授業が分かる割合 小学校", "授業が分かる割合 中学校"]


def test_nothing_goes_on_with_the_name_of_another_group() -> None:
    assert find_names(
        HEAD
        + """学力 | 授業が分かる割合 | 小学校 | 目標 | 82 | 83 | 84
         | | | 実績 | 81 | 82 | 83
        環境 | | 蔵書数 | 目標 | 74 | 75 | 76
         | | | 実績 | 73 | 74 | 75"""
    ) == ["授業が分かる割合 小学校", "蔵書数"]


def test_every_part_left_of_a_blank_goes_on() -> None:
    parts = LineNameParts(1)

    assert parts.complete([(1, "割合"), (2, "小学校"), (3, "3年")]) == [
        (1, "割合"),
        (2, "小学校"),
        (3, "3年"),
    ]
    assert parts.complete([(3, "6年")]) == [(3, "割合 小学校 6年")]
    assert parts.complete([(2, "中学校"), (3, "3年")]) == [(2, "割合 中学校"), (3, "3年")]
    assert parts.complete([(3, "6年")]) == [(3, "割合 中学校 6年")]


def test_a_name_with_lines_of_its_own_is_no_whole() -> None:
    parts = LineNameParts(1)

    assert parts.complete([(1, "参加者数")]) == [(1, "参加者数")]
    assert parts.complete([(2, "満足度")]) == [(2, "満足度")]
    assert LineNameParts(None).complete([(2, "満足度")]) == [(2, "満足度")]


def test_what_heads_lines_of_goals_is_no_name() -> None:
    """第２期計画 and 実績 group the lines of one service, which the line above names."""
    found = read_one(
        """
        （３）一時預かり事業
         | | R4 | R5 | R6
        第２期計画 | ①量の見込み（人日） | 350 | 340 | 330
                   | ②確保方策（人日） | 360 | 360 | 360
        実績 | 利用実績（人日） | 338 | 321 |
        """
    )
    (item,) = found.plan.indicators

    assert item.name == "（３）一時預かり事業"
    assert targets(item) == {2022: "350", 2023: "340", 2024: "330"}
    assert actuals(item) == {2022: "338", 2023: "321"}
    assert "column-unknown" not in {one.code for one in found.findings}


def test_a_name_with_a_plan_in_it_is_one() -> None:
    (first, second) = read_one(
        """
        項目 | 区分 | R4 | R5
        個別支援計画 | 目標 | 35 | 34
                     | 実績 | 33 | 32
        実績のある団体 | 目標 | 5 | 6
                       | 実績 | 4 | 6
        """
    ).plan.indicators

    assert (first.name, second.name) == ("個別支援計画", "実績のある団体")
