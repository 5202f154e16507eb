"""Target and actual one above the other in a cell."""

from __future__ import annotations

import pytest

from shirube.core.form import Role
from shirube.readers.grid import Grid
from shirube.readers.layout_reader import read_tables
from shirube.readers.layouts import find_all_tables
from shirube.readers.result import ReadPlan
from shirube.readers.stacked_cells import find_pair, find_said_pair, find_stack, looks_paired, split_cell
from tests.readers.tables import actuals, marks, read_one, targets

TARGET_ABOVE = "みやこ市文化計画（上段：目標　下段：実績）"


def read(title: str) -> ReadPlan:
    rows = [
        [title, "", "", "", ""],
        ["施策", "指標", "令和5年度", "令和6年度", "評価"],
        ["ふれる", "入館者数", "52,000人\n53,004人", "54,000人\n49,870人", "B"],
        ["まもる", "公開率", "42%\n42.1%", "45%", "B"],
    ]
    (found,) = read_tables(find_all_tables(Grid(file="a", name="b", rows=rows)))
    return found


def test_a_table_that_says_which_is_above_gives_targets_and_actuals() -> None:
    first, second = read(TARGET_ABOVE).plan.indicators

    assert targets(first) == {2023: "52,000人", 2024: "54,000人"}
    assert actuals(first) == {2023: "53,004人", 2024: "49,870人"}
    assert (actuals(second)[2023], marks(first)) == ("42.1%", {2024: "B"})


def test_without_such_words_nothing_is_guessed_and_it_is_said() -> None:
    found = read("みやこ市文化計画")

    assert {one.code for one in found.findings} >= {"cells-several"}
    assert targets(found.plan.indicators[0]) == {}
    assert "cells-several" not in {one.code for one in read(TARGET_ABOVE).findings}


@pytest.mark.parametrize(
    ("text", "stack"),
    [
        ("（上段：目標　下段：実績）", (Role.TARGET, Role.ACTUAL)),
        ("※上段は実績値、下段は目標値", (Role.ACTUAL, Role.TARGET)),
        ("上段(計画)下段(実績)", (Role.TARGET, Role.ACTUAL)),
        ("上段：男性　下段：女性", None),
        ("上段と下段", None),
    ],
)
def test_the_words_say_what_stands_above(text: str, stack: tuple[Role, Role] | None) -> None:
    assert find_stack([text]) == stack


T, A, R = Role.TARGET, Role.ACTUAL, Role.RATE


@pytest.mark.parametrize(
    ("heading", "kinds"),
    [
        ("実績／目標", (A, T)),
        ("目標値/実績値", (T, A)),
        ("目標\n実績", (T, A)),
        ("令和6年度\n計画・実績", (T, A)),
        ("2024 目標／実績", (T, A)),
        ("実績（目標）", (A, T)),
        ("R4（目標/実績）", (T, A)),
        ("令和4年度［実績・目標］", (A, T)),
        ("目標値（人）／実績値（人）", (T, A)),
        ("目標/実績/達成率", (T, A, R)),
        ("達成率（実績/目標）", None),
        ("実績/目標（%）", None),
        ("最終目標/実績", None),
        ("目標と実績", None),
        ("目標値\n（人）", None),
        ("目標達成", None),
        ("実績値", None),
    ],
)
def test_a_heading_that_names_both_states_their_order(heading: str, kinds: tuple[Role, ...] | None) -> None:
    assert find_pair(heading) == kinds


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("（実績／目標）", (A, T)),
        ("※各欄は「実績／目標」を示す。", (A, T)),
        ("注）数値は、目標／実績の順に記載", (T, A)),
        ("達成率は実績/目標×100", None),
        ("評価は、実績/目標の割合による", None),
    ],
)
def test_a_line_may_say_how_all_cells_are_written(line: str, kinds: tuple[Role, ...] | None) -> None:
    assert find_said_pair([line]) == kinds


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("5人\n\n6人", ("5人", "6人")),
        ("78人／80人", ("78人", "80人")),
        ("80人\n(78人)", ("80人", "78人")),
        ("78（80）", ("78", "80")),
        ("／80", ("", "80")),
        ("98/99校園／99校園", ("98/99校園", "99校園")),
        ("3／3", ("3", "3")),
        ("50.2％ / 55％", ("50.2％", "55％")),
        ("5人", None),
        ("1\n2\n3", None),
        ("1/2/3", None),
        ("あ/い。う", None),
    ],
)
def test_a_cell_is_divided_into_exactly_as_many_figures(text: str, parts: tuple[str, ...] | None) -> None:
    assert split_cell(text) == parts


def test_three_figures_with_mixed_signs_are_divided_too() -> None:
    assert split_cell("70／75/107%", 3) == ("70", "75", "107%")


def test_a_cell_that_looks_like_a_pair_gives_its_halves() -> None:
    assert looks_paired("78人 ／ 80人") == ("78人", "80人")
    assert looks_paired("12") is None


def test_a_rate_in_brackets_behind_two_figures_is_the_third() -> None:
    assert find_pair("令和4年度 目標／実績（達成率）") == (Role.TARGET, Role.ACTUAL, Role.RATE)
    assert split_cell("500／525（105%）", 3) == ("500", "525", "105%")
    assert split_cell("90／―（―）", 3) == ("90", "―", "―")
    assert split_cell("500／525（速報。後日確定）", 3) is None


@pytest.mark.timeout(20)
def test_a_line_of_thousands_of_spaces_is_gone_through_once() -> None:
    assert find_stack([f"※上段{' ' * 100_000}予定の数"]) is None
    assert find_stack(["※上段　目標、下段　実績"]) == (Role.TARGET, Role.ACTUAL)
    assert find_stack(["目標値(上段)・実績値(下段)"]) == (Role.TARGET, Role.ACTUAL)
    assert find_stack([f"目標値(上段){' ' * 100_000}予定の数"]) is None


def test_a_goal_for_the_accounts_of_a_year_is_no_pair() -> None:
    found = read_one("項目 | R4決算 | R5決算見込 | 目標（R7決算）\n実質公債費比率 | 8.6% | 8.9% | 9.0%以下")
    (item,) = found.plan.indicators

    assert targets(item) == {2025: "9.0%以下"}
    assert find_pair("目標（実績）") == (Role.TARGET, Role.ACTUAL)


@pytest.mark.parametrize(
    "said", ["上段：目標／中段：実績／下段：達成率", "上段は目標、中段は実績、下段は達成率"]
)
def test_three_figures_of_a_cell_are_those_that_the_table_says(said: str) -> None:
    rows = [
        [f"部局別目標（{said}）", "", "", ""],
        ["部局", "経営目標", "令和5年度", "令和6年度"],
        ["総務部", "市税収納率（％）", "98.2\n98.4\n100.2%", "98.4\n－\n－"],
        ["福祉部", "参加者数（人）", "1,600\n1,544\n96.5%", "1,700\n－\n－"],
    ]
    (found,) = read_tables(find_all_tables(Grid(file="a", name="b", rows=rows)))
    first, second = found.plan.indicators

    assert (first.name, targets(first)) == ("市税収納率（％）", {2023: "98.2", 2024: "98.4"})
    assert actuals(second)[2023] == "1,544"
    assert [one.rate for one in second.published if one.year.start == 2023] == ["96.5%"]


def test_three_words_of_which_one_is_no_kind_say_nothing() -> None:
    assert find_stack(["上段：目標／中段：予算／下段：実績"]) is None
