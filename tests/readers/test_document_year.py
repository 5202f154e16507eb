"""A year that only the title of a document says, for further tables of it."""

from __future__ import annotations

import pytest

from shirube.core.finding import Level
from shirube.readers.grid import Grid
from shirube.readers.grids_as_plans import read_grids_as_plans
from shirube.readers.result import ReadPlan
from tests.readers.tables import actuals, grid, targets

FIRST = """計画値と実績値の比較（令和6年度）
1 認定者数
項目 | 計画値 | 実績値
認定者数（人） | 1,420 | 1,466"""
SECOND = """2 給付費
サービス | 計画値(千円) | 実績値(千円) | 対計画比
居宅 | 3,214 | 3,110 | 96.8%
施設 | 2,655 | 2,598 | 97.9%"""


def read(*texts: str, lettered: bool = False) -> list[ReadPlan]:
    grids = [
        Grid(file="報告.docx", name=f"表{number}", rows=grid(text).rows, lettered=lettered)
        for number, text in enumerate(texts, 1)
    ]
    return read_grids_as_plans(grids, "報告.docx")


def codes(found: ReadPlan) -> set[str]:
    return {one.code for one in found.findings}


@pytest.mark.parametrize("texts", [(FIRST, SECOND), (f"{FIRST}\n\n{SECOND}",)], ids=["document", "one sheet"])
def test_a_further_table_without_a_year_is_of_the_year_of_the_title(texts: tuple[str, ...]) -> None:
    first, second = read(*texts)

    item = second.plan.indicators[0]
    assert (targets(item), actuals(item)) == ({2024: "3,214"}, {2024: "3,110"})
    (said,) = [one for one in second.findings if one.code == "year-of-document"]
    assert said.level is Level.ODD
    assert "令和6年度" in said.message
    assert "year-unknown" not in codes(second)
    assert "year-of-document" not in codes(first)


@pytest.mark.parametrize(
    "first",
    [
        FIRST.replace("（令和6年度）", ""),
        FIRST.replace("令和6年度", "令和6年度～令和8年度"),
        FIRST.replace("計画値 |", "R5計画値 |").replace("| 実績値", "| R5実績値"),
    ],
    ids=["no year", "a period", "figures of another year"],
)
def test_without_one_year_that_holds_for_the_first_table_it_stays_unknown(first: str) -> None:
    *_, second = read(first, SECOND)

    assert "year-unknown" in codes(second)
    assert "year-of-document" not in codes(second)


def test_another_sheet_may_be_of_another_year() -> None:
    _, second = read(FIRST, SECOND, lettered=True)

    assert "year-unknown" in codes(second)


GOALS = "平和・人権施策\n1 {}\n指標 | 単位 | 目標値\n実施校数 | 校 | 22\n参加者数 | 人 | 500"
RESULTS = "2 令和6年度の実績\n指標 | 単位 | 実績値\n参加者数 | 人 | 463\n実施校数 | 校 | 22"


def test_a_line_that_heads_goals_says_their_year_and_the_results_are_put_beside_them() -> None:
    (found,) = read(GOALS.format("令和6年度の目標"), RESULTS)

    assert [(item.name, targets(item), actuals(item)) for item in found.plan.indicators] == [
        ("実施校数", {2024: "22"}, {2024: "22"}),
        ("参加者数", {2024: "500"}, {2024: "463"}),
    ]


def test_a_year_in_which_goals_were_set_is_not_theirs() -> None:
    first, _ = read(GOALS.format("令和6年度に設定した目標の考え方"), RESULTS)

    assert "year-unknown" in codes(first)
    (apart,) = [one for one in first.findings if one.code == "tables-apart"]
    assert "年度が書かれていないか、合わないため" in apart.message


SHEET = """指標 | 目標 | 実績 | 評価
入館者数 | 1,200 | 1,266 | A
貸出冊数 | 500 | 480 | B"""


def read_sheets(text: str, *names: str) -> list[ReadPlan]:
    grids = [Grid(file="評価.xlsx", name=name, rows=grid(text).rows) for name in names]
    return read_grids_as_plans(grids, "評価.xlsx")


def test_sheets_called_by_their_years_are_of_these_years() -> None:
    found = read_sheets(SHEET, "令和5年度", "R4実績")

    items = [read.plan.indicators[0] for read in found]
    assert [targets(item) for item in items] == [{2023: "1,200"}, {2022: "1,200"}]
    (said,) = [one for one in found[1].findings if one.code == "year-of-document"]
    assert said.message.startswith("この表には年度がないため、シートの名前の年度（令和4年度）")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (SHEET, "令和5年度計画"),
        (SHEET, "令和4～5年度"),
        (f"令和6年度 評価の結果（令和5年度実績）\n{SHEET}", "令和6年度"),
        (SHEET, "評価"),
    ],
    ids=["a plan", "a period", "years above the table", "no year"],
)
def test_a_name_that_may_mean_another_year_gives_none(text: str, name: str) -> None:
    assert "year-of-document" not in {code for read in read_sheets(text, name) for code in codes(read)}
