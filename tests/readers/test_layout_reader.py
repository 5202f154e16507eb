"""What an officer is told when a table was not read as it stands."""

from __future__ import annotations

import pytest

from shirube.core.finding import Level
from tests.readers.tables import actuals, read, read_one, targets

LINES = """
指標||R5|R6
甲|目標|1|2
|実績|1|2
"""


def test_a_rewritten_table_is_said_to_be_one() -> None:
    (finding,) = [item for item in read_one(LINES).findings if item.code == "layout-rewritten"]

    assert finding.level is Level.INFORMATION
    assert "並べ直しました" in finding.message


def test_an_ordinary_table_is_not() -> None:
    plain = "指標名|令和5年度目標値|令和5年度実績値\n甲|1|2\n乙|1|2"

    assert "layout-rewritten" not in [item.code for item in read_one(plain).findings]


def test_a_hidden_row_is_named_by_its_number_in_the_file() -> None:
    findings = read_one(LINES, hidden_rows=[2]).findings

    (finding,) = [item for item in findings if item.code == "hidden-cells"]
    assert "3行" in finding.message


def test_without_hidden_rows_nothing_is_said_of_them() -> None:
    assert "hidden-cells" not in [item.code for item in read_one(LINES).findings]


def test_figures_whose_year_nobody_says_are_a_grave_finding() -> None:
    text = """
    項目|目標|実績|結果
    甲|5|6|達成
    乙|5|6|達成
    """

    (finding,) = [item for item in read_one(text).findings if item.code == "year-unknown"]

    assert finding.level is Level.GRAVE
    assert finding.remedy


def test_a_mark_without_a_year_beside_several_years_says_why_it_has_the_newest() -> None:
    several = "指標名|令和5年度実績値|令和6年度目標値|令和6年度実績値|評価\n甲|1|2|3|A\n乙|1|2|1|C"
    stated = several.replace("|評価", "|令和6年度評価")

    assumed, given = read_one(several).columns[-1], read_one(stated).columns[-1]

    assert str(assumed.column.year) == str(given.column.year) == "令和6年度"
    assert "最も新しい実績の年度とみなしました" in assumed.why
    assert "みなしました" not in given.why


def test_a_space_between_digits_is_read_as_a_separator_and_said() -> None:
    spaced = read_one("指標 | R5目標 | R5実績\n来場者数（人） | 12 000 | 12　800")
    plain = read_one("指標 | R5目標 | R5実績\n来場者数（人） | 12,000 | 12,800 人")

    (said,) = (one for one in spaced.findings if one.code == "digits-spaced")
    assert "2個" in said.message
    assert "digits-spaced" not in {one.code for one in plain.findings}


def test_names_with_kinds_in_brackets_side_by_side_are_said_to_be_lines() -> None:
    found = read_one(
        """
        指標 | R5 | R6 | 指標名 | R5 | R6
        相談件数(目標) | 20 | 21 | 相談件数(実績) | 19 | 22
        講座数(目標) | 5 | 5 | 講座数(実績) | 4 | 5
        """
    )

    assert "lines-mistaken" in {one.code for one in found.findings}


def test_the_legend_below_the_last_table_holds_for_those_above_it() -> None:
    first, second = read(
        """
        数値目標 | R6目標 | R6実績 | R6評価
        従業者数 | 100 | 96 | B

        施策 | KPI | R6目標 | R6実績 | R6評価 | 担当
        起業 | 件数 | 15 | 17 | A | 産業課
        誘致 | 社数 | 3 | 1 | D | 産業課
        A：達成（100％以上）　B：概ね達成（80％以上100％未満）　D：不十分（80％未満）
        """
    )

    assert [band.mark for band in first.plan.scale.bands] == ["A", "B", "D"] if first.plan.scale else False
    assert second.plan.scale == first.plan.scale
    assert "no-legend" not in {one.code for one in first.findings}


def test_a_table_with_a_legend_of_its_own_takes_no_other() -> None:
    first, _ = read(
        """
        指標 | R6目標 | R6実績 | R6評価
        従業者数 | 100 | 96 | ○
        ○：達成（90％以上）　×：未達成（90％未満）

        KPI | R6目標 | R6実績 | R6評価 | 担当
        件数 | 15 | 17 | A | 産業課
        社数 | 3 | 1 | B | 産業課
        A：達成（100％以上）　B：未達成（100％未満）
        """
    )

    assert first.plan.scale is not None
    assert [band.mark for band in first.plan.scale.bands] == ["○", "×"]


@pytest.mark.parametrize(("name", "is_plan"), [("計画職員数 A", True), ("在籍する職員数", False)])
def test_planned_staff_below_years_alone_is_not_silently_what_was_reached(name: str, is_plan: bool) -> None:
    found = read_one(
        f"""
        定員適正化計画(平成27年4月1日~平成36年4月1日)
        区分 | | H27 | H28 | H29
        一般行政 | {name} | 72 | 74 | 73
        特別行政 | {name} | 14 | 15 | 13
        """
    )

    assert ("rows-of-plan" in {one.code for one in found.findings}) is is_plan
    assert all(bool(item.targets) is is_plan for item in found.plan.indicators)


def test_planned_staff_beside_other_rows_is_never_silently_what_was_reached() -> None:
    found = read_one(
        """
        定員適正化計画(平成27年4月1日~平成36年4月1日)
        区分 | | H27 | H28 | H29
        一般行政 | 計画職員数 A | 72 | 74 | 73
        一般行政 | 新規採用者数 | 4 | 5 | 3
        """
    )

    assert "lines-mistaken" in {one.code for one in found.findings}


def test_a_row_called_actual_and_no_more_is_never_silently_an_indicator() -> None:
    found = read_one(
        """
        外国人延べ宿泊者数（万人泊）
         | 平成25年 | 平成26年 | 平成27年 | 平成29年
        実績 | 342 | 447 | 751 |
        第6回協議会時の見通し | | | | 600
        """
    )

    assert "lines-mistaken" in {one.code for one in found.findings if one.level is Level.GRAVE}


def test_a_row_called_actual_with_figures_of_all_kinds_lacks_its_name_only() -> None:
    found = read_one(
        """
        KPI その1 | 国際戦略総合特区新規プロジェクトの創出数
        項目 | 基準値(H26) | H27実績 | H28実績 | 目標値(H31)
        実績値 | 7 | 8 | 9 | 12
        """
    )

    (told,) = [one for one in found.findings if one.code == "lines-mistaken"]
    assert (told.level, "指標名がほかの場所" in told.message) == (Level.ODD, True)
    (item,) = found.plan.indicators
    assert (targets(item), actuals(item)) == ({2019: "12"}, {2015: "8", 2016: "9"})


def test_a_name_that_only_ends_so_is_one() -> None:
    found = read_one(
        """
        指標 | 平成25年 | 平成26年
        宿泊者数の実績 | 342 | 447
        """
    )

    assert "lines-mistaken" not in {one.code for one in found.findings}


def test_the_year_of_a_column_of_dashes_is_not_asked_for() -> None:
    table = """
        指標 | 現況値(H21) | 中間目標値 | 最終目標値(H25)
        公園数 | ― 箇所 | {} | 29箇所
        割合 | 90% | ― % | 91%
        """

    dashes, figures = read_one(table.format("― 箇所")), read_one(table.format("12箇所"))

    assert "year-unknown" not in {one.code for one in dashes.findings}
    assert "year-unknown" in {one.code for one in figures.findings}
