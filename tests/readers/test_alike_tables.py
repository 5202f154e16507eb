"""Tables of one sheet with the same headings, each below its own line, as one plan."""

from __future__ import annotations

import pytest

from shirube.readers.alike_tables import find_name
from shirube.readers.grids_as_plans import read_grids_as_plans
from shirube.readers.result import ReadPlan
from tests.readers.tables import actuals, grid

_SHEET = """
    部の平成18年度の事後検証
    {first}
    指標 | 18年度目標 | 18年度実績 | 自己評価
    市税徴収率 | 93.1% | 90.9% | A
    ※ 数値は速報です。
    {second}
    指標 | 18年度目標 | 18年度実績 | 自己評価
    加入件数 | 4,900件 | 4,885件 | A
    ※ 数値は速報です。
    {third}
    指標 | 18年度目標 | 18年度実績 | 自己評価
    講座の回数 | 12回 | 10回 | B
    """


def _read(
    first: str = "1 財源の確保", second: str = "2 情報化の推進", third: str = "3 学びの場"
) -> list[ReadPlan]:
    return read_grids_as_plans([grid(_SHEET.format(first=first, second=second, third=third))], "表.tsv")


def _codes(found: list[ReadPlan]) -> set[str]:
    return {one.code for read in found for one in read.findings}


def test_the_line_above_each_table_is_the_level_of_its_indicators() -> None:
    (read,) = _read()

    assert [(path[-1].name, item.name) for path, item in read.plan.rows] == [
        ("1 財源の確保", "市税徴収率"),
        ("2 情報化の推進", "加入件数"),
        ("3 学びの場", "講座の回数"),
    ]
    assert [actuals(item)[2006] for item in read.plan.indicators] == ["90.9%", "4,885件", "10回"]
    assert read.plan.title == "部の平成18年度の事後検証"
    # Said below each table, and once of the plan; the names of its levels are no remarks as well.
    assert read.plan.footnotes == ("※ 数値は速報です。",)
    assert read.plan.remarks == ()


def test_that_they_are_one_plan_is_said_once_with_their_names() -> None:
    (read,) = _read()

    (said,) = [one for one in read.findings if one.code == "tables-alike"]
    assert "3つの表" in said.message
    assert "「2 情報化の推進」" in said.message


def test_tables_below_the_same_line_are_not_told_apart_by_it() -> None:
    found = _read(second="1 財源の確保")

    assert len(found) > 1


@pytest.mark.parametrize("line", ["取組は次のとおりです。", "長い" * 30])
def test_a_sentence_is_no_name_of_a_table(line: str) -> None:
    (read, *_) = read_grids_as_plans(
        [grid(f"計画\n{line}\n指標 | R5目標 | R5実績\n相談件数 | 5 | 4")], "表.tsv"
    )

    assert find_name(read) == ""


def test_two_plans_each_below_its_title_stay_two() -> None:
    table = "指標 | R5目標 | R5実績\n{} | 5 | 4\n※ 速報です。"
    found = read_grids_as_plans(
        [grid(f"健康プラン\n{table.format('健診の受診率')}\n食育プラン\n{table.format('朝食の欠食率')}")],
        "表.tsv",
    )

    assert len(found) == 2


def test_tables_with_other_headings_stay_apart() -> None:
    found = read_grids_as_plans(
        [
            grid(
                """
                1 財源の確保
                指標 | R5目標 | R5実績
                市税徴収率 | 93.1% | 90.9%
                ※ 速報です。
                2 情報化の推進
                指標 | R5目標 | R5実績 | R6目標
                加入件数 | 4,900件 | 4,885件 | 5,000件
                """
            )
        ],
        "表.tsv",
    )

    assert "tables-alike" not in _codes(found)
