"""Parts of chains whose words stand behind their figures, and whose years before them."""

from __future__ import annotations

import pytest

from shirube.readers.chain_parts import set_out_part, split_first_part
from tests.readers.tables import actuals, read, read_one, targets


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("R1 31万m3(現状)", "現状:31万m3(R1)"),
        ("R7 40万m3（中間）", "目標:40万m3(R7)"),
        ("50人(目標)", "目標:50人"),
        ("H26:25人", "25人(H26)"),
        ("令和8年度 45%", "45%(令和8年度)"),
        ("25人(H26)", "25人(H26)"),
        ("目標設定時(H25):446億円", "従前値:446億円(H25)"),
        ("H28到達目標:454億円", "目標値:454億円(H28)"),
        ("4年後(H31)の目標:460億円", "目標値:460億円(H31)"),
        ("直近値(H26):445億円(H27)", "直近値(H26):445億円(H27)"),
        ("目標値:263戸(27年度)", "目標値:263戸(27年度)"),
        ("2024 人(延べ)", "2024 人(延べ)"),
        ("12 人(対象)", "12 人(対象)"),
    ],
)
def test_a_part_is_set_out_with_its_word_before_and_its_year_behind(part: str, expected: str) -> None:
    assert set_out_part(part) == expected


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("・素材生産量 R1 31万m3(現状)", ("・素材生産量", "R1 31万m3(現状)")),
        ("従前値 3,120(H18)", ("", "従前値 3,120(H18)")),
        ("R1 31万m3", ("", "R1 31万m3")),
    ],
)
def test_a_name_before_the_year_of_the_first_figure_is_split_off(
    part: str, expected: tuple[str, str]
) -> None:
    assert split_first_part(part) == expected


def test_two_goals_of_a_chain_are_targets_and_no_actuals() -> None:
    found = read_one(
        """
        項目 | 内容
        素材生産量 | R1 31万m3(現状)⇒R7 40万m3(中間)⇒R12 50万m3(目標)
        新規就業者数 | R1 47人/年(現状)⇒R12 50人/年(目標)
        """
    )

    wood, workers = found.plan.indicators
    assert list(targets(wood)) == [2025, 2030]
    assert (actuals(wood), actuals(workers)) == ({}, {})
    assert wood.baseline is not None
    assert wood.baseline.year is not None
    assert wood.baseline.year.start == 2019
    assert list(targets(workers)) == [2030]


def test_lines_of_a_list_are_chains_with_their_names_before_them() -> None:
    found = read_one(
        """
        ○主な施策目標
        ・素材生産量 R1 31万m3(現状)⇒R7 40万m3(中間)⇒R12 50万m3(目標)
        ・県産材率 R1 31%(現状)⇒R12 50%(目標)
        """
    )

    assert [(item.name, list(targets(item))) for item in found.plan.indicators] == [
        ("・素材生産量", [2025, 2030]),
        ("・県産材率", [2030]),
    ]


def test_years_before_figures_are_those_of_the_figures() -> None:
    found = read_one(
        """
        重要業績評価指標 | 基準値→目標値 | 実績
        新規就農者数 | H26:25人→H31:40人 | H29:33人
        観光客数 | H26:120万人→H31:150万人 | H29:130万人
        """
    )

    first, _ = found.plan.indicators
    assert (list(targets(first)), list(actuals(first))) == ([2019], [2017])
    assert "year-unknown" not in {one.code for one in found.findings}


def test_a_note_behind_a_chain_is_kept_as_one() -> None:
    found = read_one(
        """
        ○主な施策目標
        ・素材生産量 R1 31万m3(現状)⇒R12 50万m3(目標)
        ・新規就業者数 R1 47人/年(現状)⇒R12 50人/年(目標)※R2~R12の累計500人
        """
    )

    _, workers = found.plan.indicators
    assert (workers.name, list(targets(workers))) == ("・新規就業者数", [2030])
    assert workers.notes == ("※R2~R12の累計500人",)


def test_a_chain_that_cannot_be_read_is_asked_about_and_heads_no_group() -> None:
    found = read_one(
        """
        ○主な施策目標
        ・素材生産量 R1 31万m3(現状)⇒R12 50万m3(目標)
        ・新規就業者数 R1 47人/年(現状)⇒R12 50人/年(目標)くらい
        ・県産材率 R1 31%(現状)⇒R12 50%(目標)
        """
    )

    assert [item.name for item in found.plan.indicators] == ["・素材生産量", "・新規就業者数", "・県産材率"]
    assert [targets(item) == {} for item in found.plan.indicators] == [False, True, False]
    assert "column-unknown" in {one.code for one in found.findings}


@pytest.mark.parametrize("heading", ["KPI一覧", "【数値目標】", "重要業績評価指標(KPI)"])
def test_dated_pairs_below_a_heading_of_goals_are_baselines_and_targets(heading: str) -> None:
    found = read_one(
        f"""
        {heading}
        ・新規就農者数:25人(平成26年度) → 40人(平成31年度)
        ・観光客数：120万人(平成26年度) → 150万人(平成31年度)
        """
    )

    first, second = found.plan.indicators
    assert (first.name, second.name) == ("・新規就農者数", "・観光客数")
    assert (list(targets(first)), actuals(first)) == ([2019], {})
    assert first.baseline is not None
    assert first.baseline.year is not None
    assert first.baseline.year.start == 2014


@pytest.mark.parametrize("heading", ["KPIの推移", "数値目標の達成状況", "人口のすがた"])
def test_dated_pairs_that_may_show_how_something_went_are_no_targets(heading: str) -> None:
    found = read(
        f"""
        {heading}
        ・新規就農者数:25人(平成26年度) → 40人(平成31年度)
        ・観光客数：120万人(平成26年度) → 150万人(平成31年度)
        """
    )

    assert not found
