"""Tables with one row per indicator and fiscal year."""

from __future__ import annotations

from shirube.core.finding import Level
from shirube.readers.rows_by_year import join_rows_of_years
from shirube.readers.table import find_tables
from tests.readers.tables import actuals, grid, marks, rates, read_one, targets


def test_the_rows_of_the_years_become_one_indicator() -> None:
    found = read_one(
        """
        さくら市　指標の推移
        施策 | 指標     | 単位 | 年度 | 目標 | 実績 | 達成率 | 評価 | 備考 | 担当課
        学ぶ | 相談件数 | 件   | R4   | 10   | 9    | 90%    | B    |      | 市民課
             |          |      | R5   | 11   | 12   | 109%   | A    | 増員 |
             |          |      | R6   | 12   |      |        |      |      |
             | 講座数   | 回   | R5   | 5    | 4    | 80%    | C    | 休止 | 生涯課
             | 〃       | 〃   | R6   | 6    | 7    | 117%   | S    | 再開 |
        ※ R6は速報値
        """
    )

    talks, courses = found.plan.indicators
    assert (targets(talks), actuals(talks)) == ({2022: "10", 2023: "11", 2024: "12"}, {2022: "9", 2023: "12"})
    assert (targets(courses), actuals(courses)) == ({2023: "5", 2024: "6"}, {2023: "4", 2024: "7"})
    assert (marks(courses), rates(courses)) == ({2023: "C", 2024: "S"}, {2023: "80%", 2024: "117%"})
    assert (talks.unit, courses.unit, courses.bodies) == ("件", "回", ("生涯課",))
    # Notes that change from year to year are kept for each of them.
    told = [*courses.notes, *(text for _, text in courses.extras)]
    assert sorted(told) == ["休止", "再開"]
    assert [node.name for node in found.plan.nodes] == ["学ぶ"]
    assert (found.layout, found.plan.footnotes) == ("lines", ("※ R6は速報値",))


def test_a_column_of_one_year_each_is_no_such_table() -> None:
    found = read_one(
        """
        指標     | 年度 | R6目標 | R6実績
        相談件数 | R6   | 10     | 9
        講座数   | R6   | 5      | 4
        """
    )

    assert found.layout == "one-row-per-indicator"
    assert len(found.plan.indicators) == 2


def test_a_year_that_stands_twice_is_not_overwritten() -> None:
    found = read_one(
        """
        指標     | 年度 | 目標 | 実績
        相談件数 | R5   | 10   | 9
        相談件数 | R5   | 20   | 21
        """
    )

    assert len(found.plan.indicators) == 2


def test_hundreds_of_years_beside_one_another_do_not_fill_the_memory() -> None:
    """Each of the columns would be there for each of the years, in each of the rows."""
    figures = " | ".join(["1"] * 10)
    lines = [f"甲 | {1900 + number}年度 | {figures}" for number in range(100)]
    headings = f"指標 | 年度 | {' | '.join(['目標', '実績'] * 5)}"

    (few,) = find_tables(grid("\n".join([headings, *lines[:50]])))
    (many,) = find_tables(grid("\n".join([headings, *lines])))

    assert join_rows_of_years(few) is not None
    assert join_rows_of_years(many) is None


def test_years_in_the_place_of_names_are_a_grave_finding() -> None:
    found = read_one(
        """
        年度 | 目標 | 実績 | 備考
        R4   | 10   | 9    | 速報
        R5   | 11   | 12   |
        """
    )

    assert ("years-as-names", Level.GRAVE) in {(one.code, one.level) for one in found.findings}


def test_years_may_be_bare_western_ones_below_their_heading() -> None:
    (item,) = read_one(
        """
        指標名 | 年度 | 目標 | 実績
        相談件数 | 2023 | 75 | 70
        相談件数 | 2024 | 80 | 78
        """
    ).plan.indicators

    assert (targets(item), actuals(item)) == ({2023: "75", 2024: "80"}, {2023: "70", 2024: "78"})


def test_the_year_before_target_and_actual_is_that_of_both_in_a_single_row_too() -> None:
    found = read_one(
        """
        令和7年度 進捗
        指標 | 年度 | 目標値 | 実績値
        相談件数 | R5 | 75 | 70
        講座数 | R6 | 12 | 11
        """
    )
    talks, courses = found.plan.indicators

    assert (targets(talks), actuals(talks)) == ({2023: "75"}, {2023: "70"})
    assert (targets(courses), actuals(courses)) == ({2024: "12"}, {2024: "11"})


def test_a_year_behind_the_target_is_that_of_the_target_alone() -> None:
    (item,) = read_one("指標 | R6実績 | 目標値 | 年度\n相談件数 | 70 | 75 | R8").plan.indicators

    assert targets(item) == {2026: "75"}


def test_the_goal_of_the_end_before_the_years_is_not_that_of_the_first_year() -> None:
    found = read_one(
        """
        指標 | 目標値 | 年度 | 目標 | 実績
        就農者数（人） | 10 | R2 | 6 | 5
         | | R3 | 7 | 9
        出生数（人） | 150 | R2 | 140 | 131
         | | R3 | 142 | 120
        """
    )
    first, second = found.plan.indicators

    assert targets(first) == {2020: "6", 2021: "7"}
    assert targets(second) == {2020: "140", 2021: "142"}
    assert [text for _, text in second.extras] == ["150"]
    assert "year-unknown" in {one.code for one in found.findings}  # nobody says when the end is


def test_a_goal_before_the_years_that_differs_by_year_is_that_of_each() -> None:
    """The control: 目標 stands before the years too, but each of them has its own."""
    (item,) = read_one(
        "指標 | 目標 | 年度 | 実績\n就農者数（人） | 6 | R2 | 5\n | 7 | R3 | 9"
    ).plan.indicators

    assert targets(item) == {2020: "6", 2021: "7"}


def test_words_below_a_heading_of_goals_are_names_where_the_goals_stand_behind_the_years() -> None:
    first, second = read_one(
        """
        目標 | 年度 | 目標値 | 実績値
        組織率 | R5 | 82% | 81%
         | R6 | 84% | 85%
        参加者数 | R5 | 300人 | 中止
         | R6 | 350人 | 360人
        """
    ).plan.indicators

    assert (first.name, targets(first)) == ("組織率", {2023: "82%", 2024: "84%"})
    assert (second.name, actuals(second)[2024]) == ("参加者数", "360人")


def test_figures_below_a_heading_of_goals_are_no_names() -> None:
    """The control: the goal of the end stands before the years, and nothing is named."""
    table = grid("目標 | 年度 | 目標値 | 実績値\n90% | R5 | 82% | 81%\n | R6 | 84% | 85%")

    assert join_rows_of_years(find_tables(table)[0]) is None
