"""Kinds of figures beside their values below a row of years."""

from __future__ import annotations

from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.readers.kind_pairs import find_reported_year, is_kind_pairs, read_kind_pairs
from tests.readers.tables import actuals, read_one, targets

SHEET = """
平成27年度 経営目標評価シート | | | | | | | 様式8
団体名 | 防災協会
指標名 ① | 推進員の活動 | (単位: 件 )
過去の実績 | 平成24年度 | 平成25年度 | 平成26年度
| 4,654 | 4,945 | 4,913
目標値 | 5,000件 | 実績値 | 5,738件 | 達成率 | 114.8% | 達成状況 | 達成
取組内容 | 訓練への参加(446)
指標名 ② | 販売事業 | (単位: 千円 )
過去の実績 | 平成24年度 | 平成25年度 | 平成26年度
| 2,520 | 1,328 | 1,422
目標値 | 1,500千円 | 実績値 | 1,203千円 | 達成率 | 80.2%
取組内容 | 平成28年度に見直す。
"""


def test_a_line_of_kinds_beside_their_values_speaks_of_the_year_of_the_sheet_and_not_of_those_above() -> None:
    first, second = read_one(SHEET).plan.indicators

    assert (first.name, second.name) == ("推進員の活動", "販売事業")
    assert actuals(first) == {2012: "4,654", 2013: "4,945", 2014: "4,913", 2015: "5,738件"}
    assert (targets(first), targets(second)) == ({2015: "5,000件"}, {2015: "1,500千円"})
    assert [(one.rate, one.year) for one in second.published] == [("80.2%", FiscalYear(2015))]


def test_a_title_of_another_time_gives_such_figures_no_year() -> None:
    found = read_one(SHEET.replace("平成27年度 経営", "令和元年度 経営"))

    assert [targets(one) for one in found.plan.indicators] == [{}, {}]
    assert "year-unknown" in {one.code for one in found.findings}


def test_the_year_of_the_nearest_title_counts_and_not_one_that_a_text_beside_a_label_names() -> None:
    texts = [["令和5年度 調書", ""], ["区分", "R3"], ["令和6年度 調書", ""], ["課題", "令和9年度まで"]]

    assert find_reported_year(texts, 4, FiscalYear(2023)) == FiscalYear(2024)
    assert find_reported_year(texts, 2, FiscalYear(2023)) == FiscalYear(2023)
    assert find_reported_year(texts, 4, FiscalYear(2021)) is None
    assert find_reported_year([["課題", "令和6年度まで"]], 1, FiscalYear(2023)) is None


def test_a_line_of_figures_is_no_line_of_pairs() -> None:
    assert is_kind_pairs(["目標", "20", "実績", "30", ""])
    assert not is_kind_pairs(["目標", "20", "21", "30"])
    assert not is_kind_pairs(["目標", "実績", "目標", "実績"])
    assert not is_kind_pairs(["目標", "20", "担当", "商工課"])
    assert not is_kind_pairs([])


def test_what_a_pair_holds_is_the_cell_behind_the_kind() -> None:
    pairs = list(read_kind_pairs(["目標値", "", "20", "実績値", "30", "達成状況", "達成"], 7))

    assert [(role, cell.row, cell.column) for role, cell in pairs] == [
        (Role.TARGET, 7, 2),
        (Role.ACTUAL, 7, 4),
    ]
