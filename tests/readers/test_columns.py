"""Columns looked at together."""

from __future__ import annotations

from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.readers.columns import understand_columns
from shirube.readers.grid import Grid, widen_rows
from shirube.readers.result import UnderstoodColumn
from shirube.readers.table import find_tables
from tests.readers.tables import read_one


def understand(*headings: list[str], year: FiscalYear | None = None) -> list[UnderstoodColumn]:
    body = [f"値{index}" if index < 2 else "1人" for index in range(len(headings[0]))]
    grid = Grid(file="表", name="", rows=widen_rows([*headings, body]))
    (table,) = find_tables(grid)
    return understand_columns(table, year)


def roles(columns: list[UnderstoodColumn]) -> list[tuple[Role, int | None]]:
    return [(item.column.role, item.column.year.start if item.column.year else None) for item in columns]


def test_an_actual_before_the_first_target_is_the_baseline() -> None:
    found = understand(["施策", "指標", "令和3年度", "令和5年度", ""], ["", "", "実績値", "目標", "実績"])

    assert roles(found)[2:] == [(Role.BASELINE, 2021), (Role.TARGET, 2023), (Role.ACTUAL, 2023)]
    assert "基準値とみなしました" in found[2].why


def test_several_actuals_before_the_plan_are_no_baseline() -> None:
    found = understand(["指標", "R3実績", "R4実績", "R5目標", "R5実績"])

    assert [role for role, _ in roles(found)] == [
        Role.INDICATOR,
        Role.ACTUAL,
        Role.ACTUAL,
        Role.TARGET,
        Role.ACTUAL,
    ]


def test_a_year_alone_over_a_column_means_the_actual_with_little_confidence() -> None:
    found = understand(["指標", "単位", "目標値", "令和5年度", "令和6年度"])

    assert roles(found)[3] == (Role.ACTUAL, 2023)
    assert found[3].confidence < 80


def test_columns_without_a_year_take_the_only_year_of_the_table() -> None:
    found = understand(["指標", "令和5年度目標", "実績", "評価"])

    assert roles(found)[2:] == [(Role.ACTUAL, 2023), (Role.MARK, 2023)]


def test_columns_without_a_year_take_the_year_of_the_title() -> None:
    found = understand(["指標", "目標", "実績", "評価"], year=FiscalYear(2024))

    assert roles(found)[1:] == [(Role.TARGET, 2024), (Role.ACTUAL, 2024), (Role.MARK, 2024)]
    assert "表題" in found[1].why


def test_levels_are_ordered_by_meaning_and_not_by_place() -> None:
    found = understand(["実施事業", "方向性", "個別施策", "R5目標", "R5実績"])

    assert [item.column.level for item in found[:3]] == [2, 0, 1]


def test_levels_of_unknown_rank_are_ordered_from_left_to_right() -> None:
    found = understand(["区分", "項目1", "R5目標", "R5実績"])

    assert [item.column.level for item in found if item.column.role is Role.LEVEL] == [0, 1]


def test_a_second_column_of_the_same_meaning_is_kept_as_it_is() -> None:
    found = understand(["指標", "R5目標", "R5目標", "R5実績"])

    assert roles(found)[2][0] is Role.EXTRA
    assert "すでにある" in found[2].why


def test_half_years_without_a_year_of_their_own_stand_beside_the_year_of_the_table() -> None:
    found = understand(["指標", "令和5年度 目標値", "4~9月期 実績値", "10~3月期 実績値", "令和5年度 実績値"])

    assert [item.column.role for item in found] == [
        Role.INDICATOR,
        Role.TARGET,
        Role.EXTRA,
        Role.EXTRA,
        Role.ACTUAL,
    ]
    assert all("年度の途中の値のため参考" in item.why for item in found[2:4])
    assert [item.column.part for item in found[2:4]] == ["4~9月期", "10~3月期"]


def test_hundreds_of_levels_are_no_tree_and_their_cells_are_kept() -> None:
    found = understand(["施策"] * 300 + ["指標", "令和5年度目標", "令和5年度実績"])

    kinds = [item.column.role for item in found]
    assert kinds[:20] == [Role.LEVEL] * 20
    assert kinds[20:300] == [Role.EXTRA] * 280
    assert "階層の列が20を超える" in found[20].why


def test_what_comes_next_behind_the_figures_is_no_level_of_the_plan() -> None:
    for rate in ("", " | 達成率"):
        found = read_one(
            f"""
            事業名 | 成果指標 | R6目標 | R6実績{rate} | 方向性 | 評価理由
            ごみ減量 | 排出量 | 830 | 842{rate and " | 98%"} | 現状維持 | 効果がある。
            公園管理 | 苦情 | 100 | 131{rate and " | 76%"} | 改善 | 除草を増やす。
            """
        )

        assert found.plan.levels == ("事業名",)
        assert [[text for _, text in item.extras] for item in found.plan.indicators] == [
            ["現状維持"],
            ["改善"],
        ]


def test_directions_of_the_plan_before_the_figures_stay_its_top_level() -> None:
    found = read_one("方向性 | 指標 | R6目標 | R6実績\n維持 | 排出量 | 830 | 842\n改善 | 苦情 | 100 | 131")

    assert found.plan.levels == ("方向性",)


def test_a_column_below_a_group_on_the_progress_is_no_text_on_it() -> None:
    for year in ("", "R6"):
        found = read_one(
            f"""
            取組 | 指標 | R5目標 | 進捗状況{year} | | |
                 |      |        | 実績 | 評価 | 効果額（千円）
            再配置 | 施設数 | 10 | 9 | B | 1,250
            """
        )

        (item,) = found.plan.indicators
        assert item.statuses == ()
        assert [text for _, text in item.extras][-1:] == ["1,250"]
