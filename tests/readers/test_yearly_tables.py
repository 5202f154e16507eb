"""Tables of the same indicators, each for years of its own, as one plan."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from shirube.core.finding import Level
from shirube.core.fiscal_year import parse_fiscal_year
from shirube.core.form import Role
from shirube.readers import grids_as_plans
from shirube.readers.grid import Grid
from shirube.readers.grids_as_plans import read_grids_as_plans
from shirube.readers.result import ReadPlan
from tests.readers.tables import actuals, grid, marks, rates, targets

_TWO = """
    図書館の評価
    令和6年度
    項目 | 目標 | 実績 | 評価
    蔵書数 | 114冊 | 115冊 | A
    講座の回数 | 20回 | 29回 | A
    新規登録者数 | 30人 | 10人 | C
    令和5年度
    項目 | 目標 | 実績 | 評価
    蔵書数 | 113冊 | 112冊 | B
    講座の回数 | 20回 | 20回 | A
    """
_CHAINED = """
    {first}
    施策 | 指標 | 基準値(R4) | R5目標 | R5実績 | 備考
    子育て | 相談件数 | 100 | 110 | {reached} | 増えた
     | 講座の回数 | 5 | 6 | 7 |
    防災 | 訓練の回数 | 2 | 3 | 3 |
    令和6年度の状況
    施策 | 指標 | R5実績 | R6目標 | R6実績 | 備考
    子育て | 相談件数 | {known} | 120 | 118 | 横ばい
     | 講座の回数 | 7 | 8 | 9 |
     | 面談の回数 | 1 | 2 | 3 |
    防災 | 訓練の回数 | 3 | 4 | 4 |
    """


def _read(text: str) -> list[ReadPlan]:
    return read_grids_as_plans([grid(text)], "表.tsv")


def _chained(reached: str = "112", known: str = "112") -> list[ReadPlan]:
    return _read(_CHAINED.format(first="令和5年度の状況", reached=reached, known=known))


def test_tables_of_two_years_below_one_another_are_one_plan_with_the_older_first() -> None:
    (read,) = _read(_TWO)

    items = read.plan.indicators
    assert [item.name for item in items] == ["蔵書数", "講座の回数", "新規登録者数"]
    assert targets(items[0]) == {2023: "113冊", 2024: "114冊"}
    assert actuals(items[1]) == {2023: "20回", 2024: "29回"}
    assert [marks(item) for item in items] == [{2023: "B", 2024: "A"}, {2023: "A", 2024: "A"}, {2024: "C"}]
    years = [column.year.start for column in read.plan.form.columns if column.year]
    assert years == sorted(years)
    assert read.plan.title == "図書館の評価"


def test_that_tables_were_put_together_is_said_once() -> None:
    (read,) = _read(_TWO)

    (said,) = [one for one in read.findings if one.code == "tables-of-years"]
    assert said.level is Level.INFORMATION
    assert "令和5年度、令和6年度" in said.message


def test_every_figure_keeps_its_place_in_the_file() -> None:
    (read,) = _read(_TWO)

    key = read.plan.indicators[0].key
    of = {year: read.find_place(key, Role.ACTUAL, parse_fiscal_year(year)) for year in ("R5", "R6")}
    assert {year: place.cell for year, place in of.items() if place} == {"R5": "C9", "R6": "C4"}


def test_what_the_newer_table_repeats_of_the_year_before_is_no_second_baseline() -> None:
    (read,) = _chained()

    first = read.plan.indicators[0]
    assert first.baseline is not None
    assert first.baseline.reading.text == "100"
    assert actuals(first) == {2023: "112", 2024: "118"}
    assert targets(first) == {2023: "110", 2024: "120"}


def test_an_indicator_that_came_later_stands_below_its_own_measure() -> None:
    (read,) = _chained()

    assert [(path[-1].name, item.name) for path, item in read.plan.rows] == [
        ("子育て", "相談件数"),
        ("子育て", "講座の回数"),
        ("子育て", "面談の回数"),
        ("防災", "訓練の回数"),
    ]


def test_notes_of_both_years_are_kept() -> None:
    (read,) = _chained()

    assert read.plan.indicators[0].notes == ("増えた", "横ばい")


def test_tables_that_contradict_each_other_stay_two() -> None:
    assert len(_chained(reached="112", known="111")) == 2


def test_tables_of_several_groups_of_indicators_are_one_plan_once_each_is_whole() -> None:
    heading = "区分 | 計画 | 実績 | 達成率"
    lines = ["指標の推移"]
    for group, name in (("活動指標", "講座"), ("成果指標", "就職")):
        lines.append(group)
        for year in (26, 27):
            lines += [f"平成{year}年度", heading, f"{name}の人数 | 40人 | {year}人 | 65%"]
            lines += [f"{name}の件数 | 50件 | {year}件 | 52%"]

    (read,) = _read("\n".join(lines))

    assert [item.name for item in read.plan.indicators] == [
        "講座の人数",
        "講座の件数",
        "就職の人数",
        "就職の件数",
    ]
    assert all(rates(item).keys() == {2014, 2015} for item in read.plan.indicators)


@pytest.mark.parametrize(
    "second",
    [
        "令和6年度\n項目 | 目標 | 実績 | 評価\n火災件数 | 3件 | 5件 | C\n避難訓練 | 2回 | 2回 | A",
        "令和5年度\n項目 | 目標 | 実績 | 評価\n蔵書数 | 9冊 | 8冊 | B\n講座の回数 | 1回 | 1回 | A",
        "項目 | 目標 | 実績 | 評価\n蔵書数 | 9冊 | 8冊 | B\n講座の回数 | 1回 | 1回 | A",
    ],
    ids=["other indicators", "the same year", "no year of its own"],
)
def test_tables_of_something_else_stay_apart(second: str) -> None:
    first = "令和5年度\n項目 | 目標 | 実績 | 評価\n蔵書数 | 113冊 | 112冊 | B\n講座の回数 | 20回 | 20回 | A"

    found = _read(f"{first}\n\n{second}")

    assert not any(one.code == "tables-of-years" for read in found for one in read.findings)


def test_sheets_of_a_workbook_stay_apart_for_there_the_year_is_chosen() -> None:
    def sheet(name: str, text: str) -> Grid:
        return replace(grid(text), file="表.xlsx", name=name, lettered=True)

    table = "令和{}年度\n指標 | 目標 | 実績\n相談件数 | 120 | 11{}\n講座参加者数 | 320 | 310"
    found = read_grids_as_plans([sheet("R5", table.format(5, 5)), sheet("R6", table.format(6, 6))], "表.xlsx")

    assert len(found) == 2


def test_thirty_years_become_thirty_columns() -> None:
    table = "令和{0}年度\n項目 | 目標 | 実績\n蔵書数 | {0}冊 | {0}冊\n講座の回数 | {0}回 | {0}回"
    (read,) = _read("\n".join(table.format(year) for year in range(2, 32)))

    assert len(targets(read.plan.indicators[0])) == 30


@pytest.mark.parametrize(("most", "plans"), [(2, 1), (1, 2)])
def test_of_too_many_tables_each_stays_a_plan_of_its_own(
    most: int, plans: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grids_as_plans, "_MOST_JOINED", most)
    sheet = grid("指標 | R5目標 | R5実績\n相談 | 5 | 4\n\n指標 | R6目標 | R6実績\n相談 | 6 | 7")

    assert len(read_grids_as_plans([sheet], "表.tsv")) == plans
