"""What an officer is told when a table was not read as it stands."""

from __future__ import annotations

from shirube.core.finding import Level
from tests.readers.tables import read, read_one

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


def test_a_mark_without_a_year_beside_several_years_says_why_it_has_the_newest() -> None:
    several = "指標名|令和5年度実績値|令和6年度目標値|令和6年度実績値|評価\n甲|1|2|3|A\n乙|1|2|1|C"
    stated = several.replace("|評価", "|令和6年度評価")

    assumed, given = read_one(several).columns[-1], read_one(stated).columns[-1]

    assert str(assumed.column.year) == str(given.column.year) == "令和6年度"
    assert "最も新しい実績の年度とみなしました" in assumed.why
    assert "みなしました" not in given.why


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
